//! What a file cannot hold of a project: counted, and listed record by record.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::rc::Rc;

use super::fact::{Fact, Kind, Subject, facts, facts_of};
use crate::model::Project;

/// All that is lost of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What.
    pub kind: Kind,
    /// Of what, each once for each time, in the project's order.
    pub subjects: Vec<Subject>,
}

impl Loss {
    /// “11 overlapping mentions”.
    pub fn words(&self) -> String {
        self.kind.counted(self.subjects.len())
    }
}

/// What is lost where a format never holds facts of these kinds, and these records or parts of them
/// besides.
pub(super) fn losses(project: &Project, never: &[Kind], besides: &[(Kind, Subject)]) -> Vec<Loss> {
    let mut all: BTreeMap<Kind, Vec<Subject>> = BTreeMap::new();
    let whole = whole_records(project, never, besides);
    for (kind, subject) in &whole {
        all.entry(*kind).or_default().push(subject.clone());
    }
    for fact in lost_parts(&without(project, &whole), never, besides) {
        all.entry(fact.kind.expect("only facts with a kind are lost"))
            .or_default()
            .push(fact.subject);
    }
    all.into_iter().map(|(kind, subjects)| Loss { kind, subjects }).collect()
}

/// The facts that are left in a file that loses these.
///
/// For tests: they hold it against what the file says.
pub fn kept_facts(project: &Project, never: &[Kind], besides: &[(Kind, Subject)]) -> Vec<Fact> {
    let whole = whole_records(project, never, besides);
    let rest = without(project, &whole);
    let lost = lost_parts(&rest, never, besides);
    let mut kept = facts(&rest);
    for gone in lost {
        if let Some(at) = kept.iter().position(|fact| *fact == gone) {
            kept.remove(at);
        }
    }
    kept
}

/// Each record that is lost as a whole, once.
fn whole_records(
    project: &Project,
    never: &[Kind],
    besides: &[(Kind, Subject)],
) -> Vec<(Kind, Subject)> {
    let mut seen = BTreeSet::new();
    let never = |kind: Kind| kind.takes_record() && never.contains(&kind);
    let mut whole: Vec<(Kind, Subject)> =
        besides.iter().filter(|(kind, _)| kind.takes_record()).cloned().collect();
    for (layer, records) in &project.layers {
        for record in records.records.values() {
            let kind = match record {
                crate::model::Record::Mention(_) => Kind::UnheldMention,
                crate::model::Record::Stance(_) => Kind::Stance,
                crate::model::Record::DocumentStance(_) => Kind::DocumentStance,
            };
            if never(kind) {
                whole.push((kind, Subject::Record(layer.clone(), record.id().clone())));
            }
        }
    }
    whole.retain(|(_, subject)| seen.insert(subject.clone()));
    whole
}

/// The project without the records that are lost as a whole.
pub(super) fn without(project: &Project, whole: &[(Kind, Subject)]) -> Project {
    let mut rest = project.clone();
    for (_, subject) in whole {
        if let Subject::Record(layer, record) = subject
            && let Some(layer) = rest.layers.get_mut(layer)
        {
            Rc::make_mut(layer).records.remove(record);
        }
    }
    rest.layers.retain(|_, layer| !layer.is_blank());
    rest
}

fn lost_parts(rest: &Project, never: &[Kind], besides: &[(Kind, Subject)]) -> Vec<Fact> {
    let kinds = besides.iter().map(|(kind, _)| *kind).chain(never.iter().copied());
    let kinds: Vec<Kind> = kinds.collect::<BTreeSet<_>>().into_iter().collect();
    let besides: BTreeSet<&(Kind, Subject)> = besides.iter().collect();
    let is_lost = |fact: &Fact| {
        fact.kind.is_some_and(|kind| {
            never.contains(&kind) || besides.contains(&(kind, fact.subject.clone()))
        })
    };
    facts_of(rest, &kinds).into_iter().filter(is_lost).collect()
}

/// Both lists as one, what is in the second under its name in the first, each thing once.
pub(super) fn together(
    first: Vec<Loss>,
    second: Vec<Loss>,
    name: impl Fn(Subject) -> Subject,
) -> Vec<Loss> {
    let mut all: BTreeMap<Kind, Vec<Subject>> = BTreeMap::new();
    for Loss { kind, subjects } in first {
        all.entry(kind).or_default().extend(subjects);
    }
    for Loss { kind, subjects } in second {
        let known = all.entry(kind).or_default();
        let mut seen: BTreeSet<Subject> = known.iter().cloned().collect();
        let named = subjects.into_iter().map(&name);
        known.extend(named.filter(|subject| seen.insert(subject.clone())));
    }
    all.into_iter().map(|(kind, subjects)| Loss { kind, subjects }).collect()
}

/// The list that goes with a file: what is lost by kinds, then each record.
pub fn report(format: &str, losses: &[Loss]) -> String {
    let mut report = format!("What of the project is not in this {format} file\n\n");
    if losses.is_empty() {
        report += "Nothing is missing.\n";
    }
    for loss in losses {
        let _ = writeln!(report, "- {}", loss.words());
    }
    for loss in losses {
        let _ = writeln!(report, "\n{}:", loss.words());
        for subject in &loss.subjects {
            let _ = writeln!(report, "  {subject}");
        }
    }
    report
}
