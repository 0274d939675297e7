//! `cargo xtask test`: everything a change must pass, and `cargo xtask check`: the quick part of it.
//! A failing step does not stop the others, so that one run reports everything.

mod failures;
mod pace;
mod report;
mod second_try;
mod steps;
mod supply_chain;

use crate::error::Result;
use report::Report;
use steps::Scope;

/// The fastest steps come first.
pub(crate) fn everything() -> Result {
    let mut report = Report::default();
    report.step("format", steps::format);
    report.step("clippy", || steps::clippy(Scope::Everything));
    report.step(
        "fonts and a reader of PDF",
        crate::printing::bring_for_tests,
    );
    report.step("native tests", || steps::native_tests(Scope::Everything));
    report.step("server on PostgreSQL", steps::on_postgres);
    report.step("doc tests", steps::doc_tests);
    let toolchain = report.step("toolchain", crate::toolchain::bring);
    let app = toolchain
        .as_ref()
        .and_then(|toolchain| report.step("app", || steps::app(toolchain)));
    match &app {
        Some(()) => report.step("size", || crate::size::report(false)),
        None => report.skip("size", "no app"),
    };
    match &app {
        Some(()) => report.step("phone and server agree", steps::agreement),
        None => report.skip("phone and server agree", "no app"),
    };
    let browsers = report.step("browsers", crate::browsers::bring);
    match (&toolchain, &browsers) {
        (Some(toolchain), Some(browsers)) => {
            report.step("WASM tests", || steps::wasm_tests(toolchain, browsers))
        }
        _ => report.skip("WASM tests", "no toolchain or no browser"),
    };
    match (&app, &browsers) {
        (Some(()), Some(browsers)) => {
            report.step("whole product", || steps::whole_product(browsers))
        }
        _ => report.skip("whole product", "no app or no browser"),
    };
    report.step("licences", supply_chain::licences);
    report.step("known faults", supply_chain::advisories);
    report.step("bill of materials", supply_chain::bill_of_materials);
    report.conclude()
}

/// Takes less than a minute with a warm cache; for use while writing code.
pub(crate) fn quick() -> Result {
    let mut report = Report::default();
    report.step("format", steps::format);
    report.step("clippy", || steps::clippy(Scope::Pure));
    report.step("native tests", || steps::native_tests(Scope::Pure));
    // A compiler fault once affected WebAssembly only, so the worker is compared with native code where it was ever
    // built.
    if crate::dist::has_worker() {
        report.step("phone and server agree", || {
            crate::dist::build_worker(&crate::toolchain::bring()?)?;
            steps::agreement()
        });
    }
    report.conclude()
}
