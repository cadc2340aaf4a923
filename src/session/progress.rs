//! How far the work is: what is done, what is left, what was marked, and how fast it goes.
//!
//! All of it is counted from the project as it is. Suggestions count once they are accepted. The
//! speed goes by when records were made: two in a row that are no further apart than
//! [`PAUSE_MINUTES`] belong to one stretch of work, and what lies between stretches is no work.

use super::Desk;
use crate::model::{
    Article, ArticleId, LayerId, Polarity, Project, Provenance, Record, Status, TypeId,
};
use crate::order::Table;

/// A longer time without a new record is a pause and counts as no work.
pub const PAUSE_MINUTES: i64 = 15;
/// What the first record of a stretch of work is taken to have needed, in seconds.
const FIRST_SECONDS: i64 = 60;
/// With less work than this, nothing is foretold.
const LEAST_SECONDS: i64 = 600;

/// How far one annotator's work on a project is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// How many articles have each status, in the order of [`Status::ALL`].
    pub articles: [usize; 4],
    /// How many words they have, likewise.
    pub words: [usize; 4],
    /// How many mentions have each label.
    pub labels: Table<TypeId, usize>,
    /// How many stances have each polarity, those of whole articles included.
    pub polarities: [usize; 5],
    /// The same of each article that has something marked.
    pub each: Table<ArticleId, (usize, usize)>,
    /// How fast it went.
    pub pace: Pace,
}

/// How fast records were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The work of the last day with any, then of the last seven days up to it, then of all.
    pub spans: [Stretch; 3],
    /// What is left takes about so many seconds at the pace of the articles that are done.
    pub left_seconds: Option<i64>,
}

/// Some time of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// How long, pauses left out.
    pub seconds: i64,
    /// How many marks and stances were made.
    pub records: usize,
}

impl Stretch {
    /// How many records an hour, to the nearest.
    pub fn per_hour(self) -> Option<usize> {
        let hourly = self.records as i64 * 3_600 + self.seconds / 2;
        (self.seconds > 0).then(|| usize::try_from(hourly / self.seconds).unwrap_or(0))
    }
}

impl Progress {
    /// How far the desk's annotator is.
    pub fn of(desk: &Desk) -> Self {
        let project = &desk.work.project;
        let mut progress = Self::default();
        let mut moments = Vec::new();
        for article in project.articles.values() {
            let id = LayerId { article: article.id.clone(), annotator: desk.annotator.clone() };
            let layer = project.layer(&id);
            let status = layer.map_or(Status::default(), |layer| layer.status);
            progress.articles[place(status)] += 1;
            progress.words[place(status)] += words(article);
            for record in layer.into_iter().flat_map(|layer| layer.records.values()) {
                progress.count(&article.id, record, &mut moments);
            }
        }
        moments.sort_unstable();
        progress.pace = progress.pace_of(&moments);
        progress
    }

    fn count(&mut self, article: &ArticleId, record: &Record, moments: &mut Vec<i64>) {
        let provenance: &Provenance = record.provenance();
        if !provenance.counts() {
            return;
        }
        moments.extend(seconds(provenance.created.as_str()));
        let (marks, stances) = self.each.get_or_default(article);
        match record {
            Record::Mention(mention) => {
                *marks += 1;
                *self.labels.get_or_default(&mention.entity_type) += 1;
            }
            Record::Stance(stance) => {
                *stances += 1;
                self.polarities[way(stance.polarity)] += 1;
            }
            Record::DocumentStance(stance) => {
                *stances += 1;
                self.polarities[way(stance.polarity)] += 1;
            }
        }
    }

    /// How many articles have a status.
    pub fn articles_of(&self, status: Status) -> usize {
        self.articles[place(status)]
    }

    /// How many words the articles of a status have.
    pub fn words_of(&self, status: Status) -> usize {
        self.words[place(status)]
    }

    /// How many mentions and stances there are.
    pub fn records(&self) -> (usize, usize) {
        (self.labels.values().sum(), self.polarities.iter().sum())
    }

    fn pace_of(&self, moments: &[i64]) -> Pace {
        let Some(last) = moments.last() else { return Pace::default() };
        const DAY: i64 = 86_400;
        let today = last.div_euclid(DAY) * DAY;
        let spans = [today, today - 6 * DAY, i64::MIN]
            .map(|from| stretch(&moments[moments.partition_point(|at| *at < from)..]));
        let all = spans[2].seconds;
        // Time goes into articles that are begun, too: half of their words count as read.
        let begun = self.words_of(Status::InProgress);
        let read = self.words_of(Status::Done) + begun / 2;
        let left = self.words_of(Status::ToDo) + begun - begun / 2;
        let is_known = all >= LEAST_SECONDS && self.articles_of(Status::Done) > 0 && left > 0;
        let left_seconds = (is_known && read > 0)
            .then(|| i64::try_from(i128::from(all) * left as i128 / read as i128).ok());
        Pace { spans, left_seconds: left_seconds.flatten() }
    }
}

/// The time between moments in order, without pauses.
fn stretch(moments: &[i64]) -> Stretch {
    let between = moments.windows(2).map(|two| match two[1] - two[0] {
        pause if pause > PAUSE_MINUTES * 60 => FIRST_SECONDS,
        work => work,
    });
    let first = if moments.is_empty() { 0 } else { FIRST_SECONDS };
    Stretch { seconds: first + between.sum::<i64>(), records: moments.len() }
}

/// The words of an article as spaces part them.
fn words(article: &Article) -> usize {
    article.text.as_str().split_ascii_whitespace().count()
}

fn place(status: Status) -> usize {
    Status::ALL.iter().position(|it| *it == status).unwrap_or(0)
}

fn way(polarity: Polarity) -> usize {
    Polarity::ALL.iter().position(|it| *it == polarity).unwrap_or(0)
}

/// The seconds since 1970 of a moment in UTC as RFC 3339; `None` for what is none.
fn seconds(moment: &str) -> Option<i64> {
    let number = |from: usize, to: usize| moment.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    // Days from a civil date, with years that begin in March.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let year_of_era = year.rem_euclid(400);
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

/// A time of work for people: “2 h 10 min”, “40 min”, “less than a minute”.
pub fn duration(seconds: i64) -> String {
    let minutes = (seconds + 30) / 60;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "less than a minute".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// What a label is called in the project's codebook.
pub fn label_name<'a>(project: &'a Project, id: &'a TypeId) -> &'a str {
    project.codebook.entity_type(id).map_or(id.as_str(), |label| &label.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_counted_from_1970() {
        assert_eq!(seconds("1970-01-01T00:00:00.000Z"), Some(0));
        assert_eq!(seconds("2000-02-29T12:00:01.000Z"), Some(951_825_601));
        assert_eq!(seconds("2026-01-05T09:00:00.000Z"), Some(1_767_603_600));
        assert_eq!(seconds("yesterday"), None);
    }

    #[test]
    fn pauses_are_no_work() {
        assert_eq!(stretch(&[]), Stretch::default());
        assert_eq!(stretch(&[100]).seconds, 60);
        // Half a minute, then a night, then ten minutes.
        let worked = stretch(&[0, 30, 40_000, 40_600]);
        assert_eq!((worked.seconds, worked.records), (60 + 30 + 60 + 600, 4));
        assert_eq!(worked.per_hour(), Some(19));
    }

    #[test]
    fn a_duration_is_said_in_hours_and_minutes() {
        let said = [0, 29, 31, 3_600, 7_800].map(duration);
        assert_eq!(
            said,
            ["less than a minute", "less than a minute", "1 min", "1 h", "2 h 10 min"]
        );
    }
}
