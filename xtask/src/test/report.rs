//! The steps that ran, how long each took, and how many tests they counted.

use std::time::{Duration, Instant};

use super::failures;
use crate::error::{Error, Result};
use crate::ui;

#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
    tests: Tally,
    /// What failed tests said, also of those that passed at the second try.
    failures: Vec<String>,
}

struct Row {
    name: &'static str,
    ended: Ended,
    took: Duration,
}

enum Ended {
    Passed,
    /// Passed, after these tests were retried.
    Stumbled(Vec<String>),
    Failed,
    Skipped(&'static str),
}

/// What a step returns: test runners return their output, in which tests are counted.
pub(super) trait Left {
    fn tally(&self) -> Tally {
        Tally::default()
    }

    /// Tests that failed the first time and passed the second.
    fn stumbled(&self) -> Vec<String> {
        Vec::new()
    }

    /// What the failed tests said.
    fn failures(&self) -> Vec<String> {
        Vec::new()
    }
}

pub(super) struct TestOutput {
    /// The runner's output.
    pub(super) output: String,
    /// Tests that failed the first time and passed the second.
    pub(super) stumbled: Vec<String>,
}

impl TestOutput {
    pub(super) fn of(output: String) -> Self {
        Self {
            output,
            stumbled: Vec::new(),
        }
    }
}

impl Left for TestOutput {
    fn tally(&self) -> Tally {
        let Tally { passed, failed } = Tally::count(&self.output);
        let again = self.stumbled.len() as u64;
        Tally {
            passed: passed + again,
            failed: failed.saturating_sub(again),
        }
    }

    fn stumbled(&self) -> Vec<String> {
        self.stumbled.clone()
    }

    fn failures(&self) -> Vec<String> {
        failures::told(&self.output)
    }
}

impl Left for () {}
impl Left for crate::toolchain::Toolchain {}
impl Left for crate::browsers::Browsers {}

impl Report {
    /// Runs a step and records its result; `None` when it failed.
    pub(super) fn step<T: Left>(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> Result<T>,
    ) -> Option<T> {
        let began = Instant::now();
        let (left, ended) = match step() {
            Ok(left) => {
                self.tests.add(left.tally());
                let stumbled = left.stumbled();
                self.failures.extend(left.failures());
                let ended = if stumbled.is_empty() {
                    Ended::Passed
                } else {
                    Ended::Stumbled(stumbled)
                };
                (Some(left), ended)
            }
            Err(failure) => {
                eprintln!("{}", failure.in_full());
                self.tests.add(Tally::count(failure.output()));
                self.failures.extend(failures::told(failure.output()));
                (None, Ended::Failed)
            }
        };
        self.rows.push(Row {
            name,
            ended,
            took: began.elapsed(),
        });
        left
    }

    pub(super) fn skip<T>(&mut self, name: &'static str, why: &'static str) -> Option<T> {
        self.rows.push(Row {
            name,
            ended: Ended::Skipped(why),
            took: Duration::ZERO,
        });
        None
    }

    /// Prints what failed tests said, the table and the count. Fails unless every step passed.
    pub(super) fn conclude(self) -> Result {
        for failure in &self.failures {
            println!("\n  failed: {failure}");
        }
        println!();
        for row in &self.rows {
            let time = ui::duration(row.took);
            match &row.ended {
                Ended::Passed => println!("✓ {:<16}{time:>14}", row.name),
                Ended::Stumbled(tests) => println!(
                    "✓ {:<16}{time:>14}  at the second try: {}",
                    row.name,
                    tests.join(", ")
                ),
                Ended::Failed => println!("✗ {:<16}{time:>14}  failed, see above", row.name),
                Ended::Skipped(why) => println!("– {:<16}{:>14}  skipped: {why}", row.name, ""),
            }
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        println!("  {:<16}{:>14}", "in all", ui::duration(total));
        println!("{} passed, {} failed", self.tests.passed, self.tests.failed);
        let not_passed: Vec<_> = self
            .rows
            .iter()
            .filter(|row| !matches!(row.ended, Ended::Passed | Ended::Stumbled(_)))
            .collect();
        if not_passed.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = not_passed.iter().map(|row| row.name).collect();
        Err(Error::new(format!("not passed: {}", names.join(", "))))
    }
}

/// Counts passed and failed tests in the output of cargo test, nextest and wasm-bindgen-test.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    fn count(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output
            .lines()
            .filter(|line| line.contains("test result:") || line.contains("run:"))
        {
            let words: Vec<&str> = line
                .split([' ', ',', ';'])
                .filter(|word| !word.is_empty())
                .collect();
            for pair in words.windows(2) {
                match (pair[0].parse::<u64>(), pair[1]) {
                    (Ok(number), "passed") => tally.passed += number,
                    (Ok(number), "failed") => tally.failed += number,
                    _ => {}
                }
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runner_is_counted_by_its_own_words() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
                      test result: FAILED. 4 passed; 2 failed; 0 ignored\n\
                      \x20    Summary [   0.005s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped\n\
                      i passed my driving test\n";
        assert_eq!(
            Tally::count(output),
            Tally {
                passed: 18,
                failed: 3
            }
        );
    }
}
