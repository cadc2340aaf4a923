//! Finds what positions count, from the words that stand beside them.

use super::Claim;
use crate::model::{ArticleId, Project};
use crate::text::{Positions, Span, Text, Unit};

/// What positions count, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The words beside the positions fit in this unit, and in a unit before it in [`Unit::ALL`] they
    /// do not.
    ByQuotes {
        /// The unit.
        unit: Unit,
        /// How many words fit in it.
        fits: usize,
        /// Of how many that the units place differently.
        quotes: usize,
    },
    /// Only in this unit do all ranges lie in their texts and between characters.
    ByRanges(Unit),
    /// The text is such that the units make no difference.
    NoDifference,
    /// The format's definition says it, or whoever reads the file; nothing in the file decides.
    Given(Unit),
    /// Nothing decides: it must be asked. What was read counts code points for the time being.
    Open(Question),
}

impl Found {
    /// The unit that was read in.
    pub fn unit(&self) -> Unit {
        match self {
            Self::ByQuotes { unit, .. } | Self::ByRanges(unit) | Self::Given(unit) => *unit,
            Self::NoDifference | Self::Open(_) => Unit::CodePoint,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::ByQuotes { unit, quotes: 1, .. } => format!(
                "Positions count {}: the one quotation that tells the units apart fits so.",
                unit.words()
            ),
            Self::ByQuotes { unit, fits, quotes } => format!(
                "Positions count {}: {fits} of the {quotes} quotations that tell the units apart fit so.",
                unit.words()
            ),
            Self::ByRanges(unit) => {
                format!("Positions count {}: only so do they fit the texts.", unit.words())
            }
            Self::NoDifference => {
                "What positions count makes no difference in these texts.".to_owned()
            }
            Self::Given(unit) => format!("Positions are read as {}.", unit.words()),
            Self::Open(_) => "What positions count cannot be told from these files.".to_owned(),
        }
    }
}

/// What must be asked: one passage, read in each unit that is possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The article's headline or id.
    pub article: String,
    /// The range as it stands in the file.
    pub range: (u64, u64),
    /// Each reading that differs from those before it.
    pub readings: Vec<(Unit, Passage)>,
}

/// Words with a little text around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What stands before.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands behind.
    pub after: String,
}

/// How many characters of a passage stand on each side of its words.
const AROUND: usize = 30;

/// Finds the unit of all claims, of which each names its article and the text as the file has it.
pub(super) fn settle(
    claims: Vec<(&ArticleId, &Text, &Claim)>,
    project: &Project,
    by_format: Option<Unit>,
    chosen: Option<Unit>,
) -> Found {
    if let Some(unit) = chosen {
        return Found::Given(unit);
    }
    let mut readers: Vec<(&ArticleId, Vec<Positions>)> = Vec::new();
    let mut fits = Unit::ALL.map(|_| 0_usize);
    let mut valid = Unit::ALL.map(|_| true);
    let (mut quotes, mut asked) = (0, Vec::new());
    for (article, text, claim) in claims {
        if text.as_str().is_ascii() {
            continue;
        }
        if readers.last().is_none_or(|(last, _)| *last != article) {
            let all = Unit::ALL.iter().map(|unit| Positions::new(text, *unit)).collect();
            readers.push((article, all));
        }
        let Some((_, positions)) = readers.last() else { continue };
        let read: Vec<Option<Vec<Span>>> = positions.iter().map(|it| spans(it, claim)).collect();
        if read.iter().all(|spans| spans == &read[0]) {
            continue;
        }
        match &claim.quote {
            Some(quote) => {
                quotes += 1;
                for (fit, spans) in fits.iter_mut().zip(&read) {
                    let words = spans.as_ref().map(|spans| words_of(text, spans));
                    *fit += usize::from(words.is_some_and(|words| same_words(quote, &words)));
                }
            }
            None => {
                for (valid, spans) in valid.iter_mut().zip(&read) {
                    *valid &= spans.is_some();
                }
                asked.push((article, text, claim, read));
            }
        }
        // One reader is enough for claims in their articles' order.
        if readers.len() > 1 {
            readers.remove(0);
        }
    }
    let best = fits.iter().copied().max().unwrap_or_default();
    if quotes > 0 && best > 0 {
        let at = fits.iter().position(|fit| *fit == best).unwrap_or_default();
        return Found::ByQuotes { unit: Unit::ALL[at], fits: best, quotes };
    }
    if let Some(unit) = by_format.filter(|_| quotes > 0 || !asked.is_empty()) {
        return Found::Given(unit);
    }
    let possible: Vec<usize> = (0..valid.len()).filter(|at| valid[*at]).collect();
    let is_asked = !asked.is_empty();
    let differs = asked.into_iter().find(|(_, _, _, read)| {
        possible.iter().any(|at| read[*at] != read[possible[0]]) || possible.is_empty()
    });
    let agreed = possible.first().filter(|_| is_asked).map(|at| Found::ByRanges(Unit::ALL[*at]));
    differs.map_or(agreed.unwrap_or(Found::NoDifference), |(article, text, claim, read)| {
        Found::Open(question(article, text, claim, &read, project))
    })
}

