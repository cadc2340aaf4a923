//! What comes in: a piece of a project with what was amiss in its files.
//!
//! A reader tells a [`Gathering`] what it finds, with positions as they stand in the file. What
//! they count is found at the end, from all quotes together.

mod place;
mod settle;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::rc::Rc;

pub use settle::{Found, Passage, Question};

use place::{Reader, place};
pub(super) use settle::same_words;

use super::digest::sha256_hex;
use super::line_ends;
use super::reading::Place;
use crate::model::{
    Annotator, AnnotatorId, Article, ArticleId, Codebook, Colour, Details, Entity, EntityId,
    EntityType, Extra, Issue, IssueId, LayerId, Normalised, Origin, Project, Provenance, Record,
    RecordId, Source, Status, Timestamp, TypeId,
};
use crate::text::{Byte, Fragments, Span, Text, Unit};

/// Whose records have no annotator in the file: whoever takes them in.
pub const IMPORTER: &str = "p-importer";

/// When what has no date was made.
const UNDATED: &str = "1970-01-01T00:00:00.000Z";

/// What is chosen before reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadChoice {
    /// What positions count; `None` to have it found.
    pub unit: Option<Unit>,
}

/// What came of reading some files.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The articles, layers, entities and what they need of a codebook.
    pub project: Project,
    /// What is wrong in the files, in their order.
    pub problems: Vec<Problem>,
    /// What positions count, and how that is known.
    pub unit: Found,
}

/// Something that is not as it should be, with its place and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What was expected and what was found, and what became of it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        match &self.place {
            Place::File => {}
            Place::Line(line) => write!(f, ", line {line}")?,
            Place::Position(line, column) => write!(f, ", line {line}, column {column}")?,
            Place::Record(record) => write!(f, ", record {record}")?,
            Place::Pointer(pointer) => write!(f, ", {pointer}")?,
        }
        write!(f, ": {}", self.message)
    }
}

/// Where something stands by its file: one or more ranges, and the words there if the file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Starts and ends, the ends exclusive.
    pub ranges: Vec<(u64, u64)>,
    /// The words of all ranges, with a space between those of two.
    pub quote: Option<String>,
    /// For formats that cut at line ends: ranges that only a line end divides are one, except before
    /// the ranges of these numbers.
    pub across_lines: Option<Vec<usize>>,
}

impl Claim {
    /// One range.
    pub fn of(start: u64, end: u64, quote: Option<&str>) -> Self {
        let quote = quote.map(str::to_owned);
        Self { ranges: vec![(start, end)], quote, across_lines: None }
    }
}

/// A part of a record that stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Mention,
    Expression,
    Cue,
    Evidence,
}

/// A record whose stretches of text are not known yet.
struct Waiting {
    layer: LayerId,
    record: Record,
    claims: Vec<(Part, Claim)>,
    file: String,
    place: Place,
}

/// Collects what a reader finds.
pub struct Gathering {
    project: Project,
    problems: Vec<Problem>,
    waiting: Vec<Waiting>,
    /// The texts as their positions count, where a line end or a mark had to go.
    raw: HashMap<ArticleId, Text>,
    file: String,
    given: u32,
}

impl Gathering {
    /// An empty one. Its codebook has nothing but what comes in.
    pub fn new() -> Self {
        let codebook = Codebook {
            name: String::new(),
            guideline: String::new(),
            entity_types: Vec::new(),
            polarities: crate::model::DEFAULT_PRESET.codebook().polarities,
            issues: Vec::new(),
            fields: Default::default(),
            attributes: Vec::new(),
            rules: Vec::new(),
            extra: Extra::new(),
        };
        Self {
            project: Project::new("p-import".into(), "", codebook),
            problems: Vec::new(),
            waiting: Vec::new(),
            raw: HashMap::new(),
            file: String::new(),
            given: 0,
        }
    }

    /// Whatever comes now stands in that file.
    pub fn begin_file(&mut self, path: &str) {
        path.clone_into(&mut self.file);
    }

    /// The project so far, for what a format carries besides.
    pub fn project(&mut self) -> &mut Project {
        &mut self.project
    }

    /// The codebook so far.
    pub fn codebook(&mut self) -> &mut Codebook {
        Rc::make_mut(&mut self.project.codebook)
    }

    /// Something is wrong there.
    pub fn problem(&mut self, place: Place, message: impl Into<String>) {
        let file = self.file.clone();
        self.problems.push(Problem { file, place, message: message.into() });
    }

    /// An id that nothing in these files has yet.
    fn fresh(&mut self, kind: char) -> String {
        self.given += 1;
        format!("{kind}-{:06}", self.given)
    }

