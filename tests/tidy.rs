//! The rules of ARCHITECTURE.md that a program can check: which module uses which, what the browser
//! is never given, how long a file is, and that named paths exist.

use std::{fs, path::Path};

/// Each top-level module with those it may use beside itself; `*` is all of them.
const MAY_USE: [(&str, &[&str]); 12] = [
    ("order", &[]),
    ("text", &["order"]),
    ("model", &["order", "text"]),
    ("formats", &["order", "text", "model"]),
    ("agreement", &["text", "model"]),
    ("suggest", &["text", "model"]),
    ("worker_question", &["formats", "suggest"]),
    ("syndication", &["text", "model"]),
    ("store", &["order", "text", "model", "formats"]),
    ("session", &["order", "text", "model", "suggest", "syndication"]),
    ("browser", &["order", "text"]),
    ("ui", &["*"]),
];
/// Files that put the modules together.
const ROOTS: [&str; 3] = ["lib.rs", "main.rs", "bin"];
/// Where code can reach the page.
const TOUCHES_PAGE: [&str; 4] = ["src/main.rs", "src/bin/worker.rs", "src/browser/", "src/ui/"];
/// What would give a string to the browser's HTML parser, by the names of Rust and of JavaScript.
const PARSES_HTML: [&str; 13] = [
    "set_inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "create_contextual_fragment",
    "from_html_unchecked",
    "DomParser",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "createContextualFragment",
    "DOMParser",
    "document.write",
    "srcdoc",
];
const LONGEST: usize = 500;
const GUIDES: [&str; 3] = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"];

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for (path, source) in files("src", "rs") {
        let inside = path.strip_prefix("src/").unwrap_or(&path);
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        if ROOTS.iter().any(|root| inside == *root || inside.starts_with(&format!("{root}/"))) {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            faults.push(format!(
                "{path}: the module {module} has no line in tests/tidy.rs and ARCHITECTURE.md"
            ));
            continue;
        };
        let wrong = used_modules(&without_comments(&source)).into_iter().filter(|used| {
            used != module && !allowed.contains(&"*") && !allowed.contains(&used.as_str())
        });
        faults.extend(wrong.map(|used| format!("{path}: {module} may not use {used}")));
    }
    assert_none(&faults);
}

#[test]
fn no_string_reaches_the_browsers_parser() {
    let scripts = files("www", "js");
    let mut faults = Vec::new();
    for (path, source) in page_sources().into_iter().chain(scripts) {
        let found = PARSES_HTML.iter().filter(|name| source.contains(**name));
        faults.extend(found.map(|name| format!("{path}: {name}")));
    }
    assert_none(&faults);
}

#[test]
fn no_element_has_a_style_attribute() {
    let faults: Vec<String> = page_sources()
        .into_iter()
        .filter(|(_, code)| sets_style_attribute(code))
        .map(|(path, _)| format!("{path}: a style attribute, which the page's policy blocks"))
        .collect();
    assert_none(&faults);
}

#[test]
fn long_files_say_why() {
    let mut faults = Vec::new();
    for (path, source) in
        ["src", "tests", "xtask"].into_iter().flat_map(|folder| files(folder, "rs"))
    {
        let mut head = source.lines().take_while(|line| line.starts_with("//!"));
        if source.lines().count() > LONGEST
            && !head.any(|line| line.starts_with("//! Long because"))
        {
            faults.push(format!(
                "{path}: over {LONGEST} lines without a `//! Long because …` at the top"
            ));
        }
    }
    assert_none(&faults);
}

#[test]
fn named_paths_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    for guide in GUIDES {
        let text = fs::read_to_string(root.join(guide)).unwrap_or_default();
        let dead = named_paths(&text).into_iter().filter(|path| !root.join(path).exists());
        faults.extend(dead.map(|path| format!("{guide}: {path} does not exist")));
    }
    assert_none(&faults);
}

/// Files below `folder` with an extension: path from the repository's root with `/`, and text.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let name = path.strip_prefix(root).expect("it lies below the root");
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    found
}

/// The code that can reach the page. What lies below it reads HTML and has markup in its tests.
fn page_sources() -> Vec<(String, String)> {
    files("src", "rs")
        .into_iter()
        .filter(|(path, _)| TOUCHES_PAGE.iter().any(|it| path.starts_with(it)))
        .map(|(path, source)| (path, without_comments(&source)))
        .collect()
}

