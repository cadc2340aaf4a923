//! Standoff files as brat and its readers take them, which count lines as Python does.

use std::rc::Rc;

use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::digest::sha256_hex;
use standpoint::formats::import::ReadChoice;
use standpoint::formats::project;
use standpoint::formats::table::Format;
use standpoint::model::{Project, Record};
use standpoint::text::Text;

fn brat() -> &'static Format {
    Format::of("brat").unwrap()
}

/// A project file of one text, with the words of each mark, `type: words|words`, and stances likewise.
fn with_marks(text: &str, marks: &[&str]) -> Project {
    let ranges = |words: &str| -> Vec<serde_json::Value> {
        let mut at = 0;
        let mut range = |piece: &str| {
            let start = at + text[at..].find(piece).unwrap();
            at = start + piece.len();
            let [start, end] = [start, at].map(|at| text[..at].chars().count());
            serde_json::json!({"start": start, "end": end, "quote": {"exact": piece}})
        };
        words.split('|').map(&mut range).collect()
    };
    let made = serde_json::json!({"annotator": "p-1", "created": "2026-01-05T09:00:00.000Z",
        "updated": "2026-01-05T09:00:00.000Z", "origin": "manual"});
    let mut layer = serde_json::json!({"status": "done", "mentions": {}, "stances": {}, "document_stances": {}});
    for (number, mark) in marks.iter().enumerate() {
        let (kind, words) = mark.split_once(": ").unwrap();
        let id = format!("r-{number}");
        if kind == "FAVOR" {
            layer["stances"][id] = serde_json::json!({"polarity": kind, "expression": ranges(words), "note": "a\u{2028}b", "provenance": made});
        } else {
            layer["mentions"][id] = serde_json::json!({"type": kind, "fragments": ranges(words), "entity": "e 1", "provenance": made});
        }
    }
    let file = serde_json::json!({
        "format": "standpoint-project", "version": "1.0", "id": "w-1", "name": "",
        "annotators": {"p-1": {"name": ""}},
        "codebook": {"name": "", "entity_types": [{"id": "человек", "label": "Человек | кто", "glyph": "Ч", "colour": "blue"}],
            "polarities": [], "issues": [], "fields": []},
        "entities": {"e 1": {"name": "Ada\u{2028}\u{85}L.", "type": "человек"}},
        "articles": {"a-1": {"title": "", "added": "2026-01-05T09:00:00.000Z", "source": {"file": "a", "encoding": "UTF-8"},
            "sha256": sha256_hex(text.as_bytes()), "text": text}},
        "layers": {"a-1": {"p-1": layer}}, "orphans": []
    });
    let opened = project::read(file.to_string().as_bytes()).unwrap();
    assert_eq!(opened.problems.len(), 0, "{:?}", opened.problems);
    opened.project
}

fn file<'a>(files: &'a [File], name: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == name).unwrap();
    std::str::from_utf8(&file.bytes).unwrap()
}

/// The lines of the annotations of one text, as Python’s `splitlines` has them.
fn check(text: &str, marks: &[&str], expected: &[&str]) {
    let project = with_marks(text, marks);
    let files = brat().write(&project, &Choice::default()).unwrap().files;
    let is_end = |c: char| "\n\r\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}".contains(c);
    let lines: Vec<&str> = file(&files, "a-1.ann").split(is_end).collect();
    assert_eq!(lines, [expected, &[""]].concat());
    let back = brat().read(&files, &ReadChoice::default());
    assert_eq!(back.problems, []);
    let words = |project: &Project| -> Vec<String> {
        let layers = project.layers.iter();
        let records = layers.flat_map(|(_, layer)| layer.records.values().cloned());
        let text = &project.articles.values().next().unwrap().text;
        let pieces = |record: &Record, text: &Text| -> Vec<String> {
            let fragments = record.fragments();
            let spans = fragments.iter().flat_map(|it| it.spans());
            spans.map(|span| text.slice(*span).to_owned()).collect()
        };
        records.map(|record| pieces(&record, text).join("|")).collect()
    };
    assert_eq!(words(&back.project), words(&project));
    let name =
        |project: &Project| project.entities.values().next().map(|it| Rc::clone(it).name.clone());
    if marks.iter().any(|mark| !mark.starts_with("FAVOR")) {
        assert_eq!(name(&back.project), name(&project));
        assert!(back.project.entities.contains_key(&"e 1".into()));
    }
}

const REFERENCE: &str = "N1\tReference T1 Standpoint:e\\u00201\tAda\\u2028\\u0085L.";

#[test]
fn a_mark_is_cut_where_python_ends_a_line_and_at_tabs() {
    for c in "\n\t\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}".chars() {
        check(
            &format!("💩Ada{c}Lovelace left."),
            &[&format!("человек: Ada{c}Lovelace")],
            &["T1\tType 1 4;5 13\tAda Lovelace", REFERENCE],
        );
    }
}

#[test]
fn nothing_is_said_of_a_trigger_but_by_its_event() {
    check(
        "Ada met\u{2028}and met Carl.",
        &["человек: Ada", "FAVOR: met|and"],
        &[
            "T1\tType 0 3\tAda",
            REFERENCE,
            "T2\tStance 4 7;8 11\tmet and",
            "#1\tGaps E1\t1",
            "E1\tStance:T2",
            "A1\tPolarity E1 FAVOR",
            "#2\tAnnotatorNotes E1\ta\\u2028b",
        ],
    );
}

