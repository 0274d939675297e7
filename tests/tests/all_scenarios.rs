//! Every scenario that is live, walked to a receipt in both engines by someone of its walk table: accessible by axe's
//! rules on every screen, and what is handed in is what the tables say. A new scenario needs no test of its own.

use catalog::Scenario;
use catalog::load::Library;
use whole_product::applicant::Applicant;
use whole_product::browser::Engine;
use whole_product::counter::Counter;
use whole_product::holdings::demo_people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::{any_walk, place, screens};

/// As the app's configuration says.
fn region() -> String {
    let file = std::fs::read_to_string(place::app().join("config.json"));
    let config: serde_json::Value =
        serde_json::from_str(&file.expect("the app has a configuration")).expect("JSON");
    config["region"].as_str().unwrap_or_default().to_owned()
}

/// `SCENARIO=retirement` walks that one alone.
fn live() -> Vec<Scenario> {
    let library = Library::read(&place::scenarios()).unwrap_or_else(|errors| panic!("{errors:?}"));
    let only = std::env::var("SCENARIO").ok();
    let region = region();
    let shelf = library.shelf(&region).expect("the region has a shelf");
    let live: Vec<Scenario> = shelf
        .entries
        .iter()
        .filter(|entry| only.as_ref().is_none_or(|only| *only == entry.id))
        .filter_map(|entry| library.scenario(&region, &entry.id).cloned())
        .collect();
    assert!(!live.is_empty(), "nothing is live in {region}");
    live
}

async fn to_the_receipts(engine: Engine) {
    let (scenarios, product) = (live(), Product::start().await);
    let demo = demo_people(&product, &scenarios[0].id).await;
    let applicants: Vec<Applicant> = scenarios
        .iter()
        .map(|scenario| Applicant::find(scenario, &demo))
        .collect();
    let counter = Counter::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Vec::new();
    for (scenario, applicant) in scenarios.iter().zip(&applicants) {
        let begun = std::time::Instant::now();
        let number = any_walk::to_the_receipt(
            &mut resident,
            scenario,
            applicant,
            &mut async |resident: &mut Resident, screen: &str| {
                let screen = format!("{}-{screen}", scenario.id);
                let found = resident.accessibility_violations().await;
                findings.extend(found.into_iter().map(|what| format!("{screen}: {what}")));
                if screens::wanted() {
                    resident.snapshot(&screen).await;
                }
            },
        )
        .await;
        resident.forget_who_signed_in().await;
        println!(
            "{} in {engine:?}: {} as {}, {:.1} s",
            scenario.id,
            applicant.told,
            applicant.signs_in_as,
            begun.elapsed().as_secs_f32()
        );
        let case = counter.case(&number).await;
        let handed_in: Vec<&str> = case.lanes.iter().map(|lane| lane.name.as_str()).collect();
        let expected: Vec<&str> = applicant
            .services
            .iter()
            .map(|service| service.name.as_str())
            .collect();
        assert_eq!(handed_in, expected, "{}: {}", scenario.id, applicant.told);
    }
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.join("\n")
    );
    resident.leave().await;
}

#[tokio::test]
async fn all_come_to_a_receipt_in_chromium() {
    to_the_receipts(Engine::Chromium).await;
}

#[tokio::test]
async fn all_come_to_a_receipt_in_webkit() {
    to_the_receipts(Engine::WebKit).await;
}
