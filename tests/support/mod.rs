//! A project that has one of everything, and random changes of it.
#![allow(dead_code, unreachable_pub)] // each test file uses its part

pub mod random;
pub mod schema;

use std::rc::Rc;

use standpoint::formats::digest::sha256_hex;
use standpoint::model::*;
use standpoint::text::{Byte, Fragments, Reach, Span, Text};

/// Texts that tell the units of positions apart.
pub const TEXTS: [&str; 3] = [
    "Leaders 🤝 meet\n\n💩This is an annotation. “We stand with Kyiv,” Carney said, “always.”\nShared by Ada 👩🏽‍🚀 and Zoe\u{308}.\n",
    "قال الرئيس إن كندا تدعم أوكرانيا.\nوأضاف: «نعم».\n",
    "Cafe\u{301} talks: क्षमा, 東京で会議が\u{a0}開かれた. 🇨🇦🇫🇷\n\nEnd.",
];

/// The annotators of [`project`].
pub const ANNOTATORS: [&str; 2] = ["u-ada", "u-zoë"];

/// An article of one of the [`TEXTS`].
pub fn article(number: usize) -> Article {
    let text = TEXTS[number];
    let first_line = Byte::at(text.find('\n').unwrap());
    Article {
        id: ArticleId::from(format!("a-{number}")),
        details: Details {
            title: text.lines().next().unwrap().to_owned(),
            outlet: "The Example".to_owned(),
            byline: if number == 0 { "Ada Lovelace".to_owned() } else { String::new() },
            url: String::new(),
            published: Date::new(2026, 1, 5 + number as u8),
            language: ["en", "ar", ""][number].to_owned(),
        },
        text: Text::new(text),
        sha256: sha256_hex(text.as_bytes()),
        segments: vec![Segment {
            kind: SegmentKind::Headline,
            span: Span::new(Byte(0), first_line).unwrap(),
        }],
        source: Source {
            file: format!("articles/{number}.txt"),
            encoding: "UTF-8".to_owned(),
            normalised: Normalised { byte_order_mark: number == 1, ..Normalised::default() },
        },
        added: now(),
        extra: Extra::new(),
    }
}

/// A moment.
pub fn now() -> Timestamp {
    Timestamp::new("2026-01-05T09:00:00.000Z")
}

/// The fragments of the words, each at its first place in the text.
pub fn fragments(text: &Text, words: &[&str]) -> Fragments {
    let spans = words.iter().map(|words| {
        let start = text.as_str().find(words).unwrap_or_else(|| panic!("no “{words}” in the text"));
        Span::new(Byte::at(start), Byte::at(start + words.len())).unwrap()
    });
    Fragments::new(spans.collect()).unwrap()
}

/// A project with every kind of thing and every field in use.
pub fn project() -> Project {
    let mut project = Project::new("p-sample".into(), "Paris, “January”", PRESETS[1].codebook());
    let mut codebook = (*project.codebook).clone();
    let issue = |id: &str, parent: Option<&str>| Issue {
        id: id.into(),
        label: id.to_owned(),
        parent: parent.map(IssueId::from),
        guideline: String::new(),
        extra: Extra::new(),
    };
    codebook.issues = vec![issue("security", None), issue("guarantees", Some("security"))];
    project.codebook = Rc::new(codebook);
    for id in ANNOTATORS {
        let name = id[2..].to_owned();
        project.annotators.insert(id.into(), Annotator { name, extra: Extra::new() });
    }
    for (id, name, entity_type) in [
        ("e-carney", "Mark Carney", "person"),
        ("e-kyiv", "Kyiv", "place"),
        ("e-كندا", "كندا", "organisation"),
    ] {
        project.entities.insert(id.into(), Rc::new(entity(id, name, entity_type)));
    }
    for number in 0..TEXTS.len() {
        let article = article(number);
        project.articles.insert(article.id.clone(), Rc::new(article));
    }
    let english = &project.articles[&"a-0".into()].text.clone();
    let arabic = &project.articles[&"a-1".into()].text.clone();
    let mut layer = Layer { status: Status::InProgress, ..Layer::default() };
    layer.insert(mention("m-1", fragments(english, &["annotation"]), "topic", None));
    layer.insert(mention("m-2", fragments(english, &["Carney"]), "person", Some("e-carney")));
    layer.insert(mention(
        "m-3",
        fragments(english, &["“We stand with Kyiv,”", "“always.”"]),
        "event",
        None,
    ));
    layer.insert(mention("m-4", fragments(english, &["Leaders 🤝 meet\n\n💩This"]), "event", None));
    layer.insert(mention("m-5", fragments(english, &["Ada 👩🏽‍🚀 and Zoe\u{308}"]), "person", None));
    layer.insert(full_stance("s-1", english));
    project.layers.insert(layer_id("a-0", ANNOTATORS[0]), Rc::new(layer));
    let mut layer = Layer { status: Status::Done, ..Layer::default() };
    layer.insert(mention("m-6", fragments(arabic, &["كندا"]), "organisation", Some("e-كندا")));
    layer.insert(suggested("m-7", fragments(arabic, &["أوكرانيا"])));
    layer.insert(Record::DocumentStance(Rc::new(DocumentStance {
        id: "d-1".into(),
        target: Some(Target { kind: TargetKind::Issue("guarantees".into()), is_negated: false }),
        polarity: Polarity::None,
        note: String::new(),
        provenance: by(ANNOTATORS[1]),
        extra: Extra::new(),
    })));
    project.layers.insert(layer_id("a-1", ANNOTATORS[1]), Rc::new(layer));
    project
}

