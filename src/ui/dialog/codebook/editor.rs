//! The draft of a codebook, and how events change it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::model::Codebook;
use crate::session::codebook::{Fate, Fault, Gone, Section};
use crate::text::Towards;
use crate::ui::{Picture, icon};

/// What is being done with the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is changed.
    Editing,
    /// What it would change is shown.
    Reviewing,
    /// It is about to be left without being applied.
    Leaving,
}

/// An edit session.
#[derive(Debug)]
pub(super) struct Editing {
    pub(super) wanted: Codebook,
    pub(super) section: Section,
    pub(super) stage: Stage,
    pub(super) fates: Vec<(Gone, Fate)>,
    /// What an import left out.
    pub(super) remarks: Vec<String>,
    /// What gets the keyboard focus once it is on the page.
    pub(super) focus: Option<String>,
}

impl Editing {
    pub(super) fn new(wanted: Codebook) -> Self {
        Self {
            wanted,
            section: Section::Types,
            stage: Stage::Editing,
            fates: Vec::new(),
            remarks: Vec::new(),
            focus: None,
        }
    }
}

/// The edit session, to be changed by events. Not a state of the component: two events may come
/// before it is drawn.
#[derive(Clone)]
pub(super) struct Editor {
    pub(super) editing: Rc<RefCell<Editing>>,
    pub(super) update: UseForceUpdateHandle,
}

impl Editor {
    /// An event that changes the session.
    pub(super) fn on<E: 'static>(&self, change: impl Fn(&mut Editing, E) + 'static) -> Callback<E> {
        let editor = self.clone();
        Callback::from(move |event: E| {
            change(&mut editor.editing.borrow_mut(), event);
            editor.update.force_update();
        })
    }

    /// An event that changes the codebook.
    pub(super) fn changes<E: 'static>(
        &self,
        change: impl Fn(&mut Codebook, E) + 'static,
    ) -> Callback<E> {
        self.on(move |editing, event| change(&mut editing.wanted, event))
    }

    /// What is typed changes the codebook.
    pub(super) fn typed(
        &self,
        set: impl Fn(&mut Codebook, String) + 'static,
    ) -> Callback<InputEvent> {
        self.changes(move |codebook, event: InputEvent| {
            set(codebook, event.target_unchecked_into::<HtmlInputElement>().value());
        })
    }

    /// The same for longer texts.
    pub(super) fn written(
        &self,
        set: impl Fn(&mut Codebook, String) + 'static,
    ) -> Callback<InputEvent> {
        self.changes(move |codebook, event: InputEvent| {
            set(codebook, event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    }

    /// Goes to a section.
    pub(super) fn show(&self, section: Section) {
        let mut editing = self.editing.borrow_mut();
        editing.section = section;
        editing.focus = Some(super::tab_id(section));
        self.update.force_update();
    }

    /// Goes to what is amiss.
    pub(super) fn show_fault(&self, fault: &Fault) {
        self.show(fault.section);
        let mut editing = self.editing.borrow_mut();
        editing.focus = super::name_id(&editing.wanted, fault).or(editing.focus.take());
    }

    /// Goes on to another stage, with the focus on that.
    pub(super) fn go_to(&self, stage: Stage, focus: &str) {
        let mut editing = self.editing.borrow_mut();
        editing.stage = stage;
        editing.focus = Some(focus.to_owned());
        self.update.force_update();
    }

    /// A field with a button that adds an item of that name, and keeps the focus for the next.
    pub(super) fn add_form(
        &self,
        id: &'static str,
        label: &'static str,
        add: impl Fn(&mut Codebook, &str) + 'static,
    ) -> Html {
        let field = NodeRef::default();
        let (editor, input) = (self.clone(), field.clone());
        let onsubmit = Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            if !input.value().trim().is_empty() {
                let mut editing = editor.editing.borrow_mut();
                add(&mut editing.wanted, input.value().trim());
                input.set_value("");
                // What was added has moved the field out of sight.
                editing.focus = Some(id.to_owned());
                drop(editing);
                editor.update.force_update();
            }
            input.focus().ok();
        });
        html! {
            <form class="field codebook-add" {onsubmit}>
                <label class="name" for={id}>{label}</label>
                <div class="settings-issue">
                    <input ref={field} {id} type="text" dir="auto" autocomplete="off" />
                    <button type="submit">{"Add"}</button>
                </div>
            </form>
        }
    }

    /// Buttons that move an item of a list, or take it out, which leads the focus to another. They are
    /// one stop of the Tab key; see `walk`.
    pub(super) fn item_tools(
        &self,
        item: &Item<'_>,
        shift: impl Fn(&mut Codebook, Towards) + Clone + 'static,
        remove: impl Fn(&mut Codebook) + 'static,
    ) -> Html {
        let Item { label, at, count, .. } = *item;
        let moves = |towards: Towards, name: &str, picture: Picture, is_off: bool| {
            let (shift, own) = (shift.clone(), item.id.clone());
            let id = format!("{own}-{name}");
            let again = id.clone();
            // At the end of the list there is no such button, and the focus goes to the name.
            let is_last = match towards {
                Towards::Start => at == 1,
                Towards::End => at + 2 >= count,
            };
            let onclick = self.on(move |editing, _: MouseEvent| {
                shift(&mut editing.wanted, towards);
                editing.focus = Some(if is_last { own.clone() } else { again.clone() });
            });
            html! {
                <button {id} type="button" tabindex="-1" class="plain icon-only" aria-label={format!("{name}: {label}")} title={name.to_owned()} disabled={is_off} {onclick}>{icon(picture)}</button>
            }
        };
        let next = item.next.clone();
        let onclick = self.on(move |editing, _: MouseEvent| {
            remove(&mut editing.wanted);
            editing.focus = Some(next.clone());
        });
        html! {
            <div class="codebook-tools">
                {moves(Towards::Start, "Up", Picture::Up, at == 0)}
                {moves(Towards::End, "Down", Picture::Down, at + 1 >= count)}
                <button type="button" class="plain icon-only" aria-label={format!("Remove: {label}")} title="Remove" {onclick}>{icon(Picture::Bin)}</button>
            </div>
        }
    }
}

/// An item of a list.
pub(super) struct Item<'a> {
    /// What it is called.
    pub(super) label: &'a str,
    /// The id of the field with its name.
    pub(super) id: String,
    /// What gets the focus when it is removed.
    pub(super) next: String,
    /// Where it stands.
    pub(super) at: usize,
    /// How many there are.
    pub(super) count: usize,
}

/// What stands behind the item at that place of a list, or else before it, or what adds one.
pub(super) fn next_to(ids: &[String], at: usize, or_else: &str) -> String {
    let near = ids.get(at + 1).or_else(|| ids.get(at.checked_sub(1)?));
    near.cloned().unwrap_or_else(|| or_else.to_owned())
}

/// What is wrong with an item.
pub(super) fn faults_of(faults: &[&Fault], at: usize) -> Html {
    html! {
        { for faults.iter().filter(|fault| fault.at == at).map(|fault| html! {
            <p key={fault.words.as_str()} class={if fault.blocks { "field-fault" } else { "field-fault is-remark" }}>{&fault.words}</p>
        }) }
    }
}