    /// An article. The same id with the same text is the same article; with another text it gets an
    /// id of its own, and so does one without.
    pub fn article(&mut self, id: Option<&str>, raw: &str, details: Details) -> ArticleId {
        let text = super::normalised(raw);
        let sha256 = sha256_hex(text.as_bytes());
        let known = id.filter(|id| !id.is_empty()).map(ArticleId::from);
        let id = match known.map(|id| (self.project.articles.get(&id).cloned(), id)) {
            Some((Some(there), id)) if there.sha256 == sha256 => return id,
            Some((None, id)) => id,
            _ => loop {
                let id = ArticleId::from(self.fresh('a'));
                if !self.project.articles.contains_key(&id) {
                    break id;
                }
            },
        };
        if text.len() != raw.len() || raw.contains('\r') {
            self.raw.insert(id.clone(), Text::new(raw));
        }
        let normalised = Normalised {
            byte_order_mark: raw.starts_with('\u{feff}'),
            line_endings: raw.contains('\r'),
            replaced: false,
        };
        let source = Source { file: self.file.clone(), encoding: "UTF-8".to_owned(), normalised };
        let article = Article {
            id: id.clone(),
            details,
            text: Text::new(text),
            sha256,
            segments: Vec::new(),
            source,
            added: Timestamp::new(UNDATED),
            extra: Extra::new(),
        };
        self.project.articles.insert(id.clone(), Rc::new(article));
        id
    }

    /// An article that was gathered, to be completed.
    pub fn article_mut(&mut self, id: &ArticleId) -> Option<&mut Article> {
        self.project.articles.get_mut(id).map(Rc::make_mut)
    }

    /// The annotator of that name, listed if new; without a name, whoever takes it in.
    pub fn annotator(&mut self, name: &str) -> AnnotatorId {
        let known = &self.project.annotators;
        if let Some((id, _)) = known.iter().find(|(_, annotator)| annotator.name == name) {
            return id.clone();
        }
        let id = if name.is_empty() { IMPORTER.to_owned() } else { self.fresh('p') };
        self.put_annotator(id.into(), name)
    }

    /// An annotator of that id and name.
    pub fn put_annotator(&mut self, id: AnnotatorId, name: &str) -> AnnotatorId {
        if !self.project.annotators.contains_key(&id) {
            let annotator = Annotator { name: name.to_owned(), extra: Extra::new() };
            self.project.annotators.insert(id.clone(), annotator);
        }
        id
    }

    /// The entity of that name and type, listed if new.
    pub fn entity(&mut self, name: &str, entity_type: &TypeId) -> EntityId {
        let known = &self.project.entities;
        let same = |entity: &Entity| entity.name == name && entity.entity_type == *entity_type;
        if let Some((id, _)) = known.iter().find(|(_, entity)| same(entity)) {
            return id.clone();
        }
        let id = loop {
            let id = EntityId::from(self.fresh('e'));
            if !self.project.entities.contains_key(&id) {
                break id;
            }
        };
        self.put_entity(id, name, entity_type)
    }

    /// An entity of that id; the first one of an id stays.
    pub fn put_entity(&mut self, id: EntityId, name: &str, entity_type: &TypeId) -> EntityId {
        if !self.project.entities.contains_key(&id) {
            let entity = Entity {
                id: id.clone(),
                name: name.to_owned(),
                entity_type: entity_type.clone(),
                aliases: Vec::new(),
                knowledge_base_id: String::new(),
                matching: Default::default(),
                note: String::new(),
                extra: Extra::new(),
            };
            self.project.entities.insert(id.clone(), Rc::new(entity));
        }
        id
    }

    /// The issue of that name, listed if new.
    pub fn issue(&mut self, label: &str) -> IssueId {
        if let Some(known) = self.project.codebook.issues.iter().find(|it| it.label == label) {
            return known.id.clone();
        }
        let id = IssueId::from(self.fresh('i'));
        let issue = Issue {
            id: id.clone(),
            label: label.to_owned(),
            guideline: String::new(),
            parent: None,
            extra: Extra::new(),
        };
        self.codebook().issues.push(issue);
        id
    }

