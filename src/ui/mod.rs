//! What the page shows: components, one per file, and the tasks that touch the world.

pub mod app;
pub mod dialog;

mod add_menu;
mod announcer;
mod article_head;
mod article_list;
mod article_view;
mod chooser;
mod combobox;
mod derived;
mod document_stance;
mod entity_field;
mod header;
mod icon;
mod keyboard;
mod ledger;
mod loading;
mod notice;
mod open_file;
mod polarities;
mod record_details;
mod request;
mod same;
mod saving_state;
mod shelf;
mod stance_form;
mod start;
mod surface;
mod tasks;
mod text_field;
mod window;

pub use add_menu::AddMenu;
pub use header::Header;
pub use icon::{Icon, Picture};
pub use loading::LoadingPanel;
pub use notice::Toast;
pub use open_file::{OpenFile, Pick};
pub use request::Request;
pub use same::Same;
pub use saving_state::SavingState;
pub use shelf::Shelf;
pub use start::StartScreen;
pub use text_field::TextField;

use crate::model::Colour;

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
