//! Labels that mean the same to a reader, and fields that cannot be filled in.

use catalog::Value;
use catalog::scenario::{Choice, DateBounds, Field, Kind, Scenario};

use crate::report::{Fault, FaultKind, Severity};
use crate::wording::plain;

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut same = |severity, what: &str, a: &str, b: &str| {
        let message = format!("{what} {a} and {b} have labels that mean the same");
        faults.push(Fault::new(
            severity,
            FaultKind::SameLabel,
            &scenario.id,
            message,
        ));
    };
    for question in &scenario.questions {
        let of = format!("options of question {}:", question.id);
        twins(question.kind.choices(), label, |a, b| {
            same(Severity::Error, &of, &a.id, &b.id)
        });
    }
    for field in &scenario.fields {
        let of = format!("options of field {}:", field.id);
        twins(field.kind.choices(), label, |a, b| {
            same(Severity::Error, &of, &a.id, &b.id)
        });
    }
    twins(
        &scenario.questions,
        |one| plain(one.ask.zh()),
        |a, b| {
            same(Severity::Warning, "questions", &a.id, &b.id);
        },
    );
    twins(
        &scenario.services,
        |one| plain(one.name.zh()),
        |a, b| {
            same(Severity::Error, "services", &a.id, &b.id);
        },
    );
    twins(
        &scenario.materials,
        |one| plain(one.name.zh()),
        |a, b| {
            same(Severity::Error, "materials", &a.id, &b.id);
        },
    );
    for field in &scenario.fields {
        faults.extend(unfillable(scenario, field));
    }
    faults
}

fn label(choice: &Choice) -> String {
    plain(choice.label.zh())
}

fn twins<T>(things: &[T], words: impl Fn(&T) -> String, mut found: impl FnMut(&T, &T)) {
    for (at, one) in things.iter().enumerate() {
        let said = words(one);
        for other in things.iter().skip(at + 1) {
            if !said.is_empty() && said == words(other) {
                found(one, other);
            }
        }
    }
}

fn unfillable(scenario: &Scenario, field: &Field) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |message: String| {
        faults.push(Fault::new(
            Severity::Error,
            FaultKind::CannotBeFilled,
            &scenario.id,
            message,
        ));
    };
    if takes_nothing(&field.kind) {
        fault(format!(
            "field {}: there is no value it would take",
            field.id
        ));
    }
    let from = field
        .answer
        .as_ref()
        .and_then(|name| scenario.question(name));
    if let Some(question) = from
        && !fits(&question.kind, &field.kind)
    {
        fault(format!(
            "field {} is filled from question {}, whose answers it does not take",
            field.id, question.id
        ));
    }
    if let Some(alike) = scenario.field_alike(field)
        && !holds_all_of(&alike.kind, &field.kind)
    {
        fault(format!(
            "field {} is the same as field {}, whose values it does not take",
            field.id, alike.id
        ));
    }
    if let Kind::Text(longest) = field.kind {
        let names = field.names_like("");
        for name in names.filter(|name| name.chars().count() > usize::from(longest)) {
            fault(format!(
                "field {}: {name} of its list is too long for it",
                field.id
            ));
        }
    }
    faults
}

/// Whether a field takes whatever may stand in another.
fn holds_all_of(from: &Kind, to: &Kind) -> bool {
    /// The longest number of a telephone, with the country's code.
    const LONGEST_NUMBER: u16 = 20;
    match (from, to) {
        (Kind::Text(from), Kind::Text(to)) => from <= to,
        (Kind::Mobile, Kind::Text(to)) => *to >= LONGEST_NUMBER,
        (one, other) => one == other,
    }
}

fn takes_nothing(kind: &Kind) -> bool {
    let never = |bounds: &DateBounds| {
        // Compared as text: both are written year first.
        let earliest = bounds.earliest.as_deref().unwrap_or_default();
        !bounds.future && earliest > "2100"
    };
    match kind {
        Kind::Choice(choices) | Kind::Several(choices) => choices.is_empty(),
        Kind::Number(bounds) | Kind::Money(bounds) => bounds.min > bounds.max,
        Kind::YearsMonths(bounds) => bounds.min > bounds.max,
        Kind::Date(bounds) | Kind::Month(bounds) => never(bounds),
        Kind::Text(longest) => *longest == 0,
        _ => false,
    }
}

/// Whether a field takes what a question is answered with.
fn fits(question: &Kind, field: &Kind) -> bool {
    match (question, field) {
        (Kind::Choice(options), _) => options
            .iter()
            .all(|option| field.admits(&Value::Text(option.id.clone()))),
        // In a row, the one option that was chosen of several.
        (Kind::Several(options), Kind::Choice(_)) => options
            .iter()
            .filter(|option| !option.none)
            .all(|option| field.admits(&Value::Text(option.id.clone()))),
        (Kind::Several(options), _) => options
            .iter()
            .all(|option| field.admits(&Value::Several(vec![option.id.clone()]))),
        (Kind::Number(from), Kind::Number(to)) | (Kind::Money(from), Kind::Money(to)) => {
            to.min <= from.min && from.max <= to.max
        }
        (Kind::YearsMonths(from), Kind::YearsMonths(to)) => {
            to.min <= from.min && from.max <= to.max
        }
        (Kind::Date(_), Kind::Date(_) | Kind::Month(_)) => true,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
