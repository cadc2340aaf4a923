//! What the sample corpus promises: `www/sample/README.md` in assertions.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use standpoint::formats::{corpus, project};
use standpoint::model::Timestamp;

const SCRAPE: &str = "ghent-full-scrape.txt";
const COPY: &str = "ghent-copy.txt";
const REWRITE: &str = "ghent-rewrite.txt";
const AGGREGATOR: &str = "lisbon-aggregator.txt";
const PAGE: &str = "ostrel-visit.html";
const NBSP: char = '\u{a0}';

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/sample")
}

fn raw(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The text a reader sees: of an HTML file, the body without its tags.
fn text(name: &str) -> String {
    let raw = raw(name);
    if name.ends_with(".html") { visible(&raw) } else { raw }
}

/// Enough HTML for the one page of the set; the program's own reader is not used, so that a fault in it
/// cannot hide a fault in the sample.
fn visible(html: &str) -> String {
    let body = html.split_once("<body>").expect("a body").1;
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').expect("a closed tag");
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !matches!(name, "a" | "em") {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Lower case, without punctuation: differences in quotation marks and spaces must not hide a copy.
fn words(text: &str) -> Vec<String> {
    text.replace('\u{ad}', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        let mut ended = false;
        for (at, c) in line.char_indices() {
            if ended && c.is_whitespace() {
                out.push(line[start..at].trim().to_owned());
                start = at;
            }
            ended = matches!(c, '.' | '!' | '?' | '।' | '。')
                || ended && matches!(c, '"' | '”' | '’' | '»' | ')');
        }
        out.push(line[start..].trim().to_owned());
    }
    out.retain(|s| !s.is_empty());
    out
}

/// What stands between curly double quotation marks; the two files compared use no others.
fn quotations(text: &str) -> BTreeSet<String> {
    text.split('“')
        .skip(1)
        .map(|after| after.split_once('”').expect("a closed quotation").0.to_owned())
        .collect()
}

/// `needle` in `hay`, both as words.
fn holds(hay: &[String], needle: &[String]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

fn manifest() -> Value {
    serde_json::from_str(&raw("corpus.json")).expect("corpus.json is JSON")
}

fn listed() -> Vec<String> {
    let manifest = manifest();
    let articles = manifest["articles"].as_array().expect("a list of articles");
    articles.iter().map(|a| a["file"].as_str().expect("a file name").to_owned()).collect()
}

fn walk(at: &Path, prefix: &str, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(at).expect("the folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a UTF-8 name");
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), into);
        } else if !name.starts_with('.')
            && path != "README.md"
            && !matches!(path.as_str(), "corpus.json" | "project.json")
        {
            into.insert(path);
        }
    }
}

#[test]
fn the_manifest_lists_every_file_once() {
    let listed = listed();
    let names: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(names.len(), listed.len(), "a file is listed twice");
    let mut present = BTreeSet::new();
    walk(&folder(), "", &mut present);
    assert_eq!(names, present);
}

#[test]
fn the_manifest_has_the_right_hashes() {
    let manifest = manifest();
    assert_eq!(manifest["format"], "standpoint-corpus");
    assert_eq!(manifest["version"], "1.0");
    for article in manifest["articles"].as_array().expect("a list of articles") {
        let file = article["file"].as_str().expect("a file name");
        let bytes = fs::read(folder().join(file)).expect("the file");
        let hash: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(article["sha256"], hash.as_str(), "{file}");
    }
}

/// `serde_json` sorts keys as it reads, so the order is read off the lines.
#[test]
fn the_manifest_keeps_its_order_of_keys() {
    const ORDER: [&str; 8] =
        ["file", "sha256", "title", "outlet", "byline", "published", "url", "language"];
    let manifest = raw("corpus.json");
    let mut last = None;
    let mut articles = 0;
    for line in manifest.lines() {
        let Some(key) = line.strip_prefix("      \"").and_then(|l| l.split('"').next()) else {
            continue;
        };
        let place = ORDER.iter().position(|k| *k == key);
        let place = place.unwrap_or_else(|| panic!("unknown key {key}"));
        if place == 0 {
            articles += 1;
        } else {
            assert!(last < Some(place), "{key} is out of order");
        }
        last = Some(place);
    }
    assert_eq!(articles, listed().len());
}

