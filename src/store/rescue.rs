//! The file that a failed page hands out: the log's records as they were, in order.
//!
//! `{"format":"standpoint-rescue","version":1,"project":"p-…","records":["…",…]}`, each record a
//! string, so that the script that writes the file need not understand them.

use std::fmt;

use serde_json::Value;

use super::Replayed;
use crate::model::ProjectId;

/// What the file says it is.
pub const FORMAT: &str = "standpoint-rescue";

/// Why a rescue file could not be opened at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RescueError {
    /// The file is not JSON; what is wrong, with line and column.
    NotJson(String),
    /// The file is JSON, but no rescue file; what it is instead.
    NotARescue(String),
    /// The file is of a later version.
    TooNew(u64),
}

impl fmt::Display for RescueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(found) => write!(f, "expected a rescue file, found {found}"),
            Self::NotARescue(found) => {
                write!(f, "expected a rescue file (“format”: “{FORMAT}”), found {found}")
            }
            Self::TooNew(found) => write!(
                f,
                "expected a rescue file of version 1, found version {found}. \
                 A newer Standpoint wrote it: reload this page to update"
            ),
        }
    }
}

impl std::error::Error for RescueError {}

/// Reads a rescue file and replays its records.
///
/// # Errors
/// If the file is not JSON, no rescue file, or of a later version.
pub fn read(file: &[u8]) -> Result<Replayed, RescueError> {
    let value: Value =
        serde_json::from_slice(file).map_err(|error| RescueError::NotJson(error.to_string()))?;
    let Some(FORMAT) = value["format"].as_str() else {
        return Err(RescueError::NotARescue("another “format”".to_owned()));
    };
    match value["version"].as_u64() {
        Some(1) => {}
        Some(newer) => return Err(RescueError::TooNew(newer)),
        None => return Err(RescueError::NotARescue("no “version”".to_owned())),
    }
    let (Some(project), Some(records)) = (value["project"].as_str(), value["records"].as_array())
    else {
        return Err(RescueError::NotARescue("no “project” or no “records”".to_owned()));
    };
    let mut replayed = Replayed::new(&ProjectId::from(project));
    for record in records {
        match record {
            Value::String(record) => replayed.push(record.as_bytes()),
            other => replayed.push(other.to_string().as_bytes()),
        }
    }
    Ok(replayed)
}