    /// The type of that name, listed if new.
    pub fn entity_type(&mut self, name: &str) -> TypeId {
        const COLOURS: [Colour; 8] = [
            Colour::Blue,
            Colour::Purple,
            Colour::Green,
            Colour::Orange,
            Colour::Teal,
            Colour::Red,
            Colour::Brown,
            Colour::Pink,
        ];
        let id = TypeId::from(name);
        let presets = crate::model::DEFAULT_PRESET.codebook();
        let codebook = self.codebook();
        if codebook.entity_type(&id).is_none() {
            let glyph = name.chars().take(3).flat_map(char::to_uppercase).take(3).collect();
            let new = presets.entity_type(&id).cloned().unwrap_or_else(|| EntityType {
                id: id.clone(),
                label: name.to_owned(),
                glyph,
                colour: COLOURS[codebook.entity_types.len() % COLOURS.len()],
                key: None,
                guideline: String::new(),
                extra: Extra::new(),
            });
            codebook.entity_types.push(new);
        }
        id
    }

    /// A record's id: the file's own where it has one that is free on this layer.
    pub fn record_id(&mut self, own: Option<&str>) -> RecordId {
        match own.filter(|own| !own.is_empty()) {
            Some(own) => own.into(),
            None => self.fresh('r').into(),
        }
    }

    /// How a record came about that another tool's file has.
    pub fn provenance(&self, annotator: &AnnotatorId) -> Provenance {
        let undated = Timestamp::new(UNDATED);
        Provenance { origin: Origin::Import, ..Provenance::manual(annotator.clone(), undated) }
    }

    /// How far the work of a layer is.
    pub fn status(&mut self, layer: &LayerId, status: Status) {
        Rc::make_mut(self.project.layers.get_or_default(layer)).status = status;
    }

    /// A record with claims on where its parts stand; what `record` itself says of that is not used.
    pub fn record(
        &mut self,
        layer: LayerId,
        record: Record,
        claims: Vec<(Part, Claim)>,
        place: Place,
    ) {
        let file = self.file.clone();
        self.waiting.push(Waiting { layer, record, claims, file, place });
    }

    /// Finds what positions count, and puts every record in its place. `by_format` is the unit that
    /// the format's own definition names, if it does.
    pub fn finish(mut self, by_format: Option<Unit>, choice: &ReadChoice) -> Import {
        let waiting = std::mem::take(&mut self.waiting);
        self.count_line_ends(&waiting);
        let unit = {
            let claims = waiting.iter().flat_map(|waiting| {
                let article = &waiting.layer.article;
                let known = self.project.articles.get(article);
                let text = self.raw.get(article).or(known.map(|known| &known.text));
                let claims = waiting.claims.iter().map(|(_, claim)| claim);
                claims.filter_map(move |claim| Some((article, text?, claim)))
            });
            settle::settle(claims.collect(), &self.project, by_format, choice.unit)
        };
        let mut readers: BTreeMap<ArticleId, Reader> = BTreeMap::new();
        for waiting in waiting {
            let Some(article) = self.project.articles.get(&waiting.layer.article) else { continue };
            let reader = readers.entry(article.id.clone()).or_insert_with(|| {
                Reader::new(&article.text, self.raw.get(&article.id), unit.unit())
            });
            self.file.clone_from(&waiting.file);
            place(&mut self.project, &mut self.problems, waiting, reader);
        }
        self.project.layers.retain(|_, layer| !layer.is_blank());
        self.problems.sort_by_key(|problem| (problem.file.clone(), order_of(&problem.place)));
        Import { project: self.project, problems: self.problems, unit }
    }
}

impl Gathering {
    /// Where more quotes fit a text so, a line end of two characters counts as one: whoever counted had
    /// opened the file as text, or got it with other line ends.
    fn count_line_ends(&mut self, waiting: &[Waiting]) {
        let mut claims: HashMap<&ArticleId, Vec<&Claim>> = HashMap::new();
        for it in waiting {
            let own = it.claims.iter().map(|(_, claim)| claim);
            claims.entry(&it.layer.article).or_default().extend(own);
        }
        for (id, raw) in &mut self.raw {
            let Some(claims) = claims.get(id).filter(|_| raw.as_str().contains("\r\n")) else {
                continue;
            };
            let fed = Text::new(line_ends::with_line_feeds(raw.as_str()));
            if settle::fits(&fed, claims) > settle::fits(raw, claims) {
                *raw = fed;
            }
        }
    }
}

/// What a record says of its place until that is known.
pub(crate) fn nowhere() -> Fragments {
    Span::new(Byte(0), Byte(1)).expect("0 comes before 1").into()
}

impl Default for Gathering {
    fn default() -> Self {
        Self::new()
    }
}

fn order_of(place: &Place) -> (u64, u64) {
    match place {
        Place::File | Place::Pointer(_) => (0, 0),
        Place::Line(line) | Place::Record(line) => (*line, 0),
        Place::Position(line, column) => (*line, *column),
    }
}
