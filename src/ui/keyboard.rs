//! From key presses to commands, and where the keyboard focus goes.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::AttrValue;

use super::{picture, registry, search};
use crate::model::{StanceField, Subject};
use crate::session::command::{Key, Where};
use crate::session::{RegistryPart, StanceSlot};
use crate::text::Towards;

/// The panes in the order of F6, of which a narrow screen shows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Pane {
    Articles,
    Text,
    Companion,
    Ledger,
}

impl Pane {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Articles, Self::Text, Self::Companion, Self::Ledger];

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            // Which are shown together.
            Self::Text | Self::Companion => "text",
            Self::Ledger => "ledger",
        }
    }

    /// The id of the element that holds it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Articles => "pane-articles",
            Self::Text => "pane-text",
            Self::Companion => "pane-companion",
            Self::Ledger => "pane-ledger",
        }
    }

    /// The id of what gets the keyboard focus when it is gone to.
    pub fn focus_id(self) -> &'static str {
        match self {
            Self::Text => TEXT_ID,
            Self::Companion => COMPANION_ID,
            _ => self.id(),
        }
    }

    /// Whether another one is shown in its place.
    pub fn is_hidden(self) -> bool {
        element(self.id()).is_some_and(|pane| pane.client_height() == 0)
    }

    /// The one next to the pane that has the keyboard focus, or the text if none has.
    pub fn beside_focus(towards: Towards) -> Self {
        let active = gloo::utils::document().active_element();
        let is_in = |pane: &Self| {
            let selector = format!("#{}", pane.id());
            active.as_ref().is_some_and(|it| it.closest(&selector).ok().flatten().is_some())
        };
        let panes = Self::ALL.into_iter().filter(|pane| element(pane.id()).is_some());
        let panes: Vec<Self> = panes.collect();
        let count = panes.len();
        match (panes.iter().position(is_in), towards) {
            (None, _) => Self::Text,
            (Some(here), Towards::End) => panes[(here + 1) % count],
            (Some(here), Towards::Start) => panes[(here + count - 1) % count],
        }
    }
}

/// The id of the text that is read and marked.
pub const TEXT_ID: &str = "text";
/// The id of the text beside it, when two articles are compared.
pub const COMPANION_ID: &str = "companion";
/// The pane of that one.
pub const COMPANION: &str = "#pane-companion";

/// The ids of what is worked in on the screens that take the text's place.
const SCREENS: [&str; 3] = [picture::ID, search::ID, registry::part_id(RegistryPart::List)];

