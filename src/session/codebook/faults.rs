//! What is wrong with a codebook.

use crate::model::{AttributeKind, Codebook};
use crate::session::Settings;
use crate::session::command::{COMMANDS, Entry, When};

/// The parts of the editor, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Section {
    Guideline,
    Types,
    Polarities,
    Issues,
    Attributes,
    Fields,
    Rules,
    Files,
}

impl Section {
    /// All.
    pub const ALL: [Self; 8] = [
        Self::Guideline,
        Self::Types,
        Self::Polarities,
        Self::Issues,
        Self::Attributes,
        Self::Fields,
        Self::Rules,
        Self::Files,
    ];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guideline => "Guideline",
            Self::Types => "Entity types",
            Self::Polarities => "Polarities",
            Self::Issues => "Issues",
            Self::Attributes => "Attributes",
            Self::Fields => "Stance fields",
            Self::Rules => "Rules",
            Self::Files => "Presets and files",
        }
    }
}

/// Something amiss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub section: Section,
    /// Which item of the section.
    pub at: usize,
    /// What, and what to do.
    pub words: String,
    /// Whether the codebook cannot be applied with it.
    pub blocks: bool,
}

/// Everything amiss with a codebook, in the editor's order.
pub fn faults(codebook: &Codebook, settings: &Settings) -> Vec<Fault> {
    let mut found = Found { faults: Vec::new(), settings };
    found.types(codebook);
    found.polarities(codebook);
    found.issues(codebook);
    found.attributes(codebook);
    found.faults
}

struct Found<'a> {
    faults: Vec<Fault>,
    settings: &'a Settings,
}

