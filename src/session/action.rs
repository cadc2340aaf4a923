//! What can happen, and what the world must do about it.
//!
//! Long because it is one table: every action and every effect, a line or two each.

use std::rc::Rc;

use super::arcs::End;
use super::codebook::{Fate, Gone};
use super::command::Chord;
use super::gap_list::{GapGoal, GapView};
use super::import::{ImportStage, Staged};
use super::names::{NamePlace, NameSearch};
use super::palette::Pick;
use super::picture::View;
use super::registry::{At, Change, Intake, Listed, RegistryView};
use super::search::Asked;
use super::{
    ArticleFilter, Desk, Dialog, Exporting, FileCopy, Goal, Hit, LedgerFilter, Notice, Offline,
    Outcome, Persistence, Place, Saving, Settings,
};
use super::{ReportLine, Said, Shelved, StanceSlot, Stop, Wanted, Writing};
use crate::model::{
    ArticleId, AttributeId, Codebook, Decision, Details, Entity, EntityId, Entry, History, Holder,
    LayerId, Project, ProjectId, RecordId, Segment, Source, Stance, StanceField, Status, Subject,
    Target, TypeId, Work,
};
use crate::text::{Byte, Snap, Span, Step, Text, Towards};

/// Something that happened.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)] // an action lives as long as one update
pub enum Action {
    /// The browser's projects were listed.
    ShelfListed(Vec<Shelved>),
    /// A project came from the database, a file or the sample.
    ProjectOpened {
        /// The project and its history.
        work: Box<Work>,
        /// Where the analyst was.
        place: Place,
        /// Whether this tab may change it.
        writing: Writing,
        /// What was amiss with it.
        report: Vec<ReportLine>,
    },
    /// The analyst asked for an empty project of this name.
    ProjectRequested(String),
    /// The analyst wants to leave the project for the shelf.
    ProjectClosed,
    /// The analyst left the project, and what could not be saved with it.
    UnsavedLeft,
    /// The analyst renamed the project.
    ProjectRenamed(String),
    /// The analyst deleted a project of the shelf.
    ProjectDeleted(ProjectId),
    /// The analyst asks for all places of the words of the mention in focus.
    AllAsked,
    /// The analyst had this done at these places.
    DoneEverywhere(Box<Wanted>, Vec<Hit>),
    /// The analyst wants the field for everything that can be done or gone to.
    PaletteOpened,
    /// The analyst picked something in it.
    PalettePicked(Pick),
    /// The analyst went to the picture of all articles, or back to the text.
    PictureToggled,
    /// The analyst looks at the picture in another way.
    PictureChanged(Box<View>),
    /// The analyst went from the picture to a stance in its text.
    StanceVisited(LayerId, RecordId),
    /// The analyst went to the registry of entities, or back to the text.
    RegistryToggled,
    /// The analyst went from the entities to the unlinked mentions, or back.
    RegistryTurned,
    /// The analyst looks at the registry in another way.
    RegistryViewed(Box<RegistryView>),
    /// A key walked so many lines of the registry.
    RegistryStepped(Towards, usize),
    /// A key went on to the next place of the words in focus, or back.
    RegistryPlaceStepped(Towards),
    /// A key ticked the entity in focus, or took its tick away.
    RegistryTicked,
    /// The analyst went to a part of the registry.
    RegistryEntered(RegistryPart),
    /// The analyst wants what is picked in the registry to be changed so.
    EntitiesAsked(EntityDeed),
    /// The analyst had it changed.
    EntitiesChanged(Box<Change>),
    /// The analyst wants an entity that nothing names yet.
    EntityMade,
    /// The suggestion in focus was decided on, or one was asked for.
    SuggestionDecided(Decision),
    /// A button asks for what the command of that name does.
    CommandPicked(&'static str),
    /// The analyst wants the registry's names to be suggested in all articles.
    NamesAsked,
    /// The search for them has come so far, or is over.
    NamesSearched(NameSearch),
    /// They were found at these places, as the analyst asked or by the way of a load.
    NamesSuggested {
        /// The places, by article.
        found: Vec<(ArticleId, Vec<NamePlace>)>,
        /// Whether the analyst asked.
        is_asked: bool,
    },
    /// A list of entities was read from a file.
    EntitiesListed {
        /// The file's name.
        file: String,
        /// What its rows say.
        rows: Vec<Listed>,
        /// What was amiss with it.
        remarks: Vec<String>,
    },
    /// The analyst takes these places of its news.
    IntakeTaken(Rc<Intake>, Vec<usize>),
    /// These suggestions were accepted.
    SuggestionsAccepted(Vec<At>),
    /// The words in focus were linked, at the place that is picked or at all.
    GroupLinked(Link),
    /// The analyst asks how far the work is.
    ProgressAsked,
    /// The analyst wants all gaps of the project in one list.
    GapsAsked,
    /// The analyst went to one of them, and looked at the list so.
    GapVisited(Box<GapGoal>, GapView),
    /// The analyst went to the search over the project, or back to the text.
    SearchToggled,
    /// The analyst looks for something else over the project.
    SearchChanged(Box<Asked>),
    /// The search of that run may go on.
    SearchContinued(u64),
    /// The analyst went to something that was found, by its number.
    SearchWalked(usize),
    /// The analyst went on to it in its text.
    FoundVisited(usize),
    /// The analyst wants to mark every place that was found.
    FoundAsked,
    /// A person of that name annotates too, from now on.
    AnnotatorAdded(String),
    /// The analyst changed the own name.
    AnnotatorRenamed(String),
    /// The analyst switched to another annotator's layers.
    AnnotatorChosen(crate::model::AnnotatorId),

    /// A large project has been read so far, in percent, or is read no more.
    OpeningWent(Option<usize>),
    /// An export has come so far, or is over.
    ExportWent(Option<Exporting>),
    /// Annotations of other programs are about to be taken in, and that is how far it is.
    ImportShown(ImportStage),
    /// They are to come into the open project, or a new one of that name.
    ImportBegun(String),
    /// The project is made as it is with them.
    Imported(Box<Staged>),

    /// A load began.
    LoadStarted {
        /// How many files there are.
        total: usize,
        /// What is to be said before them.
        report: Vec<ReportLine>,
    },
    /// The reader went on to this file.
    FileStarted(String),
    /// Some files were read.
    FilesRead(Vec<ReadFile>),
    /// The last file was read, or the analyst cancelled.
    LoadFinished,
    /// A file of the load was one of the program's own, and has been opened, refused or asked about.
    OwnFileTaken,
    /// The analyst corrected what is known about an article.
    DetailsCorrected(ArticleId, Box<Details>),
    /// The analyst removed an article.
    ArticleRemoved(ArticleId),
    /// The analyst opened an article.
    ArticleChosen(ArticleId),
    /// The analyst went on to the next article of the list, or back.
    ArticleStepped(Towards),
    /// The analyst changed which articles are listed.
    ArticlesFiltered(ArticleFilter),
    /// The analyst said how far the article is.
    StatusChosen(Status),

    /// The analyst wants to pick an article to compare with.
    ComparisonAsked,
    /// The analyst put that article beside the open one.
    ComparisonOpened(ArticleId),
    /// The article beside became the open one, and that the one beside.
    ComparisonSwapped,
    /// Scrolling one text moves the other from now on, or no longer.
    ComparisonLinked(bool),
    /// The analyst went on to the next place that both texts share or differ in, or back.
    ComparisonStepped(Stop, Towards),
    /// The article beside was taken away.
    ComparisonClosed,
    /// The hand pressed on the article beside: what is selected in the open one is let go.
    ComparisonPressed,
    /// What marks a text was tried on the article beside, which is only read.
    ComparisonMarked,

    /// The text came to rest with this position as the first in sight.
    Scrolled(Byte),
    /// The hand selected text, from the first position to the second.
    TextSelected {
        /// Where it began.
        anchor: Byte,
        /// Where it ended.
        caret: Byte,
        /// What it is widened to.
        snap: Snap,
    },
    /// The hand let go of what was selected.
    SelectionCleared,
    /// The hand clicked a position.
    TextClicked(Byte),
    /// A key moved the caret, selecting on the way if `extend`.
    CaretMoved {
        /// How far.
        step: Step,
        /// Which way.
        towards: Towards,
        /// Whether the anchor stays.
        extend: bool,
        /// How many steps at once.
        times: u32,
    },
    /// A key moved the caret over the lines as they are drawn.
    CaretPlaced {
        /// Where the selection begins.
        anchor: Byte,
        /// Where the caret is.
        caret: Byte,
    },
    /// A key selected the sentence at the caret.
    SentenceSelected,
    /// The analyst went to the next thing that lacks something, or back.
    GapStepped(Towards),
    /// A key moved to the next mark, or back.
    MarkStepped(Towards),
    /// A label was picked by key or hand: applied to the selection or the mark in focus, else armed.
    LabelChosen(TypeId),
    /// The armed label was applied to the selection.
    ArmedApplied,
    /// A record was picked in the ledger or the text.
    RecordFocused(RecordId),
    /// The selection became a further fragment of the mark in focus.
    FragmentAdded,
    /// The selection was taken out of the mark in focus.
    FragmentRemoved,
    /// The mark in focus got the selection's bounds.
    BoundsSet,
    /// An end of the mark in focus moved by a word or a character.
    EndMoved {
        /// Which end.
        end: MarkEnd,
        /// How far: [`Step::Word`], or a character.
        by: Step,
        /// Which way.
        towards: Towards,
        /// How many steps at once.
        times: u32,
        /// Whether the key is still held from the step before, so that both are one to undo.
        is_held: bool,
    },
    /// The hand put an end of the mark in focus somewhere.
    EndPlaced {
        /// Which end.
        end: MarkEnd,
        /// Where to.
        at: Byte,
        /// What it is widened to.
        snap: Snap,
    },
    /// The record in focus was deleted.
    RecordDeleted,
    /// The record in focus got a note.
    NoteWritten(String),
    /// The mention in focus was linked to an entity of the project, or unlinked.
    MentionLinked(Option<EntityId>),
    /// The mention in focus was linked to a new entity of that name.
    MentionLinkedToNew(String),
    /// An attribute of the mention in focus, the stance on the form or the article was answered, as
    /// typed; white space takes the answer away.
    Answered(Subject, AttributeId, String),
    /// The attribute at that place among those of such a thing is complete: the next is asked.
    AnswerLeft(Subject, usize),
    /// An entity was changed.
    EntityChanged(Rc<Entity>),

    /// A stance was begun with the selection as its expression.
    StanceBegun,
    /// A recorded stance was opened for changes.
    StanceOpened,
    /// A part of the stance form was entered.
    SlotEntered(StanceSlot),
    /// A holder was picked.
    HolderPicked(Option<Holder>),
    /// A key named the holder, or the source if one is asked.
    HolderNamed(Holder),
    /// A target was picked.
    TargetPicked(Option<Target>),
    /// A new entity of that name was picked as holder, target or source.
    NewEntityPicked(StanceSlot, String),
    /// A proposition was picked as the target.
    PropositionPicked(String),
    /// A source was added behind the others.
    SourceAdded(Holder),
    /// The polarity was picked; a new stance is recorded with it.
    PolarityPicked(crate::model::Polarity),
    /// One of the other fields was changed.
    StanceChanged(Box<Stance>),
    /// Something else was said of the stance of that id.
    StanceSaid(RecordId, Said),
    /// A part of the form is complete: the next is asked.
    SlotLeft(StanceSlot),
    /// The stance gets that part of the one before it.
    LikeTheLast(Alike),
    /// What the text proposes was taken.
    ProposedTaken,
    /// The selection became the stance's cue or evidence; without one, its field is asked.
    StanceSpanSet(StanceField),
    /// The analyst went to where a part of the stance stands.
    StanceEndVisited(End),
    /// The same from its line in the ledger, which puts it in focus.
    LedgerEndVisited(RecordId, End),
    /// The stance form was closed.
    DraftClosed,
    /// The stance of the whole article that is in focus got another target or polarity.
    DocumentStanceChanged(Option<Target>, crate::model::Polarity),
    /// A stance of the whole article was recorded.
    DocumentStanceRecorded(Target, crate::model::Polarity),
    /// The stance of the whole article is to be recorded.
    WholeStanceAsked,

    /// A stance field was put on the screen or off it.
    FieldToggled(StanceField),
    /// An edited codebook was applied, with what becomes of the records that it leaves behind.
    CodebookApplied(Box<Codebook>, Vec<(Gone, Fate)>),
    /// An issue was added to the codebook.
    IssueAdded(String),

    /// The last step was taken back.
    Undone,
    /// The last undone step was done again.
    Redone,
    /// The analyst went that many steps back, or on if below zero, in the history.
    HistoryVisited(i64),
    /// Another state of the open project came from that file, merged with the one that is here.
    Merged(String, Rc<Project>),
    /// The analyst wants to see the steps of the history that only the log has.
    HistoryAsked,
    /// The whole history was read from the log.
    HistoryRead {
        /// The project that it belongs to.
        project: Rc<Project>,
        /// All steps.
        history: History,
        /// What needed it.
        then: Turning,
    },
    /// A line of the outline was picked.
    OutlineChosen(Goal),
    /// The analyst wants to find words in the open article.
    FindOpened,
    /// The analyst typed words to find, or changed whether capitals count.
    FindChanged {
        /// What is looked for.
        words: String,
        /// Whether capitals count.
        keeps_case: bool,
    },
    /// The analyst went on to the next place that has the words, or back.
    FindStepped {
        /// Which way.
        towards: Towards,
        /// Whether it is selected: not while the words are being typed.
        selects: bool,
    },
    /// The analyst is done with finding, and stays at the place that was found.
    FindClosed,
    /// Escape: out of the innermost thing.
    Escaped,
    /// The ledger shows other records.
    LedgerFiltered(LedgerFilter),
    /// Something was laid over the page.
    DialogOpened(Dialog),
    /// It was taken away.
    DialogClosed,
    /// Something is to be told.
    Told(Notice),
    /// It was read.
    NoticeDismissed,
    /// The analyst chose other settings.
    SettingsChosen(Settings),
    /// The sheet of keys was opened for changes, or closed for them.
    KeySheetOpened(bool),
    /// The analyst wants to press another key for the command of that name, or no longer.
    KeyAsked(Option<&'static str>),
    /// That was pressed.
    KeyPressed(Chord),
    /// The key that another command has was taken from it.
    KeyTaken,
    /// The command of that name, or all, got their first keys again.
    KeysReset(Option<&'static str>),
    /// The settings of last time were read.
    SettingsRead(Settings),
    /// The database answered.
    SavingChanged(Saving),
    /// This tab became the writer, or the follower, of the project.
    WritingChanged(Writing),
    /// The writer's tab did something.
    Followed(Vec<Entry>),
    /// The browser said whether it keeps the storage.
    PersistenceTold(Persistence),
    /// It is known whether the browser keeps the program.
    OfflineTold(Offline),
    /// A newer version of the program is ready.
    NewVersionCame,
    /// The analyst does not want it now.
    NewVersionPutOff,
    /// How the copy in a file stands; `None` if there is none any more.
    FileCopyTold(Option<FileCopy>),
    /// The last file copy is so many changes old, or new again.
    CopyDue(Option<u64>),
    /// The analyst does not want to save a copy now.
    CopyPutOff,
}

/// Where the keyboard focus goes in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RegistryPart {
    List,
    Filter,
    Name,
    Type,
    Other,
}

/// What can be done with what is picked in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum EntityDeed {
    Merge,
    Split,
    Delete,
    Retype,
}

/// What unlinked mentions are linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The entity that resembles their words so far, counted from 0 for the best.
    Guess(usize),
    /// This entity.
    To(EntityId),
    /// A new one of this name, or else of their words.
    New(Option<String>),
}

