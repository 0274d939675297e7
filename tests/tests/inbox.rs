//! 消息: how many are unread is seen on every page; a message leads to its case; what was seen is read, and stays so.

use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::{screens, walk};

in_both_engines! {
    what_is_unread_is_counted_read_and_leads_to_the_case,
}

const BENEFIT: &str = "失业保险金申领";

async fn what_is_unread_is_counted_read_and_leads_to_the_case(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    resident.expect_unread(0).await;
    office.accept(&number, "unemployment_benefit").await;
    let note = "身份证请拍原件。";
    office
        .send_back(&number, "unemployment_benefit", &["id_card"], note)
        .await;

    // On the home page: the number above, the line below, and what waits first.
    resident.go("/").await;
    resident.expect_heading("您遇到了什么事").await;
    resident
        .expect_in("正在办的事", &format!("补正「{BENEFIT}」，最晚"))
        .await;
    let unread = resident.run(
        "return Number(document.querySelector('.tool__count')?.textContent ?? 0)",
        vec![],
    );
    let unread = unread.await.as_u64().expect("a number");
    assert!(unread >= 2, "accepted and corrected: {unread}");
    resident
        .expect_unread(u32::try_from(unread).expect("few"))
        .await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("home-unread").await;
    }
    // By its place: the header says the same number.
    let line = "document.querySelector('main a[href=\"/inbox\"]').click()";
    resident.run(line, vec![]).await;
    resident.expect_path("/inbox").await;
    resident.expect(note).await;
    let marked =
        "return all('.task .tag').filter((tag) => tag.textContent.trim() === '未读').length";
    assert_eq!(resident.run(marked, vec![]).await, unread);
    resident.expect_unread(0).await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("inbox-unread").await;
    }

    // 补正 leads to the case, which leads to the page where it is answered.
    resident.press("请您补正").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.press("去补正").await;
    resident.expect_heading(BENEFIT).await;
    resident.expect(note).await;

    // Read is read, also on another device.
    resident.leave().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as("/inbox", people::ENTITLED).await;
    resident.expect(note).await;
    assert_eq!(resident.run(marked, vec![]).await, 0);
    resident.expect_unread(0).await;
    resident.go("/cases").await;
    resident.press(&format!("补正「{BENEFIT}」")).await;
    resident
        .expect_path(&format!("/cases/{number}/correct/unemployment_benefit"))
        .await;
    resident.leave().await;
}
