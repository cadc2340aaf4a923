//! The picture counts what is there. `tests/gold` has a project whose stances and counts were checked
//! by hand; `tests/python/picture.py` counts them again from the exported dataset.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use standpoint::formats::{dataset, project};
use standpoint::model::{
    Date, DocumentStance, Extra, LayerId, Operation, Polarity, Project, Provenance, Record, Target,
    TargetKind, Timestamp,
};
use standpoint::session::picture::*;

fn gold() -> Rc<Project> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/guarantees.standpoint.json");
    let opened = project::read(&fs::read(path).unwrap()).unwrap();
    assert!(opened.project.orphans.is_empty(), "{:?}", opened.project.orphans);
    Rc::new(opened.project)
}

fn facts(scope: &Scope) -> Facts {
    Facts::of(&gold(), scope)
}

/// Every number as a line of the Python script.
fn lines(facts: &Facts) -> Vec<String> {
    let holder = |party: &Party| match party {
        Party::Entity(id) => id.to_string(),
        Party::Author(_) => "AUTHOR".to_owned(),
        Party::Outlet(_) => "OUTLET".to_owned(),
        Party::Implicit => "IMPLICIT".to_owned(),
        Party::Nobody => "nobody".to_owned(),
        Party::Whole(outlet) => format!("whole {outlet}"),
    };
    let target = |topic: &Topic| {
        let name = match &topic.kind {
            Some(TargetKind::Entity(id)) => id.to_string(),
            Some(TargetKind::Issue(id)) => id.to_string(),
            Some(TargetKind::Proposition(words)) => words.clone(),
            None => "nothing".to_owned(),
        };
        if topic.is_negated { format!("not {name}") } else { name }
    };
    let line = |kind: &str, one: String, other: String, tally: &Tally| {
        let counts = Polarity::ALL.map(|way| tally.of(way).to_string()).join("\t");
        format!("{kind}\t{one}\t{other}\t{counts}")
    };
    let matrix = Matrix::of(facts, Order::Name, Order::Balance);
    let mut lines: Vec<String> = Vec::new();
    for (row, column, count) in matrix.cells() {
        let party = holder(&facts.parties[matrix.rows[row].of]);
        let topic = target(&facts.topics[matrix.columns[column].of]);
        lines.push(line("matrix", party, topic, &count.tally));
    }
    let timeline = Timeline::of(facts, Clock::Published);
    for (outlet, counts) in &timeline.rows {
        // The bins are weeks; the gold articles of an outlet's week are all of one day.
        for count in counts.iter().filter(|count| count.tally.total() > 0) {
            let day = facts.all()[count.facts[0] as usize].published.unwrap().to_string();
            lines.push(line("timeline", facts.outlets[*outlet].clone(), day, &count.tally));
        }
    }
    lines.sort();
    lines
}

#[test]
fn each_number_is_what_python_counts_in_the_exported_dataset() {
    check_with_python(&gold(), "gold");
}

#[test]
fn stances_of_whole_articles_are_what_python_counts_too() {
    let project = with_wholes();
    check_with_python(&project, "wholes");
    let facts = Facts::of(&project, &Scope::default());
    assert_eq!(facts.all().len(), 44 + 3);
    let names: Vec<String> = (0..facts.parties.len()).map(|at| facts.party_name(at)).collect();
    assert!(names.contains(&"Northern Ledger (whole articles)".to_owned()), "{names:?}");
    let left_out = Scope { leaves_out_wholes: true, ..Scope::default() };
    assert_eq!(Facts::of(&project, &left_out).all().len(), 44);
    let whole =
        facts.all().iter().position(|fact| matches!(facts.parties[fact.party], Party::Whole(_)));
    let sheet = Sheet::of(&facts, &View { kind: Kind::Stances, ..View::default() });
    assert_eq!(sheet.rows[whole.unwrap()].cells[3], "(whole article)");
    let quotations = Coverage::of(&facts, Subject::Quotations);
    assert!(
        quotations.rows.iter().all(|row| !row.name.contains("whole")),
        "no words, no quotation"
    );
}