/// What one stance has of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Alike {
    Sources,
    Holder,
    Target,
    /// Sources, holder and target.
    All,
}

/// An end of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum MarkEnd {
    Start,
    End,
}

/// What needs steps of the history that only the log has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turning {
    /// Going that many steps back, or on if below zero.
    By(i64),
    /// The list of steps.
    List,
    /// Following another tab that went so far back.
    Follow,
}

/// What came of reading one file.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// Its name or path.
    pub file: String,
    /// Whether it could be read.
    pub outcome: Outcome,
    /// What was found on the way, each with its place.
    pub remarks: Vec<String>,
    /// Its articles.
    pub articles: Vec<NewArticle>,
}

/// An article before it has a place in the project.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// What is known about it.
    pub details: Details,
    /// Its text.
    pub text: Text,
    /// The SHA-256 of the text.
    pub sha256: String,
    /// Its segments.
    pub segments: Vec<Segment>,
    /// What it was read from.
    pub source: Source,
}

/// What the world must do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Write to the log of the open project.
    Record(Entry),
    /// Write all of these to the log of the open project, or none.
    RecordAll(Vec<Entry>),
    /// Make the log of a new project.
    Create(Box<Work>),
    /// Go on with the log of a project that has come on the desk.
    Open(ProjectId),
    /// Take the project off the screen and let its log go.
    Close,
    /// Delete a project's log.
    Delete(ProjectId),
    /// Read the steps of the history that only the log has.
    ReadHistory(Turning),
    /// Note that the analyst does not want to save a copy now.
    RemindLater,
    /// Follow what the writer's tab has done meanwhile.
    Follow,
    /// Bring a project's place to the database.
    KeepPlace(ProjectId, Place),
    /// Bring the settings to the database.
    KeepSettings,
    /// Bring the state's selection to the page.
    ShowSelection,
    /// Scroll the text so that this is visible.
    Reveal(Span),
    /// Put the keyboard focus into the text.
    FocusText,
    /// Put the keyboard focus on the entity of the mention in focus.
    FocusLink,
    /// Put the keyboard focus on the words to find.
    FocusFind,
    /// Do what the key of the command of that name does, once no dialog is over the page.
    Obey(&'static str),
    /// Put the keyboard focus on the picture.
    FocusPicture,
    /// Put the keyboard focus on the number that is open in it.
    FocusNumber,
    /// Look for the registry's names in all articles, or in those that have just been loaded.
    SuggestNames(Option<Vec<ArticleId>>),
    /// Put the keyboard focus on that part of the registry.
    FocusRegistry(RegistryPart),
    /// Put the keyboard focus on what the project is searched for.
    FocusSearch,
    /// Go on with the search of that run when the page has had its turn.
    GoOnSearching(u64),
    /// Once the text is drawn, scroll it so that this is visible, and show what is selected.
    RevealDrawn(Span),
    /// Put the keyboard focus on the stance form's part.
    FocusSlot(StanceSlot),
    /// Put the keyboard focus on the attribute at that place among those of such a thing.
    FocusAnswer(Subject, usize),
    /// Put the keyboard focus on the target of the stance of the whole article.
    FocusWholeStance,
    /// Say it to screen readers.
    Announce(String),
}

