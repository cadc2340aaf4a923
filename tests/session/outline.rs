//! The strip along the scroll bar.

use standpoint::session::{Action, Heights, Outline, TickKind};
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
fn what_is_laid_out_stands_where_it_is_and_the_rest_by_share() {
    let text = Text::new("ab💩cd".repeat(10));
    // A head of 100 px, a first half that is known to be high, and 200 px below the text.
    let known = vec![(Byte(0), 100), (Byte(40), 700), (Byte(80), 800)];
    let heights = Heights::new(known, 1000);
    let shares = [0, 20, 40, 60, 80, 99].map(|at| heights.thousandths(Byte(at)));
    assert_eq!(shares, [100, 400, 700, 750, 800, 800]);
    let places = [-1.0, 0.05, 0.4, 0.43, 0.75, 0.8, 2.0].map(|at| heights.place(&text, at).0);
    assert_eq!(places, [0, 0, 18, 22, 58, 80, 80]);
}

#[test]
fn before_anything_is_laid_out_nothing_has_a_height() {
    let heights = Heights::default();
    assert_eq!(heights.thousandths(Byte(7)), 0);
    assert_eq!(heights.place(&Text::new("ab"), 0.5), Byte(0));
    let one = Heights::new(vec![(Byte(0), 50)], 100);
    assert_eq!((one.thousandths(Byte(9)), one.place(&Text::new("ab"), 0.9)), (500, Byte(0)));
}
