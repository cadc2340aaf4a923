//! Every format of the table, on projects of every shape and on damaged files. A format is in these
//! tests by being in the table.

#[path = "support/broken.rs"]
mod broken;
mod support;

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use proptest::prelude::*;
use standpoint::formats::archive::{File, is_zip, pack, unpack};
use standpoint::formats::choice::{Choice, Suggestions};
use standpoint::formats::examples::{Shape, Split};
use standpoint::formats::fact::{Fact, Kind, facts};
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::loss::kept_facts;
use standpoint::formats::table::{FORMATS, Format, Output};
use standpoint::model::{Annotator, Article, DEFAULT_PRESET, Extra, Project};
use support::random::{acts, start};

fn read(format: &Format, files: &[File]) -> Import {
    format.read(files, &ReadChoice::default())
}

/// Facts as they are told, without what each project calls its things.
fn told(facts: Vec<Fact>, never: &[Kind]) -> Vec<(Option<Kind>, String, String)> {
    let counts = |fact: &Fact| fact.kind.is_none_or(|kind| !never.contains(&kind));
    let mut told: Vec<_> =
        facts.into_iter().filter(counts).map(|it| (it.kind, it.about, it.value)).collect();
    told.sort();
    told
}

/// The description tells what was chosen and lost, which is another thing the second time.
fn without_description(files: &[File]) -> Vec<&File> {
    files.iter().filter(|file| file.path != "README.md").collect()
}

/// What is written reads back as the loss list says, and writes the same bytes again.
fn check(format: &Format, project: &Project, choice: &Choice) {
    let (Some(writer), Some(_)) = (&format.writer, format.reader()) else { return };
    let name = format.id;
    let chosen = choice.of(project);
    let Output { files: output, losses } = format.write(project, choice).unwrap();
    assert_eq!(losses, format.losses(project, choice), "{name}");
    assert_eq!(output, format.write(project, choice).unwrap().files, "{name}: other bytes");
    let Import { project: back, problems, .. } = read(format, &output);
    let problems: Vec<_> = problems
        .iter()
        .map(ToString::to_string)
        // What the project itself has amiss is reported on reading.
        .filter(|problem| !problem.contains("in the project, found none"))
        .filter(|problem| !problem.contains("an id of its own"))
        .collect();
    assert!(problems.is_empty(), "{name}: {problems:#?}");

    let besides = (writer.besides)(&chosen, choice);
    let expected = told(kept_facts(&chosen, format.never, &besides), format.never);
    let found = told(facts(&back), format.never);
    let lost: Vec<_> = expected.iter().filter(|fact| !found.contains(fact)).collect();
    let new: Vec<_> = found.iter().filter(|fact| !expected.contains(fact)).collect();
    assert!(expected == found, "{name}: unsaid losses {lost:#?}\nnew {new:#?}");

    let again = format.write(&back, &Choice::everything()).unwrap();
    let (files, again) = (without_description(&output), without_description(&again.files));
    for (first, second) in files.iter().zip(&again) {
        assert_eq!(first.path, second.path, "{name}");
        let (one, other) = (&first.bytes, &second.bytes);
        let at = one.iter().zip(other).take_while(|(a, b)| a == b).count().saturating_sub(200);
        let around = |bytes: &[u8]| {
            String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 400)]).into_owned()
        };
        assert!(
            one == other,
            "{name}: {} is not the same again\n{}\n\n{}",
            first.path,
            around(one),
            around(other)
        );
    }
    assert_eq!(files.len(), again.len(), "{name}");
    let archive = [File::new("all.zip", pack(&output))];
    assert_eq!(read(format, &archive).project, back, "{name}: from an archive");
    // Without an article there may be no file to tell by.
    if !chosen.articles.is_empty() {
        assert_eq!(Format::recognised(&output).map(|it| it.id), Some(name));
        assert_eq!(Format::recognised(&archive).map(|it| it.id), Some(name));
    }
}

fn choices() -> [Choice; 2] {
    let pending = Choice { suggestions: Suggestions::Pending, ..Choice::default() };
    [Choice::default(), pending]
}

#[test]
fn the_sample_of_everything_goes_out_and_comes_back() {
    for format in FORMATS {
        for choice in choices() {
            check(format, &support::project(), &choice);
        }
    }
}

#[test]
fn an_empty_project_goes_out_and_comes_back() {
    for format in FORMATS {
        let project = Project::new("p-1".into(), "", DEFAULT_PRESET.codebook());
        let Some(output) = format.write(&project, &Choice::default()) else { continue };
        assert_eq!(unpack(&pack(&output.files)).unwrap(), output.files, "{}", format.id);
        if format.reader().is_some() {
            let import = read(format, &output.files);
            assert_eq!(import.problems, [], "{}", format.id);
            assert!(import.project.articles.is_empty(), "{}", format.id);
        }
    }
}

