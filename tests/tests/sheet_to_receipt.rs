//! Fifty employees from a spreadsheet to the receipt: what Excel destroyed is typed again, who stands in it twice is
//! put right, and the office gets everybody.

use catalog::scenario::Scenario;
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::DemoPerson;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::layout::LONGEST_PAGE;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

use crate::sheet_of_employees::{Columns, EMPLOYEES, csv, nth, number, workbook};

in_both_engines! {
    a_workbook_with_the_damage_of_excel_comes_to_a_receipt,
    a_csv_in_gbk_comes_to_a_receipt,
}

const LIST: &str = "新招用的员工";
const NUMBER: &str = "身份证件号码";

/// A clerk whose form is filled in but for the employees; a file of them is chosen.
async fn with_a_file(engine: Engine, name: &str, sheet: &[u8]) -> (Product, Resident, Applicant) {
    let first = |hiring: &Scenario, demo: &[DemoPerson]| Applicant::find(hiring, demo, Whom::First);
    let (product, mut resident, mut clerk) = any_walk::on_the_form(engine, "hiring", first).await;
    clerk.groups.clear();
    any_walk::fill_the_form(&mut resident, &clerk).await;
    let folder = Folder::new();
    let file = folder.file(name, sheet);
    resident.unfold_everything().await;
    resident
        .photograph_within(&json!(LIST), "选表格文件", &file)
        .await;
    let read = format!("读到 {EMPLOYEES} 名员工，还没有放进名单");
    resident.expect(&read).await;
    (product, resident, clerk)
}

async fn type_the_number_of(resident: &mut Resident, n: u16) {
    let name = format!("员工{}", nth(usize::from(n)));
    resident.press_in(LIST, &name).await;
    resident.fill(NUMBER, &number(n)).await;
}

/// Materials, review, receipt; then the office has everybody, each with the right number.
async fn hand_in(product: &Product, mut resident: Resident, clerk: &Applicant) {
    resident
        .expect(&format!("一共 {EMPLOYEES} 名员工，都填好了"))
        .await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    let mut heights = Vec::new();
    let look = &mut async |resident: &mut Resident, screen: &str| {
        heights.push((screen.to_owned(), resident.page_height().await));
        assert_eq!(resident.accessibility_violations().await, [""; 0]);
    };
    any_walk::supply(&mut resident, clerk, look).await;
    resident.press("去核对").await;
    let case = walk::hand_in(&mut resident, look).await;
    println!("{heights:?} px in {:?}", resident.engine());

    let whole = BackOffice::of(product).whole(&case).await.application;
    let whole = serde_json::to_string(&whole).expect("JSON");
    for n in 0..EMPLOYEES {
        let (number, name) = (number(n), nth(usize::from(n)));
        assert!(whole.contains(&number), "{name} has not come");
        assert!(
            whole.contains(&format!("员工{name}")),
            "{name} has not come"
        );
    }
    for (screen, height) in heights {
        let is_read = screen.starts_with("review");
        assert!(!is_read || height <= LONGEST_PAGE, "{screen}: {height} px");
    }
    resident.leave().await;
}

async fn a_workbook_with_the_damage_of_excel_comes_to_a_receipt(engine: Engine) {
    let sheet = workbook(Columns::All);
    let (product, mut resident, clerk) = with_a_file(engine, "名单.xlsx", &sheet).await;
    resident
        .expect("「身份证件号码」有 10 处的末尾被表格软件改成了 0")
        .await;
    resident.press("放进名单").await;
    resident.expect("40 名已填好").await;
    for n in 0..10 {
        type_the_number_of(&mut resident, n).await;
    }
    hand_in(&product, resident, &clerk).await;
}

async fn a_csv_in_gbk_comes_to_a_receipt(engine: Engine) {
    let sheet = csv(Columns::All);
    let (product, mut resident, clerk) = with_a_file(engine, "名单.csv", &sheet).await;
    resident
        .fill_within(&json!(LIST), "备注", "岗位或工种")
        .await;
    resident.press("放进名单").await;
    type_the_number_of(&mut resident, 0).await;
    resident.press("去交材料").await;
    resident
        .expect_mistakes("这个号码前面已经有一位填过了")
        .await;
    type_the_number_of(&mut resident, 7).await;
    hand_in(&product, resident, &clerk).await;
}
