//! Texts with carriage returns, for files that programs open as text: some count `\r\n` as two
//! characters, most of those in Python as one. With line feeds alone, all count the same.

use std::borrow::Cow;
use std::rc::Rc;

use super::digest::sha256_hex;
use super::fact::{Kind, Subject};
use crate::model::{Article, Layer, Project, Record};
use crate::text::{Byte, Fragments, Span, Text};

/// The articles whose line ends are written otherwise.
pub(super) fn lost(project: &Project) -> Vec<(Kind, Subject)> {
    let articles = project.articles.values().filter(|article| returns(article));
    articles.map(|article| (Kind::LineEnds, Subject::Article(article.id.clone()))).collect()
}

/// Whether its text has a carriage return.
pub(super) fn returns(article: &Article) -> bool {
    article.text.as_str().contains('\r')
}

/// The project with line feeds at the ends of lines, and every mark on its words.
pub(super) fn fed(project: &Project) -> Cow<'_, Project> {
    if !project.articles.values().any(|article| returns(article)) {
        return Cow::Borrowed(project);
    }
    let mut fed = project.clone();
    for article in project.articles.values().filter(|article| returns(article)) {
        let text = article.text.as_str();
        let gone = Gone(text.match_indices("\r\n").map(|(at, _)| at).collect());
        let text = with_line_feeds(text);
        let segments = article.segments.iter().filter_map(|segment| {
            Some(crate::model::Segment { span: gone.span(segment.span)?, ..*segment })
        });
        let made = Article {
            segments: segments.collect(),
            sha256: sha256_hex(text.as_bytes()),
            text: Text::new(text),
            ..(**article).clone()
        };
        fed.articles.insert(article.id.clone(), Rc::new(made));
        for (id, layer) in &project.layers {
            if id.article == article.id {
                fed.layers.insert(id.clone(), Rc::new(gone.layer(layer)));
            }
        }
    }
    Cow::Owned(fed)
}

/// The text with a line feed for each end of a line.
pub(super) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Where the carriage returns stood that have no line feed of their own.
struct Gone(Vec<usize>);

impl Gone {
    fn byte(&self, at: Byte) -> Byte {
        Byte::at(at.index() - self.0.partition_point(|gone| *gone < at.index()))
    }

    fn span(&self, span: Span) -> Option<Span> {
        Span::new(self.byte(span.start()), self.byte(span.end()))
    }

    fn fragments(&self, fragments: &mut Fragments) {
        let spans = fragments.spans().iter().filter_map(|span| self.span(*span));
        if let Some(moved) = Fragments::new(spans.collect::<Vec<_>>()) {
            *fragments = moved;
        }
    }

    fn layer(&self, layer: &Layer) -> Layer {
        let mut made = layer.clone();
        for record in layer.records.values() {
            let mut record = record.clone();
            match &mut record {
                Record::Mention(mention) => self.fragments(&mut Rc::make_mut(mention).fragments),
                Record::Stance(stance) => {
                    let stance = Rc::make_mut(stance);
                    let parts = [&mut stance.expression, &mut stance.cue, &mut stance.evidence];
                    parts.into_iter().flatten().for_each(|part| self.fragments(part));
                }
                Record::DocumentStance(_) => {}
            }
            made.insert(record);
        }
        made
    }
}
