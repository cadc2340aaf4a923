//! The codebook's questions about a mention, a stance or the article, and its guideline beside them.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::combobox::Combobox;
use super::keyboard::answer_id;
use super::same::Same;
use super::value_row::{Value, ValueRow, value_row};
use crate::model::{
    Attribute, AttributeChoice, AttributeKind, Attributes, ChoiceId, Project, Subject,
};
use crate::session::completion::{self, Choice};
use crate::session::stance_fields::choice_keys;
use crate::session::{Action, StanceSlot, passages};

/// A field for each attribute of such a thing, in the codebook's order.
pub fn attribute_fields(
    project: &Same<Project>,
    subject: Subject,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let asked = project.codebook.attributes_on(subject).enumerate();
    html! { { for asked.map(|(place, it)| field(project, place, it, subject, values, dispatch)) } }
}

/// The attributes of the article, folded away until they are wanted.
pub fn article_attributes(
    project: &Same<Project>,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let asked: Vec<_> = project.codebook.attributes_on(Subject::Article).collect();
    let answered = asked.iter().filter(|it| values.contains_key(&it.id)).count();
    html! {
        if !asked.is_empty() {
            <details class="card article-attributes">
                <summary>{ "About the whole article " }<span class="soft">{ format!("{answered} of {} answered", asked.len()) }</span></summary>
                <div class="stack">{ attribute_fields(project, Subject::Article, values, dispatch) }</div>
            </details>
        }
    }
}

/// The attribute at that place among those of such a thing.
fn field(
    project: &Same<Project>,
    place: usize,
    attribute: &Attribute,
    subject: Subject,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let asked = Asked { project, place, attribute, subject, dispatch };
    let value = values.get(&attribute.id);
    let typed = value.map(|value| value.text()).unwrap_or_default();
    let choices = attribute.choices();
    let chosen = choices.iter().position(|it| value.is_some() && it.id.as_str() == typed);
    let needed = if attribute.required && value.is_none() { " (needed)" } else { "" };
    let name = html! { <>{ &attribute.label }{ needed }</> };
    let id = answer_id(subject, place);
    let control = match &attribute.kind {
        AttributeKind::Choice(choices) if choices.len() <= ROW => {
            html! {
                <>
                    <span class="name" aria-hidden="true">{ name }</span>
                    { asked.row(choices, chosen) }
                    // What the codebook no longer knows.
                    if chosen.is_none() && !typed.is_empty() { <span class="soft" dir="auto">{ &typed }</span> }
                </>
            }
        }
        AttributeKind::Choice(_) => asked.combobox(format!("{}{needed}", attribute.label), chosen),
        kind => html! {
            <>
                <label class="name" for={id}>{ name }</label>
                <AnswerField project={project.clone()} attribute={attribute.clone()} {subject} {place} value={typed} dispatch={dispatch.clone()} is_number={*kind == AttributeKind::Number} />
            </>
        },
    };
    let chosen = chosen.map(|at| &choices[at]);
    html! {
        <div class="field" key={attribute.id.as_str()}>
            { control }
            { guideline(&attribute.label, &attribute.guideline) }
            { for chosen.map(|choice| guideline(&choice.label, &choice.guideline)) }
        </div>
    }
}

/// So many choices stand in a row; of more, one is found by typing.
const ROW: usize = 9;

/// An attribute that is asked of something.
struct Asked<'a> {
    project: &'a Same<Project>,
    place: usize,
    attribute: &'a Attribute,
    subject: Subject,
    dispatch: &'a Callback<Action>,
}

