//! Headless Chromium with touch input and a phone's screen.

use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::Viewport;
use crate::paths;

const FLAGS: [&str; 9] = [
    "--headless=new",
    // Containers run tests as root, where Chromium's own sandbox does not start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

pub(super) fn driver(port: u16) -> Command {
    let mut command = Command::new(paths::chromedriver());
    command.arg(format!("--port={port}"));
    command
}

/// With a film, the browser has a camera that plays it, and permission to use it.
pub(super) fn capabilities(home: &Path, film: Option<&Path>) -> Capabilities {
    let mut flags = FLAGS.map(str::to_owned).to_vec();
    if let Some(film) = film {
        flags.push("--use-fake-device-for-media-stream".to_owned());
        flags.push("--use-fake-ui-for-media-stream".to_owned());
        flags.push(format!(
            "--use-file-for-fake-video-capture={}",
            film.display()
        ));
    }
    flags.push(format!(
        "--user-data-dir={}",
        home.join("profile").display()
    ));
    let wanted = json!({
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": paths::chromium(),
            "args": flags,
            "mobileEmulation": { "deviceMetrics": metrics(Viewport::PHONE) },
        },
    });
    match wanted {
        Value::Object(wanted) => Capabilities::from(wanted),
        _ => Capabilities::new(),
    }
}

fn metrics(Viewport(width, height): Viewport) -> Value {
    json!({ "width": width, "height": height, "pixelRatio": 2, "touch": true })
}

pub(super) async fn resize(session: &WebDriver, Viewport(width, height): Viewport) {
    let metrics = json!({
        "width": width, "height": height, "deviceScaleFactor": 2, "mobile": width < 600,
    });
    let sent = session
        .cdp()
        .send_raw("Emulation.setDeviceMetricsOverride", metrics)
        .await;
    sent.expect("Chromium changes its screen");
}

pub(super) async fn prefer_dark(session: &WebDriver, dark: bool) {
    let scheme = if dark { "dark" } else { "light" };
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    let sent = session
        .cdp()
        .send_raw("Emulation.setEmulatedMedia", features)
        .await;
    sent.expect("Chromium changes its colour scheme");
}

/// A step of a gesture: `touchStart`, `touchMove` or `touchEnd`, with the fingers that are on the screen then.
pub(super) async fn touch(session: &WebDriver, step: &str, fingers: &[(f64, f64)]) {
    let points: Vec<Value> = fingers
        .iter()
        .enumerate()
        .map(|(id, (x, y))| json!({ "x": x, "y": y, "id": id }))
        .collect();
    let touched = json!({ "type": step, "touchPoints": points });
    let sent = session
        .cdp()
        .send_raw("Input.dispatchTouchEvent", touched)
        .await;
    sent.expect("Chromium is touched");
}

/// Letters stand in the focused control as an input method puts them there, to be chosen from.
pub(super) async fn compose(session: &WebDriver, letters: &str) {
    let end = letters.encode_utf16().count();
    let composition = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
    let sent = session
        .cdp()
        .send_raw("Input.imeSetComposition", composition)
        .await;
    sent.expect("Chromium composes");
}

/// What was composed is chosen.
pub(super) async fn choose_composed(session: &WebDriver, words: &str) {
    let sent = session
        .cdp()
        .send_raw("Input.insertText", json!({ "text": words }))
        .await;
    sent.expect("Chromium takes what was composed");
}

pub(super) async fn console(session: &WebDriver) -> Vec<String> {
    let entries = session
        .browser_log()
        .await
        .expect("Chromium tells its console");
    let severe = entries.into_iter().filter(|entry| entry.level == "SEVERE");
    severe.map(|entry| entry.message).collect()
}

/// Kills the browser process at once; its children end with it.
pub(super) fn kill(session: &WebDriver) {
    let number = session
        .capabilities()
        .get("goog:processID")
        .and_then(Value::as_i64);
    let process = number.and_then(|number| Pid::from_raw(i32::try_from(number).ok()?));
    let process = process.expect("chromedriver names the browser's process");
    // An error means that it has already ended.
    let _ = kill_process(process, Signal::KILL);
}
