//! A clerk brings a spreadsheet of new employees, pasted or as a file: what was read is shown first, what can be read
//! fills the rows, what cannot is named and kept, and what the spreadsheet destroyed is said and not taken.
//! Many rows are one line each, and open one at a time.

use archive::deflated_zip;
use catalog::scenario::Scenario;
use civic::CitizenId;
use civic::day::Day;
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::DemoPerson;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;

in_both_engines! {
    a_sheet_fills_the_rows,
    a_workbook_with_the_damage_of_excel_is_read_and_its_losses_are_said,
    a_csv_in_gbk_is_shown_before_it_is_added_and_can_be_taken_back,
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
    let first = |hiring: &Scenario, demo: &[DemoPerson]| Applicant::find(hiring, demo, Whom::First);
    let (product, resident, _) = any_walk::on_the_form(engine, "hiring", first).await;
    (product, resident)
}

async fn a_sheet_fills_the_rows(engine: Engine) {
    let (_product, mut resident) = clerk_on_the_form(engine).await;
    resident.run(PASTE, vec![json!(SHEET)]).await;
    resident.press("看一看").await;
    resident.expect("读到 2 名员工，还没有放进名单").await;
    resident.expect("还有 1 列没有认出来").await;
    resident.expect("「入职日期」有 1 处没有看懂").await;
    resident.expect("第 3 行「上周一」").await;
    resident.press("放进名单").await;
    resident.expect("已放进 2 名员工").await;
    // Each is a line that opens to the cells that were filled.
    let cells = "const known = ['陈小满', '2026-11-02', '6500.50', '林大雪', '7000.00'];
        const values = all('.row-card input').map((input) => input.value);
        return values.filter((value) => known.includes(value)).join() === arguments[0]";
    for (name, filled) in [
        ("陈小满", "陈小满,2026-11-02,6500.50"),
        ("林大雪", "林大雪,7000.00"),
    ] {
        resident.press(name).await;
        resident.expect_true(cells, vec![json!(filled)]).await;
    }
    resident.expect("表格里原来写的是「上周一」").await;

    // A reload loses neither the rows nor what could not be read.
    resident.reload().await;
    resident.press("林大雪").await;
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
pub(crate) fn nth(n: usize) -> String {
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
    resident.press("看一看").await;
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
    resident.expect_mistakes("处要改一下").await;
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

pub(crate) const EMPLOYEES: u16 = 50;

/// Which columns a sheet has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Those that firms have in their lists.
    Usual,
    /// All that is needed to hand in.
    All,
}

/// The contract of everybody, and the first month of insurance.
const CONTRACT: [(&str, &str); 4] = [
    ("合同类型", "固定期限"),
    ("合同开始", "2026/11/16"),
    ("合同到期", "2029-11-15 00:00:00"),
    ("参保月份", "2026年11月"),
];

pub(crate) fn number(n: u16) -> String {
    let birth = Day::from_ymd_opt(1990, 1, 1).expect("a day");
    let birth = birth + chrono::Days::new(u64::from(n));
    let id = CitizenId::generate(320_000, birth, 101 + n).expect("a synthetic number");
    id.as_str().to_owned()
}

/// A workbook as Excel saves it after the numbers were typed into cells that are not text: the first ten are numbers,
/// of which fifteen digits are left. Dates and telephone numbers are numbers throughout, and nothing is lost of them.
pub(crate) fn workbook(columns: Columns) -> Vec<u8> {
    let contract = match columns {
        Columns::Usual => &[][..],
        Columns::All => &CONTRACT[..],
    };
    let text =
        |at: &str, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let mut rows = format!("<row r='1'>{}</row>", text("A1", "某某公司新员工花名册"));
    let mut headings = vec![
        "姓名",
        "身份证号码",
        "手机号",
        "学历",
        "入职时间",
        "岗位",
        "月薪（元）",
        "部门",
    ];
    headings.extend(contract.iter().map(|(heading, _)| *heading));
    let cells: String = (b'A'..)
        .zip(headings)
        .map(|(column, heading)| text(&format!("{}2", char::from(column)), heading))
        .collect();
    rows.push_str(&format!("<row r='2'>{cells}</row>"));
    for n in 0..EMPLOYEES {
        let row = n + 3;
        let whole = number(n);
        let id = if n < 10 {
            format!("<c r='B{row}'><v>{}000</v></c>", &whole[..15])
        } else {
            text(&format!("B{row}"), &whole)
        };
        let mut rest = vec![
            text(&format!("A{row}"), &format!("员工{}", nth(usize::from(n)))),
            id,
            format!("<c r='C{row}'><v>1.38001380E+10</v></c>"),
            text(&format!("D{row}"), "大学本科"),
            // 2026-11-16
            format!("<c r='E{row}' s='1'><v>46342</v></c>"),
            text(&format!("F{row}"), "仓库管理员"),
            format!("<c r='G{row}'><v>6500.499999999999</v></c>"),
            text(&format!("H{row}"), "车间"),
        ];
        let of_contract = (b'I'..).zip(contract);
        rest.extend(
            of_contract
                .map(|(column, (_, value))| text(&format!("{}{row}", char::from(column)), value)),
        );
        rows.push_str(&format!("<row r='{row}'>{}</row>", rest.concat()));
    }
    deflated_zip(&[
        ("xl/workbook.xml", b"<workbook><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/styles.xml", b"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        ),
    ])
}

/// What the values of open rows are, of the fields with these labels.
async fn values(resident: &mut Resident, labels: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for label in labels {
        found.push(resident.value_of(label).await);
    }
    found
}

async fn a_workbook_with_the_damage_of_excel_is_read_and_its_losses_are_said(engine: Engine) {
    let (_product, mut resident) = clerk_on_the_form(engine).await;
    let folder = Folder::new();
    let file = folder.file("名单.xlsx", &workbook(Columns::Usual));
    resident.unfold_everything().await;
    resident
        .photograph_within(&json!("新招用的员工"), "选表格文件", &file)
        .await;
    resident.expect("读到 50 名员工，还没有放进名单").await;
    resident.expect("认出了 7 列").await;
    resident.expect("还有 1 列没有认出来").await;
    resident
        .expect("「身份证件号码」有 10 处的末尾被表格软件改成了 0")
        .await;
    resident.expect("把单元格格式设为「文本」").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.portrait("sheet-preview").await;

    resident.press("放进名单").await;
    resident.expect("已放进 50 名员工").await;
    resident.expect("有 10 处的末尾被表格软件改成了 0").await;
    // A number that was destroyed is asked for; nothing is lost of the others.
    let labels = ["身份证件号码", "手机号码", "入职日期", "月工资"];
    resident.press("员工零零").await;
    let first = values(&mut resident, &labels).await;
    assert_eq!(first, ["", "13800138000", "2026-11-16", "6500.50"]);
    resident.press("员工一零").await;
    resident.settle().await;
    let whole = values(&mut resident, &labels).await;
    assert_eq!(
        whole,
        [&*number(10), "13800138000", "2026-11-16", "6500.50"]
    );
    resident.portrait("sheet-added").await;
    resident.leave().await;
}

/// A CSV file as WPS writes it in China.
pub(crate) fn csv(columns: Columns) -> Vec<u8> {
    let contract = match columns {
        Columns::Usual => &[][..],
        Columns::All => &CONTRACT[..],
    };
    let more = |of: fn(&(&str, &str)) -> String| -> String { contract.iter().map(of).collect() };
    let (headings, values) = (
        more(|(heading, _)| format!(",{heading}")),
        more(|(_, value)| format!(",{value}")),
    );
    let mut text = format!("姓名,公民身份号码,联系电话,入职日期,月工资,备注{headings}\r\n");
    for n in 0..EMPLOYEES {
        let id = match n {
            // As Excel shows a number that it was not told to leave alone.
            0 => "3.2E+17".to_owned(),
            // The same person again.
            7 => number(6),
            n => format!("=\"{}\"", number(n)),
        };
        let name = nth(usize::from(n));
        text.push_str(&format!(
            "员工{name},{id},'13800138000,2026-11-16 00:00:00,\"￥6,500.00\",无{values}\r\n"
        ));
    }
    let (bytes, _, is_lossy) = encoding_rs::GBK.encode(&text);
    assert!(!is_lossy);
    bytes.into_owned()
}

async fn a_csv_in_gbk_is_shown_before_it_is_added_and_can_be_taken_back(engine: Engine) {
    let (_product, mut resident) = clerk_on_the_form(engine).await;
    let folder = Folder::new();
    let file = folder.file("名单.csv", &csv(Columns::Usual));
    resident.unfold_everything().await;
    let list = json!("新招用的员工");
    resident.photograph_within(&list, "选表格文件", &file).await;
    resident.expect("读到 50 名员工，还没有放进名单").await;
    resident
        .expect("「身份证件号码」有 1 处被表格软件写成了 1.2E+17 这样")
        .await;
    resident
        .expect("「身份证件号码」有 1 处和前面的人相同")
        .await;
    // Nothing is in the list before it is put there.
    assert_eq!(resident.run(ROWS, vec![]).await["rows"], 1);

    // A column is what the clerk says it is.
    resident.fill_within(&list, "备注", "岗位或工种").await;
    resident.expect("认出了 5 列").await;
    resident.press("放进名单").await;
    resident.expect("已放进 50 名员工").await;
    resident.press("员工零一").await;
    let labels = ["身份证件号码", "手机号码", "岗位或工种", "月工资"];
    let read = values(&mut resident, &labels).await;
    assert_eq!(read, [&*number(1), "13800138000", "无", "6500.00"]);

    // A second sheet asks what becomes of the first.
    resident.photograph_within(&list, "选表格文件", &file).await;
    resident.expect("名单里已有 50 名员工").await;
    resident.choose("换掉这 50 名员工").await;
    resident.press("放进名单").await;
    resident.expect("已放进 50 名员工").await;
    resident.press("撤销").await;
    resident.expect("已撤销").await;
    resident.settle().await;
    let names = "return all('.row-card__name').map((name) => clean(name.textContent))";
    let names = resident.run(names, vec![]).await;
    assert_eq!(names.as_array().map(Vec::len), Some(50));

    // The same person is pointed out when the clerk goes on.
    resident.press("去").await;
    resident.expect("这个号码前面已经有一位填过了").await;
    resident.leave().await;
}
