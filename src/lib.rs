//! Standpoint: who stands where on what, marked in news articles.
//!
//! The modules in reading order; ARCHITECTURE.md says what each may use.
#![cfg_attr(test, allow(missing_docs))]

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod model;
pub mod session;
pub mod text;
