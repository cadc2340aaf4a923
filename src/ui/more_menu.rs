//! The header's menu of what has no room in it on a narrow screen (ARIA 1.2 menu button).

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use super::{Picture, Shortcut, icon};

/// The id of the list of choices.
const LIST_ID: &str = "more-menu";

/// A choice of the menu.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// What it is called.
    pub name: AttrValue,
    /// Its picture.
    pub picture: Picture,
    /// The key that does the same.
    pub key: Option<Shortcut>,
    /// It was picked.
    pub on_pick: Callback<MouseEvent>,
}

/// The menu's props.
#[derive(Clone, PartialEq, Properties)]
pub struct MoreMenuProps {
    /// The choices, in their order.
    pub items: Vec<MenuItem>,
}

/// A button that unfolds the choices and goes to the first. Arrows, Home, End and first letters walk
/// them; Escape and leaving fold them.
#[component]
pub fn MoreMenu(props: &MoreMenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let (whole, button, list) = (use_node_ref(), use_node_ref(), use_node_ref());
    // Which choice gets the focus once the list is drawn.
    let first = use_mut_ref(|| None::<usize>);
    use_effect_with(*is_open, {
        let (first, list) = (first.clone(), list.clone());
        move |is_open| {
            if let Some(at) = first.borrow_mut().take().filter(|_| *is_open) {
                focus(&list, at);
            }
        }
    });
    let open_at = {
        let (is_open, first) = (is_open.clone(), first);
        move |at: usize| {
            *first.borrow_mut() = Some(at);
            is_open.set(true);
        }
    };
    let toggle = {
        let (is_open, open_at) = (is_open.clone(), open_at.clone());
        Callback::from(move |_: MouseEvent| if *is_open { is_open.set(false) } else { open_at(0) })
    };
    // The focus goes back to the button, where a dialog opened from here returns it to.
    let close = {
        let (is_open, button) = (is_open.clone(), button.clone());
        Callback::from(move |()| {
            if let Some(button) = button.cast::<HtmlElement>() {
                button.focus().ok();
            }
            is_open.set(false);
        })
    };
    let onkeydown = {
        let (is_open, close, list) = (is_open.clone(), close.clone(), list.clone());
        let names: Vec<AttrValue> = props.items.iter().map(|item| item.name.clone()).collect();
        Callback::from(move |event: KeyboardEvent| {
            let last = names.len().saturating_sub(1);
            let here = place(&list);
            match (event.key().as_str(), here) {
                ("Escape", _) if *is_open => close.emit(()),
                ("ArrowDown", None) => open_at(0),
                ("ArrowUp", None) => open_at(last),
                ("ArrowDown", Some(at)) => focus(&list, if at == last { 0 } else { at + 1 }),
                ("ArrowUp", Some(at)) => focus(&list, if at == 0 { last } else { at - 1 }),
                ("Home", Some(_)) => focus(&list, 0),
                ("End", Some(_)) => focus(&list, last),
                (key, Some(at)) if key.chars().count() == 1 && key != " " => {
                    let letter = key.to_lowercase();
                    let has = |name: &AttrValue| name.to_lowercase().starts_with(&letter);
                    let next = (1..=names.len()).map(|by| (at + by) % names.len());
                    next.into_iter()
                        .find(|at| has(&names[*at]))
                        .iter()
                        .for_each(|at| focus(&list, *at));
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onfocusout = {
        let (is_open, whole) = (is_open.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            let stays = whole.cast::<Node>().is_some_and(|whole| whole.contains(to.as_ref()));
            if !stays {
                is_open.set(false);
            }
        })
    };
    html! {
        <div class="more-menu" ref={whole} {onkeydown} {onfocusout}>
            <button ref={button} type="button" class="plain icon-only" aria-label="More" title="More" aria-haspopup="menu"
                aria-expanded={is_open.to_string()} aria-controls={LIST_ID} onclick={toggle}>{ icon(Picture::More) }</button>
            <ul id={LIST_ID} ref={list} class="add-menu-choices" role="menu" aria-label="More" hidden={!*is_open}>
                { for props.items.iter().map(|item| {
                    let (close, on_pick) = (close.clone(), item.on_pick.clone());
                    let onclick = Callback::from(move |event: MouseEvent| {
                        close.emit(());
                        on_pick.emit(event);
                    });
                    html! {
                        <li key={&*item.name} role="none">
                            <button type="button" class="plain" role="menuitem" tabindex="-1" aria-keyshortcuts={item.key.as_ref().and_then(Shortcut::aria)} {onclick}>
                                { icon(item.picture) }{ &item.name }{ for item.key.as_ref().map(Shortcut::kbd) }
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

/// Which of the choices has the focus.
fn place(list: &NodeRef) -> Option<usize> {
    let active = gloo::utils::document().active_element()?;
    let children = list.cast::<HtmlElement>()?.children();
    (0..children.length())
        .position(|at| children.item(at).is_some_and(|item| item.contains(Some(&active))))
}

fn focus(list: &NodeRef, at: usize) {
    let children = list.cast::<HtmlElement>().map(|list| list.children());
    let item = children.and_then(|children| children.item(at as u32));
    let button = item.and_then(|item| item.first_element_child());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.focus().ok();
    }
}
