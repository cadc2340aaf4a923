//! The line above the desk: the project, its history, whether it is saved, and what can be done with it.

use yew::prelude::*;

use super::{
    AddMenu, MenuItem, MoreMenu, Picture, Request, Shortcut, asks, copy_banner, icon, on,
    saving_state, shortcut,
};
use crate::model::Steps;
use crate::session::command::KeySheet;
use crate::session::import::ImportStage;
use crate::session::{Action, Desk, Dialog, Saving, Settings, Writing};

/// The line above the desk; `tools` are [`header_tools`], once they are here, `news` a banner.
pub fn header(
    desk: &Desk,
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
    tools: Option<Html>,
    news: Html,
) -> Html {
    let does = |action: Action| on(dispatch, action);
    let key = |id| shortcut(settings, id);
    let history = &desk.work.history;
    let may_change = desk.writing == Writing::Writer;
    html! {
        <header class="header">
            <div class="header-line">
                {button("Close the project", Picture::Back, None, does(Action::ProjectClosed))}
                <h1>
                    <button
                        type="button"
                        class="plain header-project"
                        title="Project settings"
                        onclick={does(Action::DialogOpened(Dialog::Settings))}
                    >
                        <span dir="auto">{&desk.work.project.name}</span>
                    </button>
                </h1>
                {saving_state()}
                <div class="header-tools" role="group" aria-label="History">
                    {step("Undo", "undo", Picture::Undo, history.undo(), may_change, &key("undo"), does(Action::Undone))}
                    {step("Redo", "redo", Picture::Redo, history.redo(), may_change, &key("redo"), does(Action::Redone))}
                    {button("History", Picture::History, Some(&key("history")), does(Action::HistoryAsked))}
                </div>
                {tools.unwrap_or_default()}
            </div>
            <div role="alert">
                if let Saving::Failed(reason) = &desk.saving {
                    <div class="header-banner is-error">
                        {icon(Picture::Remarks)}
                        <p>
                            <strong>{"Not saved: "}</strong>{reason}
                            {" Your work is still here as long as this page stays open."}
                        </p>
                        <button type="button" onclick={asks(on_request, Request::SaveProject)}>
                            {"Save to a file now"}
                        </button>
                    </div>
                }
            </div>
            if !may_change || desk.copy_due.is_some() {
                {quiet_banner(desk, dispatch, on_request)}
            }
            if let Some(copy) = &desk.file_copy {
                {copy_banner(copy, on_request)}
            }
            {news}
        </header>
    }
}

/// Why nothing can be changed here, or that the last file copy is old.
#[inline(never)] // not in the first load
fn quiet_banner(desk: &Desk, dispatch: &Callback<Action>, on_request: &Callback<Request>) -> Html {
    let says = |words: &'static str| {
        html! {
            <div class="header-banner" role="status">{icon(Picture::Info)}<p>{words}</p></div>
        }
    };
    match (desk.writing, desk.copy_due) {
        (Writing::Follower, _) => says(
            "Another tab is writing to this project; this one follows. To change it here, close the other tab.",
        ),
        (Writing::Outdated, _) => says(
            "A newer version of Standpoint has opened this project; this tab only shows it. Reload this page to go on with the newer version.",
        ),
        (Writing::Writer, Some(changes)) => html! {
            <div class="header-banner" role="status">
                {icon(Picture::Info)}
                <p>{format!("{changes} changes since the project was last saved to a file. All are saved in this browser; a file survives the browser too.")}</p>
                <button type="button" onclick={asks(on_request, Request::SaveProject)}>{"Save to a file"}</button>
                <button type="button" class="plain" onclick={on(dispatch, Action::CopyPutOff)}>{"Not now"}</button>
            </div>
        },
        (Writing::Writer, None) => Html::default(),
    }
}

