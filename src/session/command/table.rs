//! The table of commands: name, keys, where they count, and what they mean.

use super::{Command, Pace, act};
use crate::model::{Decision, Holder, StanceField, Status};
use crate::session::import::ImportStage;
use crate::session::registry::List;
use crate::session::{
    Action, Alike, Desk, Dialog, End as StanceEnd, EntityDeed, Link, MarkEnd, RegistryPart,
    StanceSlot, Stop,
};
use crate::text::{Direction, Step, Towards};

use Towards::{End, Start};
use When::{Always, Anywhere, AtDesk, InRegistry, InStance, InText, OnEntities};

/// Where a command's keys count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Also where one types.
    Always,
    /// Wherever one does not type, the picture of all articles included.
    Anywhere,
    /// The same without the picture.
    AtDesk,
    /// In the article's text.
    InText,
    /// While a stance is being written or in focus, also where one types.
    InStance,
    /// In the registry of entities, wherever one does not type.
    InRegistry,
    /// On its list.
    OnEntities,
}

impl When {
    /// Whether there is a moment at which keys of both count.
    pub fn meets(self, other: Self) -> bool {
        let of_text = |when| matches!(when, AtDesk | InText | InStance);
        let of_registry = |when| matches!(when, InRegistry | OnEntities);
        !(of_text(self) && of_registry(other) || of_registry(self) && of_text(other))
    }
}

/// The group of the commands that change what is marked.
pub(super) const MARKS: &str = "Marks";

/// The group of the commands of the registry.
const ENTITIES: &str = "Entities";

/// How many lines a page key goes.
const PAGE_LINES: usize = 10;

/// The group of the commands of a stance's form.
const STANCE: &str = "Stance form";

/// A command.
pub struct Entry {
    /// What settings and the screen know it by.
    pub id: &'static str,
    /// Where the help lists it.
    pub group: &'static str,
    /// A function, so that the words are no part of the first load.
    does: fn() -> &'static str,
    /// Its keys, unless they were changed; see [`super::Chord`] for how they are written.
    pub keys: &'static [&'static str],
    /// Where they count.
    pub when: When,
    /// Whether Shift with its key selects on the way.
    pub selects: bool,
    /// Whether the analyst may give it another key.
    pub is_fixed: bool,
    /// What it means at this moment.
    pub(super) means: fn(Moment<'_>) -> Command,
}

impl Entry {
    /// What it does, in words.
    pub fn does(&self) -> &'static str {
        (self.does)()
    }
}

/// What a command's meaning depends on.
#[derive(Clone, Copy)]
pub(super) struct Moment<'a> {
    pub(super) desk: Option<&'a Desk>,
    /// Whether Shift was held with the key of a command that selects.
    pub(super) extend: bool,
    /// How often the key has come again, because it is held.
    pub(super) repeats: u32,
}

/// The command of that name.
///
/// Panics without one: the names are constants of the program.
pub fn entry(id: &str) -> &'static Entry {
    COMMANDS.iter().find(|entry| entry.id == id).expect("a command of the table")
}

