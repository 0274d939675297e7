//! 分享清单: what is sent to the family says what is done and what is to be prepared, with the way there, and nothing
//! of the people in it.

use catalog::scenario::Scenario;
use serde_json::{Value, json};
use whole_product::any_walk;
use whole_product::app_folder::AppFolder;
use whole_product::applicant::{Applicant, Input};
use whole_product::browser::Engine;
use whole_product::demo_people::{DemoPerson, demo_people};
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;

in_both_engines! {
    a_list_is_shared_with_what_is_to_be_done_and_nobodys_data,
    where_nothing_shares_the_list_is_copied,
}

/// A phone whose apps take what is shared.
const SHARES: &str =
    "navigator.share = (data) => { window.shared = data; return Promise.resolve(); };";

/// A web-view without apps to share by; it copies.
const COPIES: &str = "delete Navigator.prototype.share;
    Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: (text) => { window.shared = { text }; return Promise.resolve(); } },
    });";

async fn shared(resident: &mut Resident) -> Value {
    resident.press("分享清单").await;
    resident.expect_true("return !!window.shared", vec![]).await;
    resident
        .run(
            "const { title, text, url } = window.shared; return { title, text, url }",
            vec![],
        )
        .await
}

/// A clerk who hires, with employees on the form, of whom some bring a material each.
async fn a_list_is_shared_with_what_is_to_be_done_and_nobodys_data(engine: Engine) {
    let app = AppFolder::with_script(SHARES);
    let product = Product::with_app(app.path()).await;
    let demo = demo_people(&product).await;
    let hiring = live_scenarios().into_iter().find(|one| one.id == "hiring");
    let hiring = hiring.expect("it is live");
    let told = |hiring: &Scenario, demo: &[DemoPerson]| {
        Applicant::told(hiring, demo, "小微企业招应届毕业生和就业困难人员")
    };
    let clerk = told(&hiring, &demo);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, &hiring, &clerk, look).await;
    any_walk::fill_the_form(&mut resident, &clerk).await;
    resident.press("回清单").await;
    resident.expect_path("/plan").await;

    let sent = shared(&mut resident).await;
    assert_eq!(sent["title"], "企业招用员工一件事 · 办事清单");
    let origin = resident.run("return location.origin", vec![]).await;
    let url = [origin.as_str().unwrap_or_default(), "/s/hiring"].concat();
    assert_eq!(sent["url"], json!(url));
    let text = sent["text"].as_str().unwrap_or_default();
    assert!(
        text.contains(&format!("一起办 {} 项", clerk.services.len())),
        "{text}"
    );
    for service in &clerk.services {
        assert!(
            text.contains(&service.name),
            "{} is not in {text}",
            service.name
        );
    }
    let needed = resident.reads("要准备").await;
    let heading = needed.split('份').next().unwrap_or_default();
    assert!(
        text.contains(&format!("{heading}份材料")),
        "not {heading}: {text}"
    );
    for id in ["labour_contract", "portrait"] {
        let name = hiring.material(id).expect("a material").name.zh();
        assert!(text.contains(name), "{name} is not in {text}");
    }
    // Of nobody anything that was typed or is on record.
    let typed = clerk
        .groups
        .iter()
        .flat_map(|group| group.rows.iter().flatten());
    let mut personal: Vec<String> = vec![clerk.signs_in_as.clone()];
    personal.extend(typed.filter_map(|(label, input)| match input {
        Input::Write(value) if ["姓名", "身份证件号码", "手机号码"].contains(&label.as_str()) => {
            Some(value.clone())
        }
        _ => None,
    }));
    assert!(personal.len() > 4, "{personal:?}");
    for of in personal {
        assert!(!text.contains(&of), "{of} is in {text}");
    }
    resident.leave().await;
}

async fn where_nothing_shares_the_list_is_copied(engine: Engine) {
    let app = AppFolder::with_script(COPIES);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let answers = whole_product::walk::entitled_answers();
    whole_product::walk::to_the_plan(&mut resident, &answers, look).await;
    let sent = shared(&mut resident).await;
    let text = sent["text"].as_str().unwrap_or_default();
    for line in [
        "失业一件事 · 办事清单",
        "· 失业保险金申领",
        "· 社会保障卡",
        "/s/unemployment",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    resident.expect("清单已复制").await;
    resident.leave().await;
}
