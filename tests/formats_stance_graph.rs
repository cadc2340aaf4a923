//! Who stands where as a graph.

use std::rc::Rc;

use standpoint::formats::choice::Choice;
use standpoint::formats::table::Format;
use standpoint::model::{Holder, Record};

mod support;

#[test]
fn an_edge_has_weight_polarity_and_date() {
    let mut project = support::project();
    let layer = project.layers.values_mut().next().map(Rc::make_mut).unwrap();
    let stance = layer.stances().next().unwrap().clone();
    let mut same = (*stance).clone();
    same.id = "s-2".into();
    layer.insert(Record::Stance(same.clone().into()));
    let mut nobody = same.clone();
    (nobody.id, nobody.holder) = ("s-3".into(), None);
    layer.insert(Record::Stance(nobody.into()));
    let mut author = same;
    (author.id, author.holder) = ("s-4".into(), Some(Holder::Author));
    layer.insert(Record::Stance(author.into()));

    let format = Format::of("stance-graph").unwrap();
    let output = format.write(&project, &Choice::default()).unwrap();
    let text = |name: &str| {
        let file = output.files.iter().find(|file| file.path == name).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let rows = text("edges.csv");
    let lines: Vec<&str> = rows.lines().collect();
    assert_eq!(lines[0], "holder,holder_kind,target,target_kind,polarity,date,weight");
    assert_eq!(lines.len(), 3, "{rows}");
    let weights: Vec<&str> =
        lines[1..].iter().map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(weights, ["1", "2"], "{rows}");
    assert!(lines[1].contains(",AUTHOR,") && lines[2].contains(",entity,"), "{rows}");
    let graph = text("stances.graphml");
    assert_eq!(graph.matches("<edge ").count(), 2, "{graph}");
    assert!(graph.contains("<data key=\"weight\">2</data>"), "{graph}");
    let day = stance.statement_date.unwrap();
    assert!(graph.contains(&format!("<data key=\"date\">{day}</data>")), "{graph}");
    let lost: Vec<String> = output.losses.iter().map(|loss| loss.words()).collect();
    assert!(lost.contains(&"1 stance without a holder".to_owned()), "{lost:?}");
}
