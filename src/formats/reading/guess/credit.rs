//! Lines that say who wrote an article, for whom, and when.

use super::date;
use crate::model::Date;

/// What a credit line says. What it does not say is empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) byline: String,
    pub(super) outlet: String,
    pub(super) published: Option<Date>,
}

/// Reads `By Ada Lovelace`, `Ada Lovelace · CBC News`, `Posted: Jan 05, 2026 | Last Updated: …`
/// and mixtures of them; `None` if the line is something else.
pub(super) fn read(line: &str) -> Option<Credit> {
    if line.len() > 200 {
        return None;
    }
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_bar(c));
    let by = ["By ", "by ", "BY ", "By: ", "Von ", "Par ", "Por "]
        .iter()
        .find_map(|word| line.strip_prefix(word));
    let pieces: Vec<&str> = split_at_bars(by.unwrap_or(line));
    let mut credit = Credit::default();
    let mut rest = pieces.as_slice();
    if by.is_some() || (pieces.len() > 1 && !is_stamp(pieces[0])) {
        let first = pieces.first()?;
        let words = first.split_whitespace().count();
        if !is_name(first) || words < 2 || (by.is_none() && is_outlet(first)) {
            return None;
        }
        credit.byline = (*first).to_owned();
        rest = &pieces[1..];
    }
    for piece in rest {
        if is_stamp(piece) {
            credit.published = credit.published.or_else(|| date::find(piece));
        } else if credit.outlet.is_empty() && is_outlet(piece) {
            credit.outlet = (*piece).to_owned();
        }
    }
    let says_more = !credit.outlet.is_empty() || rest.iter().any(|piece| is_stamp(piece));
    let is_credit = if by.is_some() { !credit.byline.is_empty() } else { says_more };
    // A lone outlet is a credit only where it stands, which the caller knows.
    (is_credit && (by.is_some() || pieces.len() > 1 || is_stamp(pieces[0]))).then_some(credit)
}

/// Reads `Ada Lovelace · Mill Talk`, which is a credit only where a stamp follows.
pub(super) fn read_above_stamp(line: &str) -> Option<Credit> {
    let [name, outlet] = split_at_bars(line)[..] else { return None };
    let fits = |piece: &str| (2..=5).contains(&piece.split_whitespace().count()) && is_name(piece);
    (line.len() <= 100 && fits(name) && is_name(outlet)).then(|| Credit {
        byline: name.to_owned(),
        outlet: outlet.to_owned(),
        published: None,
    })
}

/// Whether a line is nothing but a stamp: `· Posted: Jan 05, 2026 | Last Updated: 1 hour ago`.
pub(super) fn is_stamp_line(line: &str) -> bool {
    let pieces = split_at_bars(line);
    line.len() <= 200 && !pieces.is_empty() && pieces.iter().all(|piece| is_stamp(piece))
}

/// Whether a stretch is the name of somebody who publishes.
pub(super) fn is_outlet(stretch: &str) -> bool {
    const CUES: &[&str] = &[
        "agency",
        "argus",
        "broadcasting",
        "bulletin",
        "chronicle",
        "courier",
        "daily",
        "digest",
        "dispatch",
        "echo",
        "examiner",
        "express",
        "gazette",
        "globe",
        "guardian",
        "herald",
        "independent",
        "inquirer",
        "journal",
        "ledger",
        "magazine",
        "mail",
        "media",
        "mercury",
        "monitor",
        "network",
        "news",
        "observer",
        "online",
        "post",
        "press",
        "radio",
        "record",
        "register",
        "review",
        "sentinel",
        "standard",
        "star",
        "sun",
        "telegram",
        "telegraph",
        "times",
        "today",
        "tribune",
        "weekly",
        "wire",
    ];
    const NAMES: &[&str] = &[
        "al jazeera",
        "axios",
        "bloomberg",
        "der spiegel",
        "el país",
        "euronews",
        "le monde",
        "politico",
        "reuters",
        "tass",
        "the atlantic",
        "the economist",
        "xinhua",
    ];
    let lower = stretch.to_lowercase();
    let initials = (2..=6).contains(&stretch.len())
        && stretch.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && stretch.bytes().any(|b| b.is_ascii_uppercase());
    let cued = lower.split_whitespace().any(|word| CUES.contains(&word));
    let short = stretch.len() <= 40 && stretch.split_whitespace().count() <= 5;
    short && is_capitalised(stretch) && (initials || cued || NAMES.contains(&lower.as_str()))
}

