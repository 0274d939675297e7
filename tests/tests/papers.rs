//! Documents in a browser: a blank with what was typed, a promise signed on the screen, a receipt to keep, and a result
//! that anyone verifies.

use std::process::Command;

use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Input};
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    what_is_signed_is_printed_and_what_is_granted_is_verified,
}

/// What the app offers to save is put aside instead, by name, as bytes.
const PUT_ASIDE: &str = "window.saved = {};
    if (!window.made) {
        window.made = {};
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => {
            const address = make(blob);
            window.made[address] = blob;
            return address;
        };
        HTMLAnchorElement.prototype.click = function () {
            const name = this.download;
            const read = new FileReader();
            read.onload = () => { window.saved[name] = [...new Uint8Array(read.result)]; };
            read.readAsArrayBuffer(window.made[this.href]);
        };
    }";

/// The words of a PDF, without spaces.
fn words_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).expect("a file");
    let read = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("apt-get install poppler-utils");
    assert!(read.status.success(), "Poppler cannot read it");
    let text = String::from_utf8_lossy(&read.stdout);
    text.split_whitespace().collect()
}

/// Presses a button that saves; the words of the file.
async fn saved(resident: &mut Resident, button: &str, name: &str) -> String {
    resident.run(PUT_ASIDE, vec![]).await;
    resident.press(button).await;
    resident.expect("已经下载").await;
    let there = "return !!window.saved[arguments[0]]";
    resident.expect_true(there, vec![json!(name)]).await;
    let bytes = "return window.saved[arguments[0]]";
    words_of(&bytes_of(&resident.run(bytes, vec![json!(name)]).await))
}

fn bytes_of(list: &serde_json::Value) -> Vec<u8> {
    serde_json::from_value(list.clone()).expect("bytes")
}

/// A document of the API, as whoever is signed in reads it.
async fn fetched(resident: &Resident, path: &str) -> String {
    let script = "window.fetched = null;
        fetch(arguments[0]).then((it) => it.arrayBuffer()).then((it) => {
            window.fetched = [...new Uint8Array(it)];
        });";
    resident.run(script, vec![json!(path)]).await;
    resident
        .expect_true("return window.fetched !== null", vec![])
        .await;
    words_of(&bytes_of(
        &resident.run("return window.fetched", vec![]).await,
    ))
}

async fn what_is_signed_is_printed_and_what_is_granted_is_verified(engine: Engine) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let back_office = BackOffice::of(&product);
    let demo = demo_people(&product).await;
    let scenario = scenarios
        .iter()
        .find(|scenario| scenario.id == "bereavement");
    let scenario = scenario.expect("bereavement is live");
    let applicant = Applicant::told(scenario, &demo, "三个子女");
    let name = applicant.signs_in_as.as_str();
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, scenario, &applicant, look).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;

    // The blank holds the dead, who applies, and the other heir.
    resident
        .go("/s/bereavement/materials/heirs_agreement")
        .await;
    resident.expect_heading("继承人的分配协议").await;
    let blank = saved(
        &mut resident,
        "下载空白表",
        "继承人的分配协议（或委托书）.pdf",
    )
    .await;
    let names = applicant
        .fields
        .iter()
        .map(|field| (&field.label, &field.input));
    let rows = applicant
        .groups
        .iter()
        .flat_map(|group| group.rows.iter().flatten());
    let all = names.chain(rows.map(|(label, input)| (label, input)));
    let mut known = vec!["遗属待遇分配协议"];
    known.extend(all.filter_map(|(label, input)| match input {
        Input::Write(text) if label.contains("姓名") => Some(text.as_str()),
        _ => None,
    }));
    assert!(known.len() > 2, "the dead and another heir: {known:?}");
    for words in known {
        assert!(blank.contains(words), "{words}: {blank}");
    }

    resident.go("/s/bereavement/materials").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(&mut resident, &applicant, look).await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;

    // Without a signature it is not handed in, and one is led to it.
    let ticks =
        "for (const box of all('main input[type=checkbox]')) if (!box.checked) box.click();";
    resident.press("继承人协商一致告知承诺书").await;
    resident.expect("在这里签名").await;
    resident.run(ticks, vec![]).await;
    resident.press("提交").await;
    resident.expect_mistakes("还没有签名").await;
    assert_eq!(
        resident.accessibility_violations().await,
        Vec::<String>::new()
    );
    let number = walk::hand_in(&mut resident, look).await;

    let receipt = saved(&mut resident, "下载回执", "受理回执.pdf").await;
    assert!(
        receipt.contains("受理回执") && receipt.contains(&number),
        "{receipt}"
    );
    let shared = saved(
        &mut resident,
        "下载不带姓名的回执",
        "受理回执（不带姓名）.pdf",
    )
    .await;
    assert!(!shared.contains("申请人"), "{shared}");
    let promise = format!("/api/v1/cases/{number}/promises/heirs_promise.pdf");
    let promise = fetched(&resident, &promise).await;
    for said in ["承诺人（签名）", "签名校验值", "继承人协商一致告知承诺书"]
    {
        assert!(promise.contains(said), "{said}: {promise}");
    }

    // Granted, printed, and verified by somebody who is not signed in.
    let service = back_office.case(&number).await.services[0].service.clone();
    back_office.accept(&number, &service).await;
    back_office.grant(&number, &service, "准予办理").await;
    let result = format!("/api/v1/cases/{number}/results/{service}.pdf");
    let result = fetched(&resident, &result).await;
    let (_, rest) = result.split_once("核验码").expect("a code");
    let code: String = rest.chars().take(23).collect();
    resident.forget_who_signed_in().await;
    resident.go(&format!("/verify/{code}")).await;
    resident.expect("是真的，现在有效").await;
    let said = resident.reads("").await;
    assert!(
        said.contains("办理结果通知书") && !said.contains(name),
        "{said}"
    );
    assert_eq!(
        resident.accessibility_violations().await,
        Vec::<String>::new()
    );

    // By hand, with a mistake.
    resident.press("核验另一份").await;
    resident.expect_heading("核验文书").await;
    resident.fill("核验码", "34679").await;
    resident.press("核验").await;
    resident.expect("核验码是 20 位").await;
    assert_eq!(
        resident.accessibility_violations().await,
        Vec::<String>::new()
    );
    resident.fill("核验码", "34679-34679-34679-34679").await;
    resident.press("核验").await;
    resident.expect("没有这份文书").await;
    // What the server does not have is the only line on the console.
    let errors = resident.browser().console_errors().await;
    let of_the_mistake = |line: &String| line.contains("/api/v1/verify/34679");
    assert!(errors.iter().all(of_the_mistake), "{errors:?}");
    resident.leave_after_failures().await;
}
