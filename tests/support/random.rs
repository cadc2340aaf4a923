//! Random work: choices that are read as whatever the project at hand allows.

use std::rc::Rc;

use proptest::prelude::*;
use standpoint::formats::digest::sha256_hex;
use standpoint::model::*;
use standpoint::text::{Byte, Fragments, Reach, Span, Text};

use super::{ANNOTATORS, article, by, entity, layer_id, mention, now, project_of_1_1};

/// One thing done: which sort, and the choices it needs.
#[derive(Clone, Debug)]
pub struct Act {
    sort: u8,
    choices: Vec<u32>,
    string: String,
}

/// Up to `count` acts.
pub fn acts(count: usize) -> impl Strategy<Value = Vec<Act>> {
    let string = "[ab \n.’💩e\u{301}\u{200d}漢字سلام🇨🇦\u{a0}-]{1,40}";
    let act = (0..32_u8, prop::collection::vec(any::<u32>(), 12), string)
        .prop_map(|(sort, choices, string)| Act { sort, choices, string });
    prop::collection::vec(act, 1..count)
}

/// The sample project.
pub fn start() -> Work {
    Work::new(project_of_1_1())
}

impl Act {
    /// What is done to the project; an operation may be one that it refuses.
    pub fn entry(&self, project: &Project) -> Entry {
        match self.sort {
            30 => Entry::Undo,
            31 => Entry::Redo,
            sort => Entry::Edit {
                label: format!("Step {sort}").into(),
                operation: self.operation(project),
                continues: self.choices[0].is_multiple_of(8),
            },
        }
    }

    /// The codebook with one thing changed, taken out, added or put elsewhere.
    pub fn codebook(&self, before: &Codebook) -> Codebook {
        let mut codebook = before.clone();
        let types = &mut codebook.entity_types;
        let at = (!types.is_empty()).then(|| self.choices[2] as usize % types.len());
        match (self.choices[3] % 8, at) {
            (0, Some(at)) => types[at].label.clone_from(&self.string),
            (1, Some(at)) => drop(types.remove(at)),
            (2, Some(at)) => types.rotate_left(at),
            (3, Some(at)) => {
                let id = self.id('t', 4);
                if types.iter().all(|known| known.id.as_str() != id) {
                    let new = EntityType { id: id.into(), ..types[at].clone() };
                    types.insert(at, new);
                }
            }
            (4, _) => codebook.polarities.reverse(),
            (5, _) => drop(codebook.polarities.pop()),
            (6, _) => codebook.guideline.clone_from(&self.string),
            _ => {
                let id = self.id('i', 4);
                match codebook.issues.iter().position(|known| known.id.as_str() == id) {
                    Some(at) => drop(codebook.issues.remove(at)),
                    None => codebook.issues.push(Issue {
                        id: id.into(),
                        label: self.string.clone(),
                        parent: None,
                        guideline: String::new(),
                        extra: Extra::new(),
                    }),
                }
            }
        }
        codebook
    }

    fn operation(&self, project: &Project) -> Operation {
        let Self { sort, choices, string } = self;
        let layer = self.layer(project);
        match sort {
            0 => Operation::PutArticle(Rc::new(self.article())),
            1 => Operation::RemoveArticle(layer.article),
            2 => {
                let details = Details { title: string.clone(), ..Details::default() };
                Operation::SetDetails(layer.article, Rc::new(details))
            }
            3 => Operation::PutEntity(Rc::new(Entity {
                matching: self.matching(),
                ..entity(&self.id('e', 0), string, "place")
            })),
            4 => Operation::RemoveEntity(self.id('e', 0).into()),
            5 if choices[1].is_multiple_of(2) => {
                Operation::SetStatus(layer, Status::ALL[choices[1] as usize % 4])
            }
            5 => {
                let value = choices[4].is_multiple_of(3).then(|| self.value());
                Operation::SetAttribute(layer, self.id('q', 5).into(), value)
            }
            6 => {
                let annotator = Annotator { name: string.clone(), extra: Extra::new() };
                Operation::PutAnnotator(self.id('u', 0).into(), annotator)
            }
            7 => Operation::RemoveAnnotator(self.id('u', 0).into()),
            8 if choices[1].is_multiple_of(3) => Operation::SetCodebook(project_of_1_1().codebook),
            8 => Operation::SetCodebook(Rc::new(PRESETS[choices[1] as usize % 2].codebook())),
            9 => Operation::SetName(string.clone()),
            10 => Operation::RemoveLayer(layer),
            11 => {
                let from = project.layers.values().next().cloned().unwrap_or_default();
                Operation::PutLayer(layer, from)
            }
            12 | 13 => {
                let article = self.article();
                let id = layer_id(article.id.as_str(), ANNOTATORS[0]);
                let record = self.mention(&article.text);
                let puts = record.map(|record| Operation::PutRecord(id, record));
                let article = Operation::PutArticle(Rc::new(article));
                Operation::Batch([article].into_iter().chain(puts).collect())
            }
            14 | 15 => {
                let next = |by: u8| Self { sort: 16 + (sort + by) % 12, ..self.rotated(by) };
                let parts = (1..4).map(|by| next(by).operation(project)).collect();
                Operation::Batch(parts)
            }
            16..=18 => self.removal(project, layer),
            sort => {
                let Some(article) = project.articles.get(&layer.article) else {
                    return Operation::SetName(String::new());
                };
                let record = match sort {
                    19..=24 => self.mention(&article.text),
                    25..=28 => Some(self.stance(&article.text)),
                    _ => Some(self.document_stance()),
                };
                match record {
                    Some(record) => Operation::PutRecord(layer, record),
                    None => Operation::SetName(string.clone()),
                }
            }
        }
    }

