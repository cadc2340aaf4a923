//! A page with one paragraph, drawn by Yew: what any Yew page costs.

use yew::prelude::*;

#[component]
fn Empty() -> Html {
    use_effect_with((), |()| {
        let page = web_sys::window().and_then(|window| window.document());
        if let Some(root) = page.and_then(|page| page.document_element()) {
            // The name and the value are constants that the DOM accepts.
            let _ = root.set_attribute("data-ready", "page");
        }
    });
    html! { <p>{ "Empty" }</p> }
}

fn main() {
    yew::Renderer::<Empty>::new().render();
}
