//! Whether all of the program has come, or only what comes first (`www/rest.js`).

/// The event on the window that says that it has.
pub const EVENT: &str = "rest";

/// Whether all of the program is here. A page that is not split always has all.
pub fn is_here() -> bool {
    !gloo::utils::document_element().has_attribute("data-rest")
}
