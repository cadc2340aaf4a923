//! Names of files that every system can write: by characters, length, capitals and what Windows keeps
//! for itself.

use std::collections::BTreeSet;

/// The longest name in bytes, without what is put behind it.
const LONGEST: usize = 120;

/// The names of a folder's files, without their endings.
#[derive(Default)]
pub(super) struct FileNames {
    /// In lower case: `Ada.txt` and `ada.txt` are one file on most disks.
    taken: BTreeSet<String>,
}

impl FileNames {
    /// None so far, but these are not to be given.
    pub(super) fn without(kept: &[&str]) -> Self {
        Self { taken: kept.iter().map(|name| name.to_lowercase()).collect() }
    }

    /// A safe name like this one that no other file has.
    pub(super) fn free(&mut self, name: &str) -> String {
        let first = safe(name);
        let mut free = first.clone();
        let mut number = 1;
        while !self.taken.insert(free.to_lowercase()) {
            number += 1;
            free = format!("{first}_{number}");
        }
        free
    }
}

/// Letters, digits, `-` and `_`; never empty.
fn safe(name: &str) -> String {
    let is_safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut safe: String = name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    if safe.len() > LONGEST {
        safe.truncate((0..=LONGEST).rev().find(|at| safe.is_char_boundary(*at)).unwrap_or(0));
    }
    if safe.is_empty() || is_reserved(&safe) {
        safe.push('_');
    }
    safe
}

/// Whether Windows takes the name for a device, whatever ending it has.
pub(super) fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = ["com", "lpt"].iter().find_map(|port| name.strip_prefix(port));
    matches!(&*name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| {
            let mut digits = number.chars();
            let is_one = digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
            is_one && digits.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let mut files = FileNames::without(&["articles"]);
        assert_eq!(names.iter().map(|name| files.free(name)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_are_safe_and_free() {
        check(&["Zoë: 1/2", "", "..", "文章"], &["Zoë__1_2", "_", "__", "文章"]);
        check(&["a b", "a_b", "A_B", "a_b_2"], &["a_b", "a_b_2", "A_B_3", "a_b_2_2"]);
        check(&["articles", "Articles"], &["articles_2", "Articles_3"]);
    }

    #[test]
    fn windows_can_write_them() {
        check(&["CON", "nul", "com1", "LPT²", "com"], &["CON_", "nul_", "com1_", "LPT²_", "com"]);
        check(&[&"é".repeat(200)], &[&"é".repeat(60)]);
        check(
            &[&"x".repeat(200), &"x".repeat(300)],
            &[&"x".repeat(120), &format!("{}_2", "x".repeat(120))],
        );
    }
}
