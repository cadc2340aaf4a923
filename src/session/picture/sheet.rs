//! The tables behind the pictures, for the screen and for CSV files.

use super::{
    Clock, Count, Coverage, Facts, Heading, Kind, Matrix, Order, Party, Tally, Timeline, View,
    words,
};
use crate::model::{Date, EntityId, Holder, Polarity, Record, TargetKind};
use crate::order::{self, Table};
use crate::session::articles;

/// Rows under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// A name for each column.
    pub headings: Vec<String>,
    /// The rows, each with as many cells as there are headings.
    pub rows: Vec<SheetRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its cells. Numbers are digits, dates `YYYY-MM-DD`, what is unknown is empty.
    pub cells: Vec<String>,
    /// The facts behind it.
    pub facts: Vec<u32>,
    /// The facts behind each of its numbers that is not 0, by column.
    pub behind: Vec<(usize, Vec<u32>)>,
    /// The entity that it is about, whose mentions the column of that number counts.
    pub mentions: Option<(EntityId, usize)>,
}

const WAYS: [&str; 7] = ["favor", "against", "neutral", "both", "none", "balance", "total"];

impl Sheet {
    /// The table behind a view, as a file has it: all rows, in the picture's own order.
    pub fn of(facts: &Facts, view: &View) -> Self {
        match view.kind {
            Kind::Matrix => pairs(facts, &view.matrix(facts)),
            Kind::Network => pairs(facts, &Matrix::of(facts, Order::Count, Order::Count)),
            Kind::Timeline => bins(facts, view.clock),
            Kind::Outlets => coverage(facts, view),
            Kind::Stances => stances(facts),
            Kind::Entities => entities(facts, view),
        }
    }

    /// Keeps the rows with all words of a query, and sorts by a column: numbers by their value.
    #[must_use]
    pub fn sifted(mut self, query: &str, (column, from_last): (usize, bool)) -> Self {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        self.rows.retain(|row| {
            let all = row.cells.join("\n").to_lowercase();
            words.iter().all(|word| all.contains(word))
        });
        let key = |row: &SheetRow| {
            let cell = row.cells.get(column).cloned().unwrap_or_default();
            (cell.parse::<i64>().unwrap_or(i64::MAX), cell.to_lowercase())
        };
        let mut keyed: Vec<_> = self.rows.into_iter().map(|row| (key(&row), row)).collect();
        order::sort_by(&mut keyed, |(a, _), (b, _)| if from_last { b.cmp(a) } else { a.cmp(b) });
        self.rows = keyed.into_iter().map(|(_, row)| row).collect();
        self
    }
}

fn headings(names: &[&str], rest: &[&str]) -> Vec<String> {
    names.iter().chain(rest).map(|name| (*name).to_owned()).collect()
}

fn counted(facts: &Facts, mut cells: Vec<String>, count: &Count) -> SheetRow {
    let first = cells.len();
    cells.extend(numbers(&count.tally));
    let of = |ways: &[Polarity]| count.going(facts, ways);
    let ways = Polarity::ALL.iter().map(|way| of(&[*way]));
    let sums = [of(&[Polarity::Favor, Polarity::Against]), count.facts.clone()];
    let behind = ways.chain(sums).enumerate().map(|(at, facts)| (first + at, facts));
    SheetRow::of(cells, count.facts.clone(), behind)
}

impl SheetRow {
    fn of(
        cells: Vec<String>,
        facts: Vec<u32>,
        behind: impl IntoIterator<Item = (usize, Vec<u32>)>,
    ) -> Self {
        let behind = behind.into_iter().filter(|(_, facts)| !facts.is_empty()).collect();
        Self { cells, facts, behind, mentions: None }
    }

    /// Whether it has a number of mentions that is not 0.
    pub fn counts_mentions(&self) -> bool {
        self.mentions.as_ref().is_some_and(|(_, column)| self.cells[*column] != "0")
    }

    /// The facts behind a number.
    pub fn behind(&self, column: usize) -> Option<&[u32]> {
        self.behind.iter().find(|(known, _)| *known == column).map(|(_, facts)| facts.as_slice())
    }
}

fn numbers(tally: &Tally) -> Vec<String> {
    let mut numbers: Vec<String> =
        Polarity::ALL.iter().map(|way| tally.of(*way).to_string()).collect();
    numbers.push(tally.balance().to_string());
    numbers.push(tally.total().to_string());
    numbers
}

/// Every pair as it is seen: a folded group as one holder or target. The sums of an open group are
/// left out, since its parts are there.
fn pairs(facts: &Facts, matrix: &Matrix) -> Sheet {
    let rows = matrix.cells().filter_map(|(row, column, count)| {
        let (holder, target) = (&matrix.rows[row], &matrix.columns[column]);
        if holder.is_open() || target.is_open() {
            return None;
        }
        let name = |of: &Heading| match of.fold {
            Some(_) => format!("{} (all)", of.name),
            None => of.name.clone(),
        };
        let cells = vec![name(holder), holder.group.clone(), name(target), target.group.clone()];
        Some(counted(facts, cells, count))
    });
    let names = ["holder", "holder_kind", "target", "target_kind"];
    Sheet { headings: headings(&names, &WAYS), rows: rows.collect() }
}

