//! Every scenario that is live, walked to a receipt in both engines by someone of its walk table: accessible by axe's
//! rules on every screen, and what is handed in is what the tables say. A new scenario needs no test of its own.

use whole_product::applicant::{Applicant, Whom};
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::{any_walk, screens};

/// Of the plan, and of the review when it is first seen and when all is agreed to. In CSS pixels at 390 px wide.
const LONGEST_PAGE: u64 = 2500;
const MOST_TICKS: u64 = 6;

async fn to_the_receipts(engine: Engine, whom: Whom) {
    // `SCENARIO=retirement` walks that one alone, `TOLD=井下` the person of whom its table tells so.
    let only = std::env::var("SCENARIO").ok();
    let mut scenarios = live_scenarios();
    scenarios.retain(|one| only.as_ref().is_none_or(|only| *only == one.id));
    let product = Product::start().await;
    let demo = demo_people(&product).await;
    let applicants: Vec<Applicant> = scenarios
        .iter()
        .map(|scenario| match std::env::var("TOLD") {
            Ok(told) => Applicant::told(scenario, &demo, &told),
            Err(_) => Applicant::find(scenario, &demo, whom),
        })
        .collect();
    let counter = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Vec::new();
    for (scenario, applicant) in scenarios.iter().zip(&applicants) {
        let begun = std::time::Instant::now();
        let number = any_walk::to_the_receipt(
            &mut resident,
            scenario,
            applicant,
            &mut async |resident: &mut Resident, screen: &str| {
                let is_counted = ["plan", "review-unread", "review"].contains(&screen);
                let screen = format!("{}-{screen}", scenario.id);
                let found = resident.accessibility_violations().await;
                findings.extend(found.into_iter().map(|what| format!("{screen}: {what}")));
                // What is read on the way is short, whatever it is of; what is ticked is counted.
                if is_counted {
                    let (length, ticks) = (resident.page_height().await, resident.ticks().await);
                    println!("{screen}: {length} px, {ticks} ticks in {engine:?}");
                    if length > LONGEST_PAGE || ticks > MOST_TICKS {
                        findings.push(format!("{screen}: {length} px, {ticks} ticks"));
                    }
                }
                if screens::wanted() {
                    resident.snapshot(&screen).await;
                }
            },
        )
        .await;
        resident.forget_who_signed_in().await;
        println!(
            "{} in {engine:?}: {} as {}, {} taps, {:.1} s",
            scenario.id,
            applicant.told,
            applicant.signs_in_as,
            resident.taps(),
            begun.elapsed().as_secs_f32()
        );
        let case = counter.case(&number).await;
        let handed_in: Vec<&str> = case
            .services
            .iter()
            .map(|lane| lane.name.as_str())
            .collect();
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
    to_the_receipts(Engine::Chromium, Whom::First).await;
}

#[tokio::test]
async fn all_come_to_a_receipt_in_webkit() {
    to_the_receipts(Engine::WebKit, Whom::Other).await;
}
