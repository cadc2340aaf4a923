//! Pictures as drawings, each with its table below for keyboard and screen reader.

use yew::prelude::*;

use super::{Look, list};
use crate::model::Polarity;
use crate::session::picture::{
    Anchor, Drawing, Form, Ink, MOST_NODES, Network, Shape, Sheet, Timeline,
};

pub(super) fn network(look: &Look<'_>) -> Html {
    let network = Network::of(look.facts);
    let heard = format!(
        "{} holders and targets, {} pairs. The table below has the same.",
        network.total,
        network.edges.len()
    );
    html! {
        <>
            { drawing(look, &network.drawing(), heard) }
            <p class="soft">
                { "Solid lines are in favour, dashed lines against." }
                if network.total > MOST_NODES {
                    { format!(" Drawn are the {MOST_NODES} of {} with the most stances; the table has all.", network.total) }
                }
            </p>
            { table(look) }
        </>
    }
}

pub(super) fn timeline(look: &Look<'_>) -> Html {
    let timeline = Timeline::of(look.facts, look.view.clock);
    let undated = timeline.undated.tally.total();
    let heard = format!(
        "{} outlets over {} stretches of time. The table below has the same.",
        timeline.rows.len(),
        timeline.bins.len()
    );
    html! {
        <>
            if timeline.bins.is_empty() {
                <p class="empty">{ "No stance here has that date." }</p>
            } else {
                { drawing(look, &timeline.drawing(look.facts), heard) }
                <p class="soft">{ "Above the line in favour, below it against, grey what is neither." }</p>
            }
            if undated > 0 {
                <p><button type="button" onclick={look.opens("Without that date".to_owned(), &timeline.undated.facts)}>{ format!("{undated} without that date") }</button></p>
            }
            { table(look) }
        </>
    }
}

fn table(look: &Look<'_>) -> Html {
    html! {
        <details class="picture-table">
            <summary>{ "As a table" }</summary>
            { list::list(look, Sheet::of(look.facts, look.view)) }
        </details>
    }
}

fn drawing(look: &Look<'_>, drawing: &Drawing, heard: String) -> Html {
    let view_box = format!("0 0 {} {}", drawing.width, drawing.height);
    html! {
        <svg class="drawing" viewBox={view_box} width={drawing.width.to_string()} height={drawing.height.to_string()} role="img" aria-label={heard}>
            { for drawing.shapes.iter().map(|shape| drawn(look, shape)) }
        </svg>
    }
}

fn drawn(look: &Look<'_>, shape: &Shape) -> Html {
    let ink = match shape.ink {
        Ink::Text => "text",
        Ink::Soft => "soft",
        Ink::Node => "node",
        Ink::Polarity(Polarity::Favor) => "favor",
        Ink::Polarity(Polarity::Against) => "against",
        Ink::Polarity(_) => "rest",
    };
    let title = (!shape.words.is_empty()).then(|| html! { <title>{ &shape.words }</title> });
    let onclick = (!shape.facts.is_empty()).then(|| look.opens(shape.words.clone(), &shape.facts));
    let opens = onclick.is_some().then_some("");
    let px = |length: i32| length.to_string();
    match &shape.form {
        Form::Line { from, to, width, is_dashed } => html! {
            <line x1={px(from.0)} y1={px(from.1)} x2={px(to.0)} y2={px(to.1)} stroke-width={px(*width)}
                stroke-dasharray={is_dashed.then_some("6 4")} data-ink={ink} data-opens={opens} {onclick}>{ title }</line>
        },
        Form::Circle { middle, radius } => html! {
            <circle cx={px(middle.0)} cy={px(middle.1)} r={px(*radius)} data-ink={ink} data-opens={opens} {onclick}>{ title }</circle>
        },
        Form::Bar { corner, size } => html! {
            <rect x={px(corner.0)} y={px(corner.1)} width={px(size.0)} height={px(size.1)} data-ink={ink} data-opens={opens} {onclick}>{ title }</rect>
        },
        Form::Label { at: (x, y), anchor, words } => html! {
            <text x={px(*x)} y={px(*y)} data-ink={ink} text-anchor={(*anchor == Anchor::Middle).then_some("middle")}
                transform={(*anchor == Anchor::Tilted).then(|| format!("rotate(-45 {x} {y})"))}>{ words }</text>
        },
    }
}
