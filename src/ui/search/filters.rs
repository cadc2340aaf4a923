//! In which articles and at which marks is searched.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::changes;
use crate::model::{Polarity, Status};
use crate::order::Table;
use crate::session::search::{Asked, Within};
use crate::session::{Action, Desk, words};

/// The name of a choice on the screen, and what it stands for.
type Offer = (String, String);

pub(super) fn filters(desk: &Desk, asked: &Rc<Asked>, dispatch: &Callback<Action>) -> Html {
    let project = &desk.work.project;
    let (codebook, scope) = (&project.codebook, &asked.scope);
    let mut outlets: Table<&str, ()> = Table::new();
    for article in project.articles.values() {
        outlets.insert(&article.details.outlet, ());
    }
    let outlets = outlets.keys().filter(|name| !name.is_empty()).map(|name| twice(name));
    let statuses = Status::ALL.iter().map(|it| twice(words::status(*it)));
    let labels = codebook.entity_types.iter().map(|it| (it.id.to_string(), it.label.clone()));
    let mut entities: Vec<Offer> =
        project.entities.values().map(|it| (it.id.to_string(), it.name.clone())).collect();
    crate::order::sort_by(&mut entities, |a, b| a.1.cmp(&b.1));
    let ways = Polarity::ALL.map(|way| (format!("{way:?}"), words::polarity(codebook, way)));
    let annotators = project.annotators.iter().map(|(id, it)| (id.to_string(), it.name.clone()));
    let (known, all) = (codebook.clone(), project.clone());
    let everybody = project.clone();
    let select = |name, any, offers: Vec<Offer>, now: Option<String>, set: Set| {
        choice(asked, dispatch, name, any, offers, now, set)
    };
    let within = changes(asked, dispatch, |asked, event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        asked.within = if name == "marks" { Within::Annotations } else { Within::Texts };
    });
    let is_of_marks = asked.within == Within::Annotations;
    html! {
        <div class="search-filters">
            <label>
                <span class="soft">{ "In" }</span>
                <select onchange={within}>
                    <option value="texts" selected={!is_of_marks}>{ "Texts" }</option>
                    <option value="marks" selected={is_of_marks}>{ "Marks, names and notes" }</option>
                </select>
            </label>
            { select("Label", "Any label", labels.collect(), asked.label.as_ref().map(ToString::to_string), Box::new(move |asked, id| {
                let label = known.entity_types.iter().find(|label| label.id.as_str() == id);
                asked.label = label.map(|label| label.id.clone());
            })) }
            { select("Entity", "Any entity", entities, asked.entity.as_ref().map(ToString::to_string), Box::new(move |asked, id| {
                asked.entity = all.entities.keys().find(|known| known.as_str() == id).cloned();
            })) }
            { select("Polarity", "Any polarity", ways.into(), scope.polarity.map(|way| format!("{way:?}")), Box::new(|asked, name| {
                asked.scope.polarity = Polarity::ALL.into_iter().find(|way| format!("{way:?}") == name);
            })) }
            { select("Annotator", "Everybody", annotators.collect(), scope.annotator.as_ref().map(ToString::to_string), Box::new(move |asked, id| {
                asked.scope.annotator = everybody.annotators.keys().find(|known| known.as_str() == id).cloned();
            })) }
            { select("Outlet", "Any outlet", outlets.collect(), scope.outlet.clone(), Box::new(|asked, name| {
                asked.scope.outlet = (!name.is_empty()).then(|| name.to_owned());
            })) }
            { select("Status", "Any status", statuses.collect(), scope.status.map(|it| words::status(it).to_owned()), Box::new(|asked, name| {
                asked.scope.status = Status::ALL.into_iter().find(|it| words::status(*it) == name);
            })) }
            { day(asked, dispatch, "Published from", scope.from.map(|day| day.to_string()), |asked, day| asked.scope.from = day.parse().ok()) }
            { day(asked, dispatch, "to", scope.to.map(|day| day.to_string()), |asked, day| asked.scope.to = day.parse().ok()) }
        </div>
    }
}

type Set = Box<dyn Fn(&mut Asked, &str)>;

fn twice(name: &str) -> Offer {
    (name.to_owned(), name.to_owned())
}

/// A choice that may be left open.
fn choice(
    asked: &Rc<Asked>,
    dispatch: &Callback<Action>,
    name: &'static str,
    any: &'static str,
    offers: Vec<Offer>,
    now: Option<String>,
    set: Set,
) -> Html {
    let onchange = changes(asked, dispatch, move |asked, event: Event| {
        set(asked, &event.target_unchecked_into::<HtmlSelectElement>().value());
    });
    html! {
        <label>
            <span class="soft">{ name }</span>
            <select {onchange}>
                <option value="" selected={now.is_none()}>{ any }</option>
                { for offers.into_iter().map(|(value, words)| {
                    let is_chosen = now.as_ref() == Some(&value);
                    html! { <option key={value.clone()} {value} selected={is_chosen}>{ words }</option> }
                }) }
            </select>
        </label>
    }
}

fn day(
    asked: &Rc<Asked>,
    dispatch: &Callback<Action>,
    name: &'static str,
    now: Option<String>,
    set: fn(&mut Asked, &str),
) -> Html {
    let onchange = changes(asked, dispatch, move |asked, event: Event| {
        set(asked, &event.target_unchecked_into::<HtmlInputElement>().value());
    });
    html! {
        <label>
            <span class="soft">{ name }</span>
            <input type="date" value={now.unwrap_or_default()} {onchange} />
        </label>
    }
}
