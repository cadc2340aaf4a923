//! Articles coming in, corrected and removed.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Turn, batch};
use crate::model::{Article, ArticleId, Details, Entry, Extra, Operation};
use crate::session::{Dialog, Loading, NewArticle, Outcome, ReadFile, ReportLine, articles};

impl Turn<'_> {
    pub(super) fn start_load(&mut self, total: usize, report: Vec<ReportLine>) {
        if self.state.desk.is_none() {
            self.create_project("");
        }
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

    /// Adds the files' articles, all files of one load as one undo step.
    pub(super) fn take_files(&mut self, files: Vec<ReadFile>) {
        let Some(desk) = &self.state.desk else { return };
        let project = &desk.work.project;
        let mut known: HashMap<String, String> = project
            .articles
            .values()
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
        let earlier = self.state.loading.as_ref().map_or(0, |loading| loading.articles);
        let added = operations.len();
        if added > 0 {
            let label = "Load articles".into();
            let operation = batch(operations);
            self.commit_entry(Entry::Edit { label, operation, continues: earlier > 0 });
        }
        if let Some(loading) = &mut self.state.loading {
            loading.done += lines.len();
            loading.articles += added;
            Rc::make_mut(&mut loading.report).extend(lines);
        }
        if self.state.desk.as_ref().is_some_and(|desk| desk.open_article().is_none()) {
            let desk = self.state.desk.as_ref().expect("it was just there");
            let first = articles::listed(desk).first().map(|article| article.id.clone());
            self.open_article(first);
        }
    }

    /// Opens the report where there is more to say than how many came in.
    pub(super) fn finish_load(&mut self) {
        let Some(loading) = &mut self.state.loading else { return };
        loading.finished = true;
        let cancelled = loading.done < loading.total;
        let words = match (loading.articles, cancelled) {
            (1, false) => "1 article loaded.".to_owned(),
            (count, false) => format!("{count} articles loaded."),
            (count, true) => format!("Stopped. {count} articles loaded before that are kept."),
        };
        if loading.report.iter().any(|line| line.outcome != Outcome::Loaded) {
            self.state.dialog = Some(Dialog::Report);
        }
        self.announce(words.clone());
        self.tell(words, false);
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
        if self.commit(label, Operation::RemoveArticle(article.clone())) {
            self.after_foreign_change();
        }
    }
}
