//! The names of the registry become suggestions, as one step.

use std::rc::Rc;

use super::Turn;
use crate::model::{ArticleId, Operation, Record};
use crate::session::names::{NamePlace, NameSearch};

impl Turn<'_> {
    pub(super) fn go_on_with_names(&mut self, search: NameSearch) {
        self.state.name_search = (search.done < search.total).then_some(search);
    }

    /// In articles that have just been loaded nobody asked for names: nothing found is not said.
    pub(super) fn suggest_names(&mut self, found: &[(ArticleId, Vec<NamePlace>)], is_asked: bool) {
        self.state.name_search = None;
        let Some(desk) = &self.state.desk else { return };
        let mut ids = self.state.ids.clone();
        let mut articles = 0;
        let mut operations = Vec::new();
        for (article, places) in found {
            let new_id = || ids.next('r').into();
            let mentions = desk.suggested_mentions(article, places, self.now, new_id);
            articles += usize::from(!mentions.is_empty());
            operations.extend(mentions.into_iter().map(|(layer, mention)| {
                Operation::PutRecord(layer, Record::Mention(Rc::new(mention)))
            }));
        }
        self.state.ids = ids;
        let count = operations.len();
        let many =
            |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        if count == 0 && !is_asked {
            return;
        }
        if count == 0 {
            return self.tell("No place of a name is new.", false);
        }
        let (names, articles) = (many(count, "name"), many(articles, "article"));
        if self.commit_own(format!("Suggest {names} in {articles}"), operations) {
            self.after_foreign_change();
            self.tell(
                format!(
                    "{names} suggested in {articles}: y accepts and r rejects them in the text."
                ),
                false,
            );
        }
    }
}
