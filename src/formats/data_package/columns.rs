//! What the tables are called, and their columns in order.

/// What a column's cells are, as Table Schema calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    String,
    Integer,
    Number,
    Boolean,
    Date,
    /// A list as JSON.
    Array,
    /// An object as JSON.
    Object,
}

impl Type {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A column: its name, its cells' type and what they hold.
pub(super) type Column = (&'static str, Type, &'static str);

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) key: &'static [&'static str],
    /// Columns that are ids of another table, with its name.
    pub(super) links: &'static [(&'static str, &'static str)],
    pub(super) columns: &'static [Column],
}

impl Table {
    pub(super) fn path(&self) -> std::string::String {
        format!("{}.csv", self.name)
    }
}

use Type::{Array, Boolean, Date, Integer, Number, Object, String};

const ARTICLE: Column = ("article", String, "the article’s id");
const ANNOTATOR: Column = ("annotator", String, "the id of who recorded it");
const ID: Column = ("id", String, "the record’s id");
const START: Column = ("start", Integer, "the first code point in the article’s text, from 0");
const END: Column = ("end", Integer, "the code point behind the last");
const QUOTE: Column = ("quote", String, "the words from start to end");
const FRAGMENTS: Column =
    ("fragments", Array, "if it is in several pieces: each with start, end and quote");
const ATTRIBUTES: Column = ("attributes", Object, "answers to the codebook’s questions, by id");
const NOTE: Column = ("note", String, "what the annotator wrote");
const ORIGIN: Column = ("origin", String, "manual, import, rule, suggestion or propagated");
const DECISION: Column = ("decision", String, "of a suggestion: pending, accepted or rejected");
const MODEL: Column = ("model", String, "the model that suggested it");
const MODEL_VERSION: Column = ("model_version", String, "the model’s version");
const SCORE: Column = ("score", Number, "how sure the model was");
const CREATED: Column = ("created", String, "when it was recorded, RFC 3339");
const UPDATED: Column = ("updated", String, "when it was last changed, RFC 3339");
const TARGET_KIND: Column = ("target_kind", String, "entity, issue or proposition");
const TARGET: Column = ("target", String, "the entity’s or issue’s id");
const TARGET_NAME: Column = ("target_name", String, "its name, or the proposition’s words");
const TARGET_IS_NEGATED: Column =
    ("target_is_negated", Boolean, "whether the target’s opposite is meant");
const POLARITY: Column = ("polarity", String, "FAVOR, AGAINST, NEUTRAL, BOTH or NONE");

pub(super) const ANNOTATORS: Table = Table {
    name: "annotators",
    title: "Who annotated",
    key: &["id"],
    links: &[],
    columns: &[("id", String, "the annotator’s id"), ("name", String, "the annotator’s name")],
};

pub(super) const ARTICLES: Table = Table {
    name: "articles",
    title: "The texts",
    key: &["id"],
    links: &[],
    columns: &[
        ("id", String, "the article’s id"),
        ("title", String, "the headline"),
        ("outlet", String, "the outlet"),
        ("byline", String, "who wrote it"),
        ("url", String, "its address"),
        ("published", Date, "the day of publication"),
        ("language", String, "the language, BCP 47"),
        ("segments", Array, "headline, furniture and so on: kind, start and end of each"),
        ("passage", Object, "of an example: article, start and end of where it was cut out"),
        ("sha256", String, "the SHA-256 of the text in UTF-8"),
        ("text", String, "the text to which all positions refer"),
    ],
};

pub(super) const LAYERS: Table = Table {
    name: "layers",
    title: "Whose work on which article, and how far it is",
    key: &["article", "annotator"],
    links: &[("article", "articles")],
    columns: &[
        ARTICLE,
        ANNOTATOR,
        ("status", String, "to_do, in_progress, done or skipped"),
        ATTRIBUTES,
    ],
};

pub(super) const ENTITIES: Table = Table {
    name: "entities",
    title: "Who and what is mentioned",
    key: &["id"],
    links: &[],
    columns: &[
        ("id", String, "the entity’s id"),
        ("name", String, "its name"),
        ("type", String, "its type, by the codebook’s id"),
        ("aliases", Array, "its other names"),
        ("knowledge_base_id", String, "its number in a knowledge base, such as Wikidata’s"),
        NOTE,
        ("ignores_case", Boolean, "whether its names are found in any capitals"),
        (
            "reach",
            String,
            "what its names are found as: whole words, or parts of words (endings, inside)",
        ),
    ],
};

pub(super) const MENTIONS: Table = Table {
    name: "mentions",
    title: "Where something is mentioned",
    key: &["article", "annotator", "id"],
    links: &[("article", "articles"), ("entity", "entities")],
    columns: &[
        ID,
        ARTICLE,
        ANNOTATOR,
        START,
        END,
        QUOTE,
        FRAGMENTS,
        ("type", String, "the type of mention, by the codebook’s id"),
        ("entity", String, "the id of the entity that is meant"),
        ("entity_name", String, "the entity’s name"),
        ATTRIBUTES,
        NOTE,
        ORIGIN,
        DECISION,
        MODEL,
        MODEL_VERSION,
        SCORE,
        CREATED,
        UPDATED,
    ],
};

pub(super) const STANCES: Table = Table {
    name: "stances",
    title: "Who stands where on what",
    key: &["article", "annotator", "id"],
    links: &[("article", "articles"), ("holder", "entities")],
    columns: &[
        ID,
        ARTICLE,
        ANNOTATOR,
        ("holder_kind", String, "entity, AUTHOR, OUTLET or IMPLICIT"),
        ("holder", String, "the id of the entity that takes the stance"),
        ("holder_name", String, "its name; for AUTHOR and OUTLET the byline and the outlet"),
        ("nested_source", Array, "through whom the stance is reported, outermost first"),
        TARGET_KIND,
        TARGET,
        TARGET_NAME,
        TARGET_IS_NEGATED,
        POLARITY,
        START,
        END,
        QUOTE,
        FRAGMENTS,
        ("cue", Array, "the words that report it: start, end and quote of each piece"),
        ("evidence", Array, "the words that show it: start, end and quote of each piece"),
        ("attitude_type", String, "sentiment, arguing, agreement, intention, speculation or other"),
        ("intensity", String, "low, medium, high or extreme"),
        ("attribution", String, "direct_quote, indirect, mixed or none"),
        ("explicitness", String, "explicit or inferred"),
        ("confidence", String, "low, medium or high"),
        ("statement_date", Date, "the day of the statement"),
        ATTRIBUTES,
        NOTE,
        ORIGIN,
        DECISION,
        MODEL,
        MODEL_VERSION,
        SCORE,
        CREATED,
        UPDATED,
    ],
};

pub(super) const ARTICLE_STANCES: Table = Table {
    name: "article_stances",
    title: "Where whole articles stand on what",
    key: &["article", "annotator", "id"],
    links: &[("article", "articles")],
    columns: &[
        ID,
        ARTICLE,
        ANNOTATOR,
        TARGET_KIND,
        TARGET,
        TARGET_NAME,
        TARGET_IS_NEGATED,
        POLARITY,
        NOTE,
        ORIGIN,
        DECISION,
        MODEL,
        MODEL_VERSION,
        SCORE,
        CREATED,
        UPDATED,
    ],
};

/// All, each behind those that it links to.
pub(super) const TABLES: [&Table; 7] =
    [&ANNOTATORS, &ARTICLES, &LAYERS, &ENTITIES, &MENTIONS, &STANCES, &ARTICLE_STANCES];
