//! What is typed: names of one character and of too many, texts counted in characters and never cut, Chinese that is
//! being composed, what is told after a failed try, and what a phone offers to fill in by itself.

use catalog::scenario::Scenario;
use serde_json::{Value, json};
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::DemoPerson;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;

in_both_engines! {
    a_name_of_one_character_is_asked_about_and_a_long_one_is_told_its_limit,
    rare_characters_count_once_and_nothing_is_cut,
    what_is_being_composed_is_neither_kept_nor_judged,
    a_failed_try_is_told_once_with_the_count,
    a_phone_offers_its_owner_only_where_the_owner_is_asked,
}

const EMPLOYEES: &str = "新招用的员工";
/// Of a plane that UTF-16 writes in two units each.
const RARE: &str = "𠮷";

fn first(scenario: &Scenario, demo: &[DemoPerson]) -> Applicant {
    Applicant::find(scenario, demo, Whom::First)
}

/// A clerk on the form of 招用, with one employee of whom nothing is filled in.
async fn clerk(engine: Engine) -> (Product, Resident) {
    let (product, resident, _) = any_walk::on_the_form(engine, "hiring", first).await;
    (product, resident)
}

fn employee() -> Value {
    json!([EMPLOYEES, 0])
}

/// The lines of the summary.
async fn summary(resident: &Resident) -> String {
    let lines = "return all('.summary__link').map(words)";
    resident.run(lines, vec![]).await.to_string()
}

async fn a_name_of_one_character_is_asked_about_and_a_long_one_is_told_its_limit(engine: Engine) {
    let (_product, mut resident) = clerk(engine).await;
    resident.fill_within(&employee(), "姓名", "方").await;
    let asked = "名字只有一个字，对吗";
    resident.expect_within(&employee(), asked).await;
    // It is a question and stops nobody.
    resident.press("去交材料").await;
    resident.expect_mistakes("处要改一下").await;
    let wrong = summary(&resident).await;
    assert!(!wrong.contains("方，姓名"), "{wrong}");

    resident
        .fill_within(&employee(), "姓名", &"方".repeat(51))
        .await;
    resident
        .expect_within(&employee(), "姓名最多 50 个字")
        .await;
    resident.expect_no_longer(asked).await;
    resident.press("去交材料").await;
    resident.expect_mistakes("姓名最多 50 个字").await;
    resident
        .fill_within(&employee(), "姓名", &"方".repeat(50))
        .await;
    resident.expect_no_longer("姓名最多 50 个字").await;
    resident.leave().await;
}

async fn rare_characters_count_once_and_nothing_is_cut(engine: Engine) {
    let training = |hiring: &Scenario, demo: &[DemoPerson]| {
        Applicant::told(hiring, demo, "小微企业招应届毕业生和就业困难人员")
    };
    let (_product, mut resident, _) = any_walk::on_the_form(engine, "hiring", training).await;
    let limited = "return all('[maxlength]').length";
    assert_eq!(resident.run(limited, vec![]).await, json!(0));

    // A line, and a text of several lines.
    let longest = [
        (employee(), "岗位或工种", 40),
        (json!(["岗前培训"]), "培训计划", 200),
    ];
    for (part, label, most) in &longest {
        resident
            .paste_within(part, label, &RARE.repeat(*most))
            .await;
        resident.settle().await;
        let said = resident.reads(label).await;
        assert!(!said.contains("超了"), "{said}");
        resident
            .paste_within(part, label, &RARE.repeat(*most + 1))
            .await;
        let over = format!("最多 {most} 个字，超了 1 个");
        resident.expect_within(part, &over).await;
    }
    resident.press("去交材料").await;
    resident.expect_mistakes("处要改一下").await;
    let wrong = summary(&resident).await;
    for (_, label, most) in &longest {
        assert!(wrong.contains(label), "{label} is not in {wrong}");
        let words = format!("最多 {most} 个字");
        assert!(wrong.contains(&words), "{words} is not in {wrong}");
    }
    // Nothing was cut, on the page or on the phone.
    resident.expect_kept(&RARE.repeat(201)).await;
    resident.reload().await;
    for (part, label, most) in &longest {
        let count = "const found = field(arguments[0], arguments[1]); return found && [...found.value].length === arguments[2]";
        let expected = vec![json!(label), part.clone(), json!(most + 1)];
        resident.expect_true(count, expected).await;
    }
    resident.leave().await;
}

