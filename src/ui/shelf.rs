//! The projects that the browser keeps, on the start screen.

use js_sys::{Date, Object, Reflect};
use yew::prelude::*;

use super::{Picture, Request, asks, icon, on};
use crate::session::{Action, Dialog, Shelved};

/// The list of kept projects, newest first; nothing where there are none.
pub fn shelf(
    projects: &[Shelved],
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    if projects.is_empty() {
        return html! {};
    }
    html! {
        <section class="shelf" aria-labelledby="shelf">
            <h2 id="shelf">{"Projects in this browser"}</h2>
            <ul>{ for projects.iter().map(|project| entry(project, dispatch, on_request)) }</ul>
        </section>
    }
}

fn entry(project: &Shelved, dispatch: &Callback<Action>, on_request: &Callback<Request>) -> Html {
    let open = asks(on_request, Request::OpenProject(project.id.clone()));
    let delete = on(dispatch, Action::DialogOpened(Dialog::DeleteProject(project.id.clone())));
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
                {icon(Picture::Bin)}
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
