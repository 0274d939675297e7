//! A clerk pastes a spreadsheet of new employees: what can be read fills the rows, what cannot is named and kept.
//! Many rows are one line each, and open one at a time.

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
    many_rows_are_one_line_each_and_open_one_at_a_time,
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

/// A clerk of a firm, on the form of 招用.
async fn clerk_on_the_form(engine: Engine) -> (Product, Resident) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios.iter().find(|scenario| scenario.id == "hiring");
    let hiring = hiring.expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;
    (product, resident)
}

async fn a_sheet_fills_the_rows(engine: Engine) {
    let (_product, mut resident) = clerk_on_the_form(engine).await;
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

/// Forty people; of the third the name alone is known.
fn long_sheet() -> String {
    let line = |n: usize| match n {
        2 => "员工三\t\t\n".to_owned(),
        n => format!("员工{}\t2026/11/2\t{}\n", nth(n), 5000 + n),
    };
    let lines: String = (0..40).map(line).collect();
    format!("姓名\t入职日期\t月工资\n{lines}")
}

/// Names have no digits.
fn nth(n: usize) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    [n / 10, n % 10].map(|digit| digits[digit]).iter().collect()
}

/// How many rows there are, how many are open, and what stands in the open ones.
const ROWS: &str = "
    const rows = all('.rows > li');
    const open = rows.filter((row) => row.querySelector('[aria-expanded=true]'));
    return {
        rows: rows.length,
        open: open.map((row) => clean(row.querySelector('.row-card__name').textContent)),
        closed_inputs: rows.filter((row) => !open.includes(row)).flatMap((row) => all('input, select', row)).length,
        focus_in_open: open.some((row) => row.contains(document.activeElement)),
    }";

async fn many_rows_are_one_line_each_and_open_one_at_a_time(engine: Engine) {
    let (_product, mut resident) = clerk_on_the_form(engine).await;
    resident.run(PASTE, vec![json!(long_sheet())]).await;
    resident.press("放进名单").await;
    resident.expect("已放进 40 名员工").await;
    resident.expect("一共 40 名员工：0 名已填好").await;
    let rows = resident.run(ROWS, vec![]).await;
    assert_eq!(
        rows,
        json!({ "rows": 40, "open": [], "closed_inputs": 0, "focus_in_open": false })
    );

    // A line opens its row and closes the one before.
    resident.press("员工零零").await;
    resident.press("员工零一").await;
    resident
        .fill_within(&json!(["新招用的员工", 1]), "姓名", "陈小满")
        .await;
    resident.settle().await;
    let rows = resident.run(ROWS, vec![]).await;
    assert_eq!(rows["open"], json!(["陈小满"]));
    assert_eq!(rows["closed_inputs"], 0);

    // The summary names rows, opens the one that is chosen and leads to its field.
    resident.press("去").await;
    resident.expect("处要改一下").await;
    resident.press("员工三，").await;
    resident.settle().await;
    let rows = resident.run(ROWS, vec![]).await;
    assert_eq!(rows["open"], json!(["员工三"]));
    assert_eq!(rows["focus_in_open"], true);
    assert_eq!(resident.accessibility_violations().await, [""; 0]);

    // One more row opens; taking it away leaves the others.
    resident.press("添加员工").await;
    resident.settle().await;
    let rows = resident.run(ROWS, vec![]).await;
    assert_eq!(rows["open"], json!(["员工 41"]));
    resident.press("移除").await;
    resident.settle().await;
    assert_eq!(resident.run(ROWS, vec![]).await["rows"], 40);
    resident.reload().await;
    resident.expect("一共 40 名员工").await;
    // What is far off the screen is not rendered, and no part of the text that a browser tells.
    let names = "return all('.row-card__name').map((name) => clean(name.textContent))";
    let names = resident.run(names, vec![]).await;
    assert_eq!(names[1], "陈小满");
    assert_eq!(names[39], "员工三九");
    resident.leave().await;
}
