//! Web pages: the main content as plain text, and what the page's metadata says.
//!
//! Parsed by html5ever, never by a browser. The main content is found by a port of readability.js;
//! a page without any gives all of its visible text. The layout of the text is [`flow`]'s.

mod flow;
mod shallow;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Metadata, Readability};
use encoding_rs::Encoding;

use super::encoding::Decoded;
use super::records::language_tag;
use super::report::{FileReport, Remark};
use super::{Draft, guess};
use crate::model::{Details, Segment};
use crate::text::{Byte, Span};
use flow::Flow;

/// Deeper pages are read without their structure. Browsers stop nesting here as well (Chromium's
/// `kMaximumHTMLParserDOMTreeDepth`); past it the parser's own cost grows with the square.
const MAX_DEPTH: usize = 512;

/// How far into a file its `<meta charset>` may stand (HTML Standard, "prescan a byte stream").
const PRESCAN_BYTES: usize = 1024;

/// The encoding that a page declares for itself.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let value = head.split("charset").skip(1).find_map(|rest| rest.trim_start().strip_prefix('='));
    let value = value?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| c.is_whitespace() || "\"';/>".contains(c));
    Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])
}

/// Reads a page as one article.
pub(super) fn read(path: &str, mut decoded: Decoded) -> FileReport {
    let source = decoded.source(path);
    let mut remarks: Vec<Remark> = decoded.remark.take().into_iter().collect();
    let skimmed = shallow::skim(&decoded.text);
    let (content, mut details) = if skimmed.depth > MAX_DEPTH {
        let message = format!(
            "the page is nested {} deep, so its text was taken without its structure",
            skimmed.depth
        );
        remarks.push(Remark::on_file(message));
        (skimmed.flow, Details::default())
    } else {
        structured(&decoded.text, &mut remarks)
    };
    let Flow { text, captions } = content;
    if text.is_empty() {
        let reason = "expected a page with text, found none: it may build its text by script";
        return FileReport { remarks, ..FileReport::refused(path, reason) };
    }
    let mut segments: Vec<Segment> = captions;
    segments.extend(guess::guess(&text, 0, &mut details));
    FileReport::of(path, vec![Draft::new(text, details, segments, source)], remarks)
}

/// The main content, or all of the visible text, and what the metadata says.
fn structured(html: &str, remarks: &mut Vec<Remark>) -> (Flow, Details) {
    let document = Document::from(html);
    let heading = first_heading(&document);
    let everything = flow::of(&document.body().unwrap_or_else(|| document.root()));
    let mut links = PageLinks::of(&document);
    let Ok(mut page) = Readability::with_document(document, None, None) else {
        return (everything, Details::default());
    };
    let metadata = page.get_article_metadata(page.parse_json_ld());
    let article = page.parse().ok();
    links.byline = article.as_ref().and_then(|article| article.byline.clone());
    let details = details(metadata, links, &heading);
    let content = article
        .map(|article| flow::of(&Document::fragment(article.content).root()))
        .filter(|content| !content.text.is_empty());
    let content = content.unwrap_or_else(|| {
        let message = "no article was found on the page, so all of its visible text was taken";
        remarks.extend((!everything.text.is_empty()).then(|| Remark::on_file(message)));
        everything
    });
    (with_heading(content, &heading), details)
}

/// What readability does not tell of a page.
struct PageLinks {
    canonical: String,
    time: String,
    byline: Option<String>,
}

impl PageLinks {
    fn of(document: &Document) -> Self {
        let attribute = |selector: &str, name: &str| -> String {
            let found = document.select_single(selector).attr(name);
            found.map(|value| value.trim().to_owned()).unwrap_or_default()
        };
        let canonical = attribute("link[rel=canonical]", "href");
        let canonical = if is_address(&canonical) {
            canonical
        } else {
            attribute("meta[property='og:url']", "content")
        };
        Self { canonical, time: attribute("time[datetime]", "datetime"), byline: None }
    }
}

