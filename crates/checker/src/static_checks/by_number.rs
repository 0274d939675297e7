//! A day of birth or a sex that is asked beside the identity number that says it, and is not held against it.

use catalog::given::can_be_given;
use catalog::scenario::{Field, Kind, Scenario};

use crate::report::{Fault, FaultKind, Severity};

/// Records that say what the number says.
const SAID: [&str; 2] = ["person.birth_date", "person.sex"];
/// What a day of birth is called: other days beside a number are not of birth.
const OF_BIRTH: &str = "出生";

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let has_number = scenario.fields.iter().any(|field| {
        field.kind == Kind::CitizenId && field.record.as_deref() == Some("person.number")
    });
    let questions = scenario.questions.iter().filter(|question| {
        let record = question.record.as_deref().unwrap_or_default();
        has_number && question.given_by.is_none() && SAID.contains(&record)
    });
    let questions = questions.map(|question| format!("question {}", question.id));
    let columns = scenario.groups.iter().flat_map(|group| {
        let fields = group.columns.iter();
        let fields: Vec<&Field> = fields.filter_map(|it| scenario.field(&it.id)).collect();
        let has_number = fields.iter().any(|field| field.kind == Kind::CitizenId);
        fields.into_iter().filter(move |field| {
            has_number && field.given_by.is_none() && is_of_birth_or_sex(field)
        })
    });
    let columns = columns.map(|field| format!("field {}", field.id));
    let told = |what| {
        let message = format!("{what} asks what the identity number says (`given_by`)");
        Fault::new(
            Severity::Error,
            FaultKind::AskedTwice,
            &scenario.id,
            message,
        )
    };
    questions.chain(columns).map(told).collect()
}

fn is_of_birth_or_sex(field: &Field) -> bool {
    let is_day = matches!(field.kind, Kind::Date(_));
    can_be_given(&field.kind) && (!is_day || field.label.zh().contains(OF_BIRTH))
}
