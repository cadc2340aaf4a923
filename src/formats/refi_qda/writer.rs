//! A project as codes and sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{COLOURS, HOLDER, NAMESPACE, OURS, PROJECT, SOURCES, STANCE, TARGET};
use crate::formats::archive::File;
use crate::formats::digest::sha256_hex;
use crate::formats::line_ends;
use crate::formats::names;
use crate::formats::rider;
use crate::formats::wire::Named;
use crate::formats::xml::escaped;
use crate::model::{AnnotatorId, Article, LayerId, Polarity, Project, Record, Target, Timestamp};
use crate::text::{Span, Text};

pub(super) fn write(project: &Project) -> Vec<File> {
    let project = &*line_ends::fed(project);
    let mut out = Out { project, xml: String::new(), carried: String::new() };
    let mut files = Vec::new();
    out.begin();
    let articles = || project.articles.values();
    if articles().next().is_some() {
        out.xml += "<Sources>\n";
        for article in articles() {
            out.source(article);
            let path = format!("{SOURCES}/{}.txt", source_guid(article));
            files.push(File::new(path, article.text.as_str()));
        }
        out.xml += "</Sources>\n";
    }
    out.xml += "</Project>\n";
    files.insert(0, File::new(PROJECT, out.xml));
    files.push(File::new(OURS, out.carried));
    files
}

/// The name of a thing among all files: the same for the same thing.
fn guid(kind: &str, parts: &[&str]) -> String {
    let hex = sha256_hex(json!([kind, parts]).to_string().as_bytes()).to_uppercase();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}

fn source_guid(article: &Article) -> String {
    guid("source", &[article.id.as_str(), &article.sha256])
}

struct Out<'a> {
    project: &'a Project,
    xml: String,
    carried: String,
}