/// All commands, in the order of the help.
#[rustfmt::skip] // a table: one line per command
pub const COMMANDS: &[Entry] = &[
    caret("left", || "left by a character", &["ArrowLeft"], |now| sideways(now, false, Step::Character)),
    caret("right", || "right by a character", &["ArrowRight"], |now| sideways(now, true, Step::Character)),
    caret("word-left", || "left by a word", &["Ctrl ArrowLeft"], |now| sideways(now, false, Step::Word)),
    caret("word-right", || "right by a word", &["Ctrl ArrowRight"], |now| sideways(now, true, Step::Word)),
    caret("line-up", || "up by a line", &["ArrowUp"], |now| line(now, false, false)),
    caret("line-down", || "down by a line", &["ArrowDown"], |now| line(now, true, false)),
    caret("line-start", || "to the line’s start", &["Home"], |now| line(now, false, true)),
    caret("line-end", || "to the line’s end", &["End"], |now| line(now, true, true)),
    caret("sentence-back", || "to the sentence before", &["Alt ArrowUp"], |now| walk(now, Step::Sentence, Start)),
    caret("sentence-on", || "to the next sentence", &["Alt ArrowDown"], |now| walk(now, Step::Sentence, End)),
    caret("paragraph-back", || "to the paragraph before", &["Ctrl ArrowUp"], |now| walk(now, Step::Paragraph, Start)),
    caret("paragraph-on", || "to the next paragraph", &["Ctrl ArrowDown"], |now| walk(now, Step::Paragraph, End)),
    caret("text-start", || "to the text’s start", &["Ctrl Home"], |now| walk(now, Step::Text, Start)),
    caret("text-end", || "to the text’s end", &["Ctrl End"], |now| walk(now, Step::Text, End)),
    command("Caret", "sentence", || "select the sentence", &["e"], AtDesk, |_| act(Action::SentenceSelected)),
    command("Caret", "mark-on", || "to the next mark", &["m"], AtDesk, |_| act(Action::MarkStepped(End))),
    command("Caret", "mark-back", || "to the mark before", &["M"], AtDesk, |_| act(Action::MarkStepped(Start))),
    command("Caret", "gap-on", || "to the next gap: what the codebook requires and is not there", &["n"], AtDesk, |_| act(Action::GapStepped(End))),
    command("Caret", "gap-back", || "to the gap before", &["N"], AtDesk, |_| act(Action::GapStepped(Start))),
    command(MARKS, "apply", || "apply the armed label, or choose one; on a mark, link it", &["Enter"], InText, apply),
    command(MARKS, "stance", || "stance from the selection", &["s"], AtDesk, |_| act(Action::StanceBegun)),
    command(MARKS, "whole-stance", || "stance of the whole article", &["S"], AtDesk, |_| act(Action::WholeStanceAsked)),
    command(MARKS, "add-words", || "add the selection to the mark", &["+"], AtDesk, |_| act(Action::FragmentAdded)),
    command(MARKS, "take-out", || "take the selection out of it", &["-"], AtDesk, |_| act(Action::FragmentRemoved)),
    command(MARKS, "set-bounds", || "the mark gets the selection’s bounds", &["="], AtDesk, |_| act(Action::BoundsSet)),
    command(MARKS, "end-back", || "the mark’s end a word back", &["["], AtDesk, |now| end(now, MarkEnd::End, Step::Word, Start)),
    command(MARKS, "end-on", || "the mark’s end a word on", &["]"], AtDesk, |now| end(now, MarkEnd::End, Step::Word, End)),
    command(MARKS, "start-back", || "the mark’s start a word back", &["{"], AtDesk, |now| end(now, MarkEnd::Start, Step::Word, Start)),
    command(MARKS, "start-on", || "the mark’s start a word on", &["}"], AtDesk, |now| end(now, MarkEnd::Start, Step::Word, End)),
    command(MARKS, "end-letter-back", || "its end a character back", &[","], AtDesk, |now| end(now, MarkEnd::End, Step::Character, Start)),
    command(MARKS, "end-letter-on", || "its end a character on", &["."], AtDesk, |now| end(now, MarkEnd::End, Step::Character, End)),
    command(MARKS, "start-letter-back", || "its start a character back", &["<"], AtDesk, |now| end(now, MarkEnd::Start, Step::Character, Start)),
    command(MARKS, "start-letter-on", || "its start a character on", &[">"], AtDesk, |now| end(now, MarkEnd::Start, Step::Character, End)),
    command(MARKS, "link", || "link the mention to an entity", &["l"], AtDesk, |_| Command::Link),
    command(MARKS, "all", || "all places of the mention’s words", &["a"], AtDesk, |_| act(Action::AllAsked)),
    command(MARKS, "accept", || "accept the suggestion, go to the next", &["y"], AtDesk, |_| act(Action::SuggestionDecided(Decision::Accepted))),
    command(MARKS, "reject", || "reject the suggestion, go to the next", &["r"], AtDesk, |_| act(Action::SuggestionDecided(Decision::Rejected))),
    command(MARKS, "accept-seen", || "accept the suggestions on the screen", &["Y"], AtDesk, |_| Command::AcceptInSight),
    command(MARKS, "note", || "write a note", &["o"], AtDesk, |_| Command::Note),
    command(MARKS, "delete", || "delete the mark", &["Delete", "Backspace"], InText, |_| act(Action::RecordDeleted)),
    command(STANCE, "source", || "ask for a source; with a name typed as the holder, take it as the source", &["Alt Enter"], InStance, |_| Command::Slot(StanceSlot::NestedSource)),
    command(STANCE, "author", || "the author is the holder, or the source where one is asked", &["Alt a"], InStance, |_| act(Action::HolderNamed(Holder::Author))),
    command(STANCE, "outlet", || "the outlet", &["Alt o"], InStance, |_| act(Action::HolderNamed(Holder::Outlet))),
    command(STANCE, "implicit", || "someone unnamed", &["Alt i"], InStance, |_| act(Action::HolderNamed(Holder::Implicit))),
    command(STANCE, "last-holder", || "the holder of the stance before", &["Alt h"], InStance, |_| act(Action::LikeTheLast(Alike::Holder))),
    command(STANCE, "last-target", || "its target", &["Alt t"], InStance, |_| act(Action::LikeTheLast(Alike::Target))),
    command(STANCE, "last-sources", || "its sources", &["Alt n"], InStance, |_| act(Action::LikeTheLast(Alike::Sources))),
    command(STANCE, "last-all", || "sources, holder and target", &["Alt b"], InStance, |_| act(Action::LikeTheLast(Alike::All))),
    command(STANCE, "cue", || "the selection is the cue; without one, ask for it", &["Alt c"], InStance, |_| act(Action::StanceSpanSet(StanceField::Cue))),
    command(STANCE, "evidence", || "the selection is the evidence; without one, ask for it", &["Alt v"], InStance, |_| act(Action::StanceSpanSet(StanceField::Evidence))),
    command(STANCE, "visit-holder", || "to where the holder is named in the text", &["Alt Shift h"], InStance, |_| act(Action::StanceEndVisited(StanceEnd::Holder))),
    command(STANCE, "visit-target", || "to where the target is named", &["Alt Shift t"], InStance, |_| act(Action::StanceEndVisited(StanceEnd::Target))),
    command(STANCE, "visit-words", || "to the stance’s words", &["Alt Shift w"], InStance, |_| act(Action::StanceEndVisited(StanceEnd::Words))),
    command(STANCE, "proposed", || "take what the text proposes", &["Alt p"], InStance, |_| act(Action::ProposedTaken)),
    command("Comparing", "compare", || "compare with another article", &["c"], AtDesk, |_| act(Action::ComparisonAsked)),
    command("Comparing", "shared-on", || "to the next shared passage", &["p"], AtDesk, |_| compare(Stop::Shared, End)),
    command("Comparing", "shared-back", || "to the shared passage before", &["P"], AtDesk, |_| compare(Stop::Shared, Start)),
    command("Comparing", "difference-on", || "to the next difference", &["v"], AtDesk, |_| compare(Stop::Difference, End)),
    command("Comparing", "difference-back", || "to the difference before", &["V"], AtDesk, |_| compare(Stop::Difference, Start)),
    command("Comparing", "swap", || "swap the two articles", &["x"], AtDesk, |_| act(Action::ComparisonSwapped)),
    command("Comparing", "compare-end", || "close the comparison", &["C"], AtDesk, |_| act(Action::ComparisonClosed)),
    command(ENTITIES, "entity-on", || "next line", &["ArrowDown"], OnEntities, |_| lines(End, 1)),
    command(ENTITIES, "entity-back", || "line before", &["ArrowUp"], OnEntities, |_| lines(Start, 1)),
    command(ENTITIES, "entities-on", || "ten lines on", &["PageDown"], OnEntities, |_| lines(End, PAGE_LINES)),
    command(ENTITIES, "entities-back", || "ten lines back", &["PageUp"], OnEntities, |_| lines(Start, PAGE_LINES)),
    command(ENTITIES, "entity-first", || "first line", &["Home"], OnEntities, |_| lines(Start, usize::MAX)),
    command(ENTITIES, "entity-last", || "last line", &["End"], OnEntities, |_| lines(End, usize::MAX)),
    command(ENTITIES, "entity-open", || "change the entity; link the words to the best", &["Enter"], OnEntities, open_line),
    command(ENTITIES, "place-on", || "only one place of the words, the next", &["ArrowRight"], OnEntities, |_| act(Action::RegistryPlaceStepped(End))),
    command(ENTITIES, "place-back", || "the place before; all places", &["ArrowLeft"], OnEntities, |_| act(Action::RegistryPlaceStepped(Start))),
    command(ENTITIES, "entity-delete", || "delete the entity", &["Delete"], OnEntities, |_| act(Action::EntitiesAsked(EntityDeed::Delete))),
    command(ENTITIES, "entity-tick", || "tick the entity", &["x"], InRegistry, |_| act(Action::RegistryTicked)),
    command(ENTITIES, "entity-merge", || "merge those that are ticked", &["m"], InRegistry, |_| act(Action::EntitiesAsked(EntityDeed::Merge))),
    command(ENTITIES, "entity-split", || "split ticked mentions off", &["s"], InRegistry, |_| act(Action::EntitiesAsked(EntityDeed::Split))),
    command(ENTITIES, "entity-type", || "give another type", &["t"], InRegistry, |_| act(Action::EntitiesAsked(EntityDeed::Retype))),
    command(ENTITIES, "entity-name", || "rename the entity; a new one of the words", &["n"], InRegistry, name_line),
    command(ENTITIES, "entity-other", || "link the words to another entity", &["l"], InRegistry, |_| act(Action::RegistryEntered(RegistryPart::Other))),
    command(ENTITIES, "entity-filter", || "filter the list", &["/"], InRegistry, |_| act(Action::RegistryEntered(RegistryPart::Filter))),
    command(ENTITIES, "suggest-names", || "suggest all names in all articles", &["g"], InRegistry, |_| act(Action::NamesAsked)),
    command(ENTITIES, "unlinked", || "unlinked mentions, and back", &["u"], InRegistry, |_| act(Action::RegistryTurned)),
    command("Everywhere", "undo", || "undo", &["Ctrl z"], Anywhere, |_| act(Action::Undone)),
    command("Everywhere", "redo", || "redo", &["Ctrl Shift z", "Ctrl y"], Anywhere, |_| act(Action::Redone)),
    command("Everywhere", "history", || "history, step by step", &["H"], Anywhere, |_| act(Action::HistoryAsked)),
    command("Everywhere", "add-files", || "add articles from files", &["Ctrl o"], Anywhere, |_| Command::AddFiles),
    command("Everywhere", "save", || "save the project as a file", &["Ctrl s"], Always, |_| Command::SaveFile),
    command("Everywhere", "keep-copy", || "keep a copy in a file on the disk", &["Ctrl Shift s"], Always, |_| Command::KeepCopy),
    command("Everywhere", "keep-folder", || "keep a copy in a folder on the disk", &["Ctrl Shift f"], Always, |_| Command::KeepFolder),
    command("Everywhere", "article-on", || "next article", &["j"], AtDesk, |_| act(Action::ArticleStepped(End))),
    command("Everywhere", "article-back", || "previous article", &["k"], AtDesk, |_| act(Action::ArticleStepped(Start))),
    command("Everywhere", "done", || "article done", &["d"], AtDesk, |_| act(Action::StatusChosen(Status::Done))),
    command("Everywhere", "filter", || "filter the articles", &["/"], AtDesk, |_| Command::Filter),
    command("Everywhere", "outline", || "outline of the article", &["t"], AtDesk, |_| act(Action::DialogOpened(Dialog::Outline))),
    command("Everywhere", "find", || "find in the article", &["i"], AtDesk, |_| act(Action::FindOpened)),
    command("Everywhere", "find-on", || "next place found", &["g"], AtDesk, |_| found(End)),
    command("Everywhere", "find-back", || "place found before", &["G"], AtDesk, |_| found(Start)),
    command("Everywhere", "picture", || "the picture of all articles, and back", &["w"], Anywhere, |_| act(Action::PictureToggled)),
    command("Everywhere", "search", || "search over the project, and back", &["F"], Anywhere, |_| act(Action::SearchToggled)),
    command("Everywhere", "progress", || "progress: what is done, and what is left", &["h"], Anywhere, |_| act(Action::ProgressAsked)),
    command("Everywhere", "gaps", || "all gaps of the project in one list", &["u"], AtDesk, |_| act(Action::GapsAsked)),
    command("Everywhere", "palette", || "do or go to anything, by its name", &["Ctrl k"], Anywhere, |_| act(Action::PaletteOpened)),
    command("Everywhere", "registry", || "the entities of the project, and back", &["E"], Anywhere, |_| act(Action::RegistryToggled)),
    command("Everywhere", "codebook", || "the codebook", &["B"], Anywhere, |_| act(Action::DialogOpened(Dialog::Codebook))),
    command("Everywhere", "import", || "import annotations from other programs", &["I"], Anywhere, |_| act(Action::ImportShown(ImportStage::Asked))),
    command("Everywhere", "pane-on", || "next pane", &["F6"], Always, |_| Command::Pane(End)),
    command("Everywhere", "pane-back", || "previous pane", &["Shift F6"], Always, |_| Command::Pane(Start)),
    command("Everywhere", "keys", || "these keys", &["?"], Anywhere, |_| act(Action::DialogOpened(Dialog::Keys(Default::default())))),
    Entry { is_fixed: true, ..command("Everywhere", "out", || "out of the innermost thing", &["Escape"], Always, |_| act(Action::Escaped)) },
];

