//! Handing out: the project, the data sets, the report of a load.

use std::rc::Rc;

use super::Tasks;
use super::turn::Turn;
use crate::browser::clock;
use crate::browser::download::{self, NotSaved, Pieces};
use crate::browser::pause::pause;
use crate::browser::worker::{Payload, WorkerError};
use crate::formats::archive::{is_zip, pack};
use crate::formats::choice::Choice;
use crate::formats::outgoing::{self, Manner, Written};
use crate::formats::table::{ByArticle, Format, LOSSES};
use crate::formats::{codebook, csv, dataset, gazetteer, project};
use crate::model::{Article, Codebook, Project};
use crate::session::picture::{Facts, Kind, Network, Sheet, Timeline, View, svg};
use crate::session::{Action, Exporting, Outcome, ReportLine};
use crate::ui::picture::shown;
use crate::worker_question::WorkerQuestion;

/// What is written between two looks at the clock, and goes to the worker at once.
const PIECE_BYTES: usize = 1 << 18;

impl Tasks {
    pub(super) fn save_project(&self) {
        self.hand_out("standpoint.json", "application/json", project::write);
    }

    pub(super) fn export_articles(&self) {
        self.hand_out_lines("articles.jsonl", dataset::article_lines);
    }

    pub(super) fn export_stances(&self) {
        self.hand_out_lines("stances.jsonl", dataset::stance_lines);
    }

    /// What was chosen in another program's format, with the list of what it does not hold. The worker
    /// writes it; where that goes article by article the page does, which is quicker than to hand the
    /// project over, and the worker packs it meanwhile.
    #[inline(never)] // not in the first load
    pub(super) fn export_as(&self, format: &'static Format, choice: &Choice) {
        let project = match &self.0.state.borrow().desk {
            Some(desk) => desk.work.project.clone(),
            None => return,
        };
        self.act(Action::DialogClosed);
        clock::mark("export");
        let (choice, run) = (choice.clone(), self.begin_export());
        self.spawn_with(|this| async move {
            // The dialog goes first.
            pause().await;
            let chosen = choice.of(&project);
            pause().await;
            let written = match format.by_article(&choice) {
                Some(it) => this.pack(run, format, it, &chosen, &choice, &project.name).await,
                None => {
                    this.write_there(run, &chosen, Manner::of(format, &project.name, &choice)).await
                }
            };
            let Some(written) = written else { return };
            this.act(Action::ExportWent(None));
            match written {
                Ok((written, bytes)) => {
                    this.hand_over(&written, &bytes);
                    clock::mark("exported");
                }
                Err(why) => this.tell(format!("Nothing was exported. {why}"), true),
            }
        });
    }

    fn hand_over(&self, written: &Written, bytes: &[u8]) {
        let media_type = if is_zip(bytes) { "application/zip" } else { "application/octet-stream" };
        self.save(&written.path, media_type, bytes);
        if let Some(losses) = &written.losses {
            self.save(&format!("{}.{LOSSES}", written.path), "text/markdown", losses.as_bytes());
        }
    }

    /// Writes a file article by article while the worker packs it; `None` if it was cancelled.
    async fn pack(
        &self,
        run: u32,
        format: &'static Format,
        by_article: &'static ByArticle,
        project: &Project,
        choice: &Choice,
        name: &str,
    ) -> Option<Result<(Written, Vec<u8>), WorkerError>> {
        let total = project.articles.len();
        let mut is_first = true;
        let mut tell = |bytes: &mut Vec<u8>| {
            let question = WorkerQuestion::Pack { path: by_article.path.to_owned(), is_first };
            is_first = false;
            let told = self.0.worker.tell(&question, bytes);
            bytes.clear();
            told
        };
        let mut bytes = by_article.begin.to_vec();
        let mut turn = Turn::new();
        for (article, number) in project.articles.values().zip(1..) {
            (by_article.article)(project, article, choice, number, &mut bytes);
            if bytes.len() < PIECE_BYTES {
                continue;
            }
            if let Err(why) = tell(&mut bytes) {
                return Some(Err(why));
            }
            if !self.go_on(&mut turn, run, total, number).await {
                return None;
            }
        }
        bytes.extend_from_slice(by_article.end);
        if let Err(why) = tell(&mut bytes) {
            return Some(Err(why));
        }
        pause().await;
        let mut others = (by_article.others)(project);
        pause().await;
        others.extend(format.list_of(&format.losses(project, choice)));
        let path = format.archive_path(name, &others);
        let others = Payload::Bytes(pack(&others));
        let packed = self.0.worker.ask_for_bytes(&WorkerQuestion::EndPacking, others).await;
        let packed = packed.and_then(|(is_there, bytes)| match is_there {
            true => Ok((Written { path, losses: None }, bytes)),
            // It was started anew in between.
            false => Err(WorkerError::Stopped),
        });
        (self.0.export_run.get() == run).then_some(packed)
    }