async fn what_is_being_composed_is_neither_kept_nor_judged(engine: Engine) {
    let (_product, mut resident) = clerk(engine).await;
    resident.press("去交材料").await;
    resident.expect_mistakes("处要改一下").await;
    let told = "return [summaryOf(), errorOf()]
        .concat([field('姓名', arguments[0]).value]);
        function summaryOf() { return all('.summary__title').map(words).join(); }
        function errorOf() { return clean(field('姓名', arguments[0]).closest('.field').querySelector('.field__error').textContent); }";
    let before = resident.run(told, vec![employee()]).await;
    resident
        .compose_within(&employee(), "姓名", "zhangwei")
        .await;
    // The letters stand there, and another field is kept: by then these would be, too.
    resident
        .paste_within(&employee(), "手机号码", "15400000088")
        .await;
    resident.expect_kept("15400000088").await;
    assert!(!resident.keeps_now("zhangwei").await);
    let meanwhile = resident.run(told, vec![employee()]).await;
    assert_eq!(meanwhile[1], before[1], "it is judged while it is composed");
    assert_eq!(meanwhile[2], "zhangwei", "what is composed is taken away");

    resident.choose_composed("张伟").await;
    resident.expect_kept("张伟").await;
    assert!(!resident.keeps_now("zhangwei").await);
    let is_right = "const found = field('姓名', arguments[0]);
        return found.value === '张伟' && !found.closest('.field').querySelector('.field__error')";
    resident.expect_true(is_right, vec![employee()]).await;
    resident.leave().await;
}

/// From now on every region that speaks, once, with what it says.
const LISTEN: &str = "
    const speaking = '[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]';
    const spoken = window.spoken = new Set();
    const hear = (region) => { if (region?.isConnected && clean(region.textContent)) spoken.add(region); };
    new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) {
            hear((target.nodeType === 1 ? target : target.parentElement)?.closest(speaking));
            for (const node of addedNodes) {
                if (node.nodeType !== 1) continue;
                if (node.matches(speaking)) hear(node);
                all(speaking, node).forEach(hear);
            }
        }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return true";

async fn a_failed_try_is_told_once_with_the_count(engine: Engine) {
    // By the button, and by the key for going on while one stands in a field that is wrong.
    for by_keyboard in [false, true] {
        let (_product, mut resident) = clerk(engine).await;
        resident.expect("已填 1 名员工").await;
        resident.settle().await;
        resident.run(LISTEN, vec![]).await;
        if by_keyboard {
            let name = "return field('姓名', arguments[0])";
            resident.type_into(name, vec![employee()], "\u{E007}").await;
        } else {
            resident.press("去交材料").await;
        }
        resident.expect_mistakes("处要改一下").await;
        resident.settle().await;
        let spoken = "return [...window.spoken].map((region) => clean(region.textContent))";
        let spoken = resident.run(spoken, vec![]).await;
        let lines = "return all('.summary__link').length";
        let lines = resident.run(lines, vec![]).await;
        let [only] = spoken.as_array().map_or(&[][..], Vec::as_slice) else {
            panic!("it is told more than once: {spoken:#}");
        };
        let count = format!("有 {lines} 处要改一下");
        assert!(only.as_str().unwrap_or_default().contains(&count), "{only}");
        assert!(lines.as_u64() > Some(5), "{lines} things are wrong");
        resident.leave().await;
    }
}

async fn a_phone_offers_its_owner_only_where_the_owner_is_asked(engine: Engine) {
    let child = |scenario: &Scenario, demo: &[DemoPerson]| {
        Applicant::told(scenario, demo, "妈妈为6岁的孩子办卡")
    };
    type Find = fn(&Scenario, &[DemoPerson]) -> Applicant;
    // Of whom the form asks, and what it asks of the person at the phone.
    let forms: [(&str, Find, Value); 4] = [
        ("unemployment", first, json!([["手机号码", "tel"]])),
        ("hiring", first, json!([["代办人手机号码", "tel"]])),
        ("bereavement", first, json!([["手机号码", "tel"]])),
        ("social_card", child, json!([["代办人手机号码", "tel"]])),
    ];
    for (id, find, own) in forms {
        let (_product, mut resident, applicant) = any_walk::on_the_form(engine, id, find).await;
        any_walk::fill_the_form(&mut resident, &applicant).await;
        let offered = "return all('main input, main textarea').filter(visible)
            .filter((box) => !/radio|checkbox|file/.test(box.type) && box.autocomplete !== 'off' && box.tagName === 'INPUT')
            .map((box) => [called(box), box.autocomplete])";
        let offered = resident.run(offered, vec![]).await;
        assert_eq!(offered, own, "{id}: {}", applicant.told);
        resident.leave().await;
    }
}
