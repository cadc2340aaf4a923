//! The state of the page.
//!
//! Long because it is one table: everything that the page shows, with its meaning.

use std::rc::Rc;

use super::command::KeySheet;
use super::derived::Derived;
use super::gap_list::{GapList, GapView};
use super::import::ImportStage;
use super::names::NameSearch;
use super::palette::Palette;
use super::picture::View;
use super::progress::Progress;
use super::registry::{Change, Intake, RegistryView};
use super::search::Search;
use super::{Candidate, Comparison, FileCopy, Finding, LedgerFilter, Offline, Settings, Wanted};
use crate::model::{
    AnnotatorId, Article, ArticleId, Difference, IdSource, Layer, LayerId, Mention, Project,
    ProjectId, Record, RecordId, Stance, StanceField, Status, TypeId, Work,
};
use crate::order::Table;
use crate::text::{Byte, Span};

/// Everything that the page shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The open project.
    pub desk: Option<Desk>,
    /// The projects that the browser keeps, newest first; `None` until they are listed.
    pub shelf: Option<Vec<Shelved>>,
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// What is being loaded.
    pub loading: Option<Loading>,
    /// How far the search for the registry's names is, while it goes on.
    pub name_search: Option<NameSearch>,
    /// How much of a project has been read, in percent, once that takes a while.
    pub opening: Option<usize>,
    /// How far an export is, once it takes a while.
    pub exporting: Option<Exporting>,
    /// What happened last, until it is dismissed.
    pub notice: Option<Notice>,
    /// What the analyst chose for this browser.
    pub settings: Settings,
    /// What the browser said when it was asked to keep the storage; `None` until it was.
    pub persistence: Option<Persistence>,
    /// Whether the browser keeps the program.
    pub offline: Offline,
    /// Whether a newer version of the program is ready, and not put off.
    pub new_version: bool,
    /// New ids.
    pub ids: IdSource,
}

/// A file on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting {
    /// How many articles go out.
    pub total: usize,
    /// How many have been written; all of them while the file is put together.
    pub done: usize,
}

/// A project that the browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// How many articles it has.
    pub articles: usize,
    /// When it was last changed, as RFC 3339.
    pub updated: String,
}

/// An open project and what is being done with it.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The project and its history.
    pub work: Work,
    /// Whose layers are shown and changed.
    pub annotator: AnnotatorId,
    /// The article on the screen.
    pub article: Option<ArticleId>,
    /// The caret, and what is selected in the article's text.
    pub selection: Selection,
    /// The label that the next selection gets.
    pub armed: Option<TypeId>,
    /// The record in focus.
    pub focus: Option<RecordId>,
    /// Where the caret was when what the article itself lacks was gone to.
    pub(super) article_gap: Option<Byte>,
    /// How the list of all gaps was looked at.
    pub gap_view: GapView,
    /// The stance that is being written.
    pub draft: Option<Draft>,
    /// New stances that were being written when their layer was left.
    pub set_aside: Table<LayerId, Draft>,
    /// What the open article is compared with.
    pub comparison: Option<Comparison>,
    /// The mark whose end a held key moves, and the project's revision after that.
    pub(super) moved: Option<(RecordId, u64)>,
    /// The last stance that was closed before it was recorded.
    pub discarded: Option<(LayerId, Draft)>,
    /// Which articles are listed.
    pub articles: ArticleFilter,
    /// Which records are listed.
    pub ledger: LedgerFilter,
    /// What is looked for in the open article.
    pub finding: Finding,
    /// How the picture of all articles is looked at; `None` until it was.
    pub picture: Option<Box<View>>,
    /// How the registry of entities is looked at; `None` until it was.
    pub registry_view: Option<Box<RegistryView>>,
    /// The search over the project; `None` until there was one.
    pub search: Option<Box<Search>>,
    /// What is on the screen.
    pub screen: Screen,
    /// How the work is kept.
    pub saving: Saving,
    /// Whether this tab may change the project.
    pub writing: Writing,
    /// How many changes there are since the last file copy, once that is long ago.
    pub copy_due: Option<u64>,
    /// The file on the disk that the project is written to as well.
    pub file_copy: Option<FileCopy>,
    /// The first position in sight.
    pub top: Byte,
    /// The first position in sight of each article when it was left, the last one left at the end.
    pub tops: Vec<(ArticleId, Byte)>,
    /// Grows with every change of the project, so that nothing derived is computed twice.
    pub revision: u64,
    pub(super) derived: Derived,
}

