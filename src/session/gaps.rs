//! What the codebook requires and a record or article lacks: to be worked down, never a block.

use std::rc::Rc;

use super::ledger::place;
use super::{Desk, articles};
use crate::model::{
    ArticleId, AttributeId, Attributes, Attribution, Codebook, Layer, LayerId, Record, RecordId,
    Rule, Stance, Status, Subject,
};
use crate::order;
use crate::text::{Byte, Towards};

/// Something that is required and not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// What a rule asks for.
    Rule(Rule),
    /// The answer to the attribute of that id and name.
    Attribute(AttributeId, String),
}

impl Lack {
    /// In words: “a target”.
    pub fn words(&self) -> String {
        let words = match self {
            Self::Rule(Rule::MentionEntity) => "an entity",
            Self::Rule(Rule::StanceHolder | Rule::QuotationHolder) => "a holder",
            Self::Rule(Rule::StanceTarget) => "a target",
            Self::Rule(Rule::StanceWords) => "its words",
            Self::Rule(Rule::StanceCue | Rule::QuotationCue) => "a cue",
            Self::Rule(Rule::StanceEvidence) => "evidence",
            Self::Rule(Rule::ArticleStance) => "a stance of the whole article",
            Self::Attribute(_, label) => return format!("“{label}”"),
        };
        words.to_owned()
    }
}

/// The lacks in one line: “lacks a holder, a target”.
pub fn words(lacks: &[Lack]) -> String {
    let lacks: Vec<String> = lacks.iter().map(Lack::words).collect();
    format!("lacks {}", lacks.join(", "))
}

/// What a record lacks. Suggestions lack nothing until they are accepted.
pub fn lacks(codebook: &Codebook, record: &Record) -> Vec<Lack> {
    if !record.provenance().counts() {
        return Vec::new();
    }
    let mut lacks = Vec::new();
    let mut check = |rule: Rule, is_there: bool| {
        if !is_there && codebook.rules.contains(&rule) {
            lacks.push(Lack::Rule(rule));
        }
    };
    let subject = match record {
        Record::Mention(mention) => {
            check(Rule::MentionEntity, mention.entity.is_some());
            Subject::Mention
        }
        Record::Stance(stance) => {
            let Stance { holder, target, expression, cue, evidence, attribution, .. } = &**stance;
            let quotes = [Attribution::DirectQuote, Attribution::Indirect, Attribution::Mixed];
            let is_quotation = attribution.is_some_and(|it| quotes.contains(&it));
            check(Rule::StanceHolder, holder.is_some());
            check(Rule::QuotationHolder, !is_quotation || holder.is_some());
            check(Rule::StanceTarget, target.is_some());
            check(Rule::StanceWords, expression.is_some());
            check(Rule::StanceCue, cue.is_some());
            check(Rule::QuotationCue, !is_quotation || cue.is_some());
            check(Rule::StanceEvidence, evidence.is_some());
            Subject::Stance
        }
        Record::DocumentStance(_) => return lacks,
    };
    // What both rules ask for is one gap.
    lacks.dedup_by_key(|lack| lack.words());
    lacks.extend(unanswered(codebook, subject, record.attributes()));
    lacks
}

/// What the work on an article lacks beside its records.
pub fn article_lacks(codebook: &Codebook, layer: &Layer) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if layer.status == Status::Done
        && codebook.rules.contains(&Rule::ArticleStance)
        && layer.document_stances().next().is_none()
    {
        lacks.push(Lack::Rule(Rule::ArticleStance));
    }
    if layer.status != Status::ToDo {
        lacks.extend(unanswered(codebook, Subject::Article, Some(&layer.attributes)));
    }
    lacks
}

fn unanswered(codebook: &Codebook, on: Subject, answers: Option<&Attributes>) -> Vec<Lack> {
    let required = codebook.attributes_on(on).filter(|attribute| attribute.required);
    let open = required.filter(|it| answers.is_none_or(|answers| !answers.contains_key(&it.id)));
    open.map(|it| Lack::Attribute(it.id.clone(), it.label.clone())).collect()
}

/// What lacks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// That record.
    Record(RecordId),
    /// The article itself.
    Article,
}

/// The gaps of one annotator's work on one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gaps {
    /// The records that lack something, in the order of the ledger.
    pub records: Vec<((Byte, Byte), RecordId)>,
    /// What the article lacks beside them.
    pub article: Vec<Lack>,
    /// How many things are lacking in all.
    pub count: usize,
}

