//! Whatever happens, in whatever order: nothing panics, and what the desk shows is there.

use proptest::prelude::*;
use standpoint::model::{Holder, Polarity, Record, StanceField, Status, Target, TargetKind};
use standpoint::session::{
    Action, Alike, ArticleFilter, Desk, MarkEnd, Painting, Sort, StanceSlot, Stop, ledger, paint,
};
use standpoint::text::{Byte, Snap, Step, Towards};

use super::stage::{Stage, file, follower, load_of, project};

const TEXT: &str = "Ada met Carl, who said: “Ça va”.\n\n  שלום e\u{301}t 👩🏽\u{200d}🚀 left.\nEnd";

/// An action in terms of numbers, because ids exist only once it happens.
#[derive(Clone, Debug)]
enum Deed {
    Do(Action),
    Focus(prop::sample::Index),
    Link(prop::sample::Index),
    Hold(prop::sample::Index),
    Aim(prop::sample::Index),
    Label(usize),
    Article(prop::sample::Index),
    Beside(prop::sample::Index),
    RemoveArticle,
    Load(u8),
    Evidence(usize),
}

fn towards() -> impl Strategy<Value = Towards> {
    prop_oneof![Just(Towards::Start), Just(Towards::End)]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Character),
        Just(Step::Word),
        Just(Step::Sentence),
        Just(Step::Paragraph),
        Just(Step::Text)
    ]
}

fn moves() -> impl Strategy<Value = Action> {
    prop_oneof![
        (0u32..90, 0u32..90, any::<bool>()).prop_map(|(a, b, words)| Action::TextSelected {
            anchor: Byte(a),
            caret: Byte(b),
            snap: if words { Snap::Words } else { Snap::Graphemes },
        }),
        (0u32..90).prop_map(|at| Action::TextClicked(Byte(at))),
        (step(), towards(), any::<bool>()).prop_map(|(step, towards, extend)| Action::CaretMoved {
            step,
            towards,
            extend,
            times: 3
        }),
        Just(Action::SentenceSelected),
        towards().prop_map(Action::MarkStepped),
        towards().prop_map(Action::ArticleStepped),
        any::<bool>().prop_map(|todo| Action::ArticlesFiltered(ArticleFilter {
            query: String::new(),
            status: todo.then_some(Status::ToDo),
            sort: Sort::Title,
        })),
        Just(Action::FindOpened),
        ("[aA ]{0,2}", any::<bool>())
            .prop_map(|(words, keeps_case)| Action::FindChanged { words, keeps_case }),
        (towards(), any::<bool>())
            .prop_map(|(towards, selects)| Action::FindStepped { towards, selects }),
        Just(Action::FindClosed),
        Just(Action::Escaped),
        Just(Action::ComparisonAsked),
        Just(Action::ComparisonSwapped),
        Just(Action::ComparisonClosed),
        (any::<bool>(), towards()).prop_map(|(shared, towards)| {
            let stop = if shared { Stop::Shared } else { Stop::Difference };
            Action::ComparisonStepped(stop, towards)
        }),
    ]
}

fn marks() -> impl Strategy<Value = Action> {
    let end = prop_oneof![Just(MarkEnd::Start), Just(MarkEnd::End)];
    let by = prop_oneof![Just(Step::Word), Just(Step::Character)];
    prop_oneof![
        Just(Action::FragmentAdded),
        Just(Action::FragmentRemoved),
        Just(Action::BoundsSet),
        (end, by, towards(), 1u32..4, any::<bool>()).prop_map(
            |(end, by, towards, times, is_held)| Action::EndMoved {
                end,
                by,
                towards,
                times,
                is_held
            }
        ),
        Just(Action::RecordDeleted),
        "[ab]?".prop_map(Action::NoteWritten),
        "[AB ]{1,2}".prop_map(Action::MentionLinkedToNew),
        Just(Action::MentionLinked(None)),
        (0..4usize).prop_map(|status| Action::StatusChosen(Status::ALL[status])),
    ]
}

