//! The codebooks that come with the program, each in the terms of its field.

use std::collections::BTreeSet;

use super::{
    Attribute, AttributeChoice, AttributeKind, Codebook, Colour, EntityType, Extra, Polarity,
    PolarityStyle, Rule, StanceField, Subject,
};

/// A codebook that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name for people.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    guideline: &'static str,
    types: &'static [Type],
    polarities: &'static [Way],
    fields: &'static [StanceField],
    rules: &'static [Rule],
    attributes: &'static [Question],
}

/// Id, name, glyph, colour, key, when to use it.
type Type = (&'static str, &'static str, &'static str, Colour, char, &'static str);

/// Polarity, name, when to choose it; the rest is as everywhere.
type Way = (Polarity, &'static str, &'static str);

/// Id, name, of what, whether it is needed, the choices (none for text), how to decide.
type Question = (
    &'static str,
    &'static str,
    Subject,
    bool,
    &'static [(&'static str, &'static str)],
    &'static str,
);

impl Preset {
    /// A codebook of one's own to begin with.
    pub fn codebook(&self) -> Codebook {
        let mut codebook = Codebook {
            name: self.name.to_owned(),
            guideline: self.guideline.to_owned(),
            entity_types: self.types.iter().map(entity_type).collect(),
            polarities: self.polarities.iter().map(polarity).collect(),
            issues: Vec::new(),
            fields: BTreeSet::new(),
            attributes: self.attributes.iter().map(attribute).collect(),
            rules: self.rules.to_vec(),
            extra: Extra::new(),
        };
        codebook.fields.extend(self.fields);
        codebook
    }
}

fn entity_type(&(id, label, glyph, colour, key, guideline): &Type) -> EntityType {
    EntityType {
        id: id.into(),
        label: label.to_owned(),
        glyph: glyph.to_owned(),
        colour,
        key: Some(key),
        guideline: guideline.to_owned(),
        extra: Extra::new(),
    }
}

fn polarity(&(polarity, label, guideline): &Way) -> PolarityStyle {
    let (glyph, colour, key) = match polarity {
        Polarity::Favor => ("+", Colour::Teal, 'f'),
        Polarity::Against => ("−", Colour::Red, 'a'),
        Polarity::Neutral => ("○", Colour::Grey, 'n'),
        Polarity::Both => ("±", Colour::Brown, 'b'),
        Polarity::None => ("?", Colour::Olive, 'u'),
    };
    PolarityStyle {
        polarity,
        label: label.to_owned(),
        glyph: glyph.to_owned(),
        colour,
        key: Some(key),
        guideline: guideline.to_owned(),
        extra: Extra::new(),
    }
}

fn attribute(&(id, label, on, required, choices, guideline): &Question) -> Attribute {
    let choice = |&(label, guideline): &(&str, &str)| AttributeChoice {
        id: label.to_lowercase().replace(' ', "_").into(),
        label: label.to_owned(),
        guideline: guideline.to_owned(),
        extra: Extra::new(),
    };
    Attribute {
        id: id.into(),
        label: label.to_owned(),
        kind: match choices {
            [] => AttributeKind::Text,
            choices => AttributeKind::Choice(choices.iter().map(choice).collect()),
        },
        on: vec![on],
        required,
        guideline: guideline.to_owned(),
        extra: Extra::new(),
    }
}

const PERSON: Type = ("person", "Person", "PER", Colour::Blue, '1', "A named human being.");
const ORGANISATION: Type = (
    "organisation",
    "Organisation",
    "ORG",
    Colour::Purple,
    '2',
    "A government, party, firm, alliance or agency, and a place name that stands for one.",
);
const PLACE: Type =
    ("place", "Place", "LOC", Colour::Green, '3', "A country, town or site as a location.");
const EVENT: Type =
    ("event", "Event", "EVT", Colour::Orange, '4', "A meeting, war, election or attack.");
const TOPIC: Type =
    ("topic", "Topic", "TOP", Colour::Teal, '5', "A policy, plan or matter of dispute.");

const ALL_TYPES: &[Type] = &[PERSON, ORGANISATION, PLACE, EVENT, TOPIC];

const ALL_WAYS: &[Way] = &[
    (Polarity::Favor, "In favour", ""),
    (Polarity::Against, "Against", ""),
    (Polarity::Neutral, "Neutral", ""),
    (Polarity::Both, "Both", ""),
    (Polarity::None, "None to infer", ""),
];

