//! The formats that projects go out in and come in from, in one table.
//!
//! To add one: a module with its [`Format`] and its [`Reader`], and a line in [`FORMATS`] and in
//! [`READERS`]. It is then in the browser's dialogs, on the command line, in docs/formats.md and in the tests that go by this table.

use super::archive::{self, File};
use super::choice::Choice;
use super::examples::{CARD, Card, Dataset, Part};
use super::fact::{Kind, Subject};
use super::import::{Import, Problem, ReadChoice};
use super::loss::{self, Loss};
use super::project::folder;
use super::reading::Place;
use super::{
    brat, conll, data_package, dataset_lines, doccano, hugging_face, import, label_studio,
    newsmtsc, prodigy, refi_qda, semeval_2016, semeval_2022, spacy, stance_graph, standpoint,
    uima_cas, web_annotation, webanno_tsv,
};
use crate::model::{Article, Project};

/// All formats, in the order in which they are offered and recognised.
pub const FORMATS: &[&Format] = &[
    &standpoint::PROJECT,
    &folder::FORMAT_ENTRY,
    &dataset_lines::FORMAT,
    &data_package::PLAIN,
    &data_package::SPREADSHEET,
    &hugging_face::FORMAT,
    &label_studio::FORMAT,
    &web_annotation::FORMAT,
    &uima_cas::FORMAT,
    &webanno_tsv::FORMAT,
    &refi_qda::FORMAT,
    &stance_graph::FORMAT,
    &brat::FORMAT,
    &spacy::DOCBIN,
    &spacy::LINES,
    &conll::CONLL,
    &conll::BIO,
    &conll::BILOU,
    &prodigy::FORMAT,
    &doccano::FORMAT,
    &semeval_2022::FORMAT,
    &newsmtsc::FORMAT,
    &semeval_2016::FORMAT,
];

/// How the formats are read. Apart from [`FORMATS`], so that the page, which leaves reading to its
/// worker, does not carry the readers.
pub const READERS: &[(&Format, Reader)] = &[
    (&standpoint::PROJECT, standpoint::READER),
    (&folder::FORMAT_ENTRY, folder::READER),
    (&dataset_lines::FORMAT, dataset_lines::READER),
    (&data_package::SPREADSHEET, data_package::SPREADSHEET_READER),
    (&data_package::PLAIN, data_package::PLAIN_READER),
    (&label_studio::FORMAT, label_studio::READER),
    (&web_annotation::FORMAT, web_annotation::READER),
    (&uima_cas::FORMAT, uima_cas::READER),
    (&webanno_tsv::FORMAT, webanno_tsv::READER),
    (&refi_qda::FORMAT, refi_qda::READER),
    (&brat::FORMAT, brat::READER),
    (&spacy::LINES, spacy::LINES_READER),
    (&conll::CONLL, conll::CONLL_READER),
    (&conll::BIO, conll::BIO_READER),
    (&conll::BILOU, conll::BILOU_READER),
    (&prodigy::FORMAT, prodigy::READER),
    (&doccano::FORMAT, doccano::READER),
    (&semeval_2022::FORMAT, semeval_2022::READER),
    (&newsmtsc::FORMAT, newsmtsc::READER),
    (&semeval_2016::FORMAT, semeval_2016::READER),
];

/// The formats of [`READERS`], for the page to name.
pub const READ: &[&Format] = &[
    &standpoint::PROJECT,
    &folder::FORMAT_ENTRY,
    &dataset_lines::FORMAT,
    &data_package::SPREADSHEET,
    &data_package::PLAIN,
    &label_studio::FORMAT,
    &web_annotation::FORMAT,
    &uima_cas::FORMAT,
    &webanno_tsv::FORMAT,
    &refi_qda::FORMAT,
    &brat::FORMAT,
    &spacy::LINES,
    &conll::CONLL,
    &conll::BIO,
    &conll::BILOU,
    &prodigy::FORMAT,
    &doccano::FORMAT,
    &semeval_2022::FORMAT,
    &newsmtsc::FORMAT,
    &semeval_2016::FORMAT,
];

/// What a format's positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// UTF-16 code units, or grapheme clusters if asked for.
    Utf16OrGraphemes,
    /// Tokens, or code points beside them.
    Tokens,
    /// Whatever its files were made with: what they count is found, and said in those written.
    Either,
    /// Nothing: it has no positions.
    Nothing,
}

impl Counts {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::CodePoints => "code points",
            Self::Utf16 => "UTF-16 units",
            Self::Utf16OrGraphemes => "UTF-16 units or grapheme clusters",
            Self::Tokens => "tokens",
            Self::Either => "code points or UTF-16 units",
            Self::Nothing => "none",
        }
    }
}

/// A format: what it is called, what it can hold, and how it is read and written.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub purpose: &'static str,
    /// The ending of the file that is written; of the archive, where it is several.
    pub ending: &'static str,
    /// What its positions count.
    pub counts: Counts,
    /// The kinds of facts that it never holds.
    pub never: &'static [Kind],
    /// How it is written, if it is.
    pub writer: Option<Writer>,
}

