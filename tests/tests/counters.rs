//! 到窗口办: a number at a counter is booked by day and time, shown with its number, and given back.

use std::time::{SystemTime, UNIX_EPOCH};

use casework::Moment;
use civic::day;
use civic::workdays::add_workdays;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::scenario_folder::ScenarioFolder;
use whole_product::tables::region;
use whole_product::{screens, walk};

in_both_engines! {
    a_number_is_booked_by_day_and_time_and_given_back,
}

const BENEFIT: &str = "失业保险金申领";

/// Two working days ahead, as the screen says it.
fn in_two_days() -> String {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since_1970.expect("after 1970").as_secs();
    let now = Moment::from_unix(i64::try_from(seconds).expect("soon enough"));
    let day = add_workdays(now.day(), 2).day;
    let iso = day::iso(day);
    let mut parts = iso.split('-').map(|part| part.trim_start_matches('0'));
    let mut part = || parts.next().expect("three parts");
    part();
    format!("{} 月 {} 日", part(), part())
}

async fn looked_at(resident: &mut Resident, screen: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

async fn a_number_is_booked_by_day_and_time_and_given_back(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    let case = format!("/cases/{number}");
    resident.go(&case).await;
    resident.press_in(BENEFIT, "到窗口办").await;
    resident.expect_heading("到窗口办").await;
    resident.expect("演示用的窗口，不是真实地址").await;
    resident.expect("还没有核实").await;
    // Nothing is booked without a time.
    resident.press("约这个号").await;
    resident.expect("选好日子和时间").await;
    resident.choose(&in_two_days()).await;
    resident.choose("10:30").await;
    looked_at(&mut resident, "counter").await;
    resident.press("约这个号").await;
    resident.expect_path(&case).await;
    resident.expect("约好了").await;
    resident.expect_in(BENEFIT, "10:30，号码 Y010").await;
    looked_at(&mut resident, "case-with-a-number").await;

    resident.press_in(BENEFIT, "到窗口办").await;
    resident.expect_in("您约好的号", "Y010").await;
    looked_at(&mut resident, "counter-with-a-number").await;
    resident.press("取消这个号").await;
    resident.expect_path(&case).await;
    resident.expect("号取消了").await;
    resident.leave().await;
}

#[tokio::test]
async fn a_place_of_which_no_counter_is_known_says_whom_to_ask() {
    let scenarios = ScenarioFolder::copy();
    scenarios.without_counters(&region());
    let product = Product::with_scenarios(scenarios.path()).await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    resident.go(&format!("/cases/{number}")).await;
    resident.press_in(BENEFIT, "到窗口办").await;
    resident.expect("这里还没有公布窗口").await;
    resident.expect("打 12333 问一声").await;
    looked_at(&mut resident, "counter-of-no-place").await;
    resident.leave().await;
}
