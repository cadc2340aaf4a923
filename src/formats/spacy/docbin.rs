//! A project as a DocBin: zlib over MessagePack (`spacy/tokens/_serialize.py` of spaCy 3).

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::super::archive::File;
use super::super::span_lines::{Line, lines, token_range};
use super::msgpack::{array, bytes, flag, map, number, string};
use super::strings::Strings;
use super::{SPANS, knowledge_base_id};
use crate::model::{Mention, Project};
use crate::text::{Span, Unit};

/// The numbers of ORTH, ENT_IOB, ENT_TYPE and ENT_KB_ID, in the order of a token's fields.
const FIELDS: [u16; 4] = [65, 77, 78, 452];
/// What ENT_IOB is at an entity’s first token, at a further one, and elsewhere.
const BEGINS: u64 = 3;
const INSIDE: u64 = 1;
const OUTSIDE: u64 = 2;

pub(super) fn write(project: &Project) -> Vec<File> {
    let mut bin = Bin::default();
    for line in lines(project, Unit::CodePoint, false) {
        bin.add(project, &line);
    }
    vec![File::new("articles.spacy", bin.into_bytes())]
}

#[derive(Default)]
struct Bin {
    strings: Strings,
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    groups: Vec<Vec<u8>>,
    about: Vec<Vec<u8>>,
}

impl Bin {
    fn add(&mut self, project: &Project, line: &Line<'_>) {
        let tokens = line.tokens();
        let text = &line.article.text;
        // Type and link of the entity that a token begins or is inside of.
        let mut fields = vec![[OUTSIDE, 0, 0]; tokens.len()];
        for (mention, span) in line.apart() {
            let [first, last] = token_range(&tokens, span);
            let label = self.strings.number(mention.entity_type.as_str());
            let link = self.strings.number(&knowledge_base_id(project, mention));
            for (at, fields) in fields[first..=last].iter_mut().enumerate() {
                *fields = [if at == 0 { BEGINS } else { INSIDE }, label, link];
            }
        }
        for (token, fields) in tokens.iter().zip(fields) {
            let word = self.strings.number(text.slice(token.span));
            for field in [word].into_iter().chain(fields) {
                self.tokens.extend_from_slice(&field.to_le_bytes());
            }
            self.spaces.push(token.has_space.into());
        }
        self.lengths.extend_from_slice(&(tokens.len() as u32).to_le_bytes());
        let mut spans = Vec::new();
        for (mention, span) in line.pieces() {
            let [first, last] = token_range(&tokens, span);
            spans.push(self.span(project, line, mention, span, [first, last + 1]));
        }
        self.groups.push(group(&spans));
        let mut about = Vec::new();
        let annotator = line.annotator();
        let title = Some(line.article.details.title.as_str()).filter(|it| !it.is_empty());
        let known = [
            ("article", Some(line.article.id.as_str())),
            ("annotator", annotator),
            ("title", title),
        ];
        let known: Vec<_> =
            known.into_iter().filter_map(|(key, words)| Some((key, words?))).collect();
        map(&mut about, known.len());
        for (key, words) in known {
            string(&mut about, key);
            string(&mut about, words);
        }
        self.about.push(about);
    }

    /// Id, link and label, then where it stands in tokens and in code points: big-endian, all of it.
    fn span(
        &mut self,
        project: &Project,
        line: &Line<'_>,
        mention: &Mention,
        span: Span,
        tokens: [usize; 2],
    ) -> Vec<u8> {
        let mut out = Vec::with_capacity(40);
        let link = knowledge_base_id(project, mention);
        for string in [mention.id.as_str(), &link, mention.entity_type.as_str()] {
            out.extend_from_slice(&self.strings.number(string).to_be_bytes());
        }
        let places = [span.start(), span.end()].map(|at| line.positions.of(at) as usize);
        for place in tokens.into_iter().chain(places) {
            out.extend_from_slice(&(place as u32).to_be_bytes());
        }
        out
    }

    fn into_bytes(self) -> Vec<u8> {
        let mut out = Vec::new();
        map(&mut out, 10);
        string(&mut out, "version");
        string(&mut out, "0.1");
        string(&mut out, "attrs");
        array(&mut out, FIELDS.len());
        FIELDS.into_iter().for_each(|field| number(&mut out, field));
        for (key, packed) in
            [("tokens", &self.tokens), ("spaces", &self.spaces), ("lengths", &self.lengths)]
        {
            string(&mut out, key);
            bytes(&mut out, packed);
        }
        string(&mut out, "strings");
        array(&mut out, self.strings.all().len());
        self.strings.all().for_each(|it| string(&mut out, it));
        string(&mut out, "cats");
        array(&mut out, self.groups.len());
        self.groups.iter().for_each(|_| map(&mut out, 0));
        string(&mut out, "flags");
        array(&mut out, self.groups.len());
        for _ in &self.groups {
            map(&mut out, 1);
            string(&mut out, "has_unknown_spaces");
            flag(&mut out, false);
        }
        for (key, list) in [("span_groups", &self.groups), ("user_data", &self.about)] {
            string(&mut out, key);
            array(&mut out, list.len());
            list.iter().for_each(|it| bytes(&mut out, it));
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&out).expect("a vector takes every byte");
        packed.finish().expect("a vector takes every byte")
    }
}

/// A document's span groups: one, under its name.
fn group(spans: &[Vec<u8>]) -> Vec<u8> {
    let mut inner = Vec::new();
    map(&mut inner, 3);
    string(&mut inner, "name");
    string(&mut inner, SPANS);
    string(&mut inner, "attrs");
    map(&mut inner, 0);
    string(&mut inner, "spans");
    array(&mut inner, spans.len());
    spans.iter().for_each(|span| bytes(&mut inner, span));
    let mut out = Vec::new();
    map(&mut out, 1);
    bytes(&mut out, &inner);
    array(&mut out, 1);
    string(&mut out, SPANS);
    out
}
