//! Datasets: articles cut into examples, and examples divided into parts.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use standpoint::formats::archive::pack;
use standpoint::formats::choice::{Choice, Suggestions};
use standpoint::formats::digest::sha256_hex;
use standpoint::formats::examples::{Dataset, Example, Group, Shape, Split, parts_of};
use standpoint::formats::import::ReadChoice;
use standpoint::formats::table::{FORMATS, Format};
use standpoint::model::{Project, Record};
use support::random::{acts, start};

fn split(by: Group, seed: u64) -> Split {
    Split { by, seed, ..Split::usual() }
}

fn shape(example: Example, around: usize) -> Shape {
    Shape { example, around, split: None }
}

/// The words of each part of each record, with what says which record it is.
fn words(project: &Project, id_of: impl Fn(&str) -> String) -> Vec<(String, String, String)> {
    let mut words = Vec::new();
    for (layer, records) in &project.layers {
        let Some(article) = project.articles.get(&layer.article) else { continue };
        let of = format!("{}/{}", id_of(layer.article.as_str()), layer.annotator);
        for record in records.records.values() {
            for part in record.fragments() {
                let pieces = part.spans().iter().map(|span| article.text.slice(*span));
                let pieces: Vec<&str> = pieces.collect();
                words.push((of.clone(), record.id().to_string(), pieces.join("|")));
            }
        }
    }
    words.sort();
    words
}

/// Every mark has the words that it had, and is in an example or on the list of what is in none.
fn check_cut(project: &Project, shape: &Shape) {
    let Dataset { project: made, origins, .. } = shape.of(project);
    let before = words(project, str::to_owned);
    let origin = |id: &str| origins.get(&id.into()).map_or(id.to_owned(), ToString::to_string);
    let after = words(&made, origin);
    assert!(after.iter().all(|it| before.contains(it)), "{shape:?}");
    for article in made.articles.values() {
        assert_eq!(article.sha256, sha256_hex(article.text.as_str().as_bytes()));
        let place = &article.extra["passage"];
        let whole = &project.articles[&place["article"].as_str().unwrap().into()];
        let number = |value: &serde_json::Value| value.as_u64().unwrap() as usize;
        let slice = |text: &str, start: usize, end: usize| -> String {
            text.chars().skip(start).take(end - start).collect()
        };
        let (start, end) = (number(&place["start"]), number(&place["end"]));
        assert_eq!(slice(whole.text.as_str(), start, end), article.text.as_str());
        let own = &place["example"];
        let own = slice(article.text.as_str(), number(&own[0]), number(&own[1]));
        assert!(!own.is_empty() && own.trim() == own);
        assert!(shape.around > 0 || own == article.text.as_str());
    }
    let held: BTreeSet<(String, String)> =
        after.iter().map(|(of, id, _)| (of.clone(), id.clone())).collect();
    let format = Format::of("standpoint").unwrap();
    let choice = Choice { shape: shape.clone(), ..Choice::everything() };
    let lost: Vec<String> = format
        .losses(project, &choice)
        .iter()
        .flat_map(|loss| loss.subjects.iter().map(ToString::to_string))
        .collect();
    for (layer, records) in &project.layers {
        for record in records.records.values() {
            let (of, id) = (layer.to_string(), record.id().to_string());
            let is_held = held.contains(&(of.clone(), id.clone()));
            assert!(
                is_held || lost.contains(&format!("{of}/{id}")),
                "{shape:?}: {of}/{id} is nowhere"
            );
        }
    }
    if shape.example == Example::Sentence {
        let all = before.iter().filter(|(of, id, _)| !held.contains(&(of.clone(), id.clone())));
        assert_eq!(all.count(), 0, "no sentence ends inside of a mark");
    }
    if shape.example == Example::Stance {
        for id in made.articles.keys() {
            let stances = made.layers_of(id).flat_map(|(_, layer)| layer.stances());
            assert_eq!(stances.count(), 1, "an example is one stance");
        }
    }
}