#[test]
fn what_ends_as_an_archive_is_one_however_few_files_it_has() {
    let project = support::project();
    let split = Some(Split { parts: vec![("train".to_owned(), 1)], ..Split::usual() });
    let articles = Some(vec!["a-0".into()]);
    for format in FORMATS {
        for split in [None, split.clone()] {
            let shape = Shape { split, ..Shape::default() };
            let choice = Choice { articles: articles.clone(), shape, ..Choice::default() };
            let Some(output) = format.write(&project, &choice) else { continue };
            for File { path, bytes } in
                [&output.clone().into_one(format, "x")].into_iter().chain(&output.files)
            {
                let is_archive = path.ends_with("zip") || path.ends_with(".qdpx");
                assert_eq!(is_zip(bytes), is_archive, "{}: {path}", format.id);
            }
        }
    }
}

#[test]
fn names_of_files_can_be_written_on_every_system() {
    let mut project = support::project();
    let first = project.articles.values().next().unwrap().clone();
    let long = "ÿ".repeat(300);
    let ids = [
        "CON", "nul", "com1", "A-x", "a-X", "a/b", "a\\b", "..", ".", "articles", "文章", "x.",
        &long,
    ];
    for id in ids {
        project.articles.insert(id.into(), Article { id: id.into(), ..(*first).clone() }.into());
        let layer = project.layers.get(&support::layer_id("a-0", "u-ada")).unwrap().clone();
        project.layers.insert(support::layer_id(id, "u-ada"), layer);
    }
    for (id, annotator) in [("u-1", "CON"), ("u-2", "con"), ("u-3", "../x"), ("u-4", "")] {
        let annotator = Annotator { name: annotator.to_owned(), extra: Extra::new() };
        project.annotators.insert(id.into(), annotator);
        let layer = project.layers.get(&support::layer_id("a-0", "u-ada")).unwrap().clone();
        project.layers.insert(support::layer_id("a-0", id), layer);
    }
    for format in FORMATS {
        let choice = Choice { file_per_type: true, ..Choice::default() };
        let Some(output) = format.write(&project, &choice) else { continue };
        let mut seen = BTreeSet::new();
        for File { path, .. } in &output.files {
            assert!(seen.insert(path.to_lowercase()), "{}: {path} stands twice", format.id);
            for name in path.split('/') {
                let stem = name.split('.').next().unwrap().to_lowercase();
                let is_device = ["con", "nul", "com1"].contains(&&*stem);
                let is_odd = |c: char| c.is_control() || "<>:\"\\|?*".contains(c);
                let is_sound = !stem.is_empty() && !name.ends_with(['.', ' ']) && name.len() <= 160;
                assert!(is_sound && !is_device && !name.contains(is_odd), "{}: {path}", format.id);
            }
        }
        let archive = output.into_one(format, "x");
        assert!(!is_zip(&archive.bytes) || unpack(&archive.bytes).is_ok(), "{}", format.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_projects_go_out_and_come_back(acts in acts(40)) {
        let mut work = start();
        for act in &acts {
            let entry = act.entry(&work.project);
            let _ = work.commit(entry);
        }
        for format in FORMATS {
            for choice in choices() {
                check(format, &work.project, &choice);
            }
        }
    }
}

#[test]
fn fifty_broken_files_of_each_format_cost_no_good_record_and_are_named() {
    for format in FORMATS {
        if format.reader().is_none() || format.writer.is_none() {
            continue;
        }
        let whole = format.write(&broken::project(), &Choice::everything()).unwrap().files;
        let cases = broken::all(&whole);
        assert!(cases.len() >= 50, "{}: only {} cases", format.id, cases.len());
        let expected = told(facts(&read(format, &whole).project), &[Kind::Codebook, Kind::Id]);
        for case in &cases {
            let import = catch_unwind(|| read(format, &case.files))
                .unwrap_or_else(|_| panic!("{}: {} panics", format.id, case.name));
            for problem in &import.problems {
                let words = problem.to_string();
                assert!(words.contains("expected") && words.len() > 20, "{}: {words}", format.id);
                assert!(!problem.file.is_empty(), "{}: {words}", format.id);
            }
            let found = told(facts(&import.project), &[Kind::Codebook, Kind::Id]);
            let is_whole = expected.iter().all(|fact| found.binary_search(fact).is_ok());
            assert!(
                is_whole || !import.problems.is_empty() || case.may_be_silent,
                "{}: {} loses something and says nothing",
                format.id,
                case.name
            );
            for (layer, records) in &import.project.layers {
                let text = &import.project.articles[&layer.article].text;
                for record in records.records.values() {
                    for span in record.fragments().into_iter().flat_map(|it| it.spans()) {
                        assert!(text.holds(*span), "{}: {} leaves the text", format.id, case.name);
                    }
                }
            }
        }
    }
}
