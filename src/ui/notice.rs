//! What happened last, at the foot of the page.

use yew::prelude::*;

use super::{Icon, Picture};
use crate::session::Notice;

/// The toast's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ToastProps {
    /// What to tell; the element stays without one, so that screen readers hear the next.
    pub notice: Option<Notice>,
    /// It was read.
    pub on_dismiss: Callback<()>,
}

/// What happened last, until it is dismissed.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let (failed, told): (Option<&Notice>, Option<&Notice>) = match &props.notice {
        Some(notice) if notice.is_error => (Some(notice), None),
        notice => (None, notice.as_ref()),
    };
    let show = |notice: &Notice| {
        let picture = if notice.is_error { Picture::Remarks } else { Picture::Check };
        html! {
            <div class={classes!("toast", notice.is_error.then_some("is-error"))}>
                <Icon {picture} />
                <p>{&notice.words}</p>
                <button
                    type="button"
                    class="plain icon-only"
                    aria-label="Dismiss"
                    onclick={props.on_dismiss.reform(|_: MouseEvent| ())}
                >
                    <Icon picture={Picture::Close} />
                </button>
            </div>
        }
    };
    html! {
        <div class="toasts">
            <div role="alert">{ for failed.map(show) }</div>
            <div role="status">{ for told.map(show) }</div>
        </div>
    }
}
