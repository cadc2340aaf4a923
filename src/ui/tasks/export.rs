//! Handing out: the project, the data sets, the report of a load.

use super::Tasks;
use crate::browser::download;
use crate::formats::archive::is_zip;
use crate::formats::choice::Choice;
use crate::formats::table::{Format, LOSSES};
use crate::formats::{codebook, csv, dataset, gazetteer, loss, project};
use crate::model::{Codebook, Project};
use crate::session::picture::{Facts, Kind, Network, Sheet, Timeline, View, svg};
use crate::session::{Action, Outcome, ReportLine};
use crate::ui::picture::shown;

impl Tasks {
    pub(super) fn save_project(&self) {
        self.hand_out("standpoint.json", "application/json", project::write);
    }

    pub(super) fn export_articles(&self) {
        self.hand_out("articles.jsonl", "application/jsonl", dataset::articles_jsonl);
    }

    pub(super) fn export_stances(&self) {
        self.hand_out("stances.jsonl", "application/jsonl", dataset::stances_jsonl);
    }

    /// What was chosen in another program's format, with the list of what it does not hold.
    #[inline(never)] // not in the first load
    pub(super) fn export_as(&self, format: &Format, choice: &Choice) {
        let project = match &self.0.state.borrow().desk {
            Some(desk) => desk.work.project.clone(),
            None => return,
        };
        self.act(Action::DialogClosed);
        let Some(output) = format.write(&project, choice) else { return };
        // An archive has the list in it.
        let is_alone = output.files.len() == 1 && !output.losses.is_empty();
        let losses = is_alone.then(|| loss::report(format.name, &output.losses));
        let file = output.into_one(format, &project.name);
        let media_type =
            if is_zip(&file.bytes) { "application/zip" } else { "application/octet-stream" };
        self.save(&file.path, media_type, &file.bytes);
        if let Some(losses) = losses {
            self.save(&format!("{}.{LOSSES}", file.path), "text/markdown", losses.as_bytes());
        }
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
        match download::save(name, media_type, bytes) {
            Ok(()) => {
                let words = format!("{} was handed to the browser.", download::file_name(name));
                self.tell(words, false);
            }
            Err(error) => self.tell(error.to_string(), true),
        }
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
