//! The outline of an article as a list.

use standpoint::model::{Polarity, Segment, SegmentKind, Target, TargetKind};
use standpoint::session::{Action, Contents, Effect, Goal, NewArticle, ReadFile};
use standpoint::text::{Byte, Span};

use super::stage::{Stage, article, file, load_of, project};

const LONG: &str =
    "It was agreed that nobody would leave before the others had spoken at length about it.";

fn contents(stage: &Stage) -> Contents {
    let desk = stage.desk();
    let article = desk.open_article().expect("an article is open");
    Contents::of(&project(stage), article, &desk.open_layer_id().expect("an article is open"))
}

/// Every line that has the words, as `kind: words`; marks are indented.
fn lines(stage: &Stage, words: &str) -> Vec<String> {
    let contents = contents(stage);
    let rows = contents.matching(words).into_iter().filter_map(|line| contents.row(line));
    rows.map(|row| {
        let indent = if row.colour.is_some() { "  " } else { "" };
        format!("{indent}{}: {}", row.kind, row.words)
    })
    .collect()
}

/// One article in which the words before each `|` are of that kind.
fn with_segments(marked: &[(&str, Option<SegmentKind>)]) -> Stage {
    let (mut text, mut segments) = (String::new(), Vec::new());
    for (words, kind) in marked {
        let start = Byte::at(text.len());
        text += words;
        let end = Byte::at(start.index() + words.trim_end().len());
        if let (Some(kind), Some(span)) = (kind, Span::new(start, end)) {
            segments.push(Segment { kind: *kind, span });
        }
    }
    let mut stage = Stage::empty();
    stage.act(load_of(1));
    let articles = vec![NewArticle { segments, ..article("a.txt", &text) }];
    stage.act(Action::FilesRead(vec![ReadFile { articles, ..file("a.txt", &text) }]));
    stage.act(Action::LoadFinished);
    stage.state.dialog = None;
    stage
}

#[test]
fn parts_stand_in_order_with_their_marks_beneath() {
    let mut stage = with_segments(&[
        ("Talks in Ghent\n", Some(SegmentKind::Headline)),
        ("By Ada\nLedger\n\n", Some(SegmentKind::Byline)),
        ("Ada met Carl.\n", None),
        ("Read more", Some(SegmentKind::Boilerplate)),
        (" Carl left.\n \n", None),
        ("A photo\n", Some(SegmentKind::Caption)),
        ("They stayed.\n", None),
        ("Corrected.", Some(SegmentKind::EditorsNote)),
    ]);
    stage.mark("3", "in [Ghent]").mark("1", "[Carl] left").mark("1", "[Ada] met");
    stage.stance("stayed", "Ada", "Carl", "f");
    let target = Target { kind: TargetKind::Proposition("it".to_owned()), is_negated: false };
    stage.act(Action::DocumentStanceRecorded(target, Polarity::Against));
    let expected = [
        "  −: Whole article · Against · it",
        "Headline: Talks in Ghent",
        "  LOC: Ghent, Place",
        "Byline: By Ada Ledger",
        "Paragraph 1: Ada met Carl.",
        "  PER: Ada, Person",
        "Page furniture: Read more",
        "Paragraph 2: Carl left.",
        "  PER: Carl, Person",
        "Caption: A photo",
        "Paragraph 3: They stayed.",
        "  +: Ada · In favour · Carl",
        "Editors’ note: Corrected.",
    ];
    assert_eq!(lines(&stage, ""), expected);
    assert_eq!(lines(&stage, "CARL"), [expected[4], expected[7], expected[8], expected[11]]);
    assert_eq!(lines(&stage, "paragraph 2"), [expected[7]]);
    assert_eq!(lines(&stage, "nobody"), [""; 0]);
}

#[test]
fn short_lines_without_a_full_stop_head_what_follows() {
    let text =
        format!("# Notes\n{LONG}\n\nThe second day\n{LONG}\n• a point\nNo stop\nShort.\n{LONG}");
    let stage = Stage::with(&text);
    let kinds: Vec<String> = lines(&stage, "")
        .iter()
        .map(|line| line.split(':').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        kinds,
        [
            "Heading",
            "Paragraph 1",
            "Heading",
            "Paragraph 2",
            "Paragraph 3",
            "Paragraph 4",
            "Paragraph 5",
            "Paragraph 6"
        ]
    );
}

#[test]
fn it_opens_at_the_mark_in_focus_or_the_part_of_the_caret() {
    let mut stage = Stage::with("Ada met Carl.\nBo left.\nAll stayed.");
    stage.mark("1", "Bo");
    let here = |stage: &Stage| {
        let desk = stage.desk();
        let contents = contents(stage);
        let here = contents.here(desk.focus.as_ref(), desk.selection.caret);
        here.and_then(|line| contents.row(line)).map(|row| row.words)
    };
    assert_eq!(here(&stage).as_deref(), Some("Bo, Person"));
    stage.press("Escape").click("All |stayed");
    assert_eq!(here(&stage).as_deref(), Some("All stayed."));
    stage.click("|Ada");
    assert_eq!(here(&stage).as_deref(), Some("Ada met Carl."));
    assert_eq!(here(&Stage::with("")), None);
}

#[test]
fn a_line_leads_to_the_start_of_its_part_or_to_its_mark() {
    let mut stage = Stage::with("Ada met Carl.\n\n  Bo left.\nAll stayed.");
    stage.mark("1", "Bo").press("Escape").press("t");
    assert!(stage.state.dialog.is_some());
    let line = contents(&stage).matching("Bo left")[0];
    stage.act(Action::OutlineChosen(contents(&stage).goal(line).expect("a line")));
    assert!(stage.state.dialog.is_none());
    stage.selects("Ada met Carl.\n\n  |Bo left.\nAll stayed.");
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))));
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
    let line = contents(&stage).matching("Bo, Person")[0];
    let goal = contents(&stage).goal(line).expect("a line");
    assert!(matches!(goal, Goal::Mark(_)));
    stage.act(Action::OutlineChosen(goal)).shows("Ada met Carl.\n\n  [PER*:Bo] left.\nAll stayed.");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
}