/// What takes the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The articles, the open one's text, and what is marked in it.
    #[default]
    Text,
    /// The picture of all articles.
    Picture,
    /// The registry of entities.
    Registry,
    /// The search over the project.
    Search,
}

/// The caret and the selection that hangs on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: Byte,
    /// Where the caret is.
    pub caret: Byte,
    /// What the selection means once snapped; `None` if it holds no word.
    pub span: Option<Span>,
}

impl Selection {
    /// A caret without a selection.
    pub fn at(caret: Byte) -> Self {
        Self { anchor: caret, caret, span: None }
    }
}

/// A stance before it is recorded, or the one in focus, open for changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The stance so far.
    pub stance: Stance,
    /// Whether it is in the project already, so that every change is recorded at once.
    pub recorded: bool,
    /// The part that is being asked, which a clicked mention fills. A recorded stance at its
    /// polarity asks for nothing, so that a click is a click.
    pub slot: StanceSlot,
}

impl Draft {
    /// Whether a clicked mention fills a part of it.
    pub fn asks_for_a_mention(&self) -> bool {
        match self.slot {
            StanceSlot::Holder | StanceSlot::Target | StanceSlot::NestedSource => true,
            StanceSlot::Polarity => !self.recorded,
            StanceSlot::Field(_) | StanceSlot::Attribute(_) | StanceSlot::Note => false,
        }
    }

    /// Whether nothing has been said yet.
    pub fn is_blank(&self) -> bool {
        let Stance { holder, nested_source, target, expression, note, .. } = &self.stance;
        holder.is_none()
            && nested_source.is_empty()
            && target.is_none()
            && expression.is_none()
            && note.is_empty()
    }
}

/// The parts of a stance that the form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum StanceSlot {
    Holder,
    Target,
    Polarity,
    NestedSource,
    Field(StanceField),
    /// The attribute at that place among those that the codebook asks of stances.
    Attribute(usize),
    Note,
}

/// What lies over the page; one at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Text to be pasted.
    Paste,
    /// What became of each loaded file.
    Report,
    /// The keys.
    Keys(KeySheet),
    /// What the open article consists of.
    Outline,
    /// All places of the words of the mention in focus.
    Everywhere,
    /// One field for everything that can be done or gone to.
    Palette(Rc<Palette>),
    /// What was done, step by step.
    History,
    /// All suggestions, of the article or of the project, are about to be accepted.
    Suggestions,
    /// A list of entities from a file is about to be taken.
    Intake(Rc<Intake>),
    /// Entities are about to be merged, split, deleted or retyped.
    Entities(Box<Change>),
    /// A file has another state of a project that is here.
    Merge(Rc<Merging>),
    /// All places that the search over the project has found.
    MarkFound(Box<Wanted>),
    /// How far the work is.
    Progress(Rc<Progress>),
    /// All that the codebook requires and that is not there.
    Gaps(Rc<GapList>),
    /// How the text is set, and the colours.
    Reading,
    /// What is recorded, in which words, colours and keys.
    Codebook,
    /// The annotator's name, theme, single keys, stance fields.
    Settings,
    /// What is known about the open article.
    Details,
    /// Another article is to be picked, to be read beside the open one.
    Compare(Rc<Vec<Candidate>>),
    /// Saving and exporting.
    Export,
    /// Annotations of other programs are about to be taken in.
    Import(ImportStage),
    /// A corpus of another host is about to be fetched.
    ForeignCorpus {
        /// The host by name.
        host: String,
        /// The whole address.
        url: String,
    },
    /// A table whose columns have to be named before it can be read.
    Columns {
        /// The file.
        file: String,
        /// Its columns, each with a value as an example.
        columns: Vec<(String, String)>,
    },
    /// The project is about to be closed while changes of it are in memory only.
    LeaveUnsaved,
    /// A project of the shelf is about to be deleted.
    DeleteProject(ProjectId),
    /// An article is about to be removed.
    RemoveArticle(ArticleId),
}

