//! The strip along the scroll bar.

use standpoint::session::{Action, Outline, TickKind};
use standpoint::text::{Byte, Text};

use super::stage::Stage;

/// The ticks as `kind@first part: words`.
fn ticks(stage: &Stage) -> Vec<String> {
    let Outline(ticks) = Outline::of(stage.desk());
    ticks.iter().map(|tick| format!("{:?}@{}: {}", tick.kind, tick.from, tick.words)).collect()
}

#[test]
fn marks_are_ticks_by_their_place_and_neighbours_share_one() {
    let filler = "word ".repeat(400);
    let mut stage = Stage::with(&format!("Ada met Bo. {filler}Carl left."));
    assert!(ticks(&stage).is_empty());
    stage.mark("1", "Ada").mark("1", "Bo").mark("1", "Carl");
    stage.stance("left", "Ada", "Carl", "f");
    assert_eq!(
        ticks(&stage),
        ["Mention@0: 2 mentions", "Mention@199: 1 mention", "Stance@199: 1 stance"]
    );
    let Outline(found) = Outline::of(stage.desk());
    assert_eq!(found[0].at, Byte(0));
    assert_eq!(found[1].at, stage.place("|Carl left"));
}

#[test]
fn many_marks_make_few_ticks() {
    let mut stage = Stage::with(&"ab cd ef gh ".repeat(300));
    for at in 0..600u32 {
        let (anchor, caret) = (Byte(at * 6), Byte(at * 6 + 2));
        let snap = standpoint::text::Snap::Words;
        stage.act(Action::TextSelected { anchor, caret, snap }).press("1");
    }
    let Outline(found) = Outline::of(stage.desk());
    assert_eq!(found.len(), Outline::PARTS);
    assert!(found.iter().all(|tick| tick.kind == TickKind::Mention && tick.words == "3 mentions"));
}

#[test]
fn a_height_of_the_strip_is_a_place_of_the_text() {
    let text = Text::new("ab💩cd");
    let places = [-1.0, 0.0, 0.5, 0.99, 2.0].map(|share| Outline::place(&text, share).0);
    assert_eq!(places, [0, 0, 2, 7, 8]);
}
