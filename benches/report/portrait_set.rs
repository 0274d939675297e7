//! What is said of portraits: of each thing that is wrong the share told, and what is held against good ones.
//! Drawings only: no real faces are kept.

use std::fmt::Write;

use precheck::Severity;
use precheck_testkit::{PortraitDefect, PortraitSample};

/// For the terminal and, as it is, for the page.
pub(crate) fn table(portraits: u64) -> String {
    let all: Vec<Option<PortraitDefect>> = [None]
        .into_iter()
        .chain(PortraitDefect::ALL.into_iter().map(Some))
        .collect();
    let rows = super::side_by_side(&all, |defect| {
        let (mut told, mut blocked) = (0, 0);
        for seed in 0..portraits {
            let portrait = match defect {
                Some(defect) => PortraitSample::spoilt(defect, seed),
                None => PortraitSample::good(seed),
            };
            let findings = portrait.report().findings;
            let worst = findings
                .iter()
                .filter(|it| defect.is_none_or(|defect| defect.codes().contains(&it.code)))
                .map(|it| it.severity)
                .max();
            told += u64::from(worst >= Some(Severity::Warn));
            blocked += u64::from(worst == Some(Severity::Block));
        }
        (told, blocked)
    });
    let mut table = format!(
        "{:<15}{:>5}{:>10}{:>10}\n",
        "portrait", "of", "told", "blocked"
    );
    for (defect, (told, blocked)) in all.iter().zip(rows) {
        let name = defect.map_or("good".to_owned(), |defect| format!("{defect:?}"));
        let _ = writeln!(table, "{name:<15}{portraits:>5}{told:>10}{blocked:>10}");
    }
    table
}
