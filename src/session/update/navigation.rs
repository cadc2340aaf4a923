//! Where the analyst is: the article, the caret, the selection, the record in focus.

use std::rc::Rc;

use super::Turn;
use crate::model::{ArticleId, Operation, RecordId, Status};
use crate::session::progress::Progress;
use crate::session::{Dialog, Effect, Goal, Role, Screen, Selection, articles, words};
use crate::text::{Byte, Snap, Span, Step, Text, Towards, snap, step};

/// Of how many articles the place is kept.
const PLACES: usize = 500;

impl Turn<'_> {
    pub(super) fn open_article(&mut self, article: Option<ArticleId>) {
        let Some(desk) = &mut self.state.desk else { return };
        let is_known = |id: &ArticleId| desk.work.project.articles.contains_key(id);
        if desk.article == article || !article.as_ref().is_none_or(is_known) {
            return;
        }
        if let Some(left) = desk.article.clone() {
            desk.tops.retain(|(known, _)| *known != left);
            desk.tops.push((left.clone(), desk.top));
            let surplus = desk.tops.len().saturating_sub(PLACES);
            desk.tops.drain(..surplus);
            if let Some(comparison) = &mut desk.comparison {
                comparison.article_left(&left, article.as_ref());
            }
        }
        desk.go_to(article, desk.annotator.clone());
        let known = desk.tops.iter().find(|(known, _)| Some(known) == desk.article.as_ref());
        let top = known.map_or(Byte(0), |(_, top)| *top);
        desk.top = desk.open_article().map_or(top, |article| article.text.floor(top));
        desk.selection = Selection::at(desk.top);
        let kept = desk.keep_place();
        let title = desk.open_article().map(|article| articles::headline(article));
        self.effects.push(kept);
        self.end_hint();
        self.announce(title.unwrap_or_else(|| "No article".to_owned()));
    }

    pub(super) fn scroll(&mut self, top: Byte) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        desk.top = article.text.floor(top);
        self.effects.push(desk.keep_place());
    }

    pub(super) fn step_article(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        match articles::neighbour(desk, towards) {
            Some(article) => self.open_article(Some(article)),
            None => self.hint(match towards {
                Towards::Start => "This is the first article of the list.",
                Towards::End => "This is the last article of the list.",
            }),
        }
    }

    pub(super) fn ask_for_progress(&mut self) {
        if let Some(desk) = &self.state.desk {
            self.state.dialog = Some(Dialog::Progress(Rc::new(Progress::of(desk))));
        }
    }

    pub(super) fn set_status(&mut self, status: Status) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(layer), Some(article)) = (desk.open_layer_id(), desk.open_article()) else {
            return;
        };
        if desk.status_of(&layer.article) != status {
            let label = format!("{}: “{}”", words::status(status), articles::headline(article));
            let article = layer.article.clone();
            let is_set = self.commit_own(label, vec![Operation::SetStatus(layer, status)]);
            if is_set && status == Status::Done {
                self.tell_gaps(&article);
            }
        }
    }

    /// Says how many gaps an article has that was called done.
    fn tell_gaps(&mut self, article: &ArticleId) {
        let count = self.state.desk.as_ref().map_or(0, |desk| desk.gaps(article).count);
        if count > 0 {
            let gaps = if count == 1 { "gap" } else { "gaps" };
            self.tell(
                format!("Done, with {count} {gaps}. “Next gap” leads to what is lacking."),
                false,
            );
        }
    }

    pub(super) fn select_text(&mut self, anchor: Byte, caret: Byte, by: Snap) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let (anchor, caret) = (article.text.floor(anchor), article.text.floor(caret));
        let span = Span::between(anchor, caret).and_then(|raw| snap(&article.text, raw, by));
        let (anchor, caret) = match span {
            Some(span) if anchor <= caret => (span.start(), span.end()),
            Some(span) => (span.end(), span.start()),
            None => (anchor, caret),
        };
        desk.selection = Selection { anchor, caret, span };
        self.effects.push(Effect::ShowSelection);
        let Some(desk) = &self.state.desk else { return };
        if span.is_some() && desk.armed.is_some() && desk.draft.is_none() {
            self.apply_armed();
        }
    }

    /// A click on marks takes the shortest, the next click on the same place the one around it.
    pub(super) fn click_text(&mut self, at: Byte) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let at = article.text.floor(at);
        let painting = desk.painting();
        let mut here: Vec<&RecordId> = Vec::new();
        let mut mention = None;
        for mark in painting.at(at) {
            let Some(record) = &mark.record else { continue };
            if mark.role == Role::Mention {
                mention = mention.or(Some(record));
            }
            if !here.contains(&record) {
                here.push(record);
            }
        }
        let asks = desk.draft.as_ref().filter(|draft| draft.asks_for_a_mention());
        if let (Some(_), Some(mention)) = (asks, mention) {
            return self.pick_mention(mention);
        }
        let current = here.iter().position(|id| Some(*id) == desk.focus.as_ref());
        let next = current.map_or(0, |current| current + 1) % here.len().max(1);
        desk.selection = Selection::at(at);
        match here.get(next) {
            Some(record) => self.focus_record_in_place((*record).clone()),
            // The form of a recorded stance stays, so that words for it can be found in the text.
            None if desk.draft.as_ref().is_some_and(|draft| draft.recorded) => {}
            None => desk.set_focus(None),
        }
    }

    pub(super) fn move_caret(&mut self, by: Step, towards: Towards, extend: bool, times: u32) {
        let Some(desk) = &self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let (text, from) = (&article.text, desk.selection.caret);
        let caret = match (by, towards, extend, desk.selection.span) {
            (Step::Character, Towards::Start, false, Some(selected)) => selected.start(),
            (Step::Character, Towards::End, false, Some(selected)) => selected.end(),
            // A selection by words leaves out the comma and the space behind the last one.
            (Step::Word, Towards::End, true, _) => steps(text, from, Step::WordEnd, towards, times),
            _ => steps(text, from, by, towards, times),
        };
        let anchor = if extend { desk.selection.anchor } else { caret };
        self.place_caret(anchor, caret, by);
    }

    /// Puts the caret somewhere by key, and says what is there by the unit it went by.
    pub(super) fn place_caret(&mut self, anchor: Byte, caret: Byte, by: Step) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let text = &article.text;
        let (anchor, caret) = (text.floor(anchor), text.floor(caret));
        let from = desk.selection.caret;
        let span = Span::between(anchor, caret).and_then(|raw| snap(text, raw, Snap::Graphemes));
        let heard = match span {
            Some(span) => format!("{} selected", words::shorten(text.slice(span))),
            None => heard_at(text, caret, by),
        };
        desk.selection = Selection { anchor, caret, span };
        let entered = self.mark_entered(from, caret);
        self.effects.push(Effect::ShowSelection);
        self.announce(match entered {
            Some(mark) => format!("{heard} [{mark}]"),
            None => heard,
        });
    }

    fn mark_entered(&self, from: Byte, caret: Byte) -> Option<String> {
        let painting = self.state.desk.as_ref()?.painting();
        let before: Vec<&RecordId> =
            painting.at(from).iter().filter_map(|mark| mark.record.as_ref()).collect();
        let now = painting.at(caret);
        let mark = now
            .iter()
            .find(|mark| mark.record.as_ref().is_some_and(|record| !before.contains(&record)));
        mark.map(|mark| painting.look(mark).words)
    }

    pub(super) fn select_sentence(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let text = &article.text;
        let Some(span) = sentence_at(text, desk.selection.caret) else {
            return self.announce("No sentence here");
        };
        let heard = format!("{} selected", words::shorten(text.slice(span)));
        desk.selection = Selection { anchor: span.start(), caret: span.end(), span: Some(span) };
        self.effects.push(Effect::ShowSelection);
        self.announce(heard);
    }

    /// Goes to the next mark behind the caret, or the last one before it.
    pub(super) fn step_mark(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        let painting = desk.painting();
        let records = painting.records();
        if records.is_empty() {
            return self.announce("No marks yet");
        }
        let current = records.iter().position(|(record, _)| Some(*record) == desk.focus.as_ref());
        let behind = records.partition_point(|(_, start)| *start < desk.selection.caret);
        let next = match towards {
            Towards::End => current.map_or(behind, |current| current + 1),
            Towards::Start => current.unwrap_or(behind) + records.len() - 1,
        };
        let record = records[next % records.len()].0.clone();
        self.focus_record(record);
    }

    /// Puts a record in focus and its words on the screen.
    pub(super) fn focus_record(&mut self, record: RecordId) {
        self.focus_record_in_place(record);
        let Some(desk) = &mut self.state.desk else { return };
        let words = desk.focused().and_then(|record| Some(record.fragments().first()?.first()));
        if let Some(span) = words {
            desk.selection = Selection::at(span.start());
            // First, or the caret would be brought to the edge of the view, where the words are in sight.
            self.effects.push(Effect::Reveal(span));
            self.effects.push(Effect::ShowSelection);
        }
    }

    /// Goes where a line of the outline leads: to the words of a mark, or the start of a part.
    pub(super) fn go_to_line(&mut self, goal: Goal) {
        self.state.dialog = None;
        match goal {
            Goal::Mark(record) => self.focus_record(record),
            Goal::Part(span) => {
                let Some(desk) = &mut self.state.desk else { return };
                let Some(article) = desk.open_article() else { return };
                let at = article.text.floor(span.start());
                let end = step(&article.text, at, Step::Character, Towards::End);
                self.effects.extend(Span::new(at, end).map(Effect::Reveal));
                self.place_caret(at, at, Step::Sentence);
            }
        }
        self.effects.push(Effect::FocusText);
    }

    pub(super) fn focus_record_in_place(&mut self, record: RecordId) {
        let Some(desk) = &mut self.state.desk else { return };
        let (Some(article), Some(layer)) = (desk.open_article(), desk.open_layer()) else { return };
        let Some(focused) = layer.records.get(&record) else { return };
        let heard = words::record(&desk.work.project, &article.text, focused);
        desk.set_focus(Some(record));
        if desk.draft.is_none() {
            self.open_stance();
        }
        self.announce(heard);
    }

    /// Out of the innermost thing: a dialog, a notice, the bar to find, the selection, the stance form, the focus,
    /// the armed label. The focus goes to the text, since what had it may go or have been left.
    pub(super) fn escape(&mut self) {
        if self.state.dialog.take().is_some() {
            return;
        }
        if self.state.desk.as_ref().is_some_and(|desk| desk.screen == Screen::Picture) {
            return self.leave_picture();
        }
        if self.state.desk.as_ref().is_some_and(|desk| desk.screen == Screen::Registry) {
            return self.leave_registry();
        }
        if self.state.desk.as_ref().is_some_and(|desk| desk.screen == Screen::Search) {
            return self.show_text();
        }
        self.effects.push(Effect::FocusText);
        if self.state.notice.take().is_some() {
            return;
        }
        let Some(desk) = &mut self.state.desk else { return };
        if desk.finding.is_open {
            desk.finding.close();
        } else if desk.selection.span.is_some() {
            desk.selection = Selection::at(desk.selection.caret);
            self.effects.push(Effect::ShowSelection);
        } else if desk.draft.is_some() {
            self.close_draft();
        } else if desk.focus.is_some() {
            desk.set_focus(None);
        } else {
            desk.armed = None;
        }
    }
}

