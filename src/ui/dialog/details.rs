//! What is known about the open article, to be corrected; its text cannot be.

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::model::{Article, Date, Details, Normalised};
use crate::ui::{Picture, Same, TextField, icon};

const FORM: &str = "details";

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct DetailsDialogProps {
    /// The article.
    pub article: Same<Article>,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// Hears the corrected details.
    pub on_correct: Callback<Details>,
    /// The article is to be removed.
    pub on_remove: Callback<MouseEvent>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The details as a form, and where the text came from.
#[component]
pub(super) fn DetailsDialog(props: &DetailsDialogProps) -> Html {
    let DetailsDialogProps { article, may_change, on_correct, on_remove, on_close } = props;
    let details = use_mut_ref(|| article.details.clone());
    let onsubmit = {
        let details = details.clone();
        on_correct.reform(move |event: SubmitEvent| {
            event.prevent_default();
            details.borrow().clone()
        })
    };
    let field = |id: &'static str,
                 name: &'static str,
                 value: &str,
                 set: fn(&mut Details, String)| {
        let details = details.clone();
        let on_change = Callback::from(move |typed: String| {
            set(&mut details.borrow_mut(), typed.trim().to_owned());
        });
        let hint = if id == "details-language" { "A tag such as en, ar or pt-BR." } else { "" };
        let kind = if id == "details-url" { "url" } else { "text" };
        html! {
            <TextField {id} {name} value={value.to_owned()} {kind} {hint} is_first={id == "details-title"} is_disabled={!may_change} {on_change} />
        }
    };
    let published = {
        let details = details.clone();
        Callback::from(move |typed: String| {
            details.borrow_mut().published = typed.parse::<Date>().ok();
        })
    };
    let known = &article.details;
    let footer = html! {
        <>
            if *may_change {
                <button type="button" class="danger at-start" onclick={on_remove.clone()}>
                    {icon(Picture::Bin)}{"Remove the article"}
                </button>
            }
            <button type="button" onclick={pressed(on_close)}>
                {if *may_change { "Cancel" } else { "Close" }}
            </button>
            if *may_change {
                <button type="submit" form={FORM} class="primary">{"Save"}</button>
            }
        </>
    };
    html! {
        <DialogFrame title="About this article" is_wide=true {footer} on_close={on_close.clone()}>
            // Whatever stands in the address field is kept, so the browser's check is off.
            <form id={FORM} class="details" novalidate=true {onsubmit}>
                {field("details-title", "Title", &known.title, |details, typed| details.title = typed)}
                {field("details-outlet", "Outlet", &known.outlet, |details, typed| details.outlet = typed)}
                {field("details-byline", "Byline", &known.byline, |details, typed| details.byline = typed)}
                {field("details-url", "Web address", &known.url, |details, typed| details.url = typed)}
                <TextField
                    id="details-published"
                    name="Published"
                    kind="date"
                    value={known.published.map(|date| date.to_string()).unwrap_or_default()}
                    is_disabled={!may_change}
                    on_change={published}
                />
                {field("details-language", "Language", &known.language, |details, typed| details.language = typed)}
            </form>
            <section class="details-source" aria-labelledby="details-source">
                <h3 id="details-source">{"Where the text came from"}</h3>
                <dl>
                    {fact("File", file(&article.source.file))}
                    {fact("Encoding", &article.source.encoding)}
                    {fact("Changed on loading", &changes(article.source.normalised))}
                    {fact("SHA-256 of the text", &article.sha256)}
                </dl>
                <p class="soft">{"The text itself never changes: every mark counts on it. To use another version, add it as a new article."}</p>
            </section>
        </DialogFrame>
    }
}

fn fact(name: &str, value: &str) -> Html {
    html! {
        <div key={name.to_owned()}>
            <dt>{name}</dt>
            <dd><bdi>{value}</bdi></dd>
        </div>
    }
}

fn file(file: &str) -> &str {
    if file.is_empty() { "none, it was pasted" } else { file }
}

fn changes(normalised: Normalised) -> String {
    let Normalised { byte_order_mark, line_endings, replaced } = normalised;
    let changes: Vec<&str> = [
        (byte_order_mark, "a byte order mark was taken off"),
        (line_endings, "line endings became LF"),
        (replaced, "bytes that are no character became “\u{fffd}”"),
    ]
    .into_iter()
    .filter_map(|(did, words)| did.then_some(words))
    .collect();
    if changes.is_empty() { "nothing".to_owned() } else { changes.join("; ") }
}