impl Asked<'_> {
    /// Takes an answer, and whether the next is asked then.
    fn answers(&self) -> impl Fn(String, bool) + Clone + 'static {
        let (subject, place) = (self.subject, self.place);
        let (id, dispatch) = (self.attribute.id.clone(), self.dispatch.clone());
        move |typed, goes_on| {
            dispatch.emit(Action::Answered(subject, id.clone(), typed));
            if goes_on {
                dispatch.emit(Action::AnswerLeft(subject, place));
            }
        }
    }

    fn row(&self, choices: &[AttributeChoice], chosen: Option<usize>) -> Html {
        let keys = choice_keys(choices);
        let values = choices.iter().zip(keys).map(|(choice, key)| Value {
            key,
            label: choice.label.clone().into(),
            hint: choice.guideline.clone().into(),
        });
        let on_pick = {
            let answers = self.answers();
            let ids: Vec<ChoiceId> = choices.iter().map(|choice| choice.id.clone()).collect();
            Callback::from(move |(at, goes_on): (Option<usize>, bool)| {
                let id = at.and_then(|at| ids.get(at));
                answers(id.map_or_else(String::new, ChoiceId::to_string), goes_on);
            })
        };
        let Attribute { label, required, .. } = self.attribute;
        let needed = if *required && chosen.is_none() { " (needed)" } else { "" };
        value_row(&ValueRow {
            id: answer_id(self.subject, self.place),
            name: format!("{label}{needed}").into(),
            values: values.collect(),
            chosen,
            on_pick,
        })
    }

    fn combobox(&self, label: String, chosen: Option<usize>) -> Html {
        let answers = self.answers();
        let on_pick = Callback::from(move |choice: Choice| match choice {
            Choice::Answer(id) => answers(id.to_string(), true),
            _ => answers(String::new(), true),
        });
        let others = {
            let attribute = self.attribute.clone();
            Callback::from(move |query: String| passages::answers(&attribute, &query))
        };
        let value = chosen.map(|at| self.attribute.choices()[at].label.clone()).unwrap_or_default();
        let on_enter = self.enters();
        html! {
            <Combobox id={answer_id(self.subject, self.place)} {label} asked={completion::Asked::Entity} project={self.project.clone()}
                {value} placeholder="Type of its name" others={Some(others)} {on_pick} {on_enter} />
        }
    }

    /// The field was entered: a mention that is clicked meanwhile is no part of a stance.
    fn enters(&self) -> Callback<()> {
        let (subject, place, dispatch) = (self.subject, self.place, self.dispatch.clone());
        Callback::from(move |()| {
            if subject == Subject::Stance {
                dispatch.emit(Action::SlotEntered(StanceSlot::Attribute(place)));
            }
        })
    }
}

#[derive(Properties, PartialEq)]
struct AnswerProps {
    project: Same<Project>,
    attribute: Attribute,
    subject: Subject,
    place: usize,
    is_number: bool,
    value: AttrValue,
    dispatch: Callback<Action>,
}

/// A number or text, recorded when the field is left; Enter goes on to the next.
#[component]
fn AnswerField(props: &AnswerProps) -> Html {
    let AnswerProps { project, attribute, subject, place, is_number, value, dispatch } = props;
    let asked = Asked { project, place: *place, attribute, subject: *subject, dispatch };
    let (answers, enters) = (asked.answers(), asked.enters());
    let onchange = {
        let answers = answers.clone();
        Callback::from(move |event: Event| {
            answers(event.target_unchecked_into::<HtmlInputElement>().value(), false);
        })
    };
    let onkeydown = {
        let attribute = attribute.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                let is_answer = attribute.parse(&typed).is_ok();
                answers(typed, is_answer);
            }
        })
    };
    let onfocus = enters.reform(|_: FocusEvent| ());
    html! {
        <input id={answer_id(*subject, *place)} type="text" dir="auto" autocomplete="off"
            inputmode={is_number.then_some("decimal")} value={value.clone()} {onchange} {onkeydown} {onfocus} />
    }
}

/// What the codebook says about something that is chosen, folded away; nothing if it says nothing.
pub fn guideline(of: &str, words: &str) -> Html {
    html! {
        if !words.trim().is_empty() {
            <details class="guideline soft"><summary>{ format!("Guideline: {of}") }</summary><p dir="auto">{ words }</p></details>
        }
    }
}
