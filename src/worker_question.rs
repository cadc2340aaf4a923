//! What the page asks its worker.

use serde::{Deserialize, Serialize};

use crate::{formats::reading, suggest};

/// A question to the worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum WorkerQuestion {
    /// What is in the file whose bytes go along? Answered by a report.
    File(reading::Request),
    /// Where do these names stand? Answered by [`suggest::Answer`].
    Names(suggest::Question),
}
