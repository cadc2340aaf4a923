//! What is shown and asked before a changed codebook is applied.

use std::collections::BTreeMap;

use super::migration::{Fate, Gone, converted, holds};
use super::uses::Uses;
use crate::model::{
    Attribute, AttributeKind, AttributeValue, Codebook, Project, Rule, StanceField, Subject,
};
use crate::session::words;

/// How many values of an attribute a question lists.
const LISTED: usize = 20;

/// What a changed codebook does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What changes, a sentence each.
    pub changes: Vec<String>,
    /// What has to be answered first.
    pub questions: Vec<Question>,
}

/// Something that is in use and would be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What.
    pub gone: Gone,
    /// The same in words, with how many use it.
    pub words: String,
    /// Values that would be deleted, each with how often it stands.
    pub values: Vec<String>,
    /// What can become of them.
    pub answers: Vec<Answer>,
}

/// One thing that can become of the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub fate: Fate,
    /// The same in words.
    pub words: String,
}

/// What the codebook would change of the project.
pub fn review(project: &Project, wanted: &Codebook) -> Review {
    Review { changes: changes(project, wanted), questions: questions(project, wanted) }
}

/// What is in use and would be gone.
pub(super) fn questions(project: &Project, wanted: &Codebook) -> Vec<Question> {
    let (uses, before) = (Uses::of(project), &project.codebook);
    let mut questions = Vec::new();
    for known in &before.entity_types {
        let counts = [
            count(uses.mentions.get(&known.id), "mention"),
            count(uses.entities.get(&known.id), "entity"),
        ];
        if wanted.entity_type(&known.id).is_none()
            && let Some(counts) = listed(counts)
        {
            let labels = wanted.entity_types.iter().map(|it| it.label.as_str());
            let words = format!("{counts} of the type “{}”, which is removed.", known.label);
            questions.push(ask(Gone::Type(known.id.clone()), words, labels, "the type"));
        }
    }
    for known in &before.polarities {
        let counts = [count(uses.polarities.get(&known.polarity), "stance")];
        if wanted.polarity(known.polarity).is_none()
            && let Some(counts) = listed(counts)
        {
            let labels = wanted.polarities.iter().map(|it| it.label.as_str());
            let words = format!("{counts} “{}”, which is no longer offered.", known.label);
            questions.push(ask(Gone::Polarity(known.polarity), words, labels, "the polarity"));
        }
    }
    for known in &before.issues {
        let counts = [count(uses.issues.get(&known.id), "stance")];
        if wanted.issue(&known.id).is_none()
            && let Some(counts) = listed(counts)
        {
            let labels = wanted.issues.iter().map(|it| it.label.as_str());
            let words = format!("{counts} about the issue “{}”, which is removed.", known.label);
            questions.push(ask(Gone::Issue(known.id.clone()), words, labels, "the issue"));
        }
    }
    for known in &before.attributes {
        if let Some(counts) = uses.values.get(&known.id) {
            of_attribute(&mut questions, known, counts, wanted.attribute(&known.id));
        }
    }
    questions
}

type Counts = BTreeMap<(Subject, String), usize>;

