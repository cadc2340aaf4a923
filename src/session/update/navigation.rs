//! Where the analyst is: the article, the caret, the selection, the record in focus.

use super::Turn;
use crate::model::{ArticleId, Operation, Record, RecordId, Status};
use crate::session::{Effect, Role, Selection, articles, paint, words};
use crate::text::{Byte, Snap, Span, Step, Towards, snap, step};

impl Turn<'_> {
    pub(super) fn open_article(&mut self, article: Option<ArticleId>) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.article == article {
            return;
        }
        if let (Some(left), Some(draft)) = (desk.article.take(), desk.draft.take()) {
            desk.set_aside.insert(left, draft);
        }
        desk.draft = article.as_ref().and_then(|article| desk.set_aside.remove(article));
        desk.article = article;
        desk.selection = Selection::default();
        desk.focus = None;
        desk.revision += 1;
        let title = desk.open_article().map(|article| articles::headline(article));
        self.effects.push(Effect::KeepPlace);
        self.announce(title.unwrap_or_else(|| "No article".to_owned()));
    }

    pub(super) fn step_article(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        match articles::neighbour(desk, towards) {
            Some(article) => self.open_article(Some(article)),
            None => self.announce(match towards {
                Towards::Start => "This is the first article",
                Towards::End => "This is the last article",
            }),
        }
    }

    pub(super) fn set_status(&mut self, status: Status) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(layer), Some(article)) = (desk.open_layer_id(), desk.open_article()) else {
            return;
        };
        if desk.status_of(&layer.article) != status {
            let label = format!("{}: “{}”", words::status(status), articles::headline(article));
            self.commit(label, Operation::SetStatus(layer, status));
        }
    }

    pub(super) fn select_text(&mut self, anchor: Byte, caret: Byte, by: Snap) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
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
        let painting = paint(desk);
        let here: Vec<(&RecordId, Role)> = painting
            .at(at)
            .into_iter()
            .filter_map(|mark| Some((mark.record.as_ref()?, mark.role)))
            .collect();
        let mention = here.iter().find(|(_, role)| *role == Role::Mention);
        if let (Some(_), Some((id, _))) = (&desk.draft, mention) {
            let id = (*id).clone();
            return self.pick_mention(&id);
        }
        let current = here.iter().position(|(id, _)| Some(*id) == desk.focus.as_ref());
        let next = current.map_or(0, |current| current + 1) % here.len().max(1);
        let focus = here.get(next).map(|(id, _)| (*id).clone());
        desk.selection = Selection { anchor: at, caret: at, span: None };
        match focus {
            Some(record) => self.focus_record_in_place(record),
            None => desk.focus = None,
        }
    }

    pub(super) fn move_caret(&mut self, by: Step, towards: Towards, extend: bool) {
        let Some(desk) = &self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let caret = step(&article.text, desk.selection.caret, by, towards);
        let anchor = if extend { desk.selection.anchor } else { caret };
        self.place_caret(anchor, caret, by);
    }

    /// Puts the caret somewhere by key, and says what is there by the unit it went by.
    pub(super) fn place_caret(&mut self, anchor: Byte, caret: Byte, by: Step) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let text = &article.text;
        let from = desk.selection.caret;
        let span = Span::between(anchor, caret).and_then(|raw| snap(text, raw, Snap::Graphemes));
        let heard = match span {
            Some(span) => format!("{} selected", words::shorten(text.slice(span))),
            None => heard_at(text, caret, by),
        };
        desk.selection = Selection { anchor, caret, span };
        let entered = self.mark_entered(from, caret);
        self.effects.push(Effect::ShowSelection);
        self.announce(entered.map_or(heard.clone(), |mark| format!("{heard} [{mark}]")));
    }

    fn mark_entered(&self, from: Byte, caret: Byte) -> Option<String> {
        let painting = paint(self.state.desk.as_ref()?);
        let before: Vec<&RecordId> =
            painting.at(from).iter().filter_map(|mark| mark.record.as_ref()).collect();
        let now = painting.at(caret);
        let mark = now
            .iter()
            .find(|mark| mark.record.as_ref().is_some_and(|record| !before.contains(&record)));
        mark.map(|mark| mark.words.clone())
    }

    pub(super) fn select_sentence(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let text = &article.text;
        let caret = desk.selection.caret;
        let inside = step(text, caret, Step::Character, Towards::End);
        let start = step(text, inside, Step::Sentence, Towards::Start);
        let paragraph = text.paragraphs()[text.paragraph_at(start)];
        let end = step(text, start, Step::Sentence, Towards::End).min(paragraph.end);
        let span = Span::new(start, end).and_then(|raw| snap(text, raw, Snap::Graphemes));
        if let Some(span) = span {
            let heard = format!("{} selected", words::shorten(text.slice(span)));
            desk.selection =
                Selection { anchor: span.start(), caret: span.end(), span: Some(span) };
            self.effects.push(Effect::ShowSelection);
            self.announce(heard);
        }
    }

    /// Goes to the next mark behind the caret, or the last one before it.
    pub(super) fn step_mark(&mut self, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        let painting = paint(desk);
        let marks: Vec<_> = painting.marks.iter().filter(|mark| mark.record.is_some()).collect();
        if marks.is_empty() {
            return self.announce("No marks yet");
        }
        let current =
            marks.iter().position(|mark| desk.focus.is_some() && mark.record == desk.focus);
        let caret = desk.selection.caret;
        let behind = marks.partition_point(|mark| mark.fragments.hull().start() < caret);
        let next = match (current, towards) {
            (Some(current), Towards::End) => (current + 1) % marks.len(),
            (Some(current), Towards::Start) => (current + marks.len() - 1) % marks.len(),
            (None, Towards::End) => behind % marks.len(),
            (None, Towards::Start) => (behind + marks.len() - 1) % marks.len(),
        };
        let record = marks[next].record.clone();
        if let Some(record) = record {
            self.focus_record(record);
        }
    }

    /// Puts a record in focus and its words on the screen.
    pub(super) fn focus_record(&mut self, record: RecordId) {
        self.focus_record_in_place(record);
        let Some(desk) = &mut self.state.desk else { return };
        if let Some(span) = desk.focused_fragments().map(|fragments| fragments.first()) {
            desk.selection = Selection { anchor: span.start(), caret: span.start(), span: None };
            self.effects.push(Effect::ShowSelection);
            self.effects.push(Effect::Reveal(span));
        }
    }

    fn focus_record_in_place(&mut self, record: RecordId) {
        let Some(desk) = &mut self.state.desk else { return };
        desk.focus = Some(record);
        if desk.draft.as_ref().is_some_and(|draft| draft.recorded) {
            desk.draft = None;
        }
        let (Some(article), Some(focused)) = (desk.open_article(), desk.focused()) else { return };
        let heard = words::record(&desk.work.project, &article.text, focused);
        if matches!(focused, Record::Stance(_)) && desk.draft.is_none() {
            self.open_stance();
        }
        self.announce(heard);
    }

    /// Out of the innermost thing: a dialog, the stance form, the selection, the focus, the armed label.
    pub(super) fn escape(&mut self) {
        if self.state.dialog.take().is_some() {
            return;
        }
        if self.state.notice.take().is_some() {
            return;
        }
        let Some(desk) = &mut self.state.desk else { return };
        if desk.draft.is_some() {
            self.close_draft();
        } else if desk.selection.span.is_some() {
            desk.selection.anchor = desk.selection.caret;
            desk.selection.span = None;
            self.effects.push(Effect::ShowSelection);
        } else if desk.focus.take().is_none() {
            desk.armed = None;
        }
    }
}

/// What a screen reader says of the place that the caret came to.
fn heard_at(text: &crate::text::Text, caret: Byte, by: Step) -> String {
    let end = match by {
        Step::Text => caret,
        _ => step(text, caret, by, Towards::End),
    };
    match Span::new(caret, end).map(|span| text.slice(span)) {
        Some("\n") => "new line".to_owned(),
        Some(words) => words::shorten(words),
        None if caret == Byte(0) => "start of text".to_owned(),
        None => "end of text".to_owned(),
    }
}
