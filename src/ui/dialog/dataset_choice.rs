//! What of the project goes out as a dataset: which articles and marks, what one example is, and how
//! the examples are divided.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::formats::choice::Choice;
use crate::formats::examples::{Example, Group, Split, parts_of};
use crate::model::ArticleId;
use crate::ui::{Picture, Same, icon};

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is chosen.
    pub choice: Choice,
    /// How many articles the project has.
    pub count: usize,
    /// Those that the list of articles shows.
    pub listed: Same<Vec<ArticleId>>,
    /// Hears what is chosen instead.
    pub on_change: Callback<Choice>,
}

/// The most sentences around an example.
const MOST_AROUND: usize = 20;

/// Which articles and marks, what one example is, and how the examples are divided.
#[component]
pub(super) fn DatasetChoice(props: &Props) -> Html {
    let Props { choice, count, listed, on_change } = props;
    // Shares that cannot be read, and why; they stay in their field.
    let wrong = use_state_eq(|| None::<(String, String)>);
    let change = |set: fn(&mut Choice, &str, &[ArticleId])| {
        let (choice, on_change, listed) = (choice.clone(), on_change.clone(), listed.clone());
        Callback::from(move |event: Event| {
            let mut now = choice.clone();
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            set(&mut now, &value, &listed);
            on_change.emit(now);
        })
    };
    let tick = |name: &'static str, checked: bool, set: fn(&mut Choice, bool)| {
        let (choice, on_change) = (choice.clone(), on_change.clone());
        let onchange = Callback::from(move |event: Event| {
            let mut now = choice.clone();
            set(&mut now, event.target_unchecked_into::<HtmlInputElement>().checked());
            on_change.emit(now);
        });
        html! {
            <label class="tick"><input type="checkbox" {checked} {onchange} /><span>{ name }</span></label>
        }
    };
    let on_shares = {
        let (choice, on_change, wrong) = (choice.clone(), on_change.clone(), wrong.clone());
        Callback::from(move |event: Event| {
            let mut now = choice.clone();
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            match parts_of(&typed) {
                Ok(parts) => {
                    wrong.set(None);
                    if let Some(split) = &mut now.shape.split {
                        split.parts = parts;
                    }
                    on_change.emit(now);
                }
                Err(why) => wrong.set(Some((typed, why))),
            }
        })
    };
    let shape = &choice.shape;
    let is_filtered = listed.len() < *count;
    html! {
        <>
            <div class="row export-choice">
                if is_filtered {
                    <label class="row"><span class="soft">{ "Articles" }</span>
                        <select onchange={change(|choice, value, listed| {
                            choice.articles = (value == "listed").then(|| listed.to_vec());
                        })}>
                            <option value="all" selected={choice.articles.is_none()}>{ format!("all {count}") }</option>
                            <option value="listed" selected={choice.articles.is_some()}>{ format!("the {} that the list shows", listed.len()) }</option>
                        </select>
                    </label>
                }
                { tick("Mentions", choice.mentions, |choice, is_on| choice.mentions = is_on) }
                { tick("Stances", choice.stances, |choice, is_on| choice.stances = is_on) }
                { tick("Stances of whole articles", choice.document_stances, |choice, is_on| choice.document_stances = is_on) }
            </div>
            <div class="row export-choice">
                <label class="row"><span class="soft">{ "One example is" }</span>
                    <select onchange={change(|choice, value, _| {
                        choice.shape.example = Example::ALL.into_iter().find(|it| it.words() == value).unwrap_or_default();
                    })}>
                        { for Example::ALL.into_iter().map(|example| html! {
                            <option value={example.words()} selected={shape.example == example}>{ example.words() }</option>
                        }) }
                    </select>
                </label>
                if shape.example != Example::Article {
                    <label class="row"><span class="soft">{ "Sentences around it" }</span>
                        <input class="export-number" type="number" min="0" max={MOST_AROUND.to_string()} value={shape.around.to_string()}
                            onchange={change(|choice, value, _| {
                                choice.shape.around = value.parse().map_or(0, |around: usize| around.min(MOST_AROUND));
                            })} />
                    </label>
                }
                { tick("Divided into parts", shape.split.is_some(), |choice, is_on| choice.shape.split = is_on.then(Split::usual)) }
            </div>
            if let Some(split) = &shape.split {
                <div class="row export-choice">
                    <label class="row"><span class="soft">{ "Parts" }</span>
                        <input class="export-shares" type="text" spellcheck="false" autocomplete="off"
                            value={wrong.as_ref().map_or_else(|| split.shares(), |(typed, _)| typed.clone())}
                            aria-invalid={wrong.is_some().then_some("true")} aria-describedby="export-shares-wrong" onchange={on_shares} />
                    </label>
                    <label class="row"><span class="soft">{ "Kept together by" }</span>
                        <select onchange={change(|choice, value, _| {
                            let by = Group::ALL.into_iter().find(|it| it.words() == value);
                            if let Some(split) = &mut choice.shape.split {
                                split.by = by.unwrap_or_default();
                            }
                        })}>
                            { for Group::ALL.into_iter().map(|group| html! {
                                <option value={group.words()} selected={split.by == group}>{ group.words() }</option>
                            }) }
                        </select>
                    </label>
                    if split.by != Group::Date {
                        <label class="row"><span class="soft">{ "Seed" }</span>
                            <input class="export-number" type="number" min="0" value={split.seed.to_string()}
                                onchange={change(|choice, value, _| {
                                    if let Some(split) = &mut choice.shape.split {
                                        split.seed = value.parse().unwrap_or(split.seed);
                                    }
                                })} />
                        </label>
                    }
                </div>
            }
            if let (Some(_), Some((_, why))) = (&shape.split, &*wrong) {
                <p id="export-shares-wrong" class="field-fault" role="alert">{ icon(Picture::Remarks) }{ why }</p>
            }
        </>
    }
}