/// Another state of a project that is here, before anything is done with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Merging {
    /// The file's name.
    pub file: String,
    /// The state in the file.
    pub there: Rc<Project>,
    /// What was amiss with it.
    pub report: Vec<ReportLine>,
    /// What a merge would make of what differs.
    pub differences: Vec<Difference>,
}

/// Files on their way in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loading {
    /// How many files there are in all.
    pub total: usize,
    /// How many have been read.
    pub done: usize,
    /// The one that is being read.
    pub current: String,
    /// What became of each.
    pub report: Rc<Vec<ReportLine>>,
    /// Whether all is done or cancelled.
    pub finished: bool,
    /// How many articles came in.
    pub articles: usize,
    /// Which they are.
    pub(super) fresh: Vec<ArticleId>,
    /// The label of the undo step that takes the articles in, once there is one.
    pub(super) step: Option<Rc<str>>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// The file's name or path.
    pub file: String,
    /// Whether its articles are here now.
    pub outcome: Outcome,
    /// What was found on the way, each with its place.
    pub remarks: Vec<String>,
}

/// Whether a file's articles are here now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They are.
    Loaded,
    /// They are, and something was found on the way.
    LoadedWithRemarks,
    /// They were here before.
    Duplicate,
    /// They are not.
    Refused,
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// In words.
    pub words: String,
    /// What sort of thing it is.
    pub tone: Tone,
}

/// What sort of thing is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What was done.
    Done,
    /// What there is to do, or why nothing was done. It goes with the next change.
    Hint,
    /// Something went wrong.
    Error,
}

impl Tone {
    /// Of what was done, or went wrong.
    pub fn of(is_error: bool) -> Self {
        if is_error { Self::Error } else { Self::Done }
    }
}

/// How the work is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Every change is in the database.
    #[default]
    Saved,
    /// Some changes are on their way there.
    Pending(usize),
    /// The database refused; the changes are in memory only.
    Failed(String),
}

/// Whether this tab may change the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// This is the one that may.
    #[default]
    Writer,
    /// Another tab does; this one shows what it does.
    Follower,
    /// A newer version of the program does, whose work this one does not understand.
    Outdated,
}

/// Whether the browser may take the storage away when the disk is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// It keeps it until the user clears it.
    Granted,
    /// It may take it away.
    Refused,
    /// It does not say.
    Unknown,
}

/// Which articles are listed, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleFilter {
    /// Words that the title, outlet or byline must have.
    pub query: String,
    /// The status that they must have.
    pub status: Option<Status>,
    /// The order.
    pub sort: Sort,
}

/// The order of the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As they were loaded.
    #[default]
    Loaded,
    /// By headline.
    Title,
    /// By outlet.
    Outlet,
    /// By date of publication, oldest first.
    Published,
}

/// Where the analyst was, to come back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Whose layers were shown.
    pub annotator: Option<AnnotatorId>,
    /// The article on the screen.
    pub article: Option<ArticleId>,
    /// The first position that was visible.
    pub top: Byte,
    /// The same of other articles, those that were left last at the end.
    pub tops: Vec<(ArticleId, Byte)>,
}

impl State {
    /// A page without a project.
    pub fn new(ids: IdSource) -> Self {
        Self {
            desk: None,
            shelf: None,
            dialog: None,
            loading: None,
            name_search: None,
            opening: None,
            exporting: None,
            notice: None,
            settings: Settings::default(),
            persistence: None,
            offline: Offline::default(),
            new_version: false,
            ids,
        }
    }
}

