//! One pass over a page's tags: how deep they nest, and the text without their structure.
//!
//! The parser's cost grows with the product of length and depth, so a page is looked at first.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::flow::{Flow, Layout, Writer};

/// What one pass tells.
pub(super) struct Skimmed {
    /// The most elements that are open at once, at most: not counting those whose end may be left out.
    pub(super) depth: usize,
    /// The visible text.
    pub(super) flow: Flow,
}

/// Looks a page over.
pub(super) fn skim(html: &str) -> Skimmed {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    // It pauses behind a script, as a page would to run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let state = tokenizer.sink.0.into_inner();
    Skimmed { depth: state.deepest, flow: state.writer.finish() }
}

struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    open: HashMap<LocalName, usize>,
    depth: usize,
    deepest: usize,
    hidden: usize,
    writer: Writer,
}

/// Elements that have no end, or whose end may be left out and that cannot hold their own kind.
const UNCOUNTED: [&str; 37] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr",
    "td", "th", "thead", "tbody", "tfoot", "colgroup", "rb", "rt", "rtc", "rp", "path", "use", "g",
];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let state = &mut *self.0.borrow_mut();
        match token {
            Token::CharacterTokens(characters) if state.hidden == 0 => {
                state.writer.text(&characters);
            }
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag.name, tag.self_closing);
                return match &*tag.name {
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                        TokenSinkResult::RawData(Rawtext)
                    }
                    "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn start(&mut self, name: &LocalName, self_closing: bool) {
        let is_hidden = Layout::of(name) == Layout::Hidden;
        if !is_hidden {
            self.writer.enter(name);
        }
        if self_closing || UNCOUNTED.contains(&&**name) {
            return;
        }
        *self.open.entry(name.clone()).or_default() += 1;
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        self.hidden += usize::from(is_hidden);
    }

    fn end(&mut self, name: &LocalName) {
        let is_hidden = Layout::of(name) == Layout::Hidden;
        if !is_hidden {
            self.writer.leave(name);
        }
        if let Some(open) = self.open.get_mut(name).filter(|open| **open > 0) {
            *open -= 1;
            self.depth -= 1;
            self.hidden -= usize::from(is_hidden);
        }
    }
}
