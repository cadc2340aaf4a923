//! The labelling configuration: which labels there are and how they look.

use std::collections::BTreeSet;
use std::fmt::Write;

use dom_query::Document;

use super::{CUE, EVIDENCE, FRAGMENT, HOLDER, MENTION, PART, STANCE, TARGET, TEXT};
use crate::formats::import::Gathering;
use crate::formats::wire::Named;
use crate::model::{Colour, Polarity, Project};

/// The colours of the light theme (www/styles/tokens.css).
const COLOURS: [(Colour, &str); 10] = [
    (Colour::Blue, "#1a5fb4"),
    (Colour::Orange, "#a34700"),
    (Colour::Green, "#22733d"),
    (Colour::Purple, "#7a3fb0"),
    (Colour::Red, "#b3261e"),
    (Colour::Teal, "#0b6e75"),
    (Colour::Brown, "#7b5130"),
    (Colour::Pink, "#ab2a72"),
    (Colour::Olive, "#646000"),
    (Colour::Grey, "#5c5c5c"),
];

/// The configuration of a project: its types and those that its mentions have besides.
pub(super) fn write(project: &Project) -> Vec<u8> {
    let codebook = &project.codebook;
    let mut types = Vec::new();
    for known in &codebook.entity_types {
        types.push((known.id.as_str(), Some(known.colour), known.guideline.as_str()));
    }
    let known: BTreeSet<&str> = types.iter().map(|(id, _, _)| *id).collect();
    let mentions = project.layers.values().flat_map(|layer| layer.mentions());
    let used = mentions.map(|mention| mention.entity_type.as_str());
    // A set of all of them at once would sort every mention's type.
    let others: BTreeSet<&str> = used.filter(|id| !known.contains(id)).collect();
    types.extend(others.into_iter().map(|id| (id, None, "")));

    let mut xml = String::from("<View>\n");
    labels(&mut xml, MENTION, types.into_iter());
    let polarities = Polarity::ALL.into_iter().map(|polarity| {
        let style = codebook.polarity(polarity);
        (polarity.name(), style.map(|style| style.colour), "")
    });
    labels(&mut xml, STANCE, polarities);
    labels(&mut xml, PART, [CUE, EVIDENCE].into_iter().map(|part| (part, Some(Colour::Grey), "")));
    xml += "  <Relations>\n";
    for relation in [FRAGMENT, CUE, EVIDENCE] {
        let _ = writeln!(xml, "    <Relation value=\"{relation}\"/>");
    }
    let _ = write!(
        xml,
        "  </Relations>\n  <Text name=\"{TEXT}\" value=\"${TEXT}\"/>\n  \
         <TextArea name=\"{HOLDER}\" toName=\"{TEXT}\" perRegion=\"true\" whenTagName=\"{STANCE}\" \
         placeholder=\"Holder: who\"/>\n  \
         <TextArea name=\"{TARGET}\" toName=\"{TEXT}\" perRegion=\"true\" whenTagName=\"{STANCE}\" \
         placeholder=\"Target: to what\"/>\n</View>\n"
    );
    xml.into_bytes()
}

fn labels<'a>(
    xml: &mut String,
    name: &str,
    labels: impl Iterator<Item = (&'a str, Option<Colour>, &'a str)>,
) {
    let _ = writeln!(xml, "  <Labels name=\"{name}\" toName=\"{TEXT}\">");
    for (value, colour, hint) in labels {
        let colour = colour.unwrap_or(Colour::Grey);
        let hex = COLOURS.iter().find(|(known, _)| *known == colour).map_or("", |(_, hex)| hex);
        let _ = write!(xml, "    <Label value=\"{}\" background=\"{hex}\"", escaped(value));
        if !hint.is_empty() {
            let _ = write!(xml, " hint=\"{}\"", escaped(hint));
        }
        *xml += "/>\n";
    }
    *xml += "  </Labels>\n";
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' | '\r' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            // No other control character may stand in XML.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Takes the types of a configuration into the codebook.
pub(super) fn read(xml: &str, gathering: &mut Gathering) {
    let document = Document::from(xml);
    for list in document.select("labels, hypertextlabels, paragraphlabels").iter() {
        let name = list.attr("name").unwrap_or_default();
        if [STANCE, PART].contains(&&*name) {
            continue;
        }
        for label in list.select("label").iter() {
            let Some(value) = label.attr("value").filter(|value| !value.is_empty()) else {
                continue;
            };
            let id = gathering.entity_type(&value);
            let shown = label.attr("background");
            let colour = COLOURS.iter().find(|(_, hex)| shown.as_deref() == Some(hex));
            let mut types = gathering.codebook().entity_types.iter_mut();
            if let Some(known) = types.find(|known| known.id == id) {
                if let Some((colour, _)) = colour {
                    known.colour = *colour;
                }
                if let Some(hint) = label.attr("hint") {
                    known.guideline = hint.to_string();
                }
            }
        }
    }
}