fn bins(facts: &Facts, clock: Clock) -> Sheet {
    let timeline = Timeline::of(facts, clock);
    let mut rows = Vec::new();
    for (outlet, counts) in &timeline.rows {
        for (bin, count) in timeline.bins.iter().zip(counts) {
            if count.tally.total() > 0 {
                let cells = vec![facts.outlet_name(*outlet).to_owned(), bin.name.clone()];
                rows.push(counted(facts, cells, count));
            }
        }
    }
    if timeline.undated.tally.total() > 0 {
        rows.push(counted(facts, vec![String::new(), String::new()], &timeline.undated));
    }
    Sheet { headings: headings(&["outlet", "from"], &WAYS), rows }
}

fn coverage(facts: &Facts, view: &View) -> Sheet {
    let outlets: Vec<&str> = (0..facts.outlets.len()).map(|it| facts.outlet_name(it)).collect();
    let rows = Coverage::of(facts, view.subject).rows.into_iter().map(|row| {
        let mut cells = vec![row.name.clone(), row.told_by().to_string()];
        cells.extend(row.by_outlet.iter().map(|count| count.tally.total().to_string()));
        let all: Vec<u32> = row.by_outlet.iter().flat_map(|count| count.facts.clone()).collect();
        let by_outlet = row.by_outlet.into_iter().map(|count| count.facts);
        let behind = [all.clone()].into_iter().chain(by_outlet).enumerate();
        SheetRow::of(cells, all, behind.map(|(at, facts)| (1 + at, facts)))
    });
    let rows = rows.collect();
    Sheet { headings: headings(&["subject", "outlets"], &outlets), rows }
}

fn stances(facts: &Facts) -> Sheet {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let rows = facts.all().iter().enumerate().filter_map(|(at, fact)| {
        let (article, record) = facts.source(at)?;
        let said = match record {
            Record::Stance(stance) => {
                stance.expression.as_ref().map(|words| words.words(&article.text))
            }
            _ => Some("(whole article)".to_owned()),
        };
        let annotator = facts.project().annotators.get(&fact.layer.annotator);
        let cells = vec![
            facts.party_name(fact.party),
            words::polarity(&facts.project().codebook, fact.polarity),
            facts.topic_name(fact.topic),
            words::shorten(&said.unwrap_or_default()),
            articles::headline(article),
            article.details.outlet.clone(),
            day(fact.published),
            day(fact.said),
            annotator.map_or_else(String::new, |known| known.name.clone()),
        ];
        Some(SheetRow::of(cells, vec![at as u32], []))
    });
    let names = [
        "holder",
        "polarity",
        "target",
        "words",
        "article",
        "outlet",
        "published",
        "said",
        "annotator",
    ];
    Sheet { headings: headings(&names, &[]), rows: rows.collect() }
}

/// Every entity, with its mentions and the stances that it takes and that are taken to it.
fn entities(facts: &Facts, view: &View) -> Sheet {
    let project = facts.project();
    let mut mentions: Table<EntityId, u32> = Table::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        if view.scope.takes(article, &id.annotator, layer.status) {
            for record in layer.records.values() {
                if let Record::Mention(mention) = record
                    && let Some(entity) = &mention.entity
                    && mention.provenance.counts()
                {
                    *mentions.get_or_default(entity) += 1;
                }
            }
        }
    }
    let mut held: Table<EntityId, Count> = Table::new();
    let mut met: Table<EntityId, Count> = Table::new();
    for (at, fact) in facts.all().iter().enumerate() {
        if let Party::Entity(id) = &facts.parties[fact.party] {
            held.get_or_default(id).add(at, fact.polarity);
        }
        if let Some(TargetKind::Entity(id)) = &facts.topics[fact.topic].kind {
            met.get_or_default(id).add(at, fact.polarity);
        }
    }
    let none = Count::default();
    let rows = project.entities.values().map(|entity| {
        let (held, met) =
            (held.get(&entity.id).unwrap_or(&none), met.get(&entity.id).unwrap_or(&none));
        let kind = project.codebook.entity_type(&entity.entity_type);
        let cells = vec![
            words::holder(project, Some(&Holder::Entity(entity.id.clone()))),
            kind.map_or_else(|| entity.entity_type.to_string(), |kind| kind.label.clone()),
            entity.aliases.join("; "),
            entity.knowledge_base_id.clone(),
            mentions.get(&entity.id).copied().unwrap_or(0).to_string(),
            held.tally.total().to_string(),
            met.tally.of(Polarity::Favor).to_string(),
            met.tally.of(Polarity::Against).to_string(),
            met.tally.total().to_string(),
        ];
        let behind = [
            (5, held.facts.clone()),
            (6, met.going(facts, &[Polarity::Favor])),
            (7, met.going(facts, &[Polarity::Against])),
            (8, met.facts.clone()),
        ];
        let all = held.facts.iter().chain(&met.facts).copied().collect();
        SheetRow { mentions: Some((entity.id.clone(), 4)), ..SheetRow::of(cells, all, behind) }
    });
    let names = [
        "name",
        "type",
        "other_names",
        "knowledge_base_id",
        "mentions",
        "stances_taken",
        "in_favor_of_it",
        "against_it",
        "stances_to_it",
    ];
    Sheet { headings: headings(&names, &[]), rows: rows.collect() }
}
