//! The registry of entities: what it lists, how it is walked, and what is done there as one step each.

use super::stage::{Stage, project};
use standpoint::formats::project::write;
use standpoint::model::{Entity, EntityId, Record, Target, TargetKind};
use standpoint::session::command::Where;
use standpoint::session::registry::{Change, Column, Fate, List, RegistryView};
use standpoint::session::{Action, Dialog, Link, Screen};

/// Ada, who is named twice and takes a stance to the Plan; Ida, who is named once; two mentions
/// of “Dr Ada” and one of “Bob” that name nobody.
fn stage() -> Stage {
    let mut stage = Stage::with("Ada met Ida. Ada likes the Plan. Dr Ada, Dr Ada and Bob left.");
    stage.mark("1", "[Ada] met").act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.mark("1", "[Ida]").act(Action::MentionLinkedToNew("Ida".to_owned()));
    let ada = id(&stage, "Ada");
    stage.mark("1", "[Ada] likes").act(Action::MentionLinked(Some(ada.clone())));
    stage.select("likes [the Plan]").press("s");
    stage.act(Action::HolderPicked(Some(standpoint::model::Holder::Entity(ada))));
    stage.act(Action::NewEntityPicked(standpoint::session::StanceSlot::Target, "Plan".to_owned()));
    stage.press_at(Where::Polarities, "f");
    stage.mark("1", "[Dr Ada],").mark("1", "[Dr Ada] and").mark("1", "[Bob]");
    stage.press("Escape");
    stage
}

fn id(stage: &Stage, name: &str) -> EntityId {
    let project = project(stage);
    let found = project.entities.values().find(|entity| entity.name == name);
    found.unwrap_or_else(|| panic!("no entity {name}")).id.clone()
}

fn entity(stage: &Stage, name: &str) -> Entity {
    (*project(stage).entities.get(&id(stage, name)).unwrap().clone()).clone()
}

fn view(stage: &Stage) -> RegistryView {
    (**stage.desk().registry_view.as_ref().expect("the registry was looked at")).clone()
}

fn look(stage: &mut Stage, change: impl FnOnce(&mut RegistryView)) {
    let mut view = view(stage);
    change(&mut view);
    stage.act(Action::RegistryViewed(Box::new(view)));
}

