//! A walk through any scenario from its first screen to the receipt. What to answer, type, add and supply is computed
//! beforehand (see [`crate::applicant`]); here the controls are found by their labels.

use catalog::scenario::{Scenario, Supply};
use serde_json::{Value, json};

use crate::applicant::{Applicant, Input, MaterialEntry};
use crate::browser::Engine;
use crate::demo_people::{DemoPerson, demo_people};
use crate::photograph::Photographs;
use crate::product::Product;
use crate::resident::Resident;
use crate::tables::live_scenarios;
use crate::walk;

/// From the page of the scenario to the number of the case.
pub async fn to_the_receipt(
    resident: &mut Resident,
    scenario: &Scenario,
    applicant: &Applicant,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) -> String {
    to_the_form(resident, scenario, applicant, look).await;
    fill_the_form(resident, applicant).await;
    look(resident, "form").await;
    let next = resident.reads_one_of(&["去交材料", "去核对提交"]).await;
    resident.press(next).await;
    if next == "去交材料" {
        resident.expect_heading("交材料").await;
        supply(resident, applicant, look).await;
        look(resident, "materials").await;
        resident.press("去核对").await;
    }
    walk::hand_in(resident, look).await
}

/// On the form of a scenario as somebody of its walk table, whom `find` chooses.
///
/// # Panics
/// Where the scenario is not live.
pub async fn on_the_form(
    engine: Engine,
    id: &str,
    find: impl Fn(&Scenario, &[DemoPerson]) -> Applicant,
) -> (Product, Resident, Applicant) {
    let product = Product::start().await;
    let demo = demo_people(&product).await;
    let scenario = live_scenarios().into_iter().find(|one| one.id == id);
    let scenario = scenario.expect("the scenario is live");
    let applicant = find(&scenario, &demo);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    to_the_form(&mut resident, &scenario, &applicant, look).await;
    (product, resident, applicant)
}

/// Answers everything, reads the list, signs in.
pub async fn to_the_form(
    resident: &mut Resident,
    scenario: &Scenario,
    applicant: &Applicant,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    resident.go(&format!("/s/{}", scenario.id)).await;
    resident.expect_heading(scenario.name.zh()).await;
    look(resident, "scenario").await;
    resident.press("开始办").await;
    answer_everything(resident, applicant, look).await;
    resident.expect_path("/plan").await;
    resident.expect_heading("项").await;
    for service in &applicant.services {
        let verdict = if service.left_to_office {
            "由经办机构核定"
        } else {
            "可以办"
        };
        resident.expect_in(&service.name, verdict).await;
    }
    look(resident, "plan").await;
    resident.unfold_everything().await;
    look(resident, "plan-unfolded").await;
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
    resident.press(&applicant.signs_in_as).await;
    if !resident.leaves("/sign-in").await {
        // WebKit's driver occasionally loses a click, so it is repeated.
        resident.press(&applicant.signs_in_as).await;
    }
    walk::to_the_form(resident).await;
}

/// From the first question to the last, as the applicant is to answer.
pub async fn answer_everything(
    resident: &mut Resident,
    applicant: &Applicant,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    let mut asked = Vec::new();
    while let Some((path, heading)) = resident.question_after(&asked).await {
        let question = path.rsplit('/').next().unwrap_or_default();
        let Some(answer) = applicant.answers.get(question) else {
            let why = format!("{} has no answer to 「{heading}」", applicant.told);
            return resident.fail(&why).await;
        };
        match answer {
            Input::Write(text) | Input::Stretch(text) => resident.fill("", text).await,
            Input::Choose(options) => {
                for option in options {
                    resident.choose(option).await;
                }
            }
        }
        look(resident, &format!("guide-{question}")).await;
        resident.press("下一问").await;
        asked.push((path, heading));
    }
}

/// Adds the rows, and fills in what neither a record nor an answer has.
pub async fn fill_the_form(resident: &mut Resident, applicant: &Applicant) {
    for group in &applicant.groups {
        for (at, row) in group.rows.iter().enumerate() {
            // A group with required rows starts with one row.
            if resident.cards_in(&group.name).await <= at {
                resident
                    .press_in(&group.name, &["添加", &group.one].concat())
                    .await;
            }
            for (label, input) in row {
                enter(resident, &[json!(group.name), json!(at)], label, input).await;
            }
        }
    }
    for field in &applicant.fields {
        enter(
            resident,
            &[json!(field.section)],
            &field.label,
            &field.input,
        )
        .await;
    }
}

/// Under the headings, each within the one before.
async fn enter(resident: &mut Resident, under: &[Value], label: &str, input: &Input) {
    match input {
        Input::Write(text) => resident.fill_within(&json!(under), label, text).await,
        Input::Stretch(text) => {
            let within = json!([under, &[json!(label)]].concat());
            resident.fill_within(&within, "", text).await;
        }
        Input::Choose(options) => {
            let within = json!([under, &[json!(label)]].concat());
            for option in options {
                resident.choose_within(&within, option).await;
            }
        }
    }
}

/// In CSS pixels, on a phone.
const HIGHEST_PAGE: u64 = 2500;

/// Each on its own page, one after the other as the way on leads, and back to the list.
pub async fn supply(
    resident: &mut Resident,
    applicant: &Applicant,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    let photographs = Photographs::take();
    let count = applicant.materials.len().to_string();
    if count == "0" {
        resident.expect("不用").await;
        return;
    }
    // As many as the plan says, whatever becomes of them.
    let said = resident.reads("").await.replace("要准备的 ", "要准备 ");
    let wanted = ["要准备 ", &count, " 份"].concat();
    assert!(said.contains(&wanted), "not {wanted}: {said}");
    let mut leads = "去交：";
    for material in &applicant.materials {
        if material.only && material.way != Supply::Attach {
            continue;
        }
        assert!(resident.page_height().await <= HIGHEST_PAGE);
        resident.press(&[leads, &material.name].concat()).await;
        resident.expect_heading(&material.name).await;
        resident.close_the_camera().await;
        if leads == "去交：" {
            look(resident, "material").await;
        }
        assert!(resident.page_height().await <= HIGHEST_PAGE);
        if material.way == Supply::Attach {
            photograph(resident, material, &photographs).await;
        } else {
            resident.unfold_everything().await;
            resident.press(words_of(material.way)).await;
            // It has the focus as soon as it is chosen.
            resident.expect_focus_on(words_of(material.way)).await;
        }
        leads = "下一份：";
    }
    if leads == "下一份：" {
        resident.press("返回上一步").await;
        resident.expect_heading("交材料").await;
    }
    resident.expect("都安排好了").await;
}

async fn photograph(resident: &mut Resident, material: &MaterialEntry, photographs: &Photographs) {
    for (page, policy) in &material.pages {
        let what = [&material.name, " ", page].concat();
        let which = ["拍照：", &what].concat();
        resident
            .photograph(&material.name, &which, &photographs.good(policy))
            .await;
        resident.expect_file(&["重拍：", &what].concat()).await;
    }
    resident.expect_in(&material.name, "已上传").await;
}

const fn words_of(way: Supply) -> &'static str {
    match way {
        Supply::Licence => "用电子证照",
        Supply::Attach => "现在交",
        Supply::Later => "以后补交",
        Supply::Promise => "书面承诺代替",
        Supply::Counter => "到窗口出示",
        Supply::OtherParty => "由别人提供",
    }
}