/// What can be done with the project: the line's end.
#[inline(never)] // not in the first load
pub fn header_tools(
    desk: &Desk,
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    let does = |action: Action| on(dispatch, action);
    let opens = |dialog: Dialog| does(Action::DialogOpened(dialog));
    let key = |id| shortcut(settings, id);
    let worded = |name: &'static str, count: usize| match count {
        0 => name.to_owned(),
        count => format!("{name}: {count}"),
    };
    let gaps = desk.gap_count();
    let more = [
        ("Search over the project", Picture::Pages, "search", does(Action::SearchToggled)),
        ("Entity registry", Picture::People, "registry", does(Action::RegistryToggled)),
        ("Gaps", Picture::Gaps, "gaps", does(Action::GapsAsked)),
        ("Progress", Picture::Check, "progress", does(Action::ProgressAsked)),
        ("History", Picture::History, "history", does(Action::HistoryAsked)),
        ("Codebook", Picture::Clipboard, "codebook", opens(Dialog::Codebook)),
        (
            "Import annotations",
            Picture::Open,
            "import",
            does(Action::ImportShown(ImportStage::Asked)),
        ),
        ("Export", Picture::Save, "", opens(Dialog::Export)),
        ("Text and colours", Picture::File, "", opens(Dialog::Reading)),
        ("Settings", Picture::Gear, "", opens(Dialog::Settings)),
        ("Keys", Picture::Keyboard, "keys", opens(Dialog::Keys(KeySheet::default()))),
    ];
    let items = more.map(|(name, picture, id, on_pick)| MenuItem {
        name: worded(name, if id == "gaps" { gaps } else { 0 }).into(),
        picture,
        key: (!id.is_empty()).then(|| key(id)),
        on_pick,
    });
    html! {
        <div class="header-tools" role="group" aria-label="Project">
            <AddMenu
                is_disabled={desk.writing != Writing::Writer}
                dispatch={dispatch.clone()}
                on_request={on_request.clone()}
            />
            {button("Who stands where", Picture::Chart, Some(&key("picture")), does(Action::PictureToggled))}
            {button("Do or go to", Picture::Find, Some(&key("palette")), does(Action::PaletteOpened))}
            <div class="header-tools header-wide">
                {button("Search over the project", Picture::Pages, Some(&key("search")), does(Action::SearchToggled))}
                {button("Entity registry", Picture::People, Some(&key("registry")), does(Action::RegistryToggled))}
                {button("Import annotations", Picture::Open, Some(&key("import")), does(Action::ImportShown(ImportStage::Asked)))}
                <button type="button" class="header-worded" aria-label="Export" onclick={opens(Dialog::Export)}>
                    {icon(Picture::Save)}<span>{"Export"}</span>
                </button>
                <button type="button" class="plain icon-only letters" aria-label="Text and colours" title="Text and colours"
                    onclick={opens(Dialog::Reading)}>{"Aa"}</button>
                {button("Settings", Picture::Gear, None, opens(Dialog::Settings))}
                {button("Keys", Picture::Keyboard, Some(&key("keys")), opens(Dialog::Keys(KeySheet::default())))}
            </div>
            <MoreMenu items={items.to_vec()} />
        </div>
    }
}

fn button(
    name: &'static str,
    picture: Picture,
    key: Option<&Shortcut>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let title = key.map_or_else(|| name.to_owned(), |key| key.title(name));
    html! {
        <button type="button" class="plain icon-only" aria-label={name} {title} aria-keyshortcuts={key.and_then(Shortcut::aria)} {onclick}>
            {icon(picture)}
        </button>
    }
}

fn step(
    name: &'static str,
    verb: &'static str,
    picture: Picture,
    steps: &Steps,
    may_change: bool,
    key: &Shortcut,
    onclick: Callback<MouseEvent>,
) -> Html {
    let (next, in_log) = (steps.known().last(), steps.is_next_in_log());
    let title = match next {
        Some(step) => key.title(&format!("{name}: {}", step.label)),
        None if in_log => key.title(name),
        None => format!("Nothing to {verb}"),
    };
    let disabled = !may_change || (next.is_none() && !in_log);
    html! {
        <button type="button" class="plain icon-only" aria-label={name} {title} aria-keyshortcuts={key.aria()} {disabled} {onclick}>
            {icon(picture)}
        </button>
    }
}
