//! How many tests passed and failed, read from what the runners print.

use crate::process::say;

/// Tests of one runner.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, and steps that failed without naming a test.
    pub(crate) failed: u64,
    /// Tests that were not run by their own wish.
    pub(crate) skipped: u64,
}

/// The sum over all steps, and the names of those that failed.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    total: Counts,
    failures: Vec<String>,
}

impl Tally {
    /// Notes a step that has no tests of its own: it counts only when it fails.
    pub(crate) fn step(&mut self, name: &str, result: Result<(), String>) {
        if let Err(error) = result {
            self.fail(name, &error);
        }
    }

    /// Notes a failure that no runner counted.
    pub(crate) fn fail(&mut self, name: &str, why: &str) {
        self.total.failed += 1;
        self.failures.push(format!("{name}: {why}"));
    }

    /// Runs a runner that fills in its counts and says whether it succeeded. One that failed without
    /// naming a failed test, or succeeded without counting one, is one failure.
    pub(crate) fn runner(
        &mut self,
        name: &str,
        run: impl FnOnce(&mut Counts) -> Result<bool, String>,
    ) {
        let mut counts = Counts::default();
        let result = run(&mut counts);
        self.total.passed += counts.passed;
        self.total.failed += counts.failed;
        self.total.skipped += counts.skipped;
        match result {
            Err(error) => self.fail(name, &error),
            Ok(_) if counts.failed > 0 => {
                self.failures.push(format!("{name}: {} failed", counts.failed));
            }
            Ok(false) => self.fail(name, "the runner failed without naming a failed test"),
            Ok(true) if counts == Counts::default() => {
                self.fail(name, "the runner counted no test");
            }
            Ok(true) => {}
        }
    }

    /// Prints the failures and, as the last line, the count; an empty error when anything failed.
    pub(crate) fn finish(self) -> Result<(), String> {
        for failure in &self.failures {
            say(&format!("FAILED {failure}"));
        }
        if self.total.skipped > 0 {
            say(&format!("{} skipped", self.total.skipped));
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        if self.failures.is_empty() { Ok(()) } else { Err(String::new()) }
    }
}

/// Adds a line of `cargo test`, if it is the summary of a test binary:
/// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`.
pub(crate) fn count_cargo_line(line: &str, counts: &mut Counts) {
    let Some((_, summary)) =
        line.split_once("test result: ").and_then(|(_, rest)| rest.split_once(". "))
    else {
        return;
    };
    for part in summary.split(';') {
        match part.trim().split_once(' ').map(|(number, what)| (number.parse::<u64>(), what)) {
            Some((Ok(number), "passed")) => counts.passed += number,
            Some((Ok(number), "failed")) => counts.failed += number,
            Some((Ok(number), "ignored")) => counts.skipped += number,
            _ => {}
        }
    }
}

/// Adds the summary at the end of a TAP report by Node: lines such as `# pass 12`, of which only
/// those at the margin belong to the whole run.
pub(crate) fn count_node_report(report: &str, counts: &mut Counts) {
    for line in report.lines() {
        match line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) {
            Some(("pass", number)) => counts.passed += number.parse().unwrap_or(0),
            Some(("fail" | "cancelled", number)) => counts.failed += number.parse().unwrap_or(0),
            Some(("skipped" | "todo", number)) => counts.skipped += number.parse().unwrap_or(0),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Tally, count_cargo_line, count_node_report};

    fn cargo(lines: &str) -> (u64, u64, u64) {
        let mut counts = Counts::default();
        lines.lines().for_each(|line| count_cargo_line(line, &mut counts));
        (counts.passed, counts.failed, counts.skipped)
    }

    fn node(report: &str) -> (u64, u64, u64) {
        let mut counts = Counts::default();
        count_node_report(report, &mut counts);
        (counts.passed, counts.failed, counts.skipped)
    }

    #[test]
    fn sums_the_summaries_of_cargo() {
        let output = "running 2 tests\n..\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.00s\n\
            9 passed in a text that a test printed\n";
        assert_eq!(cargo(output), (15, 2, 1));
        assert_eq!(cargo("test model::tests::result ... ok\ntest result: "), (0, 0, 0));
    }

    #[test]
    fn reads_the_summary_of_node() {
        let report = "TAP version 13\n# Subtest: a\n    # pass 5\nok 1 - a\n1..1\n# tests 7\n# suites 1\n\
            # pass 4\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n# duration_ms 12.3\n";
        assert_eq!(node(report), (4, 2, 1));
        assert_eq!(node("TAP version 13\n"), (0, 0, 0));
    }

    #[track_caller]
    fn check_tally(
        run: impl FnOnce(&mut Counts) -> Result<bool, String>,
        expected: (u64, u64),
        succeeds: bool,
    ) {
        let mut tally = Tally::default();
        tally.runner("tests", run);
        assert_eq!((tally.total.passed, tally.total.failed), expected);
        assert_eq!(tally.finish().is_ok(), succeeds);
    }

    #[test]
    fn a_runner_that_dies_is_a_failure() {
        let passed = |counts: &mut Counts| counts.passed = 3;
        check_tally(
            |counts| {
                passed(counts);
                Ok(true)
            },
            (3, 0),
            true,
        );
        check_tally(
            |counts| {
                passed(counts);
                Ok(false)
            },
            (3, 1),
            false,
        );
        check_tally(|_| Err("cannot start".to_owned()), (0, 1), false);
        check_tally(|_| Ok(true), (0, 1), false);
        check_tally(
            |counts| {
                counts.failed = 2;
                Ok(false)
            },
            (0, 2),
            false,
        );
    }
}
