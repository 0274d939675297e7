//! What failed tests said, in short: it is printed last, where a log that is cut off still shows it.

/// Of one test. What follows it stands in the step's whole output.
const MOST_LINES: usize = 12;

/// Each failed test with its panic's place and message, without the backtrace; in the order of the output.
pub(super) fn told(output: &str) -> Vec<String> {
    let mut told = Vec::new();
    let mut lines = output.lines();
    while let Some(line) = lines.next() {
        let Some(test) = name(line) else { continue };
        let said = lines
            .by_ref()
            .skip_while(|line| !line.contains(" panicked at ") && !ends(line))
            .take_while(|line| !ends(line))
            .take(MOST_LINES)
            .map(|line| format!("\n    {line}"));
        told.push(format!("{test}{}", said.collect::<String>()));
    }
    told
}

/// Of whom the next lines tell, in the words of Rust's test runner.
fn name(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

fn ends(line: &str) -> bool {
    ["stack backtrace:", "note: ", "failures:"]
        .iter()
        .any(|end| line.starts_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\
test cases::it_is_there ... FAILED
failures:

---- cases::it_is_there stdout ----
a line of the test's own

thread 'cases::it_is_there' (17) panicked at server/tests/api/cases.rs:3:5:
assertion `left == right` failed
  left: 1
 right: 2
stack backtrace:
   0: __rustc::rust_begin_unwind

---- cases::it_is_counted stdout ----
thread 'cases::it_is_counted' (18) panicked at server/tests/api/cases.rs:9:5:
it is gone
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

failures:
    cases::it_is_there
    cases::it_is_counted
";

    #[test]
    fn each_is_told_with_place_and_message_and_without_backtrace() {
        let told = told(OUTPUT);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("cases::it_is_there\n"));
        assert!(told[0].contains("cases.rs:3:5") && told[0].ends_with(" right: 2"));
        assert!(told[1].ends_with("cases.rs:9:5:\n    it is gone"));
    }

    #[test]
    fn a_long_message_is_cut_and_the_next_test_is_still_told() {
        let long = "a line\n".repeat(100);
        let output = OUTPUT.replace("it is gone\n", &long);
        let told = told(&output.replacen("assertion", &format!("{long}assertion"), 1));
        assert_eq!(told.len(), 2);
        assert!(
            told.iter()
                .all(|test| test.lines().count() == MOST_LINES + 1)
        );
    }
}
