//! Every screen of the walk, judged: accessible by axe's rules in every look, nothing to scroll sideways at 320 px
//! or at twice the text, nothing too small for a thumb. With `YIJIANSHI_SCREENSHOTS=1` also pictures for people.

use whole_product::back_office::BackOffice;
use whole_product::browser::{Engine, Viewport};
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::scenario_folder::ScenarioFolder;
use whole_product::tables::region;
use whole_product::usability::Findings;
use whole_product::{screens, walk};

in_both_engines! {
    axe_finds_nothing,
}

/// So that there is a screen of one that is not yet live here.
fn all_but_retirement() -> ScenarioFolder {
    let scenarios = ScenarioFolder::copy();
    scenarios.close(&region(), "retirement");
    scenarios
}

/// Walks to the end and sees also the screens that lie beside the way.
async fn see_everything(
    resident: &mut Resident,
    product: &Product,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    resident.go("/cases").await;
    resident.expect_heading("登录后看办件").await;
    look(resident, "cases-signed-out").await;
    resident.go("/s/retirement").await;
    resident.expect("筹备").await;
    look(resident, "scenario-soon").await;
    resident.go("/no/such/page").await;
    resident.expect("没有这个页面").await;
    look(resident, "not-found").await;
    let number = walk::entitled(resident, look).await;
    resident.go("/cases").await;
    resident.expect_heading("我的办件").await;
    resident.expect("失业").await;
    look(resident, "cases").await;
    BackOffice::of(product)
        .accept_and_grant_everything(&number, "核定12个月。")
        .await;
    resident.go(&format!("/cases/{number}")).await;
    resident.expect("已办结").await;
    look(resident, "case").await;
}

async fn axe_finds_nothing(engine: Engine) {
    let scenarios = all_but_retirement();
    let product = Product::with_scenarios(scenarios.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Findings::default();
    see_everything(
        &mut resident,
        &product,
        &mut async |resident: &mut Resident, screen: &str| {
            findings.add(
                screen,
                "as it is",
                resident.accessibility_violations().await,
            );
            if engine == Engine::Chromium {
                resident.browser().prefer_dark(true).await;
                findings.add(screen, "dark", resident.accessibility_violations().await);
                resident.browser().prefer_dark(false).await;
            }
            assert!(
                resident.large_text_for_elders(true).await,
                "{screen} has no 长辈版"
            );
            findings.add(screen, "长辈版", resident.accessibility_violations().await);
            resident.large_text_for_elders(false).await;
            if screens::wanted() {
                resident.portrait(screen).await;
            }
        },
    )
    .await;
    findings.expect_none();
    resident.leave().await;
}

#[tokio::test]
async fn every_screen_is_comfortable_at_320_px_and_with_large_text() {
    let scenarios = all_but_retirement();
    let product = Product::with_scenarios(scenarios.path()).await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let mut findings = Findings::default();
    see_everything(
        &mut resident,
        &product,
        &mut async |resident: &mut Resident, screen: &str| {
            findings.add(screen, "390 px", resident.too_small_targets().await);
            for (name, viewport) in [
                ("320 px", Viewport::NARROWEST),
                ("1280 px", Viewport::DESKTOP),
            ] {
                resident.browser().resize(viewport).await;
                findings.add(screen, name, resident.sideways().await);
            }
            resident.browser().resize(Viewport::PHONE).await;
            resident.text_size(200).await;
            findings.add(screen, "text at 200 %", resident.sideways().await);
            resident.text_size(100).await;
            resident.large_text_for_elders(true).await;
            resident.browser().resize(Viewport::NARROWEST).await;
            findings.add(screen, "长辈版 at 320 px", resident.sideways().await);
            resident.browser().resize(Viewport::PHONE).await;
            resident.large_text_for_elders(false).await;
        },
    )
    .await;
    findings.expect_none();
    resident.leave().await;
}
