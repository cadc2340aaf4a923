//! Saving the project and exporting its data.

use std::rc::Rc;

use yew::prelude::*;

use super::DialogFrame;
use super::other_formats::OtherFormats;
use crate::browser::file_handle;
use crate::formats::choice::Choice;
use crate::formats::incoming::FOLDER;
use crate::formats::table::Format;
use crate::model::{ArticleId, Project};
use crate::ui::{Picture, Request, Same, icon};

/// Each file that can be had, with what it holds.
pub(super) fn export(
    project: Option<&Rc<Project>>,
    listed: Vec<ArticleId>,
    on_request: &Callback<Request>,
    on_close: Callback<()>,
) -> Html {
    let choice = |request: Request,
                  name: &'static str,
                  holds: &'static str,
                  class: &'static str| {
        let (on_request, on_close) = (on_request.clone(), on_close.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            on_request.emit(request.clone());
            on_close.emit(());
        });
        html! {
            <li>
                <button type="button" autofocus={class == "primary"} {class} {onclick}>{icon(Picture::Save)}{name}</button>
                <p>{holds}</p>
            </li>
        }
    };
    html! {
        <DialogFrame key="export" title="Save and export" on_close={on_close.clone()}>
            <section class="export" aria-labelledby="export-project">
                <h3 id="export-project">{"The project"}</h3>
                <ul>
                    {choice(
                        Request::SaveProject,
                        "Save the project",
                        "One JSON file with everything: texts, marks, stances, notes and the codebook. \
                         Standpoint opens it again, here or on another computer.",
                        "primary",
                    )}
                    if let Some(folder) = Format::of(FOLDER) {
                        {choice(
                            Request::ExportAs(folder, Box::new(Choice::everything())),
                            "Folder for git",
                            "The same as a zip archive of a folder with a file for each article, so that \
                             version control shows what changed where. Drop the folder to open it again.",
                            "",
                        )}
                    }
                    if file_handle::is_available() {
                        {choice(
                            Request::KeepFileCopy,
                            "Keep a copy in a file…",
                            "The one JSON file, on this computer, written again some seconds after each change.",
                            "",
                        )}
                        {choice(
                            Request::KeepFolderCopy,
                            "Keep a copy in a folder…",
                            "The folder for git, on this computer: of its files, those that a change is about are \
                             written again some seconds later.",
                            "",
                        )}
                    }
                </ul>
            </section>
            <section class="export" aria-labelledby="export-data">
                <h3 id="export-data">{"Data sets for other programs"}</h3>
                <ul>
                    {choice(
                        Request::ExportArticles,
                        "Articles",
                        "JSON Lines, one article a line: its text, its details and all that is marked in it.",
                        "",
                    )}
                    {choice(
                        Request::ExportStances,
                        "Stances",
                        "JSON Lines, one stance a line: holder, target, polarity and the words that show it.",
                        "",
                    )}
                </ul>
            </section>
            if let Some(project) = project {
                <OtherFormats project={Same::from(project.clone())} listed={Same::new(listed)} on_request={on_request.clone()} />
            }
            <p class="soft">{"Positions count Unicode code points, as Python's strings do, and each stands beside its quotation."}</p>
        </DialogFrame>
    }
}
