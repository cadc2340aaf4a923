//! What an import changes: operations that add, and touch nothing that is here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::choices::{Choices, Label, Whose, unknown_labels};
use super::preview::{Left, Preview};
use super::same::{by_place, place, says_the_same};
use crate::model::{
    Annotator, AnnotatorId, Article, ArticleId, Codebook, Decision, Entity, EntityId, Holder,
    IdSource, Issue, IssueId, Layer, LayerId, Model, Operation, Origin, PRESETS, Project,
    Provenance, Record, RecordId, Status, Target, TargetKind, Timestamp, TypeId,
};

/// When what has no date was made, as readers say it.
const UNDATED: &str = "1970";

/// What an import would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The operations, in order.
    pub operations: Vec<Operation>,
    /// The same in numbers.
    pub preview: Preview,
}

/// A plan in the making. Layers take the time, and are planned one after the other.
pub struct Planning<'a> {
    here: &'a Project,
    me: &'a AnnotatorId,
    incoming: &'a Project,
    choices: &'a Choices,
    now: &'a Timestamp,
    ids: &'a mut IdSource,
    operations: Vec<Operation>,
    preview: Preview,
    left: BTreeMap<Left, usize>,
    /// The records' ids that are taken.
    used: HashSet<RecordId>,
    /// What things in the file are here; of records, those of one layer.
    people: HashMap<AnnotatorId, AnnotatorId>,
    articles: HashMap<ArticleId, ArticleId>,
    entities: HashMap<EntityId, EntityId>,
    issues: HashMap<IssueId, IssueId>,
    records: HashMap<RecordId, RecordId>,
    /// The layers that are still to be planned.
    waiting: std::vec::IntoIter<(&'a LayerId, &'a Rc<Layer>)>,
    /// The layers that are not here yet, and what comes onto those that are.
    fresh: BTreeMap<LayerId, Layer>,
    added: Vec<Operation>,
}

impl<'a> Planning<'a> {
    /// Plans what an import changes in `here`, by what was chosen, but for the layers. `me` is the
    /// annotator at work.
    pub fn begin(
        here: &'a Project,
        me: &'a AnnotatorId,
        incoming: &'a Project,
        choices: &'a Choices,
        ids: &'a mut IdSource,
        now: &'a Timestamp,
    ) -> Self {
        let records = here.layers.values().flat_map(|layer| layer.records.keys().cloned());
        let mut planning = Self {
            here,
            me,
            incoming,
            choices,
            now,
            used: records.collect(),
            ids,
            operations: Vec::new(),
            preview: Preview::default(),
            left: BTreeMap::new(),
            people: HashMap::new(),
            articles: HashMap::new(),
            entities: HashMap::new(),
            issues: HashMap::new(),
            records: HashMap::new(),
            waiting: incoming.layers.iter().collect::<Vec<_>>().into_iter(),
            fresh: BTreeMap::new(),
            added: Vec::new(),
        };
        planning.people();
        planning.codebook();
        planning.entities();
        planning.articles();
        planning
    }

    /// Plans for one more layer; whether there was one.
    pub fn step(&mut self) -> bool {
        let Some((id, layer)) = self.waiting.next() else { return false };
        self.layer(id, layer);
        true
    }

    /// How many layers are still to be planned.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The plan, once no layer waits.
    pub fn finish(mut self) -> Plan {
        while self.step() {}
        let layers = self.fresh.into_iter().filter(|(_, layer)| !layer.is_blank());
        let layers = layers.map(|(id, layer)| Operation::PutLayer(id, Rc::new(layer)));
        self.operations.extend(layers);
        self.operations.extend(self.added);
        if !self.incoming.orphans.is_empty() {
            self.left.insert(Left::Orphan, self.incoming.orphans.len());
        }
        self.preview.left = self.left.into_iter().collect();
        Plan { operations: self.operations, preview: self.preview }
    }

    fn leave(&mut self, what: Left) {
        *self.left.entry(what).or_default() += 1;
    }

