//! What is on the screen: one component per file, and the tasks that do what the session asks for.
//!
//! Only in the page (wasm32).

pub mod dialog;

mod add_menu;
mod header;
mod icon;
mod loading;
mod notice;
mod open_file;
mod request;
mod same;
mod saving_state;
mod shelf;
mod start;
mod text_field;

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
