//! What may be suggested: places of known names. Works on plain values, so that a worker can do it.

use serde::{Deserialize, Serialize};

use crate::text::{Name, Names, Reach, Text};

/// Names to be found in some texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The names: the words, whether capitals count, and how far they reach, by its place in
    /// [`Reach::ALL`].
    pub names: Vec<(String, bool, usize)>,
    /// The texts.
    pub texts: Vec<String>,
}

/// A place: its first byte, the byte behind its last, and the numbers of the names that it has.
pub type Found = (u32, u32, Vec<u32>);

/// The places, by text.
pub type Answer = Result<Vec<Vec<Found>>, String>;

/// Looks for the names in each text.
pub fn answer(question: &Question) -> Answer {
    let names = question.names.iter().map(|(words, keeps_case, reach)| Name {
        words: words.clone(),
        keeps_case: *keeps_case,
        reach: Reach::ALL.get(*reach).copied().unwrap_or_default(),
    });
    let names = Names::new(&names.collect::<Vec<_>>())?;
    let texts = question.texts.iter().map(|text| {
        let places = names.places(&Text::new(text.as_str())).into_iter();
        let plain = places.map(|(span, names)| {
            (span.start().0, span.end().0, names.into_iter().map(|it| it as u32).collect())
        });
        plain.collect()
    });
    Ok(texts.collect())
}