    fn people(&mut self) {
        for (id, whose) in &self.choices.people {
            let becomes = match whose {
                _ if self.choices.as_suggestions => self.me.clone(),
                Whose::Of(known) if self.here.annotators.contains_key(known) => known.clone(),
                // Whoever is at work is not listed before anything was recorded.
                Whose::Of(_) => self.me.clone(),
                Whose::New(name) => {
                    let is_free = !self.here.annotators.contains_key(id) && id != self.me;
                    let is_own =
                        self.incoming.annotators.get(id).is_some_and(|it| it.name == *name);
                    let new = match is_free && is_own {
                        true => id.clone(),
                        false => self.ids.next('p').into(),
                    };
                    let extra = self.incoming.annotators.get(id).map(|it| it.extra.clone());
                    let annotator =
                        Annotator { name: name.clone(), extra: extra.unwrap_or_default() };
                    self.operations.push(Operation::PutAnnotator(new.clone(), annotator));
                    new
                }
            };
            self.people.insert(id.clone(), becomes);
        }
    }

    fn codebook(&mut self) {
        let mut codebook = (*self.here.codebook).clone();
        let theirs = &self.incoming.codebook;
        for unknown in unknown_labels(&codebook, self.incoming) {
            let label = self.choices.label(unknown.label.clone());
            if label == unknown.label {
                add_label(&mut codebook, &label, theirs);
            }
        }
        for issue in &theirs.issues {
            let is_same = |known: &&Issue| known.id == issue.id && known.label == issue.label;
            let known = codebook.issues.iter().find(is_same);
            let known = known.or_else(|| codebook.issues.iter().find(|it| it.label == issue.label));
            let id = match known {
                Some(known) => known.id.clone(),
                None => {
                    self.preview.issues += 1;
                    let mut new = issue.clone();
                    if codebook.issue(&new.id).is_some() {
                        new.id = self.ids.next('i').into();
                    }
                    let id = new.id.clone();
                    codebook.issues.push(new);
                    id
                }
            };
            self.issues.insert(issue.id.clone(), id);
        }
        let old = self.here.codebook.issues.len();
        for issue in &mut codebook.issues[old..] {
            let parent = issue.parent.take();
            issue.parent = parent.and_then(|parent| self.issues.get(&parent).cloned());
        }
        for attribute in &theirs.attributes {
            if codebook.attribute(&attribute.id).is_none() {
                self.preview.attributes += 1;
                let mut attribute = attribute.clone();
                // What was done here without it has no gap now.
                attribute.required = false;
                codebook.attributes.push(attribute);
            }
        }
        if codebook != *self.here.codebook {
            self.operations.push(Operation::SetCodebook(Rc::new(codebook)));
        }
    }

    fn entity_type(&self, id: &TypeId) -> TypeId {
        match self.choices.label(Label::Type(id.clone())) {
            Label::Type(id) => id,
            Label::Polarity(_) => id.clone(),
        }
    }

    fn entities(&mut self) {
        let here = &self.here.entities;
        let mut by_number: HashMap<&str, &EntityId> = HashMap::new();
        let mut by_name: HashMap<(&str, &TypeId), &EntityId> = HashMap::new();
        for entity in here.values() {
            if !entity.knowledge_base_id.is_empty() {
                by_number.entry(&entity.knowledge_base_id).or_insert(&entity.id);
            }
            by_name.entry((&entity.name, &entity.entity_type)).or_insert(&entity.id);
        }
        for entity in self.incoming.entities.values() {
            let entity_type = self.entity_type(&entity.entity_type);
            let is_same = |known: &&Rc<Entity>| known.name == entity.name;
            let known = here.get(&entity.id).filter(is_same).map(|known| &known.id);
            let known = known.or_else(|| by_number.get(&*entity.knowledge_base_id).copied());
            let known = known.or_else(|| by_name.get(&(&*entity.name, &entity_type)).copied());
            let id = match known {
                Some(known) => {
                    self.preview.known_entities += 1;
                    known.clone()
                }
                None => {
                    self.preview.new_entities += 1;
                    let id = match here.contains_key(&entity.id) || is_made_up(entity.id.as_str()) {
                        true => self.ids.next('e').into(),
                        false => entity.id.clone(),
                    };
                    let new = Entity { id: id.clone(), entity_type, ..(**entity).clone() };
                    self.operations.push(Operation::PutEntity(Rc::new(new)));
                    id
                }
            };
            self.entities.insert(entity.id.clone(), id);
        }
    }

