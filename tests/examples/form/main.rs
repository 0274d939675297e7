//! Key presses in the form of `hiring` with 3, 50 and 200 employees, pasted through the app's own box: from the press
//! to the next paint, at full speed and at a quarter of it. Run by `cargo xtask bench form`.

use std::fmt::Write;

use serde_json::{Value, json};
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;

const ROWS: [usize; 3] = [3, 50, 200];
/// Presses a round.
const PRESSES: usize = 20;

/// Resolves after the paint that follows: a frame begins, and a task is queued behind its painting.
const TO_PAINT: &str = "const toPaint = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done; port2.postMessage(0);
}));";

const PASTE: &str = "const area = [...document.querySelectorAll('textarea')].at(-1);
    area.closest('details').open = true;
    area.value = arguments[0];
    area.dispatchEvent(new Event('input', { bubbles: true }));
    await toPaint();
    const button = (words) => [...document.querySelectorAll('main button')]
        .find((button) => button.textContent.includes(words));
    const begun = performance.now();
    const comes = async (words) => {
        while (!button(words)) await toPaint();
        return button(words);
    };
    (await comes('看一看')).click();
    (await comes('放进名单')).click();
    await toPaint();
    return performance.now() - begun;";

/// Into the last text field, which belongs to the open row or stands beneath the rows.
const TYPE: &str = "const fields = [...document.querySelectorAll('main input')]
        .filter((input) => input.type === 'text' && input.offsetParent && !input.readOnly);
    const field = fields.at(-1);
    field.focus();
    const times = [];
    for (let press = 0; press < arguments[0]; press += 1) {
        await new Promise((rest) => setTimeout(rest, 50));
        const begun = performance.now();
        field.value += '1';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await toPaint();
        times.push(performance.now() - begun);
    }
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return times;";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let rounds: usize = std::env::args()
        .nth(1)
        .map_or(5, |text| text.parse().expect("a number of rounds"));
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios
        .iter()
        .find(|scenario| scenario.id == "hiring")
        .expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let mut rows_of = Vec::new();
    for rows in ROWS {
        let mut resident = Resident::with(Engine::Chromium, &product).await;
        let look = &mut async |_: &mut Resident, _: &str| ();
        any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;
        let paste = run(&resident, PASTE, json!(sheet(rows)))
            .await
            .as_f64()
            .expect("milliseconds");
        resident.expect(&format!("已放进 {rows} 名员工")).await;
        let mut medians = [0.0; 2];
        for (median_of, slowdown) in medians.iter_mut().zip([1, 4]) {
            let rate = json!({ "rate": slowdown });
            let cdp = resident.browser().session().cdp();
            cdp.send_raw("Emulation.setCPUThrottlingRate", rate)
                .await
                .expect("Chromium is throttled");
            let mut times = Vec::new();
            for _ in 0..rounds {
                let presses = run(&resident, TYPE, json!(PRESSES)).await;
                times.extend(serde_json::from_value::<Vec<f64>>(presses).expect("milliseconds"));
            }
            *median_of = median(times);
        }
        rows_of.push((rows, medians, paste));
        resident.leave_after_failures().await;
    }
    println!("rows   press to paint ms, 1×    4×    pasting ms, 1×");
    for (rows, [full, quarter], paste) in &rows_of {
        println!("{rows:<6}{full:>19.1}{quarter:>12.1}{paste:>12.0}");
    }
    let (first, last) = (&rows_of[0].1, &rows_of[rows_of.len() - 1].1);
    println!(
        "200 rows / 3 rows: {:.2} at 1×, {:.2} at 4×",
        last[0] / first[0],
        last[1] / first[1]
    );
}

async fn run(resident: &Resident, script: &str, argument: Value) -> Value {
    let script =
        format!("{TO_PAINT} return (async function () {{ {script} }}).apply(null, arguments);");
    resident.run(&script, vec![argument]).await
}

/// As a spreadsheet is copied: cells with tabs between them.
fn sheet(rows: usize) -> String {
    let mut sheet = "姓名\t入职日期\t月工资\n".to_owned();
    for row in 0..rows {
        let name = ["赵", "钱", "孙", "李"][row % 4];
        let _ = writeln!(sheet, "{name}小满\t2026/11/2\t{}", 6000 + row);
    }
    sheet
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
