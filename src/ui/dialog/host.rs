//! Shows the dialog that is open.

use yew::prelude::*;

use crate::model::{AnnotatorId, ArticleId, Project};
use crate::session::{Action, Dialog, ReportLine, Settings, Shelved};
use crate::ui::{Request, Same};

/// The host's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DialogHostProps {
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// The open project.
    pub project: Option<Same<Project>>,
    /// Whose layers are shown.
    pub annotator: Option<AnnotatorId>,
    /// The open article.
    pub article: Option<ArticleId>,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// What the analyst chose for this browser.
    pub settings: Settings,
    /// The projects that the browser keeps.
    pub shelf: Option<Vec<Shelved>>,
    /// What became of each file of the last load.
    pub report: Option<Same<Vec<ReportLine>>>,
    /// Hears what the analyst did.
    pub dispatch: Callback<Action>,
    /// Hears what the world must do.
    pub on_request: Callback<Request>,
}

/// The open dialog, or nothing.
#[component]
pub fn DialogHost(_props: &DialogHostProps) -> Html {
    html! {}
}
