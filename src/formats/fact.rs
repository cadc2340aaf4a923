//! What a project says, fact by fact, and so what of it a file says no more.
//!
//! A fact is told by what it is about in words and positions, not by ids: a file that gives other
//! ids says the same.

mod kind;

use std::fmt;

pub use kind::Kind;

use super::examples::PASSAGE;
use super::line_ends;
use super::wire::{In, Layout, Named, Wire, holder_kind, target_kind, write_json};
use crate::model::{
    AnnotatorId, Article, ArticleId, Attributes, DocumentStance, EntityId, Extra, Holder, Layer,
    LayerId, Matching, Mention, Project, Provenance, Record, RecordId, Stance, Target, TargetKind,
};
use crate::text::{Fragments, Text};

/// What a fact is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The project as a whole.
    Project,
    /// An entity or an issue, by id.
    Named(String),
    /// An article.
    Article(ArticleId),
    /// The work of one annotator on one article.
    Layer(LayerId),
    /// A record.
    Record(LayerId, RecordId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Project => f.write_str("the project"),
            Self::Named(id) => f.write_str(id),
            Self::Article(id) => write!(f, "{id}"),
            Self::Layer(id) => write!(f, "{id}"),
            Self::Record(layer, id) => write!(f, "{layer}/{id}"),
        }
    }
}

/// Something that a project says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Of what kind it is.
    pub kind: Option<Kind>,
    /// What it is about, in this project.
    pub subject: Subject,
    /// What it is about, whatever the ids.
    pub about: String,
    /// What it says.
    pub value: String,
}

/// All facts of a project. Those without a kind are what every format holds: that there is an
/// article of that text, a mention of that type there, a stance of that polarity.
pub fn facts(project: &Project) -> Vec<Fact> {
    let mut facts = Facts { project, all: Vec::new() };
    facts.of_project();
    facts.of_articles();
    facts.all
}

/// Those of some kinds, and perhaps others; none of kinds that take their record with them.
///
/// A project has some twenty facts to each record, and most formats lose none of those.
pub(super) fn facts_of(project: &Project, kinds: &[Kind]) -> Vec<Fact> {
    let mut facts = Facts { project, all: Vec::new() };
    facts.of_project();
    if kinds.iter().any(|kind| !OF_PROJECTS.contains(kind) && !kind.takes_record()) {
        facts.of_articles();
    }
    facts.all
}

/// The kinds of facts that are of no article.
const OF_PROJECTS: [Kind; 9] = [
    Kind::Entity,
    Kind::EntityType,
    Kind::EntityDetails,
    Kind::Matching,
    Kind::Issue,
    Kind::Codebook,
    Kind::IdleAnnotator,
    Kind::ForeignToProject,
    Kind::ProjectName,
];

struct Facts<'a> {
    project: &'a Project,
    all: Vec<Fact>,
}

impl<'a> Facts<'a> {
    fn put(
        &mut self,
        kind: impl Into<Option<Kind>>,
        subject: &Subject,
        about: &str,
        value: impl Into<String>,
    ) {
        let (kind, value) = (kind.into(), value.into());
        if kind.is_none() || !value.is_empty() {
            self.all.push(Fact { kind, subject: subject.clone(), about: about.to_owned(), value });
        }
    }

    fn of_articles(&mut self) {
        let project = self.project;
        for article in project.articles.values() {
            self.of_article(article);
        }
        for (id, layer) in &project.layers {
            if let Some(article) = project.articles.get(&id.article) {
                self.of_layer(id, layer, article);
            }
        }
    }

    fn of_project(&mut self) {
        let project = self.project;
        let mut codebook = (*project.codebook).clone();
        codebook.issues.clear();
        self.put(Kind::Codebook, &Subject::Project, "codebook", json(&Wire(&codebook)));
        let name = format!("{} {}", project.id, project.name);
        self.put(Kind::ProjectName, &Subject::Project, "name", name);
        let mut foreign = extra(&project.extra);
        foreign.extend(project.orphans.iter().map(|orphan| json(&Wire(orphan))));
        for value in foreign {
            self.put(Kind::ForeignToProject, &Subject::Project, "project", value);
        }
        self.of_issues();
        self.of_entities();
        for (id, annotator) in &project.annotators {
            let subject = Subject::Named(id.to_string());
            let value = format!("{id} {}", annotator.name);
            let is_idle = project.layers.keys().all(|layer| layer.annotator != *id);
            let kind = if is_idle { Kind::IdleAnnotator } else { Kind::Id };
            self.put(kind, &subject, "annotator", value);
            if !is_idle {
                self.put_foreign(&subject, "annotator", extra(&annotator.extra));
            }
        }
    }

