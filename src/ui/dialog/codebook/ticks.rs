//! The guideline of the whole, and what is switched on and off: the stance's fields, the rules.

use yew::prelude::*;

use super::editor::Editor;
use crate::model::{Codebook, Rule, StanceField};
use crate::session::words;

/// The codebook's name, and what annotators should know before they begin.
pub(super) fn guideline(editor: &Editor, wanted: &Codebook) -> Html {
    html! {
        <div class="stack">
            <label class="field"><span class="name">{"Name of the codebook"}</span>
                <input type="text" dir="auto" autocomplete="off" value={wanted.name.clone()} oninput={editor.typed(|codebook, typed| codebook.name = typed)} />
            </label>
            <label class="field"><span class="name">{"What annotators should know before they begin"}</span>
                <textarea rows="12" dir="auto" value={wanted.guideline.clone()} oninput={editor.written(|codebook, typed| codebook.guideline = typed)} />
            </label>
        </div>
    }
}

/// The stance's fields besides holder, target and polarity.
pub(super) fn fields(editor: &Editor, wanted: &Codebook) -> Html {
    html! {
        <>
            <p class="soft">{"What is asked of a stance besides holder, target, polarity and words. What a hidden field holds stays."}</p>
            <div class="settings-fields">
                { for StanceField::ALL.map(|field| {
                    let (name, hint) = words::stance_field(field);
                    let onchange = editor.changes(move |codebook, _: Event| {
                        if !codebook.fields.remove(&field) {
                            codebook.fields.insert(field);
                        }
                    });
                    html! {
                        <label key={name} class="choice">
                            <input type="checkbox" checked={wanted.fields.contains(&field)} {onchange} />
                            <span>{name}<span class="soft">{hint}</span></span>
                        </label>
                    }
                }) }
            </div>
        </>
    }
}

/// What a finished article must have.
pub(super) fn rules(editor: &Editor, wanted: &Codebook) -> Html {
    html! {
        <>
            <p class="soft">{"What a finished article must have. What lacks is a gap to work down; nothing is ever blocked."}</p>
            <div>
                { for Rule::ALL.map(|rule| {
                    let onchange = editor.changes(move |codebook, _: Event| {
                        let count = codebook.rules.len();
                        codebook.rules.retain(|known| *known != rule);
                        if codebook.rules.len() == count {
                            codebook.rules.push(rule);
                            codebook.rules.sort_unstable();
                        }
                    });
                    html! {
                        <label key={words::rule(rule)} class="choice">
                            <input type="checkbox" checked={wanted.rules.contains(&rule)} {onchange} />
                            <span>{words::rule(rule)}</span>
                        </label>
                    }
                }) }
            </div>
        </>
    }
}
