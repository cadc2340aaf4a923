//! One result of an annotation.

use crate::formats::import::Claim;
use crate::formats::rider::field;
use crate::formats::wire::Value;

/// One result of an annotation.
#[derive(Clone, Copy)]
pub(super) struct Region<'a> {
    pub(super) at: usize,
    pub(super) id: &'a str,
    pub(super) control: &'a str,
    pub(super) kind: &'a str,
    pub(super) value: &'a Value<'a>,
    pub(super) meta: Option<&'a Value<'a>>,
}

pub(super) fn label_of<'a>(relation: &'a Value<'_>) -> &'a str {
    match relation.get("labels") {
        Some(Value::Array(labels)) => labels.first().and_then(Value::as_str).unwrap_or_default(),
        _ => "",
    }
}

pub(super) fn labels(region: &Region<'_>) -> Vec<String> {
    let Value::Object(value) = region.value else { return Vec::new() };
    match field(value, region.kind) {
        Some(Value::Array(labels)) => {
            labels.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn note(region: &Region<'_>) -> String {
    match region.meta.and_then(|meta| meta.get("text")) {
        Some(Value::Array(words)) => {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            words.join("\n")
        }
        Some(words) => words.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// Hypertext's regions have their positions in the text beside those in the page.
pub(super) fn claim(region: &Region<'_>) -> Option<Claim> {
    let whole = region.value.get("globalOffsets").unwrap_or(region.value);
    let (start, end) = (whole.get("start")?.as_u64()?, whole.get("end")?.as_u64()?);
    Some(Claim::of(start, end, region.value.get("text").and_then(Value::as_str)))
}

pub(super) fn joined(mut claim: Claim, piece: &Region<'_>) -> Claim {
    if let Some(more) = self::claim(piece) {
        claim.ranges.extend(more.ranges);
        claim.quote = match (claim.quote, more.quote) {
            (Some(one), Some(other)) => Some(format!("{one} {other}")),
            _ => None,
        };
    }
    claim
}
