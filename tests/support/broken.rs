//! Files of a format, each broken in one way.

use standpoint::formats::archive::File;
use standpoint::model::Project;

/// Files of which one is broken.
pub(crate) struct Broken {
    /// What was done.
    pub(crate) name: String,
    /// All of them.
    pub(crate) files: Vec<File>,
    /// Whether what is left is a sound file by itself, so that nobody can tell.
    pub(crate) may_be_silent: bool,
}

/// What the files are made from.
pub(crate) fn project() -> Project {
    crate::support::project()
}

/// Each file cut at every line, and its values changed one after the other.
pub(crate) fn all(whole: &[File]) -> Vec<Broken> {
    let mut cases = Vec::new();
    for at in 0..whole.len() {
        let Ok(text) = std::str::from_utf8(&whole[at].bytes) else { continue };
        let mut put = |name: String, new: &str, may_be_silent| {
            let mut files = whole.to_vec();
            files[at].bytes = new.as_bytes().to_vec();
            let name = format!("{}: {name}", whole[at].path);
            cases.push(Broken { name, files, may_be_silent });
        };
        let cuts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        for (line, end) in cuts.iter().enumerate().filter(|(_, end)| **end < text.len()) {
            put(format!("cut after line {}", line + 1), &text[..*end], true);
            let inside = text.floor_char_boundary(end + (text.len() - end) / 3);
            put(format!("cut inside of line {}", line + 2), &text[..inside], true);
        }
        for n in 1..12 {
            let end = text.floor_char_boundary(text.len() * n / 12);
            put(format!("cut at {n} of 12"), &text[..end], true);
        }
        for (from, to) in [
            ("\"start\":", "\"start\":9"),
            ("\"end\":", "\"end\":-"),
            ("\"start\":", "\"start\":[],\"was\":"),
            ("\"start\": ", "\"start\": 9"),
            ("\"end\": ", "\"end\": -"),
            ("\"result\":[", "\"result\":{},\"was\":["),
            ("\"data\":{", "\"data\":7,\"was\":{"),
            ("\"labels\":[\"", "\"labels\":[7,\"unknown "),
            ("\"from_id\":\"", "\"from_id\":\"dangling"),
            ("\"text\":\"", "\"text\":false,\"was\":\""),
            ("\"type\":\"", "\"type\":\"unknown"),
            ("\"type\": \"", "\"type\": \"unknown"),
            ("\"polarity\": \"", "\"polarity\": \"SIDEWAYS"),
            ("\"start_offset\":", "\"start_offset\":9"),
            ("\"end_offset\":", "\"end_offset\":-"),
            ("\"token_end\":", "\"token_end\":9"),
            ("\"from_id\":", "\"from_id\":9"),
            ("\"label\":[[", "\"label\":[7,["),
            ("\"spans\":[{", "\"spans\":[7,{"),
            ("\"answer\":\"", "\"answer\":\"un"),
            ("\"unit\":\"", "\"unit\":\"un"),
            ("-DOCSTART-", "-DOCEND-"),
            ("\tB-", "\tX-"),
            (" B-", " B"),
            ("\tO", ""),
            ("\"tokens\":[[", "\"tokens\":[{},["),
            ("\"at\":[[", "\"at\":[9,["),
            ("\"opinions\":[", "\"opinions\":{},\"was\":["),
            ("\"Source\":[[", "\"Source\":[7,["),
            ("\"Target\":[[", "\"Target\":false,\"was\":[["),
            ("\"Polarity\":\"", "\"Polarity\":\"un"),
            ("\"sentence_normalized\":\"", "\"sentence_normalized\":false,\"was\":\""),
            ("\"targets\":[", "\"targets\":{},\"was\":["),
            ("\"further_mentions\":[", "\"further_mentions\":7,\"was\":["),
            ("\"from\":", "\"from\":9"),
            ("\"to\":", "\"to\":-"),
            ("\"polarity\":", "\"polarity\":1"),
            ("\tAGAINST\t", "\tAGAINST"),
            ("\tFAVOR\t", "\tSIDEWAYS\t"),
            ("\tStance\t", "\tMood\t"),
            ("{\"article\":", "{\"article\":[],\"was\":"),
            ("\"mentions\":{", "\"mentions\":[],\"was\":{"),
            ("{", "["),
            ("}", ""),
            ("\"", ""),
            ("\t", " "),
            ("\t", "\t\t"),
            (" ", " -"),
            ("T1", "T9"),
            ("E1", "E7"),
            (":T", ":T9"),
            ("Polarity", "Mood"),
            ("AGAINST", "SIDEWAYS"),
            (";", ","),
            ("\n", "\r\n"),
            ("\n", "\n\n"),
            ("\n", ""),
            ("0", "99999999999999999999"),
            ("1", "4000000000"),
            ("a", "\u{0}"),
            ("e", "💩"),
        ] {
            let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
            for place in [places.first(), places.get(places.len() / 2), places.last()] {
                let Some(place) = place else { continue };
                let new = format!("{}{to}{}", &text[..*place], &text[place + from.len()..]);
                // A value of another type is always said; else it may be the text itself that was
                // changed, a name or a note.
                let may_be_silent = !to.contains("\"was\":");
                put(format!("{from:?} at {place} became {to:?}"), &new, may_be_silent);
            }
        }
        put("empty".to_owned(), "", true);
        put("null".to_owned(), "null", true);
        let is_json = whole[at].path.contains(".json");
        put("deep".to_owned(), &"[".repeat(10_000), !is_json);
    }
    let mut missing: Vec<Broken> = (0..whole.len())
        .map(|at| {
            let mut files = whole.to_vec();
            let gone = files.remove(at);
            Broken { name: format!("without {}", gone.path), files, may_be_silent: true }
        })
        .collect();
    cases.append(&mut missing);
    cases
}
