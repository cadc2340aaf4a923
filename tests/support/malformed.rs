//! Files that are wrong in some way, each with what must still be read from it.
//!
//! `cargo test --test malformed` with STANDPOINT_MALFORMED_DIR set writes them to that folder,
//! with `expected.json` beside them, for the browser tests to drop on the page.

/// A file and what a reader owes to it.
pub(crate) struct Malformed {
    /// Its name; it says what is wrong.
    pub(crate) name: String,
    /// All of it.
    pub(crate) bytes: Vec<u8>,
    /// Stretches that must be found in the texts that are read: the good records.
    pub(crate) kept: Vec<String>,
    /// Stretches that must not be found in any text or metadata.
    pub(crate) hidden: Vec<String>,
}

impl Malformed {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), kept: Vec::new(), hidden: Vec::new() }
    }

    fn keeping(self, kept: &[&str]) -> Self {
        Self { kept: kept.iter().map(|it| (*it).to_owned()).collect(), ..self }
    }

    fn hiding(self, hidden: &[&str]) -> Self {
        Self { hidden: hidden.iter().map(|it| (*it).to_owned()).collect(), ..self }
    }
}

const FIRST: &str = "The mill burnt down on Monday, said Ada.";
const SECOND: &str = "Zoë saw the 💩 from the bridge — “all of it”.";

/// All of them, the same on every call.
pub(crate) fn all() -> Vec<Malformed> {
    [truncated(), encodings(), json_shapes(), pages(), markup(), tables(), noise(), lines()]
        .into_iter()
        .flatten()
        .collect()
}

/// Whole files cut at many bytes.
fn truncated() -> Vec<Malformed> {
    let json = format!(
        "{{\"articles\": [{{\"title\": \"Mill\", \"text\": \"{FIRST}\"}}, {{\"text\": \"{SECOND}\", \"date\": \"2026-01-05\"}}]}}"
    );
    let lines = format!("{{\"text\": \"{FIRST}\"}}\n{{\"text\": \"{SECOND}\", \"n\": [1, 2]}}\n");
    let table = format!(
        "title,text,date\nMill,{},2026-01-05\nBridge,{},soon\n",
        quoted(FIRST),
        quoted(SECOND)
    );
    let page = format!(
        "<!DOCTYPE html><html><head><title>Mill &amp; bridge</title><script>secret()</script></head>\
         <body><article><h1>Mill</h1><p>{FIRST}</p><p>{SECOND}</p></article><!-- secret --></body></html>"
    );
    let markdown = format!("---\ntitle: \"Mill\"\ntags:\n  - fire\n---\n\n# Mill\n\n{SECOND}\n");
    let mut files = Vec::new();
    for (ending, whole, cuts) in [
        ("json", &json, 40),
        ("jsonl", &lines, 30),
        ("csv", &table, 30),
        ("html", &page, 50),
        ("md", &markdown, 15),
    ] {
        for n in 0..cuts {
            let end = whole.len() * n / cuts;
            let file = Malformed::new(format!("cut-{n:02}.{ending}"), &whole.as_bytes()[..end]);
            let after_first = whole.find(FIRST).is_some_and(|at| at + FIRST.len() + 4 < end);
            let file = if after_first { file.keeping(&[FIRST]) } else { file };
            files.push(file.hiding(&["secret"]));
        }
    }
    files
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// The same words in encodings that do not fit, and bytes that fit none.
fn encodings() -> Vec<Malformed> {
    let utf16 =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { SECOND.encode_utf16().flat_map(order).collect() };
    let mut files = vec![
        Malformed::new("utf16-le-unmarked.txt", utf16(u16::to_le_bytes)).keeping(&[SECOND]),
        Malformed::new("utf16-be-unmarked.txt", utf16(u16::to_be_bytes)).keeping(&[SECOND]),
        Malformed::new(
            "utf16-wrong-mark.txt",
            [&b"\xFE\xFF"[..], &utf16(u16::to_le_bytes)].concat(),
        ),
        Malformed::new(
            "utf16-odd-length.txt",
            [&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes), b"x"].concat(),
        ),
        Malformed::new("utf16-lone-surrogate.txt", b"\xFF\xFEA\0\x3D\xD8B\0".to_vec()),
        Malformed::new("utf16-json.json", {
            let json = format!("[{{\"text\": \"{FIRST}\"}}]");
            json.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        })
        .keeping(&[FIRST]),
        Malformed::new("two-marks.txt", format!("\u{feff}\u{feff}{FIRST}")).keeping(&[FIRST]),
        Malformed::new("mark-alone.txt", "\u{feff}"),
        Malformed::new("utf8-surrogate.txt", b"A\xED\xA0\xBDB, said Ada.".to_vec()),
        Malformed::new("utf8-overlong.txt", b"A\xC0\xAFB, said Ada.".to_vec()),
        Malformed::new("utf8-too-large.txt", b"A\xF4\x90\x80\x80B, said Ada.".to_vec()),
        Malformed::new("html-wrong-charset.html", format!("<meta charset=utf-16><p>{SECOND}"))
            .keeping(&[SECOND]),
        Malformed::new("html-no-such-charset.html", format!("<meta charset=x-nothing><p>{SECOND}"))
            .keeping(&[SECOND]),
    ];
    for byte in 0x80..=0xFF_u8 {
        if byte % 8 == 0 {
            let bytes =
                [b"The mill burnt ", &[byte][..], b" down, said Ada. ", &[byte; 3]].concat();
            files.push(
                Malformed::new(format!("stray-byte-{byte:02x}.txt"), bytes)
                    .keeping(&["mill burnt"]),
            );
        }
    }
    files
}