    fn articles(&mut self) {
        let by_text: HashMap<&str, &ArticleId> =
            self.here.articles.values().map(|it| (it.sha256.as_str(), &it.id)).collect();
        let mut new: HashMap<String, ArticleId> = HashMap::new();
        for article in self.incoming.articles.values() {
            let known = by_text.get(article.sha256.as_str()).copied();
            let id = match known.or_else(|| new.get(&article.sha256)) {
                Some(known) => {
                    self.preview.known_articles += 1;
                    if !article.extra.is_empty() {
                        *self.left.entry(Left::Foreign).or_default() += 1;
                    }
                    known.clone()
                }
                None => {
                    self.preview.new_articles += 1;
                    let is_taken = self.here.articles.contains_key(&article.id);
                    let id = match is_taken || is_made_up(article.id.as_str()) {
                        true => ArticleId::from(self.ids.next('a')),
                        false => article.id.clone(),
                    };
                    let added = self.now.clone();
                    let placed = Article { id: id.clone(), added, ..(**article).clone() };
                    self.operations.push(Operation::PutArticle(Rc::new(placed)));
                    new.insert(article.sha256.clone(), id.clone());
                    id
                }
            };
            self.articles.insert(article.id.clone(), id);
        }
    }

    fn layer(&mut self, id: &LayerId, layer: &Layer) {
        let Some(article) = self.articles.get(&id.article).cloned() else { return };
        let annotator = self.people.get(&id.annotator).unwrap_or(self.me).clone();
        let target = LayerId { article, annotator };
        let known = self.here.layer(&target).cloned();
        let places = known.as_deref().map(by_place).unwrap_or_default();
        self.name_records(layer);
        for record in layer.records.values() {
            let record = self.adopted(record, &target.annotator);
            let same = places.get(&place(&record)).into_iter().flatten();
            if same.into_iter().any(|known| says_the_same(known, &record)) {
                self.preview.known_records += 1;
                continue;
            }
            self.count(&record);
            match known {
                Some(_) => self.added.push(Operation::PutRecord(target.clone(), record)),
                None => drop(self.fresh.entry(target.clone()).or_default().insert(record)),
            }
        }
        self.besides(layer, &target, known.as_deref());
    }

    /// Gives each record of a layer the id that it will have: its own if that is free.
    fn name_records(&mut self, layer: &Layer) {
        self.records.clear();
        for id in layer.records.keys() {
            let is_free = !is_made_up(id.as_str()) && !self.used.contains(id);
            let new = if is_free { id.clone() } else { self.ids.next('r').into() };
            self.used.insert(new.clone());
            self.records.insert(id.clone(), new);
        }
    }

    /// What a layer says besides its records. What is here stays.
    fn besides(&mut self, layer: &Layer, target: &LayerId, known: Option<&Layer>) {
        if self.choices.as_suggestions {
            // It is what somebody said of the work, not what a model can know.
            return;
        }
        if let Some(known) = known {
            if layer.status != Status::default() && layer.status != known.status {
                self.leave(Left::Status);
            }
            for (id, value) in &layer.attributes {
                match known.attributes.get(id) {
                    None => self.added.push(Operation::SetAttribute(
                        target.clone(),
                        id.clone(),
                        Some(value.clone()),
                    )),
                    Some(here) if here != value => self.leave(Left::Answer),
                    Some(_) => {}
                }
            }
            if layer.extra.iter().any(|(key, value)| known.extra.get(key) != Some(value)) {
                self.leave(Left::Foreign);
            }
            return;
        }
        let fresh = self.fresh.entry(target.clone()).or_default();
        fresh.status = fresh.status.max(layer.status);
        for (id, value) in &layer.attributes {
            fresh.attributes.insert(id.clone(), value.clone());
        }
        fresh.extra.extend(layer.extra.clone());
    }

    fn count(&mut self, record: &Record) {
        *match record {
            Record::Mention(_) => &mut self.preview.mentions,
            Record::Stance(_) => &mut self.preview.stances,
            Record::DocumentStance(_) => &mut self.preview.article_stances,
        } += 1;
        self.preview.suggestions += usize::from(record.provenance().is_suggestion());
    }