fn of_attribute(
    questions: &mut Vec<Question>,
    before: &Attribute,
    counts: &Counts,
    after: Option<&Attribute>,
) {
    let label = &before.label;
    let own: Vec<(Subject, AttributeValue, usize)> = counts
        .iter()
        .map(|((subject, written), count)| (*subject, value(before, written), *count))
        .filter(|(subject, value, _)| holds(before, *subject, value))
        .collect();
    let Some(after) = after else {
        let words = format!("{}, which is removed.", values_of(own.iter().map(|it| it.2), label));
        let asked =
            delete(Gone::Attribute(before.id.clone()), words, before, &own, "the attribute");
        questions.extend(asked);
        return;
    };
    for subject in Subject::ALL.into_iter().filter(|it| !after.on.contains(it)) {
        let gone: Vec<_> = own.iter().filter(|it| it.0 == subject).cloned().collect();
        let of = values_of(gone.iter().map(|it| it.2), label);
        let words = format!("{of}, which {} no longer have.", plural(subject));
        let keep = format!("it for {}", plural(subject));
        questions.extend(delete(Gone::On(before.id.clone(), subject), words, before, &gone, &keep));
    }
    // Those of what no longer has it too: it may be answered that it stays.
    let lost: Vec<_> =
        own.into_iter().filter(|it| converted(before, after, &it.1).is_none()).collect();
    if std::mem::discriminant(&before.kind) != std::mem::discriminant(&after.kind) {
        let of = values_of(lost.iter().map(|it| it.2), label);
        let words = format!("{of}, which {} cannot hold.", kind(&after.kind));
        let keep = kind(&before.kind);
        questions.extend(delete(Gone::Kind(before.id.clone()), words, before, &lost, keep));
        return;
    }
    for choice in before.choices() {
        let written = choice.id.as_str();
        let uses = lost.iter().filter(|it| it.1.text() == written).map(|it| it.2).sum::<usize>();
        if uses > 0 {
            let words = format!(
                "{} “{}” for “{label}”, a choice which is removed.",
                if uses == 1 { "1 answer is".to_owned() } else { format!("{uses} answers are") },
                choice.label
            );
            let gone = Gone::Choice(before.id.clone(), choice.id.clone());
            let labels = after.choices().iter().map(|it| it.label.as_str());
            let mut question = ask(gone, words, labels, "the choice");
            let words = "leave them unanswered".to_owned();
            question.answers.push(Answer { fate: Fate::Delete, words });
            questions.push(question);
        }
    }
}

/// A value as it was written, by the attribute's kind.
fn value(attribute: &Attribute, written: &str) -> AttributeValue {
    let number = match attribute.kind {
        AttributeKind::Number => written.parse().ok(),
        AttributeKind::Choice(_) | AttributeKind::Text => None,
    };
    number.map_or_else(|| AttributeValue::Words(written.to_owned()), AttributeValue::Number)
}

fn ask<'a>(
    gone: Gone,
    words: String,
    others: impl Iterator<Item = &'a str>,
    keep: &str,
) -> Question {
    let become_one = |(at, label): (usize, &str)| Answer {
        fate: Fate::Become(at),
        words: format!("make it “{label}”"),
    };
    let mut answers: Vec<Answer> = others.enumerate().map(become_one).collect();
    answers.insert(0, Answer { fate: Fate::Keep, words: format!("keep {keep}") });
    Question { gone, words, values: Vec::new(), answers }
}

fn delete(
    gone: Gone,
    words: String,
    attribute: &Attribute,
    values: &[(Subject, AttributeValue, usize)],
    keep: &str,
) -> Option<Question> {
    let count: usize = values.iter().map(|it| it.2).sum();
    let first = values.iter().take(LISTED);
    let mut listed: Vec<String> = first
        .map(|(_, value, count)| {
            format!("{} ({count})", words::shorten(&attribute.words_of(value)))
        })
        .collect();
    if values.len() > LISTED {
        listed.push(format!("and {} more", values.len() - LISTED));
    }
    let deletes = if count == 1 { "delete it".to_owned() } else { format!("delete the {count}") };
    let answers = vec![
        Answer { fate: Fate::Keep, words: format!("keep {keep}") },
        Answer { fate: Fate::Delete, words: deletes },
    ];
    (count > 0).then_some(Question { gone, words, values: listed, answers })
}

fn values_of(counts: impl Iterator<Item = usize>, label: &str) -> String {
    match counts.sum() {
        1 => format!("1 value of “{label}”"),
        count => format!("{count} values of “{label}”"),
    }
}

fn count(uses: Option<&usize>, noun: &str) -> Option<(usize, String)> {
    let uses = uses.copied().filter(|uses| *uses > 0)?;
    let words = match (uses, noun) {
        (1, noun) => format!("1 {noun}"),
        (_, "entity") => format!("{uses} entities"),
        (_, noun) => format!("{uses} {noun}s"),
    };
    Some((uses, words))
}

/// "3 mentions and 1 entity are".
fn listed<const N: usize>(counts: [Option<(usize, String)>; N]) -> Option<String> {
    let counts: Vec<(usize, String)> = counts.into_iter().flatten().collect();
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let words: Vec<&str> = counts.iter().map(|(_, words)| words.as_str()).collect();
    (all > 0).then(|| format!("{} {}", words.join(" and "), if all == 1 { "is" } else { "are" }))
}

