//! Looking for something: by everyday words and by pinyin, in the handbook, in another place, and without a network.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;
use whole_product::browser::{Engine, Viewport};
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::scenario_folder::ScenarioFolder;
use whole_product::screens;

in_both_engines! {
    everyday_words_and_pinyin_find_the_way,
    what_was_loaded_is_there_without_a_network,
    the_place_is_chosen_and_kept,
}

const SEARCH: &str = "搜一搜要办的事";

/// Types, and presses the hit that begins so.
async fn seek(resident: &mut Resident, typed: &str, hit: &str) {
    resident.fill(SEARCH, typed).await;
    resident.expect("个结果").await;
    resident.press(hit).await;
}

async fn everyday_words_and_pinyin_find_the_way(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    seek(&mut resident, "我没工作了怎么办", "失业一件事").await;
    resident.expect_path("/s/unemployment").await;
    resident.expect_heading("失业").await;

    // A service, by the initials of its pinyin: its card is open and has the focus.
    resident.go("/search").await;
    seek(&mut resident, "sybxjsl", "失业保险金申领").await;
    resident.expect_path("/s/unemployment").await;
    resident.expect_in("失业保险金申领", "受理单位").await;
    focus_comes_to(&resident, "失业保险金申领").await;

    resident.go("/").await;
    resident.fill(SEARCH, "车牌摇号").await;
    resident.expect("没有找到和“车牌摇号”有关的事").await;
    resident.press("翻看办事指南").await;
    resident.expect_path("/handbook").await;
    resident.expect_heading("办事指南").await;
    resident.press("劳动人事争议调解仲裁").await;
    resident.expect_heading("劳动人事争议调解仲裁").await;
    let said = resident.reads("").await;
    for element in [
        "服务对象",
        "办理依据",
        "受理单位",
        "办理地点",
        "基本流程",
        "申请材料",
        "示范文本",
        "收费依据及标准",
        "办理时限",
        "咨询方式",
        "监督投诉方式",
    ] {
        assert!(said.contains(element), "{element} is missing");
    }
    resident.press("返回上一步").await;
    resident.press("失业保险").await;
    resident.press("失业一件事").await;
    resident.expect_path("/s/unemployment").await;
    resident.leave().await;
}

/// By a link within the app: nothing is loaded anew.
async fn go_within(resident: &Resident, path: &str) {
    let script = "const link = document.createElement('a');
        link.href = arguments[0]; document.body.append(link); link.click(); link.remove()";
    resident.run(script, vec![json!(path)]).await;
}

