//! Changes of a codebook that is being edited. Ids never change, so that records keep their meaning.

use crate::model::{
    Attribute, AttributeChoice, AttributeKind, Codebook, Colour, DEFAULT_PRESET, EntityType, Extra,
    Issue, IssueId, Polarity, PolarityStyle, Subject,
};
use crate::text::Towards;

/// Adds a type of entity with a glyph, a colour and a key that no other has, as far as there are any.
pub fn add_type(codebook: &mut Codebook, label: &str) {
    let types = &codebook.entity_types;
    let id = own_id(label, |id| types.iter().any(|known| known.id.as_str() == id));
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let glyph = letters.iter().take(3).flat_map(|letter| letter.to_uppercase()).take(3).collect();
    let is_free = |colour: &Colour| types.iter().all(|known| known.colour != *colour);
    let digit = ('1'..='9').find(|key| types.iter().all(|known| known.key != Some(*key)));
    codebook.entity_types.push(EntityType {
        id: id.into(),
        label: label.trim().to_owned(),
        glyph,
        colour: Colour::ALL.into_iter().find(is_free).unwrap_or(Colour::Grey),
        key: digit,
        guideline: String::new(),
        extra: Extra::new(),
    });
}

/// Offers a polarity, as the first preset has it, or no longer.
pub fn offer_polarity(codebook: &mut Codebook, polarity: Polarity, is_offered: bool) {
    let styles = &mut codebook.polarities;
    if !is_offered {
        styles.retain(|style| style.polarity != polarity);
    } else if styles.iter().all(|style| style.polarity != polarity) {
        let usual = DEFAULT_PRESET.codebook().polarities;
        let is_before = |style: &&PolarityStyle| style.polarity < polarity;
        let at = styles.iter().rposition(|style| is_before(&style)).map_or(0, |before| before + 1);
        styles.splice(at..at, usual.into_iter().filter(|style| style.polarity == polarity));
    }
}

/// Adds an issue below another one, or at the top.
pub fn add_issue(codebook: &mut Codebook, label: &str, parent: Option<IssueId>) {
    let issues = &codebook.issues;
    let id = own_id(label, |id| issues.iter().any(|known| known.id.as_str() == id));
    codebook.issues.push(Issue {
        id: id.into(),
        label: label.trim().to_owned(),
        parent,
        guideline: String::new(),
        extra: Extra::new(),
    });
}

/// Removes an issue; those below it go to the one above it.
pub fn remove_issue(codebook: &mut Codebook, id: &IssueId) {
    let above = codebook.issue(id).and_then(|issue| issue.parent.clone());
    codebook.issues.retain(|issue| issue.id != *id);
    for issue in codebook.issues.iter_mut().filter(|issue| issue.parent.as_ref() == Some(id)) {
        issue.parent.clone_from(&above);
    }
}

/// Whether an issue can be put below another: not below itself, nor below what is below it.
pub fn may_belong_to(codebook: &Codebook, issue: &IssueId, parent: &IssueId) -> bool {
    let mut above = Some(parent);
    // As many steps as there are issues: a file may have them in a circle.
    for _ in 0..=codebook.issues.len() {
        match above {
            Some(id) if id == issue => return false,
            Some(id) => above = codebook.issue(id).and_then(|known| known.parent.as_ref()),
            None => return true,
        }
    }
    false
}

/// Adds an attribute of stances with choices, of which it has none yet.
pub fn add_attribute(codebook: &mut Codebook, label: &str) {
    let attributes = &codebook.attributes;
    let id = own_id(label, |id| attributes.iter().any(|known| known.id.as_str() == id));
    codebook.attributes.push(Attribute {
        id: id.into(),
        label: label.trim().to_owned(),
        kind: AttributeKind::Choice(Vec::new()),
        on: vec![Subject::Stance],
        required: false,
        guideline: String::new(),
        extra: Extra::new(),
    });
}

