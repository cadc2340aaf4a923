//! Words on one line of a file: what would end the line or the field is written out.

/// `\n`, tab, carriage return and backslash as two characters each.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            '\r' => out += "\\r",
            c => out.push(c),
        }
    }
    out
}

/// The words again.
pub(super) fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('\\') => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

/// A name without what ends one in these files; never empty.
pub(super) fn safe(name: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let safe: String = name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    if safe.is_empty() { "_".to_owned() } else { safe }
}

/// A safe name that no other one of the list has.
pub(in crate::formats) fn free(name: &str, taken: &[String]) -> String {
    let first = safe(name);
    let mut free = first.clone();
    let mut number = 1;
    while taken.contains(&free) {
        number += 1;
        free = format!("{first}_{number}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        for words in ["a\nb\tc\\n \r", "\\", "plain", ""] {
            assert_eq!(unescaped(&escaped(words)), words);
            assert!(!escaped(words).contains(['\n', '\t', '\r']));
        }
    }

    #[test]
    fn names_are_safe_and_free() {
        assert_eq!(safe("Zoë: 1/2"), "Zoë__1_2");
        assert_eq!(free("a b", &["a_b".to_owned()]), "a_b_2");
    }
}