fn details(metadata: Metadata, links: PageLinks, heading: &str) -> Details {
    let tidy = |value: Option<String>| -> String {
        value.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (title, tail) = {
        let title = tidy(Some(metadata.title));
        let (cut, tail) = guess::split_title(&title);
        (cut.to_owned(), tail.to_owned())
    };
    let byline = tidy(metadata.byline.or(links.byline));
    let byline = byline.strip_prefix("By ").unwrap_or(&byline);
    let url = [metadata.url.unwrap_or_default(), links.canonical];
    let published = metadata.published_time.as_deref().and_then(guess::date::parse);
    let site = tidy(metadata.site_name);
    Details {
        title: if title.is_empty() { heading.to_owned() } else { title },
        outlet: if site.is_empty() { tail } else { site },
        byline: if is_address(byline) { String::new() } else { byline.to_owned() },
        url: url.into_iter().rfind(|url| is_address(url)).unwrap_or_default(),
        published: published.or_else(|| guess::date::parse(&links.time)),
        language: language_tag(&metadata.lang.unwrap_or_default()),
    }
}

fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The words of the first `h1`, on one line.
fn first_heading(document: &Document) -> String {
    let headings = document.select_single("h1");
    let words = headings.nodes().first().map(|node: &NodeRef<'_>| flow::of(node).text);
    words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Readability drops the headline; the reader needs it, for a headline can carry a stance.
fn with_heading(content: Flow, heading: &str) -> Flow {
    let opening = content.text.lines().filter(|line| !line.is_empty()).take(5);
    if heading.is_empty() || opening.into_iter().any(|line| line == heading) {
        return content;
    }
    let shift = heading.len() + 2;
    let shifted = |segment: Segment| {
        let at = |byte: Byte| Byte::at(byte.index() + shift);
        let span = Span::new(at(segment.span.start()), at(segment.span.end()));
        Segment { span: span.expect("a shifted span keeps its length"), ..segment }
    };
    Flow {
        text: format!("{heading}\n\n{}", content.text),
        captions: content.captions.into_iter().map(shifted).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Outcome, ReadOptions, read};
    use super::*;
    use crate::model::SegmentKind;

    fn page(head: &str, body: &str) -> FileReport {
        let html = format!(
            "<!DOCTYPE html><html lang=en-CA><head>{head}</head><body>{body}</body></html>"
        );
        read(&Input { path: "a.html", bytes: html.as_bytes() }, &ReadOptions::default())
    }

    fn paragraphs(count: usize) -> String {
        let words = "The mill burnt down on Monday, said Ada, who had seen it from the bridge, and nobody was hurt. ";
        (0..count).map(|n| format!("<p>{n}. {}</p>", words.repeat(3))).collect()
    }

    #[test]
    fn the_article_is_told_from_the_page() {
        let head = r#"<title>Mill burns | The Daily Mill</title>
            <meta property="og:title" content="Mill burns"><meta property="og:site_name" content="The Daily Mill">
            <meta property="article:published_time" content="2026-01-05T04:00:00Z"><meta name="author" content="Ada Lovelace">
            <link rel="canonical" href="https://mill.example/burns"><script>var hidden = 'secret';</script><style>p{}</style>"#;
        let body = format!(
            "<nav><a href=/>Home</a><a href=/x>Sport</a></nav><article><h1>Mill   burns</h1>{}\
             <figure><img src=a.jpg><figcaption>The mill &amp; its wheel.</figcaption></figure>{}\
             <script>alert('secret')</script></article><footer>About us</footer>",
            paragraphs(4),
            paragraphs(2)
        );
        let mut report = page(head, &body);
        assert_eq!((&report.outcome, report.remarks.len()), (&Outcome::Loaded, 0));
        let draft = report.drafts.remove(0);
        let details = &draft.details;
        assert_eq!(
            [&details.title, &details.outlet, &details.byline],
            ["Mill burns", "The Daily Mill", "Ada Lovelace"]
        );
        assert_eq!([&details.url, &details.language], ["https://mill.example/burns", "en-CA"]);
        assert_eq!(details.published.unwrap().to_string(), "2026-01-05");
        assert!(draft.text.starts_with("Mill burns\n\n0. The mill burnt"), "{}", draft.text);
        assert!(draft.text.contains("\n\nThe mill & its wheel.\n\n"), "{}", draft.text);
        for hidden in ["secret", "Home", "About us", "<"] {
            assert!(!draft.text.contains(hidden), "{hidden}: {}", draft.text);
        }
        let kinds: Vec<_> = draft
            .segments
            .iter()
            .map(|segment| (segment.kind, &draft.text[segment.span.range()]))
            .collect();
        assert_eq!(
            kinds,
            [
                (SegmentKind::Headline, "Mill burns"),
                (SegmentKind::Caption, "The mill & its wheel.")
            ]
        );
    }

    #[test]
    fn linked_data_is_read() {
        let head = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
            "headline": "Mill burns", "datePublished": "2026-01-05", "author": {"name": "Ada Lovelace"},
            "publisher": {"name": "The Daily Mill"}}</script>"#;
        let draft = page(head, &paragraphs(5)).drafts.remove(0);
        let details = &draft.details;
        assert_eq!(
            [&details.title, &details.outlet, &details.byline],
            ["Mill burns", "The Daily Mill", "Ada Lovelace"]
        );
        assert_eq!(details.published.unwrap().to_string(), "2026-01-05");
    }

    #[test]
    fn a_page_without_an_article_gives_its_visible_text() {
        let report = page("", "<div>Ada<script>no</script> met <b>Carl</b>.<br>Both left.</div>");
        assert_eq!(report.drafts[0].text, "Ada met Carl.\nBoth left.");
        let report = page("<title>x</title>", "<script>show('text')</script>");
        assert!(matches!(report.outcome, Outcome::Refused(_)));
    }

    #[test]
    fn a_declared_encoding_counts_where_the_bytes_allow_it() {
        let declared = |html: &str| declared_encoding(html.as_bytes()).map(Encoding::name);
        assert_eq!(declared("<meta charset=\"ISO-8859-2\">"), Some("ISO-8859-2"));
        assert_eq!(declared("<meta content='text/html; charset=koi8-r'>"), Some("KOI8-R"));
        assert_eq!(declared("<p>charset is a word"), None);
        let bytes = b"<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2";
        let draft =
            read(&Input { path: "a.html", bytes }, &ReadOptions::default()).drafts.remove(0);
        assert_eq!(
            (draft.text.as_str(), draft.source.encoding.as_str()),
            ("Привет", "windows-1251")
        );
    }

    #[test]
    fn a_page_nested_past_measure_is_read_flat() {
        for tags in ["<div>", "<b id=x>", "<p><a href=x><i>", "<table><tr><td>", "<ul><li>"] {
            let report =
                page("", &format!("Ada {}met Carl.<script>no</script>", tags.repeat(100_000)));
            let text = report.drafts[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!((text.as_str(), report.remarks.len()), ("Ada met Carl.", 1), "{tags}");
        }
    }
}
