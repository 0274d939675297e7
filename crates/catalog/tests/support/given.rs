//! What a resident may have given of an application: any of it, right or half-typed.
//! Generated from the scenario itself, so that a new question or material is covered at once.

use catalog::application::{Application, Attachment, Supplied};
use catalog::scenario::{Group, Kind, Material, Scenario, Supply};
use catalog::{Row, Value};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn any_value(kind: &Kind) -> BoxedStrategy<Value> {
    let ids: Vec<String> = kind.choices().iter().map(|it| it.id.clone()).collect();
    match kind {
        Kind::Choice(_) => select(ids).prop_map(Value::Text).boxed(),
        Kind::Several(_) => {
            let most = ids.len();
            subsequence(ids, 1..=most).prop_map(Value::Several).boxed()
        }
        Kind::YesNo => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Number(bounds) => (bounds.min..=bounds.max.min(60))
            .prop_map(Value::Number)
            .boxed(),
        Kind::YearsMonths(bounds) => (bounds.min..=bounds.max).prop_map(Value::Number).boxed(),
        Kind::Date(_) => (1970i32..2020, 1u32..13, 1u32..29)
            .prop_map(|(year, month, day)| Value::Text(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        Kind::Month(_) => (1970i32..2020, 1u32..13)
            .prop_map(|(year, month)| Value::Text(format!("{year}-{month:02}")))
            .boxed(),
        // As far as it has been typed.
        _ => "[0-9一-龥]{1,12}".prop_map(Value::Text).boxed(),
    }
}

fn any_supplied(material: &Material) -> BoxedStrategy<Supplied> {
    let pages: Vec<String> = material.pages.iter().map(|page| page.id.clone()).collect();
    let most = pages.len();
    (
        select(material.supply.clone()),
        subsequence(pages, 0..=most),
    )
        .prop_map(|(way, pages)| match way {
            Supply::Licence => Supplied::Licence,
            Supply::Later => Supplied::Later,
            Supply::Promise => Supplied::Promised,
            Supply::Counter => Supplied::Counter,
            Supply::OtherParty => Supplied::OtherParty,
            Supply::Attach => Supplied::Attached(
                pages
                    .into_iter()
                    .map(|page| Attachment {
                        page,
                        file: "f".to_owned(),
                        for_review: false,
                    })
                    .collect(),
            ),
        })
        .boxed()
}

fn any_row(scenario: &Scenario, group: &Group) -> BoxedStrategy<Row> {
    let columns = group.columns.iter().filter_map(|it| scenario.field(&it.id));
    let values: Vec<_> = columns
        .map(|field| {
            let value = any_value(&field.kind);
            (Just(field.id.clone()), proptest::option::of(value))
        })
        .collect();
    values
        .prop_map(|values| Row {
            key: String::new(),
            values: values
                .into_iter()
                .filter_map(|(id, value)| Some((id, value?)))
                .collect(),
        })
        .boxed()
}

fn numbered((group, mut rows): (String, Vec<Row>)) -> (String, Vec<Row>) {
    for (at, row) in rows.iter_mut().enumerate() {
        row.key = format!("r{at}");
    }
    (group, rows)
}

/// Someone has answered, filled in, photographed and ticked, each thing or not.
pub(crate) fn everything_given(scenario: &Scenario) -> impl Strategy<Value = Application> + use<> {
    let answers: Vec<_> = scenario
        .questions
        .iter()
        .map(|question| {
            let value = any_value(&question.kind);
            let value = match question.unsure {
                Some(_) => prop_oneof![4 => value, 1 => Just(Value::Unsure)].boxed(),
                None => value,
            };
            (Just(question.id.clone()), proptest::option::of(value))
        })
        .collect();
    let in_group = |id: &str| scenario.groups.iter().any(|it| it.column(id).is_some());
    let fields: Vec<_> = scenario
        .fields
        .iter()
        .filter(|field| !in_group(&field.id))
        .map(|field| {
            let value = any_value(&field.kind);
            (Just(field.id.clone()), proptest::option::of(value))
        })
        .collect();
    let materials: Vec<_> = scenario
        .materials
        .iter()
        .map(|material| {
            let supplied = any_supplied(material);
            (Just(material.id.clone()), proptest::option::of(supplied))
        })
        .collect();
    let rows: Vec<_> = scenario
        .groups
        .iter()
        .map(|group| {
            let row = any_row(scenario, group);
            (Just(group.id.clone()), proptest::collection::vec(row, 0..4))
        })
        .collect();
    let some_of = |ids: Vec<String>| {
        let most = ids.len();
        subsequence(ids, 0..=most)
    };
    let agreed = some_of(
        scenario
            .commitments
            .iter()
            .map(|it| it.id.clone())
            .collect(),
    );
    let declined = some_of(scenario.services.iter().map(|it| it.id.clone()).collect());
    let chosen = (agreed, declined, any::<bool>());
    (answers, fields, rows, materials, chosen).prop_map(
        |(answers, fields, rows, materials, (agreed, declined, sensitive_consent))| {
            let given = |(id, value): (String, Option<_>)| Some((id, value?));
            let mut application = Application {
                fields: fields.into_iter().filter_map(given).collect(),
                materials: materials
                    .into_iter()
                    .filter_map(|(id, supplied)| Some((id, supplied?)))
                    .collect(),
                agreed: agreed.into_iter().collect(),
                sensitive_consent,
                ..Application::default()
            };
            application.answers.given = answers.into_iter().filter_map(given).collect();
            application.answers.rows = rows.into_iter().map(numbered).collect();
            application.answers.declined = declined.into_iter().collect();
            application
        },
    )
}
