//! Codes and sources as articles with marks and stances.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{COLOURS, HOLDER, NAMESPACE, OURS, PROJECT, STANCE, TARGET};
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Import, Part, ReadChoice, same_words};
use crate::formats::json_list;
use crate::formats::names;
use crate::formats::reading::Place;
use crate::formats::rider::{self, Says};
use crate::formats::wire::{Named, Parsed, Value};
use crate::formats::xml::{self, Element};
use crate::model::{ArticleId, Details, LayerId, Polarity, Record};
use crate::text::{Positions, Text, Unit};

pub(super) fn recognises(file: &File) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
    file.name().ends_with(".qde") || head.contains(NAMESPACE)
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let mut carried = BTreeMap::new();
    let ours = files.iter().find(|file| file.name() == OURS);
    if let Some(file) = ours {
        gathering.begin_file(&file.path);
        for item in json_list::items(&file.bytes, &mut gathering) {
            let Some(parsed) = json_list::parsed(&item, &mut gathering) else { continue };
            let guid = parsed.value.get("guid").and_then(Value::as_str).unwrap_or_default();
            carried.insert(guid.to_owned(), parsed);
        }
    }
    let mut is_there = false;
    for file in files.iter().filter(|file| recognises(file)) {
        gathering.begin_file(&file.path);
        is_there = true;
        let xml = String::from_utf8_lossy(&file.bytes);
        let (root, problems) = xml::parse(xml.trim_start_matches('\u{feff}'));
        for (line, message) in problems {
            gathering.problem(Place::Line(line), message);
        }
        if root.name != "Project" {
            let message = format!("expected a Project, found {}: nothing was read", root.name);
            gathering.problem(Place::Line(root.line.max(1)), message);
            continue;
        }
        Reading::new(&root, file, files, &carried, &mut gathering).read();
    }
    if let Some(file) = files.first().filter(|_| !is_there) {
        gathering.begin_file(&file.path);
        let message = format!("expected {PROJECT} in the archive, found none: nothing was read");
        gathering.problem(Place::File, message);
    }
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// What a code says of the words that it is given to.
#[derive(Clone, Debug)]
enum Code {
    Type(String),
    Polarity(Polarity),
    Holder(String),
    Target(String),
}

struct Reading<'a> {
    root: &'a Element,
    file: &'a File,
    files: &'a [File],
    carried: &'a BTreeMap<String, Parsed<'a>>,
    codes: BTreeMap<String, Code>,
    users: BTreeMap<String, String>,
    /// How far behind the position that a file gives as an end the end is.
    behind: u64,
    gathering: &'a mut Gathering,
}

impl<'a> Reading<'a> {
    fn new(
        root: &'a Element,
        file: &'a File,
        files: &'a [File],
        carried: &'a BTreeMap<String, Parsed<'a>>,
        gathering: &'a mut Gathering,
    ) -> Self {
        let (codes, users) = (BTreeMap::new(), BTreeMap::new());
        Self { root, file, files, carried, codes, users, behind: 0, gathering }
    }

    fn problem(&mut self, at: &Element, message: impl Into<String>) {
        self.gathering.begin_file(&self.file.path);
        self.gathering.problem(Place::Line(at.line), message);
    }

    fn read(mut self) {
        if let Some(name) = self.root.get("name") {
            name.clone_into(&mut self.gathering.project().name);
        }
        for user in self.root.first("Users").into_iter().flat_map(|users| users.all("User")) {
            if let (Some(guid), Some(name)) = (user.get("guid"), user.get("name")) {
                self.users.insert(guid.to_owned(), name.to_owned());
            }
        }
        let book = self.root.first("CodeBook").and_then(|book| book.first("Codes"));
        for code in book.into_iter().flat_map(|codes| codes.all("Code")) {
            self.code(code, None);
        }
        let mut texts = Vec::new();
        for source in self.root.first("Sources").into_iter().flat_map(|it| &it.children) {
            let text = match source.name.as_str() {
                "TextSource" => source,
                "PDFSource" if source.first("Representation").is_some() => {
                    source.first("Representation").unwrap_or(source)
                }
                other => {
                    let name = source.get("name").unwrap_or_default();
                    let message = format!("expected a text, found a {other} “{name}”: left out");
                    self.problem(source, message);
                    continue;
                }
            };
            if let Some(raw) = self.raw(text) {
                texts.push((source, text, raw));
            }
        }
        self.find_end(&texts);
        for (source, text, raw) in texts {
            self.source(source, text, &raw);
        }
    }

