//! The pre-check's worker beside opencv.js in the same Chromium: the same JPEG of 12 million pixels, the same questions.
//! Run by `cargo xtask bench opencv`, which brings opencv.js and counts the bytes.

mod memory;
mod web;

use std::time::Duration;

use precheck::drawing::{Document, Ground, Scene};
use serde::Deserialize;
use serde_json::Value;
use whole_product::browser::{Browser, Engine};
use whole_product::place;

/// Verdicts after the first.
const WARM: u32 = 7;
/// A cheap phone takes long; so does a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

#[derive(Deserialize)]
struct Measured {
    /// Milliseconds from opening the worker to the first verdict.
    cold: f64,
    /// Milliseconds of each verdict after it.
    warm: Vec<f64>,
    /// Bytes of WebAssembly memory, which only grows.
    memory: f64,
    /// What it had to say, to see that it worked.
    said: String,
}

impl Measured {
    fn median(&self) -> f64 {
        let mut warm = self.warm.clone();
        warm.sort_by(f64::total_cmp);
        warm.get(warm.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let opencv = std::env::var_os("YIJIANSHI_OPENCV")
        .expect("YIJIANSHI_OPENCV names opencv.js; cargo xtask bench opencv sets it");
    let photograph = Scene::of(Document::Page, Ground::Wood, 4000, 7)
        .taken()
        .picture
        .to_jpeg(88);
    println!(
        "photograph: 4000 × 3000 pixels, {:.1} MB",
        photograph.len() as f64 / 1e6
    );
    let site = web::Site::start(&place::app(), opencv.as_ref(), photograph);
    let (_, idle) = run(&site, "nothing").await;
    let (decoding, _) = run(&site, "decoding").await;
    let decoding = decoding.as_ref().map_or(f64::NAN, Measured::median);
    println!("decoding and reducing alone, which the browser does for both: {decoding:.0} ms");
    let mut rows = Vec::new();
    for which in ["ours", "opencv"] {
        let (measured, peak) = run(&site, which).await;
        let measured = measured.expect("a worker reaches a verdict");
        println!("{which}: {}", measured.said);
        rows.push((which, measured, peak.saturating_sub(idle)));
    }
    println!(
        "\n{:<8}{:>12}{:>12}{:>16}{:>22}",
        "", "cold ms", "warm ms", "wasm MB", "page's peak, MB more"
    );
    for (which, measured, peak) in &rows {
        println!(
            "{which:<8}{:>12.0}{:>12.0}{:>16.1}{:>22.1}",
            measured.cold,
            measured.median(),
            measured.memory / 1e6,
            *peak as f64 / 1e6
        );
    }
    if let [(_, ours, our_peak), (_, theirs, their_peak)] = rows.as_slice() {
        println!(
            "{:<8}{:>12.2}{:>12.2}{:>16.2}{:>22.2}",
            "ratio",
            ours.cold / theirs.cold,
            ours.median() / theirs.median(),
            ours.memory / theirs.memory,
            *our_peak as f64 / (*their_peak).max(1) as f64
        );
    }
}

/// In a browser of its own: nothing is warm. The second is the most memory its page ever had, in bytes.
async fn run(site: &web::Site, which: &str) -> (Option<Measured>, u64) {
    let browser = Browser::open(Engine::Chromium).await;
    let session = browser.session();
    session.goto(site.address()).await.expect("the page opens");
    let start = format!("measure('{which}', {WARM})");
    session
        .execute(start, Vec::new())
        .await
        .expect("the page measures");
    let mut measured = None;
    for _ in 0..PATIENCE.as_millis() / 200 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let result = session.execute("return window.result", Vec::new()).await;
        let result = result.expect("the page answers").json().clone();
        if let Some(failure) = result.get("failed") {
            panic!("{which}: {failure}");
        }
        if result != Value::Null {
            measured = serde_json::from_value(result).ok();
            break;
        }
    }
    let process = session
        .capabilities()
        .get("goog:processID")
        .and_then(Value::as_u64);
    let peak = process.map_or(0, memory::peak_of_pages);
    browser.close().await;
    (measured, peak)
}
