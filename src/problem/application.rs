//! What is wrong with an application, in words, and the address of the place where it is put right.

use catalog::application::{Problem, ProblemCode};
use catalog::scenario::Scenario;

use super::field::field;
use super::place::{
    CONSENT_ID, agreement_id, checklist_id, delivery_id, field_id, group_id, material_page,
    material_page_at, row_field_id, signature_id,
};
use crate::format;
use crate::messages::problem as words;

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
        (Some("delivery"), Some(id), _) => (
            ["#", &delivery_id(id)].concat(),
            words::address_missing().to_owned(),
        ),
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

#[cfg(test)]
mod tests {
    use catalog::field_check::FieldProblem;

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
