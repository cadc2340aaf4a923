//! The polarities of the codebook, one button each.

use yew::prelude::*;

use super::colour_name;
use crate::model::{Codebook, Polarity};

/// What the buttons show.
pub struct Polarities<'a> {
    /// Where the polarities are.
    pub codebook: &'a Codebook,
    /// The one that is chosen.
    pub chosen: Option<Polarity>,
    /// What they are the polarities of, for screen readers.
    pub label: &'static str,
    /// The id of the first button, to put the keyboard focus on.
    pub first_id: Option<AttrValue>,
    /// Whether something else has to be said first.
    pub disabled: bool,
    /// One was chosen.
    pub on_polarity: Callback<Polarity>,
}

/// A group of buttons; their keys work while one has the focus.
pub fn polarities(props: &Polarities<'_>) -> Html {
    let class = if props.first_id.is_some() { "row polarities" } else { "row" };
    html! {
        <div {class} role="group" aria-label={props.label}>
            { for props.codebook.polarities.iter().enumerate().map(|(index, style)| {
                let (on_polarity, polarity) = (props.on_polarity.clone(), style.polarity);
                let id = props.first_id.clone().filter(|_| index == 0);
                html! {
                    <button key={style.label.as_str()} {id} type="button" disabled={props.disabled}
                        aria-pressed={(props.chosen == Some(polarity)).to_string()}
                        onclick={Callback::from(move |_: MouseEvent| on_polarity.emit(polarity))}>
                        <span class="glyph" data-colour={colour_name(style.colour)} aria-hidden="true">{ &style.glyph }</span>
                        { &style.label }
                        if let Some(key) = style.key.filter(|_| props.first_id.is_some()) { <kbd>{ key }</kbd> }
                    </button>
                }
            }) }
        </div>
    }
}
