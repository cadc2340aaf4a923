//! A list of entities from a file: what it would add to the registry and change in it, each to be
//! ticked before anything happens, and all of it one undo step.
//!
//! A row means the entity with its number, or else with its name. What is empty here is filled, and
//! other names are added to those that are here; where both say something else, that is a conflict,
//! and what is here stays unless it is ticked.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{
    Codebook, Entity, EntityId, EntityType, Extra, Matching, Operation, Project, TypeId,
};
use crate::text::{Reach, plain};

/// What a row of the file says of an entity; what is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Listed {
    /// Where the row begins in the file.
    pub line: u64,
    pub name: String,
    pub entity_type: String,
    pub aliases: Vec<String>,
    pub number: String,
    pub note: String,
    pub ignores_case: Option<bool>,
    pub reach: Option<Reach>,
}

/// What a file would bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The file's name.
    pub file: String,
    /// What is new, in the order of the file.
    pub news: Vec<News>,
    /// How many rows say nothing that is not here.
    pub known: usize,
    /// What was left out of the file and why, each with its line.
    pub remarks: Vec<String>,
}

/// Something that a row would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The row's line in the file.
    pub line: u64,
    /// What becomes of the registry.
    pub kind: NewsKind,
    /// The entity's name here.
    pub name: String,
    /// What the row says of it, in words.
    pub words: String,
    of: Of,
    says: Vec<Said>,
}

/// What a row does to the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsKind {
    /// An entity comes.
    New,
    /// An entity that is here gets more.
    Fuller,
    /// The row says otherwise than what is here.
    Conflict,
}

/// Which entity is meant.
#[derive(Clone, Debug, PartialEq)]
enum Of {
    Known(EntityId),
    /// The one that this entry of the news brings.
    New(usize),
}

#[derive(Clone, Debug, PartialEq)]
enum Said {
    Type(TypeId),
    Alias(String),
    Number(String),
    Note(String),
    IgnoresCase(bool),
    Reach(Reach),
}

impl NewsKind {
    /// In a word.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Fuller => "changed",
            Self::Conflict => "conflict",
        }
    }
}

/// The registry with what the rows so far have brought.
struct Here {
    entities: Vec<(Of, Entity)>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_alias: BTreeMap<String, Vec<usize>>,
    by_number: BTreeMap<String, Vec<usize>>,
}

impl Intake {
    /// What the rows of that file would bring to the project.
    pub fn of(project: &Project, file: &str, rows: Vec<Listed>, remarks: Vec<String>) -> Self {
        let mut intake = Self { file: file.to_owned(), remarks, ..Self::default() };
        let mut here = Here::of(project);
        for row in rows {
            let at = row.line;
            if let Err(why) = intake.take(&project.codebook, &mut here, row) {
                intake.remarks.push(format!("{why}, at line {at}"));
            }
        }
        intake
    }

    fn take(&mut self, codebook: &Codebook, here: &mut Here, row: Listed) -> Result<(), String> {
        let wanted = type_of(codebook, &row.entity_type)?;
        let (known, doubt) = here.find(&row, wanted.as_ref())?;
        let before = self.news.len();
        match known {
            Some(at) => self.compare(codebook, here, at, &row, wanted),
            None => self.add(codebook, here, &row, wanted, doubt)?,
        }
        self.known += usize::from(self.news.len() == before);
        Ok(())
    }

    fn add(
        &mut self,
        codebook: &Codebook,
        here: &mut Here,
        row: &Listed,
        wanted: Option<TypeId>,
        doubt: Option<String>,
    ) -> Result<(), String> {
        let first = codebook.entity_types.first().map(|it| it.id.clone());
        let entity_type =
            wanted.or(first).ok_or("expected an entity type in the codebook, found none")?;
        let entity = Entity {
            id: EntityId::from(""),
            name: row.name.clone(),
            entity_type: entity_type.clone(),
            aliases: Vec::new(),
            knowledge_base_id: String::new(),
            note: String::new(),
            matching: Matching::default(),
            extra: Extra::new(),
        };
        let mut says = vec![Said::Type(entity_type.clone())];
        says.extend(more(&entity, row).into_iter().chain(otherwise(&entity, row, None)));
        let label = codebook.entity_type(&entity_type).map(|it| it.label.clone());
        let details = says[1..].iter().map(|said| said.words(codebook));
        let words: Vec<String> = label.into_iter().chain(details).chain(doubt.clone()).collect();
        let of = Of::New(self.news.len());
        here.add(of.clone(), said(entity, &says));
        self.news.push(News {
            line: row.line,
            kind: if doubt.is_some() { NewsKind::Conflict } else { NewsKind::New },
            name: row.name.clone(),
            words: words.join(" · "),
            of,
            says,
        });
        Ok(())
    }

