//! A list of entities from a file, read by the worker.

use super::Tasks;
use crate::browser::files::PickedFile;
use crate::browser::worker::{Payload, WorkerError};
use crate::formats::gazetteer::{Line, Read};
use crate::formats::reading::{Outcome, refuse_by_size};
use crate::formats::wire::Named;
use crate::session::Action;
use crate::session::registry::Listed;
use crate::text::Reach;
use crate::worker_question::WorkerQuestion;

impl Tasks {
    /// Reads a list of entities and shows what it would bring. Nothing is taken yet.
    pub(super) fn import_entities(&self, picked: PickedFile) {
        self.spawn_with(|this| async move {
            let PickedFile { path, size, file } = picked;
            let too_large = refuse_by_size(&path, size).map(|report| report.outcome);
            let read: Result<Read, String> = match too_large {
                Some(Outcome::Refused(why)) => Err(why),
                _ => {
                    let asked =
                        this.0.worker.ask(&WorkerQuestion::Entities, Payload::File(file)).await;
                    asked.unwrap_or_else(|error: WorkerError| Err(error.to_string()))
                }
            };
            match read {
                Ok(Read { lines, remarks }) => {
                    let rows = lines.into_iter().map(listed).collect();
                    this.act(Action::EntitiesListed { file: path, rows, remarks });
                }
                Err(why) => {
                    let words = format!("{path} was not read: {why}. Nothing was changed.");
                    this.tell(words, true);
                }
            }
        });
    }
}

fn listed(line: Line) -> Listed {
    Listed {
        line: line.line,
        name: line.name,
        entity_type: line.entity_type,
        aliases: line.aliases,
        number: line.number,
        note: line.note,
        ignores_case: line.ignores_case,
        reach: line.reach.and_then(|name| Reach::named(&name)),
    }
}
