//! Thin wrappers over web APIs: bytes in, bytes out, and no knowledge of what the bytes mean.
//!
//! Only in the page (wasm32). May use [`crate::text`] for positions and nothing else of ours.

pub mod download;
pub mod files;
pub mod idb;
pub mod selection;
