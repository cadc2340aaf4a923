//! Articles coming in, corrected and removed.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::{Turn, batch};
use crate::model::{Article, ArticleId, Details, Entry, Extra, Operation};
use crate::session::{
    Dialog, Effect, Loading, NewArticle, Outcome, ReadFile, ReportLine, Writing, articles,
};
use crate::text::Towards;

impl Turn<'_> {
    pub(super) fn start_load(&mut self, total: usize, report: Vec<ReportLine>) {
        self.state.loading = Some(Loading { total, report: Rc::new(report), ..Loading::default() });
    }

    /// Shows what was amiss with something that was opened.
    pub(super) fn show_report(&mut self, report: Vec<ReportLine>) {
        if !report.is_empty() {
            let report = Rc::new(report);
            self.state.loading = Some(Loading { report, finished: true, ..Loading::default() });
            self.state.dialog = Some(Dialog::Report);
        }
    }

    pub(super) fn start_file(&mut self, file: String) {
        if let Some(loading) = &mut self.state.loading {
            loading.current = file;
        }
    }

    /// Adds the files' articles, all files of one load as one undo step. Without a project, the first
    /// article makes one.
    pub(super) fn take_files(&mut self, files: Vec<ReadFile>) {
        // Files that were on their way when the load was cancelled, or its project was left.
        if self.state.loading.as_ref().is_none_or(|loading| loading.finished) {
            return;
        }
        let incoming = files.iter().flat_map(|file| &file.articles);
        let incoming: HashSet<&str> = incoming.map(|article| article.sha256.as_str()).collect();
        if self.state.desk.is_none() && !incoming.is_empty() {
            self.put_new_project_on_desk("");
        }
        let desk = self.state.desk.iter();
        let here = desk.flat_map(|desk| desk.work.project.articles.values());
        let mut known: HashMap<String, String> = here
            .filter(|article| incoming.contains(article.sha256.as_str()))
            .map(|article| (article.sha256.clone(), articles::headline(article)))
            .collect();
        let mut operations = Vec::new();
        let mut lines = Vec::new();
        for file in files {
            let ReadFile { file, mut outcome, mut remarks, articles: new } = file;
            let mut fresh = 0;
            let is_empty = new.is_empty();
            for article in new {
                if let Some(twin) = known.get(&article.sha256) {
                    remarks.push(format!("the same text is here already, as “{twin}”"));
                    continue;
                }
                let article = self.place(article);
                known.insert(article.sha256.clone(), articles::headline(&article));
                operations.push(Operation::PutArticle(Rc::new(article)));
                fresh += 1;
            }
            if !is_empty && outcome != Outcome::Refused {
                outcome = match (fresh, remarks.is_empty()) {
                    (0, _) => Outcome::Duplicate,
                    (_, true) => Outcome::Loaded,
                    (_, false) => Outcome::LoadedWithRemarks,
                };
            }
            lines.push(ReportLine { file, outcome, remarks });
        }
        self.add_articles(operations, lines);
    }

    fn place(&mut self, article: NewArticle) -> Article {
        let NewArticle { details, text, sha256, segments, source } = article;
        let id = self.state.ids.next('a').into();
        let (added, extra) = (self.now.clone(), Extra::new());
        Article { id, details, text, sha256, segments, source, added, extra }
    }

    fn add_articles(&mut self, operations: Vec<Operation>, lines: Vec<ReportLine>) {
        let Some(loading) = &mut self.state.loading else { return };
        loading.done += lines.len();
        loading.articles += operations.len();
        loading.fresh.extend(operations.iter().filter_map(|operation| match operation {
            Operation::PutArticle(article) => Some(article.id.clone()),
            _ => None,
        }));
        Rc::make_mut(&mut loading.report).extend(lines);
        let Some(desk) = self.state.desk.as_ref().filter(|_| !operations.is_empty()) else {
            return;
        };
        let label = loading.step.get_or_insert_with(|| "Load articles".into()).clone();
        // Not where the analyst did, or undid, something since the load's last part.
        let last = desk.work.history.next_undo();
        let continues = last.is_some_and(|last| Rc::ptr_eq(&last.label, &label));
        let operation = batch(operations);
        self.commit_entry(Entry::Edit { label, operation, continues });
        self.open_an_article();
    }

    /// Counts a file that holds no article. Of a load that was only that there is nothing to say.
    pub(super) fn take_own_file(&mut self) {
        let Some(loading) = &mut self.state.loading else { return };
        loading.done += 1;
        if loading.done == loading.total && loading.report.is_empty() {
            self.state.loading = None;
        }
    }

    /// Opens the report where there is more to say than how many came in.
    pub(super) fn finish_load(&mut self) {
        let Some(loading) = self.state.loading.as_mut().filter(|loading| !loading.finished) else {
            return;
        };
        loading.finished = true;
        let fresh = std::mem::take(&mut loading.fresh);
        let cancelled = loading.done < loading.total;
        let words = match (loading.articles, cancelled) {
            (1, false) => "1 article loaded.".to_owned(),
            (count, false) => format!("{count} articles loaded."),
            (1, true) => "Stopped. 1 article loaded before that is kept.".to_owned(),
            (count, true) => format!("Stopped. {count} articles loaded before that are kept."),
        };
        if loading.report.iter().any(|line| line.outcome != Outcome::Loaded) {
            self.state.dialog = Some(Dialog::Report);
        }
        self.announce(words.clone());
        self.tell(words, false);
        let has_names = self.state.desk.as_ref().is_some_and(|desk| {
            desk.writing == Writing::Writer && !desk.work.project.entities.is_empty()
        });
        if self.state.settings.suggests_names && has_names && !fresh.is_empty() {
            self.effects.push(Effect::SuggestNames(Some(fresh)));
        }
    }

    pub(super) fn correct_details(&mut self, article: ArticleId, details: Details) {
        self.state.dialog = None;
        let Some(desk) = &self.state.desk else { return };
        let Some(known) = desk.work.project.articles.get(&article) else { return };
        if known.details != details {
            let label = format!("Correct the details of “{}”", articles::headline(known));
            self.commit(label, Operation::SetDetails(article, Rc::new(details)));
        }
    }

    /// Removes an article with every annotator's records on it, as one undo step.
    pub(super) fn remove_article(&mut self, article: &ArticleId) {
        self.state.dialog = None;
        let Some(desk) = &self.state.desk else { return };
        let Some(known) = desk.work.project.articles.get(article) else { return };
        let label = format!("Remove “{}”", articles::headline(known));
        let next = [Towards::End, Towards::Start]
            .into_iter()
            .find_map(|towards| articles::neighbour(desk, towards))
            .filter(|_| desk.article.as_ref() == Some(article));
        if self.commit(label, Operation::RemoveArticle(article.clone())) {
            if next.is_some() {
                self.open_article(next);
            }
            self.after_foreign_change();
        }
    }
}
