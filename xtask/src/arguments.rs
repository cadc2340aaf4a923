//! The words behind `cargo xtask`.

use crate::seal::AllowedHost;

/// What `cargo xtask help` prints.
pub(crate) const USAGE: &str = "\
cargo xtask serve [--port N] [--no-open] [--dev]   build the page, serve it on 127.0.0.1:8080
cargo xtask test [--only native|browser|python|faults [NAME]]    the last line counts the tests
cargo xtask test --faults [NAME] [--seed N]        the fault suite in full: some hours
cargo xtask check                                  the fast part: formatting, lints, native tests
cargo xtask build                                  dist/, which any static host serves
cargo xtask bench [--only PART] [--quick]          speed beside others, into bench/RESULTS.md
cargo xtask first-load                             what the page needs first, into xtask/first-load.txt

serve and build take --allow-host https://HOST, repeatable: hosts beside its own
that the page may load a corpus from.

The parts of the bench: open, weight, marking, scrolling, jump, start-up, worst-cases, finding,
export, import, keeping.
One part alone, or a quick run, is shown and not written.
";

/// The parts of the bench, as bench/run.mjs names them.
const BENCH_PARTS: [&str; 11] = [
    "open",
    "weight",
    "marking",
    "scrolling",
    "jump",
    "start-up",
    "worst-cases",
    "finding",
    "export",
    "import",
    "keeping",
];

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print the usage.
    Help,
    /// Build the page.
    Build {
        /// Hosts that the page may fetch from.
        allowed: Vec<AllowedHost>,
    },
    /// Build the page and serve it.
    Serve(ServeOptions),
    /// The fast part of the tests.
    Check,
    /// All the tests.
    Test {
        /// One kind of tests instead of all steps.
        only: Option<Runner>,
        /// Tests whose name holds this.
        filter: Option<String>,
        /// Where the fault suite's chance begins, to have a run again.
        seed: Option<u32>,
        /// The fault suite with all its runs, not a fiftieth of them.
        in_full: bool,
    },
    /// The benchmarks.
    Bench {
        /// One part instead of all.
        only: Option<String>,
        /// One run instead of several.
        quick: bool,
    },
    /// The list of the functions that the page needs first.
    FirstLoad,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    /// On 127.0.0.1.
    pub(crate) port: u16,
    /// Open the browser where there is one.
    pub(crate) open: bool,
    /// An unoptimised build that reloads when a file changes.
    pub(crate) dev: bool,
    /// Hosts that the page may fetch from.
    pub(crate) allowed: Vec<AllowedHost>,
}

/// A kind of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runner {
    /// `cargo test`.
    Native,
    /// `node --test` with a real browser.
    Browser,
    /// Other people's programs on our files.
    Python,
    /// Everything that can go wrong around the page, again and again.
    Faults,
}

impl Command {
    /// Reads the words; an error says which one is not understood.
    pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut words = words.peekable();
        let name = words.next().unwrap_or_else(|| "help".to_owned());
        let command = match name.as_str() {
            "help" | "--help" | "-h" => Self::Help,
            "build" => Self::parse_build(&mut words)?,
            "serve" => Self::parse_serve(&mut words)?,
            "check" => Self::Check,
            "test" => Self::parse_test(&mut words)?,
            "bench" => Self::parse_bench(&mut words)?,
            "first-load" => Self::FirstLoad,
            _ => return Err(format!("no command {name:?}\n{USAGE}")),
        };
        words.next().map_or(Ok(command), |word| Err(unknown(&word)))
    }

    fn parse_build(words: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let mut allowed = Vec::new();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--allow-host" => allowed.push(value(&word, words.next())?.parse()?),
                _ => return Err(unknown(&word)),
            }
        }
        Ok(Self::Build { allowed })
    }

    fn parse_serve(words: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = ServeOptions { port: 8080, open: true, dev: false, allowed: Vec::new() };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--port" => {
                    let text = value(&word, words.next())?;
                    options.port = text
                        .parse()
                        .map_err(|_| format!("expected a port below 65536, found {text:?}"))?;
                }
                "--no-open" => options.open = false,
                "--dev" => options.dev = true,
                "--allow-host" => options.allowed.push(value(&word, words.next())?.parse()?),
                _ => return Err(unknown(&word)),
            }
        }
        Ok(Self::Serve(options))
    }

    fn parse_test(words: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut only, mut filter, mut seed, mut in_full) = (None, None, None, false);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" if !in_full => {
                    only = Some(match value(&word, words.next())?.as_str() {
                        "native" => Runner::Native,
                        "browser" => Runner::Browser,
                        "python" => Runner::Python,
                        "faults" => Runner::Faults,
                        other => {
                            return Err(format!(
                                "expected native, browser, python or faults, found {other:?}"
                            ));
                        }
                    });
                }
                "--faults" if only.is_none() => (only, in_full) = (Some(Runner::Faults), true),
                "--seed" if only == Some(Runner::Faults) => {
                    let text = value(&word, words.next())?;
                    let number = text.parse();
                    seed = Some(number.map_err(|_| format!("expected a number, found {text:?}"))?);
                }
                _ if only.is_some() && filter.is_none() && !word.starts_with('-') => {
                    filter = Some(word);
                }
                _ => return Err(unknown(&word)),
            }
        }
        Ok(Self::Test { only, filter, seed, in_full })
    }

    fn parse_bench(words: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut only, mut quick) = (None, false);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--only" => {
                    let part = value(&word, words.next())?;
                    if !BENCH_PARTS.contains(&part.as_str()) {
                        let parts = BENCH_PARTS.join(", ");
                        return Err(format!("expected one of {parts}, found {part:?}"));
                    }
                    only = Some(part);
                }
                "--quick" => quick = true,
                _ => return Err(unknown(&word)),
            }
        }
        Ok(Self::Bench { only, quick })
    }
}

fn value(option: &str, word: Option<String>) -> Result<String, String> {
    word.ok_or_else(|| format!("expected a value after {option}"))
}

fn unknown(word: &str) -> String {
    format!("not understood: {word:?}\n{USAGE}")
}

#[cfg(test)]
mod tests {
    use super::{Command, Runner, ServeOptions};

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(line.split_ascii_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_each_command() {
        assert_eq!(parse(""), Ok(Command::Help));
        assert_eq!(parse("check"), Ok(Command::Check));
        assert_eq!(
            parse("test"),
            Ok(Command::Test { only: None, filter: None, seed: None, in_full: false })
        );
        let (only, filter) = (Some(Runner::Browser), Some("undo".to_owned()));
        let only = Command::Test { only, filter, seed: None, in_full: false };
        assert_eq!(parse("test --only browser undo"), Ok(only));
        let (only, filter) = (Some(Runner::Faults), Some("killed".to_owned()));
        let faults = Command::Test { only, filter, seed: Some(7), in_full: true };
        assert_eq!(parse("test --faults killed --seed 7"), Ok(faults));
        assert_eq!(parse("bench"), Ok(Command::Bench { only: None, quick: false }));
        let bench = Command::Bench { only: Some("start-up".to_owned()), quick: true };
        assert_eq!(parse("bench --quick --only start-up"), Ok(bench));
        let serve = ServeOptions { port: 9000, open: false, dev: false, allowed: Vec::new() };
        assert_eq!(parse("serve --port 9000 --no-open"), Ok(Command::Serve(serve)));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "deploy",
            "check now",
            "serve --port",
            "serve --port 70000",
            "test undo",
            "test --only all",
            "test --seed 7",
            "test --only browser --faults",
            "test --faults --seed x",
            "build --allow-host *",
            "bench --fast",
            "bench --only",
            "bench --only speed",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
