//! The questions of an import: the unit, whose it becomes, and labels that the codebook lacks.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::formats::incoming::Wish;
use crate::model::Project;
use crate::session::import::{
    Choices, Incoming, Label, Person, Unknown, Whose, people as recorded,
};
use crate::ui::{Request, Same};

/// Changes the choices.
pub(super) type Change = Callback<Box<dyn FnOnce(&mut Choices)>>;

/// The value of an option that is no annotator or label of the project.
const NEW: &str = "\u{1}new";

/// What positions count; where nothing decides, each reading of a passage.
pub(super) fn unit(incoming: &Same<Incoming>, on_request: &Callback<Request>) -> Html {
    let found = &incoming.unit;
    let Some(question) = &found.question else {
        return html! { <p class="soft">{ &found.words }</p> };
    };
    let (start, end) = question.range;
    let format = incoming.format.clone();
    html! {
        <fieldset class="import-unit">
            <legend>{ format!("What do positions count? In “{}”, {start} to {end} would be:", question.article) }</legend>
            { for question.readings.iter().map(|reading| {
                let [before, words, after] = &reading.passage;
                let (format, unit) = (Some(format.clone()), Some(reading.unit.clone()));
                let onchange = on_request.reform(move |_: Event| {
                    Request::ReadAnnotations(Wish { format: format.clone(), unit: unit.clone() })
                });
                html! {
                    <label key={reading.unit.clone()} class="tick">
                        <input type="radio" name="import-unit" checked={found.chosen.as_ref() == Some(&reading.unit)} {onchange} />
                        <span dir="auto">{ before }<mark>{ words }</mark>{ after }<span class="soft">{ format!(" ({})", reading.counts) }</span></span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

/// Whether it counts at once, and whose it becomes.
pub(super) fn people(
    here: &Project,
    incoming: &Incoming,
    choices: &Choices,
    change: &Change,
) -> Html {
    let found = recorded(&incoming.project);
    if found.iter().all(|person| person.work + person.suggestions == 0) {
        return Html::default();
    }
    let arrives = |as_suggestions: bool, name: &'static str, holds: &'static str| {
        let onchange = change.reform(move |_: Event| {
            let set = move |choices: &mut Choices| choices.as_suggestions = as_suggestions;
            Box::new(set) as Box<dyn FnOnce(&mut Choices)>
        });
        html! {
            <label class="tick">
                <input type="radio" name="import-as" checked={choices.as_suggestions == as_suggestions} {onchange} />
                <span>{ name }{ " " }<span class="soft">{ holds }</span></span>
            </label>
        }
    };
    let name_model = change.reform(|event: Event| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        Box::new(move |choices: &mut Choices| choices.model = name) as Box<dyn FnOnce(&mut Choices)>
    });
    html! {
        <section class="stack" aria-labelledby="import-whose">
            <h3 id="import-whose">{ "As whose work" }</h3>
            <div role="radiogroup" aria-labelledby="import-whose" class="stack">
                { arrives(false, "As the files say", "Work counts as its annotator’s; predictions are suggestions.") }
                { arrives(true, "All as suggestions", "To be accepted or rejected one by one by whoever is at work here.") }
            </div>
            if choices.as_suggestions {
                <label class="field"><span class="name">{ "What suggests them, where the files do not say" }</span>
                    <input type="text" value={choices.model.clone()} onchange={name_model} /></label>
            } else {
                <ul class="import-people">{ for found.iter().map(|person| becomes(here, person, choices, change)) }</ul>
            }
        </section>
    }
}

fn becomes(here: &Project, person: &Person, choices: &Choices, change: &Change) -> Html {
    let chosen = choices.people.iter().find(|(id, _)| *id == person.id).map(|(_, whose)| whose);
    let set = {
        let (id, change) = (person.id.clone(), change.clone());
        move |whose: Whose| {
            let id = id.clone();
            change.emit(Box::new(move |choices: &mut Choices| {
                if let Some((_, known)) = choices.people.iter_mut().find(|(it, _)| *it == id) {
                    *known = whose;
                }
            }));
        }
    };
    let first_name =
        if person.name.is_empty() { "Imported".to_owned() } else { person.name.clone() };
    let onchange = {
        let (set, ids) = (set.clone(), here.annotators.keys().cloned().collect::<Vec<_>>());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let known = ids.iter().find(|id| id.as_str() == value);
            set(known.map_or_else(|| Whose::New(first_name.clone()), |id| Whose::Of(id.clone())));
        })
    };
    let rename = Callback::from(move |event: Event| {
        let name = event.target_unchecked_into::<HtmlInputElement>().value();
        let name = name.trim().to_owned();
        if !name.is_empty() {
            set(Whose::New(name));
        }
    });
    let counted = match (person.work, person.suggestions) {
        (work, 0) => format!("{work} recorded"),
        (0, suggested) => format!("{suggested} suggested"),
        (work, suggested) => format!("{work} recorded, {suggested} suggested"),
    };
    let is_known = |id: &str| matches!(chosen, Some(Whose::Of(known)) if known.as_str() == id);
    // Whoever is at work is not listed before anything was recorded.
    let me = match chosen {
        Some(Whose::Of(id)) if !here.annotators.contains_key(id) => Some(id.as_str().to_owned()),
        _ => None,
    };
    let who =
        if person.name.is_empty() { "Without a name".to_owned() } else { person.name.clone() };
    let label = format!("The work of {who} becomes that of");
    html! {
        <li key={person.id.as_str()} class="import-person">
            <span><bdi>{ who }</bdi>{ " " }<span class="soft">{ counted }</span></span>
            <select aria-label={label} {onchange}>
                if let Some(me) = me { <option value={me} selected=true>{ "Annotator 1" }</option> }
                { for here.annotators.iter().map(|(id, annotator)| html! {
                    <option key={id.as_str()} value={id.as_str().to_owned()} selected={is_known(id.as_str())}>{ &annotator.name }</option>
                }) }
                <option value={NEW} selected={matches!(chosen, Some(Whose::New(_)))}>{ "a new annotator" }</option>
            </select>
            if let Some(Whose::New(name)) = chosen {
                <input type="text" aria-label="Name of the new annotator" value={name.clone()} onchange={rename} />
            }
        </li>
    }
}

/// What each label becomes that the codebook lacks.
pub(super) fn labels(
    here: &Project,
    unknown: &[Unknown],
    choices: &Choices,
    change: &Change,
) -> Html {
    html! {
        <section class="stack" aria-labelledby="import-labels">
            <h3 id="import-labels">{ "Labels that the codebook does not have" }</h3>
            <ul class="import-people">{ for unknown.iter().map(|it| label(here, it, choices, change)) }</ul>
        </section>
    }
}

fn label(here: &Project, unknown: &Unknown, choices: &Choices, change: &Change) -> Html {
    let known: Vec<Label> = unknown.label.known(&here.codebook);
    let chosen = choices.labels.iter().find(|(label, _)| *label == unknown.label);
    let chosen = chosen.and_then(|(_, chosen)| chosen.clone());
    let onchange = {
        let (label, known) = (unknown.label.clone(), known.clone());
        change.reform(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let becomes = known.iter().find(|it| it.key() == value).cloned();
            let label = label.clone();
            Box::new(move |choices: &mut Choices| {
                if let Some((_, known)) = choices.labels.iter_mut().find(|(it, _)| *it == label) {
                    *known = becomes;
                }
            }) as Box<dyn FnOnce(&mut Choices)>
        })
    };
    html! {
        <li key={unknown.label.key().to_owned()} class="import-person">
            <span><bdi>{ &unknown.words }</bdi>{ " " }<span class="soft">{ format!("{} ×", unknown.count) }</span></span>
            <select aria-label={format!("“{}” becomes", unknown.words)} {onchange}>
                <option value={NEW} selected={chosen.is_none()}>{ "is added to the codebook" }</option>
                { for known.iter().map(|it| html! {
                    <option key={it.key().to_owned()} value={it.key().to_owned()} selected={chosen.as_ref() == Some(it)}>{ format!("becomes {}", it.words(&here.codebook)) }</option>
                }) }
            </select>
        </li>
    }
}