impl Gaps {
    fn of(codebook: &Codebook, layer: &Layer) -> Self {
        let mut gaps = Self { article: article_lacks(codebook, layer), ..Self::default() };
        gaps.count = gaps.article.len();
        if codebook.rules.is_empty() && codebook.attributes.iter().all(|it| !it.required) {
            return gaps;
        }
        for record in layer.records.values() {
            let lacks = lacks(codebook, record).len();
            if lacks > 0 {
                gaps.count += lacks;
                gaps.records.push((place(record), record.id().clone()));
            }
        }
        order::sort_by(&mut gaps.records, |a, b| a.cmp(b));
        gaps
    }
}

/// The gaps that are known, each with the layer it was found in.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    codebook: Option<Rc<Codebook>>,
    layers: order::Table<LayerId, (Option<Rc<Layer>>, Rc<Gaps>)>,
}

impl Desk {
    /// How many gaps the annotator's work on all articles has.
    pub fn gap_count(&self) -> usize {
        let now = (self.revision, self.annotator.clone());
        let known = self.derived.gap_count.take().filter(|(known, _)| *known == now);
        let count = known.map_or_else(
            || {
                let articles = self.work.project.articles.keys();
                articles.map(|article| self.gaps(article).count).sum()
            },
            |(_, count)| count,
        );
        self.derived.gap_count.replace(Some((now, count)));
        count
    }

    /// The gaps of the annotator's work on an article. A layer that has not changed is not looked at
    /// again.
    #[inline(never)] // not in the first load
    pub fn gaps(&self, article: &ArticleId) -> Rc<Gaps> {
        let id = LayerId { article: article.clone(), annotator: self.annotator.clone() };
        let project = &self.work.project;
        let Some(layer) = project.layer(&id) else { return Rc::default() };
        let mut kept = self.derived.gaps.borrow_mut();
        if !kept.codebook.as_ref().is_some_and(|known| Rc::ptr_eq(known, &project.codebook)) {
            *kept = Kept { codebook: Some(project.codebook.clone()), ..Kept::default() };
        }
        if let Some((Some(known), gaps)) = kept.layers.get(&id)
            && Rc::ptr_eq(known, layer)
        {
            return gaps.clone();
        }
        let gaps = Rc::new(Gaps::of(&project.codebook, layer));
        kept.layers.insert(id, (Some(layer.clone()), gaps.clone()));
        gaps
    }

    /// The gap behind the record in focus, or else behind the caret, in the open article. What the
    /// article itself lacks comes behind its records.
    pub(super) fn next_gap(&self, towards: Towards) -> Option<Lacking> {
        let gaps = self.gaps(self.article.as_ref()?);
        if self.is_at_article_gap() {
            return gaps.last_record().filter(|_| towards == Towards::Start);
        }
        let caret = self.selection.caret;
        let here = match self.focused() {
            Some(record) => (place(record), Some(record.id().clone())),
            None => ((caret, caret), None),
        };
        let known = |at: &((Byte, Byte), RecordId)| (at.0, Some(at.1.clone()));
        let found = match towards {
            Towards::End => gaps.records.iter().find(|at| known(at) > here),
            Towards::Start => gaps.records.iter().rev().find(|at| known(at) < here),
        };
        let article = gaps.of_article().filter(|_| towards == Towards::End);
        found.map(|(_, record)| Lacking::Record(record.clone())).or(article)
    }

    /// Whether what the article itself lacks was gone to last.
    fn is_at_article_gap(&self) -> bool {
        self.focus.is_none() && self.article_gap == Some(self.selection.caret)
    }

    /// The next article of the list that has gaps, around its end, and the first of them or the last.
    pub(super) fn next_article_with_gaps(&self, towards: Towards) -> Option<(ArticleId, Lacking)> {
        let mut listed: Vec<ArticleId> =
            articles::listed(self).into_iter().map(|article| article.id.clone()).collect();
        if towards == Towards::Start {
            listed.reverse();
        }
        let here = listed.iter().position(|id| Some(id) == self.article.as_ref());
        let from = here.map_or(0, |here| here + 1);
        let order = listed[from..].iter().chain(&listed[..from]);
        order.into_iter().find_map(|article| {
            let gaps = self.gaps(article);
            let gap = match towards {
                Towards::End => gaps.first_record().or_else(|| gaps.of_article()),
                Towards::Start => gaps.of_article().or_else(|| gaps.last_record()),
            };
            Some((article.clone(), gap?))
        })
    }
}

impl Gaps {
    fn first_record(&self) -> Option<Lacking> {
        self.records.first().map(|(_, record)| Lacking::Record(record.clone()))
    }

    fn last_record(&self) -> Option<Lacking> {
        self.records.last().map(|(_, record)| Lacking::Record(record.clone()))
    }

    fn of_article(&self) -> Option<Lacking> {
        (!self.article.is_empty()).then_some(Lacking::Article)
    }
}