/// How a format is written. All functions get the project with nothing but what was chosen.
#[derive(Debug)]
pub struct Writer {
    /// The files.
    pub write: Write,
    /// The records and parts that this project has and the format cannot hold, besides the kinds that
    /// it never holds: records that overlap, say.
    pub besides: fn(&Project, &Choice) -> Vec<(Kind, Subject)>,
}

/// How files are written.
#[derive(Debug)]
pub enum Write {
    /// Those of each part of a dataset for themselves.
    Files(fn(&Project, &Choice) -> Vec<File>),
    /// The same, one of them article by article.
    ByArticle(&'static ByArticle),
    /// Those of all parts together, since some of them tell of the whole; with what is lost.
    Whole(fn(&Project, &Choice, &[Loss]) -> Vec<File>),
}

/// A file that is written article by article, so that a page can do something else in between, and
/// others that go with it.
#[derive(Debug)]
pub struct ByArticle {
    /// Its name.
    pub path: &'static str,
    /// What stands before the first article.
    pub begin: &'static [u8],
    /// Appends what stands for the article of that number, from 1.
    pub article: fn(&Project, &Article, &Choice, usize, &mut Vec<u8>),
    /// What stands behind the last one.
    pub end: &'static [u8],
    /// The files that go behind it, at least one.
    pub others: fn(&Project) -> Vec<File>,
}

impl ByArticle {
    /// All files.
    pub fn write(&self, project: &Project, choice: &Choice) -> Vec<File> {
        let mut out = self.begin.to_vec();
        for (article, number) in project.articles.values().zip(1..) {
            (self.article)(project, article, choice, number, &mut out);
        }
        out.extend_from_slice(self.end);
        let mut files = vec![File::new(self.path, out)];
        files.extend((self.others)(project));
        files
    }
}

/// How a format is read.
#[derive(Debug)]
pub struct Reader {
    /// Whether a file is certainly in this format, by its name and content.
    pub recognises: fn(&File) -> bool,
    /// Reads files together; archives have been unpacked.
    pub read: fn(&[File], &ReadChoice) -> Import,
}

/// What is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// One file, or several that belong together.
    pub files: Vec<File>,
    /// What of the project is not in them.
    pub losses: Vec<Loss>,
}

impl Output {
    /// Whether it goes out as its one file and not as an archive, which has a place for the list of what
    /// is lost.
    pub fn is_alone(&self, format: &Format) -> bool {
        self.files.len() == 1 && !format.is_archive()
    }

    /// The one file; of several, or in a format of archives, an archive with the list of what is lost.
    pub fn into_one(self, format: &Format, name: &str) -> File {
        let is_alone = self.is_alone(format);
        let Self { mut files, losses } = self;
        if let ([only], true) = (&mut files[..], is_alone) {
            let path = format!("{name}.{}", format.ending);
            return File { path, bytes: std::mem::take(&mut only.bytes) };
        }
        files.extend(format.list_of(&losses));
        let path = format.archive_path(name, &files);
        File { path, bytes: archive::pack(&files) }
    }
}

/// The file beside others that lists what they do not hold.
pub const LOSSES: &str = "NOT-IN-THIS-FILE.md";

