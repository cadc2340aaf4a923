//! Files of every version ever shipped open for ever.

mod support;

use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::Value;
use standpoint::formats::project;
use standpoint::model::*;
use standpoint::store::{self, snapshot};
use standpoint::text::Reach;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn golden(name: &str) -> Vec<u8> {
    fs::read(path("tests/golden").join(name)).unwrap()
}

fn log(name: &str) -> Vec<Vec<u8>> {
    let file = golden(name);
    file.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
}

#[test]
fn project_1_0_opens_and_saves_the_same_bytes() {
    let file = golden("project-1.0.json");
    let opened = project::read(&file).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(project::write(&opened.project), file);
    assert_eq!(opened.project, support::project());
}

#[test]
fn project_1_1_opens_and_saves_the_same_bytes() {
    let file = golden("project-1.1.json");
    let opened = project::read(&file).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(project::write(&opened.project), file);
    assert_eq!(opened.project, support::project_of_1_1());
}

#[test]
fn a_project_with_rules_for_finding_names_opens_and_saves_the_same_bytes() {
    let file = golden("project-1.1-matching.json");
    let opened = project::read(&file).unwrap();
    assert_eq!(opened.problems, []);
    assert_eq!(project::write(&opened.project), file);
    assert_eq!(opened.project, support::project_with_matching());
}

#[test]
fn log_v1_replays_to_its_project() {
    check_log("log-v1", scripted(support::project(), script()));
}

#[test]
fn a_log_with_attributes_replays_to_its_project() {
    check_log("log-v1-attributes", scripted(support::project_of_1_1(), script_of_attributes()));
}

#[test]
fn a_log_with_rules_for_finding_names_replays_to_its_project() {
    check_log("log-v1-matching", scripted(support::project_with_matching(), script_of_matching()));
}

fn check_log(name: &str, (expected, records): (Work, Vec<Vec<u8>>)) {
    let replayed = store::replay(&"p-sample".into(), log(&format!("{name}.jsonl")));
    assert_eq!(replayed.problems, []);
    assert_eq!(replayed.set_aside, []);
    assert_eq!(replayed.next_seq, records.len() as u64);
    assert_eq!(replayed.work, expected);
    let file = golden(&format!("{name}.project.json"));
    assert_eq!(
        String::from_utf8(project::write(&replayed.work.project.unclocked())),
        String::from_utf8(file)
    );
}

#[test]
fn snapshot_v1_opens_to_its_work() {
    let file = golden("snapshot-v1.json");
    let taken = snapshot::decode(&file).unwrap();
    let (expected, records) = scripted(support::project(), script());
    assert_eq!(taken.seq, records.len() as u64);
    assert_eq!(taken.work, expected);
    // Taken anew, it is as this program writes it, and stays so.
    let encode = |work: &Work| snapshot::encode(taken.seq, &support::now(), work).unwrap();
    let anew = encode(&taken.work);
    assert_eq!(encode(&snapshot::decode(&anew).unwrap().work), anew);
}

#[test]
fn rescue_files_of_version_1_open() {
    let (expected, _) = scripted(support::project(), script());
    for name in ["rescue-v1.json", "rescue-v1-snapshots.json"] {
        let read = store::rescue::read(&golden(name)).unwrap();
        assert_eq!((&read.work, read.set_aside.len()), (&expected, 0), "{name}");
    }
}

#[test]
fn the_golden_project_fits_the_schema() {
    let schema = fs::read(path("schema/standpoint-project.schema.json")).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    for name in [
        "project-1.0.json",
        "log-v1.project.json",
        "project-1.1.json",
        "log-v1-attributes.project.json",
        "project-1.1-matching.json",
        "log-v1-matching.project.json",
    ] {
        let value: Value = serde_json::from_slice(&golden(name)).unwrap();
        assert_eq!(support::schema::faults(&schema, &value), [""; 0], "{name}");
    }
    let wrong = serde_json::json!({"format": "standpoint-project", "version": "2.0"});
    assert!(support::schema::faults(&schema, &wrong).len() > 5);
}

/// The work that a script makes, and its log.
fn scripted(project: Project, script: Vec<Entry>) -> (Work, Vec<Vec<u8>>) {
    let at = support::now();
    let mut work = Work::new(project);
    let mut records = vec![store::encode_begin(0, &at, &work.project)];
    for entry in script {
        let record = store::encode(records.len() as u64, &at, &entry, &work.project);
        records.push(record.unwrap());
        work.commit(entry).unwrap();
    }
    (work, records)
}