    fn compare(
        &mut self,
        codebook: &Codebook,
        here: &mut Here,
        at: usize,
        row: &Listed,
        wanted: Option<TypeId>,
    ) {
        let (of, entity) = here.entities[at].clone();
        let mut tell = |kind: NewsKind, says: Vec<Said>| {
            if says.is_empty() {
                return;
            }
            let words = says.iter().map(|it| match kind {
                NewsKind::Conflict => it.against(codebook, &entity),
                _ => it.words(codebook),
            });
            let words = words.collect::<Vec<_>>().join(" · ");
            let (line, name, of) = (row.line, entity.name.clone(), of.clone());
            self.news.push(News { line, kind, name, words, of, says });
        };
        let more = more(&entity, row);
        tell(NewsKind::Fuller, more.clone());
        tell(NewsKind::Conflict, otherwise(&entity, row, wanted));
        here.change(at, said(entity, &more));
    }

    /// The ticked entries as what is done to the project, with the label of the undo step; `None` if
    /// nothing is.
    pub fn plan(
        &self,
        project: &Project,
        is_ticked: impl Fn(usize) -> bool,
        mut new_id: impl FnMut() -> EntityId,
    ) -> Option<(String, Vec<Operation>)> {
        let mut changed: Vec<(Of, Entity)> = Vec::new();
        for (at, news) in self.news.iter().enumerate().filter(|(at, _)| is_ticked(*at)) {
            let known = changed.iter().position(|(of, _)| *of == news.of);
            let place = match (known, &news.of) {
                (Some(place), _) => place,
                (None, Of::Known(id)) => {
                    let Some(entity) = project.entities.get(id) else { continue };
                    changed.push((news.of.clone(), (**entity).clone()));
                    changed.len() - 1
                }
                (None, Of::New(first)) if *first == at => {
                    let entity = Entity {
                        id: new_id(),
                        name: news.name.clone(),
                        entity_type: TypeId::from(""),
                        aliases: Vec::new(),
                        knowledge_base_id: String::new(),
                        note: String::new(),
                        matching: Matching::default(),
                        extra: Extra::new(),
                    };
                    changed.push((news.of.clone(), entity));
                    changed.len() - 1
                }
                // More about an entity that was not taken.
                (None, Of::New(_)) => continue,
            };
            changed[place].1 = said(changed[place].1.clone(), &news.says);
        }
        let count = changed.len();
        let entities = if count == 1 { "entity" } else { "entities" };
        let put = |(_, entity)| Operation::PutEntity(Rc::new(entity));
        let operations: Vec<Operation> = changed.into_iter().map(put).collect();
        (count > 0).then(|| (format!("Take {count} {entities} from {}", self.file), operations))
    }
}

impl Here {
    fn of(project: &Project) -> Self {
        let mut here = Self {
            entities: Vec::new(),
            by_name: BTreeMap::new(),
            by_alias: BTreeMap::new(),
            by_number: BTreeMap::new(),
        };
        for entity in project.entities.values() {
            here.add(Of::Known(entity.id.clone()), (**entity).clone());
        }
        here
    }

    fn add(&mut self, of: Of, entity: Entity) {
        self.entities.push((of, entity));
        self.index(self.entities.len() - 1);
    }

    fn change(&mut self, at: usize, entity: Entity) {
        self.entities[at].1 = entity;
        self.index(at);
    }

    fn index(&mut self, at: usize) {
        let entity = &self.entities[at].1;
        let note = |index: &mut BTreeMap<String, Vec<usize>>, key: String| {
            let known = index.entry(key).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        };
        note(&mut self.by_name, plain(&entity.name));
        entity.aliases.iter().for_each(|name| note(&mut self.by_alias, plain(name)));
        if !entity.knowledge_base_id.is_empty() {
            note(&mut self.by_number, entity.knowledge_base_id.clone());
        }
    }

    /// The entity that a row means; else, if the row may mean one that is here, how.
    fn find(
        &self,
        row: &Listed,
        wanted: Option<&TypeId>,
    ) -> Result<(Option<usize>, Option<String>), String> {
        let of = |index: &BTreeMap<String, Vec<usize>>, key: &str| {
            index.get(key).cloned().unwrap_or_default()
        };
        let entity = |at: usize| &self.entities[at].1;
        if !row.number.is_empty()
            && let [only] = of(&self.by_number, &row.number)[..]
        {
            return Ok((Some(only), None));
        }
        let named = of(&self.by_name, &plain(&row.name));
        // A number of its own makes it somebody else.
        let is_other = |at: &usize| {
            let number = &entity(*at).knowledge_base_id;
            !row.number.is_empty() && !number.is_empty() && *number != row.number
        };
        let (others, same): (Vec<usize>, Vec<usize>) = named.into_iter().partition(is_other);
        let is_wanted = |at: &usize| wanted.is_some_and(|it| *it == entity(*at).entity_type);
        let of_type: Vec<usize> = same.iter().copied().filter(is_wanted).collect();
        match (&same[..], &of_type[..], &others[..]) {
            (_, [only], _) | ([only], [], _) => Ok((Some(*only), None)),
            ([], _, [other, ..]) => {
                let number = &entity(*other).knowledge_base_id;
                Ok((None, Some(format!("one of this name is here with the number {number}"))))
            }
            ([], _, []) => {
                let aliased = of(&self.by_alias, &plain(&row.name));
                let of = aliased.first().map(|at| &entity(*at).name);
                Ok((None, of.map(|name| format!("“{}” is another name of {name}", row.name))))
            }
            (several, ..) => Err(format!(
                "expected a type or number that tells which of {} entities named “{}” is meant",
                several.len(),
                row.name
            )),
        }
    }
}

