//! What a task says of its article.

use crate::formats::import::Gathering;
use crate::formats::reading::Place;
use crate::formats::rider::{self, OURS, field};
use crate::formats::wire::{Map, Value};
use crate::model::ArticleId;

/// The task's article, which has what `data` says of it.
pub(super) fn article(data: &Map<'_>, at: &Place, gathering: &mut Gathering) -> Option<ArticleId> {
    let string = |key: &str| field(data, key).and_then(Value::as_str);
    let longest = || {
        let strings = data.values().filter_map(Value::as_str);
        strings.max_by_key(|string| string.len())
    };
    let Some(raw) = string("text").or_else(longest) else {
        let message = "expected a text in the task’s “data”, found none: the task was left out";
        gathering.problem(at.clone(), message);
        return None;
    };
    let id = rider::own_article(raw, data, &[], at, gathering).unwrap_or_else(|| {
        let fields = data.iter().map(|(key, value)| (&**key, value));
        rider::foreign_article(raw, string("article"), fields, gathering)
    });
    if let Some(ours) = field(data, OURS) {
        rider::read_named(ours, at, gathering);
    }
    Some(id)
}
