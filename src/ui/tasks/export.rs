//! Handing out: the project, the data sets, the report of a load.

use super::Tasks;
use crate::browser::download;
use crate::formats::{dataset, project};
use crate::model::Project;
use crate::session::{Action, Outcome, ReportLine};

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

    fn hand_out(&self, ending: &str, media_type: &str, write: fn(&Project) -> Vec<u8>) {
        let project = match &self.0.state.borrow().desk {
            Some(desk) => desk.work.project.clone(),
            None => return,
        };
        let name = format!("{}.{ending}", project.name);
        match download::save(&name, media_type, &write(&project)) {
            Ok(()) => {
                self.act(Action::DialogClosed);
                self.tell(
                    format!("{} was handed to the browser.", download::file_name(&name)),
                    false,
                );
            }
            Err(error) => self.tell(error.to_string(), true),
        }
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
