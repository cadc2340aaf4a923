//! Entity types and polarities: name, glyph, colour, key, guideline.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::editor::{Editor, Item, faults_of, next_to};
use crate::model::{Codebook, Colour, Polarity};
use crate::session::codebook::{Fault, Section, add_type, offer_polarity, shift};
use crate::session::words;
use crate::ui::colour_name;

/// What types and polarities have in common.
struct Parts<'a> {
    label: &'a mut String,
    glyph: &'a mut String,
    colour: &'a mut Colour,
    key: &'a mut Option<char>,
    guideline: &'a mut String,
}

fn parts(codebook: &mut Codebook, section: Section, at: usize) -> Option<Parts<'_>> {
    if section == Section::Types {
        let it = codebook.entity_types.get_mut(at)?;
        let (label, glyph, guideline) = (&mut it.label, &mut it.glyph, &mut it.guideline);
        Some(Parts { label, glyph, colour: &mut it.colour, key: &mut it.key, guideline })
    } else {
        let it = codebook.polarities.get_mut(at)?;
        let (label, glyph, guideline) = (&mut it.label, &mut it.glyph, &mut it.guideline);
        Some(Parts { label, glyph, colour: &mut it.colour, key: &mut it.key, guideline })
    }
}

pub(super) fn name_id(name: &str) -> String {
    format!("codebook-mark-{name}")
}

/// The types, or the polarities that are offered.
pub(super) fn marks(editor: &Editor, wanted: &Codebook, section: Section, own: &[&Fault]) -> Html {
    let is_types = section == Section::Types;
    let mut copy = wanted.clone();
    let count = if is_types { wanted.entity_types.len() } else { wanted.polarities.len() };
    let types = wanted.entity_types.iter().map(|it| it.id.to_string());
    let polarities =
        wanted.polarities.iter().map(|it| words::usual_polarity(it.polarity).to_owned());
    let names: Vec<String> = if is_types { types.collect() } else { polarities.collect() };
    let ids: Vec<String> = names.iter().map(|name| name_id(name)).collect();
    let rows: Vec<Html> = (0..count)
        .filter_map(|at| {
            let Parts { label, glyph, colour, key, guideline } = parts(&mut copy, section, at)?;
            let shown = (glyph.as_str(), *colour, *key, guideline.as_str());
            let next = next_to(&ids, at, "codebook-new-type");
            let item = Item { label, id: ids[at].clone(), next, at, count };
            Some(row(editor, section, &item, shown, own))
        })
        .collect();
    html! {
        <>
            <p class="soft">
                if is_types {{"What can be marked. A key marks the selected words; it goes before the key of a command."}}
                else {{"Which way a stance can go. A key counts while the form asks for the polarity."}}
            </p>
            <div class="codebook-items">{ for rows }</div>
            if count == 0 { {faults_of(own, 0)} }
            if is_types {
                {editor.add_form("codebook-new-type", "A further type", add_type)}
            } else {
                <div class="row">
                    { for Polarity::ALL.into_iter().filter(|it| wanted.polarity(*it).is_none()).map(|polarity| {
                        let offer = editor.changes(move |codebook, _: MouseEvent| offer_polarity(codebook, polarity, true));
                        let name = words::usual_polarity(polarity);
                        html! { <button key={name} type="button" onclick={offer}>{"Offer “"}{name}{"”"}</button> }
                    }) }
                </div>
            }
        </>
    }
}

fn row(
    editor: &Editor,
    section: Section,
    item: &Item<'_>,
    (glyph, colour, pressed, guideline): (&str, Colour, Option<char>, &str),
    own: &[&Fault],
) -> Html {
    let (label, at) = (item.label.to_owned(), item.at);
    let set = move |set: fn(Parts<'_>, String)| {
        editor.typed(move |codebook, typed| {
            if let Some(parts) = parts(codebook, section, at) {
                set(parts, typed);
            }
        })
    };
    let choose = editor.changes(move |codebook, event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        let chosen = Colour::ALL.into_iter().find(|colour| colour_name(*colour) == name);
        if let (Some(parts), Some(chosen)) = (parts(codebook, section, at), chosen) {
            *parts.colour = chosen;
        }
    });
    let write = editor.written(move |codebook, typed| {
        if let Some(parts) = parts(codebook, section, at) {
            *parts.guideline = typed;
        }
    });
    let of = |what: &str| format!("{what} of {label}");
    let is_types = section == Section::Types;
    let tools = editor.item_tools(
        item,
        move |codebook, towards| {
            if is_types {
                shift(&mut codebook.entity_types, at, towards);
            } else {
                shift(&mut codebook.polarities, at, towards);
            }
        },
        move |codebook| {
            if is_types {
                codebook.entity_types.remove(at);
            } else {
                codebook.polarities.remove(at);
            }
        },
    );
    html! {
        <div key={at} class="codebook-item" role="group" aria-label={label.clone()}>
            <span class="glyph" data-colour={colour_name(colour)} aria-hidden="true">{glyph}</span>
            <label class="field codebook-wide"><span class="name">{"Name"}</span>
                <input id={item.id.clone()} type="text" dir="auto" autocomplete="off" value={label.clone()} oninput={set(|parts, typed| *parts.label = typed)} />
            </label>
            <label class="field"><span class="name">{"Glyph"}</span>
                <input type="text" autocomplete="off" aria-label={of("Glyph")} maxlength="3" value={glyph.to_owned()} oninput={set(|parts, typed| *parts.glyph = typed)} />
            </label>
            <label class="field"><span class="name">{"Colour"}</span>
                <select aria-label={of("Colour")} onchange={choose}>
                    { for Colour::ALL.map(|it| html! { <option key={colour_name(it)} value={colour_name(it)} selected={it == colour}>{colour_name(it)}</option> }) }
                </select>
            </label>
            <label class="field"><span class="name">{"Key"}</span>
                <input type="text" class="codebook-key" autocomplete="off" aria-label={of("Key")} value={pressed.map(String::from).unwrap_or_default()}
                    oninput={set(|parts, typed| *parts.key = typed.chars().next_back())} />
            </label>
            {tools}
            <textarea class="codebook-guideline" rows="1" dir="auto" aria-label={of("Guideline")} placeholder="When to use it" value={guideline.to_owned()} oninput={write} />
            {faults_of(own, at)}
        </div>
    }
}
