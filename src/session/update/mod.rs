//! What each action changes. One file per part of the work.

mod attributes;
mod codebook;
mod comparison;
mod everywhere;
mod finding;
mod gaps;
mod history;
mod import;
mod keys;
mod loading;
mod marking;
mod names;
mod navigation;
mod palette;
mod picture;
mod projects;
mod registry;
mod search;
mod stance_fields;
mod stances;
mod suggestions;

pub use self::marking::with_end;
pub(super) use self::navigation::sentence_at;
pub(super) use self::projects::first_annotator;
use super::{Action, Desk, Effect, FileCopy, Notice, Saving, Selection, State, Tone, Writing};
use crate::model::{Entry, Operation, Record, RecordId, Status, Timestamp};
use crate::text::Step;

/// Changes the state by what happened at `now`, and says what the world must do about it.
pub fn update(state: &mut State, action: Action, now: &Timestamp) -> Vec<Effect> {
    let mut turn = Turn { state, now, effects: Vec::new(), continues: false };
    if action.changes_project() && turn.is_follower() {
        turn.refuse();
    } else {
        turn.take(action);
    }
    turn.effects
}

const FOLLOWS: &str = "This tab only follows: the project is being changed in another tab.";
const OUTDATED: &str = "This tab only shows the project: a newer version of Standpoint writes to it. \
                        Reload this page to go on.";

/// One action on its way through the state.
struct Turn<'a> {
    state: &'a mut State,
    now: &'a Timestamp,
    effects: Vec<Effect>,
    /// Whether what is committed goes on with the step before.
    continues: bool,
}

