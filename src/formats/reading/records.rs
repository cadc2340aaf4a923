//! What tables and JSON have in common: records whose columns are known by name.

use std::collections::BTreeMap;

use super::guess;
use super::report::{Column, ColumnChoice, Place, ReadOptions, Remark, Role};
use super::{Draft, encoding};
use crate::model::{Details, Source};

/// The column of each role.
pub(super) type Columns = BTreeMap<Role, String>;

/// How many columns are offered to choose from.
const OFFERED: usize = 200;

/// How many values of a column help to choose, and how long each may be.
const SAMPLES: usize = 3;
const SAMPLE_CHARS: usize = 80;
/// An example from here on is a sentence rather than a name.
const SENTENCE_CHARS: usize = 40;

/// The columns that each role is usually found in, the likeliest first, in letters and digits only.
fn usual_names(role: Role) -> &'static [&'static str] {
    match role {
        Role::Text => &[
            "text",
            "fulltext",
            "maintext",
            "articletext",
            "bodytext",
            "plaintext",
            "articlebody",
            "body",
            "content",
            "articlecontent",
            "article",
            "story",
        ],
        Role::Title => &["title", "headline", "articletitle", "head"],
        Role::Outlet => &[
            "outlet",
            "publisher",
            "publication",
            "source",
            "sourcename",
            "newspaper",
            "sitename",
            "site",
            "domain",
            "sourcedomain",
            "medium",
        ],
        Role::Byline => &["byline", "author", "authors", "writer", "journalist", "creator"],
        Role::Published => &[
            "published",
            "publisheddate",
            "publishdate",
            "datepublished",
            "publishedat",
            "publicationdate",
            "pubdate",
            "datepublish",
            "date",
            "datetime",
            "timestamp",
        ],
        Role::Url => &["url", "link", "permalink", "canonicalurl", "href", "uri"],
        Role::Language => &["language", "lang", "languagecode", "locale"],
    }
}

/// The column of each role that can be told by name.
pub(super) fn guess_columns(names: &[String]) -> Columns {
    let bare = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let bare_names: Vec<String> = names.iter().map(|name| bare(name)).collect();
    let found = |role| {
        let usual = usual_names(role).iter();
        usual.filter_map(|usual| bare_names.iter().position(|name| name == usual)).next()
    };
    let guessed = Role::ALL.into_iter().filter_map(|role| Some((role, found(role)?)));
    guessed.map(|(role, at)| (role, names[at].clone())).collect()
}

/// What to suggest where no name tells the text's column: the roles that names tell, and for the
/// text a column whose example, the second of each pair, is a sentence and the longest.
pub fn suggest_columns(columns: &[(String, String)]) -> Columns {
    let names: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    let mut suggested = guess_columns(&names);
    let is_free = |name: &String| !suggested.values().any(|taken| taken == name);
    let longest = columns
        .iter()
        .filter(|(name, example)| is_free(name) && example.chars().count() >= SENTENCE_CHARS)
        .max_by_key(|(_, example)| example.chars().count());
    if let Some((name, _)) = longest {
        suggested.entry(Role::Text).or_insert_with(|| name.clone());
    }
    suggested
}

/// The columns to read by: the chosen ones where this table has the chosen text column, else the
/// guessed ones; or what there is to choose from. `samples` gives values of a column.
pub(super) fn choose(
    names: &[String],
    options: &ReadOptions,
    samples: impl Fn(&str) -> Vec<String>,
) -> Result<Columns, ColumnChoice> {
    let chosen = options.columns.get(&Role::Text).is_some_and(|text| names.contains(text));
    if chosen {
        let chosen = options.columns.iter().filter(|(_, name)| names.contains(name));
        return Ok(chosen.map(|(role, name)| (*role, name.clone())).collect());
    }
    let guessed = guess_columns(names);
    if guessed.contains_key(&Role::Text) {
        return Ok(guessed);
    }
    let columns = names
        .iter()
        .take(OFFERED)
        .map(|name| Column {
            name: name.clone(),
            samples: samples(name)
                .iter()
                .map(|value| sample(value))
                .filter(|value| !value.is_empty())
                .take(SAMPLES)
                .collect(),
        })
        .collect();
    Err(ColumnChoice { columns, guessed })
}

