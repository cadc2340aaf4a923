//! What came in from another program's file, held against what should have.

use standpoint::formats::import::Import;
use standpoint::model::Record;

/// Each mark as its type or polarity and its words; then what is wrong.
pub fn check_import(import: &Import, marks: &[&str], problems: &[&str]) {
    let mut found = Vec::new();
    for record in import.project.layers.values().flat_map(|layer| layer.records.values()) {
        let text = &import.project.articles.values().next().unwrap().text;
        found.push(match record {
            Record::Mention(it) => format!("{} {}", it.entity_type, it.fragments.words(text)),
            Record::Stance(it) => {
                let words = it.expression.as_ref().map(|words| words.words(text));
                format!("{:?} {}", it.polarity, words.unwrap_or_default())
            }
            Record::DocumentStance(it) => format!("{:?} of all", it.polarity),
        });
    }
    assert_eq!(found, marks);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), problems.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(problems) {
        assert!(said.contains(expected), "{said}");
    }
}
