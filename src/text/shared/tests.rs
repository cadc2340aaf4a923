//! Shared passages as cases, and against a version that looks at every pair of words.

use super::find::{RARE, WORDS_BETWEEN, shingles};
use super::*;
use proptest::prelude::*;

/// The first text with `[` and `]` around what it shares, each with the number of the passage in
/// the order of the second text.
fn shown(first: &str, second: &str) -> String {
    let (first, second) = (Text::new(first), Text::new(second));
    let shared = Shared::of(&first, &second);
    let passages: Vec<[Span; 2]> = shared.passages().collect();
    let mut shown = first.as_str().to_owned();
    for [here, there] in passages.iter().rev() {
        let number = passages.iter().filter(|[_, other]| other < there).count() + 1;
        shown.insert(here.end().index(), ']');
        shown.insert_str(here.start().index(), &format!("[{number}:"));
    }
    shown
}

#[track_caller]
fn check(first: &str, second: &str, expected: &str) {
    assert_eq!(shown(first, second), expected);
}

/// The differences as `here → there`.
fn differences(first: &str, second: &str) -> Vec<String> {
    let (first, second) = (Text::new(first), Text::new(second));
    let slice = |text: &Text, range: Range<Byte>| {
        text.as_str()[range.start.index()..range.end.index()].to_owned()
    };
    let found = Shared::of(&first, &second).differences();
    found
        .into_iter()
        .map(|[here, there]| format!("{} → {}", slice(&first, here), slice(&second, there)))
        .collect()
}

const ONE: &str = "The leaders will meet in Ghent on Tuesday";
const TWO: &str = "a timetable for the ceasefire is still open";

#[test]
fn a_passage_goes_as_far_as_the_words_are_the_same() {
    check(
        "Soon the ministers of both states will meet in Ghent.",
        "Then the ministers of both states will dine in Ghent.",
        "Soon [1:the ministers of both states will] meet in Ghent.",
    );
    check(ONE, ONE, &format!("[1:{ONE}]"));
    check("Ada met Carl.", "Ada met Carl.", "Ada met Carl.");
    check("", ONE, "");
}

#[test]
fn white_space_signs_case_and_forms_of_a_sign_do_not_count() {
    check(
        "He said: \"it's the ministers’ turn\nto decide.\" So",
        "“It’s  the\u{a0}MINISTERS' turn to de\u{ad}cide”",
        "He said: \"[1:it's the ministers’ turn\nto decide].\" So",
    );
}

#[test]
fn little_is_enough_between_two_passages_that_follow_one_another() {
    check(
        &format!("{ONE}, said Ada after the talks in Paris, and {TWO}."),
        &format!("{ONE}; so said Carl after the talks at home, and {TWO}."),
        &format!("[1:{ONE}], said Ada [2:after the talks] in Paris, [3:and {TWO}]."),
    );
    check(
        &format!("{ONE}, after the talks, {TWO}."),
        &format!("{TWO}. After the talks: {ONE}."),
        &format!("[2:{ONE}], after the talks, [1:{TWO}]."),
    );
    let far = "so it is ".repeat(20);
    check(
        &format!("{ONE}. {far} after the talks. {TWO}"),
        &format!("{ONE} after the talks {TWO}"),
        &format!("[1:{ONE}]. {far} [2:after the talks. {TWO}]"),
    );
}

#[test]
fn paragraphs_that_moved_are_found() {
    check(
        &format!("{ONE}.\n\nBut {TWO}."),
        &format!("{TWO}. {ONE}."),
        &format!("[2:{ONE}].\n\nBut [1:{TWO}]."),
    );
}

#[test]
fn what_is_there_once_is_shared_once() {
    check(&format!("{ONE}. {ONE}."), ONE, &format!("[1:{ONE}]. {ONE}."));
}

#[test]
fn a_text_that_repeats_itself_is_found_too() {
    let verse = "row row row your boat gently down the stream ".repeat(50);
    check(&verse, &verse, &format!("[1:{}] ", verse.trim()));
    check(&format!("Sing {verse}"), &verse, &format!("Sing [1:{}] ", verse.trim()));
}

#[test]
fn scripts_without_spaces_need_more_than_five_letters() {
    check("東京で会議が", "東京で会議が", "東京で会議が");
    let words = "首相は東京で開かれる会議に出席する";
    check(&format!("昨日{words}。"), &format!("{words}予定"), &format!("昨日[1:{words}]。"));
}

