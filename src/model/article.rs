//! One text as it was loaded, and what is known about it.

use std::fmt;
use std::str::FromStr;

use super::{ArticleId, Extra, Timestamp};
use crate::text::{Span, Text};

/// An article. Its text never changes; a new version of a text is a new article.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its name in the project.
    pub id: ArticleId,
    /// What is known about it, which the analyst may correct.
    pub details: Details,
    /// The text that every position counts in.
    pub text: Text,
    /// The lower-case hexadecimal SHA-256 of the text's UTF-8 bytes.
    pub sha256: String,
    /// Stretches with a kind of their own, in text order, without overlap.
    pub segments: Vec<Segment>,
    /// What it was loaded from.
    pub source: Source,
    /// When it was loaded.
    pub added: Timestamp,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// What is known about an article besides its text. An empty string is an unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it.
    pub byline: String,
    /// Where it was found.
    pub url: String,
    /// When it was published.
    pub published: Option<Date>,
    /// A BCP 47 language tag.
    pub language: String,
}

/// A calendar day, `YYYY-MM-DD` in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` if the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (year <= 9999 && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The year, 0 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Days since 1 January 1970, which is 0.
    pub fn day_number(self) -> i64 {
        // Years from March on, so that the leap day is the last: 400 of them are 146,097 days.
        let is_before_march = i64::from(self.month <= 2);
        let year = i64::from(self.year) - is_before_march;
        let month = i64::from(self.month) + 12 * is_before_march - 3;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + day_of_year - 719_468
    }

    /// The day of that number; `None` outside the years 0 to 9999.
    pub fn of_day_number(number: i64) -> Option<Self> {
        let days = number + 719_468;
        let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = u16::try_from(cycle * 400 + year + next).ok()?;
        Self::new(year, month as u8, day as u8)
    }
}

impl FromStr for Date {
    type Err = ();

    /// Reads `YYYY-MM-DD`.
    fn from_str(string: &str) -> Result<Self, ()> {
        let digits = string.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if string.len() != 10 || !digits {
            return Err(());
        }
        let number = |range: std::ops::Range<usize>| string[range].parse().map_err(|_| ());
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        Self::new(year, month as u8, day as u8).ok_or(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A stretch of an article with a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it stands.
    pub span: Span,
}

/// What a stretch of an article is. What no segment covers is body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// The title as it stands in the text.
    Headline,
    /// The running text.
    Body,
    /// Words that go with a picture.
    Caption,
    /// Who wrote it, for whom, when.
    Byline,
    /// Page furniture: greyed, never deleted, for it can carry a stance of its own.
    Boilerplate,
    /// A correction or remark by the editors.
    EditorsNote,
}

/// What an article was loaded from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name or path below the dropped folder; empty for pasted text.
    pub file: String,
    /// The character encoding's name by the WHATWG Encoding Standard, `UTF-8` for pasted text.
    pub encoding: String,
    /// What loading changed in the text.
    pub normalised: Normalised,
}

/// The only changes that loading makes to a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// A byte order mark was taken off.
    pub byte_order_mark: bool,
    /// CRLF or CR became LF.
    pub line_endings: bool,
    /// Bytes or code units that no character has became U+FFFD.
    pub replaced: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(string: &str, valid: bool) {
        let date = string.parse::<Date>();
        assert_eq!(date.is_ok(), valid, "{string}");
        assert!(date.is_err() || date.unwrap().to_string() == string);
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        check("2026-01-05", true);
        check("2024-02-29", true);
        check("1900-02-29", false);
        check("2026-13-01", false);
        check("2026-1-5", false);
        check("2026-01-05T00:00", false);
        check("２０２６-01", false);
    }
}