#[test]
fn types_are_in_ascii_and_called_by_their_labels() {
    let project = with_marks("Ada", &["человек: Ada"]);
    let files = brat().write(&project, &Choice::default()).unwrap().files;
    assert!(file(&files, "annotation.conf").starts_with("[entities]\nType\nCue\n"));
    assert!(
        file(&files, "visual.conf").starts_with("[labels]\nType | Человек   кто\n\n[drawing]\n")
    );
}

#[test]
fn a_mark_whose_ends_programs_strip_is_left_out_and_said() {
    let project = with_marks(
        "Ada\u{1f} met\u{1c} Carl",
        &["человек: Ada\u{1f}", "FAVOR: met\u{1c}", "человек: Carl"],
    );
    let output = brat().write(&project, &Choice::default()).unwrap();
    let said: Vec<String> =
        output.losses.iter().map(standpoint::formats::loss::Loss::words).collect();
    assert!(said.contains(&"1 mention that the format has no place for".to_owned()), "{said:?}");
    assert!(said.contains(&"1 stance that the format has no place for".to_owned()), "{said:?}");
    assert!(file(&output.files, "a-1.ann").starts_with("T1\tType 10 14\tCarl\nN1"));
}

#[test]
fn a_note_at_a_trigger_of_an_earlier_file_is_read() {
    let files = [
        File::new("a.txt", "met\nand"),
        File::new(
            "a.ann",
            "T1\tStance 0 3;4 7\tmet and\n#1\tGaps T1\t1\nE1\tStance:T1\nA1\tPolarity E1 FAVOR\n",
        ),
    ];
    let import = brat().read(&files, &ReadChoice::default());
    assert_eq!(import.problems, []);
    let layer = import.project.layers.values().next().unwrap();
    let record = layer.records.values().next().unwrap();
    assert_eq!(record.fragments()[0].spans().len(), 2);
}

#[test]
fn line_ends_of_two_characters_count_as_the_positions_say() {
    let (plain, emoji) =
        ("Ada met\r\nZoe left\r\nKyiv.\r\n", "Ada met\r\nZoe left\r\n💩 Kyiv.\r\n");
    for (text, positions) in [
        (plain, ["9 12", "19 23"]),
        (plain, ["8 11", "17 21"]),
        (emoji, ["9 12", "21 25"]),
        (emoji, ["8 11", "19 23"]),
    ] {
        let [zoe, kyiv] = positions;
        let lines = format!("T1\tperson 0 3\tAda\nT2\tperson {zoe}\tZoe\nT3\tplace {kyiv}\tKyiv\n");
        let files = [File::new("doc.txt", text), File::new("doc.ann", lines)];
        let import = brat().read(&files, &ReadChoice::default());
        assert_eq!(import.problems, [], "{positions:?}");
        let article = import.project.articles.values().next().unwrap();
        assert_eq!(article.text.as_str(), text.replace('\r', ""));
        assert!(!import.unit.words().contains("grapheme"), "{}", import.unit.words());
        let layer = import.project.layers.values().next().unwrap();
        let words = layer.mentions().map(|it| it.fragments.words(&article.text));
        assert_eq!(words.collect::<Vec<_>>(), ["Ada", "Zoe", "Kyiv"]);
    }
}

#[test]
fn texts_that_programs_open_have_line_feeds_and_every_mark_its_words() {
    let text = "\r\nAda\r\nLovelace 💩\rmet\r\n\r\nCarl.\r\n";
    let marks = ["человек: Ada\r\nLovelace", "FAVOR: met", "человек: Lovelace 💩|Carl"];
    let project = with_marks(text, &marks);
    for id in ["brat", "web-annotation", "refi-qda"] {
        let format = Format::of(id).unwrap();
        let output = format.write(&project, &Choice::default()).unwrap();
        let said: Vec<String> =
            output.losses.iter().map(standpoint::formats::loss::Loss::words).collect();
        let expected = "1 text’s carriage returns, written as line feeds".to_owned();
        assert!(said.contains(&expected), "{id}: {said:?}");
        let texts = output.files.iter().filter(|file| file.path.ends_with(".txt"));
        let texts: Vec<&[u8]> = texts.map(|file| &file.bytes[..]).collect();
        assert_eq!(texts, ["\nAda\nLovelace 💩\nmet\n\nCarl.\n".as_bytes()], "{id}");
        let back = format.read(&output.files, &ReadChoice::default());
        assert_eq!(back.problems, [], "{id}");
        let text = &back.project.articles.values().next().unwrap().text;
        let records = back.project.layers.values().flat_map(|layer| layer.records.values());
        let mut words: Vec<String> =
            records.flat_map(|it| it.fragments()).map(|it| it.words(text)).collect();
        words.sort();
        assert_eq!(words, ["Ada\nLovelace", "Lovelace 💩 … Carl", "met"], "{id}");
    }
    let lines = Format::of("articles-jsonl").unwrap().write(&project, &Choice::default()).unwrap();
    assert!(!lines.losses.iter().any(|it| it.words().contains("carriage")), "JSON holds them");
}