#[test]
fn the_page_carries_its_own_metadata() {
    let page = raw(PAGE);
    for part in [
        "<nav>",
        "<aside>",
        "<script>",
        "<article>",
        "<footer>",
        "property=\"og:title\"",
        "property=\"og:site_name\"",
        "name=\"author\"",
        "property=\"article:published_time\"",
        "Leave a Reply",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // The page is shipped: opened by itself it must do nothing and fetch nothing.
    for part in ["alert", "document.", "window.", "fetch(", "src=", "@import", "url("] {
        assert!(!page.contains(part), "{part}");
    }
    let manifest = manifest();
    let articles = manifest["articles"].as_array().expect("a list of articles");
    let entry = articles.iter().find(|a| a["file"] == PAGE).expect("the page is listed");
    for key in ["title", "outlet", "byline", "published", "url"] {
        assert!(entry.get(key).is_none(), "{key} is in the page's metadata already");
    }
}

#[test]
fn the_copy_shares_at_least_twenty_sentences_with_the_scrape() {
    let long = |name| -> BTreeSet<String> {
        let all = sentences(&text(name)).into_iter();
        all.filter(|s| words(s).len() >= 6).collect()
    };
    let shared = long(SCRAPE).intersection(&long(COPY)).count();
    assert!(shared >= 20, "only {shared}");
    assert!(raw(COPY).ends_with("\n\n\n\n\n\n\n\n\n\n"), "the blank lines at the end are gone");
}

#[test]
fn the_rewrite_shares_no_sentence_with_any_other() {
    let rewrite = text(REWRITE);
    let own: Vec<Vec<String>> = sentences(&rewrite).iter().map(|s| words(s)).collect();
    let whole = words(&rewrite);
    for name in listed().iter().filter(|n| *n != REWRITE) {
        let other = text(name);
        let others = words(&other);
        for sentence in own.iter().filter(|s| s.len() >= 3) {
            assert!(!holds(&others, sentence), "{name}: {}", sentence.join(" "));
        }
        for sentence in sentences(&other).iter().map(|s| words(s)).filter(|s| s.len() >= 3) {
            assert!(!holds(&whole, &sentence), "{name}: {}", sentence.join(" "));
        }
    }
}

#[test]
fn the_aggregator_and_the_page_share_exactly_one_quotation() {
    let (aggregator, page) = (quotations(&text(AGGREGATOR)), quotations(&text(PAGE)));
    let shared: Vec<&String> = aggregator.intersection(&page).collect();
    assert_eq!(shared.len(), 1, "{shared:?}");
    assert!(words(shared[0]).len() >= 10, "{shared:?}");
    // Nor is another one shared that differs only in its marks.
    let bare = |set: &BTreeSet<String>| -> BTreeSet<Vec<String>> {
        set.iter().map(|q| words(q)).collect()
    };
    assert_eq!(bare(&aggregator).intersection(&bare(&page)).count(), 1);
}

#[test]
fn the_aggregator_has_no_break_spaces_and_indentation() {
    let aggregator = raw(AGGREGATOR);
    let body: Vec<&str> = aggregator.lines().skip(3).filter(|l| !l.is_empty()).collect();
    assert!(body.len() > 30);
    for line in body {
        assert!(line.starts_with("    ") && !line.starts_with("     "), "{line}");
    }
    let places = aggregator.lines().filter(|l| l.contains(NBSP)).count();
    assert!(places >= 8, "no-break spaces on {places} lines only");
    assert!(aggregator.contains("WATCH l "));
    assert!(!aggregator.contains('"') && !aggregator.contains('\''), "a straight quotation mark");
}

#[test]
fn the_scrape_has_its_furniture() {
    let scrape = raw(SCRAPE);
    for part in
        ["Listen to this article", "Posted: ", "| Last Updated: ", "WATCH | ", "ABOUT THE AUTHOR"]
    {
        assert!(scrape.contains(part), "{part}");
    }
    assert!(scrape.contains('"') && scrape.contains('“'), "the quotation marks are not mixed");
}

#[test]
fn the_languages_hold_the_promised_characters() {
    let has = |name: &str, what: &str, test: fn(char) -> bool| {
        assert!(raw(&format!("languages/{name}")).chars().any(test), "{name}: {what}");
    };
    has("arabic.txt", "Arabic letters", |c| ('\u{621}'..='\u{64a}').contains(&c));
    has("arabic.txt", "tashkeel", |c| ('\u{64b}'..='\u{652}').contains(&c));
    has("arabic.txt", "Latin letters", |c| c.is_ascii_alphabetic());
    has("arabic.txt", "digits", |c| c.is_ascii_digit());
    has("hebrew.txt", "Hebrew letters", |c| ('\u{5d0}'..='\u{5ea}').contains(&c));
    has("hebrew.txt", "gershayim", |c| c == '\u{5f4}');
    has("hindi.txt", "virama", |c| c == '\u{94d}');
    has("hindi.txt", "nukta", |c| c == '\u{93c}');
    has("japanese.txt", "kana", |c| ('\u{3041}'..='\u{30ff}').contains(&c));
    has("japanese.txt", "corner brackets", |c| c == '「');
    has("japanese.txt", "combining voiced mark", |c| c == '\u{3099}');
    has("japanese.txt", "astral kanji", |c| c == '\u{20bb7}');
    assert!(!raw("languages/japanese.txt").contains(' '), "japanese.txt: a space");

    let posts = raw("languages/social-posts.txt");
    for (part, what) in [
        ("👩🏽\u{200d}🚀", "astronaut with skin tone"),
        ("👨\u{200d}👩\u{200d}👧\u{200d}👦", "family"),
        ("🏳\u{fe0f}\u{200d}🌈", "rainbow flag"),
        ("🇧🇪🇵🇹", "two flags in a row"),
        ("1\u{fe0f}\u{20e3}", "keycap"),
        ("e\u{301}", "decomposed é"),
        ("𝔘", "mathematical letter"),
        ("💩", "astral emoji"),
        ("n\u{ad}s", "soft hyphen within a word"),
        ("\u{6cc}\u{200c}\u{62e}", "Persian word with ZWNJ"),
        ("\u{647}\u{200d}", "Persian letter with ZWJ"),
    ] {
        assert!(posts.contains(part), "social-posts.txt: {what}");
    }
    assert!(!posts.contains('é'), "social-posts.txt: é in composed form");
}

/// The shapes were learnt from articles that are other people's text. They are not in this repository;
/// where they lie beside it, nothing of theirs may be in the sample.
#[test]
fn nothing_is_copied_from_the_reference_articles() {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    let Ok(entries) = fs::read_dir(&reference) else {
        // Past the capture of the test harness, so that a skip is seen.
        let name = "nothing_is_copied_from_the_reference_articles";
        writeln!(std::io::stderr(), "{name}: skipped, ../shared/articles is absent")
            .expect("standard error");
        return;
    };
    let mut theirs = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        theirs.push(words(&fs::read_to_string(&path).expect("a reference article")));
    }
    assert!(!theirs.is_empty(), "../shared/articles is empty");
    let runs: BTreeSet<&[String]> = theirs.iter().flat_map(|t| t.windows(8)).collect();
    for name in listed() {
        // Of the page also the source: its metadata is text too.
        for ours in [text(&name), raw(&name)] {
            for run in words(&ours).windows(8) {
                assert!(!runs.contains(run), "{name}: {}", run.join(" "));
            }
            for sentence in sentences(&ours).iter().map(|s| words(s)).filter(|s| s.len() >= 6) {
                let copied = theirs.iter().any(|t| holds(t, &sentence));
                assert!(!copied, "{name}: {}", sentence.join(" "));
            }
        }
    }
}

/// The sample as a project, as the page opens it.
fn project() -> Vec<u8> {
    let manifest = corpus::read(raw("corpus.json").as_bytes()).expect("a manifest").manifest;
    let added = Timestamp::new("2026-01-31T12:00:00.000Z");
    let bytes_of = |path: &str| fs::read(folder().join(path)).ok();
    project::write(&corpus::as_project("sample".into(), &manifest, &added, bytes_of))
}

#[test]
fn the_project_that_the_page_opens_holds_what_the_files_hold() {
    let kept = fs::read(folder().join("project.json")).expect("www/sample/project.json");
    let advice = "run `cargo test --test sample -- --ignored` to write it anew";
    assert!(kept == project(), "www/sample/project.json is not what its files give: {advice}");
}

/// Not a test: writes the project after a change of the sample or of the readers.
#[test]
#[ignore = "writes www/sample/project.json"]
fn write_the_project() {
    fs::write(folder().join("project.json"), project()).expect("it can be written");
}
