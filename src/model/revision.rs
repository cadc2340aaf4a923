//! A logical clock: what was changed later, without a look at any wall clock.

use std::rc::Rc;

use super::{
    AnnotatorId, ArticleId, AttributeId, Codebook, CodebookList, EntityId, LayerId, Record,
    RecordId,
};
use crate::order::Table;

/// When a thing was last changed, counted in changes of its project (Lamport's clock).
///
/// Says nothing about the thing itself: two revisions are always equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Revision(pub u64);

impl PartialEq for Revision {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Revision {}

/// A project's clock: its time, and when each thing changed that does not carry that itself.
///
/// A record carries its revision in its provenance; here stand those of deleted records, of what is
/// known about entities and articles, of names, statuses, answers and the codebook. As with a
/// [`Revision`], two clocks are always equal.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// The last change's number, or a greater one that was heard of.
    pub time: u64,
    /// The revisions by [`place`].
    pub changed: Rc<Table<String, u64>>,
    /// The ids of a codebook's list as they were last put in order by hand, by the list's place: where a
    /// merge has added items that this order does not name, or taken out some that it does.
    pub orders: Rc<Table<String, Vec<String>>>,
}

impl PartialEq for Clock {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A thing that has a revision.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Place<'a> {
    Name,
    /// The whole codebook, as programs noted it that did not tell its parts apart: a change of each part.
    Codebook,
    /// A field of the codebook besides its lists.
    CodebookField(&'a str),
    /// An item of a list, by its id: when it was changed or taken out.
    CodebookItem(CodebookList, &'a str),
    /// The order of a list.
    CodebookOrder(CodebookList),
    Annotator(&'a AnnotatorId),
    Entity(&'a EntityId),
    Article(&'a ArticleId),
    Status(&'a LayerId),
    Attribute(&'a LayerId, &'a AttributeId),
    /// A record that is not in the layer: when it was deleted.
    Deleted(&'a LayerId, &'a RecordId),
}

impl Clock {
    /// The number of one more change.
    pub fn tick(&mut self) -> u64 {
        self.time += 1;
        self.time
    }

    /// Notes a change of that thing.
    pub fn note(&mut self, place: Place<'_>) {
        let now = self.tick();
        Rc::make_mut(&mut self.changed).insert(name(place), now);
    }

    /// Notes as one change what differs between two states of the codebook.
    #[inline(never)] // not in the first load
    pub fn note_codebook(&mut self, before: &Codebook, after: &Codebook) {
        let now = self.tick();
        let mut places = Vec::new();
        let mut field = |key, differs| {
            if differs {
                places.push(name(Place::CodebookField(key)));
            }
        };
        field("name", before.name != after.name);
        field("guideline", before.guideline != after.guideline);
        field("fields", before.fields != after.fields);
        field("rules", before.rules != after.rules);
        for (key, _) in before.extra.iter().chain(&after.extra) {
            field(key, before.extra.get(key) != after.extra.get(key));
        }
        for list in CodebookList::ALL {
            let (had, has) = (before.ids(list), after.ids(list));
            for id in had.iter().chain(&has).filter(|id| !before.agrees(after, list, id)) {
                places.push(name(Place::CodebookItem(list, id)));
            }
            if had != has {
                places.push(name(Place::CodebookOrder(list)));
                Rc::make_mut(&mut self.orders).remove(&list.place().to_owned());
            }
        }
        let changed = Rc::make_mut(&mut self.changed);
        for place in places {
            changed.insert(place, now);
        }
    }

    /// The order that a list of the codebook was last given, where it is another one than its own.
    pub fn order(&self, list: CodebookList) -> Option<&Vec<String>> {
        self.orders.get(&list.place().to_owned())
    }

    /// Notes that the thing is gone, where nothing is to be known of it: another state that still
    /// has it brings it back as it was there.
    pub fn forget(&mut self, place: Place<'_>) {
        let name = name(place);
        if self.changed.contains_key(&name) {
            Rc::make_mut(&mut self.changed).remove(&name);
        }
    }

    /// When that thing was last changed, as far as is known.
    pub fn of(&self, place: Place<'_>) -> Option<u64> {
        self.changed.get(&name(place)).copied()
    }

    /// Whether nothing has ever been noted.
    pub fn is_blank(&self) -> bool {
        self.time == 0 && self.changed.is_empty() && self.orders.is_empty()
    }
}

/// The thing as it stands in files: a JSON Pointer (RFC 6901) into the project file.
fn name(place: Place<'_>) -> String {
    let mut name = String::new();
    let mut push = |segment: &str| push_segment(&mut name, segment);
    let mut push_layer = |layer: &LayerId| {
        push("layers");
        push(layer.article.as_str());
        push(layer.annotator.as_str());
    };
    match place {
        Place::Status(layer) => {
            push_layer(layer);
            push("status");
        }
        Place::Attribute(layer, id) => {
            push_layer(layer);
            push("attributes");
            push(id.as_str());
        }
        Place::Deleted(layer, id) => {
            push_layer(layer);
            push("deleted");
            push(id.as_str());
        }
        Place::Name => push("name"),
        Place::Codebook => push("codebook"),
        Place::CodebookField(key) => {
            push("codebook");
            push(key);
        }
        Place::CodebookItem(list, id) => {
            let mut name = list.place().to_owned();
            push_segment(&mut name, id);
            return name;
        }
        Place::CodebookOrder(list) => return list.place().to_owned(),
        Place::Annotator(id) => {
            push("annotators");
            push(id.as_str());
        }
        Place::Entity(id) => {
            push("entities");
            push(id.as_str());
        }
        Place::Article(id) => {
            push("articles");
            push(id.as_str());
        }
    }
    name
}

fn push_segment(name: &mut String, segment: &str) {
    name.push('/');
    for letter in segment.chars() {
        match letter {
            '~' => name.push_str("~0"),
            '/' => name.push_str("~1"),
            _ => name.push(letter),
        }
    }
}

impl Record {
    /// Gives the record a revision.
    pub fn set_revision(&mut self, revision: u64) {
        let provenance = match self {
            Self::Mention(mention) => &mut Rc::make_mut(mention).provenance,
            Self::Stance(stance) => &mut Rc::make_mut(stance).provenance,
            Self::DocumentStance(stance) => &mut Rc::make_mut(stance).provenance,
        };
        provenance.revision = Revision(revision);
    }
}
