//! What counts, and in which order it is shown.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Look;
use crate::model::{Polarity, Status};
use crate::order::Table;
use crate::session::picture::{Clock, Kind, Order, Subject, View};
use crate::session::{Desk, words};

pub(super) fn controls(look: &Look<'_>, desk: &Desk) -> Html {
    let (view, project) = (look.view, &desk.work.project);
    let scope = &view.scope;
    let mut outlets: Table<&str, ()> = Table::new();
    for article in project.articles.values() {
        outlets.insert(&article.details.outlet, ());
    }
    let annotators = project.annotators.iter().map(|(id, it)| (id.to_string(), it.name.clone()));
    let outlets = outlets.keys().filter(|name| !name.is_empty());
    let outlets = outlets.map(|name| ((*name).to_owned(), (*name).to_owned()));
    let statuses =
        Status::ALL.map(|it| (words::status(it).to_owned(), words::status(it).to_owned()));
    let ways = Polarity::ALL.map(|way| {
        let name = words::polarity(&project.codebook, way);
        (format!("{way:?}"), name)
    });
    let known = project.clone();
    html! {
        <div class="picture-controls">
            { select(look, "Annotator", "Everybody", annotators, scope.annotator.as_ref().map(ToString::to_string), move |view, id| {
                view.scope.annotator = known.annotators.keys().find(|known| known.as_str() == id).cloned();
            }) }
            { select(look, "Outlet", "Any outlet", outlets, scope.outlet.clone(), |view, name| {
                view.scope.outlet = (!name.is_empty()).then(|| name.to_owned());
            }) }
            { select(look, "Status", "Any status", statuses, scope.status.map(|it| words::status(it).to_owned()), |view, name| {
                view.scope.status = Status::ALL.into_iter().find(|it| words::status(*it) == name);
            }) }
            { select(look, "Polarity", "Any polarity", ways, scope.polarity.map(|way| format!("{way:?}")), |view, name| {
                view.scope.polarity = Polarity::ALL.into_iter().find(|way| format!("{way:?}") == name);
            }) }
            { day(look, "Published from", scope.from.map(|day| day.to_string()), |view, day| view.scope.from = day.parse().ok()) }
            { day(look, "to", scope.to.map(|day| day.to_string()), |view, day| view.scope.to = day.parse().ok()) }
            { tick(look, "“not X” counts against X", scope.folds_negated, |view, is_on| view.scope.folds_negated = is_on) }
            { tick(look, "Stances of whole articles", !scope.leaves_out_wholes, |view, is_on| view.scope.leaves_out_wholes = !is_on) }
            { tick(look, "Issues by the widest", scope.rolls_up, |view, is_on| view.scope.rolls_up = is_on) }
            { of_kind(look) }
        </div>
    }
}

fn of_kind(look: &Look<'_>) -> Html {
    let view = look.view;
    match view.kind {
        Kind::Matrix => html! {
            <>
                { order(look, "Rows", view.rows, |view, order| view.rows = order) }
                { order(look, "Columns", view.columns, |view, order| view.columns = order) }
            </>
        },
        Kind::Timeline => {
            let clocks = [("published", "Publication"), ("said", "Statement")];
            let now = if view.clock == Clock::Published { "published" } else { "said" };
            choose(look, "Date of", &clocks, now, |view, name| {
                view.clock = if name == "said" { Clock::Said } else { Clock::Published };
            })
        }
        Kind::Outlets => {
            let names =
                [("holders", "Holders"), ("stances", "Stances"), ("quotations", "Quotations")];
            let now = Subject::ALL.iter().position(|it| *it == view.subject).unwrap_or(0);
            html! {
                <>
                    { choose(look, "Compare", &names, names[now].0, move |view, name| {
                        let at = names.iter().position(|(known, _)| *known == name);
                        view.subject = Subject::ALL[at.unwrap_or(0)];
                    }) }
                    { filter(look) }
                </>
            }
        }
        Kind::Stances | Kind::Entities => filter(look),
        Kind::Network => Html::default(),
    }
}

fn filter(look: &Look<'_>) -> Html {
    let oninput = look.changes_by(|view, event: InputEvent| {
        view.query = event.target_unchecked_into::<HtmlInputElement>().value();
    });
    html! {
        <label>
            <span class="soft">{ "Only rows with" }</span>
            <input type="search" value={look.view.query.clone()} {oninput} />
        </label>
    }
}

fn order(look: &Look<'_>, name: &'static str, now: Order, set: fn(&mut View, Order)) -> Html {
    const NAMES: [(&str, &str); 4] = [
        ("count", "Most first"),
        ("name", "By name"),
        ("balance", "By balance"),
        ("kind", "By kind"),
    ];
    let at = Order::ALL.iter().position(|order| *order == now).unwrap_or(0);
    choose(look, name, &NAMES, NAMES[at].0, move |view, name| {
        let at = NAMES.iter().position(|(known, _)| *known == name);
        set(view, Order::ALL[at.unwrap_or(0)]);
    })
}

/// A choice that may be left open.
fn select(
    look: &Look<'_>,
    name: &'static str,
    any: &'static str,
    offers: impl IntoIterator<Item = (String, String)>,
    now: Option<String>,
    set: impl Fn(&mut View, &str) + 'static,
) -> Html {
    let onchange = look.changes_by(move |view, event: Event| {
        set(view, &event.target_unchecked_into::<HtmlSelectElement>().value());
        view.opened = None;
    });
    html! {
        <label>
            <span class="soft">{ name }</span>
            <select {onchange}>
                <option value="" selected={now.is_none()}>{ any }</option>
                { for offers.into_iter().map(|(value, words)| html! {
                    <option value={value.clone()} selected={now.as_ref() == Some(&value)}>{ words }</option>
                }) }
            </select>
        </label>
    }
}

/// A choice of one.
fn choose(
    look: &Look<'_>,
    name: &'static str,
    offers: &[(&'static str, &'static str)],
    now: &str,
    set: impl Fn(&mut View, &str) + 'static,
) -> Html {
    let onchange = look.changes_by(move |view, event: Event| {
        set(view, &event.target_unchecked_into::<HtmlSelectElement>().value());
    });
    html! {
        <label>
            <span class="soft">{ name }</span>
            <select {onchange}>
                { for offers.iter().map(|(value, words)| html! {
                    <option value={*value} selected={*value == now}>{ *words }</option>
                }) }
            </select>
        </label>
    }
}

fn day(look: &Look<'_>, name: &'static str, now: Option<String>, set: fn(&mut View, &str)) -> Html {
    let onchange = look.changes_by(move |view, event: Event| {
        set(view, &event.target_unchecked_into::<HtmlInputElement>().value());
        view.opened = None;
    });
    html! {
        <label>
            <span class="soft">{ name }</span>
            <input type="date" value={now.unwrap_or_default()} {onchange} />
        </label>
    }
}

fn tick(look: &Look<'_>, name: &'static str, is_on: bool, set: fn(&mut View, bool)) -> Html {
    let onchange = look.changes_by(move |view, event: Event| {
        set(view, event.target_unchecked_into::<HtmlInputElement>().checked());
        view.opened = None;
    });
    html! {
        <label class="picture-tick">
            <input type="checkbox" checked={is_on} {onchange} />
            <span>{ name }</span>
        </label>
    }
}