    /// One that no stance names, or that lies below another, is more than a name.
    fn of_issues(&mut self) {
        let mut named: Vec<&str> = Vec::new();
        for record in self.project.layers.values().flat_map(|layer| layer.records.values()) {
            match record {
                Record::Stance(stance) => named.extend(issue_of(stance.target.as_ref())),
                Record::DocumentStance(it) => named.extend(issue_of(it.target.as_ref())),
                Record::Mention(_) => {}
            }
        }
        for issue in &self.project.codebook.issues {
            let subject = Subject::Named(issue.id.to_string());
            let parent = issue.parent.as_ref().map(|parent| format!("below {parent}"));
            let more = [parent.unwrap_or_default(), issue.guideline.clone()].concat();
            if !named.contains(&issue.id.as_str()) {
                let value = format!("{} {more}", issue.id);
                self.put(Kind::Issue, &subject, &issue.label, value);
                continue;
            }
            self.put(Kind::Issue, &subject, &issue.label, more);
            self.put(Kind::Id, &subject, &issue.label, issue.id.as_str());
            self.put_foreign(&subject, &issue.label, extra(&issue.extra));
        }
    }

    fn of_entities(&mut self) {
        let uses = self.project.entity_uses();
        for (id, entity) in &self.project.entities {
            let (subject, about) = (Subject::Named(id.to_string()), self.name_of(id));
            if !uses.contains_key(id) {
                self.put(Kind::Entity, &subject, &about, json(&Wire(&**entity)));
                continue;
            }
            self.put(Kind::EntityType, &subject, &about, entity.entity_type.as_str());
            let more = (&entity.aliases, &entity.knowledge_base_id, &entity.note);
            if more != (&Vec::new(), &String::new(), &String::new()) {
                self.put(Kind::EntityDetails, &subject, &about, json(&more));
            }
            if entity.matching != Matching::default() {
                let Matching { ignores_case, reach } = entity.matching;
                let case = if ignores_case { "any capitals" } else { "these capitals" };
                self.put(Kind::Matching, &subject, &about, format!("{case}, {}", reach.name()));
            }
            self.put(Kind::Id, &subject, &about, id.as_str());
            self.put_foreign(&subject, &about, extra(&entity.extra));
        }
    }

    fn of_article(&mut self, article: &Article) {
        let (subject, about) = (Subject::Article(article.id.clone()), article.sha256.as_str());
        self.put(None, &subject, about, "article");
        let details = &article.details;
        let day = details.published.map(|day| day.to_string()).unwrap_or_default();
        for (kind, value) in [
            (Kind::Title, &details.title),
            (Kind::Outlet, &details.outlet),
            (Kind::Byline, &details.byline),
            (Kind::Url, &details.url),
            (Kind::Published, &day),
            (Kind::Language, &details.language),
        ] {
            self.put(kind, &subject, about, value.as_str());
        }
        if line_ends::returns(article) {
            self.put(Kind::LineEnds, &subject, about, "carriage returns");
        }
        let segments: Vec<_> = article.segments.iter().map(|s| In(s, &article.text)).collect();
        if !segments.is_empty() {
            self.put(Kind::Segments, &subject, about, json(&segments));
        }
        let source = format!("{} {}", json(&Wire(&article.source)), article.added.as_str());
        self.put(Kind::Source, &subject, about, source);
        self.put(Kind::Id, &subject, about, article.id.as_str());
        // Where an example was cut out is no part of the project.
        let foreign = article.extra.iter().filter(|(key, _)| *key != PASSAGE);
        let foreign = foreign.map(|(key, value)| format!("{key}: {value}")).collect();
        self.put_foreign(&subject, about, foreign);
    }

