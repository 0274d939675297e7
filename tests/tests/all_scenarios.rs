//! Every scenario that is live, walked to a receipt in both engines by someone of its walk table: accessible by axe's
//! rules on every screen, and what is handed in is what the tables say. Each is a test of its own, which names what
//! failed and is tried again alone; a scenario that is missing from the list fails a test.

use whole_product::applicant::{Applicant, Whom};
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::layout::LONGEST_PAGE;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::{any_walk, screens};

const MOST_TICKS: u64 = 6;

macro_rules! walked {
    ($($scenario:ident),+ $(,)?) => {
        const WALKED: &[&str] = &[$(stringify!($scenario)),+];
        $(
            mod $scenario {
                use super::{Engine, Whom, to_the_receipt};

                #[tokio::test]
                async fn comes_to_a_receipt_in_chromium() {
                    to_the_receipt(stringify!($scenario), Engine::Chromium, Whom::First).await;
                }

                #[tokio::test]
                async fn comes_to_a_receipt_in_webkit() {
                    to_the_receipt(stringify!($scenario), Engine::WebKit, Whom::Other).await;
                }
            }
        )+
    };
}

walked! {
    bereavement,
    dismissal,
    graduate,
    hiring,
    public_institution,
    retirement,
    social_card,
    startup,
    unemployment,
    work_death,
}

#[test]
fn all_that_are_live_are_walked() {
    let mut live: Vec<String> = live_scenarios().into_iter().map(|one| one.id).collect();
    live.sort();
    assert_eq!(live, WALKED);
}

async fn to_the_receipt(id: &str, engine: Engine, whom: Whom) {
    let scenario = live_scenarios().into_iter().find(|one| one.id == id);
    let scenario = scenario.expect("the scenario is live");
    let product = Product::start().await;
    let demo = demo_people(&product).await;
    // `TOLD=井下` walks the person of whom the table tells so.
    let applicant = match std::env::var("TOLD") {
        Ok(told) => Applicant::told(&scenario, &demo, &told),
        Err(_) => Applicant::find(&scenario, &demo, whom),
    };
    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Vec::new();
    let begun = std::time::Instant::now();
    let number = any_walk::to_the_receipt(
        &mut resident,
        &scenario,
        &applicant,
        &mut async |resident: &mut Resident, screen: &str| {
            let is_counted = ["plan", "materials", "review-unread", "review"].contains(&screen);
            let in_every_look = is_counted && screen != "review";
            let screen = format!("{id}-{screen}");
            let mut found = resident.accessibility_violations().await;
            found.extend(resident.alarming().await);
            findings.extend(found.into_iter().map(|what| format!("{screen}: {what}")));
            // What is read on the way is short, whatever it is of; what is ticked is counted.
            if is_counted {
                let (length, ticks) = (resident.page_height().await, resident.ticks().await);
                println!("{screen}: {length} px, {ticks} ticks in {engine:?}");
                if length > LONGEST_PAGE || ticks > MOST_TICKS {
                    findings.push(format!("{screen}: {length} px, {ticks} ticks"));
                }
            }
            if screens::wanted() && in_every_look {
                resident.portrait(&screen).await;
            } else if screens::wanted() {
                resident.snapshot(&screen).await;
            }
        },
    )
    .await;
    println!(
        "{id} in {engine:?}: {} as {}, {} taps, {:.1} s",
        applicant.told,
        applicant.signs_in_as,
        resident.taps(),
        begun.elapsed().as_secs_f32()
    );
    let case = BackOffice::of(&product).case(&number).await;
    let handed_in: Vec<&str> = case
        .services
        .iter()
        .map(|lane| lane.name.as_str())
        .collect();
    let expected: Vec<&str> = applicant
        .services
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(handed_in, expected, "{id}: {}", applicant.told);
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.join("\n")
    );
    resident.leave().await;
}
