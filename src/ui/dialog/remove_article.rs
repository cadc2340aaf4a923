//! An article is about to be removed.

use yew::prelude::*;

use super::Question;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct RemoveArticleDialogProps {
    /// What the article is called in lists.
    pub headline: AttrValue,
    /// How many marks and stances are on it, of all annotators.
    pub records: usize,
    /// How many annotators they are of.
    pub annotators: usize,
    /// The analyst goes on.
    pub on_confirm: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Says what goes with the article, and that it can come back.
#[component]
pub(super) fn RemoveArticleDialog(props: &RemoveArticleDialogProps) -> Html {
    let records = match (props.records, props.annotators) {
        (0, _) => "Nothing is marked in it yet.".to_owned(),
        (1, _) => "The one mark or stance on it goes too.".to_owned(),
        (count, 0 | 1) => format!("The {count} marks and stances on it go too."),
        (count, annotators) => {
            format!("The {count} marks and stances of {annotators} annotators on it go too.")
        }
    };
    html! {
        <Question
            title="Remove this article?"
            answer="Remove the article"
            is_danger=true
            on_confirm={props.on_confirm.clone()}
            on_close={props.on_close.clone()}
        >
            <p><strong><bdi>{&props.headline}</bdi></strong>{" leaves the project. "}{records}</p>
            <p>{"You can undo this: Undo brings all of it back."}</p>
        </Question>
    }
}
