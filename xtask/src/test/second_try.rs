//! Retries failed tests once: on a busy machine about one walk in some hundred fails because of the browser. Only a few
//! may be retried, each is named in the report with what it said, and one that fails again has failed.

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

/// The names of the failed tests; `None` when they are too many, or when something else went wrong.
fn few_that_failed(output: &str) -> Option<Vec<String>> {
    let failed: Vec<String> = output
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
        .map(str::to_owned)
        .collect();
    let binaries = output
        .lines()
        .filter(|line| line.starts_with("test result: FAILED"))
        .count();
    // A killed test binary prints neither names nor a result.
    let all_told = !output.contains("(signal:") && !output.contains("could not compile");
    let is_race = |name: &String| NEVER_AGAIN.iter().any(|module| name.starts_with(module));
    let may_go_again = !failed.iter().any(is_race);
    let is_few = (1..=FEW).contains(&failed.len()) && binaries > 0 && all_told && may_go_again;
    is_few.then_some(failed)
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
