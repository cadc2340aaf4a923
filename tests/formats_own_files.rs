//! The program’s own forms beside the project file: the folder for git, and lines of articles.

mod support;

use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::project;
use standpoint::formats::table::Format;
use standpoint::model::{Decision, Project, Record};

fn format(id: &str) -> &'static Format {
    Format::of(id).expect("a format of the table")
}

fn folder(project: &Project) -> Vec<File> {
    format("standpoint-folder").write(project, &Choice::everything()).unwrap().files
}

fn read(files: &[File]) -> Import {
    format("standpoint-folder").read(files, &ReadChoice::default())
}

#[track_caller]
fn says(import: &Import, expected: &[&str]) {
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_folder_is_the_same_project_with_its_clock() {
    let mut work = support::random::start();
    for title in ["One", "Two"] {
        let details = standpoint::model::Details { title: title.into(), ..Default::default() };
        let id = work.project.articles.keys().next().unwrap().clone();
        let operation = standpoint::model::Operation::SetDetails(id, details.into());
        let entry =
            standpoint::model::Entry::Edit { label: "x".into(), operation, continues: false };
        work.commit(entry).unwrap();
    }
    let files = folder(&work.project);
    let import = read(&files);
    says(&import, &[]);
    assert!(project::write(&import.project) == project::write(&work.project));
}

#[test]
fn work_on_one_article_changes_one_file() {
    let work = support::random::start();
    let mut changed = work.clone();
    let id = work.project.articles.keys().next().unwrap().clone();
    let details = standpoint::model::Details { title: "New".into(), ..Default::default() };
    let operation = standpoint::model::Operation::SetDetails(id, details.into());
    let entry = standpoint::model::Entry::Edit { label: "x".into(), operation, continues: false };
    changed.commit(entry).unwrap();
    let (before, after) = (folder(&work.project), folder(&changed.project));
    let differ = before.iter().zip(&after).filter(|(a, b)| a.bytes != b.bytes);
    assert_eq!(differ.map(|(a, _)| a.path.as_str()).collect::<Vec<_>>(), ["articles/a-0.json"]);
}

#[test]
fn names_are_safe_on_every_system() {
    let mut project = support::project();
    let first = project.articles.values().next().unwrap().clone();
    let ids = ["con", "A", "../x", "é", ".hidden", "com1", &"long".repeat(60)];
    for id in ids {
        let mut article = (*first).clone();
        article.id = id.into();
        project.articles.insert(id.into(), article.into());
    }
    let files = folder(&project);
    for file in &files {
        let name = file.name().strip_suffix(".json").unwrap();
        let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_%".contains(c);
        assert!(name.chars().all(is_safe) && name.len() <= 100, "{name}");
        assert!(!["con", "com1"].contains(&name), "{name}");
    }
    assert_eq!(read(&files).project, project);
}

#[test]
fn a_conflict_of_git_is_named_and_the_other_articles_are_read() {
    let mut files = folder(&support::project());
    let at = files.iter().position(|file| file.path == "articles/a-1.json").unwrap();
    let text = String::from_utf8(files[at].bytes.clone()).unwrap();
    let end = text.find('\n').unwrap() + 1;
    let conflict = format!("{}<<<<<<< ours\n{}", &text[..end], &text[end..]);
    files[at].bytes = conflict.into_bytes();
    let twice = File::new("articles/copy.json", files[2].bytes.clone());
    files.push(twice);
    let import = read(&files);
    says(
        &import,
        &[
            "a-1.json, line 2, column 1: expected JSON, found a conflict that git",
            "articles/copy.json: expected each article once, found a-0",
        ],
    );
    assert_eq!(import.project.articles.len(), 2);
}

#[test]
fn what_is_amiss_is_named_in_its_own_file() {
    let mut files = folder(&support::project());
    let text = String::from_utf8(files[2].bytes.clone()).unwrap();
    files[2].bytes = text.replacen("\"exact\": \"", "\"exact\": \"not ", 1).into_bytes();
    let import = read(&files);
    let said = import.problems[0].to_string();
    assert!(said.starts_with("articles/a-0.json, /articles/a-0/segments/"), "{said}");
    says(&read(&files[1..]), &["expected project.json beside it, found none"]);
}

fn lines(lines: &str) -> Vec<String> {
    let file = File::new("model.jsonl", lines);
    let found = Format::recognised(std::slice::from_ref(&file)).expect("it is told by its fields");
    assert_eq!(found.id, "articles-jsonl");
    let import = found.read(&[file], &ReadChoice::default());
    let mut marks = Vec::new();
    for (id, layer) in &import.project.layers {
        let text = &import.project.articles[&id.article].text;
        for record in layer.records.values() {
            let made = record.provenance();
            let model = made.model.as_ref().map_or("", |model| &model.name);
            let score = made.extra.get("score").map(ToString::to_string).unwrap_or_default();
            let sign = match made.decision {
                Some(Decision::Pending) => "?",
                Some(Decision::Rejected) => "-",
                _ => "",
            };
            let what = match record {
                Record::Mention(it) => format!("{}:{}", it.entity_type, it.fragments.words(text)),
                Record::Stance(it) => format!("{:?}", it.polarity),
                Record::DocumentStance(it) => format!("all {:?}", it.polarity),
            };
            marks.push(format!("{sign}{what} {model} {score}").trim().to_owned());
        }
    }
    marks.extend(import.problems.iter().map(ToString::to_string));
    marks
}

#[test]
fn lines_of_a_model_are_suggestions_with_its_name_and_score() {
    let mention = r#"{"start": 0, "end": 3, "quote": "Ada", "type": "person""#;
    let line = |more: &str, of: &str| {
        format!(r#"{{"text": "Ada met Carl."{of}, "mentions": [{mention}{more}}}]}}"#)
    };
    assert_eq!(lines(&line("", "")), ["person:Ada"]);
    assert_eq!(lines(&line("", r#", "model": "ner-3""#)), ["?person:Ada ner-3"]);
    assert_eq!(
        lines(&line(r#", "score": 0.93"#, r#", "model": "ner-3""#)),
        ["?person:Ada ner-3 0.93"]
    );
    assert_eq!(
        lines(&line(r#", "model": "own", "decision": "rejected""#, "")),
        ["-person:Ada own"]
    );
    assert_eq!(lines(&line(r#", "decision": "pending""#, "")), ["?person:Ada"]);
    let stance = r#"{"text": "Ada met Carl.", "mentions": [], "model": "m",
        "stances": [{"polarity": "FAVOR", "holder_name": "Ada", "target_name": "peace", "score": 1}],
        "document_stances": [{"polarity": "BOTH"}]}"#;
    assert_eq!(lines(&stance.replace('\n', " ")), ["?Favor m 1", "?all Both m"]);
}

#[test]
fn lines_name_what_is_amiss_and_keep_the_rest() {
    let line = r#"{"text": "Ada met Carl.", "sha256": "0", "mentions": [
        {"start": 0, "end": 3, "quote": "Eve", "type": "person"}, {"start": 0, "type": "person"},
        {"start": 8, "end": 12, "quote": "Carl", "type": "person"}]}"#;
    let found = lines(&line.replace('\n', " "));
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(found[0], "person:Carl");
    for expected in [
        "model.jsonl, line 1: expected the text that its “sha256” names",
        "expected an end behind the start 0, found 0",
        "expected “Eve” at 0, found “Ada”",
    ] {
        assert!(found.iter().any(|said| said.contains(expected)), "{expected}: {found:#?}");
    }
}
