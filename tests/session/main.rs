//! The desk as an analyst meets it: what is selected, pressed and clicked, and what it shows then.

#[path = "../support/mod.rs"]
mod support;

mod arcs;
mod articles;
mod attributes;
mod caret;
mod clicks;
mod comparison;
mod completion;
mod contents;
mod everywhere;
mod finding;
mod gaps;
mod history;
mod import;
mod intake;
mod keys;
mod loading;
mod marks;
mod names;
mod outline;
mod palette;
mod progress;
mod projects;
mod random;
mod registry;
mod search;
mod stage;
mod stance_fields;
mod stances;
mod suggestions;
