//! A project of the shelf is about to be deleted.

use yew::prelude::*;

use super::Question;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct DeleteProjectDialogProps {
    /// The project's name.
    pub name: AttrValue,
    /// How many articles it has.
    pub articles: usize,
    /// The analyst goes on.
    pub on_confirm: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Says what is lost for good.
#[component]
pub(super) fn DeleteProjectDialog(props: &DeleteProjectDialogProps) -> Html {
    let articles = match props.articles {
        0 => "no articles".to_owned(),
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    html! {
        <Question
            title="Delete this project?"
            answer="Delete the project"
            is_danger=true
            on_confirm={props.on_confirm.clone()}
            on_close={props.on_close.clone()}
        >
            <p>
                <strong><bdi>{&props.name}</bdi></strong>
                {format!(" has {articles}. They go from this browser with all marks, stances and notes on them, and with the undo history.")}
            </p>
            <p>{"This cannot be undone. If you may want it again, open the project and save it as a file first. Files that you saved before stay where they are."}</p>
        </Question>
    }
}
