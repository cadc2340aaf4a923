//! The line above the desk: the project, its history, whether it is saved, and what can be done with it.

use yew::prelude::*;

use super::{AddMenu, Icon, Picture, Request, SavingState};
use crate::session::{Action, Dialog, Saving, Writing};

/// The header's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HeaderProps {
    /// The project's name.
    pub project: AttrValue,
    /// The step that an undo would take back.
    pub undo: Option<AttrValue>,
    /// The step that a redo would do again.
    pub redo: Option<AttrValue>,
    /// How the work is kept.
    pub saving: Saving,
    /// Whether this tab may change the project.
    pub writing: Writing,
    /// Hears what the analyst did.
    pub dispatch: Callback<Action>,
    /// Hears what the world must do.
    pub on_request: Callback<Request>,
}

/// The line above the desk.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { project, saving, writing, dispatch, on_request, .. } = props;
    let does = |action: Action| dispatch.reform(move |_: MouseEvent| action.clone());
    let opens = |dialog: Dialog| does(Action::DialogOpened(dialog));
    let may_change = *writing == Writing::Writer;
    html! {
        <header class="header">
            <div class="header-line">
                {button("Close the project", Picture::Back, does(Action::ProjectClosed))}
                <h1>
                    <button
                        type="button"
                        class="plain header-project"
                        title="Project settings"
                        onclick={opens(Dialog::Settings)}
                    >
                        <span dir="auto">{project}</span>
                    </button>
                </h1>
                <SavingState saving={saving.clone()} />
                <div class="header-tools" role="group" aria-label="History">
                    {step("Undo", Picture::Undo, props.undo.as_ref(), may_change, does(Action::Undone))}
                    {step("Redo", Picture::Redo, props.redo.as_ref(), may_change, does(Action::Redone))}
                </div>
                <div class="header-tools" role="group" aria-label="Project">
                    <AddMenu
                        is_disabled={!may_change}
                        dispatch={dispatch.clone()}
                        on_request={on_request.clone()}
                    />
                    <button type="button" class="header-worded" aria-label="Export" onclick={opens(Dialog::Export)}>
                        <Icon picture={Picture::Save} /><span>{"Export"}</span>
                    </button>
                    {button("Settings", Picture::Gear, opens(Dialog::Settings))}
                    {button("Keys", Picture::Keyboard, opens(Dialog::Keys))}
                </div>
            </div>
            <div role="alert">
                if let Saving::Failed(reason) = saving {
                    <div class="header-banner is-error">
                        <Icon picture={Picture::Remarks} />
                        <p>
                            <strong>{"Not saved: "}</strong>{reason}
                            {" Your work is still here as long as this page stays open."}
                        </p>
                        <button type="button" onclick={on_request.reform(|_: MouseEvent| Request::SaveProject)}>
                            {"Save to a file now"}
                        </button>
                    </div>
                }
            </div>
            if !may_change {
                <div class="header-banner" role="status">
                    <Icon picture={Picture::Info} />
                    <p>{"Another tab is writing to this project; this one follows. To change it here, close the other tab."}</p>
                </div>
            }
        </header>
    }
}

fn button(name: &'static str, picture: Picture, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="plain icon-only" aria-label={name} title={name} {onclick}>
            <Icon {picture} />
        </button>
    }
}

fn step(
    verb: &'static str,
    picture: Picture,
    label: Option<&AttrValue>,
    may_change: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let name = match label {
        Some(label) => format!("{verb}: {label}"),
        None => format!("Nothing to {}", verb.to_lowercase()),
    };
    let disabled = label.is_none() || !may_change;
    html! {
        <button type="button" class="plain icon-only" aria-label={verb} title={name} {disabled} {onclick}>
            <Icon {picture} />
        </button>
    }
}
