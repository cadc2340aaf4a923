//! States of one project come together: whatever the order, and nothing that is newer is lost.

mod support;

use std::rc::Rc;

use proptest::prelude::*;
use standpoint::formats::project;
use standpoint::model::*;
use standpoint::store::{self, MergeError, merge};
use support::random::{Act, acts, start};

/// The state behind the acts, from a common beginning.
fn state(acts: &[Act]) -> Project {
    let mut work = start();
    for act in acts {
        // Articles that two machines loaded have ids of their own; random ones may meet.
        let mut next = work.clone();
        if next.commit(act.entry(&work.project)).is_ok() {
            work = next;
        }
        let operation = Operation::SetCodebook(Rc::new(act.codebook(&work.project.codebook)));
        work.commit(Entry::Edit { label: "Codebook".into(), operation, continues: false }).unwrap();
    }
    (*work.project).clone()
}

/// The file of a merge, or why there is none.
fn file(one: &Project, other: &Project) -> Result<Vec<u8>, String> {
    merge(one, other).map(|merged| project::write(&merged)).map_err(|_| "refused".to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_and_idempotent(a in acts(16), b in acts(16)) {
        let (a, b) = (state(&a), state(&b));
        prop_assert_eq!(file(&a, &b), file(&b, &a));
        prop_assert_eq!(file(&a, &a), Ok(project::write(&a)));
        if let Ok(both) = merge(&a, &b) {
            prop_assert_eq!(file(&both, &a), file(&a, &b));
            prop_assert_eq!(file(&both, &b), file(&a, &b));
            let read = project::read(&project::write(&both)).unwrap().project;
            prop_assert_eq!(project::write(&read), project::write(&both));
        }
    }

    #[test]
    fn merging_is_associative(a in acts(12), b in acts(12), c in acts(12)) {
        let (a, b, c) = (state(&a), state(&b), state(&c));
        if let (Ok(ab), Ok(bc), Ok(_)) = (merge(&a, &b), merge(&b, &c), merge(&a, &c)) {
            prop_assert_eq!(file(&ab, &c), file(&a, &bc));
        }
    }

    #[test]
    fn a_merge_is_one_step_of_the_log(a in acts(12), b in acts(12)) {
        let mut work = Work::new(state(&a));
        if let Ok(merged) = merge(&work.project, &state(&b)) {
            let before = work.clone();
            let operation = Operation::Replace(Rc::new(merged.clone()));
            let entry = Entry::Edit { label: "Merge".into(), operation, continues: false };
            let begin = store::encode_begin(0, &support::now(), &work.project);
            let record = store::encode(1, &support::now(), &entry, &work.project).unwrap();
            work.commit(entry).unwrap();
            prop_assert_eq!(project::write(&work.project), project::write(&merged));
            let replayed = store::replay(&work.project.id, [&begin, &record]);
            prop_assert_eq!(&replayed.work, &work);
            let taken = store::snapshot::encode(2, &support::now(), &work).unwrap();
            prop_assert_eq!(&store::snapshot::decode(&taken).unwrap().work, &work);
            work.commit(Entry::Undo).unwrap();
            prop_assert_eq!(&work.project, &before.project);
        }
    }
}

fn edit(project: &Project, operations: Vec<Operation>) -> Project {
    let mut changed = project.clone();
    for operation in operations {
        operation.apply(&mut changed).unwrap();
    }
    changed
}

fn noted(project: &Project, id: &str, note: &str) -> Operation {
    let layer = support::layer_id("a-0", "u-ada");
    let record = &project.layers[&layer].records[&id.into()];
    let Record::Mention(mention) = record else { panic!("{id} is no mention") };
    let mention = Mention { note: note.to_owned(), ..(**mention).clone() };
    Operation::PutRecord(layer, Record::Mention(Rc::new(mention)))
}

fn remove(id: &str) -> Operation {
    Operation::RemoveRecord(support::layer_id("a-0", "u-ada"), id.into())
}

/// The note of a mention in a merge; `-` if it is not there.
#[track_caller]
fn check(here: &Project, there: &Project, id: &str, note: &str, fates: &[MergeFate]) {
    let merged = merge(here, there).unwrap();
    let layer = &merged.layers[&support::layer_id("a-0", "u-ada")];
    let found = match layer.records.get(&id.into()) {
        Some(Record::Mention(mention)) => mention.note.as_str(),
        _ => "-",
    };
    assert_eq!(found, note);
    let found = differences(here, there, &merged);
    assert_eq!(found.iter().map(|it| it.fate).collect::<Vec<_>>(), fates, "{found:#?}");
}

#[test]
fn a_refused_edit_leaves_every_revision_as_it_was() {
    let base = support::project();
    for last in [remove("m-9"), Operation::RemoveEntity("e-9".into())] {
        let layer = support::layer_id("a-0", "u-ada");
        let parts =
            vec![noted(&base, "m-2", "refused"), remove("m-1"), Operation::RemoveLayer(layer)];
        let mut project = base.clone();
        let nested = Operation::Batch(vec![Operation::Batch(parts), last]);
        assert!(nested.apply(&mut project).is_err());
        assert_eq!(project::write(&project), project::write(&base));
    }
}

#[test]
fn of_a_record_the_later_state_counts_and_a_deletion_is_one() {
    let base = support::project();
    let once = edit(&base, vec![noted(&base, "m-1", "once")]);
    let twice = edit(&base, vec![noted(&base, "m-1", "first"), noted(&base, "m-1", "twice")]);
    check(&base, &once, "m-1", "once", &[MergeFate::Changed]);
    check(&once, &base, "m-1", "once", &[MergeFate::Kept]);
    check(&once, &twice, "m-1", "twice", &[MergeFate::Changed]);
    let gone = edit(&once, vec![remove("m-1")]);
    check(&once, &gone, "m-1", "-", &[MergeFate::Deleted]);
    check(&gone, &once, "m-1", "-", &[MergeFate::StaysDeleted]);
    // Written again after its deletion was heard of: that is later.
    let again = merge(&gone, &base).unwrap();
    let again = edit(
        &again,
        vec![Operation::PutRecord(
            support::layer_id("a-0", "u-ada"),
            once.layers[&support::layer_id("a-0", "u-ada")].records[&"m-1".into()].clone(),
        )],
    );
    check(&gone, &again, "m-1", "once", &[MergeFate::Added]);
}

#[test]
fn an_undo_is_a_later_change() {
    let base = support::project();
    let mut work = Work::new(base.clone());
    let operation = noted(&base, "m-1", "undone");
    work.commit(Entry::Edit { label: "Note".into(), operation, continues: false }).unwrap();
    let shared = work.project.clone();
    work.commit(Entry::Undo).unwrap();
    check(&work.project, &shared, "m-1", "", &[MergeFate::Kept]);
    assert_eq!(*work.project, base);
}

#[test]
fn another_annotators_layers_are_added() {
    let base = support::project();
    let layer = support::layer_id("a-2", "u-zoë");
    let there = edit(&base, vec![Operation::SetStatus(layer.clone(), Status::Done)]);
    let here = edit(&base, vec![Operation::SetName("Here".to_owned())]);
    let merged = merge(&here, &there).unwrap();
    assert_eq!((merged.name.as_str(), merged.layers[&layer].status), ("Here", Status::Done));
}

/// The ids of a codebook's entity types behind changes of two machines, from `abc` on.
#[track_caller]
fn check_types(here: &[&str], there: &[&str], expected: &str, fates: &[&str]) {
    let typed = |ids: &str| {
        let template = PRESETS[0].codebook().entity_types[0].clone();
        let types = ids.chars().map(|id| EntityType {
            id: id.to_ascii_lowercase().to_string().as_str().into(),
            label: id.to_string(),
            ..template.clone()
        });
        Codebook { entity_types: types.collect(), ..PRESETS[0].codebook() }
    };
    let behind = |states: &[&str]| {
        let mut project = Project::new("p".into(), "", typed("abc"));
        for ids in states {
            Operation::SetCodebook(Rc::new(typed(ids))).apply(&mut project).unwrap();
        }
        project
    };
    let (here, there) = (behind(here), behind(there));
    let merged = merge(&here, &there).unwrap();
    let labels: String = merged.codebook.entity_types.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, expected);
    assert_eq!(merge(&there, &here).unwrap().codebook, merged.codebook);
    let folder = project::folder::open(&project::folder::write(&merged)).unwrap();
    assert_eq!(project::write(&folder), project::write(&merged));
    let found = differences(&here, &there, &merged);
    let found: Vec<String> =
        found.iter().map(|it| format!("{}: {}", it.words, it.fate.words())).collect();
    assert_eq!(found, fates);
}

