//! Typing into one field of the longest form changes nothing else on the page: no other field is built again.

use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;

const WATCHED: &str = include_str!("../src/watched.js");

/// How many lines of the form take typing at least; fewer would mean that the test looks past them.
const LEAST: usize = 8;

#[tokio::test]
async fn typing_into_a_field_of_the_longest_form_changes_nothing_else() {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let walks = scenarios
        .iter()
        .map(|scenario| (scenario, Applicant::find(scenario, &demo, Whom::First)));
    let longest = walks.max_by_key(|(_, applicant)| applicant.inputs());
    let (scenario, applicant) = longest.expect("a scenario is live");
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, scenario, &applicant, look).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;

    let script = format!("{WATCHED} return typable().map(called)");
    let lines = resident.run(&script, vec![]).await;
    let lines: Vec<String> = serde_json::from_value(lines).expect("the names of fields");
    assert!(lines.len() >= LEAST, "{} has {lines:?}", scenario.id);
    let mut disturbed = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // Leaving the field before may still say something there.
        resident
            .run(
                &format!("{WATCHED} typable()[arguments[0]].focus()"),
                vec![json!(at)],
            )
            .await;
        resident.settle().await;
        resident
            .run(
                &format!("{WATCHED} watch(typable()[arguments[0]])"),
                vec![json!(at)],
            )
            .await;
        let control = format!("{WATCHED} return typable()[arguments[0]]");
        resident.type_into(&control, vec![json!(at)], "8").await;
        let changes = resident.run("return window.endWatch()", vec![]).await;
        let changes: Vec<String> = serde_json::from_value(changes).expect("a list of texts");
        disturbed.extend(changes.into_iter().map(|what| format!("{line}: {what}")));
    }
    assert!(
        disturbed.is_empty(),
        "typing in the form of {} disturbs:\n{}",
        scenario.id,
        disturbed.join("\n")
    );
    resident.leave().await;
}