/// Every sort of record that version 1 of the log had at first.
fn script() -> Vec<Entry> {
    let english = support::article(0);
    let ada = support::layer_id("a-0", "u-ada");
    let mut copy = support::article(2);
    copy.id = "a-copy".into();
    let copied = support::layer_id("a-copy", "u-zoë");
    let words = support::fragments(&copy.text, &["東京で会議", "🇨🇦🇫🇷"]);
    let mention = |id, words: &[&str]| {
        support::mention(id, support::fragments(&english.text, words), "person", Some("e-new"))
    };
    let details = Details { title: "Corrected".to_owned(), ..english.details.clone() };
    let annotator = Annotator { name: "Zoë".to_owned(), extra: Extra::new() };
    let mut layer = Layer { status: Status::Skipped, ..Layer::default() };
    layer.insert(support::full_stance("s-2", &english.text));
    let edit =
        |operation, continues| Entry::Edit { label: "“Step”".into(), operation, continues };
    use Operation as Do;
    vec![
        edit(Do::PutEntity(Rc::new(support::entity("e-new", "Ada 👩🏽‍🚀", "person"))), false),
        edit(Do::PutRecord(ada.clone(), mention("m-new", &["Ada 👩🏽‍🚀"])), false),
        edit(Do::PutRecord(ada.clone(), mention("m-more", &["Leaders", "Carney"])), true),
        Entry::Undo,
        Entry::Redo,
        edit(
            Do::Batch(vec![
                Do::PutArticle(Rc::new(copy)),
                Do::PutRecord(copied.clone(), support::mention("m-copy", words, "event", None)),
                Do::SetStatus(copied, Status::Done),
            ]),
            false,
        ),
        edit(Do::SetDetails("a-0".into(), Rc::new(details)), false),
        edit(Do::PutLayer(support::layer_id("a-0", "u-zoë"), Rc::new(layer)), false),
        edit(Do::RemoveLayer(support::layer_id("a-1", "u-zoë")), false),
        edit(Do::RemoveArticle("a-2".into()), false),
        edit(Do::RemoveRecord(ada, "m-1".into()), false),
        edit(Do::RemoveEntity("e-كندا".into()), false),
        edit(Do::PutAnnotator("u-zoë".into(), annotator), false),
        edit(
            Do::PutAnnotator("u-3".into(), Annotator { name: String::new(), extra: Extra::new() }),
            false,
        ),
        edit(Do::RemoveAnnotator("u-3".into()), false),
        edit(Do::SetCodebook(Rc::new(DEFAULT_PRESET.codebook())), false),
        edit(Do::SetName("Renamed".to_owned()), false),
        Entry::Undo,
    ]
}

/// The sorts of records that came with attributes.
fn script_of_attributes() -> Vec<Entry> {
    let edit = |operation| Entry::Edit { label: "Step".into(), operation, continues: false };
    let [ada, zoë] = [("a-0", "u-ada"), ("a-2", "u-zoë")].map(|(a, u)| support::layer_id(a, u));
    let words = |words: &str| Some(AttributeValue::Words(words.to_owned()));
    let number = |digits: &str| Some(AttributeValue::Number(digits.parse().unwrap()));
    use Operation::SetAttribute as Set;
    vec![
        edit(Set(ada.clone(), "salience".into(), number("1e3"))),
        edit(Set(ada.clone(), "remark".into(), None)),
        edit(Set(zoë, "remark".into(), words("“first”"))),
        edit(Operation::Batch(vec![
            Operation::SetCodebook(Rc::new(DEFAULT_PRESET.codebook())),
            Set(ada, "salience".into(), None),
        ])),
        Entry::Undo,
    ]
}

/// Rules that come, change and go.
fn script_of_matching() -> Vec<Entry> {
    let put = |id: &str, ignores_case, reach| {
        let matching = Matching { ignores_case, reach };
        let entity = Entity { matching, ..support::entity(id, "Ada 👩🏽‍🚀", "person") };
        let operation = Operation::PutEntity(Rc::new(entity));
        Entry::Edit { label: "Step".into(), operation, continues: false }
    };
    vec![
        put("e-new", true, Reach::Inside),
        put("e-new", false, Reach::Endings),
        put("e-kyiv", false, Reach::Whole),
        Entry::Undo,
        Entry::Undo,
        Entry::Redo,
    ]
}

/// For a new version: `cargo test --test golden -- --ignored`, after naming its files here.
/// Files that are there are left as they are.
#[test]
#[ignore = "writes the golden files of a new version"]
fn write_golden_files() {
    let write = |name: &str, bytes: Vec<u8>| {
        let path = path("tests/golden").join(name);
        if !path.exists() {
            fs::write(path, bytes).unwrap();
        }
    };
    let write_log = |name: &str, (work, mut records): (Work, Vec<Vec<u8>>)| {
        records.iter_mut().for_each(|record| record.push(b'\n'));
        write(&format!("{name}.jsonl"), records.concat());
        write(&format!("{name}.project.json"), project::write(&work.project.unclocked()));
    };
    write_log("log-v1", scripted(support::project(), script()));
    let attributes = scripted(support::project_of_1_1(), script_of_attributes());
    write_log("log-v1-attributes", attributes);
    write_log("log-v1-matching", scripted(support::project_with_matching(), script_of_matching()));
    let (work, records) = scripted(support::project(), script());
    let seq = records.len() as u64;
    write("snapshot-v1.json", snapshot::encode(seq, &support::now(), &work).unwrap());
    let strings = |name: &str| -> Vec<String> {
        log(name).into_iter().map(|record| String::from_utf8(record).unwrap()).collect()
    };
    let mut rescue = serde_json::json!({"format": "standpoint-rescue", "version": 1,
        "project": "p-sample", "records": strings("log-v1.jsonl")});
    write("rescue-v1.json", rescue.to_string().into_bytes());
    rescue["snapshots"] = strings("snapshot-v1.json").into();
    write("rescue-v1-snapshots.json", rescue.to_string().into_bytes());
    write("project-1.0.json", project::write(&support::project()));
    write("project-1.1.json", project::write(&support::project_of_1_1()));
    write("project-1.1-matching.json", project::write(&support::project_with_matching()));
}
