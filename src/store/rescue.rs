//! The file that a failed page hands out: the log's records as they were, in order.
//!
//! `{"format":"standpoint-rescue","version":1,"project":"p-…","records":["…",…]}`, each record a
//! string, so that the script that writes the file need not understand them. `"snapshots"` has the
//! stored snapshots in the same way, oldest first; they count only where a record is damaged.

use std::fmt;

use serde_json::Value;

use super::{Replayed, decode};
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
    let project = ProjectId::from(project);
    let records: Vec<Vec<u8>> = records.iter().map(bytes_of).collect();
    let mut replayed = Replayed::new(&project);
    records.iter().for_each(|record| replayed.push(record));
    let snapshots = value["snapshots"].as_array().into_iter().flatten().rev();
    for snapshot in snapshots {
        if replayed.set_aside.is_empty() {
            break;
        }
        let later = behind(&project, &bytes_of(snapshot), &records);
        if let Some(later) = later
            && later.set_aside.len() < replayed.set_aside.len()
        {
            replayed = later;
        }
    }
    Ok(replayed)
}

/// What a snapshot and the records behind it come to, if it is sound.
fn behind(project: &ProjectId, snapshot: &[u8], records: &[Vec<u8>]) -> Option<Replayed> {
    let mut replayed = Replayed::from_snapshot(project, snapshot).ok()?;
    let due = replayed.next_seq;
    let is_behind = |record: &Vec<u8>| decode(record).is_ok_and(|record| record.seq >= due);
    let first = records.iter().position(is_behind).unwrap_or(records.len());
    records[first..].iter().for_each(|record| replayed.push(record));
    (!replayed.misses_steps()).then_some(replayed)
}

fn bytes_of(record: &Value) -> Vec<u8> {
    match record {
        Value::String(record) => record.as_bytes().to_vec(),
        other => other.to_string().into_bytes(),
    }
}
