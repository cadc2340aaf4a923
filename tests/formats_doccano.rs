//! doccano’s lines: their unit, their two shapes.

mod support;

use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Found, Import, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::{Holder, Polarity, Project, Record, Target, TargetKind};
use standpoint::text::Unit;

fn read(lines: &str, unit: Option<Unit>) -> Import {
    let file = File::new("all.jsonl", lines);
    let format = Format::recognised(std::slice::from_ref(&file)).expect("it is told by its fields");
    assert_eq!(format.id, "doccano");
    format.read(&[file], &ReadChoice { unit })
}

fn shown(import: &Import) -> Vec<String> {
    let mut found = Vec::new();
    for (id, layer) in &import.project.layers {
        let text = &import.project.articles[&id.article].text;
        found.extend(
            layer.mentions().map(|it| format!("{}:{}", it.entity_type, it.fragments.words(text))),
        );
    }
    found
}

#[test]
fn both_shapes_of_lines_are_read() {
    for line in [
        r#"{"id": 3, "text": "Ada met Carl.", "label": [[0, 3, "PER"], [8, 12, "PER"]], "Comments": []}"#,
        r#"{"text": "Ada met Carl.", "labels": [[0, 3, "PER"], [8, 12, "PER"]]}"#,
        r#"{"text": "Ada met Carl.", "entities": [{"id": 7, "start_offset": 0, "end_offset": 3, "label": "PER"},
            {"id": 9, "start_offset": 8, "end_offset": 12, "label": "PER"}], "relations": []}"#,
    ] {
        let import = read(line, None);
        assert_eq!(shown(&import), ["PER:Ada", "PER:Carl"]);
        assert_eq!(import.problems, []);
    }
}

#[test]
fn nothing_in_a_line_says_what_it_counts_so_that_is_asked() {
    let line = r#"{"text": "💩💩 Ada met Carl.", "label": [[5, 8, "PER"]]}"#;
    assert!(matches!(read(line, None).unit, Found::Open(_)));
    assert_eq!(shown(&read(line, Some(Unit::Utf16))), ["PER:Ada"]);
    assert_eq!(shown(&read(line, Some(Unit::CodePoint))), ["PER:a m"]);
    let line = r#"{"text": "💩💩 Ada met Carl.", "label": [[5, 8, "PER"]], "standpoint": {"unit": "utf-16"}}"#;
    assert_eq!(shown(&read(line, None)), ["PER:Ada"]);
}

#[test]
fn relations_name_entities_and_dangling_ones_are_said() {
    let import = read(
        r#"{"text": "Ada met Carl.", "entities": [{"id": 7, "start_offset": 0, "end_offset": 3, "label": "PER"},
            {"id": 9, "start_offset": 8, "end_offset": 12, "label": "PER"}],
            "relations": [{"id": 1, "from_id": 7, "to_id": 9, "type": "AGAINST"}, {"from_id": 7, "to_id": 8, "type": "FAVOR"}]}"#,
        None,
    );
    let layer = import.project.layers.values().next().unwrap();
    let stance = layer.stances().next().unwrap();
    assert_eq!(stance.polarity, Polarity::Against);
    assert_eq!(import.project.entities.len(), 2);
    let said = import.problems[0].to_string();
    assert!(said.contains("line 1: expected the ids of two entities"), "{said}");
}

fn written(project: &Project, unit: Option<Unit>) -> String {
    let choice = Choice { unit, ..Choice::default() };
    let files = Format::of("doccano").unwrap().write(project, &choice).unwrap().files;
    assert!(!files[0].bytes.starts_with("\u{feff}".as_bytes()));
    String::from_utf8(files[0].bytes.clone()).unwrap()
}

#[test]
fn each_unit_comes_back_and_is_stated() {
    for unit in [Unit::Utf16, Unit::Grapheme, Unit::CodePoint] {
        let lines = written(&support::project(), Some(unit));
        assert!(lines.lines().all(|line| line.contains(&format!("\"unit\":\"{}\"", unit.name()))));
        let import = read(&lines, None);
        assert_eq!(import.problems, []);
        let mentions = shown(&import);
        for words in ["event:“We stand with Kyiv,” … “always.”", "person:Ada 👩🏽‍🚀 and Zoe\u{308}"]
        {
            assert!(mentions.contains(&words.to_owned()), "{words} in {unit:?}: {mentions:?}");
        }
    }
    assert!(written(&support::project(), None).contains("\"unit\":\"utf-16\""));
}

#[test]
fn a_stance_between_two_mentions_is_a_relation_and_comes_back_whole() {
    let mut project = support::project();
    let id = support::layer_id("a-0", support::ANNOTATORS[0]);
    let text = project.articles[&id.article].text.clone();
    let layer = std::rc::Rc::make_mut(project.layers.get_mut(&id).unwrap());
    layer.insert(support::mention(
        "m-9",
        support::fragments(&text, &["Kyiv"]),
        "place",
        Some("e-kyiv"),
    ));
    let Record::Stance(stance) = support::full_stance("s-2", &text) else { unreachable!() };
    let mut stance = (*stance).clone();
    stance.holder = Some(Holder::Entity("e-carney".into()));
    stance.target = Some(Target { kind: TargetKind::Entity("e-kyiv".into()), is_negated: true });
    layer.insert(Record::Stance(stance.clone().into()));
    let lines = written(&project, None);
    assert!(lines.contains("\"relations\":[{") && !lines.contains("\"label\":["), "{lines}");
    let import = read(&lines, None);
    assert_eq!(import.problems, []);
    let back = import.project.layers[&id].stances().find(|it| it.id == stance.id).unwrap();
    assert_eq!(**back, stance);
}
