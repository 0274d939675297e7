//! Right content that no rule computes: words, papers and limits that were once wrong or could become so, each with the
//! rule it follows. On the scenarios as they are checked in.

#[path = "support/scenario.rs"]
mod scenario;

use catalog::Scenario;
use catalog::context::Context;
use catalog::load::NATIONAL;
use catalog::{Answers, Value, plan};
use civic::day::parse_iso;
use scenario::library::library;
use scenario::scenario;
use serde_json::Value as Json;

const TIANJIN: &str = "120000";
const YANGZHOU: &str = "321000";
const CIXI: &str = "330282";

/// A thing of a scenario by its id: `materials`, `work_permit`.
fn part(scenario: &Scenario, list: &str, id: &str) -> Json {
    let whole = serde_json::to_value(scenario).unwrap();
    let mut items = whole[list].as_array().unwrap().iter();
    let found = items.find(|item| item["id"] == id);
    found.unwrap_or_else(|| panic!("there is no {id}")).clone()
}

/// In a scenario, in one of its parts: the words that must stand there, and those that must not.
struct Holds {
    /// What it is about, and by which rule.
    by: &'static str,
    scenario: &'static str,
    part: (&'static str, &'static str),
    says: &'static [&'static str],
    never: &'static [&'static str],
}

const CONTENT: &[Holds] = &[
    Holds {
        by: "超龄劳动者基本权益保障暂行规定第六条、第十五条: a written agreement, and work-injury insurance",
        scenario: "hiring",
        part: ("questions", "work_forms"),
        says: &["要签书面用工协议，参加工伤保险", "over_age_2026"],
        never: &["不用签", "不签书面"],
    },
    Holds {
        by: "the same, where the filing of contracts does not apply",
        scenario: "hiring",
        part: ("services", "labour_filing"),
        says: &[
            "超龄人员签书面用工协议",
            "从2026年7月1日起要订立书面用工协议",
            "over_age_2026",
        ],
        never: &["不用签"],
    },
    Holds {
        by: "the rule itself, read and dated by article",
        scenario: "hiring",
        part: ("sources", "over_age_2026"),
        says: &["第六条、第十五条", "2026年7月1日起施行", "\"verified\""],
        never: &[],
    },
    Holds {
        by: "取消外国公文书认证要求的公约, in force for China since 2023-11-07: an apostille is enough",
        scenario: "bereavement",
        part: ("materials", "foreign_death_proof"),
        says: &[
            "成员国的，办一张附加证明书（Apostille）就行",
            "不是成员国的，经我国使领馆认证",
            "apostille_2023",
        ],
        never: &["必须经使领馆"],
    },
    Holds {
        by: "the same, of any proof of a death",
        scenario: "bereavement",
        part: ("materials", "death_proof"),
        says: &[
            "外国出具的，带附加证明书（Apostille），或经使领馆认证",
            "apostille_2023",
        ],
        never: &[],
    },
    Holds {
        by: "工伤保险条例第六十四条: 本人工资 is the contribution wage, overtime and all",
        scenario: "work_death",
        part: ("questions", "own_wage"),
        says: &["平均每月的缴费工资", "申报的月工资", "injury_rules_64"],
        never: &["加班", "不含奖金"],
    },
    Holds {
        by: "the same, in how the allowance is reckoned",
        scenario: "work_death",
        part: ("services", "dependants_pension"),
        says: &[
            "本人工资按缴费工资算，低于当地平均工资60%的按60%，高于3倍的按3倍",
            "injury_rules_64",
        ],
        never: &["加班"],
    },
    Holds {
        by: "社会保险经办条例第三十一条: no paper of a third party is demanded",
        scenario: "work_death",
        part: ("fields", "third_party_note"),
        says: &[
            "没有或不想填的空着，不影响申领，也不替您扣减",
            "handling_rules_31",
        ],
        never: &["必须"],
    },
    Holds {
        by: "外国人工作许可 on the social card since 2024-12: its page, or a card that still exists",
        scenario: "hiring",
        part: ("materials", "work_permit"),
        says: &[
            "2024年12月起",
            "社保卡",
            "还有实体证的",
            "foreign_card_2024_75",
            "\"screen\":\"off\"",
        ],
        never: &[],
    },
    Holds {
        by: "国务院关于渐进式延迟法定退休年龄的办法第七条: work at high altitude",
        scenario: "retirement",
        part: ("questions", "special_kind"),
        says: &["在高海拔地区工作", "special_work_2024"],
        never: &[],
    },
];