/// What a project begins with. It has a name of its own so that the page need not come with the texts of
/// all others.
pub const DEFAULT_PRESET: Preset = Preset {
    name: "Entities and stance",
    purpose: DEFAULT,
    guideline: DEFAULT,
    types: ALL_TYPES,
    polarities: ALL_WAYS,
    fields: &[],
    rules: &[],
    attributes: &[],
};

/// The codebooks that come with the program; the first is the default.
pub const PRESETS: [Preset; 6] = [
    DEFAULT_PRESET,
    Preset {
        name: "Stance in full",
        purpose: FULL,
        guideline: FULL,
        types: ALL_TYPES,
        polarities: ALL_WAYS,
        fields: &StanceField::ALL,
        rules: &[],
        attributes: &[],
    },
    Preset {
        name: "Stance detection (SemEval-2016)",
        purpose: "The stance of a whole text towards a given target: FAVOR, AGAINST or NONE, as in \
                  SemEval-2016 Task 6, with whether the text gives an opinion about the target.",
        guideline: "For each text and each target of interest, decide whether the writer is likely \
                    in favour of the target, against it, or neither can be inferred. Add the targets \
                    as issues and record one stance of the whole article for each.\n\n\
                    The stance need not be said outright: it may follow from support for the \
                    target's opponent or from what the text asks for. Stance is not sentiment: a \
                    text with negative words can be in favour of the target, and one can favour \
                    what one says nothing good of. NONE means that the text gives no clue; it \
                    does not mean neutrality.",
        types: ALL_TYPES,
        polarities: &[
            (
                Polarity::Favor,
                "Favor",
                "The writer supports the target, directly or by supporting somebody or something \
                 whose stance follows from that, or by opposing its opponents.",
            ),
            (
                Polarity::Against,
                "Against",
                "The writer opposes the target, directly or by what is said of others.",
            ),
            (
                Polarity::None,
                "None",
                "Neither can be inferred, or the text is neutral. NEUTRAL was a question of its own \
                 at annotation and merged into NONE in the released data.",
            ),
        ],
        fields: &[],
        rules: &[Rule::ArticleStance],
        attributes: &[(
            "opinion_towards",
            "Opinion towards",
            Subject::Article,
            true,
            &[
                ("Target", "The text expresses opinion about the target itself."),
                (
                    "Other",
                    "About something else, from which the stance towards the target follows.",
                ),
                ("No one", "The text expresses no opinion."),
            ],
            "Task 6 asks it besides the stance, so that a stance can be told from sentiment \
             towards the target.",
        )],
    },
    Preset {
        name: "Targeted news sentiment",
        purpose: "Sentiment of news sentences towards a named person or organisation, as a reader \
                  would perceive it: positive, neutral or negative.",
        guideline: "Mark each mention of a person or organisation in a sentence and record what the \
                    sentence makes readers think of this target: positive, negative or neutral. Judge \
                    the sentence towards the target, not the event: bad news about somebody is not \
                    negative sentiment towards them unless it makes them look bad.\n\n\
                    News seldom praises or blames outright: choice of words, what is told and whose \
                    words are quoted count too. Set the holder where somebody quoted is the source \
                    of the sentiment, else the author. Do not use what you know of the target, only \
                    what the sentence says.",
        types: &[PERSON, ORGANISATION, PLACE],
        polarities: &[
            (
                Polarity::Favor,
                "Positive",
                "The sentence presents the target favourably: praise, success, support, a \
                 favourable choice of words.",
            ),
            (
                Polarity::Against,
                "Negative",
                "It presents the target unfavourably: blame, failure, doubt, a loaded word.",
            ),
            (Polarity::Neutral, "Neutral", "Neither: the target is reported on or merely named."),
        ],
        fields: &[StanceField::Intensity, StanceField::Explicitness],
        rules: &[Rule::StanceTarget, Rule::StanceWords, Rule::MentionEntity],
        attributes: &[(
            "origin",
            "Where it comes from",
            Subject::Stance,
            false,
            &[
                ("Author", "The journalist's own choice of words or of what is told."),
                ("Quotation", "Somebody quoted or paraphrased says so."),
                ("Event", "What is reported is itself good or bad for the target's image."),
            ],
            "What makes the sentence positive or negative.",
        )],
    },
    Preset {
        name: "Quotation attribution",
        purpose: "Who said what: source, cue and content of direct, indirect and mixed quotations, \
                  as in PARC and PolNeAR.",
        guideline: "An attribution has three parts. The source is who said, wrote, thought or \
                    promised it: the holder. The cue is the words that attribute, such as “said”, \
                    “according to” or “told reporters”. The content is what is attributed: the \
                    stance's words, which may be discontinuous (“X,” she said, “Y”).\n\n\
                    Take the content with its quotation marks, without the cue and the source. Take \
                    the fullest cue: “told reporters on Friday”. An attribution within another has \
                    the outer sources as nested sources, outermost first. What the content is for or \
                    against is recorded only where it says so: else “None to infer”, without a \
                    target.",
        types: &[
            (
                "person",
                "Person",
                "PER",
                Colour::Blue,
                '1',
                "A named person who speaks or is spoken of.",
            ),
            (
                "organisation",
                "Organisation",
                "ORG",
                Colour::Purple,
                '2',
                "A body that speaks: a ministry, a party, a firm, a newspaper.",
            ),
            (
                "group",
                "Unnamed source",
                "SRC",
                Colour::Orange,
                '3',
                "A source without a name: “officials”, “a witness”, “critics”.",
            ),
            (
                "document",
                "Document",
                "DOC",
                Colour::Teal,
                '4',
                "A report, law, letter or post that is quoted as a source.",
            ),
        ],
        polarities: ALL_WAYS,
        fields: &[
            StanceField::NestedSource,
            StanceField::Cue,
            StanceField::Attribution,
            StanceField::StatementDate,
        ],
        rules: &[Rule::StanceWords, Rule::StanceCue, Rule::QuotationHolder, Rule::QuotationCue],
        attributes: &[
            (
                "attribution_kind",
                "Kind of attribution",
                Subject::Stance,
                false,
                &[
                    ("Assertion", "Said to be so: “said”, “announced”."),
                    ("Belief", "Thought to be so: “believes”, “expects”."),
                    ("Fact", "Known or perceived: “knew”, “saw”."),
                    ("Eventuality", "Wanted, ordered or promised: “asked”, “vowed”."),
                ],
                "What the source does with the content, by the cue (PARC).",
            ),
            (
                "pronoun",
                "Source as it stands",
                Subject::Stance,
                false,
                &[],
                "The source's words where they are a pronoun or a description: “she”, “the \
                 minister”.",
            ),
        ],
    },
    Preset {
        name: "Actor, claim, polarity",
        purpose: "Discourse network analysis: which actor supports or rejects which claim, when, as \
                  the statements of a policy debate.",
        guideline: "A statement is a passage in which an actor publicly supports or rejects a claim. \
                    Mark the passage, and set the actor (holder), the claim (target) and whether the \
                    actor agrees. Claims are categories of the debate, such as “Carbon taxes are \
                    needed”: add them as issues, worded so that agreement and disagreement both make \
                    sense, and put them below wider ones to aggregate them.\n\n\
                    Code an actor's claim once per article. Code the person and link the \
                    person's organisation in the note or as a nested source where it speaks through \
                    the person. Journalists' own words are coded only in commentary. The date is \
                    that of the statement; without one, the article's counts.",
        types: &[
            ("person", "Person", "PER", Colour::Blue, '1', "A person who makes a statement."),
            (
                "organisation",
                "Organisation",
                "ORG",
                Colour::Purple,
                '2',
                "A party, ministry, firm, association or movement that makes a statement or whom a \
                 speaker represents.",
            ),
            ("place", "Country", "CTY", Colour::Green, '3', "A country as an actor."),
        ],
        polarities: &[
            (Polarity::Favor, "Agreement", "The actor supports the claim."),
            (Polarity::Against, "Disagreement", "The actor rejects the claim."),
        ],
        fields: &[
            StanceField::NestedSource,
            StanceField::TargetNegated,
            StanceField::Evidence,
            StanceField::StatementDate,
        ],
        rules: &[Rule::StanceHolder, Rule::StanceTarget, Rule::StanceWords, Rule::MentionEntity],
        attributes: &[(
            "frame",
            "Argument",
            Subject::Stance,
            false,
            &[
                ("Economic", "Costs, jobs, growth, prices."),
                ("Legal", "Law, rights, procedure."),
                ("Moral", "Justice, duty, values."),
                ("Security", "Safety, defence, order."),
                ("Scientific", "Evidence, expertise, feasibility."),
                ("Other", "Another one, or none is given."),
            ],
            "On which ground the actor supports or rejects the claim.",
        )],
    },
];

const DEFAULT: &str = "Mark who and what is named. Record who stands where on what: \
                       holder, target, polarity.";
const FULL: &str = "Every field of the stance record: nested sources, attitude type, intensity, \
                    cue, evidence, attribution and the annotator's confidence.";
