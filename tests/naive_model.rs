//! Random sequences of edits, undo, redo, merging and reloading on two machines, beside a model so
//! plain that it can be seen to be right: what stands where, and when it was put there.

mod support;

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use standpoint::model::*;
use standpoint::store::{self, Replayed, merge, snapshot};
use support::{ANNOTATORS, TEXTS, article, entity, fragments, layer_id, mention, now};

/// How many sequences there are, unless `STANDPOINT_CASES` says so.
const CASES: u32 = 400;

/// A thing of the project: `name`, `status`, an entity `e-…` or a mention `m-…`.
type Key = String;

/// What stands there, and the revision at which it was put there, as far as that is known. Of two
/// states the greater one counts when they come together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fact {
    at: Option<u64>,
    value: Option<String>,
}

type Facts = BTreeMap<Key, Fact>;

/// What takes a step back.
#[derive(Clone, Debug)]
enum Back {
    /// These values, the last one first.
    Values(Vec<(Key, Option<String>)>),
    /// All that was there, as a merge found it.
    All(Facts),
}

#[derive(Clone, Debug, Default)]
struct Model {
    facts: Facts,
    time: u64,
    undo: Vec<Back>,
    redo: Vec<Back>,
}

impl Model {
    /// Puts a value in its place and says which one was there.
    fn set(&mut self, key: &Key, value: Option<String>) -> (Key, Option<String>) {
        // Of an entity that is gone nothing is known: another state that has it brings it back.
        let is_forgotten = key.starts_with('e') && value.is_none();
        self.time += u64::from(!is_forgotten);
        let fact = Fact { at: (!is_forgotten).then_some(self.time), value };
        let before = self.facts.insert(key.clone(), fact);
        (key.clone(), before.and_then(|fact| fact.value))
    }

    /// Whether all that is to go is there; if so, everything is put, as one step.
    fn edit(&mut self, changes: &[(Key, Option<String>)]) -> bool {
        let before = self.clone();
        let mut values = Vec::new();
        for (key, value) in changes {
            let is_there = self.facts.get(key).is_some_and(|fact| fact.value.is_some());
            if value.is_none() && !is_there {
                *self = before;
                return false;
            }
            values.push(self.set(key, value.clone()));
        }
        self.redo.clear();
        self.undo.push(Back::Values(values));
        true
    }

    fn take(&mut self, step: Back) -> Back {
        match step {
            Back::Values(values) => {
                let taken = values.into_iter().rev().map(|(key, value)| self.set(&key, value));
                Back::Values(taken.collect())
            }
            Back::All(facts) => Back::All(std::mem::replace(&mut self.facts, facts)),
        }
    }

    fn undo(&mut self) {
        if let Some(step) = self.undo.pop() {
            let back = self.take(step);
            self.redo.push(back);
        }
    }

    fn redo(&mut self) {
        if let Some(step) = self.redo.pop() {
            let back = self.take(step);
            self.undo.push(back);
        }
    }

    fn merge(&mut self, other: &Self) {
        let before = self.facts.clone();
        for (key, theirs) in &other.facts {
            let ours = self.facts.entry(key.clone()).or_default();
            *ours = ours.clone().max(theirs.clone());
        }
        self.time = self.time.max(other.time);
        self.redo.clear();
        self.undo.push(Back::All(before));
    }

    fn values(&self) -> BTreeMap<Key, String> {
        let shown = |(key, fact): (&Key, &Fact)| Some((key.clone(), fact.value.clone()?));
        self.facts.iter().filter_map(shown).collect()
    }
}

/// The project with its log, as a browser has it.
struct Machine {
    work: Work,
    log: Vec<Vec<u8>>,
    /// A snapshot and its place in the log.
    snapshot: Option<Vec<u8>>,
}

fn layer() -> LayerId {
    layer_id("a-0", ANNOTATORS[0])
}

impl Machine {
    fn new() -> Self {
        let mut project = Project::new("p-1".into(), "0", PRESETS[0].codebook());
        let ada = Annotator { name: "ada".to_owned(), extra: Extra::new() };
        project.annotators.insert(ANNOTATORS[0].into(), ada);
        let article = article(0);
        project.articles.insert(article.id.clone(), Rc::new(article));
        let log = vec![store::encode_begin(0, &now(), &project)];
        Self { work: Work::new(project), log, snapshot: None }
    }

    /// Whether the project took it.
    fn commit(&mut self, entry: Entry) -> bool {
        let before = self.work.project.clone();
        if self.work.commit(entry.clone()).is_err() {
            assert_eq!(self.work.project, before);
            return false;
        }
        let seq = self.log.len() as u64;
        self.log.push(store::encode(seq, &now(), &entry, &before).unwrap());
        true
    }

    fn edit(&mut self, operation: Operation) -> bool {
        self.commit(Entry::Edit { label: "Step".into(), operation, continues: false })
    }

    fn take_snapshot(&mut self) {
        let seq = self.log.len() as u64;
        let whole = snapshot::encode(seq, &now(), &self.work).unwrap();
        let mut writing = snapshot::Writing::new(seq, now(), self.work.clone());
        let mut body = Vec::new();
        while writing.step(&mut body).unwrap() {}
        let (before, behind) = writing.frame();
        assert_eq!([before.as_bytes(), &body, behind.as_bytes()].concat(), whole);
        self.snapshot = Some(whole);
    }

    fn reload(&mut self) {
        let id = &self.work.project.id;
        let mut replayed = match &self.snapshot {
            Some(snapshot) => Replayed::from_snapshot(id, snapshot).unwrap(),
            None => Replayed::new(id),
        };
        let due = replayed.next_seq as usize;
        self.log[due..].iter().for_each(|record| replayed.push(record));
        assert_eq!(replayed.problems, []);
        assert_eq!(replayed.next_seq, self.log.len() as u64);
        assert_eq!(replayed.work, self.work);
        self.work = replayed.work;
    }

