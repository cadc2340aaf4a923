//! The names of the registry are looked for in all articles, by the worker.

use super::Tasks;
use crate::browser::worker::{Payload, WorkerError};
use crate::model::ArticleId;
use crate::session::Action;
use crate::session::names::{NameSearch, names, searched};
use crate::suggest::{Answer, Question};
use crate::worker_question::WorkerQuestion;

/// So many bytes of text go to the worker at once: what it does between two looks at the progress.
const BATCH_BYTES: usize = 1 << 20;

impl Tasks {
    /// Looks for the names, in all articles or only in those, and suggests the places that are news.
    pub(super) fn suggest_names(&self, only: Option<Vec<ArticleId>>) {
        let Some(project) = self.0.state.borrow().desk.as_ref().map(|it| it.work.project.clone())
        else {
            return;
        };
        self.spawn_with(|this| async move {
            let (names, whose) = names(&project);
            let names: Vec<_> =
                names.into_iter().map(|it| (it.words, it.keeps_case, it.reach as usize)).collect();
            let articles = searched(&project, only.as_deref());
            let total = articles.len();
            let run = this.0.name_run.get() + 1;
            this.0.name_run.set(run);
            let mut found = Vec::new();
            while found.len() < total {
                let done = found.len();
                this.act(Action::NamesSearched(NameSearch { total, done }));
                let mut bytes = 0;
                let batch = articles[done..].iter().take_while(|article| {
                    let is_first = bytes == 0;
                    bytes += article.text.as_str().len();
                    is_first || bytes <= BATCH_BYTES
                });
                let texts = batch.map(|article| article.text.as_str().to_owned()).collect();
                let question = WorkerQuestion::Names(Question { names: names.clone(), texts });
                let asked = this.0.worker.ask(&question, Payload::Bytes(Vec::new())).await;
                if this.0.name_run.get() != run {
                    return;
                }
                let why = match asked.and_then(|answer: Answer| answer.map_err(WorkerError::Failed))
                {
                    Ok(answer) => {
                        for places in answer {
                            let entity = |at: u32| whose[at as usize].clone();
                            let places = places.into_iter().map(|(start, end, names)| {
                                (start, end, names.into_iter().map(entity).collect())
                            });
                            found.push((articles[found.len()].id.clone(), places.collect()));
                        }
                        continue;
                    }
                    Err(why) => why,
                };
                this.act(Action::NamesSearched(NameSearch::default()));
                return this.tell(format!("The names were not looked for. {why}"), true);
            }
            this.act(Action::NamesSuggested { found, is_asked: only.is_none() });
        });
    }

    /// Stops looking; nothing is suggested.
    pub(super) fn cancel_names(&self) {
        self.0.name_run.set(self.0.name_run.get() + 1);
        self.0.worker.stop();
        self.act(Action::NamesSearched(NameSearch::default()));
    }
}
