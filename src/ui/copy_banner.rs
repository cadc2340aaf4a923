//! What the copy on the disk wants from the analyst.

use yew::prelude::*;

use super::{Picture, Request, asks, icon};
use crate::session::{CopyState, FileCopy};

/// How the copy stands and what can be done about it; nothing while all is well.
#[inline(never)] // not in the first load
pub fn copy_banner(copy: &FileCopy, on_request: &Callback<Request>) -> Html {
    let first = match copy.state {
        CopyState::Written(_) | CopyState::Due => return Html::default(),
        CopyState::Offered => (Request::ResumeFileCopy, "Keep it up to date"),
        CopyState::Paused => (Request::ResumeFileCopy, "Continue"),
        CopyState::Failed(_) => (Request::ResumeFileCopy, "Try again"),
        CopyState::Changed => (Request::CompareFileCopy, "Compare and merge…"),
    };
    let another = match copy.is_folder {
        true => (Request::KeepFolderCopy, "Choose another folder…"),
        false => (Request::KeepFileCopy, "Choose another file…"),
    };
    let is_quiet = matches!(copy.state, CopyState::Offered | CopyState::Paused);
    let other = (!is_quiet).then_some(another);
    let stop = if copy.state == CopyState::Offered { "Leave it" } else { "Stop the copy" };
    let is_error = matches!(copy.state, CopyState::Failed(_) | CopyState::Changed);
    let picture = if is_error { Picture::Remarks } else { Picture::Save };
    html! {
        <div
            class={classes!("header-banner", is_error.then_some("is-error"))}
            role="status"
            id="file-copy"
        >
            {icon(picture)}
            <p dir="auto">{copy.words()}</p>
            { for [Some(first), other].into_iter().flatten().map(|(request, name)| html! {
                <button key={name} type="button" onclick={asks(on_request, request)}>{name}</button>
            }) }
            <button key="stop" type="button" class="plain" onclick={asks(on_request, Request::StopFileCopy)}>{stop}</button>
        </div>
    }
}