fn stances() -> impl Strategy<Value = Action> {
    let slot = || {
        prop_oneof![
            Just(StanceSlot::Holder),
            Just(StanceSlot::Target),
            Just(StanceSlot::Polarity),
            Just(StanceSlot::NestedSource),
            Just(StanceSlot::Field(StanceField::Cue)),
            Just(StanceSlot::Note)
        ]
    };
    prop_oneof![
        3 => Just(Action::StanceBegun),
        1 => Just(Action::StanceOpened),
        1 => slot().prop_map(Action::SlotEntered),
        1 => Just(Action::HolderPicked(Some(Holder::Author))),
        1 => Just(Action::SourceAdded(Holder::Outlet)),
        2 => (slot(), "[AB]").prop_map(|(slot, name)| Action::NewEntityPicked(slot, name)),
        1 => "[ab]".prop_map(Action::PropositionPicked),
        3 => (0..5usize).prop_map(|at| Action::PolarityPicked(Polarity::ALL[at])),
        1 => Just(Action::StanceSpanSet(StanceField::Cue)),
        1 => slot().prop_map(Action::SlotLeft),
        1 => Just(Action::LikeTheLast(Alike::All)),
        1 => Just(Action::ProposedTaken),
        1 => (0..5usize).prop_map(|at| Action::DocumentStanceRecorded(
            Target { kind: TargetKind::Proposition("it".to_owned()), is_negated: false },
            Polarity::ALL[at],
        )),
        1 => Just(Action::DraftClosed),
        1 => Just(Action::FieldToggled(StanceField::Cue)),
        1 => "[ab]".prop_map(Action::IssueAdded),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    use any as a;
    prop_oneof![
        6 => moves().prop_map(Deed::Do),
        4 => marks().prop_map(Deed::Do),
        5 => stances().prop_map(Deed::Do),
        4 => (0..5usize).prop_map(Deed::Label),
        2 => a::<prop::sample::Index>().prop_map(Deed::Focus),
        1 => a::<prop::sample::Index>().prop_map(Deed::Link),
        1 => a::<prop::sample::Index>().prop_map(Deed::Hold),
        1 => a::<prop::sample::Index>().prop_map(Deed::Aim),
        1 => a::<prop::sample::Index>().prop_map(Deed::Article),
        1 => a::<prop::sample::Index>().prop_map(Deed::Beside),
        1 => Just(Deed::RemoveArticle),
        1 => (0u8..4).prop_map(Deed::Load),
        1 => (0..5usize).prop_map(Deed::Evidence),
        3 => Just(Deed::Do(Action::Undone)),
        2 => Just(Deed::Do(Action::Redone)),
    ]
}

/// The action that the deed is here and now, if there is anything to do it to.
fn action(stage: &Stage, deed: Deed) -> Option<Action> {
    let desk = stage.desk();
    let project = project(stage);
    let one = |at: prop::sample::Index, len: usize| (len > 0).then(|| at.index(len));
    let entity =
        |at| one(at, project.entities.len()).and_then(|at| project.entities.keys().nth(at));
    Some(match deed {
        Deed::Do(action) => action,
        Deed::Focus(at) => {
            let records = &desk.open_layer()?.records;
            Action::RecordFocused(records.keys().nth(one(at, records.len())?)?.clone())
        }
        Deed::Link(at) => Action::MentionLinked(Some(entity(at)?.clone())),
        Deed::Hold(at) => Action::HolderPicked(Some(Holder::Entity(entity(at)?.clone()))),
        Deed::Aim(at) => Action::TargetPicked(Some(Target {
            kind: TargetKind::Entity(entity(at)?.clone()),
            is_negated: false,
        })),
        Deed::Label(at) => Action::LabelChosen(project.codebook.entity_types[at].id.clone()),
        Deed::Article(at) => {
            let at = one(at, project.articles.len())?;
            Action::ArticleChosen(project.articles.keys().nth(at)?.clone())
        }
        Deed::Beside(at) => {
            let at = one(at, project.articles.len())?;
            Action::ComparisonOpened(project.articles.keys().nth(at)?.clone())
        }
        Deed::RemoveArticle => Action::ArticleRemoved(desk.article.clone()?),
        Deed::Load(which) => {
            Action::FilesRead(vec![file(&format!("{which}.txt"), &format!("{TEXT} {which}"))])
        }
        Deed::Evidence(at) => {
            let mut stance = desk.draft.clone()?.stance;
            stance.evidence = desk.selection.span.map(Into::into);
            stance.polarity = Polarity::ALL[at];
            Action::StanceChanged(Box::new(stance))
        }
    })
}

fn check_sound(stage: &Stage) {
    let desk = stage.desk();
    let project = project(stage);
    assert_eq!(desk.article.is_some(), desk.open_article().is_some(), "the article is there");
    assert_eq!(desk.focus.is_some(), desk.focused().is_some(), "the focus is on a record");
    if let Some(article) = desk.open_article() {
        let (text, selection) = (article.text.as_str(), &desk.selection);
        assert!(text.is_char_boundary(selection.anchor.index()));
        assert!(text.is_char_boundary(selection.caret.index()));
        assert!(selection.span.is_none_or(|span| article.text.holds(span)));
    }
    let here = desk.draft.iter();
    for draft in here.chain(desk.set_aside.values()) {
        let record = Record::Stance(draft.stance.clone().into());
        record.for_each_entity(|id| assert!(project.entities.contains_key(id), "no {id}"));
        let recorded = project.record(&draft.stance.id);
        match recorded {
            Some((_, known)) => {
                assert!(draft.recorded && *known == record, "the form is the record");
            }
            None => assert!(!draft.recorded),
        }
    }
    for record in project.layers.values().flat_map(|layer| layer.records.values()) {
        record.for_each_entity(|id| assert!(project.entities.contains_key(id), "no {id}"));
    }
    let shown = |painting: &Painting| -> Vec<_> {
        let marks = painting.marks().map(|mark| {
            let look = painting.look(mark);
            (
                mark.record.clone(),
                mark.role,
                mark.fragments.clone(),
                look,
                painting.is_focused(mark),
            )
        });
        marks.collect()
    };
    assert_eq!(shown(&desk.painting()), shown(&paint(desk)), "what is kept is what is painted");
    if let Some(beside) = desk.companion_painting() {
        let mut swapped = Desk::new(desk.work.clone(), desk.annotator.clone());
        swapped.article = desk.companion().map(|article| article.id.clone());
        let words = |painting: &Painting| -> Vec<_> {
            painting.marks().map(|mark| (mark.record.clone(), mark.fragments.clone())).collect()
        };
        assert_eq!(words(&beside), words(&paint(&swapped)), "the marks beside are the article's");
    }
    let listed = ledger(desk);
    let mut anew = Desk::new(desk.work.clone(), desk.annotator.clone());
    (anew.article, anew.ledger) = (desk.article.clone(), desk.ledger);
    assert_eq!(listed, ledger(&anew), "what is kept is what would be listed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_desk_stays_sound_and_every_step_turns_both_ways(
        deeds in prop::collection::vec(deed(), 1..60),
    ) {
        let mut stage = Stage::with(TEXT);
        stage.act(load_of(99));
        for deed in deeds {
            if let Some(action) = action(&stage, deed) {
                stage.act(action);
                check_sound(&stage);
            }
        }
        let other = follower(&stage);
        prop_assert_eq!(&other.desk().work, &stage.desk().work);
        while stage.desk().work.history.next_redo().is_some() {
            stage.act(Action::Redone);
        }
        let end = project(&stage);
        for _ in 0..stage.steps() {
            stage.act(Action::Undone);
            check_sound(&stage);
        }
        prop_assert_eq!(&project(&stage), &stage.start.project);
        while stage.desk().work.history.next_redo().is_some() {
            stage.act(Action::Redone);
        }
        prop_assert_eq!(project(&stage), end);
    }
}
