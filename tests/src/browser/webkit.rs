//! WebKitGTK's MiniBrowser on a virtual screen, without its toolbar, which has a minimum width above a phone's.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::Viewport;
use crate::paths;
use crate::process::Program;

/// A virtual screen, high enough for a screenshot of a whole page.
pub(super) struct Screen {
    _server: Program,
    display: String,
}

impl Screen {
    pub(super) fn start(home: &Path) -> Self {
        let log = home.join("screen.log");
        let mut command = Command::new(paths::xvfb());
        // `-displayfd` chooses a free display number and writes it to this descriptor.
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1400x8000x24",
            "-nolisten",
            "tcp",
        ]);
        let mut server = Program::start(&mut command, &log);
        let begun = Instant::now();
        let number = loop {
            let said = server.said();
            let told = said.lines().find(|line| line.parse::<u16>().is_ok());
            if let (Some(number), true) = (told, said.ends_with('\n')) {
                break number.to_owned();
            }
            let late = server.has_ended() || begun.elapsed() > Duration::from_secs(10);
            assert!(!late, "no screen for WebKit: {said}");
            std::thread::sleep(Duration::from_millis(20));
        };
        Self {
            _server: server,
            display: format!(":{number}"),
        }
    }
}

pub(super) fn driver(port: u16, screen: &Screen, home: &Path) -> Command {
    let mut command = Command::new(paths::webkit_driver());
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", &screen.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("HOME", home);
    command
}

pub(super) fn capabilities() -> Capabilities {
    let wanted = json!({
        "webkitgtk:browserOptions": {
            "binary": paths::minibrowser(),
            "args": ["--automation", "--full-screen"],
        },
    });
    match wanted {
        Value::Object(wanted) => Capabilities::from(wanted),
        _ => Capabilities::new(),
    }
}

pub(super) async fn resize(session: &WebDriver, Viewport(width, height): Viewport) {
    let sent = session.set_window_rect(0, 0, width, height).await;
    sent.expect("WebKit changes its window");
}

/// WebKit's driver has no touch input, so pointer events of fingers are dispatched in the page.
pub(super) async fn pinch(session: &WebDriver, from: [(f64, f64); 2], to: [(f64, f64); 2]) {
    let script = r"
        const [from, to] = arguments;
        const hit = from.map(([x, y]) => document.elementFromPoint(x, y));
        const tell = (type, finger, [x, y]) => hit[finger].dispatchEvent(new PointerEvent(type, {
          bubbles: true, cancelable: true, pointerType: 'touch', pointerId: 7 + finger, clientX: x, clientY: y,
        }));
        for (const finger of [0, 1]) tell('pointerdown', finger, from[finger]);
        for (const finger of [0, 1]) tell('pointermove', finger, to[finger]);
        for (const finger of [0, 1]) tell('pointerup', finger, to[finger]);
    ";
    let told = session.execute(script, vec![json!(from), json!(to)]).await;
    told.expect("WebKit tells the page of fingers");
}

/// WebKit's driver has no input method, so what the focused control is told by one is dispatched in the page, in the
/// order of Safari: the last input event comes before the end of the composition, and still belongs to it.
pub(super) async fn compose(session: &WebDriver, letters: &str) {
    let script = r"
        const control = document.activeElement, kind = Object.getPrototypeOf(control);
        control.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' }));
        for (let typed = 1; typed <= arguments[0].length; typed += 1) {
          const data = arguments[0].slice(0, typed);
          Object.getOwnPropertyDescriptor(kind, 'value').set.call(control, data);
          control.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, data }));
          control.dispatchEvent(new InputEvent('input', {
            bubbles: true, data, inputType: 'insertCompositionText', isComposing: true,
          }));
        }
    ";
    let told = session.execute(script, vec![json!(letters)]).await;
    told.expect("WebKit tells the page of composing");
}

pub(super) async fn choose_composed(session: &WebDriver, words: &str) {
    let script = r"
        const control = document.activeElement, kind = Object.getPrototypeOf(control), data = arguments[0];
        Object.getOwnPropertyDescriptor(kind, 'value').set.call(control, data);
        control.dispatchEvent(new InputEvent('input', {
          bubbles: true, data, inputType: 'insertFromComposition', isComposing: true,
        }));
        control.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data }));
    ";
    let told = session.execute(script, vec![json!(words)]).await;
    told.expect("WebKit tells the page that composing has ended");
}

/// WebKit's driver has no log, so a script collects errors in the page, from this call to the next load.
pub(super) async fn listen(session: &WebDriver) {
    let script = r"
        if (window.heardByTests) return;
        const heard = (window.heardByTests = []);
        const usual = console.error;
        console.error = (...words) => { heard.push(words.map(String).join(' ')); usual(...words); };
        addEventListener('error', (e) => {
          heard.push(e.message || `${e.target.tagName} ${e.target.src || e.target.href} does not load`);
        }, true);
        addEventListener('unhandledrejection', (e) => heard.push('unhandled: ' + e.reason));
    ";
    // Fails while the page is being left.
    let _ = session.execute(script, vec![]).await;
}

/// The errors since the last call.
pub(super) async fn console(session: &WebDriver) -> Vec<String> {
    let script = "return (window.heardByTests || []).splice(0)";
    let heard = session.execute(script, vec![]).await;
    heard
        .ok()
        .and_then(|heard| heard.convert().ok())
        .unwrap_or_default()
}
