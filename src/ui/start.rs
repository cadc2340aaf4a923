//! The screen without a project: what this is, and every way to begin.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Pick, Picture, Request, asks, icon, on, open_file, shelf, shortcut};
use crate::session::import::ImportStage;
use crate::session::{Action, Dialog, Settings, Shelved};

/// The screen without a project, over which files may be dragged, with the projects that the
/// browser keeps and `news`, a banner.
pub fn start_screen(
    projects: &[Shelved],
    is_dragging: bool,
    news: Html,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    let paste = on(dispatch, Action::DialogOpened(Dialog::Paste));
    let sample = asks(on_request, Request::OpenSample);
    let import = on(dispatch, Action::ImportShown(ImportStage::Asked));
    let empty = on(dispatch, Action::ProjectRequested(String::new()));
    html! {
        <main class="start" id="main">
            {news}
            <div class="start-page">
                <header class="start-title">
                    <h1>{"Standpoint"}</h1>
                    <p>{"Mark who is named in news articles, and who stands where on what."}</p>
                </header>
                <section
                    class={classes!("start-drop", is_dragging.then_some("is-dragging"))}
                    aria-labelledby="start-drop"
                >
                    {icon(Picture::Open)}
                    <h2 id="start-drop">{
                        if is_dragging { "Let go to load them" } else { "Drop articles anywhere on this page" }
                    }</h2>
                    <p class="soft">{"Text, Markdown, web pages, JSON, JSON Lines and CSV; files or whole folders."}</p>
                    <div class="row">
                        {open_file(Pick::Files, "primary", Callback::noop(), on_request)}
                        {open_file(Pick::Folder, "", Callback::noop(), on_request)}
                        <button type="button" onclick={paste}>
                            {icon(Picture::Clipboard)}{"Paste text"}
                        </button>
                    </div>
                </section>
                <section class="start-other" aria-labelledby="start-other">
                    <h2 id="start-other">{"Other ways to begin"}</h2>
                    <ul>
                        <li>
                            <button type="button" onclick={sample}>{"Open the sample"}</button>
                            <p class="soft">{"Five short articles on one event, and some in other scripts, to try things on."}</p>
                        </li>
                        <li>
                            <button type="button" onclick={empty}>{"New empty project"}</button>
                            <p class="soft">{"Set up the codebook first, add articles later."}</p>
                        </li>
                        <li>
                            <button type="button" onclick={import}>{"Import annotations"}</button>
                            <p class="soft">{"Work begun in Label Studio, brat, INCEpTION, doccano and others, with its articles."}</p>
                        </li>
                        <li>{corpus_field(on_request)}</li>
                    </ul>
                </section>
                {shelf(projects, dispatch, on_request)}
                <p class="start-privacy">
                    {icon(Picture::Lock)}
                    <span>
                        <strong>{"Nothing leaves this computer."}</strong>
                        {" Articles and marks are kept by this browser; save a project as a file to move or share it."}
                    </span>
                </p>
            </div>
        </main>
    }
}

/// What is painted before the program has come (index.html), while it opens what the address names.
pub fn opening() -> Html {
    html! {
        <main class="shell" id="main">
            <h1>{"Standpoint"}</h1>
            <p>{"Mark who is named in news articles, and who stands where on what."}</p>
            <p role="status">{"Opening…"}</p>
        </main>
    }
}

/// Where a corpus is opened by its address.
fn corpus_field(on_request: &Callback<Request>) -> Html {
    let field = NodeRef::default();
    let onsubmit = {
        let (field, on_request) = (field.clone(), on_request.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            match field.value().trim() {
                "" => field.focus().unwrap_or_default(),
                address => on_request.emit(Request::OpenCorpus(address.to_owned())),
            }
        })
    };
    html! {
        <form class="field" {onsubmit}>
            <label class="name" for="start-corpus">{"Open a corpus by its address"}</label>
            <div class="start-address">
                <input
                    ref={field}
                    id="start-corpus"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="corpus.json or https://…"
                />
                <button type="submit">{"Open"}</button>
            </div>
        </form>
    }
}

/// What there is to do in a project without articles.
#[inline(never)] // not in the first load
pub fn no_articles(settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let key = shortcut(settings, "codebook");
    let onclick = on(dispatch, Action::DialogOpened(Dialog::Codebook));
    html! {
        <div class="empty stack">
            <p>{ "No articles yet." }</p>
            <p>{ "Drop files or a folder on the page, or use “Add articles” above." }</p>
            <p>
                <button type="button" aria-keyshortcuts={key.aria()} {onclick}>{ "Set up the codebook" }{ key.kbd() }</button>
            </p>
        </div>
    }
}
