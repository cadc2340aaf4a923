//! What lies over the page: one file per dialog, the frame around each, and the host that picks one.

mod frame;
mod host;

pub use frame::DialogFrame;
pub use host::DialogHost;