/// Calls `with` with the key as the table of commands knows it, and where the focus is.
pub fn read<R>(event: &KeyboardEvent, with: impl FnOnce(Key<'_>, Where) -> R) -> R {
    let mut name = event.key();
    let is_letter = name.len() == 1 && name.is_ascii();
    // With a Mac's Option a letter's key writes another sign, or a dead one.
    if event.alt_key()
        && !event.ctrl_key()
        && !is_letter
        && let Some(letter) = event.code().strip_prefix("Key")
    {
        name = letter.to_ascii_lowercase();
    }
    let key = Key {
        name: &name,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        repeats: 0,
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    with(key, target.map_or(Where::Elsewhere, |target| place(&target)))
}

fn place(target: &Element) -> Where {
    let is_in = |selector: &str| target.closest(selector).ok().flatten().is_some();
    if is_in(
        "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=file])",
    ) {
        Where::Typing
    } else if is_in(".text") {
        Where::Text
    } else if is_in(COMPANION) {
        Where::Beside
    } else if is_in(".registry-list") {
        Where::Entities
    } else if is_in(".polarities") {
        Where::Polarities
    } else {
        Where::Elsewhere
    }
}

/// Whether a native dialog is open, which has the keys to itself.
pub fn is_in_dialog() -> bool {
    gloo::utils::document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether a field that is typed in has the focus.
pub fn is_typing() -> bool {
    let active = gloo::utils::document().active_element();
    active.is_some_and(|active| place(&active) == Where::Typing)
}

/// Takes the focus off a field that is typed in.
pub fn leave_field() {
    if let Some(active) = gloo::utils::document().active_element()
        && active.matches("input, textarea, select").unwrap_or(false)
    {
        active.unchecked_into::<HtmlElement>().blur().ok();
    }
}

/// From a field beside what is worked in on a screen back into that; whether one had the focus.
#[inline(never)] // not in the first load
pub fn leave_field_of_screen() -> bool {
    let active = gloo::utils::document().active_element();
    let is_field = active.is_some_and(|it| it.matches("main input, main select") == Ok(true));
    is_field && SCREENS.into_iter().any(|id| !is_active(id) && focus(id))
}

/// Puts the focus on the element of that id; whether it has it now. An element that is not drawn
/// takes none.
pub fn focus(id: &str) -> bool {
    if let Some(element) = element(id) {
        // The text is taller than its view: the browser would align an edge of it, and scroll away
        // from the place that was gone to.
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(id == TEXT_ID);
        element.focus_with_options(&options).ok();
        if !is_active(id) && unfold(&element) {
            element.focus_with_options(&options).ok();
        }
    }
    is_active(id)
}

/// Puts the focus on an element and brings it into sight, also where it had the focus before.
pub fn focus_in_sight(id: &str) {
    if focus(id) {
        bring_into_sight(id);
    }
}

/// Scrolls what is around an element as little as shows it.
#[inline(never)] // not in the first load
pub fn bring_into_sight(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether nothing that takes keys has the focus.
pub fn is_focus_lost() -> bool {
    let active = gloo::utils::document().active_element();
    // The pane has it itself where there is no text, or after a click beside it; a button that its
    // own press has disabled, for a moment still.
    active.is_none_or(|active| active.matches("body, #pane-text, :disabled") == Ok(true))
}

/// Puts the focus on what is worked in, if it is lost.
pub fn catch_focus() {
    if is_focus_lost() && !is_in_dialog() && !focus(TEXT_ID) {
        catch_beside_text();
    }
}

/// Puts the focus on what is shown instead of the text: a screen, a pane, or the first way to begin.
#[inline(never)] // not in the first load
fn catch_beside_text() {
    let panes = [Pane::Text, Pane::Articles, Pane::Ledger].map(Pane::id);
    if !SCREENS.into_iter().chain(panes).any(focus) {
        focus_first(".start-drop button");
    }
}

/// Presses the header's “Choose files”, unless nothing may be added.
#[inline(never)] // not in the first load
pub fn choose_files() {
    let field = ".add-menu > button:enabled ~ ul input[type=file]";
    if let Ok(Some(field)) = gloo::utils::document().query_selector(field) {
        field.unchecked_into::<HtmlElement>().click();
    }
}

/// From a pane that F6 leads to into its list, and from the picture to its numbers; whether one of
/// them had the focus.
#[inline(never)] // not in the first load
pub fn enter_list() -> bool {
    let stop = ".pane:focus > .window [tabindex='0'], .picture:focus .picture-sheet :is([tabindex='0'], summary)";
    let stop = gloo::utils::document().query_selector(stop).ok().flatten();
    stop.is_some_and(|stop| stop.unchecked_into::<HtmlElement>().focus().is_ok())
}

fn is_active(id: &str) -> bool {
    gloo::utils::document().active_element().is_some_and(|active| active.id() == id)
}

/// Opens what an element is folded away in, if it is.
#[inline(never)] // not in the first load
fn unfold(element: &Element) -> bool {
    let folded = element.closest("details:not([open])").ok().flatten();
    folded.is_some_and(|folded| folded.set_attribute("open", "").is_ok())
}

fn element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// The id of the stance form's part.
pub fn slot_id(slot: StanceSlot) -> AttrValue {
    let id = match slot {
        StanceSlot::Holder => "slot-holder",
        StanceSlot::Target => "slot-target",
        StanceSlot::Polarity => "slot-polarity",
        StanceSlot::NestedSource => "slot-source",
        StanceSlot::Field(field) => field_id(field),
        StanceSlot::Attribute(place) => return answer_id(Subject::Stance, place),
        StanceSlot::Note => "note",
    };
    AttrValue::Static(id)
}

/// The id of the attribute at that place among those of such a thing.
pub fn answer_id(of: Subject, place: usize) -> AttrValue {
    format!("attribute-{}-{place}", of as usize).into()
}

fn field_id(field: StanceField) -> &'static str {
    match field {
        StanceField::NestedSource => "slot-source",
        StanceField::TargetNegated => "slot-negated",
        StanceField::AttitudeType => "slot-attitude",
        StanceField::Intensity => "slot-intensity",
        StanceField::Cue => "slot-cue",
        StanceField::Evidence => "slot-evidence",
        StanceField::Attribution => "slot-attribution",
        StanceField::Explicitness => "slot-explicitness",
        StanceField::Confidence => "slot-confidence",
        StanceField::StatementDate => "slot-date",
    }
}

/// Puts the focus on the first control of the labels beside the selection.
pub fn focus_chooser() {
    focus_first(".chooser button");
}

fn focus_first(selector: &str) {
    if let Ok(Some(first)) = gloo::utils::document().query_selector(selector) {
        first.unchecked_into::<HtmlElement>().focus().ok();
    }
}
