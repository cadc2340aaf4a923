//! What a mark looks like: asked only for marks that are drawn.

use std::rc::Rc;

use super::Role;
use crate::model::{Codebook, Colour, Polarity, Project, Record};
use crate::session::words;
use crate::text::Text;

/// How a mark is drawn and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its colour.
    pub colour: Colour,
    /// What stands before it.
    pub glyph: String,
    /// The same in words: a type, or a polarity.
    pub label: String,
    /// What it is, for screen readers and tooltips.
    pub words: String,
    /// Whether the record waits for a decision.
    pub is_suggestion: bool,
}

impl Look {
    pub(super) fn of(project: &Project, text: &Text, record: &Record, role: Role) -> Self {
        let codebook = &project.codebook;
        let (colour, glyph, label) = match record {
            Record::Mention(mention) => codebook.entity_type(&mention.entity_type).map_or_else(
                || (Colour::Grey, "?", mention.entity_type.as_str().to_owned()),
                |known| (known.colour, known.glyph.as_str(), known.label.clone()),
            ),
            Record::Stance(stance) => of_polarity(codebook, stance.polarity),
            Record::DocumentStance(stance) => of_polarity(codebook, stance.polarity),
        };
        let (glyph, label) = match role {
            Role::Cue => ("cue", format!("Cue, {label}")),
            Role::Evidence => ("evi", format!("Evidence, {label}")),
            _ => (glyph, label),
        };
        let is_suggestion = record.provenance().is_suggestion();
        let said = words::record(project, text, record);
        Self {
            colour,
            glyph: glyph.to_owned(),
            label: if is_suggestion { format!("Suggested: {label}") } else { label },
            words: if is_suggestion { format!("Suggested: {said}") } else { said },
            is_suggestion,
        }
    }

    pub(super) fn of_draft() -> Self {
        Self {
            colour: Colour::Grey,
            glyph: "…".to_owned(),
            label: "Stance being written".to_owned(),
            words: "Stance being written".to_owned(),
            is_suggestion: false,
        }
    }
}

fn of_polarity(codebook: &Codebook, polarity: Polarity) -> (Colour, &str, String) {
    let style = codebook.polarity(polarity);
    let (colour, glyph) = style.map_or((Colour::Grey, "?"), |it| (it.colour, it.glyph.as_str()));
    (colour, glyph, words::polarity(codebook, polarity))
}

/// Whether records that stay look the same in both: they take names from entities and labels.
pub(super) fn is_same(a: &Rc<Project>, b: &Rc<Project>) -> bool {
    let entities = || a.entities.values().zip(b.entities.values());
    Rc::ptr_eq(a, b)
        || Rc::ptr_eq(&a.codebook, &b.codebook)
            && a.entities.len() <= b.entities.len()
            && entities().all(|(a, b)| Rc::ptr_eq(a, b))
}
