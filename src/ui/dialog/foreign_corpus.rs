//! A corpus of another host is about to be fetched.

use yew::prelude::*;

use super::Question;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ForeignCorpusDialogProps {
    /// The host by name.
    pub host: AttrValue,
    /// The whole address.
    pub url: AttrValue,
    /// The analyst goes on.
    pub on_confirm: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Names the host, and says what it learns.
#[component]
pub(super) fn ForeignCorpusDialog(props: &ForeignCorpusDialogProps) -> Html {
    let ForeignCorpusDialogProps { host, url, on_confirm, on_close } = props;
    html! {
        <Question
            title="Fetch from another site?"
            answer={format!("Fetch from {host}")}
            on_confirm={on_confirm.clone()}
            on_close={on_close.clone()}
        >
            <p>{"This corpus is kept by "}<strong><bdi>{host}</bdi></strong>{":"}</p>
            <p class="address"><bdi>{url}</bdi></p>
            <p>{"That site will see that somebody at your network address asked for it. Nothing of your work is sent."}</p>
        </Question>
    }
}