impl Effect {
    /// Whether it can be done before the page shows what has happened.
    pub fn needs_no_redraw(&self) -> bool {
        matches!(self, Self::Record(_) | Self::ShowSelection | Self::Reveal(_) | Self::Announce(_))
    }
}

impl Action {
    /// Whether the hand makes or moves a mark by it.
    pub fn marks(&self) -> bool {
        use Action as A;
        matches!(
            self,
            A::TextSelected { .. }
                | A::LabelChosen(_)
                | A::ArmedApplied
                | A::FragmentAdded
                | A::FragmentRemoved
                | A::BoundsSet
                | A::EndMoved { .. }
                | A::EndPlaced { .. }
                | A::RecordDeleted
        )
    }

    /// Whether it changes the project, which only the writer may.
    pub fn changes_project(&self) -> bool {
        use Action as A;
        matches!(
            self,
            A::ProjectRenamed(_)
                | A::AnnotatorRenamed(_)
                | A::Imported(..)
                | A::LoadStarted { .. }
                | A::FilesRead(_)
                | A::DetailsCorrected(..)
                | A::ArticleRemoved(_)
                | A::StatusChosen(_)
                | A::ArmedApplied
                | A::FragmentAdded
                | A::FragmentRemoved
                | A::BoundsSet
                | A::EndMoved { .. }
                | A::EndPlaced { .. }
                | A::RecordDeleted
                | A::NoteWritten(_)
                | A::MentionLinked(_)
                | A::MentionLinkedToNew(_)
                | A::Answered(..)
                | A::AnnotatorAdded(_)
                | A::EntityChanged(_)
                | A::StanceBegun
                | A::HolderPicked(_)
                | A::HolderNamed(_)
                | A::TargetPicked(_)
                | A::NewEntityPicked(..)
                | A::PropositionPicked(_)
                | A::SourceAdded(_)
                | A::PolarityPicked(_)
                | A::StanceChanged(_)
                | A::StanceSpanSet(_)
                | A::StanceSaid(..)
                | A::LikeTheLast(_)
                | A::ProposedTaken
                | A::DocumentStanceRecorded(..)
                | A::DocumentStanceChanged(..)
                | A::FieldToggled(_)
                | A::CodebookApplied(..)
                | A::IssueAdded(_)
                | A::LabelChosen(_)
                | A::DoneEverywhere(..)
                | A::EntitiesChanged(_)
                | A::EntityMade
                | A::GroupLinked(_)
                | A::SuggestionDecided(_)
                | A::NamesAsked
                | A::NamesSuggested { .. }
                | A::IntakeTaken(..)
                | A::SuggestionsAccepted(_)
                | A::Undone
                | A::Redone
                | A::HistoryVisited(_)
                | A::Merged(..)
        )
    }
}

impl Desk {
    /// What keeps where the analyst is.
    pub(super) fn keep_place(&self) -> Effect {
        let place = Place {
            annotator: Some(self.annotator.clone()),
            article: self.article.clone(),
            top: self.top,
            tops: self.tops.clone(),
        };
        Effect::KeepPlace(self.work.project.id.clone(), place)
    }
}
