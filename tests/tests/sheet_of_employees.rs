//! A clerk pastes a spreadsheet of new employees: what can be read fills the rows, what cannot is named and kept.

use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;

in_both_engines! {
    a_sheet_fills_the_rows,
}

const SHEET: &str =
    "姓名\t入职日期\t月工资\t部门\n陈小满\t2026/11/2\t6,500.50\t车间\n林大雪\t上周一\t7000\t车间\n";

/// A tab that is typed would leave the field: it is put in as the clipboard does.
const PASTE: &str = "
    const area = [...document.querySelectorAll('textarea')].at(-1);
    area.closest('details').open = true;
    area.value = arguments[0];
    area.dispatchEvent(new Event('input', { bubbles: true }));
";

async fn a_sheet_fills_the_rows(engine: Engine) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios.iter().find(|scenario| scenario.id == "hiring");
    let hiring = hiring.expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;

    resident.run(PASTE, vec![json!(SHEET)]).await;
    resident.press("放进名单").await;
    resident.expect("已放进 2 名员工").await;
    resident.expect("第 3 行，「入职日期」：上周一").await;
    resident.expect("这些列没有用上：部门").await;
    resident.expect("表格里原来写的是「上周一」").await;
    let cells = "return [...document.querySelectorAll('.row-card input')].map((input) => input.value)
        .filter((value) => ['陈小满', '2026-11-02', '6500.50', '林大雪', '7000.00'].includes(value))";
    assert_eq!(
        resident.run(cells, vec![]).await,
        json!(["陈小满", "2026-11-02", "6500.50", "林大雪", "7000.00"])
    );

    // A reload loses neither the rows nor what could not be read.
    resident.reload().await;
    resident.expect("表格里原来写的是「上周一」").await;
    resident.leave().await;
}