impl Desk {
    /// A desk with that project on it and its first article open.
    pub fn new(work: Work, annotator: AnnotatorId) -> Self {
        let mut desk = Self {
            work,
            annotator,
            article: None,
            selection: Selection::default(),
            armed: None,
            focus: None,
            article_gap: None,
            gap_view: GapView::default(),
            draft: None,
            set_aside: Table::new(),
            comparison: None,
            moved: None,
            discarded: None,
            articles: ArticleFilter::default(),
            ledger: LedgerFilter::default(),
            finding: Finding::default(),
            picture: None,
            registry_view: None,
            search: None,
            screen: Screen::Text,
            saving: Saving::default(),
            writing: Writing::default(),
            copy_due: None,
            file_copy: None,
            top: Byte(0),
            tops: Vec::new(),
            revision: 0,
            derived: Derived::default(),
        };
        desk.article = super::articles::listed(&desk).first().map(|article| article.id.clone());
        desk
    }

    /// The article on the screen.
    pub fn open_article(&self) -> Option<&Rc<Article>> {
        self.work.project.articles.get(self.article.as_ref()?)
    }

    /// The name of the layer on the screen.
    pub fn open_layer_id(&self) -> Option<LayerId> {
        Some(LayerId { article: self.article.clone()?, annotator: self.annotator.clone() })
    }

    /// The layer on the screen, if it says anything.
    pub fn open_layer(&self) -> Option<&Rc<Layer>> {
        self.work.project.layer(&self.open_layer_id()?)
    }

    /// The annotator's layer on an article, if it says anything.
    pub(super) fn own_layer(&self, article: &ArticleId) -> Option<&Rc<Layer>> {
        let annotator = self.annotator.clone();
        self.work.project.layer(&LayerId { article: article.clone(), annotator })
    }

    /// The record in focus.
    pub fn focused(&self) -> Option<&Record> {
        self.open_layer()?.records.get(self.focus.as_ref()?)
    }

    /// The mention in focus.
    pub fn focused_mention(&self) -> Option<&Rc<Mention>> {
        match self.focused()? {
            Record::Mention(mention) => Some(mention),
            _ => None,
        }
    }

    /// Whether a selection can change the words of something: a mark in focus, or a stance.
    pub fn takes_words(&self) -> bool {
        match self.focused() {
            Some(record) => !matches!(record, Record::DocumentStance(_)),
            None => self.new_draft().is_some(),
        }
    }

    /// Whether a stance is being written or in focus.
    pub fn has_stance_in_hand(&self) -> bool {
        self.draft.is_some() || matches!(self.focused(), Some(Record::Stance(_)))
    }

    /// The new stance that is being written.
    pub fn new_draft(&self) -> Option<&Draft> {
        self.draft.as_ref().filter(|draft| !draft.recorded)
    }

    /// Puts a record in focus, or none. A recorded stance's form closes when its focus goes.
    pub(super) fn set_focus(&mut self, focus: Option<RecordId>) {
        if self.draft.as_ref().is_some_and(|draft| draft.recorded) && self.focus != focus {
            self.draft = None;
        }
        self.focus = focus;
        self.article_gap = None;
    }

    /// Goes to another layer. A new stance waits on the one that is left.
    pub(super) fn go_to(&mut self, article: Option<ArticleId>, annotator: AnnotatorId) {
        let waits = self.draft.take().filter(|draft| !draft.recorded);
        if let (Some(left), Some(draft)) = (self.open_layer_id(), waits) {
            self.set_aside.insert(left, draft);
        }
        self.article = article;
        self.annotator = annotator;
        self.draft = self.open_layer_id().and_then(|here| self.set_aside.remove(&here));
        self.focus = None;
        self.article_gap = None;
        self.look_anew();
        self.revision += 1;
    }

    /// Whether leaving the page now would lose something: a change that is not in the database, a
    /// stance that is not recorded.
    pub fn would_lose_work(&self) -> bool {
        let drafts = self.draft.iter().chain(self.set_aside.values());
        self.saving != Saving::Saved || drafts.into_iter().any(|it| !it.recorded && !it.is_blank())
    }

    /// How far this annotator is with an article.
    pub fn status_of(&self, article: &ArticleId) -> Status {
        let id = LayerId { article: article.clone(), annotator: self.annotator.clone() };
        self.work.project.layer(&id).map_or(Status::default(), |layer| layer.status)
    }
}
