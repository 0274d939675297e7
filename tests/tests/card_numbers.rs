//! The number on a photographed identity card is compared with the form, on the phone: what differs is asked, what is
//! missing is offered, the register's is never typed over, and what cannot be read is not spoken of.

use std::path::{Path, PathBuf};

use catalog::scenario::Scenario;
use civic::CitizenId;
use civic::day::parse_iso;
use precheck_testkit::{Backdrop, Document, Scene};
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::usability::Findings;
use whole_product::walk;

in_both_engines! {
    another_number_than_the_form_holds_is_asked_and_a_missing_one_is_offered,
    the_number_of_the_register_is_never_typed_over,
    the_card_of_an_heir_is_compared_with_his_own_row,
}

const ID_CARD: &str = "居民身份证";
const FRONT: &str = "人像面";
const NUMBER: &str = "身份证件号码";
const DIFFERS: &str = "照片上的号码和您填的不一样";
const RECORDED: &str = "照片上的号码和登记的不一样";

fn number(birth: &str, sequence: u16) -> CitizenId {
    let birth = parse_iso(birth).expect("a day");
    CitizenId::generate(320_000, birth, sequence).expect("a number")
}

/// The side with the portrait; without a number it has glyphs that are none.
fn card(folder: &Folder, number: Option<&CitizenId>, seed: u64) -> PathBuf {
    let scene = Scene {
        lettering: number.map(|number| number.as_str().to_owned()),
        ..Scene::of(Document::CardFront, Backdrop::Wood, 1600, seed)
    };
    let file = scene.photograph().picture.to_jpeg(88);
    folder.file(&format!("卡{seed}.jpg"), &file)
}

fn emblem_side(folder: &Folder) -> PathBuf {
    let scene = Scene::of(Document::CardBack, Backdrop::Tiles, 1600, 5);
    folder.file("国徽.jpg", &scene.photograph().picture.to_jpeg(88))
}

fn scenario(id: &str) -> Scenario {
    let found = live_scenarios().into_iter().find(|one| one.id == id);
    found.expect("it is live")
}

async fn expect_in_the_form(resident: &mut Resident, scenario: &str, number: &CitizenId) {
    resident.go(&format!("/s/{scenario}/form")).await;
    resident.expect_heading("填信息").await;
    assert_eq!(resident.value_of(NUMBER).await, number.as_str());
}

async fn another_number_than_the_form_holds_is_asked_and_a_missing_one_is_offered(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let (first, second) = (number("1945-08-08", 31), number("1945-08-08", 33));
    // Of the father, whom no register of the son's knows.
    let (scenario, demo) = (scenario("social_card"), demo_people(&product).await);
    let applicant = Applicant::told(&scenario, &demo, "儿子替老父亲把旧卡换成第三代");
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, &scenario, &applicant, look).await;
    let of_the_card = "/s/social_card/materials/id_card";
    resident.go(of_the_card).await;
    resident.expect_heading(ID_CARD).await;
    let front = ["拍照：", ID_CARD, " ", FRONT].concat();
    let picture = card(&folder, Some(&first), 21);
    resident.photograph(ID_CARD, &front, &picture).await;
    resident.expect_in(ID_CARD, "填进表里").await;
    resident.expect_in(ID_CARD, &first.masked()).await;
    findings.judge(&mut resident, "card-number-missing").await;
    resident.press_in(ID_CARD, "填进表里").await;
    resident.expect_in(ID_CARD, "已按照片填好号码").await;
    resident.expect_focus_on(FRONT).await;
    findings.judge(&mut resident, "card-number-used").await;
    expect_in_the_form(&mut resident, "social_card", &first).await;

    resident.go(of_the_card).await;
    resident.expect_heading(ID_CARD).await;
    let picture = card(&folder, Some(&second), 22);
    let again = ["重拍：", ID_CARD, " ", FRONT].concat();
    resident.photograph(ID_CARD, &again, &picture).await;
    resident.expect_in(ID_CARD, DIFFERS).await;
    let said = resident.reads(ID_CARD).await;
    assert!(
        said.contains(&first.masked()) && said.contains(&second.masked()),
        "{said}"
    );
    assert!(
        !said.contains(first.as_str()) && !said.contains(second.as_str()),
        "{said}"
    );
    findings.judge(&mut resident, "card-number-differs").await;
    resident.press_in(ID_CARD, "用照片上的").await;
    resident.expect_no_longer(DIFFERS).await;
    resident.expect_focus_on(FRONT).await;
    // Taken back by one tap, and asked again.
    resident.press_in(ID_CARD, "改回去").await;
    resident.expect_in(ID_CARD, DIFFERS).await;
    resident.press_in(ID_CARD, "用照片上的").await;
    resident.expect_in(ID_CARD, "已按照片填好号码").await;
    expect_in_the_form(&mut resident, "social_card", &second).await;

    // Who says that the form is right is believed.
    resident.go(of_the_card).await;
    resident.expect_heading(ID_CARD).await;
    let picture = card(&folder, Some(&first), 23);
    resident.photograph(ID_CARD, &again, &picture).await;
    resident.expect_in(ID_CARD, DIFFERS).await;
    resident.press_in(ID_CARD, "没有填错").await;
    resident.expect_no_longer(DIFFERS).await;
    resident.expect_focus_on(FRONT).await;
    expect_in_the_form(&mut resident, "social_card", &second).await;
    findings.expect_none();
    resident.leave().await;
}

