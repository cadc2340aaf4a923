//! A long list of which only the rows in sight are on the page.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Rows drawn above and below those in sight.
const SPARE_ROWS: usize = 6;
/// How many rows are drawn before the list's height is known.
const FIRST_ROWS: usize = 30;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many rows there are.
    pub count: usize,
    /// The height of every row, in CSS pixels; the style sheet gives it the same.
    pub row_px: u32,
    /// Draws a row, which must carry its key.
    pub row: Callback<usize, Html>,
    /// The row to keep in sight.
    pub current: Option<usize>,
    /// The list's id, where something controls it.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What kind of list it is; the rows have the role of its items.
    #[prop_or(AttrValue::Static("list"))]
    pub role: AttrValue,
    /// What the list is, for screen readers.
    pub label: AttrValue,
}

/// A list with room for all rows and the rows in sight.
#[component]
pub fn Window(props: &Props) -> Html {
    let list = use_node_ref();
    let (above, below) = (use_node_ref(), use_node_ref());
    let range = use_state_eq(|| (0, FIRST_ROWS));
    let (count, row_px) = (props.count, props.row_px);

    let measure = {
        let (list, range) = (list.clone(), range.clone());
        move || {
            if let Some(list) = list.cast::<HtmlElement>() {
                let first = list.scroll_top().max(0) as usize / row_px as usize;
                let seen = list.client_height().max(0) as usize / row_px as usize + 1;
                range.set((first.saturating_sub(SPARE_ROWS), first + seen + SPARE_ROWS));
            }
        }
    };
    let (from, to) = (range.0.min(count), range.1.min(count));
    {
        let (above, below) = (above.clone(), below.clone());
        use_effect_with((from, to, count), move |(from, to, count)| {
            let heights = [(above, *from), (below, count - to)];
            for (spacer, rows) in heights {
                if let Some(spacer) = spacer.cast::<HtmlElement>() {
                    let px = rows * row_px as usize;
                    spacer.style().set_property("height", &format!("{px}px")).ok();
                }
            }
        });
    }
    {
        let (list, measure) = (list.clone(), measure.clone());
        use_effect_with((props.current, count), move |(current, _)| {
            if let (Some(list), Some(current)) = (list.cast::<HtmlElement>(), *current) {
                let top = (current * row_px as usize) as i32;
                let (seen, height) = (list.scroll_top(), list.client_height());
                if top < seen || top + row_px as i32 > seen + height {
                    list.set_scroll_top(top - height / 2 + row_px as i32 / 2);
                }
            }
            measure();
        });
    }
    let onscroll = Callback::from(move |_: Event| measure());
    html! {
        <div class="window" ref={list} {onscroll} id={props.id.clone()} role={props.role.clone()} aria-label={props.label.clone()} tabindex="-1">
            <div ref={above} role="presentation" />
            { for (from..to).map(|index| props.row.emit(index)) }
            <div ref={below} role="presentation" />
        </div>
    }
}