const fn command(
    group: &'static str,
    id: &'static str,
    does: fn() -> &'static str,
    keys: &'static [&'static str],
    when: When,
    means: fn(Moment<'_>) -> Command,
) -> Entry {
    Entry { id, group, does, keys, when, selects: false, is_fixed: false, means }
}

const fn caret(
    id: &'static str,
    does: fn() -> &'static str,
    keys: &'static [&'static str],
    means: fn(Moment<'_>) -> Command,
) -> Entry {
    Entry { selects: true, ..command("Caret", id, does, keys, InText, means) }
}

/// Left or right as drawn, which is back or on as the caret's paragraph is read.
fn sideways(now: Moment<'_>, right: bool, step: Step) -> Command {
    let is_on = right != now.desk.is_some_and(is_right_to_left);
    walk(now, step, if is_on { End } else { Start })
}

fn walk(now: Moment<'_>, step: Step, towards: Towards) -> Command {
    let times = pace_of(step).steps(now.repeats);
    act(Action::CaretMoved { step, towards, extend: now.extend, times })
}

fn line(now: Moment<'_>, forward: bool, to_boundary: bool) -> Command {
    let pace = if to_boundary { Pace::EVEN } else { Pace::LINE };
    Command::Line { forward, to_boundary, extend: now.extend, times: pace.steps(now.repeats) }
}