/// JSON of every wrong shape.
fn json_shapes() -> Vec<Malformed> {
    let deep = |open: &str, close: &str| open.repeat(50_000) + &close.repeat(50_000);
    let values = [
        "",
        " ",
        "null",
        "true",
        "1e999",
        "-0",
        "\"text\"",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[null]",
        "[1, 2, 3]",
        "{\"text\": null}",
        "{\"text\": 7}",
        "{\"text\": {}}",
        "{\"text\": []}",
        "{\"text\": [1]}",
        "{\"text\": \"\"}",
        "{\"text\": \" \\n \"}",
        "{\"text\": \"\\u0000\"}",
        "{\"text\": true}",
        "{\"articles\": {}}",
        "{\"articles\": [[]]}",
        "{\"articles\": 7}",
        "{\"articles\": []}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1,}",
        "[1,]",
        "{'text': 'a'}",
        "{text: \"a\"}",
        "{\"text\": \"a\nb\"}",
        "{\"text\": \"a\tb\"}",
        "{\"text\" \"a\"}",
        "{\"text\": \"\\x\"}",
        "{\"text\": \"\\u12\"}",
        "nul",
        "NaN",
        "Infinity",
        "[1 2]",
        "}",
        "]",
        "// note\n{}",
        "{\"\": \"\"}",
        "{\"format\": 7}",
        "{\"format\": \"standpoint-other\"}",
        "[{\"id\": 1}, {\"id\": 2}]",
        "{\"text\": \"\\\"",
        "\"\\ud83d\"",
        "\\",
        "\u{feff}",
    ];
    let mut files: Vec<Malformed> = values
        .iter()
        .enumerate()
        .map(|(at, json)| Malformed::new(format!("shape-{at:02}.json"), *json))
        .collect();
    for (name, field) in
        [("title", "title"), ("date", "date"), ("author", "author"), ("lang", "lang")]
    {
        for (at, value) in
            ["null", "7", "[]", "{}", "[[1]]", "true", "\"\\ud800\""].iter().enumerate()
        {
            let json = format!("[{{\"text\": \"{FIRST}\", \"{field}\": {value}}}]");
            files.push(Malformed::new(format!("field-{name}-{at}.json"), json).keeping(&[FIRST]));
        }
    }
    files.extend([
        Malformed::new(
            "mixed.json",
            format!(
                "[7, {{\"text\": \"{FIRST}\"}}, null, {{\"text\": 1}}, {{\"text\": \"{SECOND}\"}}]"
            ),
        )
        .keeping(&[FIRST, SECOND]),
        Malformed::new(
            "lone-surrogates.json",
            format!("[{{\"text\": \"\\ud83d {FIRST} \\udca9\"}}, {{\"text\": \"{SECOND}\"}}]"),
        )
        .keeping(&[FIRST, SECOND]),
        Malformed::new(
            "lone-surrogates.jsonl",
            format!("{{\"text\": \"\\udca9\\ud83d {FIRST}\"}}\n{{\"text\": \"{SECOND}\"}}"),
        )
        .keeping(&[FIRST, SECOND]),
        Malformed::new("deep-lists.json", deep("[", "]")),
        Malformed::new("deep-objects.json", deep("{\"a\":", "}")),
        Malformed::new(
            "deep-record.json",
            format!("[{{\"text\": \"{FIRST}\"}}, {}]", deep("[", "]")),
        )
        .keeping(&[FIRST]),
        Malformed::new("long-number.json", format!("[{}]", "9".repeat(100_000))),
        Malformed::new("html-inside.json", "<html><p>a"),
        Malformed::new("many-keys.json", {
            let keys: Vec<String> = (0..5000).map(|n| format!("\"k{n}\": {n}")).collect();
            format!("{{{}}}", keys.join(","))
        }),
    ]);
    files
}

