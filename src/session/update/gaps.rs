//! To the next thing that the codebook requires and that is not there.

use super::Turn;
use crate::model::{Rule, StanceField};
use crate::session::gaps::{self, Lack};
use crate::session::{Effect, StanceSlot};
use crate::text::Towards;

impl Turn<'_> {
    /// Goes to the next record that lacks something, or the one before, in this article or, behind
    /// its last, in the next one that has gaps; and asks for what is lacking.
    pub(super) fn step_gap(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        let next = match desk.next_gap(towards) {
            Some(record) => Some(record),
            None => match desk.next_article_with_gaps(towards) {
                None => {
                    return self.tell("No gaps: all that the codebook requires is there.", false);
                }
                Some((article, record)) => {
                    self.open_article(Some(article));
                    record
                }
            },
        };
        let Some(desk) = &self.state.desk else { return };
        let Some(record) = next else {
            let layer = desk.open_layer();
            let lacks = layer.map(|it| gaps::article_lacks(&desk.work.project.codebook, it));
            let words = gaps::words(&lacks.unwrap_or_default());
            return self.tell(format!("The article {words}."), false);
        };
        let layer = desk.open_layer().and_then(|layer| layer.records.get(&record));
        let lacks =
            layer.map(|it| gaps::lacks(&desk.work.project.codebook, it)).unwrap_or_default();
        let fields = desk.work.project.codebook.fields.clone();
        self.focus_record(record);
        self.announce(format!("Gap: {}", gaps::words(&lacks)));
        let field = |field: StanceField| {
            fields.contains(&field).then_some(Effect::FocusSlot(StanceSlot::Field(field)))
        };
        let focus = match lacks.first() {
            Some(Lack::Rule(Rule::MentionEntity)) => Some(Effect::FocusLink),
            Some(Lack::Rule(Rule::StanceHolder | Rule::QuotationHolder)) => {
                Some(Effect::FocusSlot(StanceSlot::Holder))
            }
            Some(Lack::Rule(Rule::StanceTarget)) => Some(Effect::FocusSlot(StanceSlot::Target)),
            Some(Lack::Rule(Rule::StanceCue | Rule::QuotationCue)) => field(StanceField::Cue),
            Some(Lack::Rule(Rule::StanceEvidence)) => field(StanceField::Evidence),
            _ => None,
        };
        self.effects.push(focus.unwrap_or(Effect::FocusText));
    }
}