fn plural(subject: Subject) -> &'static str {
    match subject {
        Subject::Mention => "mentions",
        Subject::Stance => "stances",
        Subject::Article => "articles",
    }
}

fn kind(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Choice(_) => "choices",
        AttributeKind::Number => "numbers",
        AttributeKind::Text => "text",
    }
}

/// What the codebook would change, a sentence each.
fn changes(project: &Project, wanted: &Codebook) -> Vec<String> {
    let (uses, before) = (Uses::of(project), &project.codebook);
    let mut said = Vec::new();
    if before.name != wanted.name {
        said.push(format!("The codebook is called “{}”.", wanted.name));
    }
    if before.guideline != wanted.guideline {
        said.push("The guideline is changed.".to_owned());
    }
    differences(
        &mut said,
        "type",
        (&before.entity_types, &wanted.entity_types),
        |it| (it.id.as_str(), &it.label),
        |it| count(uses.mentions.get(&it.id), "mention"),
    );
    let names = ["favor", "against", "neutral", "both", "none"];
    differences(
        &mut said,
        "polarity",
        (&before.polarities, &wanted.polarities),
        |it| (names[it.polarity as usize], &it.label),
        |it| count(uses.polarities.get(&it.polarity), "stance"),
    );
    differences(
        &mut said,
        "issue",
        (&before.issues, &wanted.issues),
        |it| (it.id.as_str(), &it.label),
        |it| count(uses.issues.get(&it.id), "stance"),
    );
    differences(
        &mut said,
        "attribute",
        (&before.attributes, &wanted.attributes),
        |it| (it.id.as_str(), &it.label),
        |it| {
            let values = uses.values.get(&it.id).map(|counts| counts.values().sum::<usize>());
            count(values.as_ref(), "value")
        },
    );
    for field in StanceField::ALL {
        let name = words::stance_field(field).0;
        match (before.fields.contains(&field), wanted.fields.contains(&field)) {
            (false, true) => said.push(format!("The field “{name}” is shown.")),
            (true, false) => {
                said.push(format!("The field “{name}” is hidden; what it holds stays."));
            }
            _ => {}
        }
    }
    for rule in Rule::ALL {
        let words = words::rule(rule);
        match (before.rules.contains(&rule), wanted.rules.contains(&rule)) {
            (false, true) => said.push(format!("New rule: {words}")),
            (true, false) => said.push(format!("No longer a rule: {words}")),
            _ => {}
        }
    }
    said
}

fn differences<T: PartialEq>(
    said: &mut Vec<String>,
    noun: &str,
    (before, after): (&[T], &[T]),
    named: impl for<'a> Fn(&'a T) -> (&'a str, &'a String),
    uses: impl Fn(&T) -> Option<(usize, String)>,
) {
    let other = |list: &[T], id: &str| list.iter().position(|it| named(it).0 == id);
    let used = |it: &T| uses(it).map_or_else(String::new, |(_, words)| format!(" ({words})"));
    for known in before {
        let (id, label) = named(known);
        match other(after, id).map(|at| &after[at]) {
            None => said.push(format!("The {noun} “{label}” goes{}.", used(known))),
            Some(now) if named(now).1 != label => {
                let words = format!("The {noun} “{label}” is called “{}”", named(now).1);
                said.push(format!("{words}{}.", used(known)));
            }
            Some(now) if now != known => {
                said.push(format!("The {noun} “{label}” is changed{}.", used(known)));
            }
            Some(_) => {}
        }
    }
    for new in after.iter().filter(|it| other(before, named(it).0).is_none()) {
        said.push(format!("New {noun} “{}”.", named(new).1));
    }
    let kept = |list: &[T], others: &[T]| -> Vec<String> {
        let ids = list.iter().map(|it| named(it).0.to_owned());
        ids.filter(|id| other(others, id).is_some()).collect()
    };
    if kept(before, after) != kept(after, before) {
        said.push(format!("The order of the {noun} list is changed."));
    }
}
