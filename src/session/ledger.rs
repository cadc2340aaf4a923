//! The ledger: what is marked in the open article, in text order.

use std::rc::Rc;

use super::arcs::{End, Parts};
use super::words::{self, Clause};
use super::{Desk, gaps};
use crate::model::{
    Article, Attributes, Codebook, Colour, Layer, LayerId, Project, Record, RecordId,
};
use crate::order;
use crate::text::{Byte, Text};

/// Which records the ledger lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LedgerFilter {
    #[default]
    All,
    Mentions,
    Stances,
    /// Those that wait for a decision.
    Suggestions,
    /// Those that were found wrong, which no other filter lists.
    Rejected,
    /// What lacks something that the codebook requires.
    Gaps,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    /// The record.
    pub id: RecordId,
    /// What stands before it: a type's or polarity's glyph.
    pub glyph: String,
    /// The colour of its glyph.
    pub colour: Colour,
    /// The mention's words, or the stance as a sentence.
    pub title: String,
    /// The linked entity, or the stance's words.
    pub subtitle: String,
    /// Whether it is a stance.
    pub is_stance: bool,
    /// Whether it waits for a decision.
    pub is_suggestion: bool,
    /// The title in parts, of a stance.
    pub clause: Option<Clause>,
    /// Which of its parts stand in the text.
    pub ends: Vec<End>,
}

/// The records that the ledger lists: document stances first, then by where they stand. Their
/// lines are made when they are shown.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Which records are listed.
    pub filter: LedgerFilter,
    codebook: Option<Rc<Codebook>>,
    name: Option<LayerId>,
    layer: Option<Rc<Layer>>,
    records: Vec<(Place, Record)>,
    /// How many records of the layer wait for a decision, listed or not.
    pub waiting: usize,
    /// How many were rejected.
    pub rejected: usize,
}

/// So many new records are sorted in all at once.
const MANY: usize = 64;

/// From where to where a record stands; both 0 if it stands nowhere.
type Place = (Byte, Byte);

/// The ledger's lines.
pub fn ledger(desk: &Desk) -> Vec<LedgerRow> {
    let listing = desk.listing();
    let Some(article) = desk.open_article() else { return Vec::new() };
    let rows = 0..listing.len();
    rows.filter_map(|row| listing.row(&desk.work.project, article, row)).collect()
}

impl Listing {
    /// The listing of what is on the desk now, made from this one as far as that goes.
    pub(super) fn brought_to(&self, desk: &Desk) -> Self {
        let (name, layer) = (desk.open_layer_id(), desk.open_layer().cloned());
        let codebook = &desk.work.project.codebook;
        let is_known = self.codebook.as_ref().is_some_and(|known| Rc::ptr_eq(known, codebook));
        // What a gap is changes with the codebook.
        let holds = is_known || desk.ledger != LedgerFilter::Gaps;
        let goes_on = self.name == name && self.filter == desk.ledger && holds;
        let lists = |record: &&Record| desk.ledger.lists(codebook, record);
        let (mut records, before) =
            if goes_on { (self.records.clone(), self.layer.clone()) } else { (Vec::new(), None) };
        let (mut waiting, mut rejected) =
            if goes_on { (self.waiting, self.rejected) } else { (0, 0) };
        let (gone, come) = Layer::changes(before.as_deref(), layer.as_deref());
        let waits = |record: &&&Record| record.provenance().is_suggestion();
        let is_rejected = |record: &&&Record| record.provenance().is_rejected();
        waiting = waiting + come.iter().filter(waits).count() - gone.iter().filter(waits).count();
        rejected += come.iter().filter(is_rejected).count();
        rejected -= gone.iter().filter(is_rejected).count();
        for record in gone.into_iter().filter(lists) {
            if let Ok(at) = find(&records, record) {
                records.remove(at);
            }
        }
        let is_many = come.len() > MANY;
        for record in come.into_iter().filter(lists) {
            let end = records.len();
            let at = if is_many { end } else { find(&records, record).unwrap_or_else(|at| at) };
            records.insert(at, (place(record), record.clone()));
        }
        if is_many {
            order::sort_by(&mut records, |a, b| (a.0, a.1.id()).cmp(&(b.0, b.1.id())));
        }
        let codebook = Some(codebook.clone());
        Self { filter: desk.ledger, codebook, name, layer, records, waiting, rejected }
    }

