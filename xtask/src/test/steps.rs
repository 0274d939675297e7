//! Each step of the tests: what is run, and what to do when it fails.

use super::pace;
use super::report::TestOutput;
use super::second_try::once_more;
use crate::browsers::Browsers;
use crate::command::{Step, Tool};
use crate::dist::{self, Flavour};
use crate::error::Result;
use crate::postgres::Postgres;
use crate::project::{self, on_path};
use crate::toolchain::{Panic, TARGET, Toolchain};
use crate::{tools, ui};

/// The crates without browser, HTTP and database: they hold most of the rules and are quick to test.
const PURE: [&str; 8] = [
    "civic",
    "catalog",
    "casework",
    "precheck-types",
    "precheck",
    "precheck-testkit",
    "contract",
    "checker",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Everything,
    Pure,
}

impl Scope {
    /// Steps that name the same packages find what earlier ones compiled: cargo unifies the features of dependencies
    /// over what is named, and `--package server` alone would compile some of them, and all that stands on them, once
    /// more.
    fn packages(self) -> Vec<&'static str> {
        match self {
            Self::Everything => vec!["--workspace"],
            Self::Pure => PURE.iter().flat_map(|name| ["--package", *name]).collect(),
        }
    }
}

pub(super) fn format() -> Result {
    Tool::cargo(&["fmt", "--all", "--check"]).run(&Step {
        doing: "Checking the format of the code",
        about: "1 s",
        log: "format",
        advice: "cargo fmt --all",
    })?;
    Ok(())
}

/// Everything is linted natively, also the app; its WebAssembly is checked by the build.
pub(super) fn clippy(scope: Scope) -> Result {
    let lint = |targets: &[&str], about| {
        let tool = Tool::cargo(&["clippy"])
            .args(scope.packages())
            .args(targets)
            .args(["--", "-D", "warnings"]);
        tool.run(&Step {
            doing: "Linting (clippy)",
            about,
            log: "clippy",
            advice: "mend what clippy says above",
        })
    };
    lint(
        &["--all-targets"],
        "2 min the first time, seconds after an edit",
    )?;
    if scope == Scope::Everything {
        // Not among all targets, see tests/Cargo.toml.
        lint(&["--test", "product"], "some seconds")?;
    }
    Ok(())
}

pub(super) fn native_tests(scope: Scope) -> Result<TestOutput> {
    let tool = if on_path("cargo-nextest").is_some() {
        Tool::cargo(&["nextest", "run", "--no-fail-fast", "--no-tests=pass"])
    } else {
        Tool::cargo(&["test", "--no-fail-fast", "--tests"])
    };
    let tool = tool.never_silent();
    let step = Step {
        doing: "Native tests",
        about: "3 min the first time, seconds after an edit",
        log: "native-tests",
        advice: "the failing tests are named above; run one with: cargo test -p CRATE NAME",
    };
    // The pure crates sign in nowhere, and upload nothing.
    let tool = match scope {
        Scope::Everything => tool
            .env("YIJIANSHI_OIDC_PROVIDER", tools::oidc_provider()?)
            .env("YIJIANSHI_TUS_CLIENT", tools::tus_client()?),
        Scope::Pure => tool,
    };
    tool.args(scope.packages()).run(&step).map(TestOutput::of)
}

/// The tests of the API once more, and what is killed beside PostgreSQL under load: with SQLite they have run among the
/// native ones.
pub(super) fn on_postgres() -> Result<TestOutput> {
    let postgres = Postgres::start()?;
    let step = Step {
        doing: "Tests of the server with PostgreSQL in place of SQLite",
        about: "1 min",
        log: "postgres-tests",
        advice: "one of them: YIJIANSHI_TEST_DATABASE=postgres://… cargo test -p server --test api NAME",
    };
    let tests = |arguments: &[&str]| {
        Tool::cargo(&["test", "--test", "api", "--no-fail-fast"])
            .never_silent()
            .args(Scope::Everything.packages())
            .args(arguments)
            .env("YIJIANSHI_TEST_DATABASE", postgres.address())
    };
    let mut tested = once_more(tests(&[]).run(&step), |failed| {
        tests(failed).run(&again("postgres-tests-again"))
    })?;
    let step = Step {
        doing: "PostgreSQL, and each of three servers on it, killed while residents hand in",
        about: "90 s",
        log: "postgres-killed",
        advice: "YIJIANSHI_TEST_DATABASE=postgres://… cargo test -p server --test process postgresql",
    };
    let killed = Tool::cargo(&["test", "--test", "process"])
        .never_silent()
        .args(Scope::Everything.packages())
        .args(["--", "postgresql"])
        .env("YIJIANSHI_TEST_DATABASE", postgres.address())
        .run(&step)?;
    tested.output.push_str(&killed);
    Ok(tested)
}

