//! One draft open in two windows: what is typed in either is kept, and what was deleted or handed in stays so.

use serde_json::{Value, json};
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    what_is_typed_in_two_windows_is_all_there,
    rows_added_in_two_windows_are_all_there,
    what_is_deleted_in_one_window_does_not_come_back_from_another,
    what_is_handed_in_in_one_window_is_not_begun_again_in_another,
    who_signs_in_in_one_window_goes_on_in_another,
    a_newer_release_is_not_kept_waiting_and_loses_nothing,
}

const FORM: &str = "/s/unemployment/form";
const BANK: &str = "开户银行";
const ACCOUNT: &str = "社保卡银行账号";

async fn on_the_form(resident: &mut Resident) {
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(resident, &walk::entitled_answers(), look).await;
    walk::sign_in(resident, people::ENTITLED, look).await;
    walk::to_the_form(resident).await;
}

/// Waits until a field holds this.
async fn expect_value(resident: &Resident, label: &str, value: &str) {
    let script = "return field(arguments[0])?.value === arguments[1]";
    resident
        .expect_true(script, vec![json!(label), json!(value)])
        .await;
}

async fn what_is_typed_in_two_windows_is_all_there(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    let first = resident.window().await;
    let second = resident.open_another_window(FORM).await;
    resident.expect_heading("填信息").await;

    resident.look_at(&first).await;
    resident.fill(BANK, "演示银行扬州分行").await;
    // The other window types something else before it can have heard of it, or after: both stay.
    resident.look_at(&second).await;
    resident.fill(ACCOUNT, "6200000000000000005").await;
    expect_value(&resident, BANK, "演示银行扬州分行").await;
    assert!(!resident.reads("").await.contains("另一个页面改过"));
    resident.look_at(&first).await;
    expect_value(&resident, ACCOUNT, "6200000000000000005").await;
    expect_value(&resident, BANK, "演示银行扬州分行").await;

    // What both type is as the last one typed it, and the other is told.
    resident.look_at(&second).await;
    resident.fill(BANK, "演示银行广陵支行").await;
    resident.look_at(&first).await;
    expect_value(&resident, BANK, "演示银行广陵支行").await;
    resident.expect("另一个页面改过").await;
    resident.expect("这里已经换成那边填的：开户银行").await;
    resident.press("知道了").await;

    resident.reload().await;
    expect_value(&resident, BANK, "演示银行广陵支行").await;
    expect_value(&resident, ACCOUNT, "6200000000000000005").await;
    resident.leave().await;
}

/// Each is a line under her name. WebKit does not tell the text of lines that are out of sight (`content-visibility`).
async fn each_is_a_line(resident: &Resident, names: &[&str]) {
    for name in names {
        let there = "return all('.row-card').some((it) => it.textContent.includes(arguments[0]))";
        resident.expect_true(there, vec![json!(name)]).await;
    }
}

async fn rows_added_in_two_windows_are_all_there(engine: Engine) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios.iter().find(|scenario| scenario.id == "hiring");
    let hiring = hiring.expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;
    let first = resident.window().await;
    let second = resident.open_another_window("/s/hiring/form").await;
    resident.expect_heading("填信息").await;

    // Each adds an employee; they are two people.
    let names = ["陈小满", "罗大雪"];
    for (window, name) in [(&first, names[0]), (&second, names[1])] {
        resident.look_at(window).await;
        resident.press("添加员工").await;
        let last = "return all('.row-card').at(-1).querySelector('input')";
        resident.type_into(last, vec![], name).await;
    }
    for window in [&first, &second] {
        resident.look_at(window).await;
        each_is_a_line(&resident, &names).await;
    }
    resident.reload().await;
    resident.expect_heading("填信息").await;
    each_is_a_line(&resident, &names).await;
    resident.leave().await;
}

/// The keys of drafts in the browser, but for what was handed in and can be taken back for ten minutes.
async fn drafts(resident: &Resident) -> Value {
    let script = "return new Promise((done) => {
        const opening = indexedDB.open('yijianshi');
        opening.onsuccess = () => {
            const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys();
            asked.onsuccess = () => {
                opening.result.close();
                const open = (key) => key.startsWith('draft:') && !key.startsWith('draft:undo/');
                done(asked.result.filter(open));
            };
        };
    })";
    resident.run(script, vec![]).await
}

async fn what_is_deleted_in_one_window_does_not_come_back_from_another(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    let first = resident.window().await;
    resident.open_another_window("/").await;
    resident.press("不办了，删除").await;
    resident.press("删除").await;
    resident.expect_no_longer("还没办完").await;

    resident.look_at(&first).await;
    resident.expect_heading("这份申请已经删掉了").await;
    assert_eq!(drafts(&resident).await, json!([]));
    resident.press("重新填一份").await;
    resident.expect_heading("最像您的情况").await;
    assert_eq!(resident.sees().await["chosen"], json!([]));
    resident.leave().await;
}

async fn what_is_handed_in_in_one_window_is_not_begun_again_in_another(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::resigned_answers(), look).await;
    walk::sign_in(&mut resident, people::RESIGNED, look).await;
    walk::to_the_form(&mut resident).await;
    let first = resident.window().await;
    resident
        .open_another_window("/s/unemployment/materials")
        .await;
    resident.press("去核对").await;
    let number = walk::hand_in(&mut resident, look).await;

    resident.look_at(&first).await;
    resident.expect_heading("已提交").await;
    assert_eq!(drafts(&resident).await, json!([]));
    resident.press("看办到哪一步").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.leave().await;
}

async fn who_signs_in_in_one_window_goes_on_in_another(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    let first = resident.window().await;
    resident.open_another_window("/s/unemployment/plan").await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    resident.fill(BANK, "演示银行扬州分行").await;

    resident.look_at(&first).await;
    resident.press("就办这").await;
    resident.expect_heading("填信息").await;
    expect_value(&resident, BANK, "演示银行扬州分行").await;
    resident.leave().await;
}

/// What a newer release does: it takes the database over, and reads what was stored, by the key that lies there.
const UPGRADE: &str = "return new Promise((done) => {
    const opening = indexedDB.open('yijianshi', 2);
    setTimeout(() => done('blocked'), 10000);
    opening.onsuccess = () => {
        const kept = opening.result.transaction('kept').objectStore('kept');
        const keys = kept.getAllKeys(), values = kept.getAll();
        values.onsuccess = async () => {
            const value = (which) => values.result[keys.result.findIndex(which)];
            const { iv, data } = value((key) => key.startsWith('draft:'));
            const how = { name: 'AES-GCM', iv };
            const clear = await crypto.subtle.decrypt(how, value((key) => key === 'key'), data);
            done(new TextDecoder().decode(clear));
        };
    };
})";

async fn a_newer_release_is_not_kept_waiting_and_loses_nothing(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    let first = resident.window().await;
    resident.open_another_window("/handbook").await;
    resident.expect_heading("办事指南").await;
    let second = resident.window().await;
    resident.look_at(&first).await;
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.look_at(&second).await;
    let stored = resident.run(UPGRADE, vec![]).await;
    assert!(stored.to_string().contains("演示银行扬州分行"), "{stored}");
    resident.look_at(&first).await;
    resident.expect("有新版本，请刷新").await;
    resident.leave_after_failures().await;
}
