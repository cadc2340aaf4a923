//! A project on its way to the worker, which writes it in another program's format: in pieces, so that
//! the page can draw between two of them.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::choice::{Choice, Suggestions};
use super::examples::Shape;
use super::loss;
use super::project;
use super::table::Format;
use super::wire::Named;
use crate::model::{AnnotatorId, Article, Clock, Project, Status};
use crate::order::Table;
use crate::text::Unit;

/// What is to be written, in plain words for the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// The format's id.
    pub format: String,
    /// The name of the file.
    pub name: String,
    articles: Option<Vec<String>>,
    status: Option<String>,
    annotator: Option<String>,
    mentions: bool,
    stances: bool,
    document_stances: bool,
    suggestions: Suggestions,
    as_predictions: bool,
    unit: Option<String>,
    file_per_type: bool,
    shape: Shape,
}

impl Manner {
    /// All of a choice: of what was chosen it chooses the same again, and a description says it.
    pub fn of(format: &Format, name: &str, choice: &Choice) -> Self {
        let articles = choice.articles.as_ref();
        Self {
            format: format.id.to_owned(),
            name: name.to_owned(),
            articles: articles.map(|ids| ids.iter().map(ToString::to_string).collect()),
            status: choice.status.map(|status| status.name().to_owned()),
            annotator: choice.annotator.as_ref().map(ToString::to_string),
            mentions: choice.mentions,
            stances: choice.stances,
            document_stances: choice.document_stances,
            suggestions: choice.suggestions,
            as_predictions: choice.as_predictions,
            unit: choice.unit.map(|unit| unit.name().to_owned()),
            file_per_type: choice.file_per_type,
            shape: choice.shape.clone(),
        }
    }

    fn choice(&self) -> Choice {
        let articles = self.articles.as_ref();
        Choice {
            articles: articles.map(|ids| ids.iter().map(|id| id.as_str().into()).collect()),
            status: self.status.as_deref().and_then(Status::named),
            annotator: self.annotator.as_deref().map(AnnotatorId::from),
            mentions: self.mentions,
            stances: self.stances,
            document_stances: self.document_stances,
            suggestions: self.suggestions,
            as_predictions: self.as_predictions,
            unit: self.unit.as_deref().and_then(Unit::named),
            file_per_type: self.file_per_type,
            shape: self.shape.clone(),
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
///
/// # Errors
/// If it is no piece.
pub fn take(whole: &mut Option<Project>, piece: &[u8]) -> Result<(), String> {
    let opened = project::read(piece).map_err(|error| error.to_string())?;
    match whole {
        None => *whole = Some(opened.project),
        Some(whole) => {
            for (id, article) in &opened.project.articles {
                whole.articles.insert(id.clone(), article.clone());
            }
            for (id, layer) in &opened.project.layers {
                whole.layers.insert(id.clone(), layer.clone());
            }
        }
    }
    Ok(())
}

/// Writes what the pieces came to, as one file.
pub fn write(project: &Project, manner: &Manner) -> (Written, Vec<u8>) {
    let written = Format::of(&manner.format)
        .and_then(|format| Some((format, format.write(project, &manner.choice())?)));
    let Some((format, output)) = written else { return (Written::default(), Vec::new()) };
    let is_alone = output.is_alone(format);
    let losses =
        (is_alone && !output.losses.is_empty()).then(|| loss::report(format.name, &output.losses));
    let file = output.into_one(format, &manner.name);
    (Written { path: file.path, losses }, file.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples::{Example, Split};
    use crate::model::PRESETS;

    #[test]
    fn a_worker_is_told_the_whole_choice() {
        let format = Format::of("brat").expect("a format of the table");
        let choice = Choice {
            articles: Some(vec!["a-1".into()]),
            status: Some(Status::Done),
            annotator: Some("p-1".into()),
            mentions: false,
            stances: false,
            document_stances: false,
            suggestions: Suggestions::Pending,
            as_predictions: true,
            unit: Some(Unit::Utf16),
            file_per_type: true,
            shape: Shape { example: Example::Stance, around: 2, split: Some(Split::usual()) },
        };
        assert_eq!(Manner::of(format, "x", &choice).choice(), choice);
        assert_eq!(Manner::of(format, "x", &Choice::default()).choice(), Choice::default());
        let manner = Manner::of(format, "x", &Choice::default());
        let (written, bytes) = write(&Project::new("p".into(), "", PRESETS[0].codebook()), &manner);
        assert_eq!((written.path.as_str(), bytes.is_empty()), ("x.brat.zip", false));
    }
}