/// Of the tests of a step that failed.
fn again(log: &'static str) -> Step<'static> {
    Step {
        doing: "What failed, once more and alone",
        about: "1–2 min",
        log,
        advice: "failed twice: the tests are named above",
    }
}

pub(super) fn doc_tests() -> Result<TestOutput> {
    let step = Step {
        doing: "Examples in the documentation",
        about: "10–30 s",
        log: "doc-tests",
        advice: "the failing examples are named above",
    };
    Tool::cargo(&["test", "--doc", "--no-fail-fast"])
        .never_silent()
        .args(Scope::Everything.packages())
        .run(&step)
        .map(TestOutput::of)
}

pub(super) fn app(toolchain: &Toolchain) -> Result {
    dist::build(toolchain, Flavour::Release)
}

/// Checks that WebAssembly and native code give the same reports and bytes for the same files, because the server
/// repeats the phone's check. Needs the released worker.
pub(super) fn agreement() -> Result {
    if on_path("node").is_none() {
        ui::note(
            "Node is not installed: what the worker says was not compared (apt install nodejs)",
        );
        return Ok(());
    }
    let folder = project::target().join("xtask/agreement");
    Tool::cargo(&["build", "--example", "agreement"])
        .args(Scope::Everything.packages())
        .run(&Step {
            doing: "Compiling what judges natively",
            about: "seconds after the native tests",
            log: "agreement-build",
            advice: "mend the error above",
        })?;
    Tool::new(project::debug_binary("examples/agreement"))
        .args([&folder])
        .run(&Step {
            doing: "Judging files of every kind natively",
            about: "20 s",
            log: "agreement-native",
            advice: "mend the error above",
        })?;
    let said = Tool::new("node")
        .args([project::root().join("crates/precheck/worker/agreement.js")])
        .args([dist::worker_for_node()?, folder])
        .args(dist::weights())
        .run(&Step {
            doing: "Judging them once more in WebAssembly",
            about: "20 s",
            log: "agreement-wasm",
            advice: "phone and server differ in the files named above: whole numbers, + − × ÷ and roots are exact everywhere, \
                     other functions are not; of traps see docs/decisions/31-allocator-out-of-sight.md",
        })?;
    ui::note(said.trim());
    Ok(())
}

/// The app's unit tests, in Chromium, by wasm-bindgen's test runner.
pub(super) fn wasm_tests(toolchain: &Toolchain, browsers: &Browsers) -> Result<TestOutput> {
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let runner_variable = format!(
        "CARGO_TARGET_{}_RUNNER",
        TARGET.to_uppercase().replace('-', "_")
    );
    let tool = toolchain
        .cargo(
            &[
                "test",
                "--package",
                "yijianshi",
                "--tests",
                "--no-fail-fast",
            ],
            Panic::Tell,
        )
        .env(&runner_variable, runner)
        .env("CHROMEDRIVER", &browsers.chromedriver)
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            project::root().join("xtask/webdriver.json"),
        )
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .never_silent();
    let step = Step {
        doing: "WASM tests in Chromium",
        about: "3–4 min the first time, half a minute after an edit",
        log: "wasm-tests",
        advice: "the failing tests are named above",
    };
    tool.run(&step).map(TestOutput::of)
}

/// The tests start their own servers and drivers; environment variables tell them where everything is. Those that fail
/// are retried once, one after the other and with nothing else running (see `second_try`).
pub(super) fn whole_product(browsers: &Browsers) -> Result<TestOutput> {
    // As a dependency of its tests: `cargo build` would leave out the features that only tests ask for, and compile
    // most of it once more.
    Tool::cargo(&["test", "--test", "process", "--no-run"])
        .args(Scope::Everything.packages())
        .run(&Step {
            doing: "Compiling the server",
            about: "seconds after the native tests",
            log: "server-build",
            advice: "mend the error above",
        })?;
    let server = project::debug_binary("server");
    let axe = tools::axe()?;
    let identity_service = tools::oidc_provider()?;
    let postgres = Postgres::start()?;
    let times = pace::TestTimes::start()?;
    let tests = |arguments: &[&str]| {
        Tool::cargo(&["test", "--test", "product", "--no-fail-fast"])
            .never_silent()
            .args(Scope::Everything.packages())
            .args(arguments)
            .env("YIJIANSHI_SERVER", &server)
            .env("YIJIANSHI_APP", project::dist())
            .env("YIJIANSHI_SCENARIOS", project::root().join("scenarios"))
            .env("YIJIANSHI_CHROMEDRIVER", &browsers.chromedriver)
            .env("YIJIANSHI_CHROMIUM", &browsers.chromium)
            .env("YIJIANSHI_WEBKIT_DRIVER", &browsers.webkit_driver)
            .env("YIJIANSHI_MINIBROWSER", &browsers.minibrowser)
            .env("YIJIANSHI_XVFB", &browsers.xvfb)
            .env("YIJIANSHI_AXE", &axe)
            .env("YIJIANSHI_OIDC_PROVIDER", &identity_service)
            .env("YIJIANSHI_TEST_DATABASE", postgres.address())
            .env("YIJIANSHI_TIMES", times.file())
    };
    let first = tests(&[]).run(&Step {
        doing: "The whole product, in Chromium and WebKit",
        about: "15 min on two cores, and 2 min more the first time",
        log: "whole-product",
        advice: "the failing tests are named above",
    });
    times.print()?;
    once_more(first, |failed| {
        tests(failed).run(&again("whole-product-again"))
    })
}
