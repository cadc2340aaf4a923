//! A long list of which only the rows in sight are on the page.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::resized::Resized;
use super::roving::{self, Goal};

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
    /// The id of the row that keys work on, where the list itself has the keyboard focus.
    #[prop_or_default]
    pub active: Option<AttrValue>,
    /// Whether nothing in the rows takes the keyboard focus, so that the list itself must, to be
    /// scrolled.
    #[prop_or_default]
    pub is_read: bool,
    /// Whether several rows of a `listbox` may be selected.
    #[prop_or_default]
    pub takes_several: bool,
    /// Whether arrow keys walk the buttons and tick boxes of the rows, which are one stop of the Tab
    /// key: a list draws further rows as it scrolls, so that Tab would not come out of a long one.
    #[prop_or_default]
    pub walks: bool,
    /// What the list is, for screen readers.
    pub label: AttrValue,
}

/// What of the list is in sight, in CSS pixels from the first row's upper edge.
struct Seen {
    top: usize,
    height: usize,
}

impl Seen {
    fn of(list: &HtmlElement) -> Self {
        let px = |length: i32| length.max(0) as usize;
        Self { top: px(list.scroll_top()), height: px(list.client_height()) }
    }

    /// The rows to be drawn, the end excluded.
    fn rows(&self, row_px: usize) -> (usize, usize) {
        let first = self.top / row_px;
        (first.saturating_sub(SPARE_ROWS), first + self.height / row_px + 1 + SPARE_ROWS)
    }

    /// What is in sight once the list is scrolled to a row that is not: as far as is needed, or to
    /// the middle if the way is longer than what is in sight.
    fn with_row(&self, row: usize, count: usize, row_px: usize) -> Option<Self> {
        let (top, end) = (row * row_px, (row + 1) * row_px);
        let top = if self.height == 0 || (self.top <= top && end <= self.top + self.height) {
            return None;
        } else if end + self.height < self.top || self.top + 2 * self.height < top {
            (top + row_px / 2).saturating_sub(self.height / 2)
        } else if top < self.top {
            top.saturating_sub(row_px)
        } else {
            (end + row_px).saturating_sub(self.height)
        };
        let last = (count * row_px).saturating_sub(self.height);
        Some(Self { top: top.min(last), height: self.height })
    }
}

/// A list with room for all rows and the rows in sight.
#[component]
pub fn Window(props: &Props) -> Html {
    let list = use_node_ref();
    let (above, below) = (use_node_ref(), use_node_ref());
    // What the last look at the list found.
    let range = use_state_eq(|| (0, FIRST_ROWS));
    let seen = use_mut_ref(|| Seen { top: 0, height: 0 });
    let shown = use_mut_ref(|| None);
    let (count, row_px) = (props.count, props.row_px as usize);

    let look = {
        let (list, range, seen, shown) = (list.clone(), range.clone(), seen.clone(), shown.clone());
        move |is_resized: bool| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            let mut now = Seen::of(&list);
            // The row that was in sight stays so. `shown` is filled before the list can change.
            if let Some((Some(current), count)) = *shown.borrow()
                && is_resized
                && seen.borrow().with_row(current, count, row_px).is_none()
                && let Some(brought) = now.with_row(current, count, row_px)
            {
                list.set_scroll_top(brought.top as i32);
                now = brought;
            }
            range.set(now.rows(row_px));
            *seen.borrow_mut() = now;
        }
    };
    // Foreseen, so that rows which are about to go are not drawn first. Not measured: with every edit,
    // the browser would have to lay out the page before all of it is drawn.
    let is_new = *shown.borrow() != Some((props.current, count));
    let brought = props.current.filter(|_| is_new);
    let brought = brought.and_then(|current| seen.borrow().with_row(current, count, row_px));
    let (from, to) = brought.as_ref().map_or(*range, |seen| seen.rows(row_px));
    let (from, to) = (from.min(count), to.min(count));
    {
        let (above, below) = (above.clone(), below.clone());
        use_effect_with((from, to, count), move |(from, to, count)| {
            let heights = [(above, *from), (below, count - to)];
            for (spacer, rows) in heights {
                if let Some(spacer) = spacer.cast::<HtmlElement>() {
                    let px = rows * row_px;
                    spacer.style().set_property("height", &format!("{px}px")).ok();
                }
            }
        });
    }
    {
        let list = list.clone();
        let current = props.current;
        use_effect_with((current, count), move |now| {
            *shown.borrow_mut() = Some(*now);
            if let (Some(list), Some(brought)) = (list.cast::<HtmlElement>(), brought) {
                list.set_scroll_top(brought.top as i32);
                range.set(brought.rows(row_px));
                *seen.borrow_mut() = brought;
            }
        });
    }
    {
        let (list, look) = (list.clone(), look.clone());
        use_effect_with((), move |()| {
            let resized = Resized::new(Callback::from(move |()| look(true)));
            if let Some(list) = list.cast::<HtmlElement>() {
                resized.hear(&list);
            }
            move || drop(resized)
        });
    }
    let walk = use_mut_ref(|| None::<Goal>);
    {
        let (list, walk, walks) = (list.clone(), walk.clone(), props.walks);
        use_effect(move || {
            if walks {
                settle(&list, &walk);
            }
        });
    }
    let (onkeydown, onfocusin) = match props.walks {
        true => walking(&list, &walk, count, row_px),
        false => (None, None),
    };
    let onscroll = Callback::from(move |_: Event| look(false));
    html! {
        <div class="window" ref={list} {onscroll} {onkeydown} {onfocusin} id={props.id.clone()} role={props.role.clone()} aria-label={props.label.clone()}
            tabindex={if props.active.is_some() || props.is_read { "0" } else { "-1" }} aria-activedescendant={props.active.clone()}
            aria-multiselectable={props.takes_several.then_some("true")}>
            <div ref={above} role="presentation" />
            // A list of their own, which has keys throughout: else the spacers would be taken for rows.
            <>{ for (from..to).map(|index| props.row.emit(index)) }</>
            <div ref={below} role="presentation" />
        </div>
    }
}

/// What walks the rows by keys: `goal` is where to, while that is not drawn yet.
#[inline(never)] // not in the first load
fn walking(
    list: &NodeRef,
    goal: &Rc<RefCell<Option<Goal>>>,
    count: usize,
    row_px: usize,
) -> (Option<Callback<KeyboardEvent>>, Option<Callback<FocusEvent>>) {
    let on_key = {
        let (list, goal) = (list.clone(), goal.clone());
        move |event: KeyboardEvent| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            let Some(next) = roving::step(&list, &event, count) else { return };
            if next.reach(&list) {
                return;
            }
            if let Some(bring) = Seen::of(&list).with_row(next.row, count, row_px) {
                list.set_scroll_top(bring.top as i32);
            }
            *goal.borrow_mut() = Some(next);
        }
    };
    let list = list.clone();
    let on_focus = move |_: FocusEvent| {
        if let Some(list) = list.cast::<HtmlElement>() {
            roving::settle(&list);
        }
    };
    (Some(Callback::from(on_key)), Some(Callback::from(on_focus)))
}

#[inline(never)] // not in the first load
fn settle(list: &NodeRef, goal: &RefCell<Option<Goal>>) {
    let Some(list) = list.cast::<HtmlElement>() else { return };
    let is_reached = goal.borrow().as_ref().is_some_and(|goal| goal.reach(&list));
    if is_reached {
        goal.take();
    }
    roving::settle(&list);
}