    /// A record as it will stand here: with this project's ids and labels.
    fn adopted(&self, record: &Record, annotator: &AnnotatorId) -> Record {
        let id = self.records.get(record.id()).unwrap_or(record.id()).clone();
        let record = record.with_provenance(|provenance| self.own(provenance, annotator));
        match record {
            Record::Mention(mention) => {
                let mut mention = Rc::unwrap_or_clone(mention);
                mention.id = id;
                mention.entity_type = self.entity_type(&mention.entity_type);
                mention.entity = mention.entity.map(|entity| self.entity(entity));
                Record::Mention(Rc::new(mention))
            }
            Record::Stance(stance) => {
                let mut stance = Rc::unwrap_or_clone(stance);
                stance.id = id;
                stance.polarity = self.polarity(stance.polarity);
                stance.holder = stance.holder.map(|holder| self.holder(holder));
                let sources = stance.nested_source.into_iter();
                stance.nested_source = sources.map(|holder| self.holder(holder)).collect();
                stance.target = stance.target.map(|target| self.target(target));
                Record::Stance(Rc::new(stance))
            }
            Record::DocumentStance(stance) => {
                let mut stance = Rc::unwrap_or_clone(stance);
                stance.id = id;
                stance.polarity = self.polarity(stance.polarity);
                stance.target = stance.target.map(|target| self.target(target));
                Record::DocumentStance(Rc::new(stance))
            }
        }
    }

    fn own(&self, provenance: &mut Provenance, annotator: &AnnotatorId) {
        provenance.annotator = annotator.clone();
        for moment in [&mut provenance.created, &mut provenance.updated] {
            if moment.as_str().starts_with(UNDATED) {
                *moment = self.now.clone();
            }
        }
        if let Some(from) = &mut provenance.derived_from
            && let Some(id) = self.records.get(from)
        {
            *from = id.clone();
        }
        provenance.revision = Default::default();
        if self.choices.as_suggestions && !provenance.is_rejected() {
            provenance.decision = Some(Decision::Pending);
            if provenance.origin != Origin::Rule {
                provenance.origin = Origin::Suggestion;
            }
        }
        if provenance.is_suggestion() {
            provenance.model.get_or_insert_with(|| Model {
                name: self.choices.model.clone(),
                version: String::new(),
            });
        }
    }

    fn polarity(&self, polarity: crate::model::Polarity) -> crate::model::Polarity {
        match self.choices.label(Label::Polarity(polarity)) {
            Label::Polarity(polarity) => polarity,
            Label::Type(_) => polarity,
        }
    }

    fn entity(&self, id: EntityId) -> EntityId {
        self.entities.get(&id).cloned().unwrap_or(id)
    }

    fn holder(&self, holder: Holder) -> Holder {
        match holder {
            Holder::Entity(id) => Holder::Entity(self.entity(id)),
            other => other,
        }
    }

    fn target(&self, target: Target) -> Target {
        let kind = match target.kind {
            TargetKind::Entity(id) => TargetKind::Entity(self.entity(id)),
            TargetKind::Issue(id) => TargetKind::Issue(self.issues.get(&id).cloned().unwrap_or(id)),
            other => other,
        };
        Target { kind, ..target }
    }
}

/// Whether a reader has numbered it, so that the same id means something else in the next file.
fn is_made_up(id: &str) -> bool {
    let id = id.as_bytes();
    id.len() >= 8 && id[1] == b'-' && id[2..].iter().all(u8::is_ascii_digit)
}

/// Puts a label into the codebook as it was where it comes from, without a key that is taken.
fn add_label(codebook: &mut Codebook, label: &Label, theirs: &Codebook) {
    let preset = PRESETS[0].codebook();
    let types = codebook.entity_types.iter().map(|known| known.key);
    let taken: Vec<_> = types.chain(codebook.polarities.iter().map(|known| known.key)).collect();
    let free = |key: Option<char>| key.filter(|key| !taken.contains(&Some(*key)));
    match label {
        Label::Type(id) => {
            if let Some(new) = theirs.entity_type(id).or_else(|| preset.entity_type(id)) {
                let key = free(new.key);
                codebook.entity_types.push(crate::model::EntityType { key, ..new.clone() });
            }
        }
        Label::Polarity(polarity) => {
            if let Some(new) = theirs.polarity(*polarity).or_else(|| preset.polarity(*polarity)) {
                let key = free(new.key);
                codebook.polarities.push(crate::model::PolarityStyle { key, ..new.clone() });
            }
        }
    }
}