    fn values(&self) -> BTreeMap<Key, String> {
        let Project { name, entities, layers, .. } = &*self.work.project;
        let mut values: BTreeMap<Key, String> =
            entities.iter().map(|(id, entity)| (id.to_string(), entity.name.clone())).collect();
        let layer = layers.get(&layer()).cloned().unwrap_or_default();
        for (id, record) in &layer.records {
            let Record::Mention(mention) = record else { panic!("{id} is no mention") };
            values.insert(id.to_string(), mention.note.clone());
        }
        if layer.status != Status::ToDo {
            let number = Status::ALL.iter().position(|status| *status == layer.status).unwrap();
            values.insert("status".to_owned(), number.to_string());
        }
        if name != "0" {
            values.insert("name".to_owned(), name.clone());
        }
        values
    }
}

/// The operation that puts a value in its place, or takes it away.
fn operation(key: &str, value: Option<&str>) -> Operation {
    match (key, value) {
        ("name", _) => Operation::SetName(value.unwrap_or("0").to_owned()),
        ("status", _) => {
            let number: usize = value.map_or(0, |value| value.parse().unwrap());
            Operation::SetStatus(layer(), Status::ALL[number])
        }
        (_, None) if key.starts_with('e') => Operation::RemoveEntity(key.into()),
        (_, None) => Operation::RemoveRecord(layer(), key.into()),
        (_, Some(value)) if key.starts_with('e') => {
            Operation::PutEntity(Rc::new(entity(key, value, "person")))
        }
        (_, Some(value)) => {
            let text = article(0).text;
            let words = if key.ends_with('0') { "annotation" } else { "Carney" };
            assert!(TEXTS[0].contains(words));
            let record = mention(key, fragments(&text, &[words]), "person", None);
            let Record::Mention(mut mention) = record else { unreachable!() };
            Rc::make_mut(&mut mention).note = value.to_owned();
            Operation::PutRecord(layer(), Record::Mention(mention))
        }
    }
}

#[derive(Clone, Debug)]
enum Act {
    Edit(Vec<(Key, Option<String>)>),
    Undo,
    Redo,
    Merge,
    Snapshot,
    Reload,
}

fn change() -> impl Strategy<Value = (Key, Option<String>)> {
    // Numbers of one length are in the order of their bytes, as the files that they stand in.
    let number = || (1..1_000_u32).prop_map(|number| Some(format!("{number:03}")));
    let or_gone = || prop_oneof![3 => number(), 2 => Just(None)];
    prop_oneof![
        6 => ((0..3_u8).prop_map(|n| format!("m-{n}")), or_gone()),
        3 => ((0..2_u8).prop_map(|n| format!("e-{n}")), or_gone()),
        1 => (Just("name".to_owned()), number()),
        1 => (Just("status".to_owned()), (1..4_u8).prop_map(|n| Some(n.to_string()))),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => change().prop_map(|change| Act::Edit(vec![change])),
        2 => prop::collection::vec(change(), 2..4).prop_map(Act::Edit),
        4 => Just(Act::Undo),
        2 => Just(Act::Redo),
        2 => Just(Act::Merge),
        1 => Just(Act::Snapshot),
        2 => Just(Act::Reload),
    ]
}

fn check(acts: &[(usize, Act)]) {
    let mut machines = [Machine::new(), Machine::new()];
    let mut models = [Model::default(), Model::default()];
    for (at, act) in acts {
        let other = 1 - at;
        let theirs = (machines[other].work.project.clone(), models[other].clone());
        let (machine, model) = (&mut machines[*at], &mut models[*at]);
        match act {
            Act::Edit(changes) => {
                let parts = changes.iter().map(|(key, value)| operation(key, value.as_deref()));
                let mut parts: Vec<Operation> = parts.collect();
                let whole = match parts.len() {
                    1 => parts.remove(0),
                    _ => Operation::Batch(parts),
                };
                assert_eq!(machine.edit(whole), model.edit(changes));
            }
            Act::Undo => {
                machine.commit(Entry::Undo);
                model.undo();
            }
            Act::Redo => {
                machine.commit(Entry::Redo);
                model.redo();
            }
            Act::Merge => {
                let merged = merge(&machine.work.project, &theirs.0).unwrap();
                assert!(machine.edit(Operation::Replace(Rc::new(merged))));
                model.merge(&theirs.1);
            }
            Act::Snapshot => machine.take_snapshot(),
            Act::Reload => machine.reload(),
        }
        assert_eq!(machine.values(), model.values(), "behind {act:?}");
    }
    machines.iter_mut().for_each(Machine::reload);
    // However they come together, it is the same.
    let [one, two] = machines.map(|machine| machine.work.project);
    let merged = merge(&one, &two).unwrap();
    assert_eq!(merge(&two, &one).as_ref(), Ok(&merged));
    let [mut both, theirs] = models;
    both.merge(&theirs);
    let machine = Machine { work: Work::new(merged), log: Vec::new(), snapshot: None };
    assert_eq!(machine.values(), both.values(), "merged at the end");
}

#[test]
fn random_sequences_are_what_the_naive_model_says() {
    let cases = std::env::var("STANDPOINT_CASES").ok().and_then(|it| it.parse().ok());
    let cases = cases.unwrap_or(CASES);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in prop::collection::vec((0..2_usize, act()), 1..40))| {
        check(&acts);
    });
    println!("| random operations × undo × redo × merge × reload | {cases} | | | | equal |");
}
