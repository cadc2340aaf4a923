//! One field for everything that can be done or gone to.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::session::palette::{Palette, Pick};
use crate::ui::{Same, window::Window};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 44;
/// How far the page keys go.
const PAGE_ROWS: usize = 8;
/// The id of the list.
const LIST_ID: &str = "palette-list";

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PaletteDialogProps {
    /// What is offered.
    pub palette: Same<Palette>,
    /// Hears what is picked.
    pub on_pick: Callback<Pick>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The field and, below it, what fits it; the keys of the field walk the lines.
#[component]
pub(super) fn PaletteDialog(props: &PaletteDialogProps) -> Html {
    let PaletteDialogProps { palette, on_pick, on_close } = props;
    let typed = use_state_eq(String::new);
    let active = use_state_eq(|| 0usize);
    let found =
        use_memo((palette.clone(), (*typed).clone()), |(palette, typed)| palette.matching(typed));
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let count = if *is_shown { found.len() } else { 0 };
    let at = (*active).min(count.saturating_sub(1));

    let pick = {
        let (palette, on_pick) = (palette.clone(), on_pick.clone());
        Callback::from(move |at: Option<usize>| {
            let offered = at.and_then(|at| palette.get(at)).filter(|it| it.why_not.is_none());
            offered.into_iter().for_each(|offered| on_pick.emit(offered.pick.clone()));
        })
    };
    let oninput = {
        let (typed, active) = (typed.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            active.set(0);
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onkeydown = {
        let (palette, found, typed, pick) =
            (palette.clone(), found.clone(), typed.clone(), pick.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = count.saturating_sub(1);
            match (event.key().as_str(), event.ctrl_key()) {
                ("ArrowDown", _) => active.set(if at == last { 0 } else { at + 1 }),
                ("ArrowUp", _) => active.set(if at == 0 { last } else { at - 1 }),
                ("PageDown", _) => active.set((at + PAGE_ROWS).min(last)),
                ("PageUp", _) => active.set(at.saturating_sub(PAGE_ROWS)),
                ("Home", true) => active.set(0),
                ("End", true) => active.set(last),
                ("Enter", _) if !event.is_composing() => {
                    let now = event.target_unchecked_into::<HtmlInputElement>().value();
                    // The hand is faster than the page: what fits is not drawn yet.
                    let is_drawn = now == *typed;
                    let first = || palette.matching(&now).first().copied();
                    pick.emit(if is_drawn { found.get(at).copied() } else { first() });
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let row = {
        let (palette, found) = (palette.clone(), found.clone());
        Callback::from(move |index: usize| {
            let place = found.get(index).copied();
            let Some(offered) = place.and_then(|at| palette.get(at)) else {
                return Html::default();
            };
            let onclick = pick.reform(move |_: MouseEvent| place);
            html! {
                <div key={index} id={option_id(index)} class="palette-row" role="option" aria-selected={(index == at).to_string()}
                    aria-disabled={offered.why_not.map(|_| "true")} aria-setsize={found.len().to_string()} aria-posinset={(index + 1).to_string()} {onclick}>
                    <span class="line" dir="auto">{ &offered.words }</span>
                    <span class="soft kind" dir="auto">{ offered.why_not.unwrap_or(&offered.kind) }</span>
                    if !offered.key.is_empty() { <kbd>{ &offered.key }</kbd> }
                </div>
            }
        })
    };
    let said = match found.len() {
        0 => "Nothing fits.".to_owned(),
        1 => "1 fits".to_owned(),
        count => format!("{count} fit"),
    };
    html! {
        <DialogFrame title="Do or go to" on_close={on_close.clone()}>
            <div class="palette">
                <input type="text" role="combobox" aria-label="Do or go to" placeholder="A command, article, name, label or issue" autocomplete="off" spellcheck="false"
                    autofocus=true dir="auto" aria-expanded="true" aria-autocomplete="list" aria-controls={LIST_ID}
                    aria-activedescendant={(count > 0).then(|| option_id(at))} value={(*typed).clone()} {oninput} {onkeydown} />
                <Window id={LIST_ID} role="listbox" {count} row_px={ROW_PX} {row} current={Some(at)} label="What fits" />
                <p class={if found.is_empty() { "empty" } else { "for-screen-readers" }} role="status">{ said }</p>
            </div>
        </DialogFrame>
    }
}

fn option_id(index: usize) -> String {
    format!("palette-option-{index}")
}
