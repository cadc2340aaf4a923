//! NewsMTSC: a text a line, with the sentiment towards each target that it mentions.
//!
//! <https://github.com/fhamborg/NewsMTSC>. Positions count code points; `to` is behind the mention.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::archive::File;
use super::import::Claim;
use super::opinions::{self, Form, Keys, Mark, Opinion, Said};
use super::rider::{self, OURS};
use super::table::{Counts, Format, Reader, Write, Writer};
use super::wire::Value;
use crate::model::{AnnotatorId, Article, Mention, Polarity, Project, RecordId};
use crate::text::Text;

pub(super) const FORMAT: Format = Format {
    id: "newsmtsc",
    name: "NewsMTSC",
    purpose: "A text a line with the sentiment towards each target that it mentions.",
    ending: ENDING,
    counts: Counts::CodePoints,
    never: rider::BUT_ARTICLE_STANCES,
    writer: Some(Writer {
        write: Write::Files(|project, _| write(project)),
        besides: |project, _| opinions::besides(project, Form::Targets),
    }),
};

pub(super) const READER: Reader = Reader {
    recognises: |file| opinions::recognises(file, &format!(".{ENDING}"), &KEYS),
    read: |files, choice| opinions::read(files, choice, &KEYS, said),
};

const ENDING: &str = "newsmtsc.jsonl";

const KEYS: Keys = Keys { id: "primary_gid", text: "sentence_normalized", opinions: "targets" };

/// The numbers of polarities.
const POLARITIES: [(Polarity, f64); 3] =
    [(Polarity::Against, 2.0), (Polarity::Neutral, 4.0), (Polarity::Favor, 6.0)];

fn write(project: &Project) -> Vec<File> {
    let held = opinions::held(project, Form::Targets);
    let lines = held.articles.values().map(|article| format!("{}\n", line(&held, article)));
    vec![File::new(format!("articles.{ENDING}"), lines.collect::<String>())]
}

fn line(project: &Project, article: &Article) -> Json {
    let opinions = opinions::opinions(project, article, Form::Targets);
    let mut seen = BTreeSet::new();
    json!({
        KEYS.id: article.id.as_str(),
        KEYS.text: article.text.as_str(),
        KEYS.opinions: opinions.map(|it| written(&it, article, &mut seen)).collect::<Vec<_>>(),
        OURS: rider::article(project, article),
    })
}

/// `seen` are the further mentions that have been carried: many stances may be to one entity.
fn written<'a>(
    opinion: &Opinion<'a>,
    article: &Article,
    seen: &mut BTreeSet<(AnnotatorId, &'a RecordId)>,
) -> Json {
    let text = &article.text;
    let mut target = opinion.target.map(|it| place(it, text)).unwrap_or_default();
    let polarity = POLARITIES.iter().find(|(known, _)| *known == opinion.stance.polarity);
    target["polarity"] = polarity.map(|(_, number)| *number).into();
    let gid = format!("{}_{}", article.id, opinion.stance.id);
    target["Input.gid"] = gid.into();
    target[OURS] = opinion.carried();
    let further = opinion.further.iter().map(|it| {
        let mut mention = place(it, text);
        let is_new = seen.insert((opinion.layer.annotator.clone(), &it.id));
        mention[OURS] =
            if is_new { opinion.carried_mention(it).into() } else { json!({"id": it.id.as_str()}) };
        mention
    });
    target["further_mentions"] = further.collect();
    target
}

fn place(mention: &Mention, text: &Text) -> Json {
    let span = mention.fragments.first();
    let at = |byte| text.code_point(byte).0;
    json!({"from": at(span.start()), "to": at(span.end()), "mention": text.slice(span)})
}

fn said<'a>(target: &'a Value<'a>) -> Result<Said<'a>, String> {
    let number = match target.get("polarity") {
        Some(Value::Whole(number)) => Some(f64::from(*number)),
        Some(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    let polarity = POLARITIES.iter().find(|(_, known)| Some(*known) == number);
    let Some((polarity, _)) = polarity else {
        return Err("expected 2.0, 4.0 or 6.0 as “polarity”, found another".to_owned());
    };
    let ours = target.get(OURS);
    let further = match target.get("further_mentions") {
        None | Some(Value::Null) => &[],
        Some(Value::Array(further)) => &further[..],
        Some(_) => return Err("expected a list “further_mentions”, found another".to_owned()),
    };
    let further = further.iter().map(|it| mark(it, it.get(OURS)));
    Ok(Said {
        polarity: *polarity,
        intensity: None,
        words: None,
        holder: None,
        target: Some(mark(target, ours.and_then(|it| it.get("target")))?),
        further: further.collect::<Result<_, _>>()?,
        carried: opinions::carried(ours.and_then(|it| it.get("stance"))),
    })
}

fn mark<'a>(value: &'a Value<'a>, carried: Option<&'a Value<'a>>) -> Result<Mark<'a>, String> {
    let number = |key| value.get(key).and_then(Value::as_u64);
    let (Some(start), Some(end)) = (number("from"), number("to")) else {
        return Err("expected “from” and “to” as numbers, found not both".to_owned());
    };
    let quote = value.get("mention").and_then(Value::as_str);
    Ok(Mark { claim: Claim::of(start, end, quote), carried: opinions::carried(carried) })
}
