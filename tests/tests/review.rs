//! What is read before handing in: by whose it is, one line a fact, masked, and as it will be sent.

use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::{Engine, Viewport};
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    what_was_typed_is_shown_as_it_will_be_sent_and_masked,
    an_employee_is_one_line_that_opens,
    what_is_ticked_comes_one_after_the_other,
}

async fn what_was_typed_is_shown_as_it_will_be_sent_and_masked(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    resident.fill("开户银行", "  演示银行扬州分行 ").await;
    resident
        .fill("社保卡银行账号", "6200 0000 0000 0000 005")
        .await;
    resident.fill("手机号码", "+86 138-0013-8000").await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.press("去交：社会保障卡").await;
    resident.unfold_everything().await;
    resident.press("以后补交").await;
    resident.expect_focus_on("以后补交").await;
    resident.press("返回上一步").await;
    resident.expect_heading("交材料").await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;

    resident.expect_in("联系方式", "138****8000").await;
    let said = resident.reads("").await;
    for kept_back in [
        "13800138000",
        "138-0013",
        "6200000000000000005",
        "6200 0000",
    ] {
        assert!(
            !said.contains(kept_back),
            "{kept_back} can be read over a shoulder"
        );
    }
    // The services stand once, and not under every fact.
    assert_eq!(
        said.matches("失业保险金申领").count(),
        1 + said.matches("为了办").count(),
        "{said}"
    );
    // The button is in reach on the smallest phone, wherever one reads.
    resident.browser().resize(Viewport::SMALL_PHONE).await;
    resident.run("scrollTo(0, 0)", vec![]).await;
    let reach = "const at = control('提交').getBoundingClientRect();
        return at.top >= 0 && at.bottom <= innerHeight";
    assert_eq!(resident.run(reach, vec![]).await, json!(true));
    resident.browser().resize(Viewport::PHONE).await;

    // From the change back, and what was answered is there to be unfolded.
    resident.press("联系方式").await;
    resident.press("改联系方式").await;
    resident.expect_heading("填信息").await;
    resident.press("去交材料").await;
    resident.press("去核对").await;
    resident.press("个回答").await;
    resident.expect("离开原因").await;
    resident.leave().await;
}

async fn an_employee_is_one_line_that_opens(engine: Engine) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios.iter().find(|scenario| scenario.id == "hiring");
    let hiring = hiring.expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let name = &clerk.groups[0].rows[0][0].1;
    let name = match name {
        whole_product::applicant::Input::Write(name) => name.clone(),
        _ => panic!("an employee has a name"),
    };
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;
    any_walk::fill_the_form(&mut resident, &clerk).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(&mut resident, &clerk, look).await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;

    let lines = "return all('main .review summary').map(words)";
    let lines = resident.run(lines, vec![]).await.to_string();
    assert!(lines.contains(&name) && lines.contains("****"), "{lines}");
    assert!(
        !resident.reads("").await.contains("岗位或工种"),
        "it is folded"
    );
    resident.press(&name).await;
    resident.expect("岗位或工种").await;
    resident.expect("全日制员工").await;
    resident.press(&["改", &name].concat()).await;
    resident.expect_heading("填信息").await;
    resident.leave().await;
}

/// Nothing is ticked unread, and nobody looks for what is next.
async fn what_is_ticked_comes_one_after_the_other(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.press("去交材料").await;
    walk::supply_the_social_card(&mut resident, look).await;
    resident.expect_heading("核对").await;

    expect_open(&mut resident, &["社会保障卡"]).await;
    resident.tick("是本人的卡").await;
    expect_open(&mut resident, &["申请人声明"]).await;
    expect_focus_on_line(&mut resident, "申请人声明").await;
    resident.expect("我有劳动能力，想找工作").await;
    resident.tick("我已经看过，同意以上每一条").await;
    let consent = "使用敏感个人信息";
    expect_open(&mut resident, &[consent]).await;
    expect_focus_on_line(&mut resident, consent).await;

    // What is missing is marked, and the way there opens it.
    resident.press(consent).await;
    expect_open(&mut resident, &[]).await;
    resident.press("提交").await;
    resident.expect_mistakes("有 1 处要改一下").await;
    resident.press("还没有勾选同意").await;
    expect_open(&mut resident, &[consent]).await;
    resident.tick("我同意为以上目的使用这些信息").await;
    expect_open(&mut resident, &[]).await;
    expect_focus_on_line(&mut resident, consent).await;

    // Who takes back an agreement stays where she is.
    resident.press(consent).await;
    resident.untick("我同意为以上目的使用这些信息").await;
    resident.settle().await;
    expect_open(&mut resident, &[consent]).await;
    resident.leave().await;
}

async fn expect_open(resident: &mut Resident, names: &[&str]) {
    let open = "const open = all('.consent > details[open] > summary').map(words);
        return open.length === arguments[0].length && open.every((it, at) => it.includes(arguments[0][at]))";
    resident.expect_true(open, vec![json!(names)]).await;
}

async fn expect_focus_on_line(resident: &mut Resident, name: &str) {
    let focus = "const at = document.activeElement;
        return at.tagName === 'SUMMARY' && words(at).includes(arguments[0])";
    resident.expect_true(focus, vec![json!(name)]).await;
}
