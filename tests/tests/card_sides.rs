//! Front and back of an identity card in each other's place: told, exchanged by one tap, and put back by another.

use std::path::PathBuf;

use civic::CitizenId;
use civic::day::parse_iso;
use precheck::{Code, Severity};
use precheck_testkit::{Backdrop, Document, Scene};
use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::sent::Sent;
use whole_product::tables::live_scenarios;
use whole_product::usability::Findings;

in_both_engines! {
    both_sides_change_places_by_one_tap_and_go_back_by_another,
}

const ID_CARD: &str = "居民身份证";
const LOOKS_LIKE_EMBLEM: &str = "这张像是国徽面，这里要人像面";

fn side(folder: &Folder, document: Document, number: Option<&CitizenId>) -> PathBuf {
    let scene = Scene {
        lettering: number.map(|number| number.as_str().to_owned()),
        ..Scene::of(document, Backdrop::Wood, 1600, 21)
    };
    let name = format!("{document:?}.jpg");
    folder.file(&name, &scene.photograph().picture.to_jpeg(88))
}

/// What stands in the slots of both pages.
async fn expect_in_slots(resident: &mut Resident, front: &str, back: &str) {
    let stands = "const slots = all('.slot').map((slot) => slot.textContent);
        return slots[0].includes(arguments[0]) && slots[1].includes(arguments[1])";
    let words = vec![front.into(), back.into()];
    resident.expect_true(stands, words).await;
}

async fn both_sides_change_places_by_one_tap_and_go_back_by_another(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let birth = parse_iso("1945-08-08").expect("a day");
    let number = CitizenId::generate(320_000, birth, 31).expect("a number");
    let (demo, scenarios) = (demo_people(&product).await, live_scenarios());
    let scenario = scenarios.iter().find(|one| one.id == "social_card");
    let scenario = scenario.expect("it is live");
    // Of the father, whom no register of the son's knows.
    let applicant = Applicant::told(scenario, &demo, "儿子替老父亲把旧卡换成第三代");
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, scenario, &applicant, look).await;
    resident.go("/s/social_card/materials/id_card").await;
    resident.expect_heading(ID_CARD).await;

    let portrait = side(&folder, Document::CardFront, Some(&number));
    let emblem = side(&folder, Document::CardBack, None);
    let [front, back] = ["人像面", "国徽面"].map(|page| ["拍照：", ID_CARD, " ", page].concat());
    resident.photograph(ID_CARD, &front, &emblem).await;
    resident.expect_in(ID_CARD, LOOKS_LIKE_EMBLEM).await;
    // One alone has nothing to change places with.
    let said = resident.reads(ID_CARD).await;
    assert!(!said.contains("两面换过来"), "{said}");
    resident.photograph(ID_CARD, &back, &portrait).await;
    // Its look does not tell it, but the number that it bears.
    expect_in_slots(&mut resident, LOOKS_LIKE_EMBLEM, &number.masked()).await;
    resident.expect_in(ID_CARD, "不用重拍").await;
    findings.judge(&mut resident, "card-sides-exchanged").await;

    resident.press_in(ID_CARD, "两面换过来").await;
    resident.expect_focus_on("人像面").await;
    resident.expect_in(ID_CARD, "两面已换过来").await;
    expect_in_slots(&mut resident, "清楚，已上传", "清楚，已上传").await;
    // The number is read where the portrait now stands.
    expect_in_slots(&mut resident, &number.masked(), "").await;
    findings.judge(&mut resident, "card-sides-right").await;
    // After the one that was sent for the wrong page. The server holds each against the page that it was sent for.
    for at in [2, 3] {
        let report = Sent::picture(at, &resident).await.report;
        assert_eq!(report.find(Code::OtherSide), None, "{at}");
        assert!(report.verdict() < Some(Severity::Warn), "{report:?}");
    }

    resident.press_in(ID_CARD, "换回去").await;
    expect_in_slots(&mut resident, LOOKS_LIKE_EMBLEM, "清楚，已上传").await;
    resident.expect_no_longer("两面已换过来").await;
    findings.expect_none();
    resident.leave().await;
}