    /// Finds whether ends are exclusive, by the selections whose name is their words.
    fn find_end(&mut self, texts: &[(&Element, &Element, String)]) {
        let (mut exclusive, mut inclusive, mut first) = (0, 0, None);
        for (_, text, raw) in texts {
            let raw = Text::new(raw.as_str());
            let units = [Unit::CodePoint, Unit::Utf16].map(|unit| Positions::new(&raw, unit));
            for selection in text.all("PlainTextSelection") {
                let name = selection.get("name").map(str::trim).filter(|name| !name.is_empty());
                let (Some(name), Some((start, end))) = (name, range(selection)) else { continue };
                let is_name = |end: Option<u64>| {
                    let mut spans = units.iter().filter_map(|unit| unit.span(start, end?));
                    spans.any(|span| same_words(name, raw.slice(span)))
                };
                if is_name(Some(end)) {
                    exclusive += 1;
                } else if is_name(end.checked_add(1)) {
                    inclusive += 1;
                    first = first.or(Some(selection));
                }
            }
        }
        if let Some(first) = first.filter(|_| inclusive > exclusive) {
            self.behind = 1;
            let named = inclusive + exclusive;
            let message = format!(
                "expected ends behind the last character, found them on it by {inclusive} of the \
                 {named} selections that are named by their words: all ends are read so"
            );
            self.problem(first, message);
        }
    }

    /// A code and those below it. One that marks nothing itself only holds others.
    fn code(&mut self, code: &Element, group: Option<&str>) {
        let (Some(guid), Some(name)) = (code.get("guid"), code.get("name")) else {
            return self.problem(code, "expected a code’s guid and name, found not both: left out");
        };
        let is_group = code.get("isCodable") == Some("false");
        let below = Some(name).filter(|name| is_group && [STANCE, HOLDER, TARGET].contains(name));
        let says = match group {
            Some(STANCE) => Polarity::named(name).map(Code::Polarity),
            Some(HOLDER) => Some(Code::Holder(name.to_owned())),
            Some(TARGET) => Some(Code::Target(name.to_owned())),
            _ => None,
        };
        if !is_group {
            let says = says.unwrap_or_else(|| Code::Type(self.entity_type(code, guid, name)));
            self.codes.insert(guid.to_owned(), says);
        }
        for child in code.all("Code") {
            self.code(child, below);
        }
    }

    /// The type of a code, with its colour and what it stands for.
    fn entity_type(&mut self, code: &Element, guid: &str, name: &str) -> String {
        let carried = self.carried.get(guid).and_then(|it| it.value.get("type"));
        let id = carried.and_then(Value::as_str).unwrap_or(name).to_owned();
        let type_id = self.gathering.entity_type(&id);
        let types = &mut self.gathering.codebook().entity_types;
        if let Some(known) = types.iter_mut().find(|known| known.id == type_id) {
            name.clone_into(&mut known.label);
            known.guideline.clear();
            if let Some(words) = code.first("Description") {
                known.guideline.clone_from(&words.text);
            }
            let hex = code.get("color").unwrap_or_default().to_ascii_lowercase();
            if let Some((colour, _)) = COLOURS.iter().find(|(_, known)| *known == hex) {
                known.colour = *colour;
            }
        }
        id
    }

    /// The text of a source as its positions count.
    fn raw(&mut self, text: &Element) -> Option<String> {
        let raw = self.text(text)?;
        // ATLAS.ti writes line ends as two characters and counts them as one.
        if self
            .root
            .get("origin")
            .is_some_and(|origin| origin.to_ascii_uppercase().contains("ATLAS"))
        {
            return Some(crate::formats::normalised(&raw));
        }
        Some(raw)
    }

