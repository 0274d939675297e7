//! 长辈版 is more than large letters: the way out has its word, what is secondary is folded, and where the device has a
//! Chinese voice the page is read aloud. And every page opens at its top.

use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Answer::Choose;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_page_is_read_aloud_where_there_is_a_chinese_voice,
    the_way_out_has_its_word_and_what_is_secondary_is_folded,
    every_page_opens_at_its_top,
}

/// A voice of the device, which remembers what it has said.
const VOICE: &str = "
    const voice = { said: [], speaking: false, language: arguments[0] };
    const synthesis = {
        getVoices: () => [{ lang: voice.language, name: 'test' }],
        speak: (one) => { voice.said.push(one.text); voice.speaking = true; },
        cancel: () => { voice.speaking = false; },
        get speaking() { return voice.speaking; },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis, configurable: true });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.voice = voice;
";

async fn to_the_second_question(resident: &mut Resident) {
    resident.press("失业").await;
    resident.press("开始办").await;
    resident.expect_heading("最像您的情况").await;
}

async fn a_page_is_read_aloud_where_there_is_a_chinese_voice(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.expect_ready().await;
    resident.run(VOICE, vec![json!("zh-CN")]).await;
    to_the_second_question(&mut resident).await;
    let button = "return !!control('读给我听')";
    assert_eq!(
        resident.run(button, vec![]).await,
        json!(false),
        "it is offered in 长辈版 alone"
    );
    resident.press("长辈版").await;
    resident.press("读给我听").await;
    let said = resident.run("return voice.said.join(' ')", vec![]).await;
    let said = said.as_str().unwrap_or_default().to_owned();
    assert!(
        said.contains("下面哪一种最像您的情况？") && said.contains("单位裁员")
            || said.contains("离开了工作的单位"),
        "{said}"
    );
    assert!(!said.contains("读给我听"), "{said}");
    resident.press("停下来").await;
    assert_eq!(
        resident.run("return voice.speaking", vec![]).await,
        json!(false)
    );
    // The next page is silent until it is asked to be read.
    resident.press("读给我听").await;
    resident.choose("离开了工作的单位").await;
    resident.press("下一问").await;
    resident.expect_heading("现在有没有").await;
    assert_eq!(
        resident.run("return voice.speaking", vec![]).await,
        json!(false)
    );
    // Without a Chinese voice there is no button.
    resident.run("voice.language = 'en-GB'", vec![]).await;
    resident.answer(Choose("以上都没有")).await;
    resident.press("下一问").await;
    resident.expect_heading("您领过吗").await;
    assert_eq!(resident.run(button, vec![]).await, json!(false));
    resident.press("长辈版").await;
    resident.leave().await;
}

async fn the_way_out_has_its_word_and_what_is_secondary_is_folded(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    resident.go("/").await;
    resident.expect_ready().await;
    resident.press("长辈版").await;
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    let back = "return document.querySelector('.header__back').innerText.trim()";
    assert_eq!(resident.run(back, vec![]).await, json!("返回"));
    let needs = "return all('details').some((one) => !one.open && words(one).startsWith('要准备'))";
    assert_eq!(resident.run(needs, vec![]).await, json!(true));
    resident.press("要准备").await;
    resident.expect("社会保障卡").await;
    resident.press("回首页").await;
    resident.expect_heading("您遇到了什么事").await;
    resident.press("长辈版").await;
    resident.leave().await;
}

async fn every_page_opens_at_its_top(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let mut crooked = Vec::new();
    resident.go("/s/unemployment/guide").await;
    let mut to = async |resident: &mut Resident, press: &str, heading: &str| {
        resident.expect_ready().await;
        resident
            .run("scrollTo(0, document.documentElement.scrollHeight)", vec![])
            .await;
        resident.press(press).await;
        resident.expect_heading(heading).await;
        resident.settle().await;
        let at = resident.run("return Math.round(scrollY)", vec![]).await;
        if at != json!(0) {
            crooked.push(format!("{heading}: {at} px"));
        }
    };
    let answers = walk::entitled_answers();
    let order = [
        "最像您的情况",
        "现在有没有",
        "您领过吗",
        "怎么离开",
        "出生日期",
        "一共缴了多久",
        "最后一次缴失业保险",
        "您或家里",
    ];
    for pair in order.windows(2) {
        let answer = answers.iter().find(|(words, _)| *words == pair[0]);
        let (_, answer) = answer.expect("the walk answers it");
        resident.expect_heading(pair[0]).await;
        resident.answer(*answer).await;
        to(&mut resident, "下一问", pair[1]).await;
    }
    resident.answer(Choose("以上都没有")).await;
    to(&mut resident, "下一问", "您能办").await;
    to(&mut resident, "就办这", "登录后接着办").await;
    to(&mut resident, people::ENTITLED, "填信息").await;
    walk::fill_the_form(&mut resident).await;
    to(&mut resident, "去交材料", "交材料").await;
    to(&mut resident, "返回上一步", "填信息").await;
    assert!(crooked.is_empty(), "these pages open scrolled: {crooked:?}");
    resident.leave().await;
}