/// Each example is in one part, what belongs together is together, and no part is empty.
fn check_split(project: &Project, shape: &Shape, split: &Split) {
    let dataset = shape.of(project);
    let parts = dataset.parts(Some(split));
    let mut seen = BTreeMap::new();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut last_day = None;
    for (at, part) in parts.iter().enumerate() {
        assert!(!part.project.articles.is_empty());
        for (id, article) in &part.project.articles {
            assert_eq!(seen.insert(id.clone(), at), None, "{id} is in two parts");
            let group = match split.by {
                Group::Article => dataset.origins.get(id).unwrap_or(id).to_string(),
                Group::Outlet => article.details.outlet.clone(),
                Group::Date => format!("{:?}", article.details.published),
            };
            assert_eq!(*groups.entry(group).or_insert(at), at, "a group is torn");
        }
        for layer in part.project.layers.keys() {
            assert!(part.project.articles.contains_key(&layer.article));
        }
        if split.by == Group::Date {
            let days = part.project.articles.values().map(|article| article.details.published);
            assert!(last_day <= days.clone().min(), "the parts follow each other in time");
            last_day = days.max();
        }
    }
    assert_eq!(seen.len(), dataset.project.articles.len());
    let layers: usize = parts.iter().map(|part| part.project.layers.len()).sum();
    assert_eq!(layers, dataset.project.layers.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn marks_keep_their_words_and_groups_stay_whole(acts in acts(40), seed in 0..9_u64) {
        let mut work = start();
        for act in &acts {
            let entry = act.entry(&work.project);
            let _ = work.commit(entry);
        }
        for example in [Example::Sentence, Example::Stance] {
            for around in 0..3 {
                check_cut(&work.project, &shape(example, around));
            }
        }
        for example in Example::ALL {
            for by in Group::ALL {
                check_split(&work.project, &shape(example, 1), &split(by, seed));
            }
        }
    }
}

#[test]
fn every_format_writes_every_shape_and_the_same_bytes_each_time() {
    let project = support::project();
    for format in FORMATS.iter().filter(|format| format.writer.is_some()) {
        for example in Example::ALL {
            let shape = Shape { example, around: 1, split: Some(split(Group::Article, 3)) };
            let choice = Choice { shape, ..Choice::default() };
            let output = format.write(&project, &choice).unwrap();
            assert_eq!(output.losses, format.losses(&project, &choice), "{}", format.id);
            assert_eq!(output, format.write(&project, &choice).unwrap(), "{}", format.id);
            let names: BTreeSet<&str> = output.files.iter().map(|file| &*file.path).collect();
            assert_eq!(names.len(), output.files.len(), "{}: {names:?}", format.id);
            let card = output.files.iter().find(|file| file.path == "README.md").unwrap();
            let card = std::str::from_utf8(&card.bytes).unwrap();
            for file in output.files.iter().filter(|file| file.path != "README.md") {
                assert!(card.contains(&sha256_hex(&file.bytes)), "{}: {card}", format.id);
            }
            let one = output.clone().into_one(format, "p");
            assert!(one.path.ends_with("zip"), "{}", one.path);
            assert_eq!(one, output.into_one(format, "p"));
        }
    }
}

#[test]
fn a_dataset_of_sentences_comes_back_with_all_its_marks() {
    let project = support::project();
    let choice = Choice {
        shape: Shape { split: Some(split(Group::Outlet, 1)), ..shape(Example::Sentence, 0) },
        suggestions: Suggestions::Pending,
        ..Choice::default()
    };
    for id in ["csv", "spacy-jsonl", "label-studio"] {
        let format = Format::of(id).unwrap();
        let files = format.write(&project, &choice).unwrap().files;
        let import = format.read(&files, &ReadChoice::default());
        assert_eq!(import.problems, [], "{id}");
        let mentions = |project: &Project| -> usize {
            project.layers.values().map(|layer| layer.mentions().count()).sum()
        };
        let sentences = choice.shape.of(&choice.of(&project)).project;
        assert_eq!(import.project.articles.len(), sentences.articles.len(), "{id}");
        assert_eq!(mentions(&import.project), mentions(&choice.of(&project)), "{id}");
    }
}

fn check_shares(words: &str, count: usize, expected: &[usize]) {
    let mut project = support::project();
    let text = project.articles.values().next().unwrap().clone();
    project.articles = Default::default();
    for number in 0..count {
        let mut article = (*text).clone();
        article.id = format!("a-{number:03}").into();
        project.articles.insert(article.id.clone(), article.into());
    }
    let split = Split { parts: parts_of(words).unwrap(), by: Group::Article, seed: 7 };
    let parts = Shape::default().of(&project).parts(Some(&split));
    let sizes: Vec<usize> = parts.iter().map(|part| part.project.articles.len()).collect();
    assert_eq!(sizes, expected, "{words} of {count}");
}

#[test]
fn parts_have_the_shares_that_were_asked_for() {
    check_shares("train=80,dev=10,test=10", 10, &[8, 1, 1]);
    check_shares("train=80,dev=10,test=10", 100, &[80, 10, 10]);
    check_shares("train=80,dev=10,test=10", 1, &[1]);
    check_shares("a=1,b=1", 7, &[4, 3]);
    check_shares("a=2,b=1", 300, &[200, 100]);
}

#[test]
fn seeds_decide() {
    let mut project = support::project();
    for number in 0..20 {
        let mut article = (*project.articles.values().next().unwrap().clone()).clone();
        article.id = format!("b-{number:02}").into();
        project.articles.insert(article.id.clone(), article.into());
    }
    let written = |seed| {
        let shape = Shape { split: Some(split(Group::Article, seed)), ..Shape::default() };
        let choice = Choice { shape, ..Choice::default() };
        pack(&Format::of("csv").unwrap().write(&project, &choice).unwrap().files)
    };
    assert_eq!(written(1), written(1));
    assert_ne!(written(1), written(2));
}

#[test]
fn parts_are_named_and_shared_as_one_writes_them() {
    let check =
        |words: &str, expected: Result<&[(&str, u32)], &str>| match (parts_of(words), expected) {
            (Ok(parts), Ok(expected)) => {
                let parts: Vec<_> =
                    parts.iter().map(|(name, share)| (name.as_str(), *share)).collect();
                assert_eq!(parts, expected);
            }
            (Err(why), Err(expected)) => assert!(why.contains(expected), "{why}"),
            (found, _) => panic!("{words}: {found:?}"),
        };
    check("train=80, dev=10 ,test=10", Ok(&[("train", 80), ("dev", 10), ("test", 10)]));
    check("all=1", Ok(&[("all", 1)]));
    check("train=80,train=20", Err("“train” twice"));
    check("train", Err("found “train”"));
    check("train=0", Err("found “train=0”"));
    check("../x=1", Err("found “../x=1”"));
    check("", Err("expected parts such as"));
}

#[test]
fn a_stance_is_cut_out_with_its_sentence_and_what_is_left_behind_is_counted() {
    let project = support::project();
    let choice = Choice { shape: shape(Example::Stance, 0), ..Choice::default() };
    let dataset = choice.shape.of(&choice.of(&project));
    let texts: Vec<&str> = dataset.project.articles.values().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["“We stand with Kyiv,” Carney said, “always.”"]);
    let layer = dataset.project.layers.values().next().unwrap();
    let stances = layer.records.values().filter(|record| matches!(record, Record::Stance(_)));
    assert_eq!(stances.count(), 1);
    let losses = Format::of("standpoint").unwrap().losses(&project, &choice);
    let losses: Vec<String> = losses.iter().map(|loss| loss.words()).collect();
    assert!(losses.contains(&"1 stance of a whole article".to_owned()), "{losses:?}");
    assert!(losses.iter().any(|it| it.contains("outside of every example")), "{losses:?}");
}
