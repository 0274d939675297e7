//! Synthetic data for every kind of document.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test program uses some of it"
)]

pub mod reader;

use civic::Day;
use documents::{
    Authorisation, Decision, Due, Fonts, Heir, Ink, MaterialLine, Moment, Promise, Receipt,
    ServiceLine, Settlement, SuppliedAs,
};
use std::path::Path;

pub fn fonts() -> Fonts {
    Fonts::open(Path::new(Fonts::FOLDER))
        .expect("the fonts are installed: apt-get install fonts-noto-cjk")
}

pub fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(year, month, day)
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn moment() -> Option<Moment> {
    Some(Moment {
        day: day(2026, 11, 30)?,
        hour: 9,
        minute: 5,
    })
}

/// 「一」, a dot and a curve.
pub fn ink() -> Option<Ink> {
    let curve = (0..=60u16)
        .map(|step| (180 + step * 2, 50 + (step % 20) * 2))
        .collect();
    Ink::new(
        320,
        120,
        vec![vec![(20, 60), (90, 55), (150, 62)], vec![(165, 30)], curve],
    )
    .ok()
}

pub fn promise() -> Promise {
    Promise {
        title: some("继承人协商一致告知承诺书（代替分配协议）"),
        case_number: some("20261130-7K4M-9Q2T"),
        services: all(&["丧葬补助金、抚恤金申领", "个人账户余额一次性支付"]),
        office: some("演示市社会保险基金管理中心"),
        promiser: some("王𠮷丽"),
        id_number: some("320000198001010010"),
        basis: all(&[
            "《中华人民共和国社会保险法》第十四条、第十七条",
            "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）",
        ]),
        told: all(&[
            "可以代替的材料：继承人之间的分配协议或委托书。内容要求：全部受益人、继承人已经协商一致。",
            "是否承诺由您自愿选择；不愿承诺的，可以提交材料，办理条件一样。",
            "承诺由申领人本人作出，不能由亲友代作（法定监护人除外）。承诺书不公开，经办机构会向其他继承人核实。",
            "有较重失信记录、或曾作过虚假承诺的，修复以前不适用承诺。",
        ]),
        clauses: all(&[
            "我已看懂上面告知的内容。",
            "我已如实填写全部受益人、继承人，大家已协商一致。",
            "有人提出异议的，我愿意退回，由大家重新协商。",
            "我愿意接受核查，并承担不实承诺的责任。",
            "以上是我本人的真实意思。",
        ]),
        consequence: some(
            "承诺不实的，终止办理；已领的钱退回，骗取待遇的依法承担责任，并按规定记入信用记录。",
        ),
        version: some("2026.11.21"),
        text_hash: some("3b7e4c9a1f0d52e86ab94c7713f2d05e9c8840a6b1d73e5f20c9a4481be6d7f3"),
        signature: ink(),
        given: None,
        signed_at: moment(),
        signature_hash: some("91f0c2d47be35a8866e1047c3df29ab5502e7c18fa64d93b0c75e8a12fd46b09"),
    }
}

pub fn receipt() -> Receipt {
    let service = |name: &str, office: &str, due: Due| ServiceLine {
        name: some(name),
        office: some(office),
        due: Some(due),
    };
    let december = Day::from_ymd_opt(2026, 12, 21).unwrap_or_default();
    let material = |name: &str, supplied: SuppliedAs| MaterialLine {
        name: some(name),
        supplied: Some(supplied),
    };
    Receipt {
        number: some("20261130-7K4M-9Q2T"),
        title: some("退休人员过世一件事"),
        applicant: some("王㛃丽"),
        acting_for: None,
        place: some("江苏省演示市"),
        submitted_at: moment(),
        services: vec![
            service(
                "丧葬补助金、抚恤金申领",
                "演示市社会保险基金管理中心",
                Due::By(december),
            ),
            service(
                "个人账户余额一次性支付",
                "演示市社会保险基金管理中心",
                Due::By(december),
            ),
            service(
                "社会保障卡注销",
                "演示市社会保障卡服务中心",
                Due::Usual(december),
            ),
        ],
        materials: vec![
            material("居民身份证（申领人）", SuppliedAs::Licence),
            material("亲属关系材料", SuppliedAs::Pictures(2)),
            material("继承人的分配协议（或委托书）", SuppliedAs::Promise),
            material("居民死亡医学证明", SuppliedAs::Later(day(2027, 1, 29))),
        ],
        link: some("https://yijianshi.example/cases/20261130-7K4M-9Q2T"),
        hotline: some("12333"),
        shared: false,
    }
}

pub fn decision() -> Decision {
    Decision {
        title: some("失业登记办理结果通知书"),
        number: some("演人社失登〔2026〕00128号"),
        case_number: some("20261130-7K4M-9Q2T"),
        applicant: some("欧阳䶮"),
        id_number: some("320000********0010"),
        service: some("失业登记"),
        applied_on: day(2026, 11, 30),
        outcome: some("准予失业登记，登记日期为2026年11月30日。"),
        facts: all(&[
            "您在法定劳动年龄内，有劳动能力；",
            "您与原单位的劳动关系已于2026年11月15日终止；",
            "您目前没有参加职工社会保险，也没有工商登记。",
        ]),
        basis: all(&[
            "《中华人民共和国就业促进法》",
            "《就业服务与就业管理规定》第六十一条至第六十五条",
        ]),
        next: all(&[
            "符合条件的，可以申领失业保险金；",
            "重新就业的，请在30日内告知登记机构。",
        ]),
        rule: some("失业登记自动办理规则 2026.11"),
        appealable: true,
        office: some("演示市人力资源和社会保障局"),
        decided_on: day(2026, 11, 30),
        verify_link: some("https://yijianshi.example/verify/8M3K-Q7TR-2WXN"),
        verify_code: some("8M3K-Q7TR-2WXN"),
        demo: true,
    }
}

pub fn authorisation() -> Authorisation {
    Authorisation {
        principal: some("王丽"),
        principal_id: some("320000198001010010"),
        agent: some("李明"),
        relation: some("女婿"),
        title: some("申领社会保障卡一件事"),
        services: all(&["社会保障卡申领", "社会保障卡启用"]),
        from: day(2026, 11, 30),
        ..Authorisation::default()
    }
}

pub fn settlement() -> Settlement {
    Settlement {
        deceased: some("王国强"),
        died_on: day(2026, 11, 2),
        benefits: all(&["丧葬补助金", "抚恤金", "个人账户余额"]),
        heirs: vec![
            Heir {
                name: some("王丽"),
                relation: some("女儿"),
                id_number: some("320000198001010010"),
                share: None,
            },
            Heir {
                name: some("王伟"),
                relation: some("儿子"),
                ..Heir::default()
            },
        ],
        ..Settlement::default()
    }
}
