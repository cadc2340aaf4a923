//! All places of a mention's words, each to be ticked, and what is to be done with them.

use std::collections::BTreeSet;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::DialogFrame;
use crate::model::{LayerId, Project};
use crate::session::{Deed, Hit, Wanted, articles, everywhere};
use crate::ui::{Same, window::Window};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 72;

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct EverywhereDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// The open layer.
    pub layer: LayerId,
    /// The words of the mention in focus.
    pub wanted: Wanted,
    /// Hears what is to be done at which places.
    pub on_do: Callback<(Wanted, Vec<Hit>)>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// What an event changes of the choices.
type Change = Box<dyn Fn(&mut Wanted, &Event)>;

/// The choices, the places, and the button with their number.
#[component]
pub(super) fn EverywhereDialog(props: &EverywhereDialogProps) -> Html {
    let EverywhereDialogProps { project, layer, on_do, on_close, .. } = props;
    let wanted = use_state(|| props.wanted.clone());
    let hits = use_memo(((*wanted).clone(), project.clone()), |(wanted, project)| {
        wanted.hits(project, layer)
    });
    // Those whose tick is another one than at first.
    let turned = use_state(BTreeSet::<usize>::new);
    let is_ticked = |at: usize| hits[at].is_ticked != turned.contains(&at);
    let ticked: Vec<usize> = (0..hits.len()).filter(|at| is_ticked(*at)).collect();

    let change = |change: Change| {
        let (wanted, turned) = (wanted.clone(), turned.clone());
        Callback::from(move |event: Event| {
            let mut now = (*wanted).clone();
            change(&mut now, &event);
            wanted.set(now);
            turned.set(BTreeSet::new());
        })
    };
    let option = |name: &'static str, is_on: bool, set: fn(&mut Wanted, bool)| {
        let onchange = change(Box::new(move |wanted, event| {
            set(wanted, event.target_unchecked_into::<HtmlInputElement>().checked());
        }));
        html! {
            <label class="tick"><input type="checkbox" checked={is_on} {onchange} /><span>{ name }</span></label>
        }
    };
    let choose_deed = change(Box::new(|wanted, event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        wanted.deed = Deed::ALL.into_iter().find(|deed| deed.name() == name).unwrap_or_default();
    }));
    let is_given = wanted.given.is_some();
    let choose_label = {
        let known = project.clone();
        change(Box::new(move |wanted, event| {
            let id = event.target_unchecked_into::<HtmlSelectElement>().value();
            let label = known.codebook.entity_types.iter().find(|label| label.id.as_str() == id);
            label.into_iter().for_each(|label| wanted.label = label.id.clone());
        }))
    };
    let title = match is_given {
        true => "All places that were found".to_owned(),
        false => format!("All “{}”", wanted.words),
    };
    let tick_all = |is_on: bool| {
        let (hits, turned) = (hits.clone(), turned.clone());
        Callback::from(move |_: MouseEvent| {
            turned.set((0..hits.len()).filter(|at| hits[*at].is_ticked != is_on).collect());
        })
    };
    let do_it = {
        let (wanted, hits, ticked, on_do) =
            (wanted.clone(), hits.clone(), ticked.clone(), on_do.clone());
        Callback::from(move |_: MouseEvent| {
            let chosen = ticked.iter().map(|at| hits[*at].clone()).collect();
            on_do.emit(((*wanted).clone(), chosen));
        })
    };
    let count = hits.len();
    let row = {
        let (hits, turned, project) = (hits.clone(), turned.clone(), project.clone());
        Callback::from(move |at: usize| {
            let Some(hit) = hits.get(at) else { return Html::default() };
            let is_on = hit.is_ticked != turned.contains(&at);
            let turned = turned.clone();
            let onchange = Callback::from(move |_: Event| {
                let mut now = (*turned).clone();
                if !now.remove(&at) {
                    now.insert(at);
                }
                turned.set(now);
            });
            line(&project, hit, at, count, is_on, onchange)
        })
    };
    let name = wanted.deed.name();
    let footer = html! {
        <>
            <button type="button" onclick={tick_all(false)}>{ "None" }</button>
            <button type="button" onclick={tick_all(true)}>{ "All" }</button>
            <button type="button" class="primary" disabled={ticked.is_empty()} onclick={do_it}>{ format!("{name} {}", ticked.len()) }</button>
        </>
    };
    html! {
        <DialogFrame {title} is_wide=true {footer} on_close={on_close.clone()}>
            <div class="everywhere">
                <div class="row">
                    <label class="row"><span class="soft">{ "What to do" }</span>
                        <select autofocus=true onchange={choose_deed}>
                            { for Deed::ALL.iter().filter(|deed| !is_given || **deed != Deed::Link).map(|deed| html! { <option value={deed.name()} selected={*deed == wanted.deed}>{ deed.name() }</option> }) }
                        </select>
                    </label>
                    if is_given {
                        <label class="row"><span class="soft">{ "Label" }</span>
                            <select onchange={choose_label}>
                                { for project.codebook.entity_types.iter().map(|label| html! { <option value={label.id.to_string()} selected={label.id == wanted.label}>{ &label.label }</option> }) }
                            </select>
                        </label>
                    } else {
                    { option("In all articles", wanted.in_project, |wanted, is_on| wanted.in_project = is_on) }
                    { option("Capitals count", wanted.keeps_case, |wanted, is_on| wanted.keeps_case = is_on) }
                    { option("Also with an ending", wanted.inflected, |wanted, is_on| wanted.inflected = is_on) }
                    { option("Also within words", wanted.in_words, |wanted, is_on| wanted.in_words = is_on) }
                    }
                </div>
                <p class="soft" role="status">{ said(&wanted, count, ticked.len()) }</p>
                <Window {count} row_px={ROW_PX} {row} current={None::<usize>} walks=true label="Places" />
            </div>
        </DialogFrame>
    }
}

fn said(wanted: &Wanted, count: usize, ticked: usize) -> String {
    let place = if wanted.in_project { "in all articles" } else { "in this article" };
    match (wanted.deed, count) {
        (Deed::Mark, 0) if wanted.given.is_some() => "Every place is marked so already.".to_owned(),
        (_, 0) if wanted.given.is_some() => "No mention at these places needs that.".to_owned(),
        (Deed::Mark, 0) => format!("Every place of these words {place} is marked so already."),
        (_, 0) => format!("No mention of these words {place} needs that."),
        (_, 1) => format!("1 place {place}, {ticked} ticked."),
        _ => format!("{count} places {place}, {ticked} ticked."),
    }
}

fn line(
    project: &Project,
    hit: &Hit,
    at: usize,
    count: usize,
    is_on: bool,
    onchange: Callback<Event>,
) -> Html {
    let Some(article) = project.articles.get(&hit.article) else { return Html::default() };
    let [before, words, after] = everywhere::in_sentence(&article.text, hit.span);
    html! {
        <div key={at} role="listitem" aria-setsize={count.to_string()} aria-posinset={(at + 1).to_string()}>
            <label class="hit">
                <input type="checkbox" tabindex="-1" checked={is_on} {onchange} />
                <span class="hit-words" dir="auto">{ everywhere::shortly_before(before) }<mark>{ words }</mark>{ after }</span>
                <span class="soft" dir="auto">{ articles::headline(article) }
                    if !hit.remark.is_empty() { <strong>{ " · " }{ &hit.remark }</strong> }
                </span>
            </label>
        </div>
    }
}