/// Pages with scripts, handlers and nesting.
fn pages() -> Vec<Malformed> {
    let around = |before: &str, after: &str| format!("<body>{before}<p>{FIRST}</p>{after}");
    let many = |tag: &str| around(&tag.repeat(100_000), "");
    let mut files: Vec<Malformed> = [
        ("<script>secret()</script>", ""),
        ("<script src='https://foreign.example/secret.js'></script>", ""),
        ("", "<script>secret("),
        ("<img src=x onerror=secret()>", ""),
        ("<svg><script>secret()</script><text>secret</text></svg>", ""),
        ("<style>.secret{}</style>", "<style>secret"),
        ("<iframe srcdoc='secret'></iframe>", "<iframe>secret</iframe>"),
        ("<template><p>secret</p></template>", ""),
        ("<textarea>secret</textarea>", "<select><option>secret</select>"),
        ("<object data='secret'>secret</object>", ""),
        ("<p hidden>secret</p>", "<!-- secret --> <!-->"),
        ("<a href='javascript:secret()' onclick='secret()'>", "</a>"),
        ("<base href='https://foreign.example/secret/'>", ""),
        ("<meta http-equiv=refresh content='0;url=https://foreign.example/secret'>", ""),
        ("<form action='https://foreign.example/secret'><button>secret</button>", "</form>"),
        ("<math><annotation-xml><secret>", "</math>"),
        ("<title>a</title><title><secret></title>", ""),
        ("</p></div></body></html>", "</table></td>"),
        ("<table><tr><p>", "</b></i></a>"),
        ("<b><i></b></i><a><a><form><form>", "</form></form>"),
        ("<plaintext-not>", "&#0;&#xD800;&#x110000;&#13;&nosuch;&amp"),
        ("<![CDATA[ a ]]><?php secret ?><!DOCTYPE x [<!ENTITY s 'secret'>]>", ""),
    ]
    .iter()
    .enumerate()
    .map(|(at, (before, after))| {
        Malformed::new(format!("page-{at:02}.html"), around(before, after))
            .keeping(&[FIRST])
            .hiding(&["secret"])
    })
    .collect();
    for (at, tag) in [
        "<div>",
        "<b>",
        "<p>",
        "<table><tr><td>",
        "<ul><li>",
        "<a href=x>",
        "<svg>",
        "<span ",
        "<h1>",
        "</div>",
        "<font color=1><p>",
        "<select>",
        "<template>",
        "<button>",
        "<!--",
        "<i></b>",
    ]
    .iter()
    .enumerate()
    {
        files.push(Malformed::new(format!("nested-{at:02}.html"), many(tag)));
    }
    files.push(
        Malformed::new("attributes.html", around(&format!("<p {}>", "a=1 ".repeat(20_000)), ""))
            .keeping(&[FIRST]),
    );
    files.push(
        Malformed::new("entities.html", around(&"&amp;".repeat(20_000), "")).keeping(&[FIRST]),
    );
    files.push(
        Malformed::new("no-text.html", "<html><script>secret()</script>").hiding(&["secret"]),
    );
    files.push(Malformed::new("text-only.html", FIRST).keeping(&[FIRST]));
    files
}

