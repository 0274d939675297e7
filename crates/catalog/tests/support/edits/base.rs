//! The real scenario, and what it lacks of the things that can change.
//! So every kind of edit has something to be made to.

use std::collections::BTreeMap;

use catalog::scenario::{Bounds, DateBounds, Field, FieldUse, Group, Kind, Question, Scenario};

use crate::scenario;

/// The real scenario, with a question of each kind that it lacks.
pub(crate) fn base() -> Scenario {
    let mut base = scenario::scenario("unemployment");
    for (id, kind) in [
        ("extra_text", Kind::Text(20)),
        ("extra_month", Kind::Month(DateBounds::default())),
        (
            "extra_number",
            Kind::Number(Bounds {
                min: 0,
                max: 60,
                unit: "人".into(),
            }),
        ),
    ] {
        base.questions.push(Question {
            id: id.to_owned(),
            ask: "还有什么要说的？".into(),
            ask_of: BTreeMap::new(),
            label: "补充".into(),
            why: "为了试一试".into(),
            hint: None,
            kind,
            yes_no: None,
            within: None,
            when: None,
            unsure: Some("以受理地为准".into()),
            optional: false,
            record: None,
            given_by: None,
            attainable: None,
            sources: Vec::new(),
        });
    }
    base.fields.extend(
        [
            ("extra_relative", Kind::PersonName),
            ("extra_relation", base.fields[0].kind.clone()),
        ]
        .map(|(id, kind)| Field {
            id: id.to_owned(),
            label: id.into(),
            kind,
            ..base.fields[0].clone()
        }),
    );
    base.groups.push(Group {
        figures: Vec::new(),
        id: RELATIVES.to_owned(),
        name: "供养亲属".into(),
        one: "亲属".into(),
        intro: None,
        min: 0,
        max: 9,
        columns: ["extra_relative", "extra_relation"]
            .map(|id| FieldUse {
                id: id.to_owned(),
                required: true,
                when: None,
            })
            .into(),
        facts: Vec::new(),
        materials: Vec::new(),
        confirms: None,
        sources: Vec::new(),
    });
    base
}

/// The group that the real scenario lacks.
const RELATIVES: &str = "relatives";
