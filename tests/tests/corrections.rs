//! 补正: two services ask for the same material again, and the case names both.

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;
use civic::CitizenId;
use civic::day::parse_iso;
use contract::case::ServiceState;
use contract::office_action::OfficeAction;
use precheck::CardSide;
use precheck_testkit::{Backdrop, Document, Scene};
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::sent::Sent;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    two_services_that_ask_for_one_material_do_not_meet,
    the_number_that_is_asked_for_again_is_read_off_the_card,
}

/// Ids and names of the services, as the back office and the resident know them.
const SERVICES: [(&str, &str); 2] = [
    ("unemployment_registration", "失业登记"),
    ("unemployment_benefit", "失业保险金申领"),
];
const ID_CARD: &str = "id_card";
const PAGES: [(&str, CardSide); 2] = [("人像面", CardSide::Portrait), ("国徽面", CardSide::Emblem)];

async fn two_services_that_ask_for_one_material_do_not_meet(engine: Engine) {
    let product = Product::in_clear().await;
    let back_office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::entitled(&mut resident, &mut async |_: &mut Resident, _: &str| ()).await;
    for (service, name) in SERVICES {
        back_office.accept(&number, service).await;
        let note = format!("{name}要看身份证原件的照片");
        back_office
            .send_back(&number, service, &[ID_CARD], &note)
            .await;
    }
    // The case names both, each with one button.
    let case = format!("/cases/{number}");
    resident.go(&case).await;
    for (_, name) in SERVICES {
        let task = json!(["现在要您办的", format!("补正：{name}")]);
        resident.expect_within(&task, "去补正").await;
    }
    // Each page tells of its own pages of the material.
    for (service, name) in SERVICES {
        resident.go(&format!("{case}/correct/{service}")).await;
        resident.expect_heading(name).await;
        resident
            .expect(&format!("{name}要看身份证原件的照片"))
            .await;
        resident.press("补好了，交上去").await;
        resident.expect_mistakes("有 2 处要改一下").await;
        assert_eq!(resident.accessibility_violations().await, [""; 0]);
    }

    // The pictures of one are under way while those of the other are taken.
    let photographs = Photographs::take();
    resident.go(&case).await;
    for (_, name) in SERVICES {
        let task = json!(["现在要您办的", format!("补正：{name}")]);
        resident.press_within(&task, "去补正").await;
        resident.expect_heading(name).await;
        for (page, side) in PAGES {
            let picture = photographs.of_card(side);
            resident.photograph(page, "拍照", &picture).await;
        }
        for (page, _) in PAGES {
            resident.expect_in(page, "已上传").await;
        }
        resident.press("返回上一步").await;
        resident.expect_path(&case).await;
    }
    let mut arrived = Vec::new();
    for nth in 1..=SERVICES.len() * PAGES.len() {
        let sent = Sent::picture(nth, &resident).await;
        let bytes = sent.bytes(&product);
        assert!(!arrived.contains(&bytes), "one picture arrived twice");
        arrived.push(bytes);
    }

    // The answer of one service leaves the other's as it was.
    let mut answered = Vec::new();
    for (service, name) in SERVICES {
        resident.go(&format!("{case}/correct/{service}")).await;
        resident.expect_heading(name).await;
        for (page, _) in PAGES {
            resident.expect_in(page, "已上传").await;
        }
        resident.press("补好了，交上去").await;
        resident.expect_path(&case).await;
        resident.expect("补正已经交上去了").await;
        resident.expect_in(name, "办理中").await;
        answered.push(service);
        for lane in back_office.case(&number).await.services {
            let expected = if answered.contains(&lane.service.as_str()) {
                ServiceState::Accepted
            } else {
                ServiceState::CorrectionNeeded
            };
            assert_eq!(lane.state, expected, "{}", lane.service);
        }
    }
    resident.leave().await;
}

/// What is typed and what the card says are held against each other here as in the form, and the photograph fills in.
async fn the_number_that_is_asked_for_again_is_read_off_the_card(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let back_office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    // Of the father, whom no register of the son's knows: his number was typed.
    let (demo, scenarios) = (demo_people(&product).await, live_scenarios());
    let scenario = scenarios.iter().find(|one| one.id == "social_card");
    let scenario = scenario.expect("it is live");
    let applicant = Applicant::told(scenario, &demo, "儿子替老父亲把旧卡换成第三代");
    let look = &mut async |_: &mut Resident, _: &str| ();
    let case = any_walk::to_the_receipt(&mut resident, scenario, &applicant, look).await;
    let handed_in = back_office.case(&case).await;
    let service = &handed_in.services.first().expect("one at least").service;
    back_office.accept(&case, service).await;
    let asked = [
        (
            CorrectionSubject::Material(ID_CARD.to_owned()),
            Remedy::TakeAgain,
        ),
        (
            CorrectionSubject::Field("id_number".to_owned()),
            Remedy::FillInAgain,
        ),
    ];
    let items = asked.map(|(of, remedy)| CorrectionItem {
        of,
        reasons: vec![CorrectionReason::R09],
        remedy,
    });
    let ask = OfficeAction::AskCorrection {
        service: service.clone(),
        items: items.into(),
        note: "号码请对着身份证再填一遍".to_owned(),
    };
    back_office.act(&case, ask).await;
    resident
        .go(&format!("/cases/{case}/correct/{service}"))
        .await;
    resident.expect("号码请对着身份证再填一遍").await;

    let birth = parse_iso("1991-12-02").expect("a day");
    let number = CitizenId::generate(320_000, birth, 44).expect("a number");
    let scene = Scene {
        lettering: Some(number.as_str().to_owned()),
        ..Scene::of(Document::CardFront, Backdrop::Wood, 1600, 21)
    };
    let card = folder.file("卡.jpg", &scene.photograph().picture.to_jpeg(88));
    resident.photograph("人像面", "拍照", &card).await;
    resident.expect_in("人像面", "填进表里").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press_in("人像面", "填进表里").await;
    resident.expect_in("人像面", "已按照片填好号码").await;
    let held =
        "return [...document.querySelectorAll('input')].some((one) => one.value === arguments[0])";
    resident
        .expect_true(held, vec![json!(number.as_str())])
        .await;
    resident.press_in("人像面", "改回去").await;
    let empty =
        "return ![...document.querySelectorAll('input')].some((one) => one.value === arguments[0])";
    resident
        .expect_true(empty, vec![json!(number.as_str())])
        .await;
    resident.leave().await;
}