#[test]
fn of_a_codebook_each_part_is_merged_by_itself() {
    let line =
        |id: &str, fate: MergeFate| format!("Codebook: entity type “{id}”: {}", fate.words());
    let lines = |of: &[(&str, MergeFate)]| of.iter().map(|(id, fate)| line(id, *fate)).collect();
    let check = |here: &[&str], there: &[&str], expected: &str, of: &[(&str, MergeFate)]| {
        let fates: Vec<String> = lines(of);
        check_types(here, there, expected, &fates.iter().map(|it| &**it).collect::<Vec<_>>());
    };
    use MergeFate::{Added, Changed, Deleted, Kept, StaysDeleted};
    // A capital is another label of the same type.
    check(&["Abc"], &["aBc"], "ABc", &[("A", Kept), ("b", Changed)]);
    check(&["Abc"], &["abc", "abcD"], "AbcD", &[("A", Kept), ("D", Added)]);
    check(&["ab"], &["abcD"], "abD", &[("c", StaysDeleted), ("D", Added)]);
    check(&["abc"], &["ac"], "ac", &[("b", Deleted)]);
    // Changed later than it was taken out: it comes back, behind the order that was given without it.
    check(&["ac"], &["abC", "aBC"], "aCB", &[("c", Changed), ("B", Added)]);
    // The order that was given last, and behind it what it does not name.
    let order = format!("Codebook: order of the entity types: {}", Changed.words());
    check_types(&["abcE"], &["abc", "cba"], "cbaE", &[&order]);
}