/// Until whatever was to be read is read: the worker looks at one file after the other.
async fn expect_the_other_side_to_be_looked_at(resident: &mut Resident, which: &str, side: &Path) {
    let back = [which, "：", ID_CARD, " 国徽面"].concat();
    resident.photograph(ID_CARD, &back, side).await;
    let looked_at = "const back = all('.slot')[1]; return !back.querySelector('.waiting') && !!back.querySelector('img')";
    resident.expect_true(looked_at, vec![]).await;
    resident.settle().await;
}

async fn the_number_of_the_register_is_never_typed_over(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let demo = demo_people(&product).await;
    let own = demo.iter().find(|it| it.name == people::ENTITLED);
    let own = own.expect("she can sign in").number().to_owned();
    let today = whole_product::demo_people::today(&product).await;
    let own = CitizenId::parse(&own, today).expect("a number");
    let mut findings = Findings::default();
    let mut resident = Resident::with(engine, &product).await;
    walk::to_the_materials(&mut resident).await;
    resident.press(ID_CARD).await;
    resident.expect_heading(ID_CARD).await;
    resident.press("换一种办法").await;
    resident.press("现在交").await;
    let [take, again] = ["拍照：", "重拍："].map(|which| [which, ID_CARD, " ", FRONT].concat());
    let back = emblem_side(&folder);

    // Her own card: there is nothing to say.
    let picture = card(&folder, Some(&own), 31);
    resident.photograph(ID_CARD, &take, &picture).await;
    resident.expect_file(&again).await;
    expect_the_other_side_to_be_looked_at(&mut resident, "拍照", &back).await;
    let said = resident.reads(ID_CARD).await;
    assert!(!said.contains("照片上的号码"), "{said}");

    let other = number("1991-12-02", 44);
    let picture = card(&folder, Some(&other), 32);
    resident.photograph(ID_CARD, &again, &picture).await;
    resident.expect_in(ID_CARD, RECORDED).await;
    let said = resident.reads(ID_CARD).await;
    assert!(
        !said.contains("用照片上的") && !said.contains("填进表里"),
        "{said}"
    );
    findings.judge(&mut resident, "card-number-recorded").await;
    resident.press_in(ID_CARD, "知道了").await;
    resident.expect_no_longer(RECORDED).await;
    resident.expect_focus_on(FRONT).await;

    // What cannot be read is not spoken of.
    let picture = card(&folder, None, 33);
    resident.photograph(ID_CARD, &again, &picture).await;
    expect_the_other_side_to_be_looked_at(&mut resident, "重拍", &back).await;
    let said = resident.reads(ID_CARD).await;
    assert!(!said.contains("照片上"), "{said}");
    findings.expect_none();
    resident.leave().await;
}

async fn the_card_of_an_heir_is_compared_with_his_own_row(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let (scenario, demo) = (scenario("bereavement"), demo_people(&product).await);
    let applicant = Applicant::told(&scenario, &demo, "三个子女");
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, &scenario, &applicant, look).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    let of_heir = applicant
        .materials
        .iter()
        .find(|it| it.name.contains("继承人的身份证"));
    let of_heir = of_heir.expect("one draws his own share").name.clone();
    resident.press(&of_heir).await;
    resident.expect_heading(&of_heir).await;
    let other = number("1975-06-01", 52);
    let picture = card(&folder, Some(&other), 41);
    let front = ["拍照：", &of_heir, " ", FRONT].concat();
    resident.photograph(&of_heir, &front, &picture).await;
    resident.expect_in(&of_heir, DIFFERS).await;
    resident.press_in(&of_heir, "用照片上的").await;
    resident.expect_in(&of_heir, "已按照片填好号码").await;
    // In his row, which is folded, and nowhere else.
    resident.go("/s/bereavement/form").await;
    resident.expect_heading("填信息").await;
    resident.press("周二").await;
    let held = "const held = [...document.querySelectorAll('input')].filter((one) => one.value === arguments[0]);
        return held.length === 1 && held[0].id.includes('heirs')";
    resident
        .expect_true(held, vec![json!(other.as_str())])
        .await;
    resident.leave().await;
}
