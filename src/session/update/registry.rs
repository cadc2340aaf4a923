//! The registry of entities: to it and back, what is picked in it, and what is done there.

use std::rc::Rc;

use super::marking::new_entity;
use super::{Turn, batch};
use crate::model::{EntityId, Mention, Operation, Record};
use crate::session::registry::{
    At, Change, Fate, Group, Intake, List, Listed, RegistryView, rename,
};
use crate::session::{Dialog, Effect, EntityDeed, Link, RegistryPart, Screen};
use crate::text::Towards;

impl Turn<'_> {
    pub(super) fn toggle_registry(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.screen == Screen::Registry {
            return self.show_text();
        }
        let named = desk.focused_mention().and_then(|mention| mention.entity.clone());
        self.show_registry(named);
    }

    /// Goes to the registry, and there to an entity.
    pub(super) fn show_registry(&mut self, named: Option<EntityId>) {
        let Some(desk) = &mut self.state.desk else { return };
        desk.screen = Screen::Registry;
        let mut view = desk.registry_view.take().unwrap_or_default();
        if let Some(entity) = named {
            view.list = List::Entities;
            view.query.clear();
            view.go_to(entity);
        }
        desk.registry_view = Some(view);
        self.settle_registry(0);
        self.effects.push(Effect::FocusRegistry(RegistryPart::List));
        self.announce("The entities of the project");
    }

    /// Out of the one place that is linked next, else back to the text.
    pub(super) fn leave_registry(&mut self) {
        let place = self.registry_view().and_then(|view| view.place.take());
        match place {
            Some(_) => self.effects.push(Effect::FocusRegistry(RegistryPart::List)),
            None => self.toggle_registry(),
        }
    }

    pub(super) fn view_registry(&mut self, view: Box<RegistryView>) {
        self.with_desk(|desk| desk.registry_view = Some(view));
        self.settle_registry(0);
    }

    pub(super) fn turn_registry(&mut self) {
        if let Some(view) = self.registry_view() {
            view.list = match view.list {
                List::Entities => List::Unlinked,
                List::Unlinked => List::Entities,
            };
            view.query.clear();
        }
        self.settle_registry(0);
        self.effects.push(Effect::FocusRegistry(RegistryPart::List));
        self.say_line();
    }

    fn registry_view(&mut self) -> Option<&mut RegistryView> {
        self.state.desk.as_mut()?.registry_view.as_deref_mut()
    }

    /// Lets go of what is no longer there, and puts a line in focus: the one that was, or else
    /// the one that now stands where it stood.
    fn settle_registry(&mut self, stood: usize) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(mut view) = desk.registry_view.take() else { return };
        let project = &desk.work.project;
        view.ticked.retain(|id| project.entities.contains_key(id));
        view.places.retain(|(layer, id)| {
            project.layer(layer).is_some_and(|layer| layer.records.contains_key(id))
        });
        let (registry, lines) = (desk.registry(), desk.registry_lines(&view));
        if desk.registry_line(&view).is_none() {
            let line = lines.get(stood.min(lines.len().saturating_sub(1))).copied();
            match view.list {
                List::Entities => {
                    view.entity = line.map(|at| registry.rows[at].entity.id.clone());
                    view.places.clear();
                }
                List::Unlinked => {
                    view.group = line.map(|at| registry.groups[at].key.clone());
                    view.place = None;
                }
            }
        }
        let places = view.group.as_ref().and_then(|key| registry.group(key));
        let count = places.map_or(0, |group| group.mentions.len());
        view.place = view.place.filter(|_| count > 0).map(|at| at.min(count - 1));
        desk.registry_view = Some(view);
    }

    pub(super) fn step_registry(&mut self, towards: Towards, times: usize) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(mut view) = desk.registry_view.take() else { return };
        let (registry, lines) = (desk.registry(), desk.registry_lines(&view));
        let here = desk.registry_line(&view);
        let last = lines.len().saturating_sub(1);
        let to = match (here, towards) {
            (None, _) => 0,
            (Some(here), Towards::End) => here.saturating_add(times).min(last),
            (Some(here), Towards::Start) => here.saturating_sub(times),
        };
        if let Some(at) = lines.get(to) {
            match view.list {
                List::Entities => view.go_to(registry.rows[*at].entity.id.clone()),
                List::Unlinked => {
                    view.group = Some(registry.groups[*at].key.clone());
                    view.place = None;
                }
            }
        }
        desk.registry_view = Some(view);
        self.say_line();
    }

    /// What a screen reader hears of the line that was come to.
    fn say_line(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        let Some(view) = &desk.registry_view else { return };
        let registry = desk.registry();
        let heard = match view.list {
            List::Entities => {
                let row = view.entity.as_ref().and_then(|id| registry.row(id));
                row.map(|row| format!("{}, {}", row.entity.name, row.type_name))
            }
            List::Unlinked => {
                let group = view.group.as_ref().and_then(|key| registry.group(key));
                group.map(Group::about)
            }
        };
        self.announce(heard.unwrap_or_else(|| "Nothing is listed".to_owned()));
    }

    /// To the next place of the words in focus, or back; before the first, all of them.
    pub(super) fn step_registry_place(&mut self, towards: Towards) {
        let Some(desk) = &mut self.state.desk else { return };
        let registry = desk.registry();
        let Some(view) = &mut desk.registry_view else { return };
        let group = view.group.as_ref().and_then(|key| registry.group(key));
        let Some(group) = group.filter(|_| view.list == List::Unlinked) else { return };
        let last = group.mentions.len() - 1;
        view.place = match (view.place, towards) {
            (None, Towards::End) => Some(0),
            (None | Some(0), Towards::Start) => None,
            (Some(at), Towards::End) => Some((at + 1).min(last)),
            (Some(at), Towards::Start) => Some(at - 1),
        };
        let heard = match view.place {
            Some(at) => format!("Only place {} of {}", at + 1, last + 1),
            None => format!("All {}", last + 1),
        };
        self.announce(heard);
    }

    pub(super) fn tick_registry(&mut self) {
        let Some(view) = self.registry_view() else { return };
        let Some(entity) = view.entity.clone().filter(|_| view.list == List::Entities) else {
            return;
        };
        view.tick(&entity);
        let heard = format!("{} ticked", view.ticked.len());
        self.announce(heard);
    }

    /// Asks how what is picked is to be changed.
    pub(super) fn ask_for_entities(&mut self, deed: EntityDeed) {
        let Some(desk) = &self.state.desk else { return };
        let Some(view) = &desk.registry_view else { return };
        let project = &desk.work.project;
        let known = view.entity.as_ref().and_then(|id| project.entities.get(id));
        let Some(entity) = known.filter(|_| view.list == List::Entities) else {
            return self.hint("Go to an entity first.");
        };
        let picked = view.picked();
        let change = match deed {
            EntityDeed::Merge if picked.len() < 2 => {
                return self.hint("Tick two entities or more (x): they become one.");
            }
            EntityDeed::Merge => {
                let mut others = picked;
                Change::Merge { into: others.remove(0), others }
            }
            EntityDeed::Split if view.places.is_empty() => {
                return self.hint("Tick the mentions that name somebody else.");
            }
            EntityDeed::Split => {
                let words = view.places.first().and_then(|at| self.words_at(at));
                Change::Split {
                    from: entity.id.clone(),
                    mentions: view.places.clone(),
                    articles: Vec::new(),
                    name: words.unwrap_or_default(),
                    entity_type: entity.entity_type.clone(),
                }
            }
            EntityDeed::Delete => Change::Delete { entities: picked, fate: Fate::default() },
            EntityDeed::Retype => Change::Retype {
                entities: picked,
                entity_type: entity.entity_type.clone(),
                with_mentions: true,
            },
        };
        self.state.dialog = Some(Dialog::Entities(Box::new(change)));
    }

    fn words_at(&self, (layer, id): &At) -> Option<String> {
        let project = &self.state.desk.as_ref()?.work.project;
        let text = &project.articles.get(&layer.article)?.text;
        let Record::Mention(mention) = project.layer(layer)?.records.get(id)? else { return None };
        let words = mention.fragments.words(text);
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(super) fn change_entities(&mut self, change: &Change) {
        self.state.dialog = None;
        let new: EntityId = self.state.ids.next('e').into();
        let Some(desk) = &self.state.desk else { return };
        let stood = desk.registry_view.as_ref().and_then(|view| desk.registry_line(view));
        let plan = match change.plan(&desk.work.project, self.now, &new) {
            Ok(plan) => plan,
            Err(why) => return self.tell(why, true),
        };
        if !self.commit(plan.label, batch(plan.operations)) {
            return;
        }
        self.with_desk(|desk| {
            let discarded = desk.discarded.iter_mut().map(|(_, draft)| draft);
            let drafts = desk.draft.iter_mut().chain(desk.set_aside.values_mut()).chain(discarded);
            if let Change::Merge { into, others } = change {
                let moved =
                    |id: &EntityId| Some(if others.contains(id) { into } else { id }.clone());
                drafts.for_each(|draft| rename(&mut draft.stance, &moved));
            }
            let Some(view) = &mut desk.registry_view else { return };
            match change {
                Change::Merge { into, .. } => view.go_to(into.clone()),
                Change::Split { .. } => view.go_to(new),
                Change::Delete { .. } | Change::Retype { .. } => {}
            }
            if !matches!(change, Change::Retype { .. }) {
                view.ticked.clear();
            }
        });
        self.after_foreign_change();
        self.settle_registry(stood.unwrap_or(0));
        self.effects.push(Effect::FocusRegistry(RegistryPart::List));
    }

    /// Shows what a list of entities would bring, before any of it is here.
    pub(super) fn list_entities(&mut self, file: &str, rows: Vec<Listed>, remarks: Vec<String>) {
        let Some(desk) = &self.state.desk else { return };
        let intake = Intake::of(&desk.work.project, file, rows, remarks);
        self.state.dialog = Some(Dialog::Intake(Rc::new(intake)));
    }

    /// Takes what was ticked of it, as one step.
    pub(super) fn take_entities(&mut self, intake: &Intake, taken: &[usize]) {
        self.state.dialog = None;
        let Some(desk) = &self.state.desk else { return };
        let mut ids = self.state.ids.clone();
        let is_ticked = |at: usize| taken.contains(&at);
        let new_id = || ids.next('e').into();
        let plan = intake.plan(&desk.work.project, is_ticked, new_id);
        self.state.ids = ids;
        let Some((label, operations)) = plan else { return };
        let words = format!("{label}.");
        if self.commit(label, batch(operations)) {
            self.after_foreign_change();
            self.settle_registry(0);
            self.effects.push(Effect::FocusRegistry(RegistryPart::List));
            self.tell(words, false);
        }
    }

    /// Makes an entity that nothing names yet, to be named next.
    pub(super) fn make_entity(&mut self) {
        let id: EntityId = self.state.ids.next('e').into();
        let Some(desk) = &self.state.desk else { return };
        let types = &desk.work.project.codebook.entity_types;
        let Some(entity_type) = types.first().map(|known| known.id.clone()) else { return };
        let entity = new_entity(id.clone(), "New entity", entity_type);
        if self.commit("New entity", Operation::PutEntity(Rc::new(entity))) {
            if let Some(view) = self.registry_view() {
                view.query.clear();
                view.list = List::Entities;
                view.go_to(id);
            }
            self.effects.push(Effect::FocusRegistry(RegistryPart::Name));
        }
    }

    /// Links the words in focus, at all their places or the one that is picked, and goes on to the
    /// next.
    pub(super) fn link_group(&mut self, link: Link) {
        let new: EntityId = self.state.ids.next('e').into();
        let Some(desk) = &self.state.desk else { return };
        let (registry, project) = (desk.registry(), &desk.work.project);
        let Some(view) = desk.registry_view.as_ref().filter(|view| view.list == List::Unlinked)
        else {
            return;
        };
        let Some(group) = view.group.as_ref().and_then(|key| registry.group(key)) else {
            return self.tell("Every mention is linked.", false);
        };
        let stood = desk.registry_line(view).unwrap_or(0);
        let mut operations = Vec::new();
        let (entity, name) = match link {
            Link::Guess(at) => {
                let guesses = group.guesses(project, &project.entity_uses());
                let known = guesses.get(at).and_then(|it| project.entities.get(&it.entity));
                let Some(known) = known else {
                    return self
                        .tell("No entity resembles these words: make a new one (n).", false);
                };
                (known.id.clone(), known.name.clone())
            }
            Link::To(id) => match project.entities.get(&id) {
                Some(known) => (id, known.name.clone()),
                None => return,
            },
            Link::New(name) => {
                let name = name.unwrap_or_else(|| group.words.clone());
                let entity = new_entity(new.clone(), &name, group.label.clone());
                operations.push(Operation::PutEntity(Rc::new(entity)));
                (new, name)
            }
        };
        let chosen = match view.place {
            Some(at) => &group.mentions[at..=at],
            None => &group.mentions[..],
        };
        for (layer, id) in chosen {
            let record = project.layer(layer).and_then(|layer| layer.records.get(id));
            let Some(Record::Mention(mention)) = record else { continue };
            let mut mention = Mention { entity: Some(entity.clone()), ..(**mention).clone() };
            mention.provenance.updated = self.now.clone();
            let record = Record::Mention(Rc::new(mention));
            operations.push(Operation::PutRecord(layer.clone(), record));
        }
        let label = format!("Link {} × “{}” to {name}", chosen.len(), group.words);
        if self.commit(label, batch(operations)) {
            self.after_foreign_change();
            self.settle_registry(stood);
            self.effects.push(Effect::FocusRegistry(RegistryPart::List));
        }
    }
}
