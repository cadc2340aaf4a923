//! The outline of the open article as a list to be walked, filtered and jumped from.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::model::{Article, LayerId, Project, RecordId};
use crate::session::{Contents, Goal};
use crate::text::Byte;
use crate::ui::colour_name;
use crate::ui::same::Same;
use crate::ui::window::Window;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 40;
/// How many rows a page key goes.
const PAGE_ROWS: usize = 10;
const LIST_ID: &str = "outline-lines";

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct OutlineDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// The article.
    pub article: Same<Article>,
    /// Whose marks.
    pub layer: LayerId,
    /// The record in focus.
    pub focus: Option<RecordId>,
    /// Where the caret is.
    pub caret: Byte,
    /// Hears where to go.
    pub on_choose: Callback<Goal>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The lines below a field that filters them; the keys of the field walk the lines.
#[component]
pub(super) fn OutlineDialog(props: &OutlineDialogProps) -> Html {
    let OutlineDialogProps { project, article, layer, focus, caret, on_choose, on_close } = props;
    let filter = use_state_eq(String::new);
    let contents = Same::from(use_memo(
        (project.clone(), article.clone(), layer.clone()),
        |(project, article, layer)| Contents::of(project.shared(), article.shared(), layer),
    ));
    let shown = use_memo((contents.clone(), (*filter).clone()), |(contents, words)| {
        contents.matching(words)
    });
    let here = use_memo((), |()| contents.here(focus.as_ref(), *caret).unwrap_or(0));
    let active = use_state_eq(|| *here);
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let count = if *is_shown { shown.len() } else { 0 };
    let at = (*active).min(count.saturating_sub(1));

    let choose = {
        let (contents, shown, on_choose) = (contents.clone(), shown.clone(), on_choose.clone());
        Callback::from(move |at: usize| {
            let goal = shown.get(at).and_then(|line| contents.goal(*line));
            goal.into_iter().for_each(|goal| on_choose.emit(goal));
        })
    };
    let oninput = {
        let (filter, active, here) = (filter.clone(), active.clone(), here.clone());
        Callback::from(move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlInputElement>().value();
            active.set(if words.trim().is_empty() { *here } else { 0 });
            filter.set(words);
        })
    };
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let last = count.saturating_sub(1);
            match (event.key().as_str(), event.ctrl_key()) {
                ("ArrowDown", _) => active.set((at + 1).min(last)),
                ("ArrowUp", _) => active.set(at.saturating_sub(1)),
                ("PageDown", _) => active.set((at + PAGE_ROWS).min(last)),
                ("PageUp", _) => active.set(at.saturating_sub(PAGE_ROWS)),
                ("Home", true) => active.set(0),
                ("End", true) => active.set(last),
                ("Enter", _) if !event.is_composing() => choose.emit(at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let is_empty = shown.is_empty();
    let row = {
        Callback::from(move |index: usize| {
            let row = shown.get(index).and_then(|line| contents.row(*line));
            let Some(row) = row else { return Html::default() };
            let onclick = choose.reform(move |_: MouseEvent| index);
            html! {
                <div key={index} id={option_id(index)} class="outline-row" role="option" data-mark={row.colour.is_some().then_some("")}
                    aria-selected={(index == at).to_string()} aria-setsize={shown.len().to_string()} aria-posinset={(index + 1).to_string()} {onclick}>
                    if let Some(colour) = row.colour {
                        <span class="glyph" data-colour={colour_name(colour)} aria-hidden="true">{ row.kind }</span>
                    } else {
                        <span class="soft">{ row.kind }</span>
                    }
                    <span class="line" dir="auto">{ row.words }</span>
                </div>
            }
        })
    };
    html! {
        <DialogFrame title="Outline" on_close={on_close.clone()}>
            <div class="outline-list">
                <input type="text" role="combobox" aria-label="Filter the outline" placeholder="Filter" autocomplete="off" spellcheck="false" autofocus=true dir="auto"
                    aria-expanded="true" aria-autocomplete="list" aria-controls={LIST_ID} aria-activedescendant={(count > 0).then(|| option_id(at))}
                    value={(*filter).clone()} {oninput} {onkeydown} />
                <Window id={LIST_ID} role="listbox" {count} row_px={ROW_PX} {row} current={Some(at)} label="Outline" />
                if is_empty {
                    <p class="empty" role="status">{ "Nothing fits the filter." }</p>
                }
            </div>
        </DialogFrame>
    }
}

fn option_id(index: usize) -> String {
    format!("outline-line-{index}")
}