/// Adds a choice to an attribute that has choices.
pub fn add_choice(attribute: &mut Attribute, label: &str) {
    let AttributeKind::Choice(choices) = &mut attribute.kind else { return };
    let id = own_id(label, |id| choices.iter().any(|known| known.id.as_str() == id));
    choices.push(AttributeChoice {
        id: id.into(),
        label: label.trim().to_owned(),
        guideline: String::new(),
        extra: Extra::new(),
    });
}

/// Puts an item before the one before it, or behind the next one.
pub fn shift<T>(items: &mut [T], at: usize, towards: Towards) {
    let other = match towards {
        Towards::Start => at.checked_sub(1),
        Towards::End => Some(at + 1),
    };
    if let Some(other) = other.filter(|other| at.max(*other) < items.len()) {
        items.swap(at, other);
    }
}

/// Takes over another codebook but for the issues, which are the project's own.
pub fn begin_from(codebook: &mut Codebook, other: Codebook) {
    let issues = std::mem::take(&mut codebook.issues);
    *codebook = other;
    codebook.issues.extend(issues);
}

/// A name for files from one for people: its letters and digits, small, with a number where taken.
fn own_id(label: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut id = String::new();
    for c in label.trim().chars().take(40) {
        match c {
            c if c.is_alphanumeric() => id.extend(c.to_lowercase()),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = match id.trim_end_matches('_') {
        "" => "item",
        id => id,
    };
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    let mut candidates = std::iter::once(id.to_owned()).chain(numbered);
    candidates.find(|id| !is_taken(id)).expect("there are more numbers than items")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codebook() -> Codebook {
        DEFAULT_PRESET.codebook()
    }

    #[test]
    fn a_new_type_gets_what_no_other_has() {
        let mut codebook = codebook();
        add_type(&mut codebook, " Armed group ");
        add_type(&mut codebook, "Person");
        let [.., armed, person] = &codebook.entity_types[..] else { panic!() };
        assert_eq!(
            (armed.id.as_str(), armed.glyph.as_str(), armed.key),
            ("armed_group", "ARM", Some('6'))
        );
        assert_eq!((person.id.as_str(), person.label.as_str()), ("person_2", "Person"));
        assert!(armed.colour != person.colour);
        add_type(&mut codebook, "💩");
        assert_eq!(codebook.entity_types.last().unwrap().id.as_str(), "item");
    }

    #[test]
    fn issues_never_come_to_lie_below_themselves() {
        let mut codebook = codebook();
        add_issue(&mut codebook, "Security", None);
        add_issue(&mut codebook, "Guarantees", Some("security".into()));
        add_issue(&mut codebook, "Troops", Some("guarantees".into()));
        let may =
            |issue: &str, parent: &str| may_belong_to(&codebook, &issue.into(), &parent.into());
        assert!(may("troops", "security"));
        assert!(!may("security", "troops") && !may("security", "security"));
        remove_issue(&mut codebook, &"guarantees".into());
        assert_eq!(codebook.issue(&"troops".into()).unwrap().parent, Some("security".into()));
        add_issue(&mut codebook, "Trade", Some("gone".into()));
        let tree = |it: &Codebook| -> Vec<String> {
            it.issue_tree().iter().map(|(depth, it)| format!("{depth} {}", it.id)).collect()
        };
        assert_eq!(tree(&codebook), ["0 security", "1 troops", "0 trade"]);
        codebook.issues[0].parent = Some("troops".into());
        assert_eq!(tree(&codebook), ["0 trade", "0 security", "1 troops"]);
        assert!(!may_belong_to(&codebook, &"other".into(), &"troops".into()));
    }

    #[test]
    fn a_polarity_comes_back_to_its_place() {
        let mut codebook = codebook();
        offer_polarity(&mut codebook, Polarity::Neutral, false);
        offer_polarity(&mut codebook, Polarity::Neutral, true);
        assert_eq!(codebook, self::codebook());
    }
}
