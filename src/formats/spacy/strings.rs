//! How spaCy numbers strings: MurmurHash64A with seed 1, but for its own symbols.

use std::collections::BTreeSet;

/// Symbols 1 to 18 (`spacy/symbols.pyx`).
const FIRST: &str = "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL \
    LIKE_NUM LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT \
    IS_CURRENCY";
/// Symbols from 64.
const SECOND: &str = "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB \
    ENT_TYPE HEAD SENT_START SPACY PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON \
    PROPN PUNCT SCONJ SYM VERB X EOL SPACE";
/// Symbols from 380.
const THIRD: &str = "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME \
    PERCENT MONEY QUANTITY ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc \
    ccomp complm conj cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg \
    nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss \
    possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _";

/// The strings of a file.
#[derive(Default)]
pub(super) struct Strings(BTreeSet<String>);

impl Strings {
    /// The number of a string, which the file will list.
    pub(super) fn number(&mut self, string: &str) -> u64 {
        if !self.0.contains(string) {
            self.0.insert(string.to_owned());
        }
        number(string)
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

fn number(string: &str) -> u64 {
    if string.is_empty() { 0 } else { symbol(string).unwrap_or_else(|| hash(string.as_bytes())) }
}

fn symbol(string: &str) -> Option<u64> {
    for (first, names) in [(1, FIRST), (64, SECOND), (380, THIRD)] {
        if let Some(at) = names.split_whitespace().position(|name| name == string) {
            return Some(first + at as u64);
        }
    }
    let counted = |name: &str, digits: usize, numbers: std::ops::RangeInclusive<u64>| {
        let number = string.strip_prefix(name).filter(|number| number.len() == digits)?;
        number.parse().ok().filter(|number| numbers.contains(number))
    };
    counted("FLAG", 2, 19..=63)
        .or_else(|| counted("DEPRECATED", 3, 1..=276).map(|number| 103 + number))
}

/// MurmurHash64A by Austin Appleby, with seed 1.
fn hash(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k = (k ^ (k >> 47)).wrapping_mul(M);
        hash = (hash ^ k).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spacys_own() {
        for (string, expected) in [
            ("Ada", 13_014_124_235_272_500_476),
            ("a-longer string é💩", 4_205_990_956_775_735_275),
            ("", 0),
            ("IS_ALPHA", 1),
            ("FLAG19", 19),
            ("ID", 64),
            ("SPACE", 103),
            ("DEPRECATED276", 379),
            ("PERSON", 380),
            ("ORG", 383),
            ("acl", 451),
            ("_", 456),
        ] {
            assert_eq!(number(string), expected, "{string}");
        }
        for other in ["FLAG18", "FLAG64", "FLAG+9", "DEPRECATED000", "DEPRECATED277", "org"] {
            assert_eq!(number(other), hash(other.as_bytes()), "{other}");
        }
    }
}
