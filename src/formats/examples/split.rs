//! Divides examples into parts, so that what belongs together stays together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Dataset, Part};
use crate::formats::digest::sha256_hex;
use crate::model::{Article, ArticleId, Project};

/// How examples are divided. The same split of the same state gives the same parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The parts by name, each with its share of all shares.
    pub parts: Vec<(String, u32)>,
    /// What is never torn.
    pub by: Group,
    /// What decides where chance does.
    pub seed: u64,
}

/// What examples have in common that go into one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Group {
    /// They are from one article.
    #[default]
    Article,
    /// They are from one outlet; those of which it is unknown belong together.
    Outlet,
    /// They were published on one day. The parts follow each other in time, and those without a day
    /// come first.
    Date,
}

impl Group {
    /// All.
    pub const ALL: [Self; 3] = [Self::Article, Self::Outlet, Self::Date];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Outlet => "outlet",
            Self::Date => "date",
        }
    }
}

impl Split {
    /// Train, dev and test as 80 : 10 : 10, by article.
    pub fn usual() -> Self {
        let parts = [("train", 80), ("dev", 10), ("test", 10)];
        let parts = parts.map(|(name, share)| (name.to_owned(), share)).to_vec();
        Self { parts, by: Group::default(), seed: 1 }
    }

    /// The parts as one writes them: `train=80,dev=10,test=10`.
    pub fn shares(&self) -> String {
        let parts = self.parts.iter().map(|(name, share)| format!("{name}={share}"));
        parts.collect::<Vec<_>>().join(",")
    }

    /// What decides, for people.
    pub(super) fn rule(&self) -> String {
        let shares = self.shares();
        let seed = self.seed;
        match self.by {
            Group::Article => format!(
                "{shares}. All examples of an article are in one part. Articles are taken in the order \
                 of the SHA-256 of “{seed}:” and their id; each goes to the part that lacks most of \
                 its share."
            ),
            Group::Outlet => format!(
                "{shares}. All examples of an outlet are in one part; those without a known outlet \
                 count as one. Outlets are taken in the order of the SHA-256 of “{seed}:” and their \
                 name; each goes to the part that lacks most of its share."
            ),
            Group::Date => format!(
                "{shares}. The parts follow each other in time, oldest first, and no day of \
                 publication is in two. Articles without a day come first. Nothing is left to chance."
            ),
        }
    }
}

/// Reads `train=80,dev=10,test=10`.
///
/// # Errors
/// If a name is not made of letters, digits and `_`, stands twice, or has no share above 0.
pub fn parts_of(words: &str) -> Result<Vec<(String, u32)>, String> {
    let mut parts: Vec<(String, u32)> = Vec::new();
    for part in words.split(',').map(str::trim) {
        let (name, share) = part.split_once('=').unwrap_or((part, ""));
        let (name, share) = (name.trim(), share.trim());
        let is_name =
            !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        let share = share.parse().ok().filter(|share| (1..=1_000_000).contains(share));
        match share {
            Some(share) if is_name && parts.iter().all(|(known, _)| known != name) => {
                parts.push((name.to_owned(), share));
            }
            Some(_) if is_name => {
                return Err(format!("expected each part once, found “{name}” twice"));
            }
            _ => {
                return Err(format!(
                    "expected parts such as train=80,dev=10,test=10, found “{part}”"
                ));
            }
        }
    }
    Ok(parts)
}

pub(super) fn parts(dataset: &Dataset, split: &Split) -> Vec<Part> {
    let mut groups: BTreeMap<String, Vec<ArticleId>> = BTreeMap::new();
    for (id, article) in &dataset.project.articles {
        groups.entry(key(dataset, split.by, article)).or_default().push(id.clone());
    }
    let mut groups: Vec<(String, Vec<ArticleId>)> = groups.into_iter().collect();
    if split.by != Group::Date {
        groups
            .sort_by_cached_key(|(key, _)| sha256_hex(format!("{}:{key}", split.seed).as_bytes()));
    }
    let mut part_of: BTreeMap<ArticleId, usize> = BTreeMap::new();
    let all: u64 = split.parts.iter().map(|(_, share)| u64::from(*share)).sum();
    let total = dataset.project.articles.len() as u64;
    let mut sizes = vec![0_u64; split.parts.len()];
    for (_, ids) in groups {
        let at = match split.by {
            Group::Date => in_time(&split.parts, sizes.iter().sum::<u64>() * all, total),
            _ => most_lacking(&split.parts, &sizes, all, total),
        };
        sizes[at] += ids.len() as u64;
        part_of.extend(ids.into_iter().map(|id| (id, at)));
    }
    let parts = split.parts.iter().enumerate().filter(|(at, _)| sizes[*at] > 0);
    parts
        .map(|(at, (name, _))| {
            let is_in = |id: &ArticleId| part_of.get(id) == Some(&at);
            let mut project: Project = dataset.project.clone();
            project.articles.retain(|id, _| is_in(id));
            project.layers.retain(|id, _| is_in(&id.article));
            Part { name: Some(name.clone()), project }
        })
        .collect()
}

/// What an example has in common with those that it stays with.
fn key(dataset: &Dataset, by: Group, article: &Article) -> String {
    match by {
        Group::Article => dataset.origin(&article.id).to_string(),
        Group::Outlet => article.details.outlet.clone(),
        Group::Date => article.details.published.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// The part that lacks most; of equals the first.
fn most_lacking(parts: &[(String, u32)], sizes: &[u64], all: u64, total: u64) -> usize {
    let lacks = |at: usize| {
        i128::from(parts[at].1) * i128::from(total) - i128::from(sizes[at]) * i128::from(all)
    };
    (0..parts.len()).rev().max_by_key(|at| lacks(*at)).unwrap_or_default()
}

/// The part in whose share the group begins; `before` is what is before it times all shares.
fn in_time(parts: &[(String, u32)], before: u64, total: u64) -> usize {
    let mut end = 0;
    for (at, (_, share)) in parts.iter().enumerate() {
        end += u64::from(*share) * total;
        if before < end {
            return at;
        }
    }
    parts.len() - 1
}
