//! One field for everything that can be done or gone to: commands, articles, entities, labels, issues
//! and views, best first for what is typed.

mod possible;

use super::command::COMMANDS;
use super::picture::Kind;
use super::{Dialog, State, articles};
use crate::model::{ArticleId, Entity, EntityId, IssueId, Status, TypeId};
use crate::text::plain;

/// What an offer leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// The command of that name.
    Command(&'static str),
    /// What lies over the page and has no command.
    Dialog(Dialog),
    /// How far the open article is.
    Status(Status),
    /// One of the pictures of all articles.
    Picture(Kind),
    /// A label, to be armed.
    Label(TypeId),
    /// An article.
    Article(ArticleId),
    /// What there is of an entity.
    Entity(EntityId),
    /// What there is of an issue.
    Issue(IssueId),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// What it is called.
    pub words: String,
    /// What it is, in a word or two.
    pub kind: String,
    /// Its key, as it stands on a keyboard; empty without one.
    pub key: String,
    /// Why it cannot be picked now.
    pub why_not: Option<&'static str>,
    /// What picking it means.
    pub pick: Pick,
    /// What typed words are looked for in: the name, and behind a line feed what else says it.
    searched: String,
}

/// Everything that is offered, made when the field is opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    offered: Vec<Offered>,
}

/// Dialogs that no command opens.
const DIALOGS: [(Dialog, &str, &str); 5] = [
    (Dialog::Export, "save and export", "csv json jsonl download file"),
    (
        Dialog::Settings,
        "settings",
        "project name annotator theme single keys stance fields codebook",
    ),
    (Dialog::Reading, "text and colours", "font size spacing width dark light contrast"),
    (Dialog::Details, "details of the article", "headline outlet date byline language remove"),
    (Dialog::Paste, "paste text as an article", "add new"),
];

impl Palette {
    /// What there is at this moment: commands first, in their order, then the project's own.
    pub fn of(state: &State) -> Self {
        let mut offered: Vec<Offered> = Vec::new();
        let mut offer = |words: &str, kind: String, also: &str, pick: Pick| {
            let why_not = possible::why_not(state, &pick);
            let searched = format!("{}\n{} {}", plain(words), plain(&kind), plain(also));
            let words = words.to_owned();
            offered.push(Offered { words, kind, key: String::new(), why_not, pick, searched });
        };
        for entry in COMMANDS.iter().filter(|entry| entry.id != "palette") {
            offer(entry.does(), entry.group.to_owned(), also(entry.id), Pick::Command(entry.id));
        }
        for (dialog, words, also) in DIALOGS {
            offer(words, "Project".to_owned(), also, Pick::Dialog(dialog));
        }
        for status in Status::ALL.into_iter().filter(|status| *status != Status::Done) {
            let words = format!("article {}", super::words::status(status).to_lowercase());
            offer(&words, "Status".to_owned(), "", Pick::Status(status));
        }
        for kind in Kind::ALL {
            offer(kind.name(), "Picture".to_owned(), "view", Pick::Picture(kind));
        }
        if let Some(desk) = &state.desk {
            let project = &desk.work.project;
            for label in &project.codebook.entity_types {
                offer(
                    &label.label,
                    "Label".to_owned(),
                    label.id.as_str(),
                    Pick::Label(label.id.clone()),
                );
            }
            for issue in &project.codebook.issues {
                offer(&issue.label, "Issue".to_owned(), "", Pick::Issue(issue.id.clone()));
            }
            for article in articles::ordered(desk) {
                let about = articles::about(article);
                let kind = if about.is_empty() { "Article".to_owned() } else { about };
                let words = articles::headline(article);
                offer(&words, kind, &article.details.byline, Pick::Article(article.id.clone()));
            }
            for entity in project.entities.values() {
                offer(
                    &entity.name,
                    entity_kind(state, entity),
                    &entity.aliases.join(" "),
                    Pick::Entity(entity.id.clone()),
                );
            }
        }
        for offered in &mut offered {
            offered.key = key(state, &offered.pick);
        }
        Self { offered }
    }

    /// The places in [`Self::get`] of what fits the typed words, best first; all without words.
    pub fn matching(&self, typed: &str) -> Vec<usize> {
        let typed = plain(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let whole = words.join(" ");
        // The cost and the place in one number, so that one sort of numbers does it.
        let ranked = self.offered.iter().enumerate().filter_map(|(at, offered)| {
            let cost = offered.cost(&whole, &words)?;
            Some((u64::from(cost) << 32) | at as u64)
        });
        let mut ranked: Vec<u64> = ranked.collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|both| (both & u64::from(u32::MAX)) as usize).collect()
    }

