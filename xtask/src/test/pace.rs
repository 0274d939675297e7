//! What takes how long among the tests in browsers: each leaves a line when its browser closes, and the slowest are
//! printed, by file and by test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project;

/// How many tests are named.
const NAMED: usize = 10;

/// The file in which tests leave their times: a line each, the name, a tab, seconds.
pub(super) struct TestTimes {
    file: PathBuf,
}

impl TestTimes {
    /// Empty: times of an earlier run would be counted again.
    pub(super) fn start() -> Result<Self> {
        let folder = project::target().join("xtask");
        let file = folder.join("whole-product-times.tsv");
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&file, ""))
            .map_err(|error| {
                Error::new(format!("{} is not written", file.display())).because(error)
            })?;
        Ok(Self { file })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    pub(super) fn print(&self) -> Result {
        let lines = std::fs::read_to_string(&self.file).map_err(|error| {
            Error::new(format!("{} is not read", self.file.display())).because(error)
        })?;
        print!("{}", table(&lines));
        Ok(())
    }
}

/// Seconds with a browser open, for each file of tests and for the slowest tests.
fn table(lines: &str) -> String {
    let mut tests: BTreeMap<&str, f64> = BTreeMap::new();
    for line in lines.lines() {
        // A line cut off by a killed test is no time.
        if let Some((test, seconds)) = line.split_once('\t')
            && let Ok(seconds) = seconds.parse::<f64>()
        {
            *tests.entry(test).or_default() += seconds;
        }
    }
    let mut files: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for (test, seconds) in &tests {
        let file = test.split("::").next().unwrap_or(test);
        let (count, sum) = files.entry(file).or_default();
        *count += 1;
        *sum += seconds;
    }
    let mut told = String::from("\n  Seconds with a browser open, by file of tests:\n");
    for (file, (count, sum)) in longest_first(files, |(_, sum)| *sum) {
        told.push_str(&format!("  {sum:>7.0}  {file} ({count})\n"));
    }
    told.push_str("  The slowest tests:\n");
    for (test, seconds) in longest_first(tests, |seconds| *seconds)
        .into_iter()
        .take(NAMED)
    {
        told.push_str(&format!("  {seconds:>7.0}  {test}\n"));
    }
    told
}

fn longest_first<T>(rows: BTreeMap<&str, T>, seconds: impl Fn(&T) -> f64) -> Vec<(&str, T)> {
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by(|(_, one), (_, other)| seconds(other).total_cmp(&seconds(one)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_summed_by_test_and_by_file_and_the_longest_comes_first() {
        let told = table(
            "walks::by_phone::in_webkit\t4.0\nshell::jumps\t3.5\nwalks::by_phone::in_chromium\t2.0\n\
             shell::jumps\t3.5\nwalks::cut_off",
        );
        let rows: Vec<_> = told.lines().map(str::trim).collect();
        assert_eq!(
            rows,
            [
                "",
                "Seconds with a browser open, by file of tests:",
                "7  shell (1)",
                "6  walks (2)",
                "The slowest tests:",
                "7  shell::jumps",
                "4  walks::by_phone::in_webkit",
                "2  walks::by_phone::in_chromium",
            ]
        );
    }
}