impl Found<'_> {
    fn types(&mut self, codebook: &Codebook) {
        let types = &codebook.entity_types;
        let labels = types.iter().map(|it| (it.id.as_str(), it.label.as_str()));
        self.names(Section::Types, "type", &labels.collect::<Vec<_>>());
        for (at, known) in types.iter().enumerate() {
            self.glyph(Section::Types, at, &known.glyph, 3);
            let Some(key) = known.key else { continue };
            self.key(Section::Types, at, key);
            if let Some(other) = types[..at].iter().find(|other| other.key == Some(key)) {
                let words =
                    format!("The key {key} is that of “{}” already. Take another.", other.label);
                self.push(Section::Types, at, words, true);
            }
            self.command(at, key, &known.label);
        }
    }

    fn polarities(&mut self, codebook: &Codebook) {
        let styles = &codebook.polarities;
        let ids: Vec<String> = styles.iter().map(|it| format!("{:?}", it.polarity)).collect();
        let labels = ids.iter().zip(styles).map(|(id, it)| (id.as_str(), it.label.as_str()));
        self.names(Section::Polarities, "polarity", &labels.collect::<Vec<_>>());
        if styles.is_empty() {
            let words = "Without a polarity no stance can be recorded. Offer at least one.";
            self.push(Section::Polarities, 0, words.to_owned(), true);
        }
        for (at, style) in styles.iter().enumerate() {
            self.glyph(Section::Polarities, at, &style.glyph, 3);
            let Some(key) = style.key else { continue };
            self.key(Section::Polarities, at, key);
            if let Some(other) = styles[..at].iter().find(|other| other.key == Some(key)) {
                let words =
                    format!("The key {key} is that of “{}” already. Take another.", other.label);
                self.push(Section::Polarities, at, words, true);
            }
        }
    }

    fn issues(&mut self, codebook: &Codebook) {
        let issues = &codebook.issues;
        let labels = issues.iter().map(|it| (it.id.as_str(), it.label.as_str()));
        self.names(Section::Issues, "issue", &labels.collect::<Vec<_>>());
        for (at, issue) in issues.iter().enumerate() {
            let Some(parent) = &issue.parent else { continue };
            if !super::may_belong_to(codebook, &issue.id, parent) {
                let words = "It lies below itself. Put it below another issue, or at the top.";
                self.push(Section::Issues, at, words.to_owned(), true);
            }
        }
    }

    fn attributes(&mut self, codebook: &Codebook) {
        let attributes = &codebook.attributes;
        let labels = attributes.iter().map(|it| (it.id.as_str(), it.label.as_str()));
        self.names(Section::Attributes, "attribute", &labels.collect::<Vec<_>>());
        for (at, attribute) in attributes.iter().enumerate() {
            if attribute.on.is_empty() {
                let words = "It is asked of nothing. Tick mentions, stances or articles.";
                self.push(Section::Attributes, at, words.to_owned(), true);
            }
            let AttributeKind::Choice(choices) = &attribute.kind else { continue };
            if choices.is_empty() {
                let words = "It has no choices. Add one, or make it a number or text.";
                self.push(Section::Attributes, at, words.to_owned(), true);
            }
            for (nth, choice) in choices.iter().enumerate() {
                let same = |other: &&crate::model::AttributeChoice| {
                    other.id == choice.id || is_same(&other.label, &choice.label)
                };
                if choice.label.trim().is_empty() || choices[..nth].iter().any(|it| same(&it)) {
                    let words = match choice.label.trim() {
                        "" => "A choice has no name.".to_owned(),
                        label => format!("Two choices are called “{label}”."),
                    };
                    self.push(Section::Attributes, at, words, true);
                }
            }
        }
    }

    fn names(&mut self, section: Section, noun: &str, named: &[(&str, &str)]) {
        for (at, (id, label)) in named.iter().enumerate() {
            let before = &named[..at];
            if label.trim().is_empty() {
                self.push(section, at, format!("This {noun} has no name."), true);
            } else if before.iter().any(|(_, other)| is_same(other, label)) {
                let words = format!("Another {noun} is called “{label}” too. Rename one.");
                self.push(section, at, words, true);
            } else if before.iter().any(|(other, _)| other == id) {
                let words = format!("Another {noun} has the id “{id}” too. Remove one.");
                self.push(section, at, words, true);
            }
        }
    }

    fn glyph(&mut self, section: Section, at: usize, glyph: &str, most: usize) {
        let count = glyph.chars().count();
        if glyph.trim().is_empty() || count > most {
            let words = format!("Its glyph has to be of one to {most} characters.");
            self.push(section, at, words, true);
        }
    }

    fn key(&mut self, section: Section, at: usize, key: char) {
        if key.is_whitespace() || key.is_control() {
            self.push(
                section,
                at,
                "Its key has to be a letter, a digit or a sign.".to_owned(),
                true,
            );
        }
    }

    /// A type's key goes before that of a command, which is said but may be wanted.
    fn command(&mut self, at: usize, key: char, label: &str) {
        let keys = &self.settings.keys;
        let has = |chords: Vec<crate::session::command::Chord>| {
            chords.iter().any(|chord| chord.typed() == Some(key))
        };
        // Labels have no meaning on the other screens, and typed keys none of these.
        let meets = |entry: &&Entry| {
            matches!(entry.when, When::Anywhere | When::AtDesk | When::InText)
                && has(keys.chords(entry))
        };
        if let Some(command) = COMMANDS.iter().find(meets) {
            let words = format!(
                "{key} is also the key of “{}”. In this project it will mark “{label}”; the \
                 command needs another key then.",
                command.does()
            );
            self.push(Section::Types, at, words, false);
        }
    }

    fn push(&mut self, section: Section, at: usize, words: String, blocks: bool) {
        self.faults.push(Fault { section, at, words, blocks });
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::{add_attribute, add_type};
    use super::*;
    use crate::model::{DEFAULT_PRESET, IssueId, PRESETS};

    #[track_caller]
    fn check(change: impl FnOnce(&mut Codebook), expected: &[(Section, usize, &str, bool)]) {
        let mut codebook = DEFAULT_PRESET.codebook();
        change(&mut codebook);
        let found = faults(&codebook, &Settings::default());
        let found: Vec<_> =
            found.iter().map(|it| (it.section, it.at, it.words.as_str(), it.blocks)).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((section, at, words, blocks), found) in expected.iter().zip(found) {
            assert_eq!((*section, *at, *blocks), (found.0, found.1, found.3));
            assert!(found.2.contains(words), "{}", found.2);
        }
    }

    #[test]
    fn the_codebooks_of_the_program_are_without_fault() {
        for preset in PRESETS {
            let codebook = preset.codebook();
            assert_eq!(faults(&codebook, &Settings::default()), [], "{}", preset.name);
            let quoting = codebook.rules.contains(&crate::model::Rule::QuotationCue);
            let has_cue = codebook.fields.contains(&crate::model::StanceField::Cue);
            assert!(!quoting || has_cue, "a rule asks for a field that is not on the form");
        }
    }

    #[test]
    fn taken_names_and_keys_are_named() {
        check(|_| {}, &[]);
        check(|it| add_type(it, "place "), &[(Section::Types, 5, "called “place” too", true)]);
        let twice = "The key 1 is that of “Person” already";
        check(|it| it.entity_types[3].key = Some('1'), &[(Section::Types, 3, twice, true)]);
        let command = "t is also the key of “outline of the article”";
        check(|it| it.entity_types[0].key = Some('t'), &[(Section::Types, 0, command, false)]);
        check(|it| it.polarities.clear(), &[(Section::Polarities, 0, "at least one", true)]);
        check(
            |it| it.polarities[1].glyph = " ".to_owned(),
            &[(Section::Polarities, 1, "one to 3", true)],
        );
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        check(|it| add_attribute(it, "Tone"), &[(Section::Attributes, 0, "no choices", true)]);
        check(
            |it| {
                add_attribute(it, "Tone");
                it.attributes[0].kind = AttributeKind::Text;
                it.attributes[0].on.clear();
            },
            &[(Section::Attributes, 0, "asked of nothing", true)],
        );
        check(
            |it| {
                super::super::add_issue(it, "A", None);
                super::super::add_issue(it, "B", Some("a".into()));
                it.issues[0].parent = Some(IssueId::from("b"));
            },
            &[
                (Section::Issues, 0, "below itself", true),
                (Section::Issues, 1, "below itself", true),
            ],
        );
    }
}
