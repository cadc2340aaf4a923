//! A project as documents with their types.

use serde_json::{Map, Value, json};

use super::{
    ANNOTATION, CARRIED, DOCUMENT, ID, NAMED_ENTITY, SOFA, STANCE, STRING, STRUCTURES, TYPE, TYPES,
};
use crate::formats::archive::File;
use crate::formats::file_names::FileNames;
use crate::formats::names;
use crate::formats::rider;
use crate::formats::wire::Named;
use crate::model::{Article, LayerId, Project, Record, Stance};
use crate::text::{Fragments, Text};

pub(super) fn write(project: &Project) -> Vec<File> {
    if project.articles.keys().next().is_none() {
        // An archive must say what it is, though there is no document.
        let types = types();
        let empty =
            format!("{{\n\"{TYPES}\": {types},\n\"{STRUCTURES}\": [],\n\"%VIEWS\": {{}}\n}}\n");
        return vec![File::new("empty.json", empty)];
    }
    let mut stems = FileNames::default();
    let files = project.articles.values().map(|article| {
        let stem = stems.free(article.id.as_str());
        File::new(format!("{stem}.json"), document(project, article))
    });
    files.collect()
}

/// One structure a line.
fn document(project: &Project, article: &Article) -> String {
    let text = &article.text;
    let sofa = json!({
        ID: 1, TYPE: SOFA, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
        "sofaString": text.as_str(),
    });
    let mut structures = Structures(vec![sofa]);
    let language = Some(article.details.language.as_str()).filter(|it| !it.is_empty());
    let language = language.unwrap_or("x-unspecified");
    let end = text.utf16(text.end()).0;
    structures.put(DOCUMENT, json!({"@sofa": 1, "begin": 0, "end": end, "language": language}));
    let whole = Value::Object(rider::article(project, article));
    structures.put(CARRIED, json!({"json": whole.to_string()}));
    for (annotator, layer) in project.layers_of(&article.id) {
        let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        for record in layer.records.values() {
            put(&mut structures, project, article, &id, record);
        }
    }
    let lines: Vec<String> = structures.0.iter().map(Value::to_string).collect();
    let members: Vec<usize> = (2..=structures.0.len()).collect();
    let views = json!({"_InitialView": {"%SOFA": 1, "%MEMBERS": members}});
    let lines = lines.join(",\n");
    format!(
        "{{\n\"{TYPES}\": {},\n\"{STRUCTURES}\": [\n{lines}\n],\n\"%VIEWS\": {views}\n}}\n",
        types()
    )
}

struct Structures(Vec<Value>);

impl Structures {
    /// Puts one in, and answers with its number.
    fn put(&mut self, name: &str, features: Value) -> usize {
        let number = self.0.len() + 1;
        let mut structure = Map::new();
        structure.insert(ID.to_owned(), number.into());
        structure.insert(TYPE.to_owned(), name.into());
        if let Value::Object(features) = features {
            structure.extend(features.into_iter().filter(|(_, value)| *value != Value::Null));
        }
        self.0.push(structure.into());
        number
    }
}

fn put(
    structures: &mut Structures,
    project: &Project,
    article: &Article,
    layer: &LayerId,
    record: &Record,
) {
    let text = &article.text;
    let mut carried = rider::record(layer, record, text);
    let (of, note) = match record {
        Record::Mention(mention) => {
            let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
            let identifier = entity.map(|entity| entity.knowledge_base_id.as_str());
            let features = json!({
                "value": mention.entity_type.as_str(),
                "identifier": identifier.filter(|it| !it.is_empty()),
            });
            let of = annotation(structures, NAMED_ENTITY, &mention.fragments, text, features);
            gaps(&mut carried, &mention.fragments, text);
            (Some(of), &mention.note)
        }
        Record::Stance(stance) => {
            let of = stance.expression.as_ref().map(|words| {
                gaps(&mut carried, words, text);
                let features = stance_features(project, stance);
                annotation(structures, STANCE, words, text, features)
            });
            if of.is_none() {
                carried.insert("polarity".to_owned(), stance.polarity.name().into());
            }
            (of, &stance.note)
        }
        Record::DocumentStance(stance) => {
            carried.insert("polarity".to_owned(), stance.polarity.name().into());
            (None, &stance.note)
        }
    };
    if !note.is_empty() {
        carried.insert("note".to_owned(), note.as_str().into());
    }
    structures.put(CARRIED, json!({"@of": of, "json": Value::Object(carried).to_string()}));
}

fn stance_features(project: &Project, stance: &Stance) -> Value {
    json!({
        "polarity": stance.polarity.name(),
        "holder": names::holder(project, stance.holder.as_ref()),
        "target": names::target(project, stance.target.as_ref()),
    })
}

fn annotation(
    structures: &mut Structures,
    name: &str,
    place: &Fragments,
    text: &Text,
    mut features: Value,
) -> usize {
    let hull = place.hull();
    features["@sofa"] = 1.into();
    features["begin"] = text.utf16(hull.start()).0.into();
    features["end"] = text.utf16(hull.end()).0.into();
    structures.put(name, features)
}

/// The pieces of a mark that has several.
fn gaps(carried: &mut Map<String, Value>, place: &Fragments, text: &Text) {
    if let pieces @ [_, _, ..] = place.spans() {
        let range = |span: &crate::text::Span| {
            json!([text.utf16(span.start()).0, text.utf16(span.end()).0])
        };
        carried.insert("ranges".to_owned(), pieces.iter().map(range).collect());
    }
}

fn types() -> Value {
    let named = |name: &str, above: &str, features: &[(&str, &str)]| {
        let mut fields = Map::new();
        fields.insert("%NAME".to_owned(), name.into());
        fields.insert("%SUPER_TYPE".to_owned(), above.into());
        for (feature, range) in features {
            fields.insert((*feature).to_owned(), json!({"%NAME": feature, "%RANGE": range}));
        }
        (name.to_owned(), Value::Object(fields))
    };
    let entity = [("value", STRING), ("identifier", STRING)];
    let stance = [("polarity", STRING), ("holder", STRING), ("target", STRING)];
    let carried = [("of", ANNOTATION), ("json", STRING)];
    let types = [
        named(NAMED_ENTITY, ANNOTATION, &entity),
        named(STANCE, ANNOTATION, &stance),
        named(CARRIED, "uima.cas.TOP", &carried),
    ];
    Value::Object(types.into_iter().collect())
}