/// A value cut to one short line.
fn sample(value: &str) -> String {
    let line = value.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(SAMPLE_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Makes an article of one record, whose values `value` gives by column name.
///
/// `source` is that of the file. A value that cannot be used for its role adds a remark; without
/// a text the record is refused.
pub(super) fn draft(
    columns: &Columns,
    source: &Source,
    place: &Place,
    remarks: &mut Vec<Remark>,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Draft, Remark> {
    let get = |role: Role| -> String {
        let value = columns.get(&role).and_then(|name| value(name)).unwrap_or_default();
        value.trim().to_owned()
    };
    let name = &columns[&Role::Text];
    let text = value(name).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(Remark::at(place.clone(), format!("expected a text in “{name}”, found none")));
    }
    if text.contains('\0') {
        let message = format!("expected a text in “{name}”, found a NUL character");
        return Err(Remark::at(place.clone(), message));
    }
    let mut source = source.clone();
    let text = encoding::normalise(text, &mut source.normalised);
    let published = get(Role::Published);
    let mut details = Details {
        title: get(Role::Title),
        outlet: get(Role::Outlet),
        byline: get(Role::Byline),
        url: get(Role::Url),
        published: guess::date::parse(&published),
        language: language_tag(&get(Role::Language)),
    };
    if details.published.is_none() && !published.is_empty() {
        let message = format!("expected a date, found “{}”", sample(&published));
        remarks.push(Remark::at(place.clone(), message));
    }
    let segments = guess::guess(&text, 0, &mut details);
    Ok(Draft::new(text, details, segments, source))
}

/// A language tag with hyphens, or nothing if the value is not one.
pub(super) fn language_tag(value: &str) -> String {
    let tag = value.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_tag = (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    if is_tag { format!("{}{}", first.to_lowercase(), &tag[first.len()..]) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], text: &str) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let guessed = guess_columns(&names).remove(&Role::Text).unwrap_or_default();
        assert_eq!(guessed, text, "{names:?}");
    }

    #[test]
    fn columns_are_known_by_their_usual_names() {
        check(&["id", "Full Text", "body"], "Full Text");
        check(&["headline", "mainText"], "mainText");
        check(&["contents", "words"], "");
    }

    #[test]
    fn the_longest_column_of_sentences_is_suggested_as_the_text() {
        #[track_caller]
        fn check(columns: &[(&str, &str)], expected: &[(Role, &str)]) {
            let columns: Vec<_> =
                columns.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            let expected = expected.iter().map(|(role, name)| (*role, (*name).to_owned()));
            assert_eq!(suggest_columns(&columns), expected.collect());
        }
        let sentence = "The mill by the bridge was sold to the town on Monday.";
        check(&[("un", "Mill"), ("deux", sentence)], &[(Role::Text, "deux")]);
        let table = [("n", "1"), ("inhalt", sentence), ("title", sentence)];
        check(&table, &[(Role::Text, "inhalt"), (Role::Title, "title")]);
        check(&[("un", "Mill"), ("deux", "Ada saw it.")], &[]);
    }

    #[test]
    fn a_choice_for_another_table_does_not_hinder() {
        let options = ReadOptions { columns: [(Role::Text, "words".to_owned())].into() };
        let names = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let samples = |_: &str| vec!["a\nb".to_owned(), "  ".to_owned()];
        let columns = choose(&names(&["words", "text"]), &options, samples).unwrap();
        assert_eq!(columns[&Role::Text], "words");
        let columns = choose(&names(&["text"]), &options, samples).unwrap();
        assert_eq!(columns[&Role::Text], "text");
        let choice = choose(&names(&["n", "title"]), &options, samples).unwrap_err();
        assert_eq!(choice.guessed, [(Role::Title, "title".to_owned())].into());
        assert_eq!(choice.columns[0].samples, ["a"]);
    }

    #[test]
    fn language_tags_are_tidied() {
        assert_eq!(language_tag("EN_us"), "en-us");
        assert_eq!(language_tag("English"), "");
        assert_eq!(language_tag("pt-BR"), "pt-BR");
    }
}
