//! What the codebook requires and is not there: found, walked, filled, and never a block.

use standpoint::model::{
    Attribute, AttributeKind, Codebook, Extra, Holder, Polarity, Rule, StanceField, Status, Subject,
};
use standpoint::session::command::Where;
use standpoint::session::gap_list::{GapList, GapRow, GapView};
use standpoint::session::{Action, Dialog, Effect, LedgerFilter, Said, Screen, StanceSlot};

use super::stage::{Stage, project};

fn ruled(stage: &mut Stage, rules: &[Rule], required: &[Subject]) {
    let mut codebook: Codebook = (*project(stage).codebook).clone();
    codebook.rules = rules.to_vec();
    codebook.attributes.extend(required.iter().map(|on| Attribute {
        id: format!("sure-{on:?}").as_str().into(),
        label: "How sure".to_owned(),
        kind: AttributeKind::Text,
        on: vec![*on],
        required: true,
        guideline: String::new(),
        extra: Extra::new(),
    }));
    stage.with_codebook(codebook);
}

fn count(stage: &Stage) -> usize {
    stage.desk().gaps(stage.desk().article.as_ref().unwrap()).count
}

#[test]
fn what_is_required_is_listed_and_goes_when_it_is_there() {
    let mut stage = Stage::with("Ada met Carl. She praised it.");
    ruled(&mut stage, &[Rule::MentionEntity, Rule::StanceTarget], &[]);
    stage.mark("1", "Ada").press("Escape").mark("1", "Carl");
    stage.act(Action::MentionLinkedToNew("Carl".to_owned())).press("Escape");
    stage.select("praised").press("s").act(Action::HolderPicked(Some(Holder::Author)));
    stage.act(Action::PolarityPicked(Polarity::Favor)).press("Escape");
    assert_eq!(count(&stage), 2);
    stage.act(Action::LedgerFiltered(LedgerFilter::Gaps));
    stage.lists(&["PER Ada lacks an entity", "+ The author · In favour · nothing lacks a target"]);
    stage.press("Ctrl Home").press("n").hears("Gap: lacks an entity");
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::FocusLink)));
    stage.act(Action::MentionLinkedToNew("Ada".to_owned())).press("n").hears("Gap: lacks a target");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusSlot(StanceSlot::Target))));
    stage.act(Action::NewEntityPicked(StanceSlot::Target, "it".to_owned()));
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)), "not on the polarities");
    stage.lists(&[]).press("n");
    stage.tells("No gaps: all that the codebook requires is there.");
    stage.keys(&["Ctrl z", "Ctrl z"]).lists(&["+ The author · In favour · nothing lacks a target"]);
}

#[test]
fn the_way_goes_on_in_the_next_article_and_back_around() {
    let mut stage = Stage::empty();
    stage.load(&[("a.txt", "Ada one."), ("b.txt", "None."), ("c.txt", "Carl two, Bob three.")]);
    ruled(&mut stage, &[Rule::MentionEntity], &[]);
    stage.mark("1", "Ada").keys(&["Escape", "j", "j"]);
    stage.mark("1", "Carl").press("Escape").mark("1", "Bob").keys(&["Escape", "k", "k"]);
    let mut seen = Vec::new();
    for key in ["n", "n", "n", "n", "N", "N"] {
        stage.press(key);
        let mention = stage.desk().focused_mention().expect("a mention");
        seen.push(mention.fragments.words(&stage.text()));
    }
    assert_eq!(seen, ["Ada", "Carl", "Bob", "Ada", "Bob", "Carl"]);
}

#[test]
fn a_quotation_needs_its_source_and_what_is_no_quotation_does_not() {
    let mut stage = Stage::with_fields(&[StanceField::Attribution], "Ada praised it.");
    ruled(&mut stage, &[Rule::QuotationHolder, Rule::StanceHolder], &[Subject::Stance]);
    stage.select("praised").press("s").press_at(Where::Polarities, "f");
    let id = stage.desk().draft.as_ref().unwrap().stance.id.clone();
    assert_eq!(count(&stage), 2, "a holder, an answer");
    let value = |at| Said::Value(StanceField::Attribution, Some(at));
    stage.act(Action::StanceSaid(id.clone(), value(0)));
    assert_eq!(count(&stage), 2, "the same holder by two rules is one gap");
    ruled(&mut stage, &[Rule::QuotationHolder], &[]);
    assert_eq!(count(&stage), 2);
    stage.act(Action::StanceSaid(id, value(3)));
    assert_eq!(count(&stage), 1);
}

