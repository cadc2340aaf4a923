//! Projects as a whole: opening, naming, annotators, the codebook.

use std::rc::Rc;

use super::Turn;
use crate::model::{
    Annotator, AnnotatorId, DEFAULT_PRESET, Extra, Issue, Operation, Project, ProjectId,
    StanceField, Work,
};
use crate::session::{Desk, Dialog, Effect, Place, Saving, Selection, Writing};

impl Turn<'_> {
    pub(super) fn open_project(&mut self, work: Work, place: Place, writing: Writing) {
        let known = place.annotator.filter(|id| work.project.annotators.contains_key(id));
        let first = work.project.annotators.keys().next().cloned();
        let annotator = known.or(first).unwrap_or_else(|| self.state.ids.next('p').into());
        let mut desk = Desk::new(work, annotator);
        desk.writing = writing;
        desk.tops = place.tops;
        let left = place.article.and_then(|id| desk.work.project.articles.get(&id)).cloned();
        if let Some(article) = left {
            desk.top = article.text.floor(place.top);
            desk.selection = Selection::at(desk.top);
            desk.article = Some(article.id.clone());
        }
        self.effects.push(Effect::Open(desk.work.project.id.clone()));
        self.state.desk = Some(desk);
        self.state.dialog = None;
        self.state.loading = None;
    }

    /// Shows how far the opening of a large project is; that it goes on is said once.
    pub(super) fn go_on_opening(&mut self, percent: Option<usize>) {
        let before = std::mem::replace(&mut self.state.opening, percent);
        if before.is_none() && percent.is_some() {
            self.announce("Opening the project…");
        }
    }

    pub(super) fn create_project(&mut self, name: &str) {
        self.close_project();
        self.put_new_project_on_desk(name);
    }

    /// Makes an empty project where none is open; a load that is going on goes on into it.
    pub(super) fn put_new_project_on_desk(&mut self, name: &str) {
        let name = if name.trim().is_empty() { "My project" } else { name.trim() };
        let id: ProjectId = self.state.ids.next('w').into();
        let annotator: AnnotatorId = self.state.ids.next('p').into();
        let mut project = Project::new(id, name, DEFAULT_PRESET.codebook());
        project.annotators.insert(annotator.clone(), first_annotator());
        let work = Work::new(project);
        self.effects.push(Effect::Create(Box::new(work.clone())));
        self.state.desk = Some(Desk::new(work, annotator));
    }

    /// Closes the project; asks first where changes of it are in memory only.
    pub(super) fn leave_project(&mut self) {
        let desk = self.state.desk.as_ref();
        if desk.is_some_and(|desk| matches!(desk.saving, Saving::Failed(_))) {
            self.state.dialog = Some(Dialog::LeaveUnsaved);
        } else {
            self.close_project();
        }
    }

    pub(super) fn close_project(&mut self) {
        if let Some(desk) = self.state.desk.take() {
            self.effects.push(desk.keep_place());
            self.effects.push(Effect::Close);
        }
        self.state.loading = None;
        self.state.dialog = None;
    }

    pub(super) fn delete_project(&mut self, id: ProjectId) {
        if let Some(shelf) = &mut self.state.shelf {
            shelf.retain(|project| project.id != id);
        }
        self.state.dialog = None;
        self.effects.push(Effect::Delete(id));
    }

    pub(super) fn rename_project(&mut self, name: &str) {
        let Some(desk) = &self.state.desk else { return };
        let name = name.trim();
        if !name.is_empty() && desk.work.project.name != name {
            let operation = Operation::SetName(name.to_owned());
            self.commit(format!("Name the project “{name}”"), operation);
        }
    }

    pub(super) fn rename_annotator(&mut self, name: &str) {
        let Some(desk) = &self.state.desk else { return };
        let id = desk.annotator.clone();
        let known = desk.work.project.annotators.get(&id);
        let name = name.trim();
        if name.is_empty() || known.is_some_and(|known| known.name == name) {
            return;
        }
        let extra = known.map_or_else(Extra::new, |known| known.extra.clone());
        let annotator = Annotator { name: name.to_owned(), extra };
        let label = format!("Name the annotator “{name}”");
        self.commit(label, Operation::PutAnnotator(id, annotator));
    }

    /// Adds a person, whose layers are on the screen from then on.
    pub(super) fn add_annotator(&mut self, name: &str) {
        let name = name.trim();
        let Some(desk) = self.state.desk.as_ref().filter(|_| !name.is_empty()) else { return };
        if desk.work.project.annotators.values().any(|known| known.name == name) {
            return self.tell(format!("Another annotator is called “{name}” already."), true);
        }
        let id: AnnotatorId = self.state.ids.next('p').into();
        let annotator = Annotator { name: name.to_owned(), extra: Extra::new() };
        let label = format!("Add the annotator “{name}”");
        if self.commit(label, Operation::PutAnnotator(id.clone(), annotator)) {
            self.choose_annotator(id);
        }
    }

    pub(super) fn choose_annotator(&mut self, id: AnnotatorId) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.annotator != id && desk.work.project.annotators.contains_key(&id) {
            desk.go_to(desk.article.clone(), id);
            self.effects.push(desk.keep_place());
        }
    }

    pub(super) fn toggle_field(&mut self, field: StanceField) {
        let Some(desk) = &self.state.desk else { return };
        let mut codebook = (*desk.work.project.codebook).clone();
        if !codebook.fields.remove(&field) {
            codebook.fields.insert(field);
        }
        self.commit("Change the stance's fields", Operation::SetCodebook(Rc::new(codebook)));
    }

    pub(super) fn add_issue(&mut self, label: &str) {
        let Some(desk) = &self.state.desk else { return };
        let label = label.trim();
        let mut codebook = (*desk.work.project.codebook).clone();
        if label.is_empty() || codebook.issues.iter().any(|issue| issue.label == label) {
            return;
        }
        let id = self.state.ids.next('i').into();
        codebook.issues.push(Issue {
            id,
            label: label.to_owned(),
            parent: None,
            guideline: String::new(),
            extra: Extra::new(),
        });
        let words = format!("Add the issue “{label}”");
        self.commit(words, Operation::SetCodebook(Rc::new(codebook)));
    }
}

/// Who annotates as long as nobody gave a name.
pub(in crate::session) fn first_annotator() -> Annotator {
    Annotator { name: "Annotator 1".to_owned(), extra: Extra::new() }
}
