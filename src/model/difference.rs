//! What a merge would change, thing by thing.

use super::{Codebook, CodebookList, LayerId, Project, Record};

/// A thing that two states of a project do not have alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What becomes of it.
    pub fate: MergeFate,
    /// The thing, in words.
    pub words: String,
    /// The headline of the article that it is on.
    pub article: Option<String>,
}

/// What a merge makes of a thing, seen from the state that is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MergeFate {
    /// It is new here.
    Added,
    /// Both have it, and the other one is newer.
    Changed,
    /// Both have it, and the one here is newer, so it stays as it is.
    Kept,
    /// It was deleted there.
    Deleted,
    /// It was deleted here, and stays so.
    StaysDeleted,
}

impl MergeFate {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::Added, Self::Changed, Self::Kept, Self::Deleted, Self::StaysDeleted];

    /// What becomes of the thing, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed to the newer state in the file",
            Self::Kept => "differs, stays as it is here, which is newer",
            Self::Deleted => "deleted, as in the file",
            Self::StaysDeleted => "stays deleted, as it is here",
        }
    }
}

/// What differs between the state `here` and another, and what their merge makes of it.
#[inline(never)] // not in the first load
pub fn differences(here: &Project, there: &Project, merged: &Project) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    let states = [here, there, merged];
    found.thing("The project’s name".to_owned(), None, states.map(|it| Some(&it.name)));
    found.codebook(states.map(|it| &*it.codebook));
    for (id, annotator) in &merged.annotators {
        let words = format!("Annotator {}", annotator.name);
        found.thing(words, None, states.map(|it| it.annotators.get(id)));
    }
    for (id, entity) in &merged.entities {
        let words = format!("Entity {}", entity.name);
        found.thing(words, None, states.map(|it| it.entities.get(id)));
    }
    for (id, article) in &merged.articles {
        let words = format!("Article “{}”", article.details.title);
        found.thing(words, None, states.map(|it| it.articles.get(id)));
    }
    let in_any = |id: &LayerId| states.iter().any(|it| it.layers.contains_key(id));
    let mut ids: Vec<&LayerId> = here.layers.keys().chain(there.layers.keys()).collect();
    crate::order::sort_by(&mut ids, Ord::cmp);
    ids.dedup();
    for id in ids.into_iter().filter(|id| in_any(id)) {
        found.layer(id, states);
    }
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn thing<T: PartialEq>(
        &mut self,
        words: String,
        article: Option<&str>,
        [here, there, merged]: [Option<T>; 3],
    ) {
        let fate = match (here == merged, merged.is_some()) {
            _ if here == there => return,
            (false, true) if here.is_none() => MergeFate::Added,
            (false, true) => MergeFate::Changed,
            (false, false) => MergeFate::Deleted,
            // Added here, which changes nothing here.
            (true, true) if there.is_none() => return,
            (true, true) => MergeFate::Kept,
            (true, false) => MergeFate::StaysDeleted,
        };
        self.0.push(Difference { fate, words, article: article.map(str::to_owned) });
    }

    fn codebook(&mut self, states: [&Codebook; 3]) {
        let mut field = |words: &str, texts: [Option<String>; 3]| {
            self.thing(format!("Codebook: {words}"), None, texts);
        };
        field("name", states.map(|it| Some(it.name.clone())));
        field("guideline", states.map(|it| Some(it.guideline.clone())));
        field("fields of stances", states.map(|it| Some(format!("{:?}", it.fields))));
        field("rules", states.map(|it| Some(format!("{:?}", it.rules))));
        field("what a newer program added", states.map(|it| Some(format!("{:?}", it.extra))));
        self.items("entity type", states.map(|it| &*it.entity_types), |it| {
            (it.id.as_str(), &it.label)
        });
        self.items("polarity", states.map(|it| &*it.polarities), |it| {
            (it.polarity.id(), &it.label)
        });
        self.items("issue", states.map(|it| &*it.issues), |it| (it.id.as_str(), &it.label));
        self.items("attribute", states.map(|it| &*it.attributes), |it| (it.id.as_str(), &it.label));
        for list in CodebookList::ALL {
            // Of what all three have: else every item that comes or goes would be listed as an order too.
            let ids = states.map(|it| it.ids(list));
            let order = |at: usize| -> Vec<&str> {
                ids[at]
                    .iter()
                    .filter(|id| ids.iter().all(|ids| ids.contains(id)))
                    .copied()
                    .collect()
            };
            let of = match list {
                CodebookList::EntityTypes => "entity types",
                CodebookList::Polarities => "polarities",
                CodebookList::Issues => "issues",
                CodebookList::Attributes => "attributes",
            };
            let orders = [Some(order(0)), Some(order(1)), Some(order(2))];
            self.thing(format!("Codebook: order of the {of}"), None, orders);
        }
    }

    fn items<'a, T: PartialEq>(
        &mut self,
        kind: &str,
        states: [&'a [T]; 3],
        named: impl Fn(&'a T) -> (&'a str, &'a String),
    ) {
        let mut seen: Vec<&str> = Vec::new();
        for (id, label) in states.into_iter().flatten().map(&named) {
            if !seen.contains(&id) {
                seen.push(id);
                let items = states.map(|items| items.iter().find(|item| named(item).0 == id));
                self.thing(format!("Codebook: {kind} “{label}”"), None, items);
            }
        }
    }

    fn layer(&mut self, id: &LayerId, states: [&Project; 3]) {
        let title = states[2].articles.get(&id.article).map(|it| it.details.title.clone());
        let title = title.as_deref();
        let layers = states.map(|state| state.layers.get(id));
        let by = states[2].annotators.get(&id.annotator).map_or("", |it| it.name.as_str());
        let status = layers.map(|layer| Some(layer.map(|it| it.status).unwrap_or_default()));
        self.thing(format!("Status, {by}"), title, status);
        let answers =
            layers.map(|layer| layer.map(|it| &it.attributes).filter(|it| !it.is_empty()));
        self.thing(format!("Answers on the article, {by}"), title, answers);
        let text = states.iter().find_map(|state| state.articles.get(&id.article));
        let mut seen = Vec::new();
        for record in layers.into_iter().flatten().flat_map(|layer| layer.records.values()) {
            seen.push(record.id());
        }
        crate::order::sort_by(&mut seen, Ord::cmp);
        seen.dedup();
        for record_id in seen {
            let records = layers.map(|layer| layer.and_then(|it| it.records.get(record_id)));
            let Some(shown) = records.iter().flatten().next() else { continue };
            let quote = text.zip(shown.fragments().into_iter().next());
            let quote = quote.map(|(article, fragments)| {
                let words = article.text.slice(fragments.spans()[0]);
                words.chars().take(60).collect::<String>()
            });
            let kind = match shown {
                Record::Mention(_) => "Mention",
                Record::Stance(_) => "Stance",
                Record::DocumentStance(_) => "Stance of the whole article",
            };
            let quote = quote.map(|words| format!(" “{words}”")).unwrap_or_default();
            self.thing(format!("{kind}{quote}, {by}"), title, records);
        }
    }
}
