//! The words that a position was recorded with, to tell whether it still fits.

use super::{Span, Text};

/// How many code points of context a quote keeps on each side.
pub const CONTEXT_CHARS: usize = 24;

/// A stretch's words and a little text around them (W3C `TextQuoteSelector`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words themselves.
    pub exact: String,
    /// Up to [`CONTEXT_CHARS`] code points before them.
    pub prefix: String,
    /// Up to [`CONTEXT_CHARS`] code points behind them.
    pub suffix: String,
}

impl Quote {
    /// Quotes a span of a text.
    pub fn of(text: &Text, span: Span) -> Self {
        let before = &text.as_str()[..span.start().index()];
        let after = &text.as_str()[span.end().index()..];
        let cut = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        Self {
            exact: text.slice(span).to_owned(),
            prefix: before[cut..].to_owned(),
            suffix: after.chars().take(CONTEXT_CHARS).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::CodePoint;
    use super::*;

    fn check(string: &str, start: u32, end: u32, expected: [&str; 3]) {
        let text = Text::new(string);
        let quote =
            Quote::of(&text, text.span_of_code_points(CodePoint(start), CodePoint(end)).unwrap());
        assert_eq!([quote.prefix.as_str(), &quote.exact, &quote.suffix], expected);
    }

    #[test]
    fn context_stops_at_the_texts_ends_and_cuts_no_character() {
        check("Ada met Carl.", 4, 7, ["Ada ", "met", " Carl."]);
        check("Ada", 0, 3, ["", "Ada", ""]);
        let long = "é".repeat(30);
        check(&format!("{long}x{long}"), 30, 31, [&"é".repeat(24), "x", &"é".repeat(24)]);
    }
}
