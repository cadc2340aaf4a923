//! All gaps of the project, to be filtered, walked and gone to.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::session::gap_list::{GapGoal, GapList, GapRow, GapView};
use crate::ui::colour_name;
use crate::ui::same::Same;
use crate::ui::window::Window;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 40;
/// How many gaps a page key goes.
const PAGE_ROWS: usize = 10;
const LIST_ID: &str = "gap-lines";

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct GapsDialogProps {
    /// The gaps.
    pub gaps: Same<GapList>,
    /// How they were looked at last.
    pub view: GapView,
    /// Hears where to go, and how the list was looked at.
    pub on_visit: Callback<(GapGoal, GapView)>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The gaps below a field that filters them and a button for each kind; the keys of the field walk
/// the gaps.
#[component]
pub(super) fn GapsDialog(props: &GapsDialogProps) -> Html {
    let GapsDialogProps { gaps, on_visit, on_close, .. } = props;
    let view = use_state_eq(|| props.view.clone());
    let asked = GapView { at: 0, ..(*view).clone() };
    let rows = use_memo((gaps.clone(), asked), |(gaps, asked)| gaps.rows(asked));
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let numbered = rows.iter().filter(|row| matches!(row, GapRow::Gap(..))).count();
    let at = view.at.min(numbered.saturating_sub(1));
    let is_active = |row: &GapRow| matches!(row, GapRow::Gap(_, number) if *number == at);
    let current = rows.iter().position(is_active);

    let visit = {
        let (gaps, rows, view, on_visit) =
            (gaps.clone(), rows.clone(), view.clone(), on_visit.clone());
        Callback::from(move |at: usize| {
            let line = rows.iter().find_map(|row| match row {
                GapRow::Gap(line, number) if *number == at => Some(*line),
                _ => None,
            });
            if let Some(goal) = line.and_then(|line| gaps.goal(line)) {
                on_visit.emit((goal, GapView { at, ..(*view).clone() }));
            }
        })
    };
    let walk = {
        let view = view.clone();
        move |at| view.set(GapView { at, ..(*view).clone() })
    };
    let oninput = {
        let view = view.clone();
        Callback::from(move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlInputElement>().value();
            view.set(GapView { words, at: 0, ..(*view).clone() });
        })
    };
    let onkeydown = {
        let visit = visit.clone();
        Callback::from(move |event: KeyboardEvent| {
            let last = numbered.saturating_sub(1);
            match (event.key().as_str(), event.ctrl_key()) {
                ("ArrowDown", _) => walk((at + 1).min(last)),
                ("ArrowUp", _) => walk(at.saturating_sub(1)),
                ("PageDown", _) => walk((at + PAGE_ROWS).min(last)),
                ("PageUp", _) => walk(at.saturating_sub(PAGE_ROWS)),
                ("Home", true) => walk(0),
                ("End", true) => walk(last),
                ("Enter", _) if !event.is_composing() => visit.emit(at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let row = {
        let (gaps, rows, is_by_kind) = (gaps.clone(), rows.clone(), view.is_by_kind);
        Callback::from(move |index: usize| match rows.get(index) {
            None => Html::default(),
            Some(GapRow::Head(line, count)) => head(index, &gaps, *line, *count, is_by_kind),
            Some(GapRow::Gap(line, number)) => {
                let number = *number;
                let onclick = visit.reform(move |_: MouseEvent| number);
                let Some(it) = gaps.words(*line) else { return Html::default() };
                let (seen, heard) =
                    if is_by_kind { (&it.article, &it.lack) } else { (&it.lack, &it.article) };
                html! {
                    <div key={index} id={option_id(number)} class="gap-row" role="option" aria-selected={(number == at).to_string()}
                        aria-setsize={numbered.to_string()} aria-posinset={(number + 1).to_string()} {onclick}>
                        <span class="glyph" data-colour={colour_name(it.colour)} aria-hidden="true">{ &it.glyph }</span>
                        <span class="line" dir="auto">{ &it.what }</span>
                        <span class="for-screen-readers">{ ", " }</span>
                        <span class="soft" dir="auto">{ seen }</span>
                        <span class="for-screen-readers">{ ", " }{ heard }</span>
                    </div>
                }
            }
        })
    };
    let count = if *is_shown { rows.len() } else { 0 };
    html! {
        <DialogFrame title="Gaps" is_wide={true} on_close={on_close.clone()}>
            <div class="gap-list">
                <p class="soft">{ said(gaps) }</p>
                if gaps.count() > 0 {
                    { kinds(gaps, &view) }
                    <input type="text" role="combobox" aria-label="Filter the gaps" placeholder="Filter" autocomplete="off" spellcheck="false" autofocus=true dir="auto"
                        aria-expanded="true" aria-autocomplete="list" aria-controls={LIST_ID} aria-activedescendant={(numbered > 0).then(|| option_id(at))}
                        value={view.words.clone()} {oninput} {onkeydown} />
                    <Window id={LIST_ID} role="listbox" {count} row_px={ROW_PX} {row} {current} label="Gaps" />
                    if rows.is_empty() {
                        <p class="empty" role="status">{ "Nothing fits the filter." }</p>
                    }
                }
            </div>
        </DialogFrame>
    }
}

/// What is shown, in a sentence.
fn said(gaps: &GapList) -> String {
    match gaps.count() {
        0 => "No gaps: all that the codebook requires is there.".to_owned(),
        1 => "One thing that the codebook requires is not there. Enter or a click goes to it."
            .to_owned(),
        count => format!(
            "{count} things that the codebook requires are not there, in your work on all articles. Enter or a click goes to one."
        ),
    }
}

/// A button for each kind of gap, with how many there are, and how the list is grouped.
fn kinds(gaps: &GapList, view: &UseStateHandle<GapView>) -> Html {
    let shows = |kind: Option<&String>| {
        let (view, kind) = (view.clone(), kind.cloned());
        Callback::from(move |_: MouseEvent| {
            view.set(GapView { kind: kind.clone(), at: 0, ..(*view).clone() });
        })
    };
    let groups = |is_by_kind: bool| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| {
            view.set(GapView { is_by_kind, at: 0, ..(*view).clone() });
        })
    };
    let pressed = |is_pressed: bool| is_pressed.to_string();
    html! {
        <div class="gap-choices">
            <div class="row" role="group" aria-label="What is lacking">
                <button type="button" aria-pressed={pressed(view.kind.is_none())} onclick={shows(None)}>{ "All" }<span class="soft">{ gaps.count() }</span></button>
                { for gaps.kinds().iter().map(|(kind, count)| html! {
                    <button key={kind.as_str()} type="button" aria-pressed={pressed(view.kind.as_ref() == Some(kind))} onclick={shows(Some(kind))}>
                        <span dir="auto">{ kind }</span><span class="soft">{ count }</span>
                    </button>
                }) }
            </div>
            <div class="row" role="group" aria-label="Order">
                <button type="button" aria-pressed={pressed(!view.is_by_kind)} onclick={groups(false)}>{ "By article" }</button>
                <button type="button" aria-pressed={pressed(view.is_by_kind)} onclick={groups(true)}>{ "By what is lacking" }</button>
            </div>
        </div>
    }
}

/// Not read out: each line below says its group.
fn head(index: usize, gaps: &GapList, line: usize, count: usize, is_by_kind: bool) -> Html {
    let words = gaps.words(line).map(|it| if is_by_kind { it.lack } else { it.article });
    html! {
        <div key={index} class="gap-row gap-group" role="presentation" aria-hidden="true">
            <strong class="line" dir="auto">{ words }</strong><span class="soft">{ count }</span>
        </div>
    }
}

fn option_id(number: usize) -> String {
    format!("gap-line-{number}")
}