#[test]
fn a_codebook_that_an_earlier_program_changed_counts_as_changed_as_a_whole() {
    let base = support::project();
    let mut there = base.clone();
    let mut codebook = (*there.codebook).clone();
    codebook.entity_types[0].label = "Theirs".to_owned();
    codebook.entity_types.truncate(2);
    there.codebook = Rc::new(codebook);
    there.clock.note(Place::Codebook);
    let merged = merge(&base, &there).unwrap();
    assert_eq!(merged.codebook, there.codebook);
    let mut codebook = (*there.codebook).clone();
    codebook.entity_types[0].label = "Ours".to_owned();
    let later = edit(&there, vec![Operation::SetCodebook(Rc::new(codebook.clone()))]);
    assert_eq!(*merge(&later, &merged).unwrap().codebook, codebook);
}

#[test]
fn what_cannot_be_merged_is_said() {
    let base = support::project();
    let mut other = base.clone();
    other.id = "p-other".into();
    assert!(matches!(merge(&base, &other), Err(MergeError::OtherProject(..))));
    let mut other = base.clone();
    let article = Rc::make_mut(other.articles.get_mut(&"a-2".into()).unwrap());
    article.text = standpoint::text::Text::new("Another text.");
    article.segments.clear();
    let error = merge(&base, &other).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected one text of the article “a-2”, found two different ones"
    );
    let mut project = base.clone();
    let replace = Operation::Replace(Rc::new(other));
    assert_eq!(replace.apply(&mut project), Err(ApplyError::TextChanged("a-2".into())));
    assert_eq!(project, base);
}

#[test]
fn the_command_line_merges_files() {
    let folder = std::env::temp_dir().join(format!("standpoint-merge-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let base = support::project();
    let there = edit(&base, vec![noted(&base, "m-1", "there"), remove("m-2")]);
    let [one, other, out] = ["one.json", "other.json", "out.json"].map(|name| folder.join(name));
    std::fs::write(&one, project::write(&base)).unwrap();
    std::fs::write(&other, project::write(&there)).unwrap();
    let run = |files: [&std::path::Path; 2]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_standpoint"));
        command.arg("merge").args(files).arg("-o").arg(&out).output().unwrap()
    };
    let done = run([&one, &other]);
    assert!(done.status.success(), "{done:?}");
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("Mention “annotation”, ada in “Leaders"), "{said}");
    assert!(said.contains(": deleted, as in the file"), "{said}");
    assert_eq!(std::fs::read(&out).unwrap(), project::write(&merge(&base, &there).unwrap()));
    std::fs::write(&other, "{}").unwrap();
    let refused = run([&one, &other]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("Nothing was written"));
    std::fs::remove_dir_all(&folder).unwrap();
}