impl Turn<'_> {
    /// Takes what happens until an article has been marked, which comes with the first load, and
    /// leaves the rest to a function of its own, which does not.
    fn take(&mut self, action: Action) {
        use Action as A;
        match action {
            A::ShelfListed(projects) => self.state.shelf = Some(projects),
            A::ProjectOpened { work, place, writing, report } => {
                self.open_project(*work, place, writing);
                self.show_report(report);
            }
            A::ArticleChosen(article) => self.open_article(Some(article)),
            A::Scrolled(top) => self.scroll(top),
            A::TextSelected { anchor, caret, snap } => self.select_text(anchor, caret, snap),
            A::TextClicked(at) => self.click_text(at),
            A::LabelChosen(label) => self.choose_label(label),
            A::Told(notice) => self.state.notice = Some(notice),
            A::SettingsRead(settings) => self.state.settings = settings,
            A::SavingChanged(saving) => self.with_desk(|desk| desk.saving = saving),
            A::PersistenceTold(said) => self.state.persistence = Some(said),
            A::WritingChanged(writing) => self.with_desk(|desk| {
                desk.writing = writing;
                if writing != Writing::Writer {
                    desk.armed = None;
                }
            }),
            action => self.take_later(action),
        }
    }

    #[allow(clippy::too_many_lines)] // a table: one line per action
    #[inline(never)] // not in the first load
    fn take_later(&mut self, action: Action) {
        use Action as A;
        match action {
            A::ProjectRequested(name) => self.create_project(&name),
            A::ProjectClosed => self.leave_project(),
            A::UnsavedLeft => self.close_project(),
            A::ProjectRenamed(name) => self.rename_project(&name),
            A::ProjectDeleted(id) => self.delete_project(id),
            A::AnnotatorRenamed(name) => self.rename_annotator(&name),
            A::AnnotatorChosen(id) => self.choose_annotator(id),
            A::AllAsked => self.ask_for_all(),
            A::DoneEverywhere(wanted, hits) => self.do_everywhere(&wanted, &hits),
            A::PaletteOpened => self.open_palette(),
            A::PalettePicked(pick) => self.take_pick(pick),
            A::PictureToggled => self.toggle_picture(),
            A::PictureChanged(view) => self.with_desk(|desk| desk.picture = Some(view)),
            A::RegistryToggled => self.toggle_registry(),
            A::RegistryTurned => self.turn_registry(),
            A::RegistryViewed(view) => self.view_registry(view),
            A::RegistryStepped(towards, times) => self.step_registry(towards, times),
            A::RegistryPlaceStepped(towards) => self.step_registry_place(towards),
            A::RegistryTicked => self.tick_registry(),
            A::RegistryEntered(part) => self.effects.push(Effect::FocusRegistry(part)),
            A::EntitiesAsked(deed) => self.ask_for_entities(deed),
            A::EntitiesChanged(change) => self.change_entities(&change),
            A::EntityMade => self.make_entity(),
            A::SuggestionDecided(decision) => self.decide(decision),
            A::NamesAsked => self.effects.push(Effect::SuggestNames(None)),
            A::NamesSearched(search) => self.go_on_with_names(search),
            A::NamesSuggested { found, is_asked } => self.suggest_names(&found, is_asked),
            A::EntitiesListed { file, rows, remarks } => self.list_entities(&file, rows, remarks),
            A::IntakeTaken(intake, taken) => self.take_entities(&intake, &taken),
            A::CommandPicked(id) => self.effects.push(Effect::Obey(id)),
            A::SuggestionsAccepted(places) => self.accept_all(&places),
            A::GroupLinked(link) => self.link_group(link),
            A::StanceVisited(layer, record) => self.visit_stance(layer, record),
            A::ProgressAsked => self.ask_for_progress(),
            A::GapsAsked => self.list_gaps(),
            A::GapVisited(goal, view) => self.visit_gap(*goal, view),
            A::SearchToggled => self.toggle_search(),
            A::SearchChanged(asked) => self.search(*asked),
            A::SearchContinued(run) => self.go_on_searching(run),
            A::SearchWalked(at) => self.walk_search(at),
            A::FoundVisited(at) => self.visit_found(at),
            A::FoundAsked => self.ask_for_found(),
            A::FieldToggled(field) => self.toggle_field(field),
            A::CodebookApplied(codebook, fates) => self.apply_codebook(&codebook, &fates),
            A::IssueAdded(label) => self.add_issue(&label),
            A::Undone => self.turn_history(1),
            A::Redone => self.turn_history(-1),
            A::HistoryVisited(steps) => self.turn_history(steps),
            A::CopyDue(changes) => self.with_desk(|desk| desk.copy_due = changes),
            A::FileCopyTold(copy) => self.take_file_copy(copy),
            A::CopyPutOff => {
                self.with_desk(|desk| desk.copy_due = None);
                self.effects.push(Effect::RemindLater);
            }
            A::Merged(file, merged) => self.take_merged(&file, merged),
            A::HistoryAsked => self.ask_for_history(),
            A::HistoryRead { project, history, then } => self.take_history(&project, history, then),
            A::Followed(entries) => self.follow(entries),

            A::OpeningWent(percent) => self.go_on_opening(percent),
            A::ExportWent(exporting) => self.state.exporting = exporting,
            A::ImportShown(stage) => self.show_import(stage),
            A::ImportBegun(name) => self.begin_import(&name),
            A::Imported(staged) => self.put_import(*staged),

            A::LoadStarted { total, report } => self.start_load(total, report),
            A::FileStarted(file) => self.start_file(file),
            A::FilesRead(files) => self.take_files(files),
            A::LoadFinished => self.finish_load(),
            A::OwnFileTaken => self.take_own_file(),
            A::DetailsCorrected(article, details) => self.correct_details(article, *details),
            A::ArticleRemoved(article) => self.remove_article(&article),

            A::ArticleStepped(towards) => self.step_article(towards),
            A::ArticlesFiltered(filter) => self.with_desk(|desk| desk.articles = filter),
            A::StatusChosen(status) => self.set_status(status),
            A::ComparisonAsked => self.ask_for_comparison(),
            A::ComparisonOpened(other) => self.open_comparison(other),
            A::ComparisonSwapped => self.swap_comparison(),
            A::ComparisonLinked(is_linked) => self.link_comparison(is_linked),
            A::ComparisonStepped(stop, towards) => self.step_comparison(stop, towards),
            A::ComparisonClosed => self.close_comparison(),
            A::ComparisonPressed => self.with_desk(|desk| {
                desk.selection = Selection::at(desk.selection.caret);
            }),
            A::ComparisonMarked => self.refuse_mark_beside(),
            A::SelectionCleared => self.collapse_selection(),
            A::CaretMoved { step, towards, extend, times } => {
                self.move_caret(step, towards, extend, times);
            }
            A::CaretPlaced { anchor, caret } => self.place_caret(anchor, caret, Step::Sentence),
            A::SentenceSelected => self.select_sentence(),
            A::MarkStepped(towards) => self.step_mark(towards),
            A::GapStepped(towards) => self.step_gap(towards),
            A::RecordFocused(record) => self.focus_record(record),
            A::LedgerFiltered(filter) => self.with_desk(|desk| desk.ledger = filter),
            A::OutlineChosen(goal) => self.go_to_line(goal),
            A::FindOpened => self.open_find(),
            A::FindChanged { words, keeps_case } => self.change_find(words, keeps_case),
            A::FindStepped { towards, selects } => self.step_find(towards, selects),
            A::FindClosed => self.close_find(),
            A::Escaped => self.escape(),

            A::ArmedApplied => self.apply_armed(),
            A::FragmentAdded => self.add_fragment(),
            A::FragmentRemoved => self.remove_fragment(),
            A::BoundsSet => self.set_bounds(),
            A::EndMoved { end, by, towards, times, is_held } => {
                self.move_end((end, by, towards), times, is_held);
            }
            A::EndPlaced { end, at, snap } => self.place_end(end, at, snap),
            A::RecordDeleted => self.delete_record(),
            A::NoteWritten(note) => self.write_note(&note),
            A::MentionLinked(entity) => self.link_mention(entity),
            A::MentionLinkedToNew(name) => self.link_mention_to_new(&name),
            A::Answered(subject, attribute, typed) => self.answer(subject, &attribute, &typed),
            A::AnswerLeft(subject, place) => self.leave_answer(subject, place),
            A::AnnotatorAdded(name) => self.add_annotator(&name),
            A::EntityChanged(entity) => self.change_entity(entity),

            A::StanceBegun => self.begin_stance(),
            A::StanceOpened => self.open_stance(),
            A::SlotEntered(slot) => self.enter_slot(slot),
            A::HolderPicked(holder) => self.pick_holder(holder),
            A::HolderNamed(holder) => self.name_holder(holder),
            A::TargetPicked(target) => self.pick_target(target),
            A::NewEntityPicked(slot, name) => self.pick_new_entity(slot, &name),
            A::PropositionPicked(words) => self.pick_proposition(&words),
            A::SourceAdded(holder) => self.add_source(holder),
            A::PolarityPicked(polarity) => self.pick_polarity(polarity),
            A::StanceChanged(stance) => self.change_stance(*stance),
            A::StanceSpanSet(field) => self.set_stance_span(field),
            A::StanceSaid(stance, said) => self.say(&stance, said),
            A::SlotLeft(slot) => self.leave_slot(slot),
            A::LikeTheLast(part) => self.take_from_the_last(part),
            A::ProposedTaken => self.take_proposed(),
            A::StanceEndVisited(end) => self.visit_end(end),
            A::LedgerEndVisited(record, end) => self.visit_end_of(record, end),
            A::DraftClosed => self.close_draft(),
            A::DocumentStanceChanged(target, polarity) => {
                self.change_document_stance(target, polarity);
            }
            A::DocumentStanceRecorded(target, polarity) => {
                self.record_document_stance(target, polarity);
                self.effects.push(Effect::FocusText);
            }
            A::WholeStanceAsked => self.effects.push(Effect::FocusWholeStance),

            A::OfflineTold(offline) => self.state.offline = offline,
            A::NewVersionCame => self.take_news(),
            A::NewVersionPutOff => self.state.new_version = false,
            A::DialogOpened(dialog) => self.state.dialog = Some(dialog),
            A::DialogClosed => self.state.dialog = None,
            A::NoticeDismissed => self.state.notice = None,
            A::SettingsChosen(settings) => {
                self.state.settings = settings;
                self.effects.push(Effect::KeepSettings);
            }
            A::KeySheetOpened(is_open) => self.open_key_sheet(is_open),
            A::KeyAsked(command) => self.ask_for_key(command),
            A::KeyPressed(chord) => self.press_key(chord),
            A::KeyTaken => self.take_key(),
            A::KeysReset(command) => self.reset_keys(command),

            // Taken before.
            A::ShelfListed(_)
            | A::ProjectOpened { .. }
            | A::ArticleChosen(_)
            | A::Scrolled(_)
            | A::TextSelected { .. }
            | A::TextClicked(_)
            | A::LabelChosen(_)
            | A::Told(_)
            | A::SettingsRead(_)
            | A::SavingChanged(_)
            | A::PersistenceTold(_)
            | A::WritingChanged(_) => {}
        }
    }

    fn take_file_copy(&mut self, copy: Option<FileCopy>) {
        let Some(desk) = &mut self.state.desk else { return };
        let wants = copy.as_ref().filter(|it| it.needs_hand() && desk.file_copy != copy);
        let words = wants.map(FileCopy::words);
        desk.file_copy = copy;
        words.into_iter().for_each(|words| self.announce(words));
    }

    fn take_news(&mut self) {
        if !std::mem::replace(&mut self.state.new_version, true) {
            self.announce(
                "A new version of Standpoint is ready: reload the page when it suits you.",
            );
        }
    }

    fn is_follower(&self) -> bool {
        self.state.desk.as_ref().is_some_and(|desk| desk.writing != Writing::Writer)
    }

    #[inline(never)] // not in the first load
    fn refuse(&mut self) {
        let desk = self.state.desk.as_ref();
        let is_outdated = desk.is_some_and(|desk| desk.writing == Writing::Outdated);
        self.tell(if is_outdated { OUTDATED } else { FOLLOWS }, true);
    }

    fn with_desk(&mut self, change: impl FnOnce(&mut Desk)) {
        if let Some(desk) = &mut self.state.desk {
            change(desk);
        }
    }

    fn tell(&mut self, words: impl Into<String>, is_error: bool) {
        self.state.notice = Some(Notice { words: words.into(), tone: Tone::of(is_error) });
    }

    fn hint(&mut self, words: impl Into<String>) {
        self.state.notice = Some(Notice { words: words.into(), tone: Tone::Hint });
    }

    /// What was to be done may be done now.
    fn end_hint(&mut self) {
        if self.state.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Hint) {
            self.state.notice = None;
        }
    }

    fn announce(&mut self, words: impl Into<String>) {
        self.effects.push(Effect::Announce(words.into()));
    }

    /// Changes the project as one undo step. Says why if it could not.
    fn commit(&mut self, label: impl Into<String>, operation: Operation) -> bool {
        let label = label.into();
        let continues = self.continues;
        let entry = Entry::Edit { label: label.as_str().into(), operation, continues };
        let done = self.commit_entry(entry);
        if done {
            self.announce(label);
        }
        done
    }

    fn commit_entry(&mut self, entry: Entry) -> bool {
        // A click or a selection changes the project only sometimes, so it comes this far.
        if self.is_follower() {
            self.refuse();
            return false;
        }
        let Some(desk) = &mut self.state.desk else { return false };
        match desk.work.commit(entry.clone()) {
            Ok(()) => {
                desk.revision += 1;
                if desk.saving == Saving::Saved {
                    desk.saving = Saving::Pending(1);
                }
                if let Some(copy) = &mut desk.file_copy {
                    copy.changed();
                }
                self.effects.push(Effect::Record(entry));
                self.end_hint();
                true
            }
            Err(error) => {
                self.tell(format!("That could not be done: {error}. Nothing was changed."), true);
                false
            }
        }
    }

    /// Puts a record into the open layer; the first one of an article begins the work on it.
    fn commit_record(&mut self, label: impl Into<String>, record: Record) -> bool {
        let Some(desk) = &self.state.desk else { return false };
        let Some(layer) = desk.open_layer_id() else { return false };
        let mut operations = vec![Operation::PutRecord(layer.clone(), record)];
        if desk.status_of(&layer.article) == Status::ToDo {
            operations.push(Operation::SetStatus(layer, Status::InProgress));
        }
        self.commit_own(label, operations)
    }

    /// Changes the annotator's own layer. Whoever says something is listed in the project.
    fn commit_own(&mut self, label: impl Into<String>, mut operations: Vec<Operation>) -> bool {
        let Some(desk) = &self.state.desk else { return false };
        if !desk.work.project.annotators.contains_key(&desk.annotator) {
            let id = desk.annotator.clone();
            operations.push(Operation::PutAnnotator(id, first_annotator()));
        }
        self.commit(label, batch(operations))
    }

    fn new_record_id(&mut self) -> RecordId {
        self.state.ids.next('r').into()
    }

    fn follow(&mut self, entries: Vec<Entry>) {
        let Some(desk) = &mut self.state.desk else { return };
        let done = entries.into_iter().try_for_each(|entry| desk.work.commit(entry));
        desk.revision += 1;
        self.after_foreign_change();
        if let Err(error) = done {
            let words = format!("This tab no longer fits the other one ({error}): reload it.");
            self.tell(words, true);
        }
    }

    /// Lets go of what an undo, or another tab, may have taken away.
    fn after_foreign_change(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.focused().is_none() {
            desk.set_focus(None);
        }
        if let Some(Record::Stance(now)) = desk.focused().cloned()
            && let Some(draft) = desk.draft.as_mut().filter(|draft| draft.recorded)
        {
            draft.stance = (*now).clone();
        }
        let discarded = desk.discarded.iter_mut().map(|(_, draft)| draft);
        let drafts = desk.draft.iter_mut().chain(desk.set_aside.values_mut()).chain(discarded);
        for draft in drafts.filter(|draft| !draft.recorded) {
            stances::forget_missing(&desk.work.project, &mut draft.stance);
        }
        self.open_an_article();
        self.search_anew();
    }

    /// Opens the first article of the list, if none is open.
    fn open_an_article(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        if desk.open_article().is_none() {
            let first = super::articles::listed(desk).first().map(|article| article.id.clone());
            self.open_article(first);
        }
    }
}

/// One operation as it is, several as a batch.
fn batch(mut operations: Vec<Operation>) -> Operation {
    if operations.len() == 1 { operations.remove(0) } else { Operation::Batch(operations) }
}