/// The type of that id or label.
fn type_of(codebook: &Codebook, name: &str) -> Result<Option<TypeId>, String> {
    if name.is_empty() {
        return Ok(None);
    }
    let is_it =
        |it: &&EntityType| plain(it.id.as_str()) == plain(name) || plain(&it.label) == plain(name);
    let known = codebook.entity_types.iter().find(is_it);
    let labels = || codebook.entity_types.iter().map(|it| it.label.as_str()).collect::<Vec<_>>();
    let wrong =
        || format!("expected a type of the codebook ({}), found “{name}”", labels().join(", "));
    known.map(|it| Some(it.id.clone())).ok_or_else(wrong)
}

/// What a row says that the entity has a place for.
fn more(entity: &Entity, row: &Listed) -> Vec<Said> {
    // Found by its number, it may go by another name here.
    let names = std::iter::once(&row.name).chain(&row.aliases);
    let is_new = |name: &&String| **name != entity.name && !entity.aliases.contains(name);
    let mut says: Vec<Said> = Vec::new();
    for name in names.filter(is_new) {
        let said = Said::Alias(name.clone());
        if !says.contains(&said) {
            says.push(said);
        }
    }
    if entity.knowledge_base_id.is_empty() && !row.number.is_empty() {
        says.push(Said::Number(row.number.clone()));
    }
    if entity.note.is_empty() && !row.note.is_empty() {
        says.push(Said::Note(row.note.clone()));
    }
    let is_first = entity.matching == Matching::default();
    says.extend(rules(entity, row).into_iter().filter(|_| is_first));
    says
}

/// What a row says otherwise than the entity.
fn otherwise(entity: &Entity, row: &Listed, wanted: Option<TypeId>) -> Vec<Said> {
    let differs = |here: &str, there: &str| !here.is_empty() && !there.is_empty() && here != there;
    let mut says = Vec::new();
    says.extend(wanted.filter(|it| *it != entity.entity_type).map(Said::Type));
    if differs(&entity.knowledge_base_id, &row.number) {
        says.push(Said::Number(row.number.clone()));
    }
    if differs(&entity.note, &row.note) {
        says.push(Said::Note(row.note.clone()));
    }
    let is_first = entity.matching == Matching::default();
    says.extend(rules(entity, row).into_iter().filter(|_| !is_first));
    says
}

fn rules(entity: &Entity, row: &Listed) -> Vec<Said> {
    let Matching { ignores_case, reach } = entity.matching;
    let case = row.ignores_case.filter(|it| *it != ignores_case).map(Said::IgnoresCase);
    let reach = row.reach.filter(|it| *it != reach).map(Said::Reach);
    case.into_iter().chain(reach).collect()
}

/// The entity with what is said of it.
fn said(mut entity: Entity, says: &[Said]) -> Entity {
    for said in says {
        match said.clone() {
            Said::Type(it) => entity.entity_type = it,
            Said::Alias(it) => entity.aliases.push(it),
            Said::Number(it) => entity.knowledge_base_id = it,
            Said::Note(it) => entity.note = it,
            Said::IgnoresCase(it) => entity.matching.ignores_case = it,
            Said::Reach(it) => entity.matching.reach = it,
        }
    }
    entity
}

impl Said {
    fn words(&self, codebook: &Codebook) -> String {
        match self {
            Self::Type(id) => label(codebook, id),
            Self::Alias(name) => format!("also “{name}”"),
            Self::Number(number) => number.clone(),
            Self::Note(note) => format!("note “{note}”"),
            Self::IgnoresCase(true) => "in any capitals".to_owned(),
            Self::IgnoresCase(false) => "capitals count".to_owned(),
            Self::Reach(reach) => reach.words().to_owned(),
        }
    }

    /// What is here, and what would come instead.
    fn against(&self, codebook: &Codebook, entity: &Entity) -> String {
        let here = match self {
            Self::Type(_) => label(codebook, &entity.entity_type),
            Self::Alias(_) => String::new(),
            Self::Number(_) => entity.knowledge_base_id.clone(),
            Self::Note(_) => format!("note “{}”", entity.note),
            Self::IgnoresCase(is) => Self::IgnoresCase(!is).words(codebook),
            Self::Reach(_) => entity.matching.reach.words().to_owned(),
        };
        format!("{here} → {}", self.words(codebook))
    }
}

fn label(codebook: &Codebook, id: &TypeId) -> String {
    codebook.entity_type(id).map_or_else(|| id.to_string(), |it| it.label.clone())
}
