//! `server check-config` as whoever runs it sees it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What it says, and whether it is content.
fn check(folder: &TempDir, flags: &[&str]) -> (String, bool) {
    check_with(folder, &[], flags)
}

fn check_with(folder: &TempDir, variables: &[(&str, &str)], flags: &[&str]) -> (String, bool) {
    let app = folder.path().join("dist");
    std::fs::create_dir_all(&app).unwrap();
    std::fs::write(app.join("index.html"), "<!doctype html>").unwrap();
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
    let secret = folder.path().join("secret_YIJIANSHI_WEBHOOK_SECRET");
    std::fs::write(secret, "signs-the-webhook-of-a-whole-city\n").unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_server"))
        .env("YIJIANSHI_APP", app)
        .env("YIJIANSHI_SCENARIOS", scenarios)
        .env("YIJIANSHI_DATA", folder.path().join("data"))
        .env("CREDENTIALS_DIRECTORY", folder.path())
        .env("YIJIANSHI_OIDC_CLIENT_SECRET", "shown-to-the-service")
        .envs(variables.iter().copied())
        .env("AWS_ACCESS_KEY_ID", "id-of-the-bucket")
        .env("AWS_SECRET_ACCESS_KEY", "secret-of-the-bucket")
        .args(flags)
        .output()
        .unwrap();
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    for secret in ["signs-the-", "shown-to-", "secret-of-", "pass-word"] {
        assert!(!said.contains(secret), "{said}");
    }
    (said, done.status.success())
}

#[test]
fn what_is_right_is_said_to_be_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (said, is_content) = check(&folder, &["check-config", "--connect"]);
    assert!(is_content, "{said}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn what_is_seldom_meant_is_noted_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (alone, is_content) = check(&folder, &["check-config"]);
    assert!(
        is_content && alone.contains("note: --demo:") && alone.contains("note: --offices:"),
        "{alone}"
    );
    let public = |more: &[&'static str]| {
        let url = ["--public-url", "https://city.example"];
        check(&folder, &[&url, more, &["check-config"]].concat())
    };
    let (shared, is_content) = public(&["--database", "postgres://127.0.0.1/city"]);
    assert!(
        is_content
            && shared.contains("note: --trusted-proxies:")
            && shared.contains("note: --objects:")
            && !shared.contains("note: --demo:"),
        "{shared}"
    );
    let (quiet, is_content) = public(&["--trusted-proxies", "10.0.0.0/8", "--no-demo"]);
    assert!(is_content && !quiet.contains("note:"), "{quiet}");
}

#[test]
fn every_fault_is_named_at_once_by_its_setting() {
    let folder = tempfile::tempdir().unwrap();
    let offices = folder.path().join("offices.toml");
    std::fs::write(&offices, "[[office]]\nid = 7").unwrap();
    let key = folder.path().join("short.key");
    std::fs::write(&key, "short").unwrap();
    let (said, is_content) = check(
        &folder,
        &[
            "--offices",
            offices.to_str().unwrap(),
            "--subject-key",
            key.to_str().unwrap(),
            "--webhook",
            "ftp://city.example",
            "--registers",
            "http://city.example",
            "--oidc-issuer",
            "http://city.example",
            "--otlp-endpoint",
            "grpc://city.example",
            "--public-url",
            "city.example",
            "--movable-clock",
            "--app",
            "/nowhere",
            "check-config",
        ],
    );
    assert!(!is_content, "{said}");
    for setting in [
        "--offices: ",
        "--subject-key: ",
        "--webhook: ",
        "--registers: ",
        "--oidc-issuer: ",
        "--otlp-endpoint: ",
        "--public-url: ",
        "--movable-clock: ",
        "--app: there is no app in /nowhere",
        "9 things are wrong",
    ] {
        assert!(said.contains(setting), "{setting} is not in {said}");
    }
}

#[test]
fn what_is_named_and_is_not_there_is_told_where_one_asks() {
    let folder = tempfile::tempdir().unwrap();
    let flags = [
        "--database",
        "postgres://city:pass-word@127.0.0.1:9/city",
        "--objects",
        "s3://files?endpoint=http://127.0.0.1:9&region=x",
        "--oidc-issuer",
        "http://127.0.0.1:9",
        "--oidc-client-id",
        "city",
        "--registers",
        "http://127.0.0.1:9",
        "--otlp-endpoint",
        "http://127.0.0.1:9",
        "check-config",
    ];
    let (said, is_content) = check(&folder, &flags);
    assert!(is_content, "{said}");
    let (said, is_content) = check(&folder, &[&flags[..], &["--connect"]].concat());
    assert!(!is_content, "{said}");
    for setting in [
        "--database: ",
        "--objects: ",
        "--oidc-issuer: ",
        "--registers: ",
        "--otlp-endpoint: ",
    ] {
        assert!(said.contains(setting), "{setting} is not in {said}");
    }
}

/// As a service manager hands it down: in a file, whose last line has an end.
#[test]
fn a_secret_may_come_as_a_credential() {
    let folder = tempfile::tempdir().unwrap();
    let hook = ["--webhook", "https://city.example", "check-config"];
    let (said, is_content) = check(&folder, &hook);
    assert!(is_content, "{said}");
}

#[test]
fn a_secret_that_could_be_guessed_is_refused_with_how_to_draw_another() {
    let folder = tempfile::tempdir().unwrap();
    let short = "pass-word-of-31-characters-here";
    assert_eq!(short.len(), 31);
    let oidc = [
        "--oidc-issuer",
        "https://id.example",
        "--oidc-client-id",
        "city",
    ];
    let hook = ["--webhook", "https://city.example"];
    for (variable, flags) in [
        ("YIJIANSHI_OPS_TOKEN", &[][..]),
        ("YIJIANSHI_HANDOVER_SECRET", &oidc[..]),
        ("YIJIANSHI_WEBHOOK_SECRET", &hook[..]),
    ] {
        let flags = [flags, &["check-config"]].concat();
        let (said, is_content) = check_with(&folder, &[(variable, short)], &flags);
        let words = format!("{variable} is shorter than 32 characters");
        assert!(!is_content && said.contains(&words), "{said}");
        assert!(said.contains("openssl rand -hex 32"), "{said}");
        let long = format!("{short}.");
        let (said, is_content) = check_with(&folder, &[(variable, &long)], &flags);
        assert!(is_content, "{said}");
    }
}