    /// A source, with the element that has its text and that text; a PDF has it inside.
    fn source(&mut self, source: &Element, text: &Element, raw: &str) {
        let name = source.get("name").unwrap_or_default();
        let guid = source.get("guid").unwrap_or_default();
        let carried = self.carried.get(guid).map(|it| &it.value);
        let details = Details { title: name.to_owned(), ..Details::default() };
        let id = Some(name).filter(|name| !name.is_empty()).unwrap_or(guid);
        self.gathering.begin_file(&self.file.path);
        let place = Place::Line(source.line);
        let article =
            rider::read_article(self.gathering, carried, (Some(id), raw), details, &place);
        // The further pieces of marks come with the first.
        let pieces = |it: &Parsed<'_>| match it.value.get("pieces") {
            Some(Value::Array(pieces)) => {
                pieces.iter().skip(1).filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let selections = || text.all("PlainTextSelection");
        let known: BTreeMap<&str, &Element> =
            selections().filter_map(|it| Some((it.get("guid")?, it))).collect();
        let mut further: BTreeMap<String, &Element> = BTreeMap::new();
        for selection in selections() {
            let own = selection.get("guid").and_then(|guid| self.carried.get(guid));
            for guid in own.map(&pieces).unwrap_or_default() {
                let piece = known.get(guid.as_str()).copied();
                further.extend(piece.map(|piece| (guid, piece)));
            }
        }
        for selection in selections() {
            let guid = selection.get("guid").unwrap_or_default();
            if further.contains_key(guid) {
                continue;
            }
            let own = self.carried.get(guid);
            let own_pieces = own.map(&pieces).unwrap_or_default();
            let mut all = vec![selection];
            all.extend(own_pieces.iter().filter_map(|guid| further.get(guid).copied()));
            self.selection(&article, selection, &all, own.map(|it| &it.value));
        }
        self.of_whole(&article, source);
    }

    /// The text of a source: in the file, or beside it in the archive.
    fn text(&mut self, source: &Element) -> Option<String> {
        if let Some(content) = source.first("PlainTextContent") {
            return Some(content.text.clone());
        }
        let path = source.get("plainTextPath").unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let mut files = self.files.iter();
        let file = files.find(|file| !name.is_empty() && file.name().eq_ignore_ascii_case(name));
        let Some(file) = file else {
            let message = format!(
                "expected its text {path} in the archive, found none: the source was left out"
            );
            self.problem(source, message);
            return None;
        };
        let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
        let text = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| {
            let message = format!(
                "expected UTF-8 in {}, found bytes that are none: they are read as U+FFFD",
                file.path
            );
            self.problem(source, message);
            String::from_utf8_lossy(bytes).into_owned()
        });
        Some(text)
    }

    fn selection(
        &mut self,
        article: &ArticleId,
        selection: &Element,
        pieces: &[&Element],
        carried: Option<&Value<'_>>,
    ) {
        let own_range = |piece: &&Element| {
            let (start, end) = range(piece)?;
            Some((start, end.checked_add(self.behind)?))
        };
        let ranges: Option<Vec<(u64, u64)>> = pieces.iter().map(own_range).collect();
        let Some(ranges) = ranges else {
            let message = "expected whole numbers startPosition and endPosition: left out";
            return self.problem(selection, message);
        };
        let claim = Claim { ranges, ..Claim::default() };
        self.codings(article, selection, Some(&claim), carried);
    }

    /// The stances of a whole article, and those that have no words in it.
    fn of_whole(&mut self, article: &ArticleId, source: &Element) {
        let codings: Vec<&Element> = source.all("Coding").collect();
        let mut at = 0;
        while at < codings.len() {
            let own = |it: &&Element| it.get("guid").and_then(|guid| self.carried.get(guid));
            let carried = own(&codings[at]).map(|it| &it.value);
            // The codings up to the next carried one belong together.
            let next =
                codings[at + 1..].iter().position(|it| carried.is_none() || own(it).is_some());
            let end = next.map_or(codings.len(), |next| at + 1 + next);
            let mut together = Element { line: codings[at].line, ..Element::default() };
            together.attributes.clone_from(&codings[at].attributes);
            together.children = codings[at..end].iter().map(|it| (*it).clone()).collect();
            self.codings(article, &together, None, carried);
            at = end;
        }
    }

