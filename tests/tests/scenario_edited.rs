//! A scenario is data: what an agency changes in a file shows after a restart of the server, in the same app.

use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::scenario_folder::ScenarioFolder;

in_both_engines! {
    only_what_changed_is_asked_again,
}

fn replace_once(text: &str, old: &str, new: &str) -> String {
    assert_eq!(
        text.matches(old).count(),
        1,
        "「{old}」 stands in the scenario once"
    );
    text.replace(old, new)
}

async fn only_what_changed_is_asked_again(engine: Engine) {
    let folder = ScenarioFolder::copy();
    let mut product = Product::with_scenarios(folder.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/unemployment/guide/situation").await;
    resident.expect_heading("下面哪一种最像您的情况？").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.expect_heading("现在有没有").await;
    resident.choose("以上都没有").await;
    resident.press("下一问").await;
    resident.expect_heading("您领过吗").await;

    // One question means something else now; another only has one more option.
    folder.edit("unemployment.yaml", |text| {
        let text = replace_once(
            text,
            "ask: 下面哪一种最像您的情况？",
            "ask: 您是怎么没有了工作？",
        );
        let option = "- { id: enlisted, label: 已经应征入伍 }";
        let with_another = format!("{option}\n        - {{ id: returned, label: 刚从国外回来 }}");
        replace_once(&text, option, &with_another)
    });
    product.start_again().await;

    // Only what changed is asked again, and the resident is told which that is.
    resident.go("/s/unemployment/guide/now").await;
    resident.expect_heading("您是怎么没有了工作？").await;
    resident.expect("办事规定更新了").await;
    resident
        .expect("要请您重新填一下：没有工作的情形。别的都还在")
        .await;
    assert_eq!(resident.sees().await["chosen"], json!([]));
    resident.reload().await;
    resident.expect("要请您重新填一下：没有工作的情形。").await;
    resident.press("知道了").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.expect_heading("现在有没有").await;
    assert_eq!(resident.sees().await["chosen"], json!(["以上都没有"]));
    resident.expect("刚从国外回来").await;
    assert!(!resident.reads("").await.contains("办事规定更新了"));
    resident.leave().await;
}
