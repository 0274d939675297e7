//! Retries failed tests once: on a busy machine about one walk in some hundred fails because of the browser. Only a few
//! may be retried, each is named in the report with what it said, and one that fails again has failed.

use std::collections::BTreeSet;

use super::report::TestOutput;
use crate::error::Result;
use crate::ui;

/// With more failures than this nothing is retried: three in a hundred of some two hundred.
const FEW: usize = 6;

/// These look for races, so one that fails every other time has found one.
const NEVER_AGAIN: [&str; 3] = ["several_servers::", "killed::", "bucket_away::"];

/// What came of the first run, after those that failed in it ran once more by `again`, which is given the arguments of
/// the test runner: one after the other, and with nothing else running.
pub(super) fn once_more(
    first: Result<String>,
    again: impl FnOnce(&[&str]) -> Result<String>,
) -> Result<TestOutput> {
    let failure = match first {
        Ok(output) => return Ok(TestOutput::of(output)),
        Err(failure) => failure,
    };
    let Some(stumbled) = few_that_failed(failure.output()) else {
        return Err(failure);
    };
    ui::note(&format!("failed, tried once more: {}", stumbled.join(", ")));
    let mut arguments = vec!["--", "--exact", "--test-threads=1"];
    arguments.extend(stumbled.iter().map(String::as_str));
    again(&arguments)?;
    let output = failure.output().to_owned();
    Ok(TestOutput { output, stumbled })
}

/// The names of the tests that failed, or hung when all others had ended; `None` when they are too many, or when
/// something else went wrong.
fn few_that_failed(output: &str) -> Option<Vec<String>> {
    let ended = |how: &str| -> Vec<String> {
        let tests = output.lines().filter_map(|line| line.strip_prefix("test "));
        let tests = tests.filter_map(|test| test.strip_suffix(how));
        tests.map(str::to_owned).collect()
    };
    let mut failed = ended(" ... FAILED");
    let binaries = output
        .lines()
        .filter(|line| line.starts_with("test result: FAILED"))
        .count();
    // A killed test binary prints neither names nor a result.
    let mut all_told = binaries > 0 && !output.contains("(signal:");
    if !output.contains("test result: ") {
        let over: BTreeSet<String> = [" ... ok", " ... FAILED", " ... ignored"]
            .into_iter()
            .flat_map(ended)
            .collect();
        let mut hung = ended(" has been running for over 60 seconds");
        hung.retain(|test| !over.contains(test));
        all_told = !hung.is_empty() && begun(output) == over.len() + hung.len();
        failed.extend(hung);
    }
    let is_race = |name: &String| NEVER_AGAIN.iter().any(|module| name.starts_with(module));
    let may_go_again = !failed.iter().any(is_race) && !output.contains("could not compile");
    let is_few = (1..=FEW).contains(&failed.len()) && all_told && may_go_again;
    is_few.then_some(failed)
}

/// How many tests a test binary has said it runs.
fn begun(output: &str) -> usize {
    let counts = output.lines().filter_map(|line| {
        let count = line.strip_prefix("running ")?.split(' ').next()?;
        count.parse::<usize>().ok()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_failures_are_named_and_many_are_not_tried_again() {
        let one = "test resumes_in_webkit ... FAILED\ntest hands_in ... ok\n\
                   test result: FAILED. 1 passed; 1 failed\n";
        assert_eq!(
            few_that_failed(one),
            Some(vec!["resumes_in_webkit".to_owned()])
        );
        let race = one.replace("resumes_in_webkit", "several_servers::one_of_two_wins");
        assert_eq!(few_that_failed(&race), None);
        let seven = "test a ... FAILED\n".repeat(FEW + 1);
        let many = format!("{seven}test result: FAILED. 0 passed; 7 failed\n");
        assert_eq!(few_that_failed(&many), None);
    }

    #[test]
    fn one_that_hung_while_all_others_ended_is_tried_again() {
        let hung = "running 3 tests\ntest resumes ... ok\n\
                    test signs_in has been running for over 60 seconds\n\
                    test hands_in has been running for over 60 seconds\ntest hands_in ... ok\n";
        assert_eq!(few_that_failed(hung), Some(vec!["signs_in".to_owned()]));
        let not_all = hung.replace("running 3", "running 4");
        assert_eq!(few_that_failed(&not_all), None);
        let race = hung.replace("signs_in", "killed::signs_in");
        assert_eq!(few_that_failed(&race), None);
    }

    #[test]
    fn what_is_no_failed_test_is_not_tried_again() {
        for output in [
            "error: could not compile `whole-product`",
            "test a ... FAILED\nprocess didn't exit successfully (signal: 9, SIGKILL: kill)",
            "test result: ok. 3 passed; 0 failed",
        ] {
            assert_eq!(few_that_failed(output), None, "{output}");
        }
    }
}