    /// How many records are listed.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The line of a record, if it is listed.
    pub fn position(&self, record: &Record) -> Option<usize> {
        find(&self.records, record).ok()
    }

    /// A line, in the words of the project and article that are open.
    pub fn row(&self, project: &Project, article: &Article, at: usize) -> Option<LedgerRow> {
        let record = &self.records.get(at)?.1;
        let mut row = row(project, record, &article.text);
        row.ends = Parts::of(record)
            .map_or_else(Vec::new, |parts| parts.ends(article, self.layer.as_deref()));
        if self.filter == LedgerFilter::Gaps {
            row.subtitle = gaps::words(&gaps::lacks(&project.codebook, record));
            row.ends.retain(|end| *end != End::Words);
        }
        Some(row)
    }
}

impl LedgerFilter {
    fn lists(self, codebook: &Codebook, record: &Record) -> bool {
        let provenance = record.provenance();
        let is_mention = matches!(record, Record::Mention(_));
        match self {
            Self::Rejected => provenance.is_rejected(),
            _ if provenance.is_rejected() => false,
            Self::All => true,
            Self::Mentions => is_mention,
            Self::Stances => !is_mention,
            Self::Suggestions => provenance.is_suggestion(),
            Self::Gaps => !gaps::lacks(codebook, record).is_empty(),
        }
    }
}

/// The words with the values of the attributes behind them.
fn with_answers(project: &Project, words: String, attributes: &Attributes) -> String {
    if attributes.is_empty() { words } else { add_answers(project, words, attributes) }
}

#[inline(never)] // not in the first load
fn add_answers(project: &Project, words: String, attributes: &Attributes) -> String {
    let known = project.codebook.attributes.iter();
    let values = known.filter_map(|it| Some(it.words_of(attributes.get(&it.id)?)));
    let parts: Vec<String> =
        Some(words).filter(|it| !it.is_empty()).into_iter().chain(values).collect();
    parts.join(" · ")
}

fn find(records: &[(Place, Record)], record: &Record) -> Result<usize, usize> {
    let wanted = (place(record), record.id());
    records.binary_search_by(|(place, known)| (*place, known.id()).cmp(&wanted))
}

/// From where to where a record stands.
pub(super) fn place(record: &Record) -> Place {
    let hull = match record {
        Record::Mention(mention) => Some(mention.fragments.hull()),
        Record::Stance(stance) => stance.fragments().map(|fragments| fragments.hull()).min(),
        Record::DocumentStance(_) => None,
    };
    hull.map_or((Byte(0), Byte(0)), |hull| (hull.start(), hull.end()))
}

fn row(project: &Project, record: &Record, text: &Text) -> LedgerRow {
    let codebook = &project.codebook;
    let polarity = |polarity| {
        codebook
            .polarity(polarity)
            .map_or(("?".to_owned(), Colour::Grey), |style| (style.glyph.clone(), style.colour))
    };
    let clause = match record {
        Record::Mention(_) => None,
        Record::Stance(stance) => Some(Clause::of(project, stance)),
        Record::DocumentStance(whole) => Some(Clause::of_whole(project, whole)),
    };
    let ((glyph, colour), subtitle) = match record {
        Record::Mention(mention) => {
            let style = codebook.entity_type(&mention.entity_type);
            let glyph =
                style.map_or(("?".to_owned(), Colour::Grey), |t| (t.glyph.clone(), t.colour));
            let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
            let linked = entity.map_or_else(String::new, |entity| format!("→ {}", entity.name));
            (glyph, with_answers(project, linked, &mention.attributes))
        }
        Record::Stance(stance) => {
            let shown = stance.expression.as_ref().or(stance.evidence.as_ref());
            let quote =
                shown.map_or_else(String::new, |words| format!("“{}”", words::short(words, text)));
            (polarity(stance.polarity), quote)
        }
        Record::DocumentStance(stance) => (polarity(stance.polarity), String::new()),
    };
    let title = match record {
        Record::Mention(mention) => words::short(&mention.fragments, text),
        _ => clause.as_ref().map_or_else(String::new, Clause::sentence),
    };
    LedgerRow {
        id: record.id().clone(),
        glyph,
        colour,
        title,
        subtitle,
        is_stance: !matches!(record, Record::Mention(_)),
        is_suggestion: record.provenance().is_suggestion(),
        clause,
        ends: Vec::new(),
    }
}
