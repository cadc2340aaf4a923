//! Calendar days in running text and in metadata.

use crate::model::Date;

/// The first day that a stretch names, in ISO 8601 or in English words.
///
/// Reads `2026-01-05`, `2026/01/05`, `Jan 05, 2026`, `January 5th 2026`, `5 January 2026`,
/// `5.1.2026`; and `13/01/2026` or `01/13/2026`, where only one reading is a day.
pub(in super::super) fn find(stretch: &str) -> Option<Date> {
    let words: Vec<&str> = stretch
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/' | '.')))
        .map(|word| word.trim_matches(['-', '/', '.']))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| numeric(words[at]).or_else(|| in_words(&words[at..])))
}

/// The day of a metadata value: as [`find`] does, and `20260105` and seconds or milliseconds
/// since 1970 as well.
pub(in super::super) fn parse(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = value.parse().ok()?;
        return match value.len() {
            8 => day((number / 10_000) as u32, (number / 100 % 100) as u32, (number % 100) as u32),
            9 | 10 => since_1970(number),
            12 | 13 => since_1970(number / 1000),
            _ => None,
        };
    }
    find(value)
}

fn numeric(word: &str) -> Option<Date> {
    // A time behind a `T` belongs to the same word.
    let word = word.split_once('T').map_or(word, |(day, _)| day);
    let separator = word.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok();
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    match (separator, a.len(), c.len()) {
        ('-' | '/' | '.', 4, 1..=2) => day(x, y, z),
        ('.', 1..=2, 4) => day(z, y, x),
        ('/' | '-', 1..=2, 4) => match (day(z, y, x), day(z, x, y)) {
            (Some(date), None) | (None, Some(date)) => Some(date),
            (Some(a), Some(b)) if a == b => Some(a),
            _ => None,
        },
        _ => None,
    }
}

/// `January 5 2026` or `5 January 2026` at the start of the words.
fn in_words(words: &[&str]) -> Option<Date> {
    let year = |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten();
    let ordinal = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &word[digits.len()..];
        let fits = digits.len() <= 2 && ["", "st", "nd", "rd", "th"].contains(&ending);
        fits.then(|| digits.parse::<u32>().ok()).flatten()
    };
    let [first, second, third, ..] = *words else { return None };
    if let Some(month) = month(first) {
        return day(year(third)?, month, ordinal(second)?);
    }
    day(year(third)?, month(second)?, ordinal(first)?)
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let at = MONTHS.iter().position(|month| *month == word || month[..3] == *word)?;
    Some(at as u32 + 1)
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    // Earlier than any newspaper is a misreading, say of `1,000`.
    (1600..=2200).contains(&year).then_some(())?;
    Date::new(year as u16, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The UTC day of a moment: Howard Hinnant's `civil_from_days`.
fn since_1970(seconds: i64) -> Option<Date> {
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    day(year as u32, month as u32, day_of_month as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        let found = parse(value).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(found, expected, "{value}");
    }

    #[test]
    fn common_forms_are_read() {
        check("2026-01-05", "2026-01-05");
        check("2026-01-05T04:00:00-05:00", "2026-01-05");
        check("2026/1/5 04:00", "2026-01-05");
        check("Posted: Jan 05, 2026 4:00 AM EST", "2026-01-05");
        check("Sept. 3rd, 2025", "2025-09-03");
        check("Mon, 05 Jan 2026 04:00:00 GMT", "2026-01-05");
        check("5.1.2026", "2026-01-05");
        check("20260105", "2026-01-05");
        check("1767589200", "2026-01-05");
        check("1767589200000", "2026-01-05");
    }

    #[test]
    fn what_is_no_day_or_two_days_is_left_alone() {
        check("", "");
        check("05/06/2026", "");
        check("13/01/2026", "2026-01-13");
        check("May 5", "");
        check("31 February 2026", "");
        check("version 1.2.3", "");
        check("99999999999999999999999", "");
        check("it may 5 1234", "");
    }
}