    fn matching(&self) -> Matching {
        let reach = [Reach::Whole, Reach::Endings, Reach::Inside][self.choices[7] as usize % 3];
        Matching { ignores_case: self.choices[6].is_multiple_of(2), reach }
    }

    fn value(&self) -> AttributeValue {
        match self.choices[6] % 3 {
            0 => AttributeValue::Words(self.string.clone()),
            1 => AttributeValue::Number(self.choices[7].into()),
            _ => AttributeValue::Number(format!("-{}.50e2", self.choices[7]).parse().unwrap()),
        }
    }

    fn attributes(&self) -> Attributes {
        let mut attributes = Attributes::new();
        for choice in 0..self.choices[5] % 3 {
            attributes.insert(self.id('q', choice as usize).into(), self.value());
        }
        attributes
    }

    fn rotated(&self, by: u8) -> Self {
        let mut act = self.clone();
        act.choices.rotate_left(by.into());
        act
    }

    fn id(&self, kind: char, choice: usize) -> String {
        format!("{kind}-{}", self.choices[choice] % 5)
    }

    fn layer(&self, project: &Project) -> LayerId {
        let ids: Vec<&ArticleId> = project.articles.keys().collect();
        let id = match ids.len() {
            0 => "a-none",
            count => ids[self.choices[2] as usize % count].as_str(),
        };
        layer_id(id, ANNOTATORS[self.choices[3] as usize % 2])
    }

    /// Sometimes one that the project has, with the same text or another.
    fn article(&self) -> Article {
        let mut new = article(self.choices[4] as usize % 3);
        if !self.choices[5].is_multiple_of(3) {
            new.id = self.id('a', 6).into();
            new.text = Text::new(self.string.as_str());
            new.sha256 = sha256_hex(self.string.as_bytes());
            new.segments.clear();
        }
        new
    }

    fn removal(&self, project: &Project, layer: LayerId) -> Operation {
        let records = project.layer(&layer).map(|layer| layer.records.keys().cloned());
        let ids: Vec<RecordId> = records.into_iter().flatten().collect();
        let id = match ids.len() {
            0 => "m-none".into(),
            count => ids[self.choices[4] as usize % count].clone(),
        };
        Operation::RemoveRecord(layer, id)
    }

    /// One to three stretches without white space at their ends.
    fn fragments(&self, text: &Text, from: usize) -> Option<Fragments> {
        let cuts: Vec<usize> =
            text.as_str().char_indices().map(|(at, _)| at).chain([text.end().index()]).collect();
        let at = |choice: usize| {
            Byte::at(cuts[self.choices[(from + choice) % 12] as usize % cuts.len()])
        };
        let count = 1 + self.choices[from] as usize % 3;
        let spans = (0..count).filter_map(|n| Span::between(at(2 * n + 1), at(2 * n + 2)));
        Fragments::new(spans.collect())?.trimmed(text)
    }

    fn mention(&self, text: &Text) -> Option<Record> {
        let link = self.choices[7].is_multiple_of(2).then(|| self.id('e', 8));
        let fragments = self.fragments(text, 0)?;
        let record = mention(&self.id('m', 9), fragments, "person", link.as_deref());
        let Record::Mention(mut mention) = record else { unreachable!() };
        Rc::make_mut(&mut mention).attributes = self.attributes();
        Some(Record::Mention(mention))
    }

    fn stance(&self, text: &Text) -> Record {
        let pick = |choice: usize, count: u32| self.choices[choice] % count;
        let entity = || Holder::Entity(self.id('e', 1).into());
        let holders = [entity(), Holder::Author, Holder::Outlet, Holder::Implicit];
        let kinds = [
            TargetKind::Entity(self.id('e', 2).into()),
            TargetKind::Issue("i-1".into()),
            TargetKind::Proposition(self.string.clone()),
        ];
        Record::Stance(Rc::new(Stance {
            id: self.id('s', 3).into(),
            holder: holders.get(pick(4, 5) as usize).cloned(),
            nested_source: holders[..pick(5, 4) as usize].to_vec(),
            target: kinds
                .get(pick(6, 4) as usize)
                .map(|kind| Target { kind: kind.clone(), is_negated: pick(7, 2) == 0 }),
            polarity: Polarity::ALL[pick(8, 5) as usize],
            attitude_type: (pick(9, 2) == 0).then_some(AttitudeType::Speculation),
            intensity: (pick(10, 2) == 0).then_some(Intensity::Low),
            expression: self.fragments(text, 1),
            cue: self.fragments(text, 2),
            evidence: self.fragments(text, 3),
            attribution: (pick(11, 2) == 0).then_some(Attribution::Mixed),
            explicitness: (pick(0, 2) == 0).then_some(Explicitness::Inferred),
            confidence: (pick(1, 2) == 0).then_some(Confidence::Medium),
            statement_date: Date::new(2025, 1 + pick(2, 12) as u8, 1 + pick(3, 28) as u8),
            attributes: self.attributes(),
            note: self.string.clone(),
            provenance: by(ANNOTATORS[pick(4, 2) as usize]),
            extra: Extra::new(),
        }))
    }

    fn document_stance(&self) -> Record {
        Record::DocumentStance(Rc::new(DocumentStance {
            id: self.id('d', 1).into(),
            target: None,
            polarity: Polarity::ALL[self.choices[2] as usize % 5],
            note: self.string.clone(),
            provenance: Provenance::manual(ANNOTATORS[0].into(), now()),
            extra: Extra::new(),
        }))
    }
}
