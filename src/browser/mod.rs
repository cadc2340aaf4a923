//! Thin wrappers over web APIs: bytes in, bytes out, and no knowledge of what the bytes mean.
//!
//! Only in the page (wasm32). May use [`crate::text`] for positions and nothing else of ours.

pub mod channel;
pub mod clock;
pub mod dom;
pub mod download;
pub mod entropy;
pub mod fetch;
pub mod file_handle;
pub mod files;
pub mod highlights;
pub mod idb;
pub mod idle;
pub mod locks;
pub mod long_text;
pub mod offline;
pub mod pause;
pub mod persistence;
pub mod rescue;
pub mod rest;
pub mod selection;
pub mod worker;