/// That project with what files have since version 1.1 besides.
pub fn project_of_1_1() -> Project {
    let mut project = project();
    let codebook = Rc::make_mut(&mut project.codebook);
    codebook.polarities[0].guideline = "For it, in so many words.".to_owned();
    codebook.issues[1].guideline = "Troops, treaties, guarantees.".to_owned();
    codebook.attributes = attributes();
    codebook.rules = Rule::ALL.to_vec();
    let tone = |choice: &str| AttributeValue::Words(choice.to_owned());
    let layers = project.layers.values_mut().map(Rc::make_mut);
    for (layer, number) in layers.zip(["0.50", "-12"]) {
        let number = AttributeValue::Number(number.parse().unwrap());
        layer.attributes.insert("salience".into(), number.clone());
        layer.attributes.insert("remark".into(), tone("“long”\n💩"));
        for record in layer.records.values_mut() {
            match record {
                Record::Mention(mention) => {
                    Rc::make_mut(mention).attributes.insert("tone".into(), tone("warm"));
                }
                Record::Stance(stance) => {
                    let attributes = &mut Rc::make_mut(stance).attributes;
                    attributes.insert("tone".into(), tone("cold"));
                    attributes.insert("salience".into(), number.clone());
                }
                Record::DocumentStance(_) => {}
            }
        }
    }
    project
}

/// That project with a rule of each kind for finding an entity's names.
pub fn project_with_matching() -> Project {
    let mut project = project_of_1_1();
    let rules = [(true, Reach::Whole), (false, Reach::Endings), (true, Reach::Inside)];
    for (entity, (ignores_case, reach)) in project.entities.values_mut().zip(rules) {
        Rc::make_mut(entity).matching = Matching { ignores_case, reach };
    }
    project
}

/// An attribute of each kind.
pub fn attributes() -> Vec<Attribute> {
    let choice = |id: &str| AttributeChoice {
        id: id.into(),
        label: id.to_uppercase(),
        guideline: format!("When it is {id}."),
        extra: Extra::new(),
    };
    let attribute = |id: &str, kind, on: &[Subject]| Attribute {
        id: id.into(),
        label: format!("The {id}"),
        kind,
        on: on.to_vec(),
        required: id == "tone",
        guideline: format!("How to tell the {id}."),
        extra: Extra::new(),
    };
    let tones = AttributeKind::Choice(vec![choice("warm"), choice("cold")]);
    vec![
        attribute("tone", tones, &[Subject::Mention, Subject::Stance]),
        attribute("salience", AttributeKind::Number, &[Subject::Stance, Subject::Article]),
        attribute("remark", AttributeKind::Text, &[Subject::Article]),
    ]
}

/// A layer's name.
pub fn layer_id(article: &str, annotator: &str) -> LayerId {
    LayerId { article: article.into(), annotator: annotator.into() }
}

/// An entity with every field in use.
pub fn entity(id: &str, name: &str, entity_type: &str) -> Entity {
    Entity {
        id: id.into(),
        name: name.to_owned(),
        entity_type: entity_type.into(),
        aliases: vec![format!("{name} <b>&amp;</b>"), String::new()],
        knowledge_base_id: "Q142".to_owned(),
        matching: Default::default(),
        note: "line\nbreak \"quoted\" \u{1f}".to_owned(),
        extra: Extra::new(),
    }
}

/// A mention by hand.
pub fn mention(id: &str, fragments: Fragments, entity_type: &str, entity: Option<&str>) -> Record {
    Record::Mention(Rc::new(Mention {
        id: id.into(),
        fragments,
        entity_type: entity_type.into(),
        entity: entity.map(EntityId::from),
        attributes: Attributes::new(),
        note: String::new(),
        provenance: by(ANNOTATORS[0]),
        extra: Extra::new(),
    }))
}

fn suggested(id: &str, fragments: Fragments) -> Record {
    let Record::Mention(mut mention) = mention(id, fragments, "place", None) else {
        unreachable!()
    };
    let provenance = &mut Rc::make_mut(&mut mention).provenance;
    provenance.origin = Origin::Suggestion;
    provenance.model = Some(Model { name: "names".to_owned(), version: "2".to_owned() });
    provenance.decision = Some(Decision::Pending);
    provenance.derived_from = Some("m-6".into());
    Record::Mention(mention)
}

/// A stance with every field in use.
pub fn full_stance(id: &str, text: &Text) -> Record {
    Record::Stance(Rc::new(Stance {
        id: id.into(),
        holder: Some(Holder::Entity("e-carney".into())),
        nested_source: vec![Holder::Author, Holder::Outlet, Holder::Implicit],
        target: Some(Target {
            kind: TargetKind::Proposition("Kyiv should be left alone".to_owned()),
            is_negated: true,
        }),
        polarity: Polarity::Against,
        attitude_type: Some(AttitudeType::Arguing),
        intensity: Some(Intensity::Extreme),
        expression: Some(fragments(text, &["We stand with Kyiv", "always"])),
        cue: Some(fragments(text, &["Carney said"])),
        evidence: Some(fragments(text, &["💩This is an annotation."])),
        attribution: Some(Attribution::DirectQuote),
        explicitness: Some(Explicitness::Explicit),
        confidence: Some(Confidence::High),
        statement_date: Date::new(2024, 2, 29),
        attributes: Attributes::new(),
        note: "sure".to_owned(),
        provenance: by(ANNOTATORS[0]),
        extra: Extra::new(),
    }))
}

/// A record by hand.
pub fn by(annotator: &str) -> Provenance {
    Provenance::manual(annotator.into(), now())
}