/// Markup where words are expected: it must arrive as words.
fn markup() -> Vec<Malformed> {
    let strings = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{constructor}}",
        "${7*7}",
        "\u{202e}txt.exe",
        "&lt;b&gt;",
        "</title><script>alert(1)</script>",
        "' OR 1=1 --",
        "\u{0}",
        "=HYPERLINK(\"x\")",
    ];
    let mut files = Vec::new();
    for (at, string) in strings.iter().enumerate() {
        let escaped = string.replace('\\', "\\\\").replace('"', "\\\"").replace('\0', "\\u0000");
        let json = format!(
            "[{{\"title\": \"{escaped}\", \"outlet\": \"{escaped}\", \"url\": \"{escaped}\", \"text\": \"{FIRST}\"}}]"
        );
        files.push(Malformed::new(format!("markup-{at:02}.json"), json).keeping(&[FIRST]));
        let table = format!("title,text\n{},{}\n", quoted(string), quoted(FIRST));
        if *string != "\0" {
            files.push(Malformed::new(format!("markup-{at:02}.csv"), table).keeping(&[FIRST]));
            files.push(
                Malformed::new(
                    format!("markup-{at:02}.txt"),
                    format!("{string}\n\n{FIRST}\n{SECOND}\n"),
                )
                .keeping(&[string, FIRST]),
            );
        }
    }
    files
}

fn tables() -> Vec<Malformed> {
    let rows = [
        ("no-header.csv", format!("{FIRST}\n{SECOND}\n"), &[][..]),
        ("header-only.csv", "title,text\n".to_owned(), &[]),
        (
            "ragged.csv",
            format!("title,text\na\nb,{},c\nd,{}\n", quoted(SECOND), quoted(FIRST)),
            &[FIRST],
        ),
        ("quote-inside.csv", format!("title,text\na\"b,{}\n\"a\"b,c\n", quoted(FIRST)), &[FIRST]),
        ("quote-open.csv", format!("title,text\na,{}\n\"b,c\n", quoted(FIRST)), &[FIRST]),
        ("same-names.csv", format!("text,text,text\n{0},{0},{0}\n", quoted(FIRST)), &[FIRST]),
        ("no-names.csv", ",,\n,,\n".to_owned(), &[]),
        ("delimiters.csv", ",;\t|\n,;\t|\n".to_owned(), &[]),
        ("quotes.csv", "\"\"\"\"\"\"\n\"\n".to_owned(), &[]),
        ("cr-only.csv", format!("title,text\ra,{}\r", quoted(FIRST)), &[FIRST]),
        ("empty-texts.csv", format!("title,text\na,\nb, \nc,{}\n", quoted(FIRST)), &[FIRST]),
        ("wide.csv", format!("{}\n", "x,".repeat(20_000)), &[]),
        ("commas.tsv", format!("text,title\n{FIRST},a\n"), &[]),
        ("tabs.tsv", format!("title\ttext\na\t{}\n", quoted(FIRST)), &[FIRST]),
        (
            "nul-in-a-row.csv",
            format!("title,text\na,b\0c\nd,{}{}\n", quoted(FIRST), "\ne,word".repeat(50)),
            &[FIRST],
        ),
    ];
    rows.into_iter().map(|(name, table, kept)| Malformed::new(name, table).keeping(kept)).collect()
}