/// The gold project with three stances of whole articles, one of them for an opposite.
fn with_wholes() -> Rc<Project> {
    let mut project = (*gold()).clone();
    let layers: Vec<LayerId> = project.layers.iter().map(|(id, _)| id.clone()).collect();
    let target = |words: &str, is_negated| Target {
        kind: TargetKind::Proposition(words.to_owned()),
        is_negated,
    };
    for (at, target, polarity) in [
        (0, target("the levy", false), Polarity::Favor),
        (1, target("the levy", true), Polarity::Against),
        (1, target("troops", false), Polarity::Both),
    ] {
        let layer = layers[at].clone();
        let by = layer.annotator.clone();
        let record = Record::DocumentStance(Rc::new(DocumentStance {
            id: format!("r-whole-{at}-{}", polarity as u8).as_str().into(),
            target: Some(target),
            polarity,
            note: String::new(),
            provenance: Provenance::manual(by, Timestamp::new("2026-01-05T09:00:00Z")),
            extra: Extra::new(),
        }));
        Operation::PutRecord(layer, record).apply(&mut project).unwrap();
    }
    Rc::new(project)
}

fn check_with_python(project: &Rc<Project>, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let stances = folder.join(format!("{name}-stances.jsonl"));
    let articles = folder.join(format!("{name}-articles.jsonl"));
    fs::write(&stances, dataset::stances_jsonl(project)).unwrap();
    fs::write(&articles, dataset::articles_jsonl(project)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/picture.py");
    let run =
        Command::new("python3").arg(script).arg(&stances).arg(&articles).output().expect("python3");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut counted: Vec<String> =
        String::from_utf8(run.stdout).unwrap().lines().map(str::to_owned).collect();
    counted.sort();
    assert_eq!(lines(&Facts::of(project, &Scope::default())), counted);
}

#[test]
fn each_number_is_what_was_counted_by_hand() {
    let facts = facts(&Scope::default());
    let matrix = Matrix::of(&facts, Order::Count, Order::Count);
    let cell = |holder: &str, target: &str| {
        let row = matrix.rows.iter().position(|heading| heading.name == holder).expect(holder);
        let column =
            matrix.columns.iter().position(|heading| heading.name == target).expect(target);
        matrix.cell(row, column).map_or(String::new(), |count| count.tally.words())
    };
    assert_eq!(facts.all().len(), 44);
    for (holder, target, words) in [
        ("Ilena Tarvo", "Security guarantees", "3 stances, 3 in favour"),
        ("Ilena Tarvo", "Withdrawal timetable", "2 stances, 2 against"),
        ("Ilena Tarvo", "Troops on the ground", "1 stance, 1 in favour"),
        ("Edmar Kohlstedt", "Troops on the ground", "3 stances, 3 against"),
        ("Edmar Kohlstedt", "Security guarantees", "2 stances, 2 in favour"),
        ("Signe Holtmark", "Troops on the ground", "4 stances, 4 in favour"),
        ("Petra Lindvale", "Reconstruction levy", "2 stances, 2 against"),
        ("Draskia", "Security guarantees", "3 stances, 3 against"),
        ("Rurik Valsen", "Withdrawal timetable", "1 stance, 1 both"),
        ("Maren Oosterlinck", "Troops on the ground", "1 stance, 1 neutral"),
        ("Aksel Brunvoll", "Reconstruction levy", "1 stance, 1 none to infer"),
        ("Oleska Brandt", "not Troops on the ground", "1 stance, 1 in favour"),
        ("Someone unnamed", "Reconstruction levy", "1 stance, 1 against"),
        ("Nobody", "Security guarantees", "1 stance, 1 against"),
        ("Meridian Courier (outlet)", "Aksel Brunvoll", "1 stance, 1 against"),
        ("Draskia", "Reconstruction levy", ""),
    ] {
        assert_eq!(cell(holder, target), words, "{holder} on {target}");
    }
    assert_eq!(matrix.rows[0].name, "Ilena Tarvo", "the one with the most stances first");
}

#[test]
fn the_scope_says_what_counts() {
    let count = |scope: &Scope| facts(scope).all().len();
    let outlet = |name: &str| Scope { outlet: Some(name.to_owned()), ..Scope::default() };
    assert_eq!(count(&outlet("Northern Ledger")), 15);
    assert_eq!(count(&outlet("Meridian Courier")), 10);
    assert_eq!(count(&Scope { annotator: Some("annotator-2".into()), ..Scope::default() }), 0);
    let from = |from| Scope { from, ..Scope::default() };
    assert_eq!(count(&from(Date::new(2026, 1, 12))), 28);
    assert_eq!(count(&from(Date::new(2026, 1, 13))), 0);
    assert_eq!(count(&Scope { to: Date::new(2025, 9, 25), ..Scope::default() }), 16);
    assert_eq!(count(&Scope { polarity: Some(Polarity::Both), ..Scope::default() }), 1);
}

#[test]
fn the_opposite_and_the_wider_issue_are_counted_where_it_is_wanted() {
    let folded = facts(&Scope { folds_negated: true, ..Scope::default() });
    let matrix = Matrix::of(&folded, Order::Name, Order::Name);
    let brandt = matrix.rows.iter().position(|row| row.name == "Oleska Brandt").unwrap();
    let troops = matrix.columns.iter().position(|it| it.name == "Troops on the ground").unwrap();
    assert_eq!(matrix.cell(brandt, troops).unwrap().tally.words(), "1 stance, 1 against");

    let rolled = facts(&Scope { rolls_up: true, ..Scope::default() });
    let matrix = Matrix::of(&rolled, Order::Name, Order::Name);
    let row = matrix.rows.iter().position(|row| row.name == "Ilena Tarvo").unwrap();
    let wide = matrix.columns.iter().position(|it| it.name == "Security guarantees").unwrap();
    assert_eq!(matrix.cell(row, wide).unwrap().tally.words(), "6 stances, 4 in favour, 2 against");
}

#[test]
fn an_outlet_that_leaves_something_out_has_no_count() {
    let facts = facts(&Scope::default());
    let told = |subject, name: &str| -> Vec<u32> {
        let coverage = Coverage::of(&facts, subject);
        let row = coverage.rows.iter().find(|row| row.name == name).expect(name);
        row.by_outlet.iter().map(|count| count.tally.total()).collect()
    };
    let outlets = ["Harborline Digest", "Meridian Courier", "Northern Ledger", "Wirepatch"];
    assert_eq!(facts.outlets, outlets);
    assert_eq!(told(Subject::Holders, "Bohdar Seleny"), [1, 0, 1, 1]);
    assert_eq!(
        told(Subject::Stances, "Edmar Kohlstedt · Against · Troops on the ground"),
        [1, 0, 2, 0]
    );
    assert_eq!(told(Subject::Quotations, "we came for signatures"), [0, 0, 2, 0]);
}

#[test]
fn the_same_network_is_laid_out_alike_and_within_its_sheet() {
    let (one, other) =
        (Network::of(&facts(&Scope::default())), Network::of(&facts(&Scope::default())));
    let places = |network: &Network| network.nodes.iter().map(|node| node.at).collect::<Vec<_>>();
    assert_eq!(places(&one), places(&other));
    let drawing = one.drawing();
    for (index, node) in one.nodes.iter().enumerate() {
        assert!(
            (0..drawing.width).contains(&node.at.0) && (0..drawing.height).contains(&node.at.1)
        );
        let apart = one.nodes[..index]
            .iter()
            .all(|known| (known.at.0 - node.at.0).abs() + (known.at.1 - node.at.1).abs() > 8);
        assert!(apart, "{} stands on another", node.name);
    }
    let edges: u32 = one.edges.iter().map(|edge| edge.count.tally.total()).sum();
    assert_eq!(edges, 43, "all but the stance without a holder");
}

#[test]
fn an_svg_file_holds_hostile_names_as_words() {
    let mut drawing = Drawing::new(10, 10);
    let words = "</text><script>&\"\u{1}".to_owned();
    drawing.shapes.push(Shape {
        form: Form::Label { at: (0, 0), anchor: Anchor::Start, words: words.clone() },
        ink: Ink::Text,
        words,
        facts: Vec::new(),
    });
    let file = svg(&drawing);
    assert!(file.contains("&lt;/text&gt;&lt;script&gt;&amp;&quot;</text>"), "{file}");
    assert!(!file.contains("<script"));
}

#[test]
fn every_sheet_has_as_many_cells_as_headings_and_opens_its_stances() {
    let facts = facts(&Scope::default());
    for kind in Kind::ALL {
        let sheet = Sheet::of(&facts, &View { kind, ..View::default() });
        assert!(!sheet.rows.is_empty(), "{}", kind.name());
        for row in &sheet.rows {
            assert_eq!(row.cells.len(), sheet.headings.len(), "{row:?}");
            assert!(row.facts.iter().all(|at| facts.source(*at as usize).is_some()));
            for (column, heading) in sheet.headings.iter().enumerate() {
                let number = row.cells[column].parse::<usize>();
                // The one is a difference, the other counts outlets.
                let counts = !["balance", "outlets"].contains(&heading.as_str());
                if let (Some(behind), true) = (row.behind(column), counts) {
                    assert_eq!(number, Ok(behind.len()), "{heading} of {row:?}");
                } else if let (Ok(1..), true) = (&number, counts) {
                    assert_eq!(heading, "mentions", "nothing behind a number of {row:?}");
                    assert!(row.counts_mentions());
                }
            }
        }
    }
    let view = View { kind: Kind::Stances, ..View::default() };
    let sifted = Sheet::of(&facts, &view).sifted("tarvo ghent", (6, true));
    assert_eq!(sifted.rows.len(), 5);
    assert!(sifted.rows.is_sorted_by(|a, b| a.cells[6] >= b.cells[6]));
}

#[test]
fn day_numbers_are_those_of_the_calendar() {
    for (day, number) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-01-12", 20_465)] {
        let day: Date = day.parse().unwrap();
        assert_eq!(day.day_number(), number);
    }
    let (first, last) = (Date::new(0, 1, 1).unwrap(), Date::new(9999, 12, 31).unwrap());
    let mut before = None;
    for number in first.day_number()..=last.day_number() {
        let day = Date::of_day_number(number).expect("a day");
        assert!(before < Some(day) && day.day_number() == number);
        before = Some(day);
    }
    assert_eq!(Date::of_day_number(first.day_number() - 1), None);
    assert_eq!(Date::of_day_number(last.day_number() + 1), None);
}

