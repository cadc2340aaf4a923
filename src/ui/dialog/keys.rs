//! The keys.

use yew::prelude::*;

use super::DialogFrame;
use crate::session::command::{HELP, Help};
use crate::session::{Action, Dialog};
use crate::ui::on;

/// Every key, by where it counts; single letters and digits may be off.
pub(super) fn keys(single_keys: bool, dispatch: &Callback<Action>, on_close: Callback<()>) -> Html {
    html! {
        <DialogFrame key="keys" title="Keys" is_wide=true is_read=true {on_close}>
            if !single_keys {
                <p class="keys-off row">
                    {"Single letters and digits are switched off."}
                    <button type="button" onclick={on(dispatch, Action::DialogOpened(Dialog::Settings))}>{"Settings"}</button>
                </p>
            }
            <div class="keys">
                { for HELP.chunk_by(|a, b| a.group == b.group).map(group) }
            </div>
        </DialogFrame>
    }
}

fn group(lines: &[Help]) -> Html {
    html! {
        <section key={lines[0].group}>
            <h3>{lines[0].group}</h3>
            <dl>
                { for lines.iter().map(|line| html! {
                    <div key={line.keys}>
                        <dt>{ for line.keys.split_whitespace().enumerate().map(key) }</dt>
                        <dd>{line.does}</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}

/// One word of a line's keys: a key, unless it is a word between them.
fn key((place, word): (usize, &str)) -> Html {
    let (name, comma) = match word.strip_suffix(',') {
        Some(name) if !name.is_empty() => (name, ","),
        _ => (word, ""),
    };
    let is_word = name == "…" || name.chars().count() > 1 && name.chars().all(char::is_lowercase);
    html! {
        <span key={place}>
            if is_word { {name} } else { <kbd>{name}</kbd> }{comma}{" "}
        </span>
    }
}
