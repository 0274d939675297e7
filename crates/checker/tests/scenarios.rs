//! The scenarios of the project are in order: every path of every one of them, in every place, for every role.
//! And a scenario as `cargo xtask new-scenario` begins it can be read, and lacks nothing but its words.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use checker::{FaultKind, Severity, check_folder, check_isolated};
use civic::Day;
use civic::day::parse_iso;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn today() -> Day {
    parse_iso("2026-12-01").unwrap()
}

#[test]
fn the_scenarios_have_no_fault() {
    let began = Instant::now();
    let report = check_folder(&project().join("scenarios"), today());
    assert!(report.count(Severity::Error) == 0, "{report}");
    assert!(report.limits.is_empty(), "{report}");
    assert!(!report.lines.is_empty());
    // The shares are as high as they have come; a new service without a time limit, or a source without an address or
    // an article, is looked for before it lands. Laws of which nobody has found the article: 人社部发〔2024〕94号 and
    // 〔2021〕112号, 财社〔2026〕1号 twice, 财金〔2023〕75号.
    let told = report.coverage;
    assert!(told.with_limit.all - told.with_limit.of <= 22, "{report}");
    assert!(
        told.with_address.all - told.with_address.of <= 41,
        "{report}"
    );
    assert!(told.by_article.all - told.by_article.of <= 5, "{report}");
    // Seconds on a phone-sized machine; a walk that has lost its way takes minutes.
    assert!(began.elapsed() < Duration::from_secs(60), "{report}");
}

#[test]
fn a_new_scenario_can_be_read_and_lacks_only_its_words() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("new-scenario");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("regions")).unwrap();
    for name in ["library.yaml", "shelf.yaml", "regions/000000.yaml"] {
        fs::copy(project().join("scenarios").join(name), folder.join(name)).unwrap();
    }
    let template = project().join("xtask/src/new_scenario/scenario.yaml");
    fs::copy(template, folder.join("new_scenario.yaml")).unwrap();
    let report = check_isolated(&folder, "new_scenario", today()).unwrap();
    assert!(!report.lines.is_empty(), "{report}");
    let more: Vec<_> = report
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Error && fault.kind != FaultKind::MissingText)
        .collect();
    assert!(more.is_empty(), "{report}");
}
