//! A scenario is data: what an agency changes in a file shows after a restart of the server, in the same app.

use std::path::Path;

use tempfile::TempDir;
use whole_product::browser::Engine;
use whole_product::place;
use whole_product::product::Product;
use whole_product::resident::Resident;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the scenarios").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}

fn replace_once(text: &str, old: &str, new: &str) -> String {
    assert_eq!(
        text.matches(old).count(),
        1,
        "「{old}」 stands in the scenario once"
    );
    text.replace(old, new)
}

#[tokio::test]
async fn an_edited_question_and_a_new_option_show_without_a_new_app() {
    let folder = TempDir::new().expect("a temporary folder");
    copy(&place::project().join("scenarios"), folder.path());
    let mut product = Product::with_scenarios(folder.path()).await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    resident.go("/s/unemployment/guide/situation").await;
    resident.expect_heading("下面哪一种最像您的情况？").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.expect_heading("现在有没有").await;

    let file = folder.path().join("unemployment.yaml");
    let text = std::fs::read_to_string(&file).expect("the scenario");
    let text = replace_once(
        &text,
        "ask: 下面哪一种最像您的情况？",
        "ask: 您是怎么没有了工作？",
    );
    let option = "- { id: graduated, label: 毕业或肄业后还没找到工作 }";
    let with_another = format!("{option}\n        - {{ id: returned, label: 刚从国外回来 }}");
    let text = replace_once(&text, option, &with_another);
    std::fs::write(&file, text).expect("the scenario is written");
    product.start_again().await;

    resident.go("/s/unemployment/guide/situation").await;
    resident.expect_heading("您是怎么没有了工作？").await;
    // The answer given before the change is still there, and the new one can be given.
    let chosen = resident.sees().await["chosen"].to_string();
    assert!(
        chosen.starts_with("[\"离开了工作的单位"),
        "chosen is {chosen}"
    );
    resident.choose("刚从国外回来").await;
    resident.press("下一问").await;
    resident.expect_heading("现在有没有").await;
    resident.leave().await;
}
