//! What cannot be done at this moment, and why.

use super::Pick;
use crate::model::Status;
use crate::session::command::{When, entry};
use crate::session::{Desk, Dialog, Screen, State, Writing};

const NO_PROJECT: &str = "no project is open";
const NO_ARTICLE: &str = "no article is open";
const FOLLOWS: &str = "another tab is writing";
const NO_MARK: &str = "click a mark first";
const NO_MENTION: &str = "click a mention first";
const NO_WORDS: &str = "select words first";
const NO_COMPARISON: &str = "no comparison is open";
const IN_TEXT: &str = "in the text only";

const IN_REGISTRY: &str = "in the registry of entities only";

/// Why something cannot be done now; `None` if it can.
pub(super) fn why_not(state: &State, pick: &Pick) -> Option<&'static str> {
    let Some(desk) = &state.desk else { return Some(NO_PROJECT) };
    let follows = desk.writing != Writing::Writer;
    match pick {
        Pick::Command(id) => command(desk, id),
        Pick::Label(_) | Pick::Status(_) | Pick::Dialog(Dialog::Paste) if follows => Some(FOLLOWS),
        Pick::Label(_) | Pick::Status(_) | Pick::Dialog(Dialog::Details)
            if desk.open_article().is_none() =>
        {
            Some(NO_ARTICLE)
        }
        Pick::Status(status)
            if desk.article.as_ref().is_some_and(|it| desk.status_of(it) == *status) =>
        {
            Some("it is so already")
        }
        _ => None,
    }
}

fn command(desk: &Desk, id: &str) -> Option<&'static str> {
    let entry = entry(id);
    let is_of_text = matches!(entry.when, When::AtDesk | When::InText);
    let is_of_registry = matches!(entry.when, When::InRegistry | When::OnEntities);
    let (has_mark, has_words) = (desk.focused().is_some(), desk.selection.span.is_some());
    let changes = matches!(entry.group, "Marks") || matches!(id, "undo" | "redo" | "done");
    let history = &desk.work.history;
    let reasons = [
        (id == "keep-copy" && desk.writing != Writing::Writer, FOLLOWS),
        (is_of_registry && desk.screen != Screen::Registry, IN_REGISTRY),
        (is_of_text && desk.screen != Screen::Text, IN_TEXT),
        (is_of_text && desk.open_article().is_none() && id != "filter", NO_ARTICLE),
        (changes && desk.writing != Writing::Writer, FOLLOWS),
        (matches!(id, "import" | "add-files") && desk.writing != Writing::Writer, FOLLOWS),
        (id == "undo" && history.undo().is_empty(), "nothing to undo"),
        (id == "redo" && history.redo().is_empty(), "nothing to redo"),
        (id == "done" && is_done(desk), "it is done already"),
        (matches!(id, "link" | "all") && desk.focused_mention().is_none(), NO_MENTION),
        (matches!(id, "delete" | "note") && !has_mark, NO_MARK),
        (matches!(id, "add-words" | "take-out" | "set-bounds") && !desk.takes_words(), NO_MARK),
        (matches!(id, "add-words" | "take-out" | "set-bounds") && !has_words, NO_WORDS),
        (is_end(id) && !desk.takes_words(), NO_MARK),
        (id == "apply" && !has_words && desk.focused_mention().is_none(), NO_WORDS),
        (entry.group == "Comparing" && id != "compare" && desk.comparison.is_none(), NO_COMPARISON),
    ];
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why)
}

fn is_done(desk: &Desk) -> bool {
    desk.article.as_ref().is_some_and(|article| desk.status_of(article) == Status::Done)
}

fn is_end(id: &str) -> bool {
    ["end-", "start-"].iter().any(|start| id.starts_with(start))
}