/// The sentence that holds the caret or ends at it, else the next one.
pub(in crate::session) fn sentence_at(text: &Text, caret: Byte) -> Option<Span> {
    let behind = step(text, caret, Step::Character, Towards::End);
    let last = step(text, behind, Step::Sentence, Towards::Start);
    let is_here = text.paragraph_at(last) == text.paragraph_at(caret)
        && text.as_str()[last.index()..].starts_with(|c: char| !c.is_whitespace());
    let start = if is_here { last } else { step(text, caret, Step::Sentence, Towards::End) };
    let line_end = text.paragraphs()[text.paragraph_at(start)].end;
    let end = step(text, start, Step::Sentence, Towards::End).min(line_end);
    snap(text, Span::new(start, end)?, Snap::Graphemes)
}

/// The position several steps away. More than one do not go over the end of the paragraph, which a
/// held key would otherwise carry the caret past unseen.
fn steps(text: &Text, from: Byte, by: Step, towards: Towards, times: u32) -> Byte {
    let mut at = step(text, from, by, towards);
    let line = text.paragraph_at(from);
    for _ in 1..times {
        let next = step(text, at, by, towards);
        if text.paragraph_at(at) != line || text.paragraph_at(next) != line {
            break;
        }
        at = next;
    }
    at
}

/// What a screen reader says of the place that the caret came to.
fn heard_at(text: &Text, caret: Byte, by: Step) -> String {
    let end = match by {
        Step::Text => caret,
        _ => step(text, caret, by, Towards::End),
    };
    match Span::new(caret, end).map(|span| text.slice(span)) {
        Some("\n") => "new line".to_owned(),
        Some(words) if words.trim().is_empty() => "space".to_owned(),
        Some(words) => words::shorten(words),
        None if caret == Byte(0) => "start of text".to_owned(),
        None => "end of text".to_owned(),
    }
}
