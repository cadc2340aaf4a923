//! What of the registry is on the screen.

use crate::model::{EntityId, LayerId, RecordId};

/// How the registry is looked at, and what is picked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistryView {
    /// Which of its lists.
    pub list: List,
    /// Words that a line must have.
    pub query: String,
    /// The column that the entities are sorted by, from the last to the first if so.
    pub sort: (Column, bool),
    /// The entity in focus.
    pub entity: Option<EntityId>,
    /// The entities that are ticked, to be changed together.
    pub ticked: Vec<EntityId>,
    /// The mentions of the entity in focus that are ticked, to be split off.
    pub places: Vec<(LayerId, RecordId)>,
    /// How many times more places were asked for.
    pub more: usize,
    /// The words in focus, of which unlinked mentions consist.
    pub group: Option<String>,
    /// The one place of them that is linked next; all if there is none.
    pub place: Option<usize>,
}

/// The lists of the registry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum List {
    /// All entities.
    #[default]
    Entities,
    /// The annotator's mentions that name none yet, by their words.
    Unlinked,
}

/// What entities are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Column {
    #[default]
    Name,
    Type,
    Aliases,
    Number,
    Mentions,
    Holder,
    Target,
}

impl Column {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Type,
        Self::Aliases,
        Self::Number,
        Self::Mentions,
        Self::Holder,
        Self::Target,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Type => "Type",
            Self::Aliases => "Other names",
            Self::Number => "Number",
            Self::Mentions => "Mentions",
            Self::Holder => "Holder",
            Self::Target => "Target",
        }
    }

    /// Whether it counts something, so that the most come first.
    pub fn is_count(self) -> bool {
        matches!(self, Self::Mentions | Self::Holder | Self::Target)
    }
}

impl RegistryView {
    /// Sorts by a column; by the one it is sorted by, the other way round.
    pub fn sort_by(&mut self, column: Column) {
        let (known, from_last) = self.sort;
        self.sort = (column, if known == column { !from_last } else { column.is_count() });
    }

    /// Puts an entity in focus.
    pub fn go_to(&mut self, entity: EntityId) {
        if self.entity.as_ref() != Some(&entity) {
            self.entity = Some(entity);
            self.places.clear();
            self.more = 0;
        }
    }

    /// Ticks an entity, or takes its tick away.
    pub fn tick(&mut self, entity: &EntityId) {
        match self.ticked.iter().position(|known| known == entity) {
            Some(at) => drop(self.ticked.remove(at)),
            None => self.ticked.push(entity.clone()),
        }
    }

    /// Ticks a mention of the entity in focus, or takes its tick away.
    pub fn tick_place(&mut self, place: &(LayerId, RecordId)) {
        match self.places.iter().position(|known| known == place) {
            Some(at) => drop(self.places.remove(at)),
            None => self.places.push(place.clone()),
        }
    }

    /// What is changed together: the ticked entities with the one in focus, which comes first.
    pub fn picked(&self) -> Vec<EntityId> {
        let others = self.ticked.iter().filter(|id| Some(*id) != self.entity.as_ref());
        self.entity.iter().chain(others).cloned().collect()
    }
}
