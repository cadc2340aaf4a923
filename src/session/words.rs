//! How records are put in words, on the screen and to screen readers.

use crate::model::{
    Codebook, Holder, Polarity, Project, Record, SegmentKind, Stance, Status, Target, TargetKind,
};
use crate::text::{Fragments, Text};

/// How many characters of a quotation a list shows.
const SHORT_CHARS: usize = 80;

/// The holder's name.
pub fn holder(project: &Project, holder: Option<&Holder>) -> String {
    match holder {
        Some(Holder::Entity(id)) => project
            .entities
            .get(id)
            .map_or_else(|| format!("unknown entity {id}"), |entity| entity.name.clone()),
        Some(Holder::Author) => "The author".to_owned(),
        Some(Holder::Outlet) => "The outlet".to_owned(),
        Some(Holder::Implicit) => "Someone unnamed".to_owned(),
        None => "Nobody".to_owned(),
    }
}

/// The target's name, "not …" where its opposite is meant.
pub fn target(project: &Project, target: Option<&Target>) -> String {
    let Some(target) = target else { return "nothing".to_owned() };
    let name = match &target.kind {
        TargetKind::Entity(id) => project
            .entities
            .get(id)
            .map_or_else(|| format!("unknown entity {id}"), |entity| entity.name.clone()),
        TargetKind::Issue(id) => project
            .codebook
            .issue(id)
            .map_or_else(|| format!("unknown issue {id}"), |issue| issue.label.clone()),
        TargetKind::Proposition(words) => words.clone(),
    };
    if target.is_negated { format!("not {name}") } else { name }
}

/// The polarity's name in the codebook.
pub fn polarity(codebook: &Codebook, polarity: Polarity) -> String {
    codebook.polarity(polarity).map_or_else(
        || {
            match polarity {
                Polarity::Favor => "In favour",
                Polarity::Against => "Against",
                Polarity::Neutral => "Neutral",
                Polarity::Both => "Both",
                Polarity::None => "None to infer",
            }
            .to_owned()
        },
        |style| style.label.clone(),
    )
}

/// A stance as a sentence without its evidence: "Ada · In favour · the plan".
pub fn stance(project: &Project, stance: &Stance) -> String {
    let mut holders: Vec<String> =
        stance.nested_source.iter().map(|source| holder(project, Some(source))).collect();
    holders.push(holder(project, stance.holder.as_ref()));
    format!(
        "{} · {} · {}",
        holders.join(" → "),
        polarity(&project.codebook, stance.polarity),
        target(project, stance.target.as_ref())
    )
}

/// A record in a few words: "Carney, Person".
pub fn record(project: &Project, text: &Text, record: &Record) -> String {
    match record {
        Record::Mention(mention) => {
            let label = project.codebook.entity_type(&mention.entity_type);
            let label = label.map_or(mention.entity_type.as_str(), |known| &known.label);
            format!("{}, {label}", short(&mention.fragments, text))
        }
        Record::Stance(known) => stance(project, known),
        Record::DocumentStance(whole) => format!(
            "Whole article · {} · {}",
            polarity(&project.codebook, whole.polarity),
            target(project, whole.target.as_ref())
        ),
    }
}

/// The words on one line, cut after [`SHORT_CHARS`].
pub fn short(fragments: &Fragments, text: &Text) -> String {
    shorten(&fragments.words(text))
}

/// A string on one line, cut after [`SHORT_CHARS`].
pub fn shorten(string: &str) -> String {
    let line = string.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHORT_CHARS) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}

/// The kind of a stretch of an article.
pub fn segment(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Headline => "Headline",
        SegmentKind::Body => "Text",
        SegmentKind::Caption => "Caption",
        SegmentKind::Byline => "Byline",
        SegmentKind::Boilerplate => "Page furniture",
        SegmentKind::EditorsNote => "Editors’ note",
    }
}

/// The status in words.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::ToDo => "To do",
        Status::InProgress => "In progress",
        Status::Done => "Done",
        Status::Skipped => "Skipped",
    }
}