impl Format {
    /// The format of that id.
    pub fn of(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id == id).copied()
    }

    /// Writes what was chosen of a project; `None` if this format is only read.
    pub fn write(&self, project: &Project, choice: &Choice) -> Option<Output> {
        let writer = self.writer.as_ref()?;
        let chosen = choice.of(project);
        let dataset = choice.shape.of(&chosen);
        let losses = self.lost(writer, &chosen, &dataset, choice);
        if let Write::Whole(write) = writer.write {
            return Some(Output { files: write(&chosen, choice, &losses), losses });
        }
        let parts = dataset.parts(choice.shape.split.as_ref());
        let files = parts.iter().flat_map(|part| self.part(writer, part, choice));
        let mut files: Vec<File> = files.collect();
        if !choice.shape.is_plain() || self.has_card() {
            let (format, dataset, parts) = (self.name, &dataset, &parts[..]);
            let (losses, all) = (&losses[..], &files[..]);
            let card = Card { format, choice, dataset, parts, losses, files: all };
            let card = File::new(CARD, card.text());
            files.insert(0, card);
        }
        Some(Output { files, losses })
    }

    /// The name of the archive of several files.
    pub fn archive_path(&self, name: &str, files: &[File]) -> String {
        let ending = format!(".{}", self.ending);
        let zip = if files.iter().any(|file| file.path.ends_with(&ending)) { ".zip" } else { "" };
        format!("{name}{ending}{zip}")
    }

    /// The list of what is lost, for an archive; what never loses anything needs no list that says so.
    pub fn list_of(&self, losses: &[Loss]) -> Option<File> {
        let may_lose = !losses.is_empty() || !self.never.is_empty();
        may_lose.then(|| File::new(LOSSES, loss::report(self.name, losses)))
    }

    /// The files of one part, in a folder of its name, or called so if it is one.
    fn part(&self, writer: &Writer, part: &Part, choice: &Choice) -> Vec<File> {
        let mut files = match &writer.write {
            Write::Files(write) => write(&part.project, choice),
            Write::ByArticle(it) => it.write(&part.project, choice),
            Write::Whole(write) => write(&part.project, choice, &[]),
        };
        let Some(name) = &part.name else { return files };
        if files.len() > 1 && !self.is_archive() {
            // Several files that make one, under a name of its own.
            files = vec![File::new("", archive::pack(&files))];
        }
        match &mut files[..] {
            [only] if !self.is_archive() => only.path = format!("{name}.{}", self.ending),
            all => all.iter_mut().for_each(|file| file.path = format!("{name}/{}", file.path)),
        }
        files
    }

    /// Whether it is an archive, of however few files.
    fn is_archive(&self) -> bool {
        self.ending.ends_with("zip")
    }

    fn lost(
        &self,
        writer: &Writer,
        chosen: &Project,
        dataset: &Dataset,
        choice: &Choice,
    ) -> Vec<Loss> {
        let made = &dataset.project;
        let lost = loss::losses(made, self.never, &(writer.besides)(made, choice));
        if dataset.origins.is_empty() && dataset.outside.is_empty() {
            return lost;
        }
        let outside = loss::losses(chosen, &[], &dataset.outside);
        loss::together(outside, lost, |subject| dataset.in_project(subject))
    }

    /// Whether a description of the dataset goes with it in any case.
    fn has_card(&self) -> bool {
        self.id == data_package::PLAIN.id || self.id == data_package::SPREADSHEET.id
    }

    /// How all that was chosen is written article by article into an archive, where it is.
    pub fn by_article(&self, choice: &Choice) -> Option<&'static ByArticle> {
        match self.writer.as_ref()?.write {
            Write::ByArticle(it) if choice.shape.is_plain() && !self.has_card() => Some(it),
            _ => None,
        }
    }

    /// What a file in this format would not hold of what was chosen, without writing it.
    pub fn losses(&self, project: &Project, choice: &Choice) -> Vec<Loss> {
        let Some(writer) = &self.writer else { return Vec::new() };
        let chosen = choice.of(project);
        self.lost(writer, &chosen, &choice.shape.of(&chosen), choice)
    }

    /// Whether it tells a model's predictions from people's work.
    pub fn has_predictions(&self) -> bool {
        self.id == label_studio::FORMAT.id
    }

    /// How it is read, if it is. Not to be called on the page.
    pub fn reader(&self) -> Option<&'static Reader> {
        READERS.iter().find(|(format, _)| format.id == self.id).map(|(_, reader)| reader)
    }

    /// Reads files that are in this format; archives among them are unpacked.
    pub fn read(&self, files: &[File], choice: &ReadChoice) -> Import {
        let Some(reader) = self.reader() else {
            return import::Gathering::new().finish(None, choice);
        };
        let (files, problems) = unpacked(files);
        let mut import = (reader.read)(&files, choice);
        import.problems.splice(0..0, problems);
        import
    }

    /// The format of these files, by the first that is certainly in one; archives are looked into.
    pub fn recognised(files: &[File]) -> Option<&'static Self> {
        let (files, _) = unpacked(files);
        let found = READERS.iter().find(|(_, it)| files.iter().any(|file| (it.recognises)(file)));
        found.map(|(format, _)| *format)
    }
}

/// The table for people, as Markdown: what `standpoint formats` prints and docs/formats.md has.
pub fn listing() -> String {
    let mut out = "| format | name | out | in | file | positions count |\n\
                   |---|---|---|---|---|---|\n"
        .to_owned();
    let yes = |is_so: bool| if is_so { "yes" } else { "" };
    for format in FORMATS {
        let (written, read) = (yes(format.writer.is_some()), yes(format.reader().is_some()));
        let Format { id, name, ending, counts, .. } = format;
        out += &format!(
            "| `{id}` | {name} | {written} | {read} | `.{ending}` | {} |\n",
            counts.words()
        );
    }
    out
}

/// Archives replaced by what is in them, under the archive's name.
fn unpacked(files: &[File]) -> (Vec<File>, Vec<Problem>) {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    let is_read = |file: &File| file.name() != LOSSES && file.name() != CARD;
    for file in files {
        if !archive::is_zip(&file.bytes) {
            all.extend(is_read(file).then(|| file.clone()));
            continue;
        }
        match archive::unpack(&file.bytes) {
            Ok(inside) => all.extend(inside.into_iter().filter(is_read)),
            Err(message) => {
                problems.push(Problem { file: file.path.clone(), place: Place::File, message });
            }
        }
    }
    (all, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_format_that_is_read() {
        let ids = |formats: &[&Format]| formats.iter().map(|it| it.id).collect::<Vec<_>>();
        let readers: Vec<&Format> = READERS.iter().map(|(format, _)| *format).collect();
        assert_eq!(ids(READ), ids(&readers));
    }
}
