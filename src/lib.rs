//! Standpoint: who stands where on what, marked in news articles.
//!
//! The modules in reading order; ARCHITECTURE.md says what each may use.
#![cfg_attr(test, allow(missing_docs))]

pub mod formats;
pub mod model;
pub mod store;
pub mod text;
