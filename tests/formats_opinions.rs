//! Opinions of shared tasks: what their own files have, and what of ours they show.

#[path = "support/imported.rs"]
mod imported;
mod support;

use imported::check_import;
use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::{Holder, Intensity, Polarity, Project, Stance, TargetKind};

fn read(id: &str, name: &str, text: impl Into<Vec<u8>>) -> Import {
    let file = File::new(name, text);
    let format = Format::recognised(std::slice::from_ref(&file)).expect("it is told by its fields");
    assert_eq!(format.id, id);
    format.read(&[file], &ReadChoice::default())
}

fn semeval(opinions: &str) -> Import {
    let text = "Even though the price is decent for Paris , I would not recommend this hotel .";
    let entry = format!(r#"{{"sent_id": "hotel-6", "text": "{text}", "opinions": [{opinions}]}}"#);
    read("semeval-2022", "dev.json", format!("[{entry}]"))
}

fn stances(import: &Import) -> Vec<Stance> {
    let layers = import.project.layers.values();
    layers.flat_map(|layer| layer.stances().map(|it| (**it).clone())).collect()
}

/// The names of a stance's holder and target.
fn ends(project: &Project, stance: &Stance) -> [String; 2] {
    let name = |id| project.entities.get(id).map(|it| it.name.clone()).unwrap_or_default();
    let holder = match &stance.holder {
        Some(Holder::Entity(id)) => name(id),
        _ => String::new(),
    };
    let target = match stance.target.as_ref().map(|target| &target.kind) {
        Some(TargetKind::Entity(id)) => name(id),
        _ => String::new(),
    };
    [holder, target]
}

const DISLIKES: &str = r#"{"Source": [["I"], ["44:45"]], "Target": [["this hotel"], ["66:76"]],
    "Polar_expression": [["would not recommend"], ["46:65"]], "Polarity": "Negative", "Intensity": "Strong"}"#;

#[test]
fn the_tasks_own_entries_become_stances_with_mentions_at_their_ends() {
    let likes = r#"{"Source": [[], []], "Target": [["the price"], ["12:21"]],
        "Polar_expression": [["decent"], ["25:31"]], "Polarity": "positive", "Intensity": "average"}"#;
    let import = semeval(&format!("{DISLIKES}, {likes}"));
    let marks = [
        "Against would not recommend",
        "holder I",
        "target this hotel",
        "Favor decent",
        "target the price",
    ];
    check_import(&import, &marks, &[]);
    assert!(import.project.articles.contains_key(&"hotel-6".into()));
    let [no, yes] = &stances(&import)[..] else { panic!("expected two stances") };
    assert_eq!(ends(&import.project, no), ["I", "this hotel"]);
    assert_eq!(ends(&import.project, yes), ["", "the price"]);
    assert_eq!(no.intensity, Some(Intensity::High));
    assert_eq!(yes.intensity, Some(Intensity::Medium));
}

#[test]
fn a_mention_at_the_end_of_several_opinions_comes_in_once() {
    let import = semeval(&format!("{DISLIKES}, {DISLIKES}"));
    let layer = import.project.layers.values().next().unwrap();
    assert_eq!((layer.mentions().count(), layer.stances().count()), (2, 2));
    assert_eq!(import.problems, []);
}

#[test]
fn pieces_and_early_files_places_are_read() {
    let import = semeval(
        r#"{"Source": null, "Target": ["this hotel", "66:76"],
        "Polar_expression": [["not", "recommend"], ["52:55", "56:65"]], "Polarity": "Neutral"}"#,
    );
    check_import(&import, &["Neutral not … recommend", "target this hotel"], &[]);
    let stance = &stances(&import)[0];
    assert_eq!(stance.expression.as_ref().unwrap().spans().len(), 2);
}

#[test]
fn what_is_wrong_in_an_opinion_is_said_and_costs_only_that() {
    let wrong_words = DISLIKES.replace("66:76", "12:21");
    let import = semeval(&format!(
        r#"{DISLIKES}, {{"Polarity": "mixed"}}, {{"Polarity": "Positive", "Target": [["x"], ["1-2"]]}}, {wrong_words}"#
    ));
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    for expected in [
        "dev.json, line 1, /opinions/1: expected Positive, Negative or Neutral, found “mixed”",
        "/opinions/2: expected a place such as 12:21 in “Target”, found “1-2”",
        "/opinions/3: expected “this hotel” at 12, found “the price”",
    ] {
        assert!(said.iter().any(|said| said.contains(expected)), "{said:#?}");
    }
    assert_eq!((said.len(), stances(&import).len()), (3, 2));
}

#[test]
fn positions_count_code_points() {
    let import = read(
        "semeval-2022",
        "dev.json",
        r#"[{"sent_id": "1", "text": "💩💩 Zoë likes it", "opinions": [{"Source": [["Zoë"], ["3:6"]], "Target": [[], []],
            "Polar_expression": [["likes"], ["7:12"]], "Polarity": "Positive", "Intensity": null}]}]"#,
    );
    check_import(&import, &["Favor likes", "holder Zoë"], &[]);
}

