//! How records are put in words, on the screen and to screen readers.

use crate::model::{
    Codebook, DocumentStance, Holder, Polarity, Project, Record, Rule, SegmentKind, Stance,
    StanceField, Status, Target, TargetKind,
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
    let style = codebook.polarity(polarity);
    style.map_or_else(|| usual_polarity(polarity).to_owned(), |style| style.label.clone())
}

/// The polarity's name where the codebook has none for it.
pub fn usual_polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "In favour",
        Polarity::Against => "Against",
        Polarity::Neutral => "Neutral",
        Polarity::Both => "Both",
        Polarity::None => "None to infer",
    }
}

/// A stance in the parts of its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Through whom it is reported, "Zoe → ", or nothing.
    pub sources: String,
    /// The holder’s name.
    pub holder: String,
    /// The polarity’s name.
    pub polarity: String,
    /// The target’s name.
    pub target: String,
}

impl Clause {
    /// That of a stance.
    pub fn of(project: &Project, stance: &Stance) -> Self {
        let sources = stance.nested_source.iter();
        Self {
            sources: sources.map(|source| holder(project, Some(source)) + " → ").collect(),
            holder: holder(project, stance.holder.as_ref()),
            polarity: polarity(&project.codebook, stance.polarity),
            target: target(project, stance.target.as_ref()),
        }
    }

    /// That of a whole article.
    pub fn of_whole(project: &Project, whole: &DocumentStance) -> Self {
        Self {
            sources: String::new(),
            holder: "Whole article".to_owned(),
            polarity: polarity(&project.codebook, whole.polarity),
            target: target(project, whole.target.as_ref()),
        }
    }

    /// "Zoe → Ada · In favour · the plan".
    pub fn sentence(&self) -> String {
        format!("{}{} · {} · {}", self.sources, self.holder, self.polarity, self.target)
    }
}

/// A stance as a sentence without its evidence: "Ada · In favour · the plan".
pub fn stance(project: &Project, stance: &Stance) -> String {
    Clause::of(project, stance).sentence()
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
        Record::DocumentStance(whole) => Clause::of_whole(project, whole).sentence(),
    }
}

/// The words on one line, with `…` between fragments, cut after [`SHORT_CHARS`].
pub fn short(fragments: &Fragments, text: &Text) -> String {
    let spans = fragments.spans().iter().enumerate();
    one_line(&mut spans.flat_map(|(at, span)| {
        let between = (at > 0).then_some("…");
        between.into_iter().chain(text.slice(*span).split_whitespace())
    }))
}

/// A string on one line, cut after [`SHORT_CHARS`].
pub fn shorten(string: &str) -> String {
    one_line(&mut string.split_whitespace())
}

/// Asks for no more words than it shows.
fn one_line(words: &mut dyn Iterator<Item = &str>) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > SHORT_CHARS
            && let Some((cut, _)) = line.char_indices().nth(SHORT_CHARS)
        {
            line.truncate(line[..cut].trim_end().len());
            line.push('…');
            break;
        }
    }
    line
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

/// A field of the stance: its name, and what it says.
pub fn stance_field(field: StanceField) -> (&'static str, &'static str) {
    match field {
        StanceField::NestedSource => ("Nested source", "Through whom it is reported."),
        StanceField::TargetNegated => ("Negated target", "The opposite of the target is meant."),
        StanceField::AttitudeType => ("Sort of attitude", "Sentiment, arguing, intention …"),
        StanceField::Intensity => ("Intensity", "How strong it is."),
        StanceField::Cue => ("Cue", "The attributing words, as in “told reporters”."),
        StanceField::Evidence => ("Evidence", "The passage that a reader needs to agree."),
        StanceField::Attribution => ("Attribution", "Direct quotation, indirect or mixed."),
        StanceField::Explicitness => ("Explicitness", "Said, or concluded by the reader."),
        StanceField::Confidence => ("Confidence", "How sure you are."),
        StanceField::StatementDate => ("Date of the statement", "When it was said."),
    }
}

/// What a rule of the codebook requires.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::MentionEntity => "Every mention is linked to an entity.",
        Rule::StanceHolder => "Every stance has a holder.",
        Rule::StanceTarget => "Every stance has a target.",
        Rule::StanceWords => "Every stance has the words that carry it.",
        Rule::StanceCue => "Every stance has its attributing words.",
        Rule::StanceEvidence => "Every stance has the passage that a reader needs to agree.",
        Rule::QuotationHolder => {
            "Every quotation has a holder: a stance attributed as direct, indirect or mixed."
        }
        Rule::QuotationCue => "Every quotation has its attributing words.",
        Rule::ArticleStance => "Every article that is done has a stance of the whole article.",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(string: &str, expected: &str) {
        assert_eq!(shorten(string), expected);
    }

    #[test]
    fn a_line_is_cut_after_eighty_characters() {
        check("  one\n two\t", "one two");
        check("", "");
        let (long, exact) = ("ä".repeat(81), "ä".repeat(80));
        check(&exact, &exact);
        check(&format!("{exact} b"), &format!("{exact}…"));
        check(&long, &format!("{exact}…"));
        check(&"ab ".repeat(1_000), &format!("{}ab…", "ab ".repeat(26)));
    }

    #[test]
    fn fragments_are_set_apart() {
        let text = Text::new("Ada \n met Carl");
        let span =
            |from, to| crate::text::Span::new(crate::text::Byte(from), crate::text::Byte(to));
        let words = Fragments::new(vec![span(0, 9).unwrap(), span(10, 14).unwrap()]).unwrap();
        assert_eq!(short(&words, &text), "Ada met … Carl");
    }
}