/// Bytes that mean nothing, from a small generator with a fixed seed.
fn noise() -> Vec<Malformed> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut files = Vec::new();
    for ending in ["txt", "md", "html", "json", "jsonl", "csv", "tsv", "bin"] {
        for (at, length) in [1, 7, 100, 5000].into_iter().enumerate() {
            let bytes: Vec<u8> = (0..length).map(|_| (next() >> 32) as u8).collect();
            files.push(Malformed::new(format!("noise-{at}.{ending}"), bytes));
        }
        let marks = b"{}[]\":,\\<>/&;#=-'!\n\t ab0";
        let soup: Vec<u8> =
            (0..3000).map(|_| marks[(next() % marks.len() as u64) as usize]).collect();
        files.push(Malformed::new(format!("soup.{ending}"), soup));
        files.push(Malformed::new(format!("empty.{ending}"), ""));
        files.push(Malformed::new(format!("blank.{ending}"), " \r\n\t\u{a0}\n"));
        files.push(Malformed::new(format!("nul.{ending}"), [b"The mill", &[0; 20][..]].concat()));
    }
    for (name, bytes) in [
        ("picture.txt", &b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"[..]),
        ("photo.html", b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
        ("paper.txt", b"%PDF-1.7\n1 0 obj"),
        ("letter.docx", b"PK\x03\x04\x14\0\0\0word/document.xml"),
        ("folder.zip", b"PK\x03\x04\x14\0\0\0a.txt"),
        ("module.json", b"\0asm\x01\0\0\0"),
        ("packed.jsonl", b"\x1F\x8B\x08\0"),
        ("letter.rtf", b"{\\rtf1 The mill}"),
    ] {
        files.push(Malformed::new(name, bytes));
    }
    files
}

/// Lines without end, and ends without lines.
fn lines() -> Vec<Malformed> {
    let long = FIRST.repeat(50_000);
    vec![
        Malformed::new("one-line.txt", long.clone()).keeping(&[FIRST]),
        Malformed::new("one-line.html", format!("<p>{long}")).keeping(&[FIRST]),
        Malformed::new("one-line.json", format!("[{{\"text\": \"{long}\"}}]")).keeping(&[FIRST]),
        Malformed::new("one-word.txt", "a".repeat(2_000_000)),
        Malformed::new(
            "line-feeds.txt",
            format!("{}{FIRST}{}", "\n".repeat(500_000), "\n".repeat(500_000)),
        )
        .keeping(&[FIRST]),
        Malformed::new("cr.txt", format!("{}{FIRST}", "\r".repeat(100_000))).keeping(&[FIRST]),
        Malformed::new("line-separators.txt", format!("a\u{2028}{FIRST}\u{2029}\u{85}\u{b}\u{c}"))
            .keeping(&[FIRST]),
        Malformed::new("combining.txt", format!("e{}", "\u{301}".repeat(100_000))),
        Malformed::new("dashes.md", "---\n".repeat(10_000)),
        Malformed::new("hashes.md", "#".repeat(100_000)),
        Malformed::new("hashes.txt", "#a ".repeat(50_000)),
        Malformed::new("brackets.txt", "(".repeat(100_000) + &")".repeat(100_000)),
        Malformed::new("bars.txt", " | ".repeat(60)),
        Malformed::new("by.txt", "By \nBy By By By\n".repeat(1000)),
        Malformed::new(
            "bad-lines.jsonl",
            format!("{}{{\"text\": \"{FIRST}\"}}\n", "{\n".repeat(5000)),
        )
        .keeping(&[FIRST]),
        Malformed::new("no name", FIRST).keeping(&[FIRST]),
        Malformed::new("..txt", FIRST).keeping(&[FIRST]),
        Malformed::new("ends-in-dot.", FIRST).keeping(&[FIRST]),
    ]
}