#[test]
fn differences_are_what_stands_between() {
    let both = |a: &str, b: &str, c: &str| format!("{a}{ONE}, {b}{TWO}{c}");
    assert_eq!(
        differences(&both("Copy: ", "and yet ", "."), &both("", "but ", ". So it seems.")),
        ["Copy → ", "and yet → but", " → So it seems"]
    );
    assert_eq!(
        differences(&format!("{ONE}. Here {TWO}."), &format!("First {TWO}. There {ONE}. Last")),
        [" → First", " → Last", "Here → ", " → There"]
    );
    assert_eq!(differences("Ada met Carl.", "Nobody."), ["Ada met Carl → Nobody"]);
    assert!(differences("", "…").is_empty());
}

#[test]
fn words_have_their_counterparts_and_others_their_neighbours() {
    let (first, second) = (format!("Now {ONE}. So {TWO}."), format!("{TWO}. {ONE}."));
    let shared = Shared::of(&Text::new(first.as_str()), &Text::new(second.as_str()));
    let ask = |side, words: &str| {
        let text = if side == Side::First { &first } else { &second };
        let at = shared.word_at(side, Byte::at(text.find(words).unwrap()));
        shared.around(side, at)
    };
    assert_eq!(ask(Side::First, "Now"), [None, Some([1, 8])]);
    assert_eq!(ask(Side::First, "Ghent"), [Some([5, 12]), Some([6, 13])]);
    assert_eq!(ask(Side::First, "So"), [Some([8, 15]), Some([10, 0])]);
    assert_eq!(ask(Side::Second, "a timetable"), [None, Some([0, 10])]);
    assert_eq!(ask(Side::Second, "The leaders"), [Some([7, 17]), Some([8, 1])]);
    assert_eq!(shared.around(Side::First, 18), [Some([17, 7]), None]);
}

