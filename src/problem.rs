//! What is wrong with a field or an application, in words, and the address of the place where it is put right.
//! The codes are `catalog`'s; the words are those of `problem.toml`.

use catalog::Value;
use catalog::application::{Problem, ProblemCode};
use catalog::field_check::FieldProblem;
use catalog::plan::Limits;
use catalog::scenario::{DateBounds, Kind, Scenario};
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

fn longest(kind: &Kind) -> String {
    match kind {
        Kind::Text(max) => words::too_long(&max.to_string()),
        _ => words::not_an_option().to_owned(),
    }
}

/// Where a problem of an application is put right, and what it is.
///
/// An address that begins with `#` is a place of the review page itself.
pub(crate) fn application(scenario: &Scenario, problem: &Problem) -> (String, String) {
    let page = |page: &str| ["/s/", &scenario.id, "/", page].concat();
    let mut parts = problem.path.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next()) {
        (Some("answers"), Some("given"), Some(id)) => {
            let label = scenario
                .question(id)
                .map(|question| format::localized(&question.label));
            let label = label.unwrap_or_default();
            let words = match problem.code {
                ProblemCode::OutsideLimits => words::about(&label, words::outside_limits()),
                _ => words::unanswered(&label),
            };
            (page(&["guide/", id].concat()), words)
        }
        (Some("answers"), Some("rows"), Some(group)) => of_rows(
            scenario,
            group,
            parts.next().zip(parts.next()),
            problem.code,
        ),
        (Some("answers"), ..) => (page("plan"), words::nothing().to_owned()),
        (Some("fields"), Some(id), _) => (
            page(&["form#", &field_id(id)].concat()),
            of_field(scenario, id, problem.code),
        ),
        (Some("materials"), Some(id), rest) => (
            page(&match rest {
                Some(of) => material_page_at(id, of),
                None => material_page(id),
            }),
            of_material(scenario, id, rest, problem.code),
        ),
        (Some("confirmed"), Some(id), _) => {
            let name = scenario.material(id).map(|it| format::localized(&it.name));
            (
                ["#", &checklist_id(id)].concat(),
                words::not_confirmed(&name.unwrap_or_default()),
            )
        }
        (Some("agreed"), Some(id), _) => {
            let title = scenario
                .commitment(id)
                .map(|commitment| format::localized(&commitment.title));
            (
                ["#", &agreement_id(id)].concat(),
                words::not_agreed(&title.unwrap_or_default()),
            )
        }
        (Some("signatures"), Some(id), _) => {
            let title = scenario
                .commitment(id)
                .map(|commitment| format::localized(&commitment.title));
            (
                ["#", &signature_id(id)].concat(),
                words::not_signed(&title.unwrap_or_default()),
            )
        }
        (Some("sensitive_consent"), ..) => (
            ["#", CONSENT_ID].concat(),
            words::consent_missing().to_owned(),
        ),
        _ => (page("plan"), words::other().to_owned()),
    }
}

/// A cell of a row, or the group as a whole.
fn of_rows(
    scenario: &Scenario,
    group: &str,
    cell: Option<(&str, &str)>,
    code: ProblemCode,
) -> (String, String) {
    let id = match cell {
        Some((row, column)) => row_field_id(group, row, column),
        None => group_id(group),
    };
    let address = ["/s/", &scenario.id, "/form#", &id].concat();
    let named = scenario.group(group);
    let words = match (named, cell) {
        (Some(_), Some((_, column))) => of_field(scenario, column, code),
        (Some(group), None) if code == ProblemCode::RowsMissing => {
            words::rows_missing(&group.min.to_string(), &format::localized(&group.name))
        }
        (Some(group), None) => {
            words::rows_too_many(&group.max.to_string(), &format::localized(&group.name))
        }
        (None, _) => words::other().to_owned(),
    };
    (address, words)
}

/// The id of the section of a repeating group.
pub(crate) fn group_id(group: &str) -> String {
    ["group-", group].concat()
}

/// The id of the control of a cell.
pub(crate) fn row_field_id(group: &str, row: &str, column: &str) -> String {
    ["field-", group, "-", row, "-", column].concat()
}