    fn of_layer(&mut self, id: &LayerId, layer: &Layer, article: &Article) {
        let subject = Subject::Layer(id.clone());
        if layer.status != Default::default() {
            self.put(Kind::Status, &subject, &article.sha256, layer.status.name());
        }
        self.put_attributes(&layer.attributes, &subject, &article.sha256);
        self.put_foreign(&subject, &article.sha256, extra(&layer.extra));
        for record in layer.records.values() {
            let subject = Subject::Record(id.clone(), record.id().clone());
            let about = match record {
                Record::Mention(mention) => self.of_mention(mention, article, &subject),
                Record::Stance(stance) => self.of_stance(stance, article, &subject),
                Record::DocumentStance(stance) => self.of_document(stance, article, &subject),
            };
            self.put(Kind::Annotator, &subject, &about, self.annotator(&id.annotator));
            self.put(Kind::Id, &subject, &about, record.id().as_str());
            self.of_provenance(record.provenance(), &subject, &about);
        }
    }

    fn annotator(&self, id: &AnnotatorId) -> String {
        let known = self.project.annotators.get(id).map(|annotator| annotator.name.as_str());
        known.filter(|name| !name.is_empty()).unwrap_or(id.as_str()).to_owned()
    }

    fn of_provenance(&mut self, provenance: &Provenance, subject: &Subject, about: &str) {
        if provenance.is_suggestion() {
            let model = provenance.model.as_ref();
            let model = model.map(|model| format!(" {} {}", model.name, model.version));
            let value = format!("suggested{}", model.unwrap_or_default());
            self.put(Kind::Suggestion, subject, about, value);
        }
        self.put(Kind::Provenance, subject, about, json(&Wire(provenance)));
    }

    fn of_mention(&mut self, mention: &Mention, article: &Article, subject: &Subject) -> String {
        let words = hull(&mention.fragments, &article.text);
        let about = format!("{} mention {} {words}", article.sha256, mention.entity_type);
        self.put(None, subject, &about, "mention");
        self.gaps(Some(&mention.fragments), article, subject, &about, "");
        match &mention.entity {
            Some(id) if self.project.entities.contains_key(id) => {
                self.put(Kind::Link, subject, &about, self.name_of(id));
            }
            Some(id) => self.put(Kind::Dangling, subject, &about, id.as_str()),
            None => {}
        }
        self.put(Kind::Note, subject, &about, mention.note.as_str());
        self.put_attributes(&mention.attributes, subject, &about);
        self.put_foreign(subject, &about, extra(&mention.extra));
        about
    }

    fn of_stance(&mut self, stance: &Stance, article: &Article, subject: &Subject) -> String {
        let words = stance.expression.as_ref().map(|words| hull(words, &article.text));
        let words = words.unwrap_or_default();
        let about = format!("{} stance {} {words}", article.sha256, stance.polarity.name());
        self.put(None, subject, &about, "stance");
        for (kind, part, name) in [
            (Kind::Expression, &stance.expression, "expression"),
            (Kind::Cue, &stance.cue, "cue"),
            (Kind::Evidence, &stance.evidence, "evidence"),
        ] {
            let Some(part) = part else { continue };
            self.put(kind, subject, &about, hull(part, &article.text));
            self.gaps(Some(part), article, subject, &about, name);
        }
        if let Some(holder) = &stance.holder {
            self.put_holder(Kind::Holder, holder, subject, &about);
        }
        for source in &stance.nested_source {
            self.put_holder(Kind::NestedSource, source, subject, &about);
        }
        self.put_target(stance.target.as_ref(), subject, &about);
        let name = |name: Option<&'static str>| name.unwrap_or_default();
        for (kind, value) in [
            (Kind::AttitudeType, name(stance.attitude_type.map(Named::name))),
            (Kind::Intensity, name(stance.intensity.map(Named::name))),
            (Kind::Attribution, name(stance.attribution.map(Named::name))),
            (Kind::Explicitness, name(stance.explicitness.map(Named::name))),
            (Kind::Confidence, name(stance.confidence.map(Named::name))),
            (Kind::Note, stance.note.as_str()),
        ] {
            self.put(kind, subject, &about, value);
        }
        self.put_attributes(&stance.attributes, subject, &about);
        let day = stance.statement_date.map(|day| day.to_string());
        self.put(Kind::StatementDate, subject, &about, day.unwrap_or_default());
        self.put_foreign(subject, &about, extra(&stance.extra));
        about
    }