/// Top-level names in paths from `crate`, `standpoint` and `super`.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for start in ["crate::", "standpoint::", "super::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            used.extend(first_names(&code[at + start.len()..]));
        }
    }
    // What else stands behind these is an item, or a part of a module: `super` may lead to the root.
    used.retain(|name| MAY_USE.iter().any(|(module, _)| module == name));
    used.sort();
    used.dedup();
    used
}

/// `model::Span` → model; `{model::{A, B}, text}` → model, text.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut names = vec![name(group)];
    let mut depth = 0_usize;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn sets_style_attribute(code: &str) -> bool {
    let in_markup = code.match_indices("style=").any(|(at, _)| {
        !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'))
            && !code[at..].starts_with("style==")
    });
    in_markup || code.contains("set_attribute(\"style\"")
}

/// Rust source without its comments; strings stay.
fn without_comments(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
            continue;
        }
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            continue;
        }
        let taken = literal_length(rest).unwrap_or(c.len_utf8());
        code.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    code
}

/// Bytes of the string or character literal that `text` starts with.
fn literal_length(text: &str) -> Option<usize> {
    let hashes = text.strip_prefix('r').map(|raw| raw.len() - raw.trim_start_matches('#').len());
    if let Some(hashes) = hashes.filter(|hashes| text[1 + hashes..].starts_with('"')) {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = &text[hashes + 2..];
        return Some(body.find(&end).map_or(text.len(), |at| hashes + 2 + at + end.len()));
    }
    if text.starts_with("'\"'") || text.starts_with("'/'") {
        return Some(3);
    }
    let mut inside = text.strip_prefix('"')?.char_indices();
    while let Some((at, c)) = inside.next() {
        match c {
            '\\' => drop(inside.next()),
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    Some(text.len())
}

/// Paths in backticks that begin with one of our folders; up to a `*` or `…` where they hold one.
fn named_paths(text: &str) -> Vec<&str> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|span| !span.contains(char::is_whitespace))
        .filter(|span| {
            ["src/", "tests/", "www/", "bench/", "xtask/", "schema/"]
                .iter()
                .any(|it| span.starts_with(it))
        })
        .map(|span| {
            span.find(['*', '…', '{', ':'])
                .map_or(span, |end| &span[..span[..end].rfind('/').unwrap_or(0)])
        })
        .collect()
}

#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

mod the_rules_themselves {
    use super::{named_paths, sets_style_attribute, used_modules, without_comments};

    #[track_caller]
    fn check_used(source: &str, expected: &[&str]) {
        assert_eq!(used_modules(&without_comments(source)), expected);
    }

    #[test]
    fn find_each_way_to_name_a_module() {
        check_used("use crate::model::Layer;", &["model"]);
        check_used(
            "use crate::{\n    model::{Layer, text},\n    store,\n    VERSION,\n};",
            &["model", "store"],
        );
        check_used("fn f() -> crate::ui::App { standpoint::session::new() }", &["session", "ui"]);
        check_used("use super::super::formats;", &["formats"]);
        check_used("use super::Span; use other_crate::model;", &[]);
    }

    #[test]
    fn do_not_read_comments() {
        check_used("/// [`crate::ui::App`]\n// crate::ui\n/* crate::ui */ fn f() {}", &[]);
        check_used("const A: &str = \"//\"; use crate::ui;", &["ui"]);
        check_used("const A: &str = r#\"\"//\"#; use crate::ui; // crate::store", &["ui"]);
        check_used("const A: char = '\"'; // crate::store", &[]);
    }

    #[test]
    fn tell_style_attributes_from_variables() {
        assert!(sets_style_attribute("html! { <p style=\"color: red\" /> }"));
        assert!(sets_style_attribute("element.set_attribute(\"style\", x)"));
        assert!(!sets_style_attribute("let style = 1; a.data-style=2; style == 3"));
    }

    #[test]
    fn find_paths_in_backticks() {
        assert_eq!(
            named_paths("see `src/a.rs`, `www/styles/*.css` and `cargo src/b` or src/c"),
            ["src/a.rs", "www/styles"]
        );
    }
}
