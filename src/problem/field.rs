//! What is wrong with the value of a field, in words.

use catalog::Value;
use catalog::field_check::FieldProblem;
use catalog::plan::Limits;
use catalog::scenario::{DateBounds, Kind};
use civic::{PersonName, PersonNameError};

use crate::format;
use crate::messages::{common, problem as words};

/// The words under a field, where the value is at hand: they name what stands in the way.
pub(crate) fn of_value(kind: &Kind, found: FieldProblem, value: Option<&Value>) -> String {
    let text = value.and_then(Value::text).unwrap_or_default();
    let at = |at: usize| {
        let character = text.chars().nth(at).map(String::from);
        (character.unwrap_or_default(), (at + 1).to_string())
    };
    match (found, PersonName::parse(text)) {
        (FieldProblem::NamePrivateUse, Err(PersonNameError::PrivateUse { at: place })) => {
            let (character, place) = at(place);
            words::name_private_at(&character, &place)
        }
        (FieldProblem::NameCharacters, Err(PersonNameError::Character { at: place })) => {
            words::name_character_at(&at(place).0)
        }
        _ => field(kind, found),
    }
}

/// The words under a field.
pub(crate) fn field(kind: &Kind, found: FieldProblem) -> String {
    let words = match found {
        FieldProblem::Missing => match kind {
            Kind::Choice(_) | Kind::YesNo => words::choose_one(),
            Kind::Several(_) => words::choose_some(),
            _ => words::missing(),
        },
        FieldProblem::NotAnOption => words::not_an_option(),
        FieldProblem::OutOfBounds => return bounds(kind),
        FieldProblem::NotADate => match kind {
            Kind::Month(_) => words::not_a_month(),
            _ => words::not_a_date(),
        },
        FieldProblem::DateInFuture => words::date_in_future(),
        FieldProblem::DateTooEarly => words::date_too_early(),
        FieldProblem::Expired => return expired(kind),
        FieldProblem::BeforeStart => words::before_start(),
        FieldProblem::TooYoung => return too_young(kind),
        FieldProblem::BelowLimit | FieldProblem::AboveLimit => words::outside_limits(),
        FieldProblem::TooLong => return longest(kind),
        FieldProblem::CitizenIdLength => words::id_length(),
        FieldProblem::CitizenIdOldForm => words::id_old(),
        FieldProblem::CitizenIdCharacters => words::id_characters(),
        FieldProblem::CitizenIdRegion => words::id_region(),
        FieldProblem::CitizenIdBirthDate => words::id_birth(),
        FieldProblem::CitizenIdChecksum => words::id_checksum(),
        FieldProblem::MobileCharacters => words::mobile_characters(),
        FieldProblem::MobileAbroad => words::mobile_abroad(),
        FieldProblem::MobileLength => words::mobile_length(),
        FieldProblem::MobilePrefix => words::mobile_prefix(),
        FieldProblem::NameTooLong => words::name_too_long(),
        FieldProblem::NameCharacters => words::name_characters(),
        FieldProblem::NamePrivateUse => words::name_private(),
        FieldProblem::BankCardCharacters => words::card_characters(),
        FieldProblem::BankCardLength => words::card_length(),
        FieldProblem::CreditCodeCharacters => words::credit_code_characters(),
        FieldProblem::CreditCodeLength => words::credit_code_length(),
        FieldProblem::PermitCharacters => words::permit_characters(),
        FieldProblem::PostcodeDigits => words::postcode_digits(),
        FieldProblem::SamePerson => words::same_person(),
        FieldProblem::CaseOpen => words::case_open(),
        FieldProblem::DiffersFromNumber => words::differs_from_number(),
        FieldProblem::BirthDiffers => words::birth_differs(),
        FieldProblem::SexDiffers => words::sex_differs(),
    };
    words.to_owned()
}

/// As [`of_value`], where it is known what the facts allow, too.
pub(crate) fn within(
    kind: &Kind,
    found: FieldProblem,
    limits: &Limits,
    value: Option<&Value>,
) -> String {
    match (found, possible(kind, limits)) {
        (FieldProblem::BelowLimit | FieldProblem::AboveLimit, Some(possible)) => {
            words::outside_possible(&possible)
        }
        _ => of_value(kind, found, value),
    }
}

/// What is possible by the facts: 「最早 2026 年 7 月，最晚 2029 年 7 月」.
pub(crate) fn possible(kind: &Kind, limits: &Limits) -> Option<String> {
    let is_time = matches!(kind, Kind::Date(_) | Kind::Month(_));
    let min = limits.min.as_ref().map(|min| format::value(kind, min));
    let max = limits.max.as_ref().map(|max| format::value(kind, max));
    let min = min.map(|min| {
        if is_time {
            words::from(&min)
        } else {
            words::least(&min)
        }
    });
    let max = max.map(|max| {
        if is_time {
            words::until(&max)
        } else {
            words::most(&max)
        }
    });
    let said: Vec<String> = min.into_iter().chain(max).collect();
    (!said.is_empty()).then(|| said.join(common::limit_separator()))
}

fn bounds(kind: &Kind) -> String {
    match kind {
        Kind::Number(bounds) => {
            let (min, max) = (bounds.min.to_string(), bounds.max.to_string());
            words::number_between(&max, &min, &format::localized(&bounds.unit))
        }
        Kind::YearsMonths(bounds) => {
            words::stretch_between(&format::stretch(bounds.max), &format::stretch(bounds.min))
        }
        Kind::Money(bounds) => {
            let (min, max) = (bounds.min.to_string(), bounds.max.to_string());
            words::money_between(&max, &min, &format::localized(&bounds.unit))
        }
        _ => words::not_an_option().to_owned(),
    }
}

/// What to do about a document that has run out is the scenario's to say.
fn expired(kind: &Kind) -> String {
    match kind {
        Kind::Date(DateBounds {
            valid_until: Some(validity),
            ..
        }) => format::localized(&validity.expired),
        _ => words::expired().to_owned(),
    }
}

/// What an age is asked for is the scenario's to say.
fn too_young(kind: &Kind) -> String {
    match kind {
        Kind::Date(DateBounds {
            reached: Some(reached),
            ..
        }) => format::localized(&reached.otherwise),
        _ => words::before_start().to_owned(),
    }
}

fn longest(kind: &Kind) -> String {
    match kind {
        Kind::Text(max) => words::too_long(&max.to_string()),
        _ => words::not_an_option().to_owned(),
    }
}