    fn of_document(
        &mut self,
        stance: &DocumentStance,
        article: &Article,
        subject: &Subject,
    ) -> String {
        let about = format!("{} document {}", article.sha256, stance.polarity.name());
        self.put(Kind::DocumentStance, subject, &about, "document stance");
        self.put_target(stance.target.as_ref(), subject, &about);
        self.put(Kind::Note, subject, &about, stance.note.as_str());
        self.put_foreign(subject, &about, extra(&stance.extra));
        about
    }

    fn gaps(
        &mut self,
        fragments: Option<&Fragments>,
        article: &Article,
        subject: &Subject,
        about: &str,
        part: &str,
    ) {
        if let Some(fragments) = fragments.filter(|it| it.spans().len() > 1) {
            let value = format!("{part}{}", json(&In(fragments, &article.text)));
            self.put(Kind::Fragments, subject, about, value);
        }
    }

    fn put_holder(&mut self, kind: Kind, holder: &Holder, subject: &Subject, about: &str) {
        match holder {
            Holder::Entity(id) if !self.project.entities.contains_key(id) => {
                self.put(Kind::Dangling, subject, about, id.as_str());
            }
            Holder::Entity(id) => {
                self.put(kind, subject, about, format!("entity {}", self.name_of(id)));
            }
            other => self.put(kind, subject, about, holder_kind(other)),
        }
    }

    fn put_target(&mut self, target: Option<&Target>, subject: &Subject, about: &str) {
        let Some(target) = target else { return };
        let words = match &target.kind {
            TargetKind::Entity(id) => {
                self.project.entities.contains_key(id).then(|| self.name_of(id))
            }
            TargetKind::Issue(id) => {
                self.project.codebook.issue(id).map(|issue| issue.label.clone())
            }
            TargetKind::Proposition(words) => Some(words.clone()),
        };
        match words {
            Some(words) => {
                let value = format!("{} {words}", target_kind(&target.kind));
                self.put(Kind::Target, subject, about, value);
                let negated = if target.is_negated { "not" } else { "" };
                self.put(Kind::Negated, subject, about, negated);
            }
            None => self.put(Kind::Dangling, subject, about, "target"),
        }
    }

    fn put_attributes(&mut self, attributes: &Attributes, subject: &Subject, about: &str) {
        for (id, value) in attributes {
            let value = format!("{id}: {}", json(&Wire(value)));
            self.put(Kind::Attribute, subject, about, value);
        }
    }

    fn put_foreign(&mut self, subject: &Subject, about: &str, values: Vec<String>) {
        for value in values {
            self.put(Kind::Foreign, subject, about, value);
        }
    }

    /// An entity's name; its id if it has none.
    fn name_of(&self, id: &EntityId) -> String {
        let entity = self.project.entities.get(id);
        let name = entity.map(|entity| entity.name.as_str()).filter(|name| !name.trim().is_empty());
        name.unwrap_or(id.as_str()).to_owned()
    }
}

fn issue_of(target: Option<&Target>) -> Option<&str> {
    match &target?.kind {
        TargetKind::Issue(id) => Some(id.as_str()),
        _ => None,
    }
}

fn extra(extra: &Extra) -> Vec<String> {
    extra.iter().map(|(key, value)| format!("{key}: {value}")).collect()
}

fn hull(fragments: &Fragments, text: &Text) -> String {
    let hull = fragments.hull();
    format!("{}–{}", text.code_point(hull.start()).0, text.code_point(hull.end()).0)
}

fn json(value: &impl serde::Serialize) -> String {
    let mut out = Vec::new();
    write_json(&mut out, value, Layout::OneLine);
    String::from_utf8_lossy(&out).into_owned()
}