fn of_field(scenario: &Scenario, id: &str, code: ProblemCode) -> String {
    match (scenario.field(id), code) {
        (Some(found), ProblemCode::Field(problem)) => words::about(
            &format::localized(&found.label),
            &field(&found.kind, problem),
        ),
        _ => words::other().to_owned(),
    }
}

fn of_material(scenario: &Scenario, id: &str, page: Option<&str>, code: ProblemCode) -> String {
    let Some(material) = scenario.material(id) else {
        return words::other().to_owned();
    };
    let name = format::localized(&material.name);
    let name = name.as_str();
    match code {
        ProblemCode::MaterialUndecided => words::material_undecided(name),
        ProblemCode::WayNotAllowed => words::material_way(name),
        ProblemCode::PageMissing => {
            let page = material
                .pages
                .iter()
                .find(|known| Some(known.id.as_str()) == page);
            words::page_missing(
                name,
                &page
                    .map(|page| format::localized(&page.label))
                    .unwrap_or_default(),
            )
        }
        ProblemCode::PageUnknown => words::page_unknown(name),
        ProblemCode::FileMissing => words::file_missing(name),
        ProblemCode::FileRefused => words::file_refused(name),
        _ => words::other().to_owned(),
    }
}

/// The element of a field on the form.
pub(crate) fn field_id(field: &str) -> String {
    ["field-", field].concat()
}

/// The page of a material, within those of its scenario.
pub(crate) fn material_page(material: &str) -> String {
    ["materials/", material].concat()
}

/// The same, at one of the material's own pages.
fn material_page_at(material: &str, page: &str) -> String {
    let element = [&material_id(material), "-", page].concat();
    [&material_page(material), "#", &title_id(&element)].concat()
}

/// The id of the heading of a material's page, by that of its first input.
pub(crate) fn title_id(element_id: &str) -> String {
    [element_id, "-title"].concat()
}

/// The element of a material.
pub(crate) fn material_id(material: &str) -> String {
    ["material-", material].concat()
}

/// The element of a declaration or promise on the review page.
pub(crate) fn agreement_id(commitment: &str) -> String {
    ["agreed-", commitment].concat()
}

/// The element of a signature on the review page.
pub(crate) fn signature_id(commitment: &str) -> String {
    ["signed-", commitment].concat()
}

/// The element of a material's lines of the checklist on the review page.
pub(crate) fn checklist_id(material: &str) -> String {
    ["checked-", material].concat()
}

/// The element of the separate consent on the review page.
pub(crate) const CONSENT_ID: &str = "sensitive-consent";

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario() -> Scenario {
        serde_json::from_value(serde_json::json!({
            "id": "unemployment", "version": "2026-11-21", "name": "失业", "summary": "", "audience": "",
            "questions": [], "services": [], "sources": [],
            "fields": [{ "id": "mobile", "section": "联系方式", "label": "手机号码", "kind": "mobile" }],
            "materials": [{
                "id": "id_card", "name": "居民身份证", "why": "", "supply": ["attach"],
                "pages": [{ "id": "back", "label": "国徽面" }]
            }]
        }))
        .unwrap()
    }

    fn told(path: &str, code: ProblemCode) -> (String, String) {
        application(
            &scenario(),
            &Problem {
                path: path.to_owned(),
                code,
            },
        )
    }

    #[test]
    fn a_wrong_field_leads_to_its_place_on_the_form() {
        let (address, words) = told(
            "/fields/mobile",
            ProblemCode::Field(FieldProblem::MobileLength),
        );
        assert_eq!(address, "/s/unemployment/form#field-mobile");
        assert!(words.starts_with("手机号码："), "{words}");
    }

    #[test]
    fn a_missing_page_is_named_as_the_resident_knows_it() {
        let (address, words) = told("/materials/id_card/back", ProblemCode::PageMissing);
        assert_eq!(
            address,
            "/s/unemployment/materials/id_card#material-id_card-back-title"
        );
        assert!(
            words.contains("居民身份证") && words.contains("国徽面"),
            "{words}"
        );
    }

    #[test]
    fn what_a_newer_server_complains_of_still_leads_somewhere() {
        let (address, words) = told("/fields/unknown", ProblemCode::Unanswered);
        assert_eq!(address, "/s/unemployment/form#field-unknown");
        assert!(!words.is_empty());
    }
}