fn compare(stop: Stop, towards: Towards) -> Command {
    act(Action::ComparisonStepped(stop, towards))
}

fn end(now: Moment<'_>, end: MarkEnd, by: Step, towards: Towards) -> Command {
    let times = pace_of(by).steps(now.repeats);
    act(Action::EndMoved { end, by, towards, times, is_held: now.repeats > 0 })
}

fn pace_of(step: Step) -> Pace {
    match step {
        Step::Character => Pace::CHARACTER,
        Step::Word | Step::WordEnd => Pace::WORD,
        Step::Sentence => Pace::SENTENCE,
        Step::Paragraph | Step::Text => Pace::EVEN,
    }
}

fn found(towards: Towards) -> Command {
    act(Action::FindStepped { towards, selects: true })
}

fn lines(towards: Towards, times: usize) -> Command {
    act(Action::RegistryStepped(towards, times))
}

fn is_unlinked(now: Moment<'_>) -> bool {
    let view = now.desk.and_then(|desk| desk.registry_view.as_ref());
    view.is_some_and(|view| view.list == List::Unlinked)
}

fn open_line(now: Moment<'_>) -> Command {
    act(match is_unlinked(now) {
        true => Action::GroupLinked(Link::Guess(0)),
        false => Action::RegistryEntered(RegistryPart::Name),
    })
}

fn name_line(now: Moment<'_>) -> Command {
    act(match is_unlinked(now) {
        true => Action::GroupLinked(Link::New(None)),
        false => Action::RegistryEntered(RegistryPart::Name),
    })
}

fn apply(now: Moment<'_>) -> Command {
    match now.desk {
        Some(desk) if desk.selection.span.is_some() && desk.armed.is_some() => {
            act(Action::ArmedApplied)
        }
        Some(desk) if desk.selection.span.is_some() => Command::Chooser,
        _ => Command::Link,
    }
}

/// Whether the caret's paragraph is read from right to left.
fn is_right_to_left(desk: &Desk) -> bool {
    desk.open_article().is_some_and(|article| {
        let line = article.text.paragraph_at(desk.selection.caret);
        article.text.paragraphs()[line].direction == Direction::RightToLeft
    })
}
