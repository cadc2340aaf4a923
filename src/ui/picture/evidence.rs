//! The stances behind a number, each in its sentence.

use yew::prelude::*;

use super::{Look, Picture, icon, on};
use crate::model::{LayerId, Record, RecordId};
use crate::session::picture::Opened;
use crate::session::{Action, articles, everywhere, words};
use crate::text::{Span, Text};

/// How many stances are shown; the list of all stances has the rest.
const MOST: usize = 200;

pub(super) fn evidence(look: &Look<'_>, opened: &Opened) -> Html {
    html! {
        <section class="evidence" aria-labelledby="evidence-title">
            <div class="row evidence-head">
                <h3 id="evidence-title" dir="auto">{ &opened.title }</h3>
                <button type="button" class="plain icon-only" aria-label="Close" title="Close" onclick={look.changes(|view| view.opened = None)}>
                    { icon(Picture::Close) }
                </button>
            </div>
            <ol>
                { for opened.stances.iter().take(MOST).filter_map(|(layer, record)| item(look, layer, record)) }
            </ol>
            if opened.stances.len() > MOST {
                <p class="soft">{ format!("The first {MOST} of {}.", opened.stances.len()) }</p>
            }
        </section>
    }
}

fn item(look: &Look<'_>, layer: &LayerId, record: &RecordId) -> Option<Html> {
    let project = look.facts.project();
    let article = project.articles.get(&layer.article)?;
    let known = project.layer(layer)?.records.get(record)?;
    let text = &article.text;
    let (shown, note) = match known {
        Record::Stance(stance) => (known.fragments().into_iter().next(), &stance.note),
        Record::DocumentStance(whole) => (None, &whole.note),
        Record::Mention(_) => return None,
    };
    let onclick = on(look.dispatch, Action::StanceVisited(layer.clone(), record.clone()));
    Some(html! {
        <li key={record.as_str()}>
            <button type="button" class="evidence-item" {onclick}>
                <strong dir="auto">{ words::record(project, text, known) }</strong>
                if let Some(fragments) = shown {
                    <span class="evidence-words" dir="auto">{ sentence(text, fragments.first()) }</span>
                } else if !note.is_empty() {
                    <span dir="auto">{ note }</span>
                }
                <span class="soft" dir="auto">{ articles::headline(article) }</span>
                <span class="soft">{ articles::about(article) }</span>
            </button>
        </li>
    })
}

fn sentence(text: &Text, words: Span) -> Html {
    let [before, words, after] = everywhere::in_sentence(text, words);
    html! { <>{ before }<mark>{ words }</mark>{ after }</> }
}