    /// Lets the page draw if it is time to; whether the export is still wanted.
    async fn go_on(&self, turn: &mut Turn, run: u32, total: usize, done: usize) -> bool {
        if turn.is_over() {
            self.show_export(turn, total, done);
            pause().await;
            turn.begin();
        }
        self.0.export_run.get() == run
    }

    /// Hands the project to the worker in pieces, and has it written there; `None` if it was cancelled.
    async fn write_there(
        &self,
        run: u32,
        project: &Project,
        manner: Manner,
    ) -> Option<Result<(Written, Vec<u8>), WorkerError>> {
        let articles: Vec<Rc<Article>> = project.articles.values().cloned().collect();
        let mut done = 0;
        let mut turn = Turn::new();
        loop {
            let from = done;
            let mut bytes = 0;
            while done < articles.len() && bytes < PIECE_BYTES {
                bytes += articles[done].text.as_str().len();
                done += 1;
            }
            let piece = outgoing::piece(project, &articles[from..done], from == 0);
            let question = WorkerQuestion::Piece { is_first: from == 0 };
            let asked = self.0.worker.ask::<_, Option<()>>(&question, Payload::Bytes(piece)).await;
            if self.0.export_run.get() != run {
                return None;
            }
            if let Err(why) = asked {
                return Some(Err(why));
            }
            if !self.go_on(&mut turn, run, articles.len(), done).await {
                return None;
            }
            if done == articles.len() {
                break;
            }
        }
        self.show_export(&mut turn, articles.len(), done);
        let question = WorkerQuestion::Write(manner);
        let written = self.0.worker.ask_for_bytes(&question, Payload::Bytes(Vec::new())).await;
        (self.0.export_run.get() == run).then_some(written)
    }

    fn begin_export(&self) -> u32 {
        let run = self.0.export_run.get() + 1;
        self.0.export_run.set(run);
        run
    }

    /// A short export is over before anybody could read how far it is.
    fn show_export(&self, turn: &mut Turn, total: usize, done: usize) {
        if turn.may_show() {
            self.act(Action::ExportWent(Some(Exporting { total, done })));
        }
    }

    /// Stops the export that is going on; no file comes of it.
    pub(super) fn cancel_export(&self) {
        self.begin_export();
        self.0.worker.stop();
        self.act(Action::ExportWent(None));
        self.tell("The export was cancelled.", false);
    }

    /// The registry of entities as a table.
    #[inline(never)] // not in the first load
    pub(super) fn export_entities(&self) {
        self.hand_out("entities.csv", "text/csv", gazetteer::write);
    }

