//! Words with tags, as others write them and as we do.

mod support;

use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::Project;

fn shown(import: &Import) -> Vec<String> {
    let mut found = Vec::new();
    for (id, layer) in &import.project.layers {
        let text = &import.project.articles[&id.article].text;
        let mentions = layer.mentions();
        found.extend(mentions.map(|it| format!("{}:{}", it.entity_type, it.fragments.words(text))));
    }
    found
}

/// Reads words as that format: texts, mentions, and what is amiss.
fn check(format: &str, words: &str, texts: &[&str], mentions: &[&str], problems: &[&str]) {
    let file = File::new("train.conll", words);
    let found = Format::recognised(std::slice::from_ref(&file)).map(|format| format.id);
    assert_eq!(found, Some(format), "{words}");
    let import = Format::of(format).unwrap().read(&[file], &ReadChoice::default());
    let articles = import.project.articles.values();
    assert_eq!(articles.map(|it| it.text.as_str()).collect::<Vec<_>>(), texts);
    assert_eq!(shown(&import), mentions);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), problems.len(), "{said:#?}");
    assert!(said.iter().zip(problems).all(|(said, words)| said.contains(words)), "{said:#?}");
}

#[test]
fn the_four_columns_of_2003_are_read() {
    check(
        "conll",
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\n\n\
         Peter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n\n-DOCSTART- -X- -X- O\n\nAda NNP B-NP B-PER\n",
        &["EU rejects German\nPeter Blackburn", "Ada"],
        &["ORG:EU", "MISC:German", "PER:Peter Blackburn", "PER:Ada"],
        &[],
    );
}

#[test]
fn two_columns_are_read_in_each_scheme() {
    let words = ["Ada", "King", "met", "Carl", "Zoe"];
    for (format, tags) in [
        ("bio", ["B-P", "I-P", "O", "B-P", "B-P"]),
        ("bio", ["I-P", "I-P", "O", "I-P", "B-P"]),
        ("bilou", ["B-P", "L-P", "O", "U-P", "U-P"]),
        ("bilou", ["B-P", "E-P", "O", "S-P", "S-P"]),
    ] {
        for between in ["\t", " "] {
            let lines = words.iter().zip(tags).map(|(word, tag)| format!("{word}{between}{tag}\n"));
            let file = lines.collect::<String>();
            check(
                format,
                &file,
                &["Ada King met Carl Zoe"],
                &["P:Ada King", "P:Carl", "P:Zoe"],
                &[],
            );
        }
    }
}

#[test]
fn types_with_hyphens_and_line_ends_of_windows_are_read() {
    check("bio", "Ada\tB-B-side\r\nmet\tO\r\n", &["Ada met"], &["B-side:Ada"], &[]);
}

#[test]
fn what_is_no_tag_is_named_and_read_as_o() {
    check(
        "bio",
        "Ada\tB-P\nmet\tVBZ\nCarl\tB-\nalone\n",
        &["Ada met Carl alone"],
        &["P:Ada"],
        &["line 2: expected a word and its tag", "line 3: expected", "line 4: expected"],
    );
}

/// A text with marks in brackets of their type's first letter: `<p …p>`.
fn project(marks: &[(&str, &str)]) -> Project {
    let mut project = support::project();
    let id = support::layer_id("a-0", support::ANNOTATORS[0]);
    let text = project.articles[&id.article].text.clone();
    project.layers.retain(|_, _| false);
    let layer = std::rc::Rc::make_mut(project.layers.get_or_default(&id));
    for (number, (words, kind)) in marks.iter().enumerate() {
        let fragments = support::fragments(&text, &[words]);
        layer.insert(support::mention(&format!("m-{number}"), fragments, kind, None));
    }
    project
}

/// The tagged words of that file, and what of the marks is lost.
fn written(format: &str, project: &Project, choice: &Choice, path: &str) -> (String, Vec<String>) {
    let output = Format::of(format).unwrap().write(project, choice).unwrap();
    let file = output.files.iter().find(|file| file.path == path).expect(path);
    let words = String::from_utf8(file.bytes.clone()).unwrap();
    let tagged = words.lines().filter(|line| !line.ends_with('O') && !line.is_empty());
    let lost = output.losses.iter().filter(|loss| loss.kind.takes_record());
    (tagged.collect::<Vec<_>>().join("|"), lost.map(|loss| loss.words()).collect())
}

#[test]
fn of_overlapping_mentions_the_longest_stays() {
    let project =
        project(&[("Kyiv", "place"), ("stand with Kyiv", "event"), ("annotation", "a b")]);
    let (words, lost) = written("bilou", &project, &Choice::default(), "articles.bilou");
    assert_eq!(words, "annotation\tU-a_b|stand\tB-event|with\tI-event|Kyiv\tL-event");
    assert_eq!(lost, ["1 overlapping mention"]);
}

#[test]
fn each_type_may_have_a_file_of_its_own() {
    let project =
        project(&[("Kyiv", "place"), ("stand with Kyiv", "event"), ("annotation", "a b")]);
    let choice = Choice { file_per_type: true, ..Choice::default() };
    let (words, lost) = written("conll", &project, &choice, "articles.place.conll");
    assert_eq!((words.as_str(), lost), ("Kyiv -X- _ B-place", vec![]));
    let (words, _) = written("conll", &project, &choice, "articles.event.conll");
    assert_eq!(words, "stand -X- _ B-event|with -X- _ I-event|Kyiv -X- _ I-event");
    let format = Format::of("conll").unwrap();
    let back = format.read(&format.write(&project, &choice).unwrap().files, &ReadChoice::default());
    assert_eq!(back.problems, []);
    assert_eq!(shown(&back), ["place:Kyiv", "event:stand with Kyiv", "a b:annotation"]);
}

#[test]
fn words_that_are_not_those_of_the_positions_are_read_by_themselves() {
    let format = Format::of("bio").unwrap();
    let mut files = format.write(&project(&[("Kyiv", "place")]), &Choice::default()).unwrap().files;
    let words = String::from_utf8(files[0].bytes.clone()).unwrap().replace("meet\t", "met\t");
    files[0].bytes = words.into_bytes();
    let back = format.read(&files, &ReadChoice::default());
    assert_eq!(shown(&back), ["place:Kyiv"]);
    assert!(back.problems[0].to_string().contains("found “met”: words are joined by spaces"));
}
