//! The pre-check's worker beside opencv.js in the same Chromium: the same JPEG of 12 million pixels, the same
//! questions. Run by `cargo xtask bench opencv`, which brings opencv.js and counts the bytes.

mod memory;
mod web;

use std::collections::BTreeMap;
use std::time::Duration;

use precheck_testkit::{Backdrop, Document, Scene};
use serde::Deserialize;
use serde_json::Value;
use whole_product::browser::{Browser, Engine};
use whole_product::paths;

/// Verdicts after the first, in each browser.
const WARM: u32 = 7;
/// Browsers opened for each, in turn: what a busy minute does to one it does to the others.
const ROUNDS: usize = 3;
/// A cheap phone takes long; so does a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// Ours, and opencv.js in three ways: as pages usually decode; decoding as ours does; and that without making the JPEG
/// to be sent. Ours has no such way, for its verdict is on the JPEG.
const WORKERS: [(&str, &str); 4] = [
    ("ours", "ours"),
    ("opencv.js", "/opencv_worker.js"),
    ("opencv.js, our decoding", "/opencv_worker.js?decoder=ours"),
    (
        "the same, verdict only",
        "/opencv_worker.js?decoder=ours&bytes=no",
    ),
];

#[derive(Deserialize)]
struct Measured {
    /// Milliseconds from opening the worker to the first verdict.
    cold: f64,
    /// Milliseconds of each verdict after it.
    warm: Vec<f64>,
    /// Milliseconds of each stage of those, as far as the worker tells.
    stages: BTreeMap<String, Vec<f64>>,
    /// Bytes of WebAssembly memory, which only grows.
    memory: f64,
    /// What it had to say, to see that it worked.
    said: String,
}

/// All rounds of one worker.
#[derive(Default)]
struct Rounds {
    cold: Vec<f64>,
    warm: Vec<f64>,
    stages: BTreeMap<String, Vec<f64>>,
    memory: Vec<f64>,
    peak: Vec<f64>,
    said: String,
}

impl Rounds {
    fn add(&mut self, measured: Measured, peak: u64) {
        self.cold.push(measured.cold);
        self.warm.extend(measured.warm);
        for (stage, took) in measured.stages {
            self.stages.entry(stage).or_default().extend(took);
        }
        self.memory.push(measured.memory / 1e6);
        self.peak.push(peak as f64 / 1e6);
        self.said = measured.said;
    }

    /// Medians, in the order of the table.
    fn row(&self) -> [f64; 4] {
        [&self.cold, &self.warm, &self.memory, &self.peak].map(|of| median(of))
    }
}

fn median(of: &[f64]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let opencv = std::env::var_os("YIJIANSHI_OPENCV")
        .expect("YIJIANSHI_OPENCV names opencv.js; cargo xtask bench opencv sets it");
    let photograph = Scene::of(Document::Page, Backdrop::Wood, 4000, 7)
        .photograph()
        .picture
        .to_jpeg(88);
    println!(
        "photograph: 3000 × 4000 pixels, {:.1} MB; load of this machine {}",
        photograph.len() as f64 / 1e6,
        std::fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .trim()
    );
    let site = web::Site::start(&paths::app(), opencv.as_ref(), photograph);
    let (_, idle) = run(&site, "nothing").await;
    let mut all: [Rounds; 4] = Default::default();
    for _ in 0..ROUNDS {
        for ((_, address), rounds) in WORKERS.iter().zip(&mut all) {
            let (measured, peak) = run(&site, address).await;
            let measured = measured.expect("a worker reaches a verdict");
            rounds.add(measured, peak.saturating_sub(idle));
        }
    }
    for ((name, _), rounds) in WORKERS.iter().zip(&all).take(2) {
        println!("{name}: {}", rounds.said);
    }
    println!("\nours, each later verdict:");
    for (stage, took) in &all[0].stages {
        println!("    {stage:<12}{:>6.0} ms", median(took));
    }
    println!(
        "\n{:<26}{:>10}{:>10}{:>10}{:>22}",
        "medians", "cold ms", "warm ms", "wasm MB", "page's peak, MB more"
    );
    for ((name, _), rounds) in WORKERS.iter().zip(&all) {
        let [cold, warm, memory, peak] = rounds.row();
        println!("{name:<26}{cold:>10.0}{warm:>10.0}{memory:>10.1}{peak:>22.1}");
    }
    println!();
    let ours = all[0].row();
    for ((name, _), rounds) in WORKERS.iter().zip(&all).skip(1) {
        let theirs = rounds.row();
        let ratio = |at: usize| ours[at] / theirs[at];
        println!(
            "{:<26}{:>10.2}{:>10.2}{:>10.2}{:>22.2}",
            format!("to {name}"),
            ratio(0),
            ratio(1),
            ratio(2),
            ratio(3)
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
