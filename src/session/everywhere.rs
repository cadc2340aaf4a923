//! Everywhere that the words of a mention stand: in its article, or in all.

use std::rc::Rc;

use super::search::Search;
use super::{Desk, words};
use crate::model::{
    Article, ArticleId, EntityId, LayerId, Mention, Project, Record, RecordId, TypeId,
};
use crate::order;
use crate::text::{Byte, ENDING_LETTERS, Query, Span, Step, Text, Towards, step};

/// How far from the words their sentence is looked for, in bytes.
const AROUND_BYTES: usize = 600;

/// How much of the sentence a list shows before the words.
const BEFORE_LETTERS: usize = 24;

/// What is to be done with all places of some words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    /// Mark those that are not marked.
    #[default]
    Mark,
    /// Give the mentions with these words the label.
    Relabel,
    /// Link the mentions with these words and this label.
    Link,
    /// Delete the mentions with these words and this label.
    Unmark,
}

impl Deed {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Mark, Self::Relabel, Self::Link, Self::Unmark];

    /// What it is called on a button, before a number.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mark => "Mark",
            Self::Relabel => "Relabel",
            Self::Link => "Link",
            Self::Unmark => "Unmark",
        }
    }
}

/// Which places are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What is to be done with them.
    pub deed: Deed,
    /// The words, or what was searched for.
    pub words: String,
    /// The places themselves, where a search has found them.
    pub given: Option<Rc<Vec<(ArticleId, Span)>>>,
    /// The label.
    pub label: TypeId,
    /// Whom or what they name.
    pub entity: Option<EntityId>,
    /// Whether all articles are searched, not only the open one.
    pub in_project: bool,
    /// Whether capitals count.
    pub keeps_case: bool,
    /// Whether the words may begin and end within others.
    pub in_words: bool,
    /// Whether the last word may have an ending of a letter or two.
    pub inflected: bool,
}

/// A place of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The words, with their ending.
    pub span: Span,
    /// The mention there that the deed is done to.
    pub record: Option<RecordId>,
    /// What else is marked there, or what the mention is now; empty if there is nothing to say.
    pub remark: String,
    /// Whether it is ticked at first: not where another mark overlaps.
    pub is_ticked: bool,
}

impl Wanted {
    /// The places that have the words of the mention in focus.
    pub fn of(desk: &Desk) -> Option<Self> {
        let mention = desk.focused_mention()?;
        let text = &desk.open_article()?.text;
        Some(Self {
            deed: Deed::Mark,
            words: mention.fragments.words(text).split_whitespace().collect::<Vec<_>>().join(" "),
            given: None,
            label: mention.entity_type.clone(),
            entity: mention.entity.clone(),
            in_project: false,
            keeps_case: true,
            in_words: false,
            inflected: false,
        })
    }

    /// The places that a search has found, for the armed label or the first one.
    pub(super) fn found(desk: &Desk, search: &Search) -> Self {
        let first = desk.work.project.codebook.entity_types.first().map(|label| label.id.clone());
        Self {
            deed: Deed::Mark,
            words: search.asked.words.clone(),
            given: Some(Rc::new(search.results.places())),
            label: desk.armed.clone().or(first).unwrap_or_else(|| "".into()),
            entity: None,
            in_project: true,
            keeps_case: true,
            in_words: true,
            inflected: false,
        }
    }

