//! A drawing as an SVG file (SVG 1.1), in the light theme's colours.

use std::fmt::Write as _;

use super::{Anchor, Drawing, Form, Ink};
use crate::model::Polarity;

/// The file. It stands alone: no script, no style sheet, nothing fetched.
pub fn svg(drawing: &Drawing) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for shape in &drawing.shapes {
        let ink = colour(shape.ink);
        let title = match shape.words.as_str() {
            "" => String::new(),
            words => format!("<title>{}</title>", escaped(words)),
        };
        // Writing into a string does not fail.
        let _ = match &shape.form {
            Form::Line { from, to, width, is_dashed } => {
                let dashes = if *is_dashed { " stroke-dasharray=\"6 4\"" } else { "" };
                writeln!(
                    out,
                    "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{ink}\" \
                     stroke-width=\"{width}\"{dashes}>{title}</line>",
                    from.0, from.1, to.0, to.1
                )
            }
            Form::Circle { middle, radius } => writeln!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" fill=\"{ink}\">{title}</circle>",
                middle.0, middle.1
            ),
            Form::Bar { corner, size } => writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{ink}\">{title}</rect>",
                corner.0, corner.1, size.0, size.1
            ),
            Form::Label { at: (x, y), anchor, words } => {
                let anchor = match anchor {
                    Anchor::Start => "text-anchor=\"start\"".to_owned(),
                    Anchor::Middle => "text-anchor=\"middle\"".to_owned(),
                    Anchor::Tilted => format!("transform=\"rotate(-45 {x} {y})\""),
                };
                let words = escaped(words);
                writeln!(
                    out,
                    "<text x=\"{x}\" y=\"{y}\" {anchor} fill=\"{ink}\" stroke=\"#ffffff\" \
                     stroke-width=\"3\" paint-order=\"stroke\">{words}</text>"
                )
            }
        };
    }
    out.push_str("</svg>\n");
    out
}

fn colour(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "#1d1c1a",
        Ink::Soft => "#85807a",
        Ink::Node => "#1a5fb4",
        Ink::Polarity(Polarity::Favor) => "#0b6e75",
        Ink::Polarity(Polarity::Against) => "#b3261e",
        Ink::Polarity(Polarity::Neutral) => "#5c5c5c",
        Ink::Polarity(Polarity::Both) => "#7b5130",
        Ink::Polarity(Polarity::None) => "#646000",
    }
}

/// What stands between tags or in quotation marks; characters that XML 1.0 cannot hold are left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
