//! Every state that a picture can be in, as the screen shows it: each is good to use in every size and look, and says
//! what there is to do. With `YIJIANSHI_SCREENSHOTS=1` also pictures for people.

use std::path::{Path, PathBuf};

use precheck_testkit::{Backdrop, Defect, Degree, Document, Face, Scene, pdf, pdf_with};
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::{Answer, Resident};
use whole_product::tables::live_scenarios;
use whole_product::usability::Findings;
use whole_product::walk::{self, SOCIAL_CARD};

in_both_engines! {
    what_is_looked_at_says_how_far_it_is_and_can_be_given_up,
    what_is_found_is_shown_with_what_to_do,
    documents_and_what_is_no_picture_are_told_as_what_they_are,
    without_the_worker_a_picture_goes_to_a_clerk,
    a_portrait_is_framed_and_told_what_its_card_asks,
    what_the_phone_cannot_see_is_asked_and_what_differs_is_said,
}

/// Whose social security card is on record with its account.
const HOLDER: &str = "陈国平";

async fn at_the_form(engine: Engine, product: &Product) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, HOLDER, look).await;
    // What the records say of him brings one more question.
    resident.expect_heading("自己缴哪些").await;
    let answers = [("自己缴哪些", Answer::Choose("都没有自己缴"))];
    resident.answer_all(&answers, look).await;
    walk::to_the_form(&mut resident).await;
    resident
}

async fn at_the_materials(engine: Engine, product: &Product) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    walk::to_the_social_card(&mut resident).await;
    resident
}

/// A card on a table, with everything wrong that is named.
fn card(folder: &Folder, name: &str, defects: &[Defect]) -> PathBuf {
    let mut scene = Scene::of(Document::CardFront, Backdrop::Wood, 1600, 11);
    if defects.contains(&Defect::Askew) {
        scene.turn = 13.0;
    }
    let begun = if defects.contains(&Defect::Cut) {
        Defect::Cut.photographed(&scene, Degree::Clear)
    } else {
        Some(scene.photograph())
    };
    let light = defects
        .iter()
        .filter(|it| !matches!(it, Defect::Askew | Defect::Cut));
    let sample = light.fold(begun, |sample, defect| {
        defect.of_photograph(sample?, Degree::Clear, scene.seed)
    });
    let sample = sample.expect("a card can be so spoilt");
    folder.file(name, &sample.picture.to_jpeg(88))
}

/// The worker stands still at this stage, as on a very slow phone.
const STAND_STILL: &str = "const Opened = window.Worker;
    window.Worker = function (address) {
      const worker = new Opened(address);
      worker.postMessage = ({ id }) => setTimeout(() => {
        worker.onmessage && worker.onmessage(new MessageEvent('message', { data: { id, stage: arguments[0] } }));
      }, 100);
      return worker;
    };
    const stage = arguments[0];
    window.moveOn = () => { window.Worker = Opened; }";

async fn what_is_looked_at_says_how_far_it_is_and_can_be_given_up(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let card = card(&folder, "卡.jpg", &[]);
    let mut findings = Findings::default();
    let mut resident = at_the_materials(engine, &product).await;
    let stand_still = STAND_STILL.replace("arguments[0]", "'checking'");
    resident.run(&stand_still, vec![]).await;
    resident.photograph(SOCIAL_CARD, "拍照", &card).await;
    resident
        .expect_in(SOCIAL_CARD, "正在看清不清楚，几秒钟就好")
        .await;
    resident.expect_in(SOCIAL_CARD, "正在检查").await;
    findings.judge(&mut resident, "slot-checking").await;
    resident.press_in(SOCIAL_CARD, "取消").await;
    resident.expect_in(SOCIAL_CARD, "还没交").await;
    resident.run("moveOn()", vec![]).await;
    resident.photograph(SOCIAL_CARD, "拍照", &card).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    findings.judge(&mut resident, "slot-good").await;
    findings.expect_none();
    resident.leave().await;
}

async fn what_is_found_is_shown_with_what_to_do(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let mut resident = at_the_materials(engine, &product).await;
    let shadow = card(&folder, "影.jpg", &[Defect::Shadow]);
    resident.photograph(SOCIAL_CARD, "拍照", &shadow).await;
    resident.expect_in(SOCIAL_CARD, "我看过了").await;
    findings.judge(&mut resident, "finding-warn").await;
    assert!(resident.most_buttons_at_a_picture().await <= 3);

    // Several at once, each with its number on the picture.
    let spoilt = card(
        &folder,
        "坏.jpg",
        &[Defect::Askew, Defect::Cut, Defect::Glare],
    );
    for told in ["这是第 1 次提醒", "这是第 2 次提醒", "已经拍了几次"] {
        resident.photograph(SOCIAL_CARD, "重拍", &spoilt).await;
        resident.expect_in(SOCIAL_CARD, told).await;
        let screen = match told {
            "这是第 1 次提醒" => "finding-block",
            "这是第 2 次提醒" => continue,
            _ => "finding-third",
        };
        findings.judge(&mut resident, screen).await;
        assert!(resident.most_buttons_at_a_picture().await <= 3);
    }
    let numbered = "return all('.finding__number').length";
    let numbered = resident.run(numbered, vec![]).await;
    assert!(
        numbered.as_u64() >= Some(2),
        "{numbered} places are numbered"
    );
    // What is at two places is said once.
    let said = resident.reads(SOCIAL_CARD).await;
    assert_eq!(said.matches("有反光").count(), 1, "{said}");
    resident.press_in(SOCIAL_CARD, "就交这张").await;
    resident.expect_in(SOCIAL_CARD, "会注明请工作人员看").await;
    findings.judge(&mut resident, "slot-for-clerk").await;
    findings.expect_none();
    resident.leave().await;
}

