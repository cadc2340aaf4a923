//! The codebook's editor: a draft of it, one section at a time, and what it would change.

mod attributes;
mod editor;
mod files;
mod issues;
mod marks;
mod review;
mod ticks;
mod walk;

use std::rc::Rc;

use yew::prelude::*;

use super::DialogFrame;
use super::frame::{MAIN_KEY, main_key};
use crate::model::{Codebook, Project};
use crate::session::codebook::{Fate, Fault, Gone, Section, faults, review as review_of};
use crate::session::{Settings, words};
use crate::ui::{Same, keyboard};
use editor::{Editing, Editor, Stage};

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(in crate::ui) struct CodebookDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// The keys of commands.
    pub settings: Settings,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// Hears the new codebook, and what becomes of the records that it leaves behind.
    pub on_apply: Callback<(Codebook, Vec<(Gone, Fate)>)>,
    /// Hears a codebook that is to be handed out.
    pub on_export: Callback<Codebook>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The sections of the draft, then what it would change, then whether to leave it.
#[component]
pub(in crate::ui) fn CodebookDialog(props: &CodebookDialogProps) -> Html {
    let base = &props.project.codebook;
    let editing = use_mut_ref(|| Editing::new((**base).clone()));
    let editor = Editor { editing: editing.clone(), update: use_force_update() };
    use_effect(move || {
        let focus = editing.borrow_mut().focus.take();
        if let Some(id) = focus {
            keyboard::focus_in_sight(&id);
        }
    });
    let stage = editor.editing.borrow().stage;
    match stage {
        Stage::Editing => sections(props, &editor),
        Stage::Reviewing => {
            let (project, wanted) = (&props.project, editor.editing.borrow().wanted.clone());
            let review = review_of(project, &wanted);
            review::reviewing(&editor, &review, &props.on_apply)
        }
        Stage::Leaving => review::leaving(&editor, &props.on_close),
    }
}

fn sections(props: &CodebookDialogProps, editor: &Editor) -> Html {
    let editing = editor.editing.borrow();
    let wanted = &editing.wanted;
    let found = faults(wanted, &props.settings);
    let blocking: Vec<_> = found.iter().filter(|fault| fault.blocks).collect();
    let is_changed = *wanted != *props.project.codebook;
    let on_close = {
        let (editor, on_close) = (editor.clone(), props.on_close.clone());
        let base = props.project.codebook.clone();
        Callback::from(move |()| {
            if editor.editing.borrow().wanted == *base {
                on_close.emit(());
            } else {
                editor.go_to(Stage::Leaving, "codebook-keep-editing");
            }
        })
    };
    let apply = {
        let editor = editor.clone();
        let first = blocking.first().map(|fault| (*fault).clone());
        Callback::from(move |_: MouseEvent| match &first {
            Some(fault) => editor.show_fault(fault),
            None => editor.go_to(Stage::Reviewing, review::ID),
        })
    };
    let said = match (&blocking[..], is_changed) {
        ([], false) => "Nothing is changed.".to_owned(),
        ([], true) => "Nothing counts before it is applied.".to_owned(),
        ([one], _) => format!("To be corrected in “{}”: {}", one.section.name(), one.words),
        ([first, ..], _) => {
            let count = blocking.len();
            format!("{count} things to be corrected, the first in “{}”.", first.section.name())
        }
    };
    let section = editing.section;
    let footer = html! {
        <>
            <p class="at-start soft" role="status">{if props.may_change { said } else { "Another tab is writing to this project.".to_owned() }}</p>
            <button type="button" onclick={on_close.reform(|_: MouseEvent| ())}>{"Close"}</button>
            <button type="button" class="primary" aria-keyshortcuts={MAIN_KEY} disabled={!is_changed || !props.may_change} onclick={apply}>
                {if blocking.is_empty() { "Apply…" } else { "Show what to correct" }}{main_key()}
            </button>
        </>
    };
    let own: Vec<_> = found.iter().filter(|fault| fault.section == section).collect();
    let body = match section {
        Section::Guideline => ticks::guideline(editor, wanted),
        Section::Types | Section::Polarities => marks::marks(editor, wanted, section, &own),
        Section::Issues => issues::issues(editor, wanted, &own),
        Section::Attributes => attributes::attributes(editor, wanted, &own),
        Section::Fields => ticks::fields(editor, wanted),
        Section::Rules => ticks::rules(editor, wanted),
        Section::Files => files::files(editor, &editing, &props.on_export),
    };
    html! {
        <DialogFrame key="codebook" title="Codebook" is_wide=true {footer} {on_close}>
            <div class="codebook">
                {tabs(editor, section, &found.iter().map(|fault| fault.section).collect::<Rc<[_]>>())}
                <div id="codebook-section" role="tabpanel" aria-labelledby={tab_id(section)} class="codebook-section" onkeydown={Callback::from(|event: KeyboardEvent| walk::walk(&event))}>
                    <fieldset disabled={!props.may_change}>{body}</fieldset>
                </div>
            </div>
        </DialogFrame>
    }
}

/// The id of the field with the name of what is amiss.
fn name_id(wanted: &Codebook, fault: &Fault) -> Option<String> {
    let at = fault.at;
    match fault.section {
        Section::Types => wanted.entity_types.get(at).map(|it| marks::name_id(it.id.as_str())),
        Section::Polarities => {
            wanted.polarities.get(at).map(|it| marks::name_id(words::usual_polarity(it.polarity)))
        }
        Section::Issues => wanted.issues.get(at).map(issues::name_id),
        Section::Attributes => wanted.attributes.get(at).map(attributes::name_id),
        _ => None,
    }
}

fn tab_id(section: Section) -> String {
    format!("codebook-tab-{}", section as usize)
}

/// The sections' names; arrow keys go from one to the next.
fn tabs(editor: &Editor, chosen: Section, faulty: &[Section]) -> Html {
    let onkeydown = {
        let editor = editor.clone();
        Callback::from(move |event: KeyboardEvent| {
            let count = Section::ALL.len();
            let at = match event.key().as_str() {
                "ArrowDown" | "ArrowRight" => (chosen as usize + 1) % count,
                "ArrowUp" | "ArrowLeft" => (chosen as usize + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            editor.show(Section::ALL[at]);
        })
    };
    html! {
        <div class="codebook-tabs" role="tablist" aria-label="Sections of the codebook" aria-orientation="vertical" {onkeydown}>
            { for Section::ALL.map(|section| {
                let is_chosen = section == chosen;
                let show = {
                    let editor = editor.clone();
                    Callback::from(move |_: MouseEvent| editor.show(section))
                };
                html! {
                    <button key={section.name()} id={tab_id(section)} type="button" role="tab" class="plain" autofocus={is_chosen}
                        aria-selected={is_chosen.to_string()} aria-controls="codebook-section" tabindex={if is_chosen { "0" } else { "-1" }} onclick={show}>
                        {section.name()}
                        if faulty.contains(&section) { <span class="codebook-faulty" title="Something to look at">{"!"}<span class="for-screen-readers">{" something to look at"}</span></span> }
                    </button>
                }
            }) }
        </div>
    }
}