impl Out<'_> {
    fn carry(&mut self, guid: &str, mut fields: Map<String, Value>) {
        fields.insert("guid".to_owned(), guid.into());
        self.carried += &Value::Object(fields).to_string();
        self.carried.push('\n');
    }

    /// All before the sources.
    fn begin(&mut self) {
        let name = if self.project.name.is_empty() { "Standpoint" } else { &self.project.name };
        let _ = writeln!(
            self.xml,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <Project xmlns=\"{NAMESPACE}\" name=\"{}\" origin=\"Standpoint\">",
            escaped(name)
        );
        let users: BTreeSet<&AnnotatorId> =
            self.project.layers.keys().map(|layer| &layer.annotator).collect();
        if !users.is_empty() {
            self.xml += "<Users>\n";
            for user in users {
                let name = names::annotator(self.project, user);
                let guid = guid("user", &[user.as_str()]);
                let _ = writeln!(self.xml, "<User guid=\"{guid}\" name=\"{}\"/>", escaped(name));
            }
            self.xml += "</Users>\n";
        }
        self.xml += "<CodeBook>\n<Codes>\n";
        self.types();
        let polarities = Polarity::ALL.map(Named::name);
        self.group(STANCE, polarities.into_iter());
        for (group, names) in self.roles() {
            self.group(group, names.iter().map(String::as_str));
        }
        self.xml += "</Codes>\n</CodeBook>\n";
    }

    /// A code for each type of the codebook, and for each that only mentions have.
    fn types(&mut self) {
        let codebook = &self.project.codebook;
        let mut types: Vec<(&str, &str, &str, &str)> = Vec::new();
        for it in &codebook.entity_types {
            let colour = COLOURS.iter().find(|(colour, _)| *colour == it.colour);
            let colour = colour.map_or("", |(_, hex)| hex);
            types.push((it.id.as_str(), &it.label, colour, &it.guideline));
        }
        let mentions = self.project.layers.values().flat_map(|layer| layer.mentions());
        let used: BTreeSet<&str> = mentions.map(|mention| mention.entity_type.as_str()).collect();
        for id in used {
            if types.iter().all(|known| known.0 != id) {
                types.push((id, id, COLOURS[9].1, ""));
            }
        }
        for (id, label, colour, guideline) in types {
            let guid = guid("type", &[id]);
            let name = if label.trim().is_empty() { id } else { label };
            let _ = write!(
                self.xml,
                "<Code guid=\"{guid}\" name=\"{}\" isCodable=\"true\" color=\"{colour}\"",
                escaped(name)
            );
            if guideline.is_empty() {
                self.xml += "/>\n";
            } else {
                let words = escaped(guideline);
                let _ = writeln!(self.xml, "><Description>{words}</Description></Code>");
            }
            let fields = json!({"type": id});
            self.carry(&guid, fields.as_object().cloned().unwrap_or_default());
        }
    }

    /// Codes below one that marks nothing itself.
    fn group<'n>(&mut self, group: &str, names: impl Iterator<Item = &'n str>) {
        let codes: Vec<String> = names
            .map(|name| {
                let guid = code(group, name);
                let name = escaped(name);
                format!("<Code guid=\"{guid}\" name=\"{name}\" isCodable=\"true\"/>\n")
            })
            .collect();
        if !codes.is_empty() {
            let guid = guid("group", &[group]);
            let _ = writeln!(
                self.xml,
                "<Code guid=\"{guid}\" name=\"{group}\" isCodable=\"false\">\n{}</Code>",
                codes.concat()
            );
        }
    }

    /// The names of all holders and of all targets.
    fn roles(&self) -> BTreeMap<&'static str, BTreeSet<String>> {
        let mut roles: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for record in self.project.layers.values().flat_map(|layer| layer.records.values()) {
            for (role, name) in self.roles_of(record) {
                roles.entry(role).or_default().insert(name);
            }
        }
        roles
    }

    fn roles_of(&self, record: &Record) -> Vec<(&'static str, String)> {
        let target = |target: Option<&Target>| {
            Some((TARGET, names::target(self.project, target).filter(|it| !it.trim().is_empty())?))
        };
        match record {
            Record::Mention(_) => Vec::new(),
            Record::Stance(stance) => {
                let holder = names::holder(self.project, stance.holder.as_ref());
                let holder = holder.map(|name| (HOLDER, name.to_owned()));
                holder.into_iter().chain(target(stance.target.as_ref())).collect()
            }
            Record::DocumentStance(stance) => target(stance.target.as_ref()).into_iter().collect(),
        }
    }

    fn source(&mut self, article: &Article) {
        let source = source_guid(article);
        self.carry(&source, rider::article(self.project, article));
        let title = article.details.title.trim();
        let name = if title.is_empty() { article.id.as_str() } else { title };
        let _ = write!(
            self.xml,
            "<TextSource guid=\"{source}\" name=\"{}\" plainTextPath=\"internal://{source}.txt\"",
            escaped(name)
        );
        self.xml += &date(&article.added);
        self.xml += ">\n";
        let mut of_all = String::new();
        for (annotator, layer) in self.project.layers_of(&article.id) {
            let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
            for record in layer.records.values() {
                of_all += &self.record(&id, record, &article.text);
            }
        }
        self.xml += &of_all;
        self.xml += "</TextSource>\n";
    }

    /// The selections of a record; answers with the codings of the source, if it has none.
    fn record(&mut self, layer: &LayerId, record: &Record, text: &Text) -> String {
        let place = match record {
            Record::Mention(mention) => Some(&mention.fragments),
            Record::Stance(stance) => stance.expression.as_ref(),
            Record::DocumentStance(_) => None,
        };
        let (first, note) = match record {
            Record::Mention(mention) => {
                (guid("type", &[mention.entity_type.as_str()]), &mention.note)
            }
            Record::Stance(stance) => (code(STANCE, stance.polarity.name()), &stance.note),
            Record::DocumentStance(stance) => (code(STANCE, stance.polarity.name()), &stance.note),
        };
        let mut codes = vec![first];
        codes.extend(self.roles_of(record).into_iter().map(|(role, name)| code(role, &name)));
        let by = &record.provenance().created;
        let (who, what) = (layer.annotator.as_str(), record.id().as_str());
        let own = |part: &str| guid(part, &[layer.article.as_str(), who, what]);
        let made = format!(" creatingUser=\"{}\"{}", guid("user", &[who]), date(by));
        let codings: Vec<String> = codes
            .iter()
            .enumerate()
            .map(|(at, code)| {
                let coding = own(&format!("coding {at}"));
                format!("<Coding guid=\"{coding}\"{made}><CodeRef targetGUID=\"{code}\"/></Coding>")
            })
            .collect();
        let mut carried = rider::record(layer, record, text);
        carried.insert("note".to_owned(), note.as_str().into());
        let Some(place) = place else {
            self.carry(&own("coding 0"), carried);
            return codings.concat() + "\n";
        };
        let selection = |at: usize| own(&format!("selection {at}"));
        let pieces: Vec<String> = (0..place.spans().len()).map(selection).collect();
        carried.insert("pieces".to_owned(), json!(pieces));
        self.carry(&pieces[0], carried);
        for (at, (span, guid)) in place.spans().iter().zip(&pieces).enumerate() {
            let (start, end) = (text.code_point(span.start()).0, text.code_point(span.end()).0);
            let _ = write!(
                self.xml,
                "<PlainTextSelection guid=\"{guid}\" name=\"{}\" startPosition=\"{start}\" \
                 endPosition=\"{end}\"{made}>",
                escaped(&short(text, *span))
            );
            if at == 0 && !note.is_empty() {
                let _ = write!(self.xml, "<Description>{}</Description>", escaped(note));
            }
            for (nth, coding) in codings.iter().enumerate() {
                let one = own(&format!("coding {nth}"));
                let other =
                    if at == 0 { one.clone() } else { own(&format!("coding {nth} of {at}")) };
                self.xml += &coding.replacen(&one, &other, 1);
            }
            self.xml += "</PlainTextSelection>\n";
        }
        String::new()
    }
}

fn code(group: &str, name: &str) -> String {
    guid("code", &[group, name])
}

/// A selection's words, on one line and not more than others show.
fn short(text: &Text, span: Span) -> String {
    let words = text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

/// The attribute of a moment that is one.
fn date(moment: &Timestamp) -> String {
    let moment = moment.as_str();
    let shape = moment.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        19 => byte == b'.',
        23 => byte == b'Z',
        _ => byte.is_ascii_digit(),
    });
    if shape && moment.len() == 24 {
        format!(" creationDateTime=\"{moment}\"")
    } else {
        String::new()
    }
}
