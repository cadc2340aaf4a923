//! Unicode's own test data for grapheme clusters against snapping and the caret. The data is read from
//! the source of unicode-segmentation, which cargo has unpacked to compile it.

use std::path::PathBuf;
use std::{env, fs};

use standpoint::text::{Byte, Snap, Span, Step, Text, Towards, snap, step};

/// Each case as the clusters that make up its string; `None` where cargo keeps no unpacked sources.
fn cases() -> Option<Vec<Vec<String>>> {
    let lock = include_str!("../Cargo.lock");
    let (_, package) = lock.split_once("name = \"unicode-segmentation\"\nversion = \"")?;
    let version = package.split('"').next()?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    let source = fs::read_dir(home.join("registry/src")).ok()?.flatten().find_map(|registry| {
        let package = registry.path().join(format!("unicode-segmentation-{version}"));
        fs::read_to_string(package.join("tests/testdata/mod.rs")).ok()
    })?;
    let (_, graphemes) = source.split_once("TEST_SAME")?;
    let (graphemes, _) = graphemes.split_once("TEST_WORD")?;
    Some(graphemes.split("(\"").skip(1).filter_map(clusters).collect())
}

/// The first list of strings behind the whole one: `a\u{300}b", &["a\u{300}", "b"]…`.
fn clusters(case: &str) -> Option<Vec<String>> {
    let (_, list) = case.split_once("&[")?;
    let list = list.split(']').next()?;
    Some(list.split('"').skip(1).step_by(2).map(unescape).collect())
}

fn unescape(literal: &str) -> String {
    let codes =
        literal.split("\\u{").skip(1).map(|code| code.split('}').next().unwrap_or_default());
    codes.map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap()).collect()
}

/// The positions between the clusters, with the string's two ends.
fn cuts(clusters: &[String]) -> Vec<Byte> {
    let mut at = 0;
    let mut cuts = vec![Byte(0)];
    for cluster in clusters {
        at += cluster.len();
        cuts.push(Byte::at(at));
    }
    cuts
}

#[test]
fn no_selection_cuts_a_cluster_and_the_caret_stops_at_each() {
    let Some(cases) = cases() else {
        eprintln!("skipped: cargo keeps no unpacked sources here");
        return;
    };
    assert!(cases.len() > 700, "{} cases", cases.len());
    for clusters in &cases {
        let text = Text::new(clusters.concat());
        let cuts = cuts(clusters);
        let string = text.as_str();
        let places: Vec<Byte> =
            string.char_indices().map(|(at, _)| Byte::at(at)).chain([text.end()]).collect();
        for start in &places {
            for end in &places {
                let Some(raw) = Span::new(*start, *end) else { continue };
                for by in [Snap::Graphemes, Snap::Words] {
                    let Some(span) = snap(&text, raw, by) else { continue };
                    assert!(cuts.contains(&span.start()), "{clusters:?} {raw:?} {by:?}");
                    assert!(cuts.contains(&span.end()), "{clusters:?} {raw:?} {by:?}");
                    assert_eq!(text.slice(span).trim(), text.slice(span), "{clusters:?} {raw:?}");
                }
            }
        }
        let walk = |from: Byte, towards| {
            let next = |at: &Byte| {
                let next = step(&text, *at, Step::Character, towards);
                (next != *at).then_some(next)
            };
            std::iter::successors(Some(from), next).collect::<Vec<_>>()
        };
        assert_eq!(walk(Byte(0), Towards::End), cuts, "{clusters:?}");
        let mut back = walk(text.end(), Towards::Start);
        back.reverse();
        assert_eq!(back, cuts, "{clusters:?}");
    }
}