/// How many of the quotes fit a text, in the unit in which most do. Not in grapheme clusters, of which
/// `\r\n` is one: they would not tell how it was counted.
pub(super) fn fits(text: &Text, claims: &[&Claim]) -> usize {
    let in_unit = |unit: &Unit| {
        let positions = Positions::new(text, *unit);
        let is_there = |claim: &&&Claim| {
            let words = spans(&positions, claim).map(|spans| words_of(text, &spans));
            words.is_some_and(|words| {
                claim.quote.as_ref().is_some_and(|quote| same_words(quote, &words))
            })
        };
        claims.iter().filter(is_there).count()
    };
    [Unit::CodePoint, Unit::Utf16, Unit::Byte].iter().map(in_unit).max().unwrap_or_default()
}

fn spans(positions: &Positions, claim: &Claim) -> Option<Vec<Span>> {
    claim.ranges.iter().map(|(start, end)| positions.span(*start, *end)).collect()
}

fn words_of(text: &Text, spans: &[Span]) -> String {
    spans.iter().map(|span| text.slice(*span)).collect::<Vec<_>>().join(" ")
}

fn question(
    article: &ArticleId,
    text: &Text,
    claim: &Claim,
    read: &[Option<Vec<Span>>],
    project: &Project,
) -> Question {
    let known = project.articles.get(article).map(|article| article.details.title.as_str());
    let headline = known.filter(|title| !title.is_empty()).unwrap_or(article.as_str());
    let mut readings: Vec<(Unit, Passage)> = Vec::new();
    for (unit, spans) in Unit::ALL.into_iter().zip(read) {
        let Some(first) = spans.as_ref().and_then(|spans| spans.first()) else { continue };
        let passage = passage(text, *first);
        if readings.iter().all(|(_, other)| *other != passage) {
            readings.push((unit, passage));
        }
    }
    let range = claim.ranges.first().copied().unwrap_or_default();
    Question { article: headline.to_owned(), range, readings }
}

fn passage(text: &Text, span: Span) -> Passage {
    let (before, after) =
        (&text.as_str()[..span.start().index()], &text.as_str()[span.end().index()..]);
    let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    Passage {
        before: before[cut..].to_owned(),
        words: text.slice(span).to_owned(),
        after: after.chars().take(AROUND).collect(),
    }
}

/// Whether two quotes are the same but for white space, which tools write as they like.
pub(in crate::formats) fn same_words(a: &str, b: &str) -> bool {
    fn words(string: &str) -> impl Iterator<Item = &str> {
        string.split(|c: char| c.is_whitespace() || c == '\u{feff}').filter(|it| !it.is_empty())
    }
    a == b || words(a).eq(words(b)) || words(&a.replace("\\n", " ")).eq(words(b))
}

/// At most 40 characters, for a message.
pub(super) fn short(string: &str) -> String {
    match string.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &string[..at]),
        None => string.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DEFAULT_PRESET;

    fn check(text: &str, claims: &[(u64, u64, Option<&str>)], by_format: Option<Unit>) -> Found {
        let text = Text::new(text);
        let claims: Vec<Claim> =
            claims.iter().map(|(start, end, quote)| Claim::of(*start, *end, *quote)).collect();
        let id = "a-1".into();
        let all = claims.iter().map(|claim| (&id, &text, claim)).collect();
        let project = Project::new("p".into(), "", DEFAULT_PRESET.codebook());
        settle(all, &project, by_format, None)
    }

    #[test]
    fn the_unit_is_the_one_in_which_every_quote_fits() {
        let text = "💩 Zoe\u{308} met 👩🏽‍🚀 Ada.";
        for (unit, start, end) in [
            (Unit::CodePoint, 16, 19),
            (Unit::Utf16, 20, 23),
            (Unit::Grapheme, 12, 15),
            (Unit::Byte, 31, 34),
        ] {
            let found = check(text, &[(start, end, Some("Ada"))], Some(Unit::CodePoint));
            assert_eq!(found, Found::ByQuotes { unit, fits: 1, quotes: 1 });
        }
    }

    #[test]
    fn where_it_makes_no_difference_that_is_said() {
        assert_eq!(check("Ada met Carl.", &[(0, 3, None)], None), Found::NoDifference);
        assert_eq!(check("Ada met 💩.", &[(0, 3, None)], None), Found::NoDifference);
    }

    #[test]
    fn where_nothing_decides_both_readings_are_shown() {
        let Found::Open(question) = check("💩💩 Ada met Carl.", &[(5, 8, None)], None) else {
            panic!("expected a question")
        };
        let words: Vec<_> =
            question.readings.iter().map(|(unit, it)| (*unit, it.words.as_str())).collect();
        assert_eq!(words, [(Unit::CodePoint, "a m"), (Unit::Utf16, "Ada")]);
        let found = check("💩💩 Ada met Carl.", &[(3, 6, None)], None);
        assert_eq!(found, Found::ByRanges(Unit::CodePoint));
        let found = check("💩💩 Ada met Carl.", &[(5, 8, None)], Some(Unit::Utf16));
        assert_eq!(found, Found::Given(Unit::Utf16));
    }
}