#[test]
fn polarity_and_intensity_that_were_changed_in_the_file_count() {
    let format = Format::of("semeval-2022").unwrap();
    let mut files = format.write(&support::project(), &Choice::everything()).unwrap().files;
    let text = String::from_utf8(files[0].bytes.clone()).unwrap();
    let before = stances(&format.read(&files, &ReadChoice::default()));
    assert!(text.contains(r#""Polarity":"Negative""#), "the sample has one");
    files[0].bytes = text
        .replace(r#""Polarity":"Negative""#, r#""Polarity":"Positive""#)
        .replace(r#""Intensity":"Strong""#, r#""Intensity":"Slight""#)
        .into_bytes();
    let after = stances(&format.read(&files, &ReadChoice::default()));
    assert_eq!(before.len(), after.len());
    let strong = |it: &Stance| it.intensity >= Some(Intensity::High);
    assert!(before.iter().any(strong) && !after.iter().any(strong));
    for (was, is) in before.iter().zip(&after) {
        assert_eq!((was.polarity, is.polarity), (Polarity::Against, Polarity::Favor));
        assert_eq!((&was.id, &was.holder, &was.cue), (&is.id, &is.holder, &is.cue));
    }
}

fn newsmtsc(targets: &str) -> Import {
    let text = "But Judge Gorsuch, whom 💩 Trump nominated, said that he liked him.";
    let line = format!(
        r#"{{"primary_gid": "allsides_1_4_17", "sentence_normalized": "{text}", "targets": [{targets}]}}"#
    );
    read("newsmtsc", "train.jsonl", line)
}

const GORSUCH: &str = r#"{"Input.gid": "allsides_1_4_17", "from": 4, "to": 17, "mention": "Judge Gorsuch",
    "polarity": 6.0, "further_mentions": [{"from": 53, "to": 55, "mention": "he"}]}"#;

#[test]
fn targets_become_stances_to_entities_with_all_their_mentions() {
    let trump = r#"{"Input.gid": "b", "from": 26, "to": 31, "mention": "Trump", "polarity": 2}"#;
    let import = newsmtsc(&format!("{GORSUCH}, {trump}"));
    let marks = ["Favor ", "target Judge Gorsuch", "target he", "Against ", "target Trump"];
    check_import(&import, &marks, &[]);
    let [to_gorsuch, to_trump] = &stances(&import)[..] else { panic!("expected two stances") };
    assert_eq!(ends(&import.project, to_gorsuch), ["", "Judge Gorsuch"]);
    assert_eq!(ends(&import.project, to_trump), ["", "Trump"]);
    let entities: Vec<_> = import.project.entities.values().map(|it| it.name.as_str()).collect();
    assert_eq!(entities, ["Judge Gorsuch", "Trump"], "what “he” stands for has one name");
}

#[test]
fn a_target_without_a_place_or_of_another_number_is_said() {
    let import = newsmtsc(&format!(
        r#"{GORSUCH}, {{"from": 26, "mention": "Trump", "polarity": 4.0}}, {{"from": 26, "to": 31, "polarity": 3.0}}"#
    ));
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("line 1, /targets/1: expected “from” and “to”"), "{said:#?}");
    assert!(said[1].contains("/targets/2: expected 2.0, 4.0 or 6.0"), "{said:#?}");
    assert_eq!(stances(&import).len(), 1);
}

#[test]
fn numbers_are_written_as_the_task_has_them() {
    let import = newsmtsc(GORSUCH);
    let format = Format::of("newsmtsc").unwrap();
    let written = format.write(&import.project, &Choice::everything()).unwrap();
    let text = String::from_utf8(written.files[0].bytes.clone()).unwrap();
    assert!(text.contains(r#""polarity":6.0"#) && text.contains(r#""from":4"#), "{text}");
    assert!(text.contains(r#""mention":"he""#) && text.ends_with("}\n"), "{text}");
}

/// The targets and stances of whole articles, by the article's text.
fn rows(import: &Import) -> Vec<String> {
    let mut rows = Vec::new();
    for (id, layer) in &import.project.layers {
        for stance in layer.document_stances() {
            let target = match stance.target.as_ref().map(|target| &target.kind) {
                Some(TargetKind::Entity(id)) => import.project.entities[id].name.clone(),
                Some(TargetKind::Issue(id)) => {
                    import.project.codebook.issue(id).unwrap().label.clone()
                }
                Some(TargetKind::Proposition(words)) => words.clone(),
                None => String::new(),
            };
            let text = import.project.articles[&id.article].text.as_str();
            rows.push(format!("{:?} {target}: {text}", stance.polarity));
        }
    }
    rows
}

const TWEETS: &str = "ID\tTarget\tTweet\tStance\n\
    101\tAtheism\tdear \"lord\" \\n thank u #SemST\tAGAINST\n\
    102\tHillary Clinton\tRT @x: \"She's 100% right 💩\tFAVOR\n";

#[test]
fn rows_of_the_task_become_stances_of_articles_and_nothing_in_them_is_quoted() {
    let import = read("semeval-2016", "semeval2016-task6-trainingdata.txt", TWEETS);
    check_import(&import, &["Against of all", "Favor of all"], &[]);
    assert_eq!(
        rows(&import),
        [
            "Against Atheism: dear \"lord\" \\n thank u #SemST",
            "Favor Hillary Clinton: RT @x: \"She's 100% right 💩"
        ]
    );
    assert!(import.project.articles.contains_key(&"101".into()));
    let issues = import.project.codebook.issues.iter().map(|issue| issue.label.as_str());
    assert_eq!(issues.collect::<Vec<_>>(), ["Atheism", "Hillary Clinton"]);
}

#[test]
fn latin_1_and_line_ends_of_windows_are_read_and_the_encoding_is_said() {
    let mut bytes = b"ID\tTarget\tTweet\tStance\r\n1\tAtheism\tcaf\xe9 na\xefve\tNONE\r\n".to_vec();
    let import = read("semeval-2016", "trial.txt", bytes.clone());
    assert_eq!(rows(&import), ["None Atheism: café naïve"]);
    check_import(
        &import,
        &["None of all"],
        &["expected UTF-8, found other bytes: it was read as windows-1252"],
    );
    assert_eq!(import.project.articles[&"1".into()].source.encoding, "windows-1252");
    bytes.splice(0..0, *b"\xef\xbb\xbf");
    let marked = File::new("trial.txt", bytes);
    assert_eq!(Format::recognised(&[marked]).map(|it| it.id), Some("semeval-2016"));
}

#[test]
fn further_columns_are_kept_and_texts_without_a_stance_come_in_as_articles() {
    let import = read(
        "semeval-2016",
        "all-annotations.txt",
        "ID\tTarget\tTweet\tStance\tOpinion towards\tSentiment\n\
         7\tAtheism\tno\tAGAINST\tTARGET\tNEGATIVE\n8\tAtheism\tyes\tUNKNOWN\n",
    );
    check_import(&import, &["Against of all"], &[]);
    assert_eq!((rows(&import).len(), import.project.articles.len()), (1, 2));
    let layer = import.project.layers.values().next().unwrap();
    let kept = &layer.document_stances().next().unwrap().extra["columns"];
    assert_eq!(kept["Opinion towards"], "TARGET");
    assert_eq!(kept["Sentiment"], "NEGATIVE");
}

#[test]
fn a_row_that_is_cut_or_of_another_label_is_said_by_line() {
    let import = read(
        "semeval-2016",
        "train.tsv",
        format!("{TWEETS}3\tAtheism\n4\tAtheism\tx\tmaybe\n5\tA\ty\tz\tFAVOR\n6\tA\t\tNONE\n"),
    );
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 4, "{said:#?}");
    for (said, expected) in said.iter().zip([
        "train.tsv, line 4: expected 4 cells between tabs, found 2: the row was left out",
        "line 5: expected FAVOR, AGAINST, NONE or UNKNOWN as stance, found “maybe”",
        "line 6: expected 4 cells between tabs, found 5",
        "line 7: expected a text in the column Tweet, found none",
    ]) {
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(rows(&import).len(), 2);
}

#[test]
fn a_stance_and_a_target_that_were_changed_in_the_file_count() {
    let format = Format::of("semeval-2016").unwrap();
    let project = read("semeval-2016", "train.tsv", TWEETS).project;
    let mut files = format.write(&project, &Choice::everything()).unwrap().files;
    let text = String::from_utf8(files[0].bytes.clone()).unwrap();
    let line = text.lines().nth(1).unwrap();
    let mut cells: Vec<&str> = line.split('\t').collect();
    assert_eq!((cells.len(), cells[3]), (5, "AGAINST"));
    cells[1] = "Free lunches";
    cells[3] = "FAVOR";
    files[0].bytes = text.replacen(line, &cells.join("\t"), 1).into_bytes();
    let import = format.read(&files, &ReadChoice::default());
    assert_eq!(import.problems, []);
    let rows = rows(&import);
    assert!(rows.iter().any(|row| row.starts_with("Favor Free lunches: ")), "{rows:?}");
}

#[test]
fn only_the_authors_own_stances_are_rows_beside_those_of_whole_articles() {
    let import = semeval(DISLIKES);
    let mut project = import.project;
    let format = Format::of("semeval-2016").unwrap();
    let count = |project: &Project| {
        let output = format.write(project, &Choice::everything()).unwrap();
        let text = String::from_utf8(output.files[0].bytes.clone()).unwrap();
        text.lines().filter(|line| line.contains("\tAGAINST\t")).count()
    };
    assert_eq!(count(&project), 0, "the holder is somebody in the text");
    let id = project.layers.keys().next().unwrap().clone();
    let layer = std::rc::Rc::make_mut(project.layers.get_mut(&id).unwrap());
    let mut stance = (**layer.stances().next().unwrap()).clone();
    stance.holder = Some(Holder::Author);
    layer.insert(standpoint::model::Record::Stance(stance.into()));
    assert_eq!(count(&project), 1);
}