/// The matrix by kind, with these groups folded.
fn by_kind(facts: &Facts, rows: &[&str], columns: &[&[&str]]) -> Matrix {
    let rows: Vec<Vec<String>> = rows.iter().map(|name| vec![(*name).to_owned()]).collect();
    let path = |path: &&[&str]| path.iter().map(|name| (*name).to_owned()).collect();
    let columns: Vec<Vec<String>> = columns.iter().map(path).collect();
    Matrix::folded(facts, (Order::Group, &rows), (Order::Group, &columns))
}

/// What a row and column have in all that are seen beneath a group, by the names of the parts.
fn tally(matrix: &Matrix, row: &str, column: &str) -> Vec<u32> {
    let at = |headings: &[Heading], name: &str| {
        headings.iter().position(|it| it.shown() == name).unwrap_or_else(|| panic!("no {name}"))
    };
    let (row, column) = (at(&matrix.rows, row), at(&matrix.columns, column));
    let count = matrix.cell(row, column).cloned().unwrap_or_default();
    Polarity::ALL.map(|way| count.tally.of(way)).to_vec()
}

#[test]
fn a_groups_sums_are_those_of_its_parts_and_the_parts_count_as_before() {
    let facts = facts(&Scope::default());
    let plain = Matrix::of(&facts, Order::Count, Order::Count);
    let open = by_kind(&facts, &[], &[]);
    // Each cell that is no sum is the one that the script has counted.
    let cells = |matrix: &Matrix| {
        let parts = matrix.cells().filter(|(row, column, _)| {
            matrix.rows[*row].fold.is_none() && matrix.columns[*column].fold.is_none()
        });
        let mut cells: Vec<_> = parts
            .map(|(row, column, count)| {
                (matrix.rows[row].of, matrix.columns[column].of, count.clone().facts)
            })
            .collect();
        cells.sort();
        cells
    };
    assert_eq!(cells(&open), cells(&plain));
    // Each sum has the facts of all parts in its group, and no other.
    for (row, column, count) in open.cells() {
        let is_in = |heading: &Heading, of: usize, path: Vec<String>| match &heading.fold {
            Some(fold) => path.starts_with(&fold.path),
            None => heading.of == of,
        };
        let expected: Vec<u32> = (0..facts.all().len() as u32)
            .filter(|at| {
                let fact = &facts.all()[*at as usize];
                let kind = vec![facts.party_group(fact.party)];
                is_in(&open.rows[row], fact.party, kind)
                    && is_in(&open.columns[column], fact.topic, facts.topic_path(fact.topic))
            })
            .collect();
        assert_eq!(count.facts, expected);
        assert_eq!(count.tally.total() as usize, expected.len());
    }
    let sums = |headings: &[Heading], is_sum: bool| {
        let top = headings.iter().filter(|it| it.depth == 0 && it.fold.is_some() == is_sum);
        top.map(|it| it.count.tally.total()).sum::<u32>()
    };
    assert_eq!(sums(&open.rows, true), 44, "every holder is of a kind");
    assert_eq!(sums(&open.columns, true) + sums(&open.columns, false), 44);
}