    /// The offer at a place.
    pub fn get(&self, at: usize) -> Option<&Offered> {
        self.offered.get(at)
    }
}

impl Offered {
    /// How far it is from what was typed; `None` if one of the words does not fit.
    fn cost(&self, whole: &str, words: &[&str]) -> Option<u32> {
        if words.is_empty() {
            return Some(0);
        }
        let name_ends = self.searched.find('\n').unwrap_or(self.searched.len());
        let name = &self.searched[..name_ends];
        let mut cost = match name.find(whole) {
            Some(0) if name.len() == whole.len() => return Some(0),
            Some(0) => 1,
            Some(at) if is_word_start(name, at) => 4,
            Some(_) => 12,
            None => 0,
        };
        if cost == 0 {
            for word in words {
                cost += 8 + cost_of(word, name)
                    .or_else(|| cost_of(word, &self.searched[name_ends..]).map(|cost| cost + 20))?;
            }
        }
        // What cannot be done now comes behind what can; a short name before a long one.
        let later = if self.why_not.is_some() { 6 } else { 0 };
        Some((cost + later) * 256 + (name.len() as u32).min(255))
    }
}

/// How far a word is from a place in a name.
fn cost_of(word: &str, name: &str) -> Option<u32> {
    let mut inside = None;
    for (at, _) in name.match_indices(word) {
        if is_word_start(name, at) {
            return Some(0);
        }
        inside = Some(10);
    }
    inside.or_else(|| scattered(word.as_bytes(), name.as_bytes()))
}

fn is_word_start(name: &str, at: usize) -> bool {
    name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

/// The most letters that may be left out at once within a word.
const SKIPPED: usize = 2;

/// The cost of a word whose letters stand in a name in their order, the first at a word's start, with
/// a few left out or at the starts of later words: “nxart” for “next article”.
fn scattered(word: &[u8], name: &[u8]) -> Option<u32> {
    let starts =
        |at: usize| at == 0 || !(name[at - 1].is_ascii_alphanumeric() || name[at - 1] > 127);
    let (first, rest) = word.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let from = (0..name.len()).filter(|at| name[*at] == *first && starts(*at));
    let cost_from = |start: usize| {
        let (mut at, mut cost) = (start + 1, 20);
        for letter in rest {
            let near = (at..name.len().min(at + SKIPPED + 1)).find(|it| name[*it] == *letter);
            let found =
                near.or_else(|| (at..name.len()).find(|it| name[*it] == *letter && starts(*it)))?;
            cost += (found - at).min(4) as u32;
            at = found + 1;
        }
        Some(cost)
    };
    from.filter_map(cost_from).min()
}

/// Other words that a command is looked for by.
fn also(command: &str) -> &'static str {
    match command {
        "undo" => "take back revert",
        "redo" => "again repeat",
        "save" => "export download json",
        "add-files" => "load open choose import text html csv",
        "import" => "label studio brat inception doccano prodigy spacy conll predictions open",
        "keep-copy" => "save backup bind write automatically",
        "picture" => "who stands where matrix network timeline stances entities",
        "all" => "mark everywhere relabel unmark",
        "delete" => "remove unmark",
        "link" => "entity name",
        "note" => "comment",
        "keys" => "help shortcuts keyboard",
        "done" => "finished status",
        "progress" => "statistics speed pace left counts",
        "search" => "find words pattern regular expression annotations notes all articles",
        "find" => "search words",
        "filter" => "search headline outlet",
        "outline" => "headings contents",
        _ => "",
    }
}

fn entity_kind(state: &State, entity: &Entity) -> String {
    let codebook = state.desk.as_ref().map(|desk| &desk.work.project.codebook);
    let known = codebook.and_then(|codebook| codebook.entity_type(&entity.entity_type));
    known.map_or_else(|| "Entity".to_owned(), |known| format!("Entity · {}", known.label))
}

fn key(state: &State, pick: &Pick) -> String {
    let single = state.settings.single_keys;
    match pick {
        Pick::Command(id) => {
            let chords = state.settings.keys.chords(super::command::entry(id));
            let known = chords.into_iter().find(|chord| single || !chord.is_single());
            known.map(|chord| chord.shown()).unwrap_or_default()
        }
        Pick::Label(id) if single => {
            let codebook = state.desk.as_ref().map(|desk| &desk.work.project.codebook);
            let label = codebook.and_then(|codebook| codebook.entity_type(id));
            label.and_then(|label| label.key).map(String::from).unwrap_or_default()
        }
        _ => String::new(),
    }
}
