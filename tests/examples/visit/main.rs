//! First visits to four pages in turn, each in a new browser with nothing cached: bytes, first contentful paint, and
//! usable. Run by `cargo xtask bench visit`, which makes the other three pages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use whole_product::browser::{Browser, Engine};
use whole_product::paths;
use whole_product::product::Product;

/// Slow 4G as Lighthouse simulates it: 1.6 Mbit/s and 150 ms a round trip, with a quarter of the CPU.
const BYTES_PER_SECOND: u32 = 1_600_000 / 8;
const LATENCY_MS: u32 = 150;
const CPU_SLOWDOWN: u32 = 4;
const TIMEOUT: Duration = Duration::from_secs(60);

/// Name, folder, and the selector of an element that is there as soon as the page can be used.
const PAGES: [(&str, &str, &str); 4] = [
    ("ours", "", "[data-app=ready]"),
    ("static", "static", ".event__name"),
    ("SurveyJS", "surveyjs", "#form input"),
    ("JSON Forms", "jsonforms", "#form input"),
];

/// Notes when the selector first matches, before any script of the page runs.
const WATCH: &str = "new MutationObserver((_, observer) => {
    if (!document.querySelector(SELECTOR)) return;
    observer.disconnect();
    requestAnimationFrame(() => { window.usableAt = performance.now(); });
}).observe(document, { subtree: true, childList: true, attributes: true });";

const RESULT: &str = "const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const all = performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'));
    return window.usableAt && paint
        ? [paint.startTime, window.usableAt, all.reduce((sum, entry) => sum + entry.transferSize, 0)] : null;";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of the other pages"));
    let rounds: usize = arguments
        .next()
        .map_or(5, |text| text.parse().expect("a number of rounds"));
    let mut products = Vec::new();
    for (_, name, _) in PAGES {
        let app = if name.is_empty() {
            paths::app()
        } else {
            folder.join(name)
        };
        products.push(Product::with_app(Path::new(&app)).await);
    }
    let mut visits: Vec<Vec<[f64; 3]>> = vec![Vec::new(); PAGES.len()];
    for _ in 0..rounds {
        for (at, (name, _, selector)) in PAGES.iter().enumerate() {
            let visit = visit(&products[at].address(), selector).await;
            visits[at]
                .push(visit.unwrap_or_else(|| panic!("{name} is not usable within a minute")));
        }
    }
    let medians: Vec<[f64; 3]> = visits
        .iter()
        .map(|visits| {
            [0, 1, 2].map(|which| median(visits.iter().map(|visit| visit[which]).collect()))
        })
        .collect();
    println!("page           KB    first paint ms    usable ms   (medians of {rounds} rounds)");
    for ((name, _, _), [paint, usable, bytes]) in PAGES.iter().zip(&medians) {
        println!(
            "{name:<12}{:>6.1}{paint:>15.0}{usable:>13.0}",
            bytes / 1000.0
        );
    }
    println!(
        "first paint, ours / static     {:.2}",
        medians[0][0] / medians[1][0]
    );
    println!(
        "usable, ours / SurveyJS        {:.2}",
        medians[0][1] / medians[2][1]
    );
    println!(
        "usable, ours / JSON Forms      {:.2}",
        medians[0][1] / medians[3][1]
    );
}

async fn visit(address: &str, selector: &str) -> Option<[f64; 3]> {
    let browser = Browser::open(Engine::Chromium).await;
    let cdp = browser.session().cdp();
    let network = json!({
        "offline": false, "latency": LATENCY_MS,
        "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND,
    });
    for (method, parameters) in [
        ("Network.enable", json!({})),
        // JSON Forms compiles its schemas by `eval`, which the server's policy forbids.
        ("Page.setBypassCSP", json!({ "enabled": true })),
        ("Network.emulateNetworkConditions", network),
        (
            "Emulation.setCPUThrottlingRate",
            json!({ "rate": CPU_SLOWDOWN }),
        ),
        (
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH.replace("SELECTOR", &json!(selector).to_string()) }),
        ),
    ] {
        cdp.send_raw(method, parameters)
            .await
            .expect("Chromium is throttled");
    }
    browser
        .session()
        .goto(address)
        .await
        .expect("the page opens");
    let begun = std::time::Instant::now();
    let mut result = None;
    while result.is_none() && begun.elapsed() < TIMEOUT {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let answer = browser.session().execute(RESULT, vec![]).await;
        result = answer
            .ok()
            .and_then(|answer| serde_json::from_value(answer.json().clone()).ok());
    }
    browser.close().await;
    result
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