#[test]
fn folding_takes_the_parts_away_and_leaves_the_sums() {
    let facts = facts(&Scope::default());
    let open = by_kind(&facts, &[], &[]);
    let folded = by_kind(&facts, &["Person"], &[&["Security guarantees"]]);
    let names = |headings: &[Heading]| headings.iter().map(Heading::shown).collect::<Vec<_>>();
    assert!(names(&open.rows).contains(&"Ilena Tarvo".to_owned()));
    assert!(names(&folded.rows).contains(&"▸ Person".to_owned()));
    assert!(!names(&folded.rows).contains(&"Ilena Tarvo".to_owned()));
    assert!(!names(&folded.columns).contains(&"Troops on the ground".to_owned()));
    assert_eq!(
        tally(&folded, "▸ Person", "▸ Security guarantees"),
        tally(&open, "▾ Person", "▾ Security guarantees")
    );
    // What the sums are made of, by hand: every person on the guarantees and what belongs to them.
    let by_hand: u32 = open
        .rows
        .iter()
        .enumerate()
        .filter(|(_, it)| it.group == "Person" && it.fold.is_none())
        .flat_map(|(row, _)| {
            ["Security guarantees", "Troops on the ground"].map(|name| (row, name))
        })
        .map(|(row, name)| {
            let column =
                open.columns.iter().position(|it| it.name == name && it.fold.is_none()).unwrap();
            open.cell(row, column).map_or(0, |count| count.tally.total())
        })
        .sum();
    let sum: u32 = tally(&folded, "▸ Person", "▸ Security guarantees").iter().sum();
    assert!(sum >= by_hand && by_hand > 0, "{sum} {by_hand}");
}

