//! What of the picture is on the screen.

use super::{Clock, Facts, Heading, Matrix, Order, Scope, Subject};
use crate::model::{LayerId, RecordId};

/// How the picture is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which picture.
    pub kind: Kind,
    /// What counts.
    pub scope: Scope,
    /// The order of the matrix's rows.
    pub rows: Order,
    /// The order of its columns.
    pub columns: Order,
    /// The groups of rows that are folded.
    pub folded_rows: Vec<Vec<String>>,
    /// The groups of columns that are.
    pub folded_columns: Vec<Vec<String>>,
    /// Which date the timeline goes by.
    pub clock: Clock,
    /// What outlets are compared by.
    pub subject: Subject,
    /// Words that a row of a list must have.
    pub query: String,
    /// The column that a list is sorted by, from the last row to the first if so.
    pub sort: (usize, bool),
    /// How many times more rows and columns were asked for.
    pub more: usize,
    /// The number that is open.
    pub opened: Option<Opened>,
}

/// The pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Holders by targets.
    #[default]
    Matrix,
    /// The same as a network.
    Network,
    /// By date and outlet.
    Timeline,
    /// Which outlet tells what.
    Outlets,
    /// All stances.
    Stances,
    /// All entities.
    Entities,
}

impl View {
    /// Counts the facts as this view has it.
    pub fn matrix(&self, facts: &Facts) -> Matrix {
        Matrix::folded(facts, (self.rows, &self.folded_rows), (self.columns, &self.folded_columns))
    }

    /// Folds a group of rows or columns, or unfolds it.
    pub fn turn(&mut self, is_row: bool, path: &[String]) {
        let folded = if is_row { &mut self.folded_rows } else { &mut self.folded_columns };
        match folded.iter().position(|known| known == path) {
            Some(at) => drop(folded.remove(at)),
            None => folded.push(path.to_vec()),
        }
    }

    /// Folds every group that there is, or unfolds all.
    pub fn turn_all(&mut self, facts: &Facts, is_folded: bool) {
        (self.folded_rows, self.folded_columns) = (Vec::new(), Vec::new());
        if is_folded {
            let paths = |headings: &[Heading]| {
                let folds = headings.iter().filter_map(|heading| heading.fold.as_ref());
                folds.map(|fold| fold.path.clone()).collect::<Vec<_>>()
            };
            let matrix = self.matrix(facts);
            (self.folded_rows, self.folded_columns) = (paths(&matrix.rows), paths(&matrix.columns));
        }
    }

    /// Goes to another picture, with the rows of lists in the order that is most of use.
    pub fn show(&mut self, kind: Kind) {
        let sort = match kind {
            // By the number of outlets, of mentions.
            Kind::Outlets => (1, true),
            Kind::Entities => (4, true),
            _ => (0, false),
        };
        *self = Self { kind, sort, query: String::new(), more: 0, ..self.clone() };
    }
}

impl Kind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Matrix, Self::Network, Self::Timeline, Self::Outlets, Self::Stances, Self::Entities];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matrix => "Matrix",
            Self::Network => "Network",
            Self::Timeline => "Timeline",
            Self::Outlets => "Outlets",
            Self::Stances => "Stances",
            Self::Entities => "Entities",
        }
    }
}

/// A number and the stances behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What it counts.
    pub title: String,
    /// The stances, which an undo may take away.
    pub stances: Vec<(LayerId, RecordId)>,
}
