//! CSV tables: what other programs make of them comes in again, row by row.

#[path = "support/imported.rs"]
mod imported;
mod support;

use imported::check_import;
use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::table::Format;

const ARTICLES: &str = "id,title,outlet,byline,url,published,language,segments,passage,sha256,text\n\
                        a-1,=Ada,,,,2026-01-05,en,,,,💩 Ada met Carl.\n";
const MENTIONS: &str = "id,article,annotator,start,end,quote,fragments,type,entity,entity_name,\
                        attributes,note,origin,decision,model,model_version,score,created,updated\n";

fn read(rows: &str) -> Import {
    let mentions = format!("{MENTIONS}{rows}");
    let files = [File::new("t/articles.csv", ARTICLES), File::new("t/mentions.csv", mentions)];
    let format = Format::recognised(&files).expect("it is told by its columns");
    assert_eq!(format.id, "csv");
    format.read(&files, &ReadChoice::default())
}

fn check(rows: &str, marks: &[&str], problems: &[&str]) {
    check_import(&read(rows), marks, problems);
}

#[test]
fn rows_are_read_without_a_package_too() {
    check("m-1,a-1,p-1,2,5,Ada,,person,,,,,,,,,,,\n", &["person Ada"], &[]);
    check("m-1,a-1,,10,14,,,person,,,,,,,,,,,\n", &["person Carl"], &[]);
    check(
        "m-1,a-1,p-1,4,7,Ada,,person,,,,,,,,,,,\n",
        &[],
        &["t/mentions.csv, line 2: expected “Ada”"],
    );
    let pieces = r#""[{""start"":2,""end"":5},{""start"":10,""end"":14}]""#;
    check(&format!("m-1,a-1,p-1,2,14,,{pieces},person,,,,,,,,,,,\n"), &["person Ada … Carl"], &[]);
}

#[test]
fn bad_rows_are_named_and_good_ones_stay() {
    check(
        "m-1,a-7,p-1,2,5,Ada,,person,,,,,,,,,,,\n\
         m-2,a-1,p-1,2\n\
         m-3,a-1,p-1,two,5,Ada,,person,,,,,,,,,,,\n\
         m-4,a-1,p-1,2,5,Ada,,person,,,tone,,,,,,,,\n\
         m-5,a-1,p-1,2,5,Ada,,person,,,,,,perhaps,,,,,\n\
         m-6,a-1,p-1,2,5,Ada,,person,,,,,,,,,,,\n",
        &["person Ada"],
        &[
            "line 2: expected an article that is there, found a-7",
            "line 3: expected 19 cells, found 4",
            "line 4: expected a whole number in “start”, found “two”",
            "line 5: expected JSON in “attributes”",
            "line 6: expected one of pending, accepted, rejected in “decision”",
        ],
    );
}

#[test]
fn a_models_rows_are_suggestions() {
    let import = read("m-1,a-1,p-1,2,5,Ada,,person,,,,,suggestion,pending,ner,2,0.93,,\n");
    let layer = import.project.layers.values().next().unwrap();
    let mention = layer.mentions().next().unwrap();
    assert!(mention.provenance.is_suggestion());
    assert_eq!(mention.provenance.model.as_ref().unwrap().name, "ner");
    assert_eq!(mention.provenance.extra["score"].to_string(), "0.93");
}

#[test]
fn a_changed_text_is_said() {
    let mut files =
        Format::of("csv").unwrap().write(&support::project(), &Choice::default()).unwrap().files;
    let articles = files.iter_mut().find(|file| file.path == "articles.csv").unwrap();
    let text = String::from_utf8(articles.bytes.clone()).unwrap();
    articles.bytes = text.replace("Shared by", "Shared with").into_bytes();
    let import = Format::of("csv").unwrap().read(&files, &ReadChoice::default());
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert!(said[0].contains("expected the text of that SHA-256"), "{said:#?}");
}

#[test]
fn no_cell_of_the_spreadsheets_is_a_formula() {
    let mut project = support::project();
    project.annotators.values_mut().for_each(|it| it.name = "=HYPERLINK(\"x\")".to_owned());
    let format = Format::of("csv-spreadsheet").unwrap();
    let files = format.write(&project, &Choice::default()).unwrap().files;
    let annotators = files.iter().find(|file| file.path == "annotators.csv").unwrap();
    let text = String::from_utf8(annotators.bytes.clone()).unwrap();
    assert!(text.starts_with("\u{feff}id,name\nu-ada,\"'=HYPERLINK(\"\"x\"\")\"\n"), "{text}");
    let back = format.read(&files, &ReadChoice::default()).project;
    assert_eq!(back.annotators, project.annotators);
}
