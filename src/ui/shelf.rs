//! The projects that the browser keeps, on the start screen.

use js_sys::{Date, Object, Reflect};
use yew::prelude::*;

use super::{Icon, Picture, Request};
use crate::session::{Action, Dialog, Shelved};

/// The shelf's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShelfProps {
    /// The projects, newest first; `None` until they are listed.
    pub projects: Option<Vec<Shelved>>,
    /// Hears which project is to be deleted.
    pub dispatch: Callback<Action>,
    /// Hears which project is to be opened.
    pub on_request: Callback<Request>,
}

/// The list of kept projects; nothing where there are none.
#[component]
pub fn Shelf(props: &ShelfProps) -> Html {
    let Some(projects) = props.projects.as_ref().filter(|projects| !projects.is_empty()) else {
        return html! {};
    };
    html! {
        <section class="shelf" aria-labelledby="shelf">
            <h2 id="shelf">{"Projects in this browser"}</h2>
            <ul>{ for projects.iter().map(|project| entry(project, props)) }</ul>
        </section>
    }
}

fn entry(project: &Shelved, props: &ShelfProps) -> Html {
    let id = project.id.clone();
    let open = props.on_request.reform(move |_: MouseEvent| Request::OpenProject(id.clone()));
    let id = project.id.clone();
    let delete = props
        .dispatch
        .reform(move |_: MouseEvent| Action::DialogOpened(Dialog::DeleteProject(id.clone())));
    let articles = match project.articles {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    let name = format!("Delete the project {}", project.name);
    html! {
        <li key={project.id.as_str()}>
            <button type="button" class="plain shelf-open" onclick={open}>
                <span class="shelf-name" dir="auto">{&project.name}</span>
                <span class="soft">
                    {articles}{" · changed "}
                    <time datetime={project.updated.clone()}>{in_words(&project.updated)}</time>
                </span>
            </button>
            <button type="button" class="plain icon-only" aria-label={name.clone()} title={name} onclick={delete}>
                <Icon picture={Picture::Bin} />
            </button>
        </li>
    }
}

/// A moment in the analyst's time zone, "5 Jan 2026, 09:00"; as it stands if it is none.
fn in_words(rfc3339: &str) -> String {
    let date = Date::new(&rfc3339.into());
    if date.get_time().is_nan() {
        return rfc3339.to_owned();
    }
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        Reflect::set(&options, &name.into(), &value.into()).ok();
    }
    date.to_locale_string("en-GB", &options).into()
}
