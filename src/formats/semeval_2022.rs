//! SemEval-2022 task 10, structured sentiment: a list of texts, each with opinions of holder, target,
//! expression, polarity and intensity.
//!
//! <https://github.com/jerbarnes/semeval22_structured_sentiment>. Positions count code points, in pairs
//! such as `12:21`.

use serde_json::{Value as Json, json};

use super::archive::File;
use super::import::Claim;
use super::opinions::{self, Form, Keys, Mark, Opinion, Said, grade};
use super::rider::{self, OURS};
use super::table::{Counts, Format, Reader, Write, Writer};
use super::wire::{Value, kind_of};
use crate::model::{Article, Intensity, Polarity, Project};
use crate::text::{Fragments, Text};

pub(super) const FORMAT: Format = Format {
    id: "semeval-2022",
    name: "SemEval-2022 structured sentiment",
    purpose: "Opinions with holder, target, expression, polarity and intensity, as the shared task has \
              them.",
    ending: ENDING,
    counts: Counts::CodePoints,
    never: rider::BUT_ARTICLE_STANCES,
    writer: Some(Writer {
        write: Write::Files(|project, _| write(project)),
        besides: |project, _| opinions::besides(project, Form::Words),
    }),
};

pub(super) const READER: Reader = Reader {
    recognises: |file| opinions::recognises(file, &format!(".{ENDING}"), &KEYS),
    read: |files, choice| opinions::read(files, choice, &KEYS, said),
};

const ENDING: &str = "semeval-2022.json";

const KEYS: Keys = Keys { id: "sent_id", text: "text", opinions: "opinions" };

/// The names of polarities; some of the task's corpora have them in lower case.
const POLARITIES: [(Polarity, &str); 3] = [
    (Polarity::Favor, "Positive"),
    (Polarity::Against, "Negative"),
    (Polarity::Neutral, "Neutral"),
];

/// The names of intensities, of which the first is written.
const INTENSITIES: [(Intensity, &str); 7] = [
    (Intensity::Low, "Slight"),
    (Intensity::Medium, "Standard"),
    (Intensity::High, "Strong"),
    (Intensity::Low, "weak"),
    (Intensity::Low, "low"),
    (Intensity::Medium, "average"),
    (Intensity::Medium, "medium"),
];

fn write(project: &Project) -> Vec<File> {
    let held = opinions::held(project, Form::Words);
    let entries = held.articles.values().map(|article| entry(&held, article).to_string());
    let entries: Vec<String> = entries.collect();
    vec![File::new(format!("articles.{ENDING}"), format!("[{}]\n", entries.join(",\n")))]
}

fn entry(project: &Project, article: &Article) -> Json {
    let opinions = opinions::opinions(project, article, Form::Words);
    json!({
        KEYS.id: article.id.as_str(),
        KEYS.text: article.text.as_str(),
        KEYS.opinions: opinions.map(|it| written(&it, &article.text)).collect::<Vec<_>>(),
        OURS: rider::article(project, article),
    })
}

fn written(opinion: &Opinion<'_>, text: &Text) -> Json {
    let Opinion { stance, holder, target, .. } = opinion;
    let polarity = POLARITIES.iter().find(|(known, _)| *known == stance.polarity);
    let intensity = stance.intensity.map(grade);
    let intensity = INTENSITIES.iter().find(|(known, _)| Some(*known) == intensity);
    json!({
        "Source": pieces(holder.map(|it| &it.fragments), text),
        "Target": pieces(target.map(|it| &it.fragments), text),
        "Polar_expression": pieces(stance.expression.as_ref(), text),
        "Polarity": polarity.map(|(_, name)| name),
        "Intensity": intensity.map(|(_, name)| name),
        OURS: opinion.carried(),
    })
}

/// Words and where they stand, as the task writes them.
fn pieces(fragments: Option<&Fragments>, text: &Text) -> Json {
    let spans = fragments.map(Fragments::spans).unwrap_or_default();
    let words: Vec<&str> = spans.iter().map(|span| text.slice(*span)).collect();
    let at = |byte| text.code_point(byte).0;
    let places = spans.iter().map(|span| format!("{}:{}", at(span.start()), at(span.end())));
    json!([words, places.collect::<Vec<_>>()])
}

fn said<'a>(opinion: &'a Value<'a>) -> Result<Said<'a>, String> {
    let name = |key| opinion.get(key).and_then(Value::as_str).unwrap_or_default();
    let polarity = POLARITIES.iter().find(|(_, it)| it.eq_ignore_ascii_case(name("Polarity")));
    let Some((polarity, _)) = polarity else {
        let found = name("Polarity");
        return Err(format!("expected Positive, Negative or Neutral, found “{found}”"));
    };
    let intensity = INTENSITIES.iter().find(|(_, it)| it.eq_ignore_ascii_case(name("Intensity")));
    let carried = |key| opinions::carried(opinion.get(OURS).and_then(|ours| ours.get(key)));
    let mark = |key, ours| {
        let claim = claim(key, opinion.get(key))?;
        Ok::<_, String>(claim.map(|claim| Mark { claim, carried: carried(ours) }))
    };
    Ok(Said {
        polarity: *polarity,
        intensity: intensity.map(|(intensity, _)| *intensity),
        words: claim("Polar_expression", opinion.get("Polar_expression"))?,
        holder: mark("Source", "holder")?,
        target: mark("Target", "target")?,
        further: Vec::new(),
        carried: carried("stance"),
    })
}

/// Words and their places, `[["the price"], ["12:21"]]` or, as early files have it, `["the price",
/// "12:21"]`; nothing where both are empty.
fn claim(key: &str, value: Option<&Value<'_>>) -> Result<Option<Claim>, String> {
    let (words, places) = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(both)) => match &both[..] {
            [] => return Ok(None),
            [words, places] => (strings(words), strings(places)),
            _ => (None, None),
        },
        Some(other) => {
            let found = kind_of(other);
            return Err(format!("expected words and places as “{key}”, found {found}"));
        }
    };
    let (Some(words), Some(places)) = (words, places) else {
        return Err(format!("expected two lists of strings as “{key}”, found others"));
    };
    let mut ranges = Vec::new();
    for place in places.iter().flat_map(|place| place.split(';')) {
        let ends = place.split_once(':');
        let range = ends.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
        ranges.push(range.ok_or_else(|| {
            format!("expected a place such as 12:21 in “{key}”, found “{place}”")
        })?);
    }
    let quote = (!words.is_empty()).then(|| words.join(" "));
    Ok((!ranges.is_empty()).then_some(Claim { ranges, quote, across_lines: None }))
}

fn strings<'a>(value: &'a Value<'a>) -> Option<Vec<&'a str>> {
    match value {
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        other => Some(vec![other.as_str()?]),
    }
}
