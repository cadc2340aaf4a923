//! The screen without a project: what this is, and every way to begin.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Icon, OpenFile, Pick, Picture, Request, Shelf};
use crate::session::{Action, Dialog, Shelved};

/// The start screen's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StartScreenProps {
    /// The projects that the browser keeps; `None` until they are listed.
    pub shelf: Option<Vec<Shelved>>,
    /// Whether files are being dragged over the page.
    #[prop_or_default]
    pub is_dragging: bool,
    /// Hears what the analyst did.
    pub dispatch: Callback<Action>,
    /// Hears what the world must do.
    pub on_request: Callback<Request>,
}

/// The screen without a project.
#[component]
pub fn StartScreen(props: &StartScreenProps) -> Html {
    let StartScreenProps { shelf, is_dragging, dispatch, on_request } = props;
    let paste = dispatch.reform(|_: MouseEvent| Action::DialogOpened(Dialog::Paste));
    let sample = on_request.reform(|_: MouseEvent| Request::OpenSample);
    let empty = dispatch.reform(|_: MouseEvent| Action::ProjectRequested(String::new()));
    html! {
        <main class="start" id="main">
            <div class="start-page">
                <header class="start-title">
                    <h1>{"Standpoint"}</h1>
                    <p>{"Mark who is named in news articles, and who stands where on what."}</p>
                </header>
                <section
                    class={classes!("start-drop", is_dragging.then_some("is-dragging"))}
                    aria-labelledby="start-drop"
                >
                    <Icon picture={Picture::Open} />
                    <h2 id="start-drop">{
                        if *is_dragging { "Let go to load them" } else { "Drop articles anywhere on this page" }
                    }</h2>
                    <p class="soft">{"Text, Markdown, web pages, JSON, JSON Lines and CSV; files or whole folders."}</p>
                    <div class="row">
                        <OpenFile pick={Pick::Files} class="primary" on_request={on_request.clone()} />
                        <OpenFile pick={Pick::Folder} on_request={on_request.clone()} />
                        <button type="button" onclick={paste}>
                            <Icon picture={Picture::Clipboard} />{"Paste text"}
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
                            <p class="soft">{"Set up the fields first, add articles later."}</p>
                        </li>
                        <li><CorpusField on_request={on_request.clone()} /></li>
                    </ul>
                </section>
                <Shelf
                    projects={shelf.clone()}
                    dispatch={dispatch.clone()}
                    on_request={on_request.clone()}
                />
                <p class="start-privacy">
                    <Icon picture={Picture::Lock} />
                    <span>
                        <strong>{"Nothing leaves this computer."}</strong>
                        {" Articles and marks are kept by this browser; save a project as a file to move or share it."}
                    </span>
                </p>
            </div>
        </main>
    }
}

/// The address field's props.
#[derive(Clone, Debug, PartialEq, Properties)]
struct CorpusFieldProps {
    on_request: Callback<Request>,
}

/// Where a corpus is opened by its address.
#[component]
fn CorpusField(props: &CorpusFieldProps) -> Html {
    let field = use_node_ref();
    let onsubmit = {
        let (field, on_request) = (field.clone(), props.on_request.clone());
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