    /// What the codings of a place say: a mention for each type, or a stance with its roles.
    fn codings(
        &mut self,
        article: &ArticleId,
        selection: &Element,
        claim: Option<&Claim>,
        carried: Option<&Value<'_>>,
    ) {
        let mut codes = Vec::new();
        for coding in selection.all("Coding") {
            let target = coding.first("CodeRef").and_then(|code| code.get("targetGUID"));
            match target.and_then(|guid| self.codes.get(guid)) {
                Some(code) => codes.push((coding, code.clone())),
                None => {
                    let guid = target.unwrap_or("none");
                    let message =
                        format!("expected a code of the codebook, found {guid}: left out");
                    self.problem(coding, message);
                }
            }
        }
        let holder = codes.iter().find_map(|(_, code)| match code {
            Code::Holder(name) => Some(name.clone()),
            _ => None,
        });
        let target = codes.iter().find_map(|(_, code)| match code {
            Code::Target(name) => Some(name.clone()),
            _ => None,
        });
        let mut left = carried;
        for (coding, code) in &codes {
            let says = match code {
                Code::Type(id) if claim.is_some() => Says::Mention(id.clone()),
                Code::Polarity(polarity) if claim.is_some() || rider::is_stance(left) => {
                    Says::Stance(*polarity)
                }
                Code::Polarity(polarity) => Says::DocumentStance(*polarity),
                Code::Type(id) => {
                    let message = format!(
                        "expected words for the code {id}, found the whole source: left out"
                    );
                    self.problem(coding, message);
                    continue;
                }
                Code::Holder(_) | Code::Target(_) => continue,
            };
            let own = left.take();
            let layer = self.layer(article, selection, coding, own);
            let carried_note = own.and_then(|it| it.get("note")).and_then(Value::as_str);
            let note = selection.first("Description").map(|it| it.text.as_str());
            // What XML cannot hold is in the note that was carried.
            let is_same = |known: &&str| {
                let written = xml::parse(&format!("<a>{}</a>", xml::escaped(known))).0.text;
                note.is_none_or(|note| note == written)
            };
            let note = carried_note.filter(is_same).or(note).unwrap_or_default().to_owned();
            self.gathering.begin_file(&self.file.path);
            let place = Place::Line(selection.line);
            let part =
                if matches!(says, Says::Mention(_)) { Part::Mention } else { Part::Expression };
            let mut record = rider::read_record(self.gathering, own, &layer, says, note, &place);
            if let (Record::Stance(stance), None) = (&mut record, own) {
                let stance = Rc::make_mut(stance);
                let gathering = &mut *self.gathering;
                stance.holder = holder.as_deref().map(|name| names::read_holder(gathering, name));
                stance.target = target.as_deref().map(|name| names::read_target(gathering, name));
            }
            let claims = claim.map(|claim| (part, claim.clone())).into_iter().collect();
            self.gathering.record(layer, record, claims, place);
        }
    }

    /// Whose a coding is.
    fn layer(
        &mut self,
        article: &ArticleId,
        selection: &Element,
        coding: &Element,
        carried: Option<&Value<'_>>,
    ) -> LayerId {
        let own = carried.and_then(|it| it.get("annotator")).and_then(Value::as_str);
        let user = coding.get("creatingUser").or(selection.get("creatingUser"));
        let name = user.and_then(|guid| self.users.get(guid)).cloned().unwrap_or_default();
        let annotator = own.map(Into::into);
        let annotator = annotator.unwrap_or_else(|| self.gathering.annotator(&name));
        LayerId { article: article.clone(), annotator }
    }
}

fn range(selection: &Element) -> Option<(u64, u64)> {
    let number = |name| selection.get(name).and_then(|number| number.trim().parse().ok());
    Some((number("startPosition")?, number("endPosition")?))
}
