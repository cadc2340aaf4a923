//! To the next thing that the codebook requires and that is not there.

use std::rc::Rc;

use super::Turn;
use crate::model::{RecordId, Rule, StanceField, Subject};
use crate::session::gap_list::{GapGoal, GapList, GapView};
use crate::session::gaps::{self, Lack, Lacking};
use crate::session::{Desk, Dialog, Effect, Screen, StanceSlot};
use crate::text::Towards;

impl Turn<'_> {
    pub(super) fn list_gaps(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        self.state.dialog = Some(Dialog::Gaps(Rc::new(GapList::of(desk))));
    }

    /// From the list of all gaps to one of them.
    pub(super) fn visit_gap(&mut self, goal: GapGoal, view: GapView) {
        self.state.dialog = None;
        let Some(desk) = &mut self.state.desk else { return };
        desk.gap_view = view;
        desk.screen = Screen::Text;
        if desk.article.as_ref() != Some(&goal.article) {
            self.open_article(Some(goal.article));
        }
        match goal.lacking {
            Lacking::Record(record) => self.go_to_gap(record, Some(&goal.lack)),
            Lacking::Article => self.go_to_article_gap(Some(&goal.lack)),
        }
        // Where the text is drawn only now, it begins where the words are.
        let Some(desk) = &mut self.state.desk else { return };
        let words = desk.focused().and_then(|record| Some(record.fragments().first()?.first()));
        if let Some(span) = words {
            desk.top = span.start();
            self.effects.push(Effect::RevealDrawn(span));
        }
    }

    /// Goes to the next record that lacks something, or the one before, in this article or, behind
    /// its last, in the next one that has gaps; and asks for what is lacking.
    pub(super) fn step_gap(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        let next = match desk.next_gap(towards) {
            Some(gap) => gap,
            None => match desk.next_article_with_gaps(towards) {
                None => {
                    return self.tell("No gaps: all that the codebook requires is there.", false);
                }
                Some((article, gap)) => {
                    self.open_article(Some(article));
                    gap
                }
            },
        };
        match next {
            Lacking::Record(record) => self.go_to_gap(record, None),
            Lacking::Article => self.go_to_article_gap(None),
        }
    }

    /// Goes to a record of the open article that lacks something, and asks for it: for the first of
    /// what it lacks, unless for that.
    pub(super) fn go_to_gap(&mut self, record: RecordId, wanted: Option<&Lack>) {
        let Some(desk) = &self.state.desk else { return };
        let codebook = desk.work.project.codebook.clone();
        let found = desk.open_layer().and_then(|layer| layer.records.get(&record));
        let lacks = found.map(|it| gaps::lacks(&codebook, it)).unwrap_or_default();
        // Its form has the place of the card that would be asked in.
        let is_hidden = desk.new_draft().is_some();
        self.focus_record(record);
        self.announce(format!("Gap: {}", gaps::words(&lacks)));
        let asked = wanted.filter(|wanted| lacks.contains(wanted)).or(lacks.first());
        let asked = asked.filter(|_| !is_hidden);
        match self.state.desk.as_ref().and_then(|desk| asked.and_then(|lack| asks(desk, lack))) {
            Some(Effect::FocusSlot(slot)) => self.go_on_to(slot),
            Some(focus) => self.effects.push(focus),
            None => self.effects.push(Effect::FocusText),
        }
    }

    /// Says what the open article itself lacks, and asks for it: for the first, unless for that.
    pub(super) fn go_to_article_gap(&mut self, wanted: Option<&Lack>) {
        let Some(desk) = &mut self.state.desk else { return };
        desk.set_focus(None);
        desk.article_gap = Some(desk.selection.caret);
        let Some(article) = &desk.article else { return };
        let lacks = desk.gaps(article).article.clone();
        let asked = wanted.filter(|wanted| lacks.contains(wanted)).or(lacks.first());
        let asked = match asked {
            Some(Lack::Attribute(id, _)) => place(desk, Subject::Article, id)
                .map(|place| Effect::FocusAnswer(Subject::Article, place)),
            _ => Some(Effect::FocusWholeStance),
        };
        self.hint(format!("The article {}.", gaps::words(&lacks)));
        self.effects.extend(asked);
    }
}

/// Where what the record in focus lacks is filled, if the codebook asks for it anywhere.
fn asks(desk: &Desk, lack: &Lack) -> Option<Effect> {
    let codebook = &desk.work.project.codebook;
    let field = |field: StanceField| {
        let slot = StanceSlot::Field(field);
        codebook.fields.contains(&field).then_some(Effect::FocusSlot(slot))
    };
    match lack {
        Lack::Rule(Rule::MentionEntity) => Some(Effect::FocusLink),
        Lack::Rule(Rule::StanceHolder | Rule::QuotationHolder) => {
            Some(Effect::FocusSlot(StanceSlot::Holder))
        }
        Lack::Rule(Rule::StanceTarget) => Some(Effect::FocusSlot(StanceSlot::Target)),
        Lack::Rule(Rule::StanceCue | Rule::QuotationCue) => field(StanceField::Cue),
        Lack::Rule(Rule::StanceEvidence) => field(StanceField::Evidence),
        Lack::Rule(Rule::StanceWords | Rule::ArticleStance) => None,
        Lack::Attribute(id, _) if desk.draft.is_some() => {
            let place = place(desk, Subject::Stance, id)?;
            Some(Effect::FocusSlot(StanceSlot::Attribute(place)))
        }
        Lack::Attribute(id, _) => {
            let place = place(desk, Subject::Mention, id)?;
            Some(Effect::FocusAnswer(Subject::Mention, place))
        }
    }
}

/// Where an attribute stands among those of its subject.
fn place(desk: &Desk, of: Subject, id: &crate::model::AttributeId) -> Option<usize> {
    desk.work.project.codebook.attributes_on(of).position(|attribute| attribute.id == *id)
}