#[test]
fn an_article_is_done_with_its_gaps_and_they_are_said() {
    let mut stage = Stage::with("Ada met Carl.");
    ruled(&mut stage, &[Rule::ArticleStance], &[Subject::Article]);
    assert_eq!(count(&stage), 0, "nothing has been begun");
    stage.press("d");
    stage.tells("Done, with 2 gaps. “Next gap” leads to what is lacking.");
    let open = stage.desk().article.clone().unwrap();
    assert_eq!(stage.desk().status_of(&open), Status::Done);
    stage.press("n").tells("The article lacks a stance of the whole article, “How sure”.");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusWholeStance)));
}

#[test]
fn the_keyboard_goes_to_the_attribute_that_is_not_answered() {
    let mut stage = Stage::empty();
    stage.load(&[("a.txt", "Ada praised Carl."), ("b.txt", "Bob left.")]);
    ruled(&mut stage, &[], &Subject::ALL);
    stage.stance("praised", "Ada", "Carl", "f").press("Escape").mark("1", "Ada").press("Escape");
    stage.act(Action::StatusChosen(Status::InProgress)).press("Ctrl Home");
    let mut walk = |key: &str| {
        stage.press(key);
        let at = match stage.effects.last() {
            Some(Effect::FocusSlot(slot)) => format!("{slot:?}"),
            Some(Effect::FocusAnswer(subject, place)) => format!("{subject:?} {place}"),
            other => format!("{other:?}"),
        };
        let title = stage.desk().open_article().unwrap().details.title.clone();
        (title, at)
    };
    let seen = ["n", "n", "n", "n", "N", "N", "N"].map(|key| walk(key).1);
    let (mention, stance, article) = ("Mention 0", "Attribute(0)", "Article 0");
    assert_eq!(seen, [mention, stance, article, mention, article, stance, mention]);
    stage.act(Action::Answered(Subject::Mention, "sure-Mention".into(), "very".to_owned()));
    stage.act(Action::AnswerLeft(Subject::Mention, 0));
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
    stage.keys(&["n", "n", "n"]).hears("Gap: lacks “How sure”");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusSlot(_))));
}

#[test]
fn beside_a_stance_that_is_being_written_a_gap_is_shown_and_nothing_is_asked() {
    let mut stage = Stage::with("Ada praised Carl.");
    ruled(&mut stage, &[Rule::MentionEntity], &[]);
    stage.mark("1", "Ada").press("Escape").select("praised").keys(&["s", "n"]);
    stage.hears("Gap: lacks an entity").form_is("new @Holder: Nobody · None to infer · nothing");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
}

/// Three articles: two mentions and a stance lack something in the first, the third lacks an answer.
fn lacking() -> Stage {
    let mut stage = Stage::empty();
    stage.load(&[
        ("a.txt", "Ada met Carl. She praised it."),
        ("b.txt", "None."),
        ("c.txt", "Bob left."),
    ]);
    ruled(&mut stage, &[Rule::MentionEntity, Rule::StanceTarget], &[Subject::Article]);
    stage.mark("1", "Ada").press("Escape").mark("1", "Carl").press("Escape");
    stage.select("praised").press("s").act(Action::HolderPicked(Some(Holder::Author)));
    stage.act(Action::PolarityPicked(Polarity::Favor)).press("Escape");
    stage.act(Action::Answered(Subject::Article, "sure-Article".into(), "very".to_owned()));
    stage.keys(&["j", "j"]).act(Action::StatusChosen(Status::InProgress)).keys(&["k", "k"]);
    stage
}

fn list(stage: &Stage) -> GapList {
    GapList::of(stage.desk())
}