#[test]
fn the_words_are_those_of_the_rules() {
    for holds in CONTENT {
        let (list, id) = holds.part;
        let words = part(&scenario(holds.scenario), list, id).to_string();
        for says in holds.says {
            assert!(
                words.contains(says),
                "{}: {id} does not say {says}",
                holds.by
            );
        }
        for never in holds.never {
            assert!(!words.contains(never), "{}: {id} says {never}", holds.by);
        }
    }
}

/// 国办发〔2020〕53号: the city's lines are merged into 12345; 8890 stands in its own notice and goes on.
#[test]
fn tianjin_lists_both_of_its_lines() {
    let library = library();
    let region = &library.scenario(TIANJIN, "unemployment").unwrap().region;
    for phones in [&region.hotline, &region.complaints] {
        let phones: Vec<&str> = phones.iter().map(|one| one.phone.as_str()).collect();
        for phone in ["12345", "8890"] {
            assert!(phones.contains(&phone), "{phone}: {phones:?}");
        }
    }
}

/// 社会保险经办条例第三十一条: what one has of a third party may be told, and nobody has to.
#[test]
fn a_third_partys_papers_are_demanded_nowhere() {
    let library = library();
    for place in [NATIONAL, TIANJIN, YANGZHOU, CIXI] {
        let Some(scenario) = library.scenario(place, "work_death") else {
            continue;
        };
        let uses = scenario.services.iter().flat_map(|service| &service.fields);
        let uses: Vec<_> = uses
            .filter(|usage| usage.id == "third_party_note")
            .collect();
        assert!(!uses.is_empty(), "{place}");
        assert!(uses.iter().all(|usage| !usage.required), "{place}");
        let of_third = |id: &str| id.contains("third_party");
        assert!(
            !scenario.materials.iter().any(|it| of_third(&it.id)),
            "{place}"
        );
    }
}

/// No law sets a time for 供养亲属抚恤金: 20 working days stand in the guide of one province.
#[test]
fn the_dependants_allowance_has_no_statutory_time_anywhere() {
    let library = library();
    for place in [NATIONAL, TIANJIN, YANGZHOU, CIXI] {
        let Some(scenario) = library.scenario(place, "work_death") else {
            continue;
        };
        let service = scenario.service("dependants_pension").unwrap();
        assert_eq!(service.statutory, None, "{place}");
        assert!(
            service.promised.is_some() || service.without_limit.is_some(),
            "{place} neither promises a time nor says whom to ask"
        );
    }
}

/// 财金〔2023〕75号: what partners may borrow follows from what one may borrow in the place.
#[test]
fn the_loan_of_partners_follows_from_the_places_own_limit() {
    let mut scenario = scenario("startup");
    let answers = Answers::from([
        ("acting_for", Value::from("oneself")),
        ("entity", Value::from("company")),
        ("registered_on", Value::from("2026-10-22")),
        ("founder_group", Value::Several(vec!["graduate".to_owned()])),
        ("staff", Value::from("nobody")),
        ("premises", Value::from("own")),
        ("loan", Value::from("partnership")),
        ("partners", Value::Number(3)),
        ("loan_amount", Value::Number(90)),
    ]);
    let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
    // In 分: three times 300,000 yuan and a tenth more; then of a place that allows 500,000.
    for (personal, together) in [(30_000_000, 99_000_000), (50_000_000, 165_000_000)] {
        let numbers = scenario.region.numbers.iter_mut();
        for number in numbers.filter(|number| number.id == "personal_loan_limit") {
            number
                .years
                .iter_mut()
                .for_each(|year| year.value = personal);
        }
        let plan = plan(&scenario, &answers, &context);
        let limit = plan.values.get("partnership_limit");
        assert_eq!(limit, Some(&Value::Number(together)));
    }
}
