//! Both engines do what the other tests rest on: type, press, hand over a file, keep what is stored, tell their
//! console. Needs no server, so a failure here is one of the machine or the browser.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use whole_product::browser::{Engine, Viewport};
use whole_product::photograph::Photographs;
use whole_product::resident::Resident;

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>一页</title>
<main><h1>您遇到了什么事？</h1>
<section><h2>材料</h2><label for="f">拍照</label><input id="f" type="file" accept="image/*"></section>
<label for="n">姓名</label><input id="n"><label for="d">哪一天</label><input id="d" type="date">
<fieldset><legend>怎么离开的？</legend><label><input type="radio" name="r">合同到期</label>
<label><input type="radio" name="r">我自己辞职 <span>自己不想继续干了</span></label></fieldset>
<button type="button" id="b">下一问</button><p id="o"></p></main>
<script>
const o = document.getElementById("o");
n.value = sessionStorage.n || ""; n.onchange = () => sessionStorage.n = n.value;
f.onchange = async () => { o.textContent = f.files[0].name + " " + (await f.files[0].arrayBuffer()).byteLength; };
b.onclick = () => { o.textContent = d.value + " " + document.querySelectorAll("[type=radio]")[1].checked; };
</script></html>"#;

/// A yardstick that finds nothing here would find nothing anywhere.
#[tokio::test]
async fn the_yardsticks_find_what_is_wrong_with_a_bad_page() {
    let mut resident = Resident::at(Engine::Chromium, still_page()).await;
    resident.go("/一页").await;
    let bad = "document.querySelector('main').insertAdjacentHTML('beforeend',
        '<p style=\"color:#bbb;width:2000px\">看不清，也放不下</p>')";
    resident.run(bad, vec![]).await;
    let rules = resident.accessibility_violations().await.join("\n");
    assert!(rules.contains("color-contrast"), "axe says only: {rules}");
    let sideways = resident.sideways().await.join("\n");
    assert!(sideways.contains("放不下"), "too wide is only: {sideways}");
    let small = resident.too_small_targets().await.join("\n");
    assert!(
        small.contains("下一问") && small.contains("合同到期"),
        "too small is only: {small}"
    );
    resident.leave().await;
}

/// Answers everything with the one page, from a thread that ends with the test.
fn still_page() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let length = PAGE.len();
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close";
            let _ = write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{PAGE}");
        }
    });
    format!("http://{address}")
}

async fn does_what_tests_need(engine: Engine) {
    let photographs = Photographs::take();
    let mut resident = Resident::at(engine, still_page()).await;
    resident.go("/一页").await;
    resident.expect_heading("什么事").await;

    resident.fill("姓名", "林静").await;
    resident.fill("哪一天", "2026-10-31").await;
    resident.choose_in("怎么离开的", "我自己辞职").await;
    resident.press("下一问").await;
    resident.expect("2026-10-31 true").await;

    let picture = photographs.sharp();
    resident.photograph("材料", "拍照", picture).await;
    let name = picture.file_name().expect("a name").to_string_lossy();
    let bytes = std::fs::read(picture).expect("the picture").len();
    resident.expect(&format!("{name} {bytes}")).await;

    resident.reload().await;
    assert_eq!(resident.value_of("姓名").await, "林静");

    for viewport in [Viewport::SMALL_PHONE, Viewport::DESKTOP, Viewport::PHONE] {
        resident.browser().resize(viewport).await;
        let inner = resident
            .run("return [innerWidth, innerHeight]", vec![])
            .await;
        assert_eq!(
            inner,
            serde_json::json!([viewport.0, viewport.1]),
            "{viewport:?}"
        );
    }
    let picture = resident.browser().session().screenshot_as_png().await;
    assert!(picture.expect("a picture").len() > 5_000);

    assert_eq!(resident.browser().console_errors().await, [] as [String; 0]);
    resident
        .run(
            "console.error('坏了'); setTimeout(() => { throw new Error('没接住') }, 0)",
            vec![],
        )
        .await;
    let begun = Instant::now();
    loop {
        let errors = resident.browser().console_errors().await.join("\n");
        if errors.contains("坏了") && errors.contains("没接住") {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "heard only: {errors}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    resident.leave_after_failures().await;
}

#[tokio::test]
async fn chromium_does_what_the_tests_need() {
    does_what_tests_need(Engine::Chromium).await;
}

#[tokio::test]
async fn webkit_does_what_the_tests_need() {
    does_what_tests_need(Engine::WebKit).await;
}
