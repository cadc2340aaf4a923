//! The project's settings and the browser's; each counts as soon as it is changed.

use yew::prelude::*;

use super::{BrowserSettings, CodebookSettings, DialogFrame, ProjectSettings};
use crate::model::{AnnotatorId, Project};
use crate::session::{Action, Settings};
use crate::ui::Same;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SettingsDialogProps {
    /// The open project.
    pub project: Option<Same<Project>>,
    /// Whose layers are shown.
    pub annotator: Option<AnnotatorId>,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// What the analyst chose for this browser.
    pub settings: Settings,
    /// Hears what was changed.
    pub dispatch: Callback<Action>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// All settings, the project's first.
#[component]
pub(super) fn SettingsDialog(props: &SettingsDialogProps) -> Html {
    let SettingsDialogProps { project, annotator, may_change, settings, dispatch, on_close } =
        props;
    let footer = html! {
        <>
            <p class="at-start soft">{"Changes count at once."}</p>
            <button type="button" class="primary" onclick={on_close.reform(|_: MouseEvent| ())}>{"Done"}</button>
        </>
    };
    html! {
        <DialogFrame title="Settings" is_wide=true {footer} on_close={on_close.clone()}>
            <div class="settings">
                if let Some((project, annotator)) = project.as_ref().zip(annotator.as_ref()) {
                    if !may_change {
                        <p class="settings-locked">{"Another tab is writing to this project, so its settings cannot be changed here."}</p>
                    }
                    <ProjectSettings
                        project={project.clone()}
                        annotator={annotator.clone()}
                        may_change={*may_change}
                        dispatch={dispatch.clone()}
                    />
                    <CodebookSettings
                        codebook={Same::from(project.codebook.clone())}
                        may_change={*may_change}
                        dispatch={dispatch.clone()}
                    />
                }
                <BrowserSettings settings={settings.clone()} dispatch={dispatch.clone()} />
            </div>
        </DialogFrame>
    }
}
