//! A photographed identity card that is valid no longer is told, on the phone, with what to do; it stops nobody. Of
//! one that is valid, and of one that cannot be read, nothing is said.

use precheck_testkit::{Backdrop, Document, Scene};
use whole_product::browser::Engine;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::usability::Findings;
use whole_product::walk;

in_both_engines! { a_card_that_is_valid_no_longer_is_told }

const ID_CARD: &str = "居民身份证";
const ENDED: &str = "这张身份证 2024 年 3 月 12 日到期了";

async fn a_card_that_is_valid_no_longer_is_told(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let mut findings = Findings::default();
    let mut resident = Resident::with(engine, &product).await;
    walk::to_the_materials(&mut resident).await;
    resident.press(ID_CARD).await;
    resident.expect_heading(ID_CARD).await;
    resident.press("换一种办法").await;
    resident.press("现在交").await;
    let emblem = |days: Option<&str>, seed: u64| {
        let scene = Scene {
            lettering: days.map(str::to_owned),
            ..Scene::of(Document::CardBack, Backdrop::Wood, 1600, seed)
        };
        let file = scene.photograph().picture.to_jpeg(88);
        folder.file(&format!("国徽{seed}.jpg"), &file)
    };
    let [take, again] = ["拍照：", "重拍："].map(|which| [which, ID_CARD, " 国徽面"].concat());

    let picture = emblem(Some("2014.03.12-2024.03.12"), 41);
    resident.photograph(ID_CARD, &take, &picture).await;
    resident.expect_in(ID_CARD, ENDED).await;
    // It is there all the same.
    resident.expect_file(&again).await;
    findings.judge(&mut resident, "card-ended").await;

    for (days, seed) in [(Some("2019.06.28-2039.06.28"), 42), (None, 43)] {
        let picture = emblem(days, seed);
        resident.photograph(ID_CARD, &again, &picture).await;
        resident.expect_no_longer(ENDED).await;
        resident.expect_file(&again).await;
        resident.settle().await;
        let said = resident.reads(ID_CARD).await;
        assert!(!said.contains("到期了"), "{said}");
    }
    findings.expect_none();
    resident.leave().await;
}