/// The rows as they are read: `# a.txt 3` for a head.
fn rows(list: &GapList, view: &GapView) -> Vec<String> {
    let shown = list.rows(view).into_iter().map(|row| match row {
        GapRow::Head(at, count) => {
            let words = list.words(at).unwrap();
            format!("# {} {count}", if view.is_by_kind { words.lack } else { words.article })
        }
        GapRow::Gap(at, number) => {
            let words = list.words(at).unwrap();
            format!("{number} {} {}: {} in {}", words.glyph, words.what, words.lack, words.article)
        }
    });
    shown.collect()
}

#[test]
fn all_gaps_are_listed_by_article_and_by_kind_with_their_counts() {
    let stage = lacking();
    let list = list(&stage);
    assert_eq!((list.count(), stage.desk().gap_count()), (4, 4));
    let kinds: Vec<_> =
        list.kinds().iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    assert_eq!(kinds, ["an entity 2", "a target 1", "“How sure” 1"]);
    let [ada, carl, praise, article] = [
        "PER Ada, Person: an entity in a.txt",
        "PER Carl, Person: an entity in a.txt",
        "+ The author · In favour · nothing: a target in a.txt",
        "¶ The article itself: “How sure” in c.txt",
    ];
    let by_article = GapView::default();
    assert_eq!(
        rows(&list, &by_article),
        [
            "# a.txt 3".to_owned(),
            format!("0 {ada}"),
            format!("1 {carl}"),
            format!("2 {praise}"),
            "# c.txt 1".to_owned(),
            format!("3 {article}"),
        ]
    );
    let by_kind = GapView { is_by_kind: true, words: "a.txt".to_owned(), ..GapView::default() };
    assert_eq!(
        rows(&list, &by_kind),
        [
            "# an entity 2".to_owned(),
            format!("0 {ada}"),
            format!("1 {carl}"),
            "# a target 1".to_owned(),
            format!("2 {praise}"),
        ]
    );
    let of_kind = |kind: &str| GapView { kind: Some(kind.to_owned()), ..GapView::default() };
    let only = rows(&list, &of_kind("a target"));
    assert_eq!(only, ["# a.txt 1".to_owned(), format!("0 {praise}")]);
    assert_eq!(rows(&list, &of_kind("a cue")), [""; 0], "that nothing lacks");
}

#[test]
fn a_line_of_the_list_leads_to_its_place_and_asks_for_that_very_thing() {
    let mut stage = lacking();
    stage.press("u");
    let Some(Dialog::Gaps(list)) = stage.state.dialog.clone() else { panic!("no list") };
    let mut visit = |at: usize| {
        let view = GapView { at, ..GapView::default() };
        stage.act(Action::GapVisited(Box::new(list.goal(at).unwrap()), view));
        assert_eq!(stage.state.dialog, None);
        let asked = stage.effects.iter().find(|it| {
            matches!(it, Effect::FocusLink | Effect::FocusSlot(_) | Effect::FocusAnswer(..))
        });
        (stage.desk().open_article().unwrap().details.title.clone(), format!("{asked:?}"))
    };
    assert_eq!(visit(3), ("c.txt".to_owned(), "Some(FocusAnswer(Article, 0))".to_owned()));
    assert_eq!(visit(2), ("a.txt".to_owned(), "Some(FocusSlot(Target))".to_owned()));
    assert_eq!(visit(1), ("a.txt".to_owned(), "Some(FocusLink)".to_owned()));
    assert_eq!(stage.desk().gap_view.at, 1, "where the list opens again");
    stage.act(Action::MentionLinkedToNew("Carl".to_owned())).press("u");
    assert_eq!((list.count(), stage.desk().gap_count()), (4, 3));

    stage.press("Escape").act(Action::PictureToggled);
    let goal = list.goal(0).unwrap();
    stage.act(Action::GapVisited(Box::new(goal), GapView::default()));
    assert_eq!(stage.desk().screen, Screen::Text);
}

#[test]
fn a_gap_that_has_been_filled_meanwhile_is_gone_to_and_its_record_shown() {
    let mut stage = lacking();
    let goal = list(&stage).goal(0).unwrap();
    stage.press("Ctrl Home").press("n").act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.act(Action::GapVisited(Box::new(goal), GapView::default()));
    assert!(stage.effects.iter().any(|it| matches!(it, Effect::FocusText)));
    assert!(stage.desk().focused_mention().is_some());
}
