//! What happened last, at the foot of the page.

use yew::prelude::*;

use super::{Picture, icon, on};
use crate::session::{Action, Notice, Tone};

/// What happened last, until it is dismissed.
///
/// The elements stay without a notice, so that screen readers hear the next.
pub fn toast(notice: Option<&Notice>, dispatch: &Callback<Action>) -> Html {
    let (failed, told) = match notice {
        Some(notice) if notice.tone == Tone::Error => (Some(notice), None),
        notice => (None, notice),
    };
    let show = |notice: &Notice| {
        let (picture, class) = match notice.tone {
            Tone::Done => (Picture::Check, None),
            Tone::Hint => (Picture::Info, Some("is-hint")),
            Tone::Error => (Picture::Remarks, Some("is-error")),
        };
        html! {
            <div class={classes!("toast", class)}>
                {icon(picture)}
                <p>{&notice.words}</p>
                <button
                    type="button"
                    class="plain icon-only"
                    aria-label="Dismiss"
                    onclick={on(dispatch, Action::NoticeDismissed)}
                >
                    {icon(Picture::Close)}
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
