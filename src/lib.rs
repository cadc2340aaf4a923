//! Standpoint: who stands where on what, marked in news articles.
//!
//! The modules in reading order; ARCHITECTURE.md says what each may use.
#![cfg_attr(test, allow(missing_docs))]

pub mod order;

pub mod text;

pub mod model;

pub mod formats;

pub mod suggest;

pub mod worker_question;

pub mod store;

pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
pub mod ui;