#[test]
fn passages_are_found_by_where_they_stand() {
    let (first, second) = (format!("Now {ONE}. So {TWO}."), format!("{TWO}. {ONE}."));
    let texts = [Text::new(first), Text::new(second)];
    let shared = Shared::of(&texts[0], &texts[1]);
    let within = |side: Side, from: &str, to: &str| {
        let text = &texts[side as usize];
        let at = |words: &str| Byte::at(text.as_str().find(words).unwrap());
        let found = shared.within(side, at(from)..at(to));
        found.into_iter().map(|span| text.slice(span).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(within(Side::First, "Now", "Ghent"), [ONE]);
    assert_eq!(within(Side::First, "leaders", "ceasefire"), [ONE, TWO]);
    assert_eq!(within(Side::First, "Now", "The"), [ONE]);
    assert_eq!(within(Side::Second, "a timetable", "Ghent"), [TWO, ONE]);
    assert_eq!(within(Side::Second, "meet", "Ghent"), [ONE]);
}

#[test]
fn the_share_is_whole_only_if_all_words_are_shared() {
    let percent = |first: &str, second: &str| {
        let shared = Shared::of(&Text::new(first), &Text::new(second));
        [Side::First, Side::Second].map(|side| shared.percent(side))
    };
    assert_eq!(percent(ONE, &format!("{ONE} {TWO}")), [100, 50]);
    assert_eq!(percent(ONE, TWO), [0, 0]);
    assert_eq!(percent("", ""), [0, 0]);
    let long = "one two three four five six seven eight nine ten ".repeat(30);
    assert_eq!(percent(&long, &format!("{long} more")), [100, 99]);
}

/// The same by looking at every pair of places, as long as anything is found.
fn naive(a: &Words, b: &Words) -> Vec<Passage> {
    let mut taken = [vec![false; a.hashes.len()], vec![false; b.hashes.len()]];
    let mut passages = Vec::new();
    loop {
        let mut best: Option<Passage> = None;
        for i in 0..a.hashes.len() {
            for j in 0..b.hashes.len() {
                let words = (0..(a.hashes.len() - i).min(b.hashes.len() - j))
                    .take_while(|n| {
                        let at = [i + n, j + n];
                        a.hashes[at[0]] == b.hashes[at[1]] && !taken[0][at[0]] && !taken[1][at[1]]
                    })
                    .count();
                let run = Passage { at: [i, j], words };
                if a.is_enough(&run) && best.is_none_or(|best| best.words < words) {
                    best = Some(run);
                }
            }
        }
        let Some(run) = best else { break };
        for side in [0, 1] {
            taken[side][run.range(side)].fill(true);
        }
        passages.push(run);
    }
    passages.sort_unstable_by_key(|passage| passage.at[0]);
    passages
}

fn words(kinds: usize, most: usize) -> impl Strategy<Value = String> {
    let word = (0..kinds).prop_map(|kind| ["Ada", "bé", "met", "of", "Carl", "in", "ten"][kind]);
    let between = prop_oneof![Just(" "), Just("\n"), Just(", "), Just("\u{a0}“")];
    prop::collection::vec((word, between), 0..most)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

/// A text, and another one made of pieces of it and other words, in any order.
fn related() -> impl Strategy<Value = (String, String)> {
    (words(7, 50), prop::collection::vec((any::<[prop::sample::Index; 2]>(), words(7, 6)), 0..5))
        .prop_map(|(first, pieces)| {
            let all: Vec<&str> = first.split(' ').collect();
            let mut second = String::new();
            for (ends, other) in pieces {
                let mut ends = ends.map(|end| end.index(all.len() + 1));
                ends.sort_unstable();
                second += &format!("{} {other} ", all[ends[0]..ends[1]].join(" "));
            }
            (first, second)
        })
}

fn is_rare(words: &Words) -> bool {
    shingles(&words.hashes).chunk_by(|a, b| a.0 == b.0).all(|same| same.len() <= RARE)
}

proptest! {
    #[test]
    fn the_passages_are_those_of_the_naive_version((first, second) in related()) {
        let (first, second) = (Text::new(first), Text::new(second));
        let (a, b) = (Words::of(&first), Words::of(&second));
        prop_assume!(is_rare(&a) && is_rare(&b));
        prop_assert_eq!(longest_first(&a, &b), naive(&a, &b));
    }

    #[test]
    fn passages_are_equal_and_maximal_and_do_not_overlap(
        first in words(3, 120),
        second in words(3, 120),
    ) {
        let (first, second) = (Text::new(first), Text::new(second));
        let (a, b) = (Words::of(&first), Words::of(&second));
        let shared = Shared::of(&first, &second);
        let mut taken = [vec![false; a.hashes.len()], vec![false; b.hashes.len()]];
        for passage in &shared.passages {
            let [here, there] = [0, 1].map(|side| passage.range(side));
            prop_assert_eq!(&a.hashes[here], &b.hashes[there]);
            prop_assert!(passage.words >= WORDS_BETWEEN);
            for (side, taken) in taken.iter_mut().enumerate() {
                for word in &mut taken[passage.range(side)] {
                    prop_assert!(!std::mem::replace(word, true));
                }
            }
        }
        for passage in &shared.passages {
            let [i, j] = [0, 1].map(|side| passage.range(side).end);
            let goes_on = i < a.hashes.len() && j < b.hashes.len() && a.hashes[i] == b.hashes[j];
            prop_assert!(!goes_on || taken[0][i] || taken[1][j]);
        }
        let ends: Vec<Byte> = shared.passages().map(|[here, _]| here.end()).collect();
        prop_assert!(ends.is_sorted());
    }

    #[test]
    fn each_word_is_shared_or_differs((first, second) in related()) {
        let texts = [Text::new(first), Text::new(second)];
        let shared = Shared::of(&texts[0], &texts[1]);
        let differences = shared.differences();
        for (side, text) in [Side::First, Side::Second].into_iter().zip(&texts) {
            for (number, word) in shared.words(side).iter().enumerate() {
                let [before, on] = shared.around(side, number);
                let is_shared = on.is_some_and(|[here, _]| here == number);
                let differs = differences.iter().filter(|place| {
                    let range = &place[side as usize];
                    range.start <= word.start() && word.end() <= range.end
                });
                prop_assert_eq!(differs.count(), usize::from(!is_shared), "{}", text.slice(*word));
                prop_assert!(before.is_none_or(|[here, _]| here < number));
                if let Some([here, there]) = on {
                    prop_assert_eq!(shared.around(side.other(), there)[1], Some([there, here]));
                }
            }
        }
    }
}