    /// The table behind the picture that is on the screen.
    #[inline(never)] // not in the first load
    pub(super) fn export_picture_table(&self) {
        let Some((name, view, facts)) = self.shown_picture() else { return };
        let Sheet { headings, rows } = Sheet::of(&facts, &view);
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells).collect();
        let bytes = csv::write(&headings, &rows);
        self.save(&format!("{name}.csv"), "text/csv", &bytes);
    }

    /// The picture that is on the screen; a matrix with the rows and columns that are.
    #[inline(never)] // not in the first load
    pub(super) fn export_picture_drawing(&self) {
        let Some((name, view, facts)) = self.shown_picture() else { return };
        let drawing = match view.kind {
            Kind::Network => Network::of(&facts).drawing(),
            Kind::Timeline => Timeline::of(&facts, view.clock).drawing(&facts),
            _ => {
                let (rows, columns) = shown(view.more);
                view.matrix(&facts).drawing(rows, columns)
            }
        };
        self.save(&format!("{name}.svg"), "image/svg+xml", svg(&drawing).as_bytes());
    }

    /// A codebook on its own.
    #[inline(never)] // not in the first load
    pub(super) fn export_codebook(&self, wanted: &Codebook) {
        let name = format!("{}.codebook.json", wanted.name);
        self.save(&name, "application/json", &codebook::write(wanted));
    }

    fn shown_picture(&self) -> Option<(String, View, Facts)> {
        let state = self.0.state.borrow();
        let desk = state.desk.as_ref()?;
        let view = (**desk.picture.as_ref()?).clone();
        let project = &desk.work.project;
        let name = format!("{} {}", project.name, view.kind.name().to_lowercase());
        let facts = Facts::of(project, &view.scope);
        Some((name, view, facts))
    }

    fn save(&self, name: &str, media_type: &str, bytes: &[u8]) {
        self.say_saved(name, download::save(name, media_type, bytes));
    }

    fn say_saved(&self, name: &str, saved: Result<(), NotSaved>) {
        match saved {
            Ok(()) => {
                let words = format!("{} was handed to the browser.", download::file_name(name));
                self.tell(words, false);
            }
            Err(error) => self.tell(error.to_string(), true),
        }
    }

    /// Lines of each article, written in slices between which the page draws.
    fn hand_out_lines(&self, ending: &'static str, write: fn(&Project, &Article, &mut Vec<u8>)) {
        let project = match &self.0.state.borrow().desk {
            Some(desk) => desk.work.project.clone(),
            None => return,
        };
        self.act(Action::DialogClosed);
        let run = self.begin_export();
        self.spawn_with(|this| async move {
            clock::mark("export");
            // The dialog goes first.
            pause().await;
            let total = project.articles.len();
            let file = Pieces::default();
            let mut lines = Vec::with_capacity(PIECE_BYTES * 2);
            let mut turn = Turn::new();
            for (at, article) in project.articles.values().enumerate() {
                write(&project, article, &mut lines);
                if lines.len() >= PIECE_BYTES {
                    file.push(&lines);
                    lines.clear();
                    if !this.go_on(&mut turn, run, total, at).await {
                        return;
                    }
                }
            }
            file.push(&lines);
            this.act(Action::ExportWent(None));
            let name = format!("{}.{ending}", project.name);
            this.say_saved(&name, file.save(&name, "application/jsonl"));
            clock::mark("exported");
        });
    }

    fn hand_out(&self, ending: &str, media_type: &str, write: fn(&Project) -> Vec<u8>) {
        let project = match &self.0.state.borrow().desk {
            Some(desk) => desk.work.project.clone(),
            None => return,
        };
        self.act(Action::DialogClosed);
        self.save(&format!("{}.{ending}", project.name), media_type, &write(&project));
    }

    pub(super) fn save_report(&self) {
        let report = self.report_as_text();
        if let Err(error) = download::save("load report.txt", "text/plain", report.as_bytes()) {
            self.tell(error.to_string(), true);
        }
    }

    pub(super) fn copy_report(&self) {
        let clipboard = gloo::utils::window().navigator().clipboard();
        if clipboard.is_undefined() {
            // Only pages by https, or of this computer, have one.
            return self.tell("This page may not copy: save the report.", true);
        }
        let written = clipboard.write_text(&self.report_as_text());
        self.spawn_with(|this| async move {
            match wasm_bindgen_futures::JsFuture::from(written).await {
                Ok(_) => this.tell("The report is on the clipboard.", false),
                Err(_) => this.tell("The browser did not allow copying: save the report.", true),
            }
        });
    }

    fn report_as_text(&self) -> String {
        let state = self.0.state.borrow();
        let lines = state.loading.iter().flat_map(|loading| loading.report.iter());
        lines.map(line_as_text).collect()
    }
}

fn line_as_text(line: &ReportLine) -> String {
    let outcome = match line.outcome {
        Outcome::Loaded => "loaded",
        Outcome::LoadedWithRemarks => "loaded with remarks",
        Outcome::Duplicate => "here already",
        Outcome::Refused => "refused",
    };
    let mut text = format!("{}: {outcome}\n", line.file);
    for remark in &line.remarks {
        text += &format!("  {remark}\n");
    }
    text
}