async fn focus_comes_to(resident: &Resident, words: &str) {
    let script = "const e = document.activeElement; return e ? clean(e.textContent) : ''";
    for _ in 0..100 {
        let focused = resident.run(script, vec![]).await;
        if focused.as_str().is_some_and(|said| said.contains(words)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    resident
        .fail(&format!("the focus does not come to 「{words}」"))
        .await
}

/// What was once loaded is there without a network, and says of which day it is.
async fn what_was_loaded_is_there_without_a_network(engine: Engine) {
    let mut product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/handbook").await;
    resident.expect_heading("办事指南").await;
    resident.press("返回上一步").await;
    resident.press("扬州市").await;
    resident.expect_heading("选办理地").await;
    resident.press("返回上一步").await;
    seek(&mut resident, "没工作了", "失业一件事").await;
    resident.expect_heading("失业").await;

    product.kill();
    resident.press("返回上一步").await;
    seek(&mut resident, "老人去世", "退休人员过世").await;
    resident.expect_path("/s/bereavement").await;
    resident.press("返回上一步").await;
    resident.press("办事指南").await;
    resident.press("生育保险").await;
    resident.expect("生育津贴").await;
    go_within(&resident, "/place").await;
    // Chosen again, everything of the place is asked for again, and comes from the phone.
    resident.press("扬州市").await;
    resident.expect("可能不是最新的").await;
    seek(&mut resident, "sy", "失业一件事").await;
    resident.expect_heading("失业").await;
    resident.expect("开始办").await;

    product.start_again().await;
    go_within(&resident, "/place").await;
    resident.press("扬州市").await;
    resident.expect("您遇到了什么事").await;
    gone(&resident, "可能不是最新的").await;
    resident.leave_after_failures().await;
}

async fn gone(resident: &Resident, words: &str) {
    for _ in 0..100 {
        if !resident.reads("").await.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    resident.fail(&format!("「{words}」 stays")).await
}

/// The scenarios with one more place, in which nothing is live.
fn with_an_empty_place() -> ScenarioFolder {
    let folder = ScenarioFolder::copy();
    let region = r#"region:
  code: "419001"
  name: 济源市
  hotline: [{ name: 济源人社热线, phone: "0391-12333" }]
  complaints: [{ name: 政务服务便民热线, phone: "12345" }]
  channels: [济源市人社服务大厅]
  verified_on: "2026-11-21"
live: []
"#;
    folder.add("regions/419001.yaml", region);
    folder
}

async fn the_place_is_chosen_and_kept(engine: Engine) {
    let scenarios = with_an_empty_place();
    let product = Product::with_scenarios(scenarios.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.press("扬州市").await;
    resident.expect_heading("选办理地").await;
    resident.expect_in("江苏省", "现在选的").await;
    resident.fill("搜城市", "jiyuan").await;
    resident.expect_in("河南省", "还没有能在线办的事").await;
    resident.press("济源市").await;
    resident.expect_heading("您遇到了什么事").await;
    resident.expect("办理地：济源市").await;

    // It is kept on the phone, and beats what the installation says.
    resident.reload().await;
    resident.expect("办理地：济源市").await;
    resident.press("失业").await;
    resident.expect("这件事在济源市还在筹备").await;
    resident.expect("济源市人社服务大厅").await;
    resident.expect("0391-12333").await;
    resident.press("换一个办理地").await;
    resident.press("全国").await;
    resident.expect("办理地：全国").await;
    resident.press("失业").await;
    resident.expect("开始办").await;
    resident.leave().await;
}

const SCREENS: [(&str, &str, &str); 7] = [
    ("home", "/", "换地方"),
    ("search-materials", "/search?q=身份证", "材料"),
    ("search", "/search?q=失业", "个结果"),
    ("search-nothing", "/search?q=车牌摇号", "没有找到"),
    ("handbook", "/handbook", "工伤保险"),
    (
        "handbook-entry",
        "/handbook/unemployment_insurance",
        "监督投诉方式",
    ),
    ("place", "/place", "现在选的"),
];

#[tokio::test]
async fn every_screen_for_looking_is_accessible_and_comfortable() {
    let product = Product::start().await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let mut findings = Vec::new();
    for (screen, address, words) in SCREENS {
        resident.go(address).await;
        resident.expect(words).await;
        findings.extend(resident.accessibility_violations().await);
        findings.extend(resident.too_small_targets().await);
        resident.browser().prefer_dark(true).await;
        findings.extend(resident.accessibility_violations().await);
        resident.browser().prefer_dark(false).await;
        resident.browser().resize(Viewport::NARROWEST).await;
        findings.extend(resident.sideways().await);
        resident.browser().resize(Viewport::SMALL_PHONE).await;
        resident.text_size(200).await;
        findings.extend(resident.sideways().await);
        resident.text_size(100).await;
        resident.browser().resize(Viewport::PHONE).await;
        resident.large_text_for_elders(true).await;
        findings.extend(resident.accessibility_violations().await);
        resident.browser().resize(Viewport::NARROWEST).await;
        findings.extend(resident.sideways().await);
        resident.browser().resize(Viewport::PHONE).await;
        resident.large_text_for_elders(false).await;
        if screens::wanted() {
            resident.portrait(screen).await;
        }
        let found: Vec<String> = std::mem::take(&mut findings);
        assert!(found.is_empty(), "{screen}:\n{}", found.join("\n"));
    }
    resident.leave().await;
}

/// The keyboard alone: a hit and a place are reached by Tab and taken by Enter.
#[tokio::test]
async fn the_keyboard_alone_finds_and_chooses() {
    let product = Product::start().await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    resident.go("/search").await;
    resident.fill(SEARCH, "失业登记").await;
    resident.expect("个结果").await;
    tab_to(&mut resident, "失业登记").await;
    key(&mut resident, Key::Enter).await;
    resident.expect_path("/s/unemployment").await;
    resident.go("/place").await;
    resident.expect_heading("选办理地").await;
    tab_to(&mut resident, "全国").await;
    key(&mut resident, Key::Enter).await;
    resident.expect("办理地：全国").await;
    resident.leave().await;
}

async fn key(resident: &mut Resident, key: Key) {
    let focused = resident.browser().session().active_element().await;
    let focused = focused.expect("something has the focus");
    let pressed = focused.send_keys("" + key).await;
    pressed.expect("a key is pressed");
}

async fn tab_to(resident: &mut Resident, words: &str) {
    let focused = "const e = document.activeElement;
        return !!e && /^(A|BUTTON)$/.test(e.tagName) && called(e).startsWith(arguments[0])";
    for _ in 0..30 {
        if resident.run(focused, vec![json!(words)]).await == true {
            return;
        }
        key(resident, Key::Tab).await;
    }
    resident
        .fail(&format!("Tab does not come to 「{words}」"))
        .await
}
