//! Lists of entities: what is read of a table, and that one that is written reads the same.

use proptest::prelude::*;
use standpoint::formats::gazetteer::{Line, read, write};
use standpoint::model::{Entity, Extra, Matching, PRESETS, Project, ProjectId};
use standpoint::text::Reach;

#[track_caller]
fn check(table: &str, lines: &[&str], remarks: &[&str]) {
    let found = read(table.as_bytes()).expect("a list of entities");
    let shown: Vec<String> = found.lines.iter().map(shown).collect();
    assert_eq!(shown, lines, "{table}");
    assert_eq!(found.remarks, remarks, "{table}");
}

/// `2 Ada, person (Lady L./Countess) Q7259 ignore endings “a note”`, as far as it is said.
fn shown(line: &Line) -> String {
    let mut words = vec![format!("{} {}", line.line, line.name)];
    words.extend(Some(format!(", {}", line.entity_type)).filter(|it| it.len() > 2));
    words.extend(Some(format!(" ({})", line.aliases.join("/"))).filter(|it| it.len() > 3));
    words.extend(Some(format!(" {}", line.number)).filter(|it| it.len() > 1));
    words.extend(line.ignores_case.map(|it| if it { " ignore" } else { " exact" }.to_owned()));
    words.extend(line.reach.as_ref().map(|it| format!(" {it}")));
    words.extend(Some(format!(" “{}”", line.note)).filter(|_| !line.note.is_empty()));
    words.concat()
}

#[test]
fn columns_are_known_by_their_names_in_any_order_and_with_any_delimiter() {
    check(
        "name,type,aliases,wikidata,note,case,words\nAda,person,Lady L.|Countess,Q7259,\"first, \"\"so\"\"\",ignore,endings\n",
        &["2 Ada, person (Lady L./Countess) Q7259 ignore endings “first, \"so\"”"],
        &[],
    );
    check("\u{feff}Canonical name;Other names\r\nAda;a | b\r\n\r\n", &["2 Ada (a/b)"], &[]);
    check("QID\tName\nQ1\t Ada \u{a0} L. \n", &["2 Ada L. Q1"], &[]);
    check("item,itemLabel\nhttp://www.wikidata.org/entity/Q76,Obama\n", &["2 Obama Q76"], &[]);
    check("name\nAda\n\nCarl\n", &["2 Ada", "4 Carl"], &[]);
    check("name,aliases\nA\\|B,c\\|d|e\\\\f\n", &["2 A\\|B (c|d/e\\f)"], &[]);
}

#[test]
fn bad_rows_are_named_with_their_line_and_the_rest_is_read() {
    check(
        "name,case,words,age\nAda,loud,,1\n,exact,,\nCarl,EXACT,inside,2\nBob,,half,\nEve,,,,,\nZoë\n",
        &["4 Carl exact inside", "7 Zoë"],
        &[
            "“age” is no column of a list of entities: it was left out, at line 1",
            "expected “exact” or “ignore” in “case”, found “loud”, at line 2",
            "expected a name, found none, at line 3",
            "expected one of “whole”, “endings”, “inside” in “words”, found “half”, at line 5",
            "expected 4 columns, found 6, at line 6",
        ],
    );
    check("name\n\"Ada", &["2 Ada"], &["a quoted value is not closed: the file may be cut off"]);
}

#[test]
fn what_is_no_list_of_entities_says_what_was_expected() {
    let refused = |bytes: &[u8]| read(bytes).expect_err("no list");
    assert_eq!(refused(b""), "expected a row of column names in line 1, found none");
    assert_eq!(refused(b"x,y\n1,2\n"), "expected a column “name” in line 1, found x, y");
}

#[test]
fn other_encodings_are_read() {
    let utf16: Vec<u8> =
        "\u{feff}name;type\nZoë;person\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown(&read(&utf16).unwrap().lines[0]), "2 Zoë, person");
}

fn project(entities: Vec<Entity>) -> Project {
    let mut project = Project::new(ProjectId::from("w"), "Paris", PRESETS[0].codebook());
    for entity in entities {
        project.entities.insert(entity.id.clone(), entity.into());
    }
    project
}

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let words = "[a-zé|\\\\,;\"=]{1,8}( [A-Z|]{1,3})?";
    let one = (
        words,
        prop::collection::vec(words, 0..4),
        "(Q[0-9]{1,3})?",
        "[a-z\n\"]{0,9}",
        any::<bool>(),
        0..3usize,
    );
    let list = prop::collection::vec(one, 0..6);
    list.prop_map(|list| {
        type Fields = (String, Vec<String>, String, String, bool, usize);
        let entity = |(at, fields): (usize, Fields)| {
            let (name, aliases, number, note, ignores_case, reach) = fields;
            Entity {
                id: format!("e-{at}").as_str().into(),
                name: name.trim().to_owned(),
                entity_type: "person".into(),
                aliases: aliases.iter().map(|it| it.trim().to_owned()).collect(),
                knowledge_base_id: number,
                note: note.trim().to_owned(),
                matching: Matching { ignores_case, reach: Reach::ALL[reach] },
                extra: Extra::new(),
            }
        };
        list.into_iter().enumerate().map(entity).filter(|it| !it.name.is_empty()).collect()
    })
}

proptest! {
    /// Every entity is read as it was written.
    #[test]
    fn what_is_written_reads_the_same(entities in entities()) {
        let project = project(entities);
        let found = read(&write(&project)).unwrap();
        let mut expected: Vec<_> = project.entities.values().map(|it| (
            it.name.clone(), it.aliases.iter().filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>(),
            it.knowledge_base_id.clone(), it.note.clone(), it.matching.ignores_case, it.matching.reach.words(),
        )).collect();
        let reach = |line: &Line| Reach::ALL.into_iter().find(|it| {
            let name = ["whole", "endings", "inside"][*it as usize];
            line.reach.as_deref() == Some(name)
        });
        let mut read: Vec<_> = found.lines.iter().map(|it| (
            it.name.clone(), it.aliases.clone(), it.number.clone(), it.note.clone(),
            it.ignores_case.unwrap(), reach(it).unwrap().words(),
        )).collect();
        expected.sort();
        read.sort();
        prop_assert_eq!(read, expected);
    }

    /// No bytes make the reader panic.
    #[test]
    fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let _ = read(&[b"name,type\n".as_slice(), &bytes].concat());
    }
}