    /// The places at which there is something to do, by article as they were loaded, then by place.
    pub fn hits(&self, project: &Project, here: &LayerId) -> Vec<Hit> {
        if let Some(given) = &self.given {
            return self.given_hits(project, here, given);
        }
        let Some(query) = Query::new(&self.words, self.keeps_case) else { return Vec::new() };
        let mut searched: Vec<&Rc<Article>> = match project.articles.get(&here.article) {
            Some(article) if !self.in_project => vec![article],
            _ => project.articles.values().collect(),
        };
        order::sort_by(&mut searched, |a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
        let mut hits = Vec::new();
        for article in searched {
            let places = query.places(&article.text);
            let spans = places.into_iter().filter_map(|place| self.whole(&article.text, place));
            let mut spans = spans.peekable();
            if spans.peek().is_none() {
                continue;
            }
            let known = mentions(project, article, here);
            hits.extend(spans.filter_map(|span| self.hit(project, article, &known, span)));
        }
        hits
    }

    fn given_hits(
        &self,
        project: &Project,
        here: &LayerId,
        given: &[(ArticleId, Span)],
    ) -> Vec<Hit> {
        let of_article = |places: &[(ArticleId, Span)]| {
            let Some(article) = project.articles.get(&places[0].0) else { return Vec::new() };
            let known = mentions(project, article, here);
            let spans = places.iter().map(|(_, span)| *span);
            spans.filter_map(|span| self.hit(project, article, &known, span)).collect()
        };
        given.chunk_by(|(a, _), (b, _)| a == b).flat_map(of_article).collect()
    }

    /// The place as the words' rules have it; `None` if they leave it out.
    fn whole(&self, text: &Text, place: Span) -> Option<Span> {
        if self.in_words {
            return Some(place);
        }
        let (before, after) = text.as_str().split_at(place.start().index());
        let after = &after[place.len() as usize..];
        if before.chars().next_back().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let ending: usize =
            after.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        let letters = after[..ending].chars().count();
        let fits = letters == 0 || (self.inflected && letters <= ENDING_LETTERS);
        fits.then(|| Span::new(place.start(), Byte::at(place.end().index() + ending)))?
    }

    fn hit(
        &self,
        project: &Project,
        article: &Rc<Article>,
        known: &[&Rc<Mention>],
        span: Span,
    ) -> Option<Hit> {
        let behind = known.partition_point(|mention| mention.fragments.hull().start() < span.end());
        let touching = known[..behind]
            .iter()
            .filter(|it| it.fragments.spans().iter().any(|part| part.overlaps(span)))
            .collect::<Vec<_>>();
        let twin = |is_labelled: bool| {
            touching.iter().copied().find(|mention| {
                let is_same = mention.fragments.spans() == [span];
                is_same && (mention.entity_type == self.label) == is_labelled
            })
        };
        let of = |mention: &Rc<Mention>, remark| {
            let record = Some(mention.id.clone());
            Some(Hit { article: article.id.clone(), span, record, remark, is_ticked: true })
        };
        match self.deed {
            Deed::Mark => {
                if twin(true).is_some() {
                    return None;
                }
                let others = touching.iter().map(|mention| {
                    let record = Record::Mention(Rc::clone(mention));
                    words::record(project, &article.text, &record)
                });
                let others: Vec<String> = others.collect();
                let remark = match others.is_empty() {
                    true => String::new(),
                    false => format!("overlaps {}", others.join("; ")),
                };
                let is_ticked = others.is_empty();
                Some(Hit { article: article.id.clone(), span, record: None, remark, is_ticked })
            }
            Deed::Relabel => {
                let mention = twin(false)?;
                let label = project.codebook.entity_type(&mention.entity_type);
                of(mention, label.map_or_else(String::new, |label| format!("is {}", label.label)))
            }
            Deed::Link => {
                let mention = twin(true).filter(|mention| mention.entity != self.entity)?;
                let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
                of(mention, entity.map_or_else(String::new, |it| format!("is {}", it.name)))
            }
            Deed::Unmark => of(twin(true)?, String::new()),
        }
    }
}

/// The annotator's mentions in an article, by where they begin.
fn mentions<'a>(project: &'a Project, article: &Article, here: &LayerId) -> Vec<&'a Rc<Mention>> {
    let id = LayerId { article: article.id.clone(), annotator: here.annotator.clone() };
    let layer = project.layer(&id);
    let mut mentions: Vec<&Rc<Mention>> =
        layer.into_iter().flat_map(|layer| layer.mentions()).collect();
    mentions.retain(|mention| !mention.provenance.is_rejected());
    order::sort_by_key(&mut mentions, |mention| mention.fragments.hull().start());
    mentions
}

/// The words within what is said around them: before, the words, after.
pub fn in_sentence(text: &Text, words: Span) -> [&str; 3] {
    let line = text.paragraphs()[text.paragraph_at(words.start())];
    let (from, to) = (
        Byte::at(words.start().index().saturating_sub(AROUND_BYTES)),
        Byte::at(words.end().index() + AROUND_BYTES),
    );
    if line.start < from || to < line.end {
        // A whole book may stand on one line, and sentences are counted from its start.
        let (from, to) = (text.floor(from.max(line.start)), text.floor(to.min(line.end)));
        if let Some(near) = Span::new(from, to.max(words.end())) {
            let part = Text::new(text.slice(near));
            let at = |at: Byte| Byte::at(at.index() - from.index());
            if let Some(inside) = Span::new(at(words.start()), at(words.end())) {
                let [before, _, after] = sentence_around(&part, inside).map(str::len);
                let start = words.start().index() - before;
                let end = words.end().index() + after;
                let whole = text.as_str();
                return [
                    &whole[start..words.start().index()],
                    text.slice(words),
                    &whole[words.end().index()..end],
                ];
            }
        }
    }
    sentence_around(text, words)
}

fn sentence_around(text: &Text, words: Span) -> [&str; 3] {
    let inside = step(text, words.start(), Step::Character, Towards::End);
    let start = step(text, inside, Step::Sentence, Towards::Start).min(words.start());
    let line_end = text.paragraphs()[text.paragraph_at(words.end())].end;
    let end = step(text, words.end(), Step::Sentence, Towards::End).min(line_end).max(words.end());
    let part = |from, to| Span::new(from, to).map_or("", |span| text.slice(span));
    [part(start, words.start()), text.slice(words), part(words.end(), end)]
}

/// The end of what stands before some words: as much as leaves them in sight on a narrow screen.
pub fn shortly_before(before: &str) -> String {
    let Some((cut, _)) = before.char_indices().rev().nth(BEFORE_LETTERS) else {
        return before.to_owned();
    };
    let cut = before[cut..].find(' ').map_or(cut, |space| cut + space + 1);
    format!("…{}", &before[cut..])
}
