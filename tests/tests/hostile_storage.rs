//! Browsers whose storage never answers, closes under the page, or is full: the page goes on, and says one truth.

use whole_product::app_folder::AppFolder;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_storage_that_never_answers_is_given_up,
    a_storage_that_answers_late_is_used,
    a_storage_that_answers_at_last_takes_up_what_was_typed,
    a_connection_that_closes_is_opened_again,
    a_full_storage_is_named_and_nothing_else_is,
    a_change_of_place_keeps_what_a_full_phone_could_not_store,
}

const BANK: &str = "开户银行";

async fn on_the_form(resident: &mut Resident) {
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(resident, &walk::entitled_answers(), look).await;
    walk::sign_in(resident, people::ENTITLED, look).await;
    walk::to_the_form(resident).await;
}

/// As WebKit has done at times: the request to open is never answered.
const NEVER_ANSWERS: &str = "const usual = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = usual.apply(this, given);
        Object.defineProperty(request, 'onsuccess', { set() {} });
        return request;
    };";

async fn a_storage_that_never_answers_is_given_up(engine: Engine) {
    let app = AppFolder::with_script(NEVER_ANSWERS);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    resident.expect("手机的存储没有回应").await;
    resident.expect("您填的内容只在这个页面里").await;
    let said = resident.reads("").await;
    assert!(!said.contains("存在这台手机上"), "{said}");
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.press("回清单").await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    resident
        .expect_true(
            "return field(arguments[0])?.value === arguments[1]",
            vec![BANK.into(), "演示银行扬州分行".into()],
        )
        .await;
    resident.leave().await;
}

/// A cheap phone at first: everything is opened after four seconds.
const ANSWERS_LATE: &str = "const usual = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = usual.apply(this, given);
        const late = (told) => request.addEventListener('success', (event) => setTimeout(() => told(event), 4000));
        Object.defineProperty(request, 'onsuccess', { set: late });
        return request;
    };";

async fn a_storage_that_answers_late_is_used(engine: Engine) {
    let app = AppFolder::with_script(ANSWERS_LATE);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/unemployment/guide").await;
    resident.expect_heading("最像您的情况").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    assert!(!resident.reads("").await.contains("没有回应"));
    resident.expect_kept("left_employer").await;
    resident.leave().await;
}

/// It answers when it is told to, long after it was given up.
const ANSWERS_AT_LAST: &str = "const usual = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = usual.apply(this, given);
        if (sessionStorage.answers) return request;
        const late = (told) => request.addEventListener('success', (event) => { window.answer = () => told(event); });
        Object.defineProperty(request, 'onsuccess', { set: late });
        return request;
    };";

async fn a_storage_that_answers_at_last_takes_up_what_was_typed(engine: Engine) {
    let app = AppFolder::with_script(ANSWERS_AT_LAST);
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    let is_filled = "return field(arguments[0])?.value === arguments[1]";
    let bank = || vec![BANK.into(), "演示银行扬州分行".into()];
    on_the_form(&mut resident).await;
    resident.expect("手机的存储没有回应").await;
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.run("answer()", vec![]).await;
    resident.expect_no_longer("手机的存储没有回应").await;
    resident.expect("存在这台手机上").await;
    resident.run("sessionStorage.answers = 1", vec![]).await;
    resident.expect_kept("演示银行扬州分行").await;
    resident.reload().await;
    resident.expect_true(is_filled, bank()).await;

    // Where a draft lies there from before, the two are one.
    resident
        .run("sessionStorage.removeItem('answers')", vec![])
        .await;
    resident.go("/s/unemployment/guide").await;
    resident.expect("手机的存储没有回应").await;
    resident.expect_heading("最像您的情况").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.run("answer()", vec![]).await;
    resident.expect_no_longer("手机的存储没有回应").await;
    go_within(&resident, "/s/unemployment/form").await;
    resident.expect_true(is_filled, bank()).await;
    resident.leave().await;
}

/// As browsers do under pressure: whatever is asked next fails once.
const CLOSE: &str = "const prototype = IDBDatabase.prototype, usual = prototype.transaction;
    prototype.transaction = function (...given) {
        prototype.transaction = usual;
        this.close();
        return usual.apply(this, given);
    };";

async fn a_connection_that_closes_is_opened_again(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    resident.run(CLOSE, vec![]).await;
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.reload().await;
    resident
        .expect_true(
            "return field(arguments[0])?.value === arguments[1]",
            vec![BANK.into(), "演示银行扬州分行".into()],
        )
        .await;
    assert!(!resident.reads("").await.contains("没有存上"));
    resident.leave().await;
}

/// What is put fails with this name from now on.
fn failing(name: &str) -> String {
    format!("IDBObjectStore.prototype.put = () => {{ throw new DOMException('', '{name}'); }}")
}

async fn a_full_storage_is_named_and_nothing_else_is(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    let usual = "window.usualPut = IDBObjectStore.prototype.put";
    resident.run(usual, vec![]).await;
    resident.run(&failing("QuotaExceededError"), vec![]).await;
    resident.fill(BANK, "一").await;
    resident.expect("手机存储满了").await;
    // Clearing would delete the draft: it is not advised where room is not what is missing.
    resident.run(&failing("DataError"), vec![]).await;
    resident.fill(BANK, "二").await;
    resident.expect("刚才的内容没有存上").await;
    assert!(!resident.reads("").await.contains("清理"));
    resident
        .run("IDBObjectStore.prototype.put = window.usualPut", vec![])
        .await;
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.expect("存在这台手机上").await;
    resident.leave_after_failures().await;
}

/// Follows a link of the app, so that the page goes on.
async fn go_within(resident: &Resident, path: &str) {
    let script = "const link = document.createElement('a');
        link.href = arguments[0]; document.body.append(link); link.click(); link.remove()";
    resident.run(script, vec![path.into()]).await;
}

async fn a_change_of_place_keeps_what_a_full_phone_could_not_store(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    on_the_form(&mut resident).await;
    resident.run(&failing("QuotaExceededError"), vec![]).await;
    resident.fill(BANK, "演示银行扬州分行").await;
    resident.expect("手机存储满了").await;
    go_within(&resident, "/place").await;
    resident.press("天津市").await;
    resident.expect("您遇到了什么事").await;
    go_within(&resident, "/s/unemployment/form").await;
    // The one question that is another in that place.
    resident.choose("就在天津市").await;
    resident.press("下一问").await;
    resident.expect_heading("您或家里").await;
    go_within(&resident, "/s/unemployment/form").await;
    walk::to_the_form(&mut resident).await;
    assert_eq!(resident.value_of(BANK).await, "演示银行扬州分行");
    resident.leave_after_failures().await;
}