/// The lines on the screen: `name mentions/held/met`, or `words mentions/articles`; `>` before the
/// one in focus.
#[track_caller]
fn lists(stage: &Stage, expected: &[&str]) {
    let (desk, view) = (stage.desk(), view(stage));
    let registry = desk.registry();
    let current = desk.registry_line(&view);
    let shown = desk.registry_lines(&view);
    let lines = shown.iter().enumerate().map(|(line, at)| {
        let focus = if Some(line) == current { ">" } else { "" };
        match view.list {
            List::Entities => {
                let row = &registry.rows[*at];
                format!("{focus}{} {}/{}/{}", row.entity.name, row.mentions, row.held, row.met)
            }
            List::Unlinked => {
                let group = &registry.groups[*at];
                format!("{focus}{} {}/{}", group.words, group.mentions.len(), group.articles)
            }
        }
    });
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

fn list(stage: &mut Stage, chord: &str) {
    stage.press_at(Where::Entities, chord);
}

/// How many stances have each holder and target.
fn stances(stage: &Stage) -> Vec<String> {
    let project = project(stage);
    let layers = project.layers.values();
    layers
        .flat_map(|layer| layer.stances())
        .map(|stance| standpoint::session::words::stance(&project, stance))
        .collect()
}

#[test]
fn entities_are_counted_sorted_filtered_and_walked() {
    let mut stage = stage();
    stage.press("E").hears("The entities of the project");
    lists(&stage, &[">Ada 2/1/0", "Ida 1/0/0", "Plan 0/0/1"]);
    look(&mut stage, |view| view.sort_by(Column::Target));
    lists(&stage, &["Plan 0/0/1", ">Ada 2/1/0", "Ida 1/0/0"]);
    look(&mut stage, |view| view.sort_by(Column::Target));
    lists(&stage, &[">Ada 2/1/0", "Ida 1/0/0", "Plan 0/0/1"]);
    list(&mut stage, "ArrowDown");
    stage.hears("Ida, Person");
    list(&mut stage, "End");
    stage.hears("Plan, Topic");
    look(&mut stage, |view| view.query = "  D ÀDA".to_owned());
    lists(&stage, &[]);
    look(&mut stage, |view| view.query = "D pers".to_owned());
    lists(&stage, &[">Ada 2/1/0", "Ida 1/0/0"]);
    // Keys of the text mean nothing here, and the picture takes the registry's place.
    let before = project(&stage);
    stage.press_at(Where::Elsewhere, "1").press_at(Where::Elsewhere, "d");
    assert_eq!(project(&stage), before);
    stage.press_at(Where::Elsewhere, "w");
    assert_eq!(stage.desk().screen, Screen::Picture);
    stage.press_at(Where::Elsewhere, "E");
    assert_eq!(stage.desk().screen, Screen::Registry);
    stage.press_at(Where::Elsewhere, "Escape");
    assert_eq!(stage.desk().screen, Screen::Text);
}

#[test]
fn suggestions_do_not_count_until_they_are_accepted() {
    let mut stage = stage();
    let layer = stage.desk().open_layer_id().unwrap();
    let open = stage.desk().open_layer().unwrap().clone();
    let first = open.mentions().find(|mention| mention.entity.is_some()).unwrap();
    let mut pending = (**first).clone();
    pending.provenance.decision = Some(standpoint::model::Decision::Pending);
    let mut project = (*project(&stage)).clone();
    let put = standpoint::model::Operation::PutRecord(layer, Record::Mention(pending.into()));
    put.apply(&mut project).unwrap();
    stage = Stage::of(standpoint::model::Work::new(project), standpoint::session::Writing::Writer);
    stage.press("E");
    lists(&stage, &[">Ada 1/1/0", "Ida 1/0/0", "Plan 0/0/1"]);
}

#[test]
fn unlinked_words_are_linked_to_the_best_and_then_come_the_next() {
    let mut stage = stage();
    stage.press("E");
    stage.press_at(Where::Elsewhere, "u").hears("Dr Ada, 2 mentions in 1 article");
    lists(&stage, &[">Dr Ada 2/1", "Bob 1/1"]);
    list(&mut stage, "Enter");
    stage.hears("Link 2 × “Dr Ada” to Ada");
    lists(&stage, &[">Bob 1/1"]);
    list(&mut stage, "Enter");
    stage.tells("No entity resembles these words: make a new one (n).");
    stage.press_at(Where::Elsewhere, "n").hears("Link 1 × “Bob” to Bob");
    lists(&stage, &[]);
    let steps = stage.steps();
    stage.press("Ctrl z").press("Ctrl z");
    assert_eq!(stage.steps(), steps - 2);
    lists(&stage, &["Dr Ada 2/1", "Bob 1/1"]);
}

#[test]
fn one_place_of_the_words_is_linked_alone() {
    let mut stage = stage();
    stage.press("E").press_at(Where::Elsewhere, "u");
    list(&mut stage, "ArrowRight");
    stage.hears("Only place 1 of 2");
    list(&mut stage, "1");
    stage.hears("Link 1 × “Dr Ada” to Ada");
    lists(&stage, &["Bob 1/1", ">Dr Ada 1/1"]);
    list(&mut stage, "ArrowLeft");
    stage.hears("All 1");
    stage.act(Action::GroupLinked(Link::New(Some("Ada family".to_owned()))));
    lists(&stage, &[">Bob 1/1"]);
    assert_eq!(entity(&stage, "Ada family").entity_type.as_str(), "person");
}

#[test]
fn several_become_one_with_all_their_names_and_all_that_names_them() {
    let mut stage = stage();
    let plan = Entity {
        aliases: vec!["the plan".to_owned(), "Ada".to_owned()],
        knowledge_base_id: "Q7".to_owned(),
        matching: Default::default(),
        note: "It was ours.".to_owned(),
        ..entity(&stage, "Plan")
    };
    stage.act(Action::EntityChanged(plan.into()));
    let before = write(&project(&stage).unclocked());
    stage.press("E").press_at(Where::Elsewhere, "m");
    stage.tells("Tick two entities or more (x): they become one.");
    list(&mut stage, "End");
    list(&mut stage, "x");
    list(&mut stage, "Home");
    stage.press_at(Where::Elsewhere, "m");
    let Some(Dialog::Entities(change)) = stage.state.dialog.clone() else { panic!("no dialog") };
    let (ada, plan) = (id(&stage, "Ada"), id(&stage, "Plan"));
    assert_eq!(*change, Change::Merge { into: ada.clone(), others: vec![plan] });
    let planned = change.plan(&project(&stage), &standpoint::model::Timestamp::new(""), &ada);
    assert_eq!(planned.unwrap().touched.words(), "1 stance in 1 article");
    stage.act(Action::EntitiesChanged(change)).hears("Merge 2 entities into Ada");
    let merged = entity(&stage, "Ada");
    assert_eq!(merged.aliases, ["Plan", "the plan"]);
    assert_eq!((merged.knowledge_base_id.as_str(), merged.note.as_str()), ("Q7", "It was ours."));
    assert_eq!(stances(&stage), ["Ada · In favour · Ada"]);
    lists(&stage, &[">Ada 2/1/1", "Ida 1/0/0"]);
    stage.press("Ctrl z");
    assert_eq!(write(&project(&stage).unclocked()), before);
}

#[test]
fn chosen_mentions_are_split_off_with_the_stances_of_chosen_articles() {
    let mut stage = stage();
    let before = write(&project(&stage).unclocked());
    stage.press("E").press_at(Where::Elsewhere, "s");
    stage.tells("Tick the mentions that name somebody else.");
    let places = standpoint::session::registry::places(&project(&stage), &id(&stage, "Ada"));
    let (layer, record) = places
        .iter()
        .rfind(|(_, record)| matches!(record, Record::Mention(_)))
        .map(|(layer, record)| (layer.clone(), record.id().clone()))
        .unwrap();
    look(&mut stage, |view| view.tick_place(&(layer.clone(), record)));
    stage.press_at(Where::Elsewhere, "s");
    let Some(Dialog::Entities(mut change)) = stage.state.dialog.clone() else {
        panic!("no dialog")
    };
    let Change::Split { name, articles, .. } = &mut *change else { panic!("another change") };
    assert_eq!(name, "Ada");
    "Ada the younger".clone_into(name);
    articles.push(layer.article);
    stage.act(Action::EntitiesChanged(change)).hears("Split Ada the younger off Ada");
    lists(&stage, &["Ada 1/0/0", ">Ada the younger 1/1/0", "Ida 1/0/0", "Plan 0/0/1"]);
    assert_eq!(stances(&stage), ["Ada the younger · In favour · Plan"]);
    stage.press("Ctrl z");
    assert_eq!(write(&project(&stage).unclocked()), before);
    assert!(view(&stage).entity.is_some(), "something is in focus again");
}

#[test]
fn what_named_a_deleted_entity_is_unlinked_emptied_given_or_deleted() {
    for (fate, expected) in [
        (Fate::Emptied, vec!["Nobody · In favour · Plan"]),
        (Fate::Deleted, vec![]),
        (Fate::Given("ida".into()), vec!["Ida · In favour · Plan"]),
    ] {
        let mut stage = stage();
        let before = write(&project(&stage).unclocked());
        stage.press("E");
        list(&mut stage, "Delete");
        assert!(matches!(stage.state.dialog, Some(Dialog::Entities(_))));
        let fate = match fate {
            Fate::Given(_) => Fate::Given(id(&stage, "Ida")),
            other => other,
        };
        let change = Change::Delete { entities: vec![id(&stage, "Ada")], fate };
        stage.act(Action::EntitiesChanged(Box::new(change))).hears("Delete the entity Ada");
        assert_eq!(stances(&stage), expected);
        look(&mut stage, |view| view.list = List::Unlinked);
        lists(&stage, &[">Ada 2/1", "Dr Ada 2/1", "Bob 1/1"]);
        stage.press("Ctrl z");
        assert_eq!(write(&project(&stage).unclocked()), before);
    }
    let mut stage = stage();
    let ada = id(&stage, "Ada");
    let change = Change::Delete { entities: vec![ada.clone()], fate: Fate::Given(ada) };
    stage.act(Action::EntitiesChanged(Box::new(change)));
    stage.tells("Choose an entity that stays.");
}

#[test]
fn another_type_goes_to_the_mentions_only_if_asked() {
    for (with_mentions, expected) in [(true, "ORG"), (false, "PER")] {
        let mut stage = stage();
        let before = write(&project(&stage).unclocked());
        let change = Change::Retype {
            entities: vec![id(&stage, "Ada")],
            entity_type: "organisation".into(),
            with_mentions,
        };
        stage.act(Action::EntitiesChanged(Box::new(change))).hears("Ada becomes Organisation");
        assert_eq!(entity(&stage, "Ada").entity_type.as_str(), "organisation");
        assert!(stage.drawn().starts_with(&format!("[{expected}:Ada]")), "{}", stage.drawn());
        stage.press("Ctrl z");
        assert_eq!(write(&project(&stage).unclocked()), before);
    }
}

#[test]
fn a_stance_that_is_being_written_follows_a_merge() {
    let mut stage = stage();
    stage.select("met [Ida]").press("s");
    let (ada, ida) = (id(&stage, "Ada"), id(&stage, "Ida"));
    stage.act(Action::TargetPicked(Some(Target {
        kind: TargetKind::Entity(ida.clone()),
        is_negated: false,
    })));
    stage.act(Action::EntitiesChanged(Box::new(Change::Merge { into: ada, others: vec![ida] })));
    assert!(stage.form().ends_with("Nobody · None to infer · Ada"), "{}", stage.form());
}

#[test]
fn ten_thousand_entities_are_filtered_and_sorted() {
    let mut stage = Stage::with("Ada");
    let mut project = (*project(&stage)).clone();
    for n in 0..10_000u32 {
        let id: EntityId = format!("e-{n:05}").into();
        let name = format!("Person {:05}", 9_999 - n);
        let entity = Entity {
            id: id.clone(),
            name,
            entity_type: "person".into(),
            aliases: Vec::new(),
            knowledge_base_id: format!("Q{n}"),
            matching: Default::default(),
            note: String::new(),
            extra: Default::default(),
        };
        project.entities.insert(id, entity.into());
    }
    stage = Stage::of(standpoint::model::Work::new(project), standpoint::session::Writing::Writer);
    stage.press("E");
    let shown = |stage: &Stage| stage.desk().registry_lines(&view(stage)).len();
    assert_eq!(shown(&stage), 10_000);
    list(&mut stage, "Home");
    stage.hears("Person 00000, Person");
    look(&mut stage, |view| view.query = "q1234".to_owned());
    assert_eq!(shown(&stage), 11 - 10);
}
