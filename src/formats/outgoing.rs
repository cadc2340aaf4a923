//! A project on its way to the worker, which writes it in another program's format: in pieces, so that
//! the page can draw between two of them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::choice::{Choice, Suggestions};
use super::loss;
use super::project;
use super::table::Format;
use crate::model::{Article, Clock, Project};
use crate::order::Table;
use crate::text::Unit;

/// What is left to be chosen once the project has nothing but what goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// The format's id.
    pub format: String,
    /// The name of the file.
    pub name: String,
    as_predictions: bool,
    unit: Option<String>,
    file_per_type: bool,
}

impl Manner {
    /// The rest of a choice; `None` if it says more than a worker is told.
    pub fn of(format: &Format, name: &str, choice: &Choice) -> Option<Self> {
        let manner = Self {
            format: format.id.to_owned(),
            name: name.to_owned(),
            as_predictions: choice.as_predictions,
            unit: choice.unit.map(|unit| unit.name().to_owned()),
            file_per_type: choice.file_per_type,
        };
        // What decides on what goes out has done so before.
        let Choice { articles, status, annotator, mentions, stances, document_stances, .. } =
            Choice::everything();
        let rest = Choice {
            articles,
            status,
            annotator,
            mentions,
            stances,
            document_stances,
            suggestions: Suggestions::All,
            ..choice.clone()
        };
        // A card says what was chosen, all of it.
        (manner.choice() == rest && !format.says_the_choice()).then_some(manner)
    }

    fn choice(&self) -> Choice {
        Choice {
            as_predictions: self.as_predictions,
            unit: self.unit.as_deref().and_then(Unit::named),
            file_per_type: self.file_per_type,
            ..Choice::everything()
        }
    }
}

/// What was written, but for the file itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The file's name; empty if nothing could be written.
    pub path: String,
    /// The list of what it does not hold, where it has no place for it itself.
    pub losses: Option<String>,
}

/// A piece of a project: some of its articles with the work on them, and with the first piece all that
/// is of no article.
pub fn piece(project: &Project, articles: &[Rc<Article>], is_first: bool) -> Vec<u8> {
    let mut piece = if is_first {
        Project { articles: Table::new(), layers: Table::new(), ..project.clone() }
    } else {
        Project::new(project.id.clone(), "", (*project.codebook).clone())
    };
    piece.clock = if is_first { project.clock.clone() } else { Clock::default() };
    for article in articles {
        piece.articles.insert(article.id.clone(), article.clone());
        for (annotator, layer) in project.layers_of(&article.id) {
            let (article, annotator) = (article.id.clone(), annotator.clone());
            piece.layers.insert(crate::model::LayerId { article, annotator }, layer.clone());
        }
    }
    project::write(&piece)
}

/// Puts a piece to those before it.
pub fn take(whole: &mut Option<Project>, piece: &[u8]) {
    // What does not fit is as it stands in the project that the page has.
    let Ok(opened) = project::read(piece) else { return };
    let Some(whole) = whole else { return *whole = Some(opened.project) };
    for (id, article) in &opened.project.articles {
        whole.articles.insert(id.clone(), article.clone());
    }
    for (id, layer) in &opened.project.layers {
        whole.layers.insert(id.clone(), layer.clone());
    }
}

/// Writes what the pieces came to, as one file.
pub fn write(project: &Project, manner: &Manner) -> (Written, Vec<u8>) {
    let written = Format::of(&manner.format)
        .and_then(|format| Some((format, format.write(project, &manner.choice())?)));
    let Some((format, output)) = written else { return (Written::default(), Vec::new()) };
    let is_alone = output.files.len() == 1 && !output.losses.is_empty();
    let losses = is_alone.then(|| loss::report(format.name, &output.losses));
    let file = output.into_one(format, &manner.name);
    (Written { path: file.path, losses }, file.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PRESETS;

    #[test]
    fn a_choice_that_says_more_is_not_handed_over() {
        let format = Format::of("brat").expect("a format of the table");
        let all = Choice { as_predictions: true, unit: Some(Unit::Utf16), ..Choice::default() };
        let manner = Manner::of(format, "x", &all).expect("a worker is told all of it");
        assert_eq!(
            manner.choice(),
            Choice { as_predictions: true, unit: Some(Unit::Utf16), ..Choice::everything() }
        );
        let (written, bytes) = write(&Project::new("p".into(), "", PRESETS[0].codebook()), &manner);
        assert_eq!((written.path.as_str(), bytes.is_empty()), ("x.brat.zip", false));
    }
}
