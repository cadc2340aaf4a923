//! The ledger: what is marked in the open article, in text order.

use super::{Desk, words};
use crate::model::{Colour, Record, RecordId};
use crate::order;
use crate::text::Byte;

/// Which records the ledger lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LedgerFilter {
    #[default]
    All,
    Mentions,
    Stances,
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
}

/// The ledger's lines: document stances first, then by where they stand.
pub fn ledger(desk: &Desk) -> Vec<LedgerRow> {
    let (Some(article), Some(layer)) = (desk.open_article(), desk.open_layer()) else {
        return Vec::new();
    };
    let mut rows: Vec<(Byte, Byte, LedgerRow)> = Vec::new();
    for record in layer.records.values() {
        let wanted = match desk.ledger {
            LedgerFilter::All => true,
            LedgerFilter::Mentions => matches!(record, Record::Mention(_)),
            LedgerFilter::Stances => !matches!(record, Record::Mention(_)),
        };
        if wanted {
            let (from, to) = place(record);
            rows.push((from, to, row(desk, record, article)));
        }
    }
    order::sort_by(&mut rows, |a, b| (a.0, a.1, &a.2.id).cmp(&(b.0, b.1, &b.2.id)));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn place(record: &Record) -> (Byte, Byte) {
    let hull = match record {
        Record::Mention(mention) => Some(mention.fragments.hull()),
        Record::Stance(stance) => stance.fragments().map(|fragments| fragments.hull()).min(),
        Record::DocumentStance(_) => None,
    };
    hull.map_or((Byte(0), Byte(0)), |hull| (hull.start(), hull.end()))
}

fn row(desk: &Desk, record: &Record, article: &crate::model::Article) -> LedgerRow {
    let project = &desk.work.project;
    let codebook = &project.codebook;
    let polarity = |polarity| {
        codebook
            .polarity(polarity)
            .map_or(("?".to_owned(), Colour::Grey), |style| (style.glyph.clone(), style.colour))
    };
    let ((glyph, colour), title, subtitle) = match record {
        Record::Mention(mention) => {
            let style = codebook.entity_type(&mention.entity_type);
            let glyph =
                style.map_or(("?".to_owned(), Colour::Grey), |t| (t.glyph.clone(), t.colour));
            let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
            let linked = entity.map_or_else(String::new, |entity| format!("→ {}", entity.name));
            (glyph, words::short(&mention.fragments, &article.text), linked)
        }
        Record::Stance(stance) => {
            let shown = stance.expression.as_ref().or(stance.evidence.as_ref());
            let quote = shown.map_or_else(String::new, |words| {
                format!("“{}”", words::short(words, &article.text))
            });
            (polarity(stance.polarity), words::stance(project, stance), quote)
        }
        Record::DocumentStance(stance) => (
            polarity(stance.polarity),
            words::record(project, &article.text, record),
            String::new(),
        ),
    };
    LedgerRow {
        id: record.id().clone(),
        glyph,
        colour,
        title,
        subtitle,
        is_stance: !matches!(record, Record::Mention(_)),
    }
}
