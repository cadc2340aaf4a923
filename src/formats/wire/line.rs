//! Where in a JSON file the value at a JSON Pointer stands.

/// The line, from 1, of the value at the pointer, or of the nearest one around it that is there.
///
/// The file must have been parsed: of another one it is some line, and never a panic.
pub(crate) fn line_of(json: &[u8], pointer: &str) -> usize {
    let mut scan = Scan { json, at: 0 };
    scan.space();
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        if !scan.enter(&segment) {
            break;
        }
    }
    1 + json[..scan.at].iter().filter(|byte| **byte == b'\n').count()
}

struct Scan<'a> {
    json: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// Goes on from a value to the one in it that is called so, if there is one.
    fn enter(&mut self, segment: &str) -> bool {
        let outside = self.at;
        let is_object = match self.here() {
            Some(b'{') => true,
            Some(b'[') => false,
            _ => return false,
        };
        self.at += 1;
        for index in 0_usize.. {
            self.space();
            if matches!(self.here(), None | Some(b'}' | b']')) {
                break;
            }
            let is_it = if is_object {
                let key = self.at;
                self.string();
                let key: Option<String> = serde_json::from_slice(&self.json[key..self.at]).ok();
                self.space();
                self.at = (self.at + 1).min(self.json.len());
                self.space();
                key.as_deref() == Some(segment)
            } else {
                segment.parse() == Ok(index)
            };
            if is_it {
                return true;
            }
            self.value();
            if self.here() != Some(b',') {
                break;
            }
            self.at += 1;
        }
        self.at = outside;
        false
    }

    fn here(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.here().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Over a string, from its quotation mark to behind the other.
    fn string(&mut self) {
        self.at = (self.at + 1).min(self.json.len());
        while let Some(byte) = self.here() {
            self.at = (self.at + if byte == b'\\' { 2 } else { 1 }).min(self.json.len());
            if byte == b'"' {
                break;
            }
        }
    }

    /// Over a value, to the comma or bracket behind it.
    fn value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.here() {
            match byte {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "{\n \"a\\n\": [1, \"],\\\"\",\n {\"b/c\":\n true}],\n \"d\": {}\n, \"é\":\n 0}";

    #[track_caller]
    fn check(pointer: &str, expected: usize) {
        assert_eq!(line_of(FILE.as_bytes(), pointer), expected, "{pointer}");
    }

    #[test]
    fn a_value_is_found_by_its_pointer() {
        check("", 1);
        check("/a\n", 2);
        check("/a\n/1", 2);
        check("/a\n/2", 3);
        check("/a\n/2/b~1c", 4);
        check("/d", 5);
        check("/é", 7);
    }

    #[test]
    fn what_is_not_there_is_looked_for_around() {
        check("/a\n/2/none", 3);
        check("/a\n/9", 2);
        check("/none/0", 1);
        for cut in 0..FILE.len() {
            line_of(&FILE.as_bytes()[..cut], "/a\n/2/b~1c");
            line_of(&FILE.as_bytes()[cut..], "/é/0");
        }
    }
}
