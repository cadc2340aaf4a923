//! What the page shows, one piece per file, and the tasks that touch the world.
//!
//! A piece with a state, an effect or an identity of its own is a component; every other one is a
//! plain function, because each component type adds some 6 KB to the page’s module.

pub mod app;
pub mod dialog;

mod add_menu;
mod announcer;
mod article_head;
mod article_list;
mod article_view;
mod attribute_fields;
mod chooser;
mod combobox;
mod comfort;
mod companion;
mod copy_banner;
mod derived;
mod document_stance;
mod entity_field;
mod find_bar;
mod handles;
mod header;
mod icon;
mod keyboard;
mod ledger;
mod loading;
mod more_menu;
mod new_version;
mod notice;
mod open_file;
mod outline;
mod picture;
mod polarities;
mod record_details;
mod registry;
mod request;
mod resized;
mod roving;
mod same;
mod saving_state;
mod search;
mod sentence;
mod shelf;
mod shortcut;
mod stance_fields;
mod stance_form;
mod start;
mod surface;
mod tasks;
mod text_field;
mod value_row;
mod window;

pub use add_menu::AddMenu;
pub use copy_banner::copy_banner;
pub use header::{header, header_tools};
pub use icon::{Picture, icon};
pub use loading::{export_panel, loading_panel, names_panel, opening_panel};
pub use more_menu::{MenuItem, MoreMenu};
pub use new_version::new_version;
pub use notice::toast;
pub use open_file::{Pick, open_file};
pub use request::Request;
pub use same::Same;
pub use saving_state::saving_state;
pub use shelf::shelf;
pub use shortcut::{Shortcut, codebook_key, shortcut};
pub use start::{no_articles, opening, start_screen};
pub use text_field::TextField;

use yew::{Callback, MouseEvent};

use crate::model::Colour;
use crate::session::Action;

/// A press that is this action.
pub(crate) fn on(dispatch: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.emit(action.clone()))
}

/// A press that asks for this.
pub(crate) fn asks(on_request: &Callback<Request>, request: Request) -> Callback<MouseEvent> {
    let on_request = on_request.clone();
    Callback::from(move |_| on_request.emit(request.clone()))
}

/// The colour's name in the style sheet.
pub(crate) fn colour_name(colour: Colour) -> &'static str {
    match colour {
        Colour::Blue => "blue",
        Colour::Orange => "orange",
        Colour::Green => "green",
        Colour::Purple => "purple",
        Colour::Red => "red",
        Colour::Teal => "teal",
        Colour::Brown => "brown",
        Colour::Pink => "pink",
        Colour::Olive => "olive",
        Colour::Grey => "grey",
    }
}