#[test]
fn the_table_of_a_folded_matrix_has_what_is_seen_and_counts_each_stance_once() {
    let facts = facts(&Scope::default());
    let mut view = View { rows: Order::Group, columns: Order::Group, ..View::default() };
    let total = |view: &View| {
        let sheet = Sheet::of(&facts, view);
        let at = sheet.headings.iter().position(|it| it == "total").unwrap();
        let totals = sheet.rows.iter().map(|row| row.cells[at].parse::<usize>().unwrap());
        (sheet.rows.len(), totals.sum::<usize>())
    };
    let (open, counted) = total(&view);
    assert_eq!(counted, 44);
    view.turn(true, &["Person".to_owned()]);
    let (fewer, counted) = total(&view);
    assert_eq!(counted, 44);
    assert!(fewer < open);
    view.turn_all(&facts, true);
    let sheet = Sheet::of(&facts, &view);
    assert!(sheet.rows.iter().any(|row| row.cells[0] == "Person (all)"));
    assert_eq!(total(&view).1, 44);
    assert!(svg(&view.matrix(&facts).drawing(40, 16)).contains("▸ Person"));
    view.turn_all(&facts, false);
    assert_eq!(total(&view), (open, 44));
}

#[test]
fn issues_fold_by_their_hierarchy_even_if_it_goes_round_in_a_circle() {
    let mut project = (*gold()).clone();
    let mut codebook = (*project.codebook).clone();
    let paths = |project: &Project| {
        let facts = Facts::of(&Rc::new(project.clone()), &Scope::default());
        let issues = (0..facts.topics.len())
            .filter(|at| matches!(facts.topics[*at].kind, Some(TargetKind::Issue(_))));
        let mut paths: Vec<String> = issues.map(|at| facts.topic_path(at).join(" > ")).collect();
        paths.sort();
        paths.dedup();
        paths
    };
    assert!(paths(&project).contains(&"Security guarantees".to_owned()));
    let ids: Vec<_> = codebook.issues.iter().map(|issue| issue.id.clone()).collect();
    for (at, issue) in codebook.issues.iter_mut().enumerate() {
        issue.parent = Some(ids[(at + 1) % ids.len()].clone());
    }
    project.codebook = Rc::new(codebook);
    assert!(paths(&project).iter().all(|path| path.split(" > ").count() <= ids.len()));
}