async fn documents_and_what_is_no_picture_are_told_as_what_they_are(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let mut resident = at_the_materials(engine, &product).await;
    let written = "BT /F 12 Tf (a seal) Tj ET";
    let scanned = "q 500 0 0 800 40 20 cm /I Do Q";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let files = [
        (
            "加密.pdf",
            pdf_with(
                &[written],
                "/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>",
            ),
            "有密码",
            "pdf-encrypted",
        ),
        ("IMG_0002.HEIC", heic.to_vec(), "兼容性最佳", "heic"),
        ("空白.pdf", pdf(&["", written]), "是空白的", "pdf-blank"),
        ("扫描.pdf", pdf(&[scanned]), "扫描的 PDF", "pdf-scanned"),
    ];
    for (name, bytes, told, screen) in files {
        let file = folder.file(name, &bytes);
        let which = if name.ends_with("pdf") {
            "PDF"
        } else {
            "从相册"
        };
        resident.photograph(SOCIAL_CARD, which, &file).await;
        resident.expect_in(SOCIAL_CARD, told).await;
        findings.judge(&mut resident, screen).await;
    }
    findings.expect_none();
    resident.leave().await;
}

async fn without_the_worker_a_picture_goes_to_a_clerk(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let card = card(&folder, "卡.jpg", &[]);
    let mut findings = Findings::default();
    let mut resident = at_the_materials(engine, &product).await;
    let without = "window.Worker = function () { throw new Error('none'); }";
    resident.run(without, vec![]).await;
    resident.photograph(SOCIAL_CARD, "拍照", &card).await;
    resident
        .expect_in(SOCIAL_CARD, "手机没能检查这张照片")
        .await;
    findings.judge(&mut resident, "finding-unchecked").await;
    resident.press_in(SOCIAL_CARD, "不检查了，直接交").await;
    resident.expect_in(SOCIAL_CARD, "会注明请工作人员看").await;
    findings.expect_none();
    resident.leave().await;
}

/// Someone who needs a portrait for a new card.
async fn at_the_portrait(engine: Engine, product: &Product) -> (Resident, String) {
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "social_card");
    let scenario = scenario.expect("a scenario of cards");
    let demo = demo_people(product).await;
    let applicant = Applicant::find(scenario, &demo, Whom::First);
    let wanted = applicant
        .materials
        .iter()
        .find(|it| it.check.portrait.is_some());
    let name = wanted.expect("a portrait is asked for").name.clone();
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, scenario, &applicant, look).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.press(&name).await;
    resident.expect_heading(&name).await;
    (resident, name)
}

fn portrait(folder: &Folder, name: &str, face: &Face) -> PathBuf {
    folder.file(name, &face.photograph().to_jpeg(92))
}

async fn a_portrait_is_framed_and_told_what_its_card_asks(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let (mut resident, name) = at_the_portrait(engine, &product).await;
    let grey = portrait(
        &folder,
        "灰墙.jpg",
        &Face {
            backdrop: [[150.0, 152.0, 150.0], [120.0, 122.0, 120.0]],
            ..Face::before_white()
        },
    );
    resident.photograph(&name, "拍照", &grey).await;
    resident.expect_in(&name, "背景").await;
    findings.judge(&mut resident, "portrait-block").await;
    let good = portrait(&folder, "白墙.jpg", &Face::before_white());
    resident.photograph(&name, "重拍", &good).await;
    resident.expect_in(&name, "已上传").await;
    resident.expect_in(&name, "已做成证件照").await;
    findings.judge(&mut resident, "portrait-good").await;
    resident.unfold_in(&name, "做成证件照").await;
    resident.press_in(&name, "做成证件照").await;
    resident.expect("让脸进到椭圆里").await;
    let there = "const picture = document.querySelector('.editor__picture');
        return picture && picture.naturalWidth > 0";
    while resident.run(there, vec![]).await != true {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    findings.judge(&mut resident, "portrait-editor").await;
    resident.press("取消").await;
    findings.expect_none();
    resident.leave().await;
}

async fn what_the_phone_cannot_see_is_asked_and_what_differs_is_said(engine: Engine) {
    let (product, photographs) = (Product::start().await, Photographs::take());
    let mut findings = Findings::default();
    let mut resident = at_the_form(engine, &product).await;
    resident.fill("社保卡银行账号", "6200000000000000005").await;
    resident.expect("和这里填的不一样").await;
    findings.judge(&mut resident, "form-differs").await;
    resident.choose("我填的没错").await;
    resident.leave().await;

    let mut resident = at_the_materials(engine, &product).await;
    supply(&mut resident, photographs.sharp()).await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;
    resident.expect("交之前看一眼").await;
    findings.judge(&mut resident, "review-checklist").await;
    findings.expect_none();
    resident.leave().await;
}

async fn supply(resident: &mut Resident, card: &Path) {
    resident.photograph(SOCIAL_CARD, "拍照", card).await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
}
