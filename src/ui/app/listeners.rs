//! What the page hears as a whole.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::super::{comfort, keyboard};
use super::{App, Msg};
use crate::browser::files::{Dropped, carries_files};
use crate::browser::rest;
use crate::session::command::{Key, command};
use crate::session::{Desk, State};

/// Keys, drops, a new address and the page's end, heard on the whole page.
pub(super) fn listeners(ctx: &Context<App>, state: &Rc<RefCell<State>>) -> Vec<EventListener> {
    let document = gloo::utils::document();
    let blocking = EventListenerOptions::enable_prevent_default();
    let (link, known) = (ctx.link().clone(), state.clone());
    let mut repeats = 0;
    let keys = EventListener::new_with_options(&document, "keydown", blocking, move |event| {
        let event: &web_sys::KeyboardEvent = event.unchecked_ref();
        if event.default_prevented() || event.is_composing() || keyboard::is_in_dialog() {
            return;
        }
        repeats = if event.repeat() { repeats + 1 } else { 0 };
        let state = known.borrow();
        let found = keyboard::read(event, |key, place| {
            command(Key { repeats, ..key }, place, state.desk.as_ref(), &state.settings)
        });
        if let Some(found) = found {
            event.prevent_default();
            if event.key() == "Escape" {
                drop(state);
                if keyboard::leave_field_of_screen() {
                    return;
                }
                // What is being typed is recorded when its field is left.
                keyboard::leave_field();
            }
            link.send_message(Msg::Command(found));
        } else if event.key() == "ArrowDown" && keyboard::enter_list() {
            event.prevent_default();
        }
    });
    let link = ctx.link().clone();
    let over = EventListener::new_with_options(&document, "dragover", blocking, move |event| {
        if transfer(event).is_some() {
            event.prevent_default();
            link.send_message(Msg::Dragged(true));
        }
    });
    let link = ctx.link().clone();
    let leave = EventListener::new(&document, "dragleave", move |event| {
        let event: &web_sys::MouseEvent = event.unchecked_ref();
        // Without a related target the pointer has left the window, not just an element.
        if event.related_target().is_none() {
            link.send_message(Msg::Dragged(false));
        }
    });
    let link = ctx.link().clone();
    let drop = EventListener::new_with_options(&document, "drop", blocking, move |event| {
        if let Some(transfer) = transfer(event) {
            event.prevent_default();
            link.send_message(Msg::Dragged(false));
            link.send_message(Msg::Dropped(Dropped::note(&transfer)));
        }
    });
    let link = ctx.link().clone();
    let rest = EventListener::once(&gloo::utils::window(), rest::EVENT, move |_| {
        link.send_message(Msg::RestCame);
    });
    let link = ctx.link().clone();
    let address = EventListener::new(&gloo::utils::window(), "hashchange", move |_| {
        link.send_message(Msg::AddressChanged);
    });
    let known = state.clone();
    let leaving = EventListener::new_with_options(
        &gloo::utils::window(),
        "beforeunload",
        blocking,
        move |event| {
            if known.borrow().desk.as_ref().is_some_and(Desk::would_lose_work) {
                // The browser asks in its own words.
                event.prevent_default();
            }
        },
    );
    let known = state.clone();
    comfort::apply(&known.borrow().settings);
    let contrast = comfort::contrast_query().map(|query| {
        EventListener::new(&query, "change", move |_| comfort::apply(&known.borrow().settings))
    });
    [keys, over, leave, drop, rest, address, leaving].into_iter().chain(contrast).collect()
}

fn transfer(event: &web_sys::Event) -> Option<web_sys::DataTransfer> {
    let event: &web_sys::DragEvent = event.unchecked_ref();
    event.data_transfer().filter(carries_files)
}
