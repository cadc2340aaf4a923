//! The records that name an entity, or the places of some words, each in its sentence.

use yew::prelude::*;

use super::Look;
use crate::model::{Article, Record};
use crate::session::registry::At;
use crate::session::{Action, articles, everywhere, words};
use crate::ui::on;

/// A record in its sentence, which leads into its article.
pub(super) fn place(look: &Look<'_>, at: &At, record: &Record, is_current: bool) -> Html {
    let project = &look.desk.work.project;
    let Some(article) = project.articles.get(&at.0.article) else { return Html::default() };
    let onclick = on(look.dispatch, Action::StanceVisited(at.0.clone(), at.1.clone()));
    let annotators = project.annotators.len();
    let whose = project.annotators.get(&at.0.annotator).filter(|_| annotators > 1);
    let stance = match record {
        Record::Mention(_) => None,
        _ => Some(words::record(project, &article.text, record)),
    };
    html! {
        <button type="button" class="registry-place" aria-current={is_current.then_some("true")} {onclick}>
            if let Some(stance) = stance {
                <strong dir="auto">{ stance }</strong>
            }
            { sentence(article, record) }
            <span class="soft" dir="auto">{ articles::headline(article) }
                if let Some(annotator) = whose { { " · " }{ &annotator.name } }
            </span>
        </button>
    }
}

fn sentence(article: &Article, record: &Record) -> Html {
    let Some(span) = record.fragments().first().map(|fragments| fragments.first()) else {
        return Html::default();
    };
    let [before, words, after] = everywhere::in_sentence(&article.text, span);
    html! {
        <span class="registry-words" dir="auto">{ everywhere::shortly_before(before) }<mark>{ words }</mark>{ after }</span>
    }
}
