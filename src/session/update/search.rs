//! To the search over the project, through what it finds, and on to the text.

use super::Turn;
use crate::session::search::Asked;
use crate::session::{Dialog, Effect, Screen, Selection, Wanted};
use crate::text::{Snap, snap};

impl Turn<'_> {
    pub(super) fn toggle_search(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.screen == Screen::Search {
            return self.show_text();
        }
        let text = desk.open_article().map(|article| article.text.clone());
        let selected =
            desk.selection.span.zip(text).map(|(span, text)| text.slice(span).to_owned());
        let search = desk.search.get_or_insert_default();
        let mut asked = search.asked.clone();
        if asked.words.is_empty()
            && let Some(words) = selected.filter(|words| !words.contains('\n'))
        {
            asked.words = words;
        }
        let is_stale = search.revision != desk.revision || asked != search.asked;
        desk.screen = Screen::Search;
        self.effects.push(Effect::FocusSearch);
        self.announce("Search over the project");
        if is_stale {
            self.search(asked);
        }
    }

    /// Looks for something, or for it anew.
    pub(super) fn search(&mut self, asked: Asked) {
        let Some(desk) = &mut self.state.desk else { return };
        let search = desk.search.get_or_insert_default();
        search.begin(asked, &desk.work.project, desk.revision);
        let run = search.run;
        self.go_on_searching(run);
    }

    /// Searches a stroke further, if that run is still wanted.
    pub(super) fn go_on_searching(&mut self, run: u64) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(search) = desk.search.as_mut().filter(|search| search.run == run) else { return };
        search.go_on(&desk.work.project);
        if search.is_going_on() {
            self.effects.push(Effect::GoOnSearching(run));
        }
    }

    pub(super) fn walk_search(&mut self, at: usize) {
        let Some(search) = self.state.desk.as_mut().and_then(|desk| desk.search.as_mut()) else {
            return;
        };
        search.at = Some(at).filter(|at| *at < search.results.hits());
    }

    /// Opens the article of what was found, with the words selected or the record in focus.
    pub(super) fn visit_found(&mut self, at: usize) {
        self.walk_search(at);
        let Some(desk) = &self.state.desk else { return };
        let found = desk.search.as_ref().and_then(|search| search.results.hit(at));
        let Some((article, found)) = found.map(|(group, hit)| (group.article.clone(), hit.clone()))
        else {
            return;
        };
        if !desk.work.project.articles.contains_key(&article.id) {
            return self.tell("That article is not there any more.", false);
        }
        if let Some((annotator, _)) = &found.record
            && *annotator != desk.annotator
        {
            self.choose_annotator(annotator.clone());
        }
        self.open_article(Some(article.id.clone()));
        self.with_desk(|desk| desk.screen = Screen::Text);
        self.effects.push(Effect::FocusText);
        match found.record {
            Some((_, record)) => self.focus_record(record),
            // Else a label's key would change the mark that was in focus before.
            None => self.with_desk(|desk| desk.set_focus(None)),
        }
        let (Some(desk), Some(place)) = (&mut self.state.desk, found.span) else { return };
        // The text is drawn only now, and begins where the words are.
        desk.top = place.start();
        if desk.focus.is_none() {
            let span = snap(&article.text, place, Snap::Graphemes);
            desk.selection = Selection { anchor: place.start(), caret: place.end(), span };
        }
        self.effects.push(Effect::RevealDrawn(place));
    }

    /// Offers to mark every place that was found.
    pub(super) fn ask_for_found(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        let Some(search) = desk.search.as_ref().filter(|search| search.results.hits() > 0) else {
            return self.announce("Nothing was found");
        };
        self.state.dialog = Some(Dialog::MarkFound(Box::new(Wanted::found(desk, search))));
    }

    /// Forgets what was found where the project has changed while it is shown.
    pub(super) fn search_anew(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        let shown = desk.search.as_ref().filter(|_| desk.screen == Screen::Search);
        let stale = shown.filter(|search| search.revision != desk.revision);
        if let Some(asked) = stale.map(|search| search.asked.clone()) {
            self.search(asked);
        }
    }
}