/// A headline without the outlet behind it, and that outlet: `Title | CBC News`.
pub(in super::super) fn split_title(line: &str) -> (&str, &str) {
    let bars = [" | ", " - ", " – ", " — ", " · "];
    let cut = bars.iter().filter_map(|bar| Some((line.rfind(bar)?, bar.len()))).max();
    let Some((at, len)) = cut else { return (line, "") };
    let (title, outlet) = (line[..at].trim_end(), line[at + len..].trim());
    if is_outlet(outlet) && !title.is_empty() { (title, outlet) } else { (line, "") }
}

/// `Posted: Jan 05, 2026`, `Last Updated: 1 hour ago`, or a day and little else.
fn is_stamp(piece: &str) -> bool {
    const STARTS: &[&str] = &[
        "posted",
        "published",
        "updated",
        "last updated",
        "last modified",
        "first published",
        "publié",
        "veröffentlicht",
        "aktualisiert",
    ];
    let lower = piece.to_lowercase();
    let started = STARTS.iter().find_map(|start| lower.strip_prefix(start));
    let stamp_follows = started.is_some_and(|rest| {
        let digits = rest.bytes().any(|b| b.is_ascii_digit());
        digits && (rest.starts_with([':', ' ']) || rest.is_empty()) && rest.len() <= 60
    });
    stamp_follows || (piece.len() <= 45 && date::find(piece).is_some())
}

/// Whether a stretch reads as one or more names: words with a capital, and what joins them.
fn is_name(stretch: &str) -> bool {
    stretch.len() <= 100
        && stretch.split_whitespace().count() <= 14
        && !stretch.chars().any(|c| c.is_ascii_digit())
        && !stretch.ends_with(['?', '!', ':', ';'])
        && is_capitalised(stretch)
}

fn is_capitalised(stretch: &str) -> bool {
    const JOINTS: &[&str] = &[
        "and", "et", "und", "y", "of", "for", "in", "at", "the", "de", "la", "le", "du", "da",
        "di", "del", "van", "von", "der", "den", "al", "el", "bin", "ibn", "&",
    ];
    let mut names = 0;
    stretch.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).all(
        |word| {
            let first = word.chars().next().unwrap_or_default();
            names += usize::from(!first.is_lowercase() && first.is_alphanumeric());
            !first.is_lowercase() || JOINTS.contains(&word)
        },
    ) && names > 0
}

fn is_bar(c: char) -> bool {
    matches!(c, '·' | '|' | '•' | '∙')
}

fn split_at_bars(line: &str) -> Vec<&str> {
    line.split(is_bar)
        .flat_map(|piece| piece.split(" — "))
        .flat_map(|piece| piece.split(" – "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, byline: &str, outlet: &str, published: &str) {
        let credit = read(line).unwrap_or_else(|| panic!("no credit: {line}"));
        let published = (!published.is_empty()).then(|| published.parse().unwrap());
        assert_eq!((credit.byline.as_str(), credit.outlet.as_str()), (byline, outlet), "{line}");
        assert_eq!(credit.published, published, "{line}");
    }

    #[test]
    fn credits_are_read() {
        check("By Ada Lovelace", "Ada Lovelace", "", "");
        check(
            "By Ada Lovelace and Carl van Dyck, The Daily Mill",
            "Ada Lovelace and Carl van Dyck, The Daily Mill",
            "",
            "",
        );
        check(
            "By Ada Lovelace | The Daily Mill | 5 January 2026",
            "Ada Lovelace",
            "The Daily Mill",
            "2026-01-05",
        );
        check("Ada Lovelace · CBC News", "Ada Lovelace", "CBC News", "");
        check(
            "· Posted: Jan 05, 2026 4:00 AM EST | Last Updated: 1 hour ago",
            "",
            "",
            "2026-01-05",
        );
        check("Published 2026-01-05", "", "", "2026-01-05");
        check("January 5, 2026", "", "", "2026-01-05");
    }

    #[test]
    fn sentences_are_no_credits() {
        for line in [
            "By Monday the leaders had met.",
            "By the numbers",
            "Par exemple",
            "Leaders meet | what they want",
            "CBC News",
            "Published in haste",
            "The summit of January 5, 2026 was attended by thirty leaders in all.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn an_outlet_behind_a_headline_is_cut() {
        assert_eq!(split_title("Leaders meet | CBC News"), ("Leaders meet", "CBC News"));
        assert_eq!(split_title("War - and peace"), ("War - and peace", ""));
        assert_eq!(split_title("A – B – The Guardian"), ("A – B", "The Guardian"));
    }
}
