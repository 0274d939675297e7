//! 共同确认: who else has to confirm a case, and by what they are known. What is kept of an invitation is that there is
//! one; its link is computed from the server's key.

use casework::case::Confirmation;
use catalog::field_check::identity;
use catalog::{Row, Scenario};
use civic::{Day, PersonName};
use contract::case::{CaseConfirmer, ConfirmerState};
use subtle::ConstantTimeEq;

use super::case_file::CaseFile;
use super::submitted::confirmer_id;
use crate::auth::identity::Person;
use crate::store::CaseRecord;
use crate::subject_key::SubjectKey;

/// Between the number of the case, the confirmer, and what makes it a link. No dot: what has one in an address is a
/// file to the server and to the service worker, and no page of the app. Neither the number nor the last part has one
/// of these.
const MARK: char = '-';

/// All who confirm, as the applicant sees them; names are masked.
pub(crate) fn shown(file: &CaseFile, record: &CaseRecord, key: &SubjectKey) -> Vec<CaseConfirmer> {
    let confirmers = file.case.submitted.confirmers.iter();
    let shown = confirmers.map(|one| {
        let state = state(file, &one.id);
        let is_open = state == ConfirmerState::Invited;
        CaseConfirmer {
            role: one.role,
            name: called(file, record, &one.id),
            services: one.services.clone(),
            link: is_open.then(|| format!("/confirm/{}", code(key, &record.number, &one.id))),
            id: one.id.clone(),
            state,
        }
    });
    shown.collect()
}

/// Whether there is no link that this confirmer could still use.
pub(super) fn wants_a_link(file: &CaseFile, confirmer: &str) -> bool {
    !matches!(
        state(file, confirmer),
        ConfirmerState::Invited | ConfirmerState::Confirmed
    )
}

/// The name with all but its last character hidden.
pub(super) fn called(file: &CaseFile, record: &CaseRecord, confirmer: &str) -> String {
    name(&file.scenario, record, confirmer).map_or_else(String::new, masked)
}

pub(super) fn state(file: &CaseFile, confirmer: &str) -> ConfirmerState {
    match file.case.confirmations.get(confirmer) {
        Some(Confirmation::Invited) => ConfirmerState::Invited,
        Some(Confirmation::Confirmed { .. }) => ConfirmerState::Confirmed,
        Some(Confirmation::Declined) => ConfirmerState::Declined,
        Some(Confirmation::Expired) => ConfirmerState::Expired,
        Some(Confirmation::Missing) | None => ConfirmerState::Missing,
    }
}

fn code(key: &SubjectKey, number: &str, confirmer: &str) -> String {
    format!(
        "{number}{MARK}{confirmer}{MARK}{}",
        key.invitation(number, confirmer)
    )
}

/// The number of the case and the confirmer of a code; `None` where it is none of this server's.
pub(super) fn read<'a>(key: &SubjectKey, shown: &'a str) -> Option<(&'a str, &'a str)> {
    let (number, rest) = shown.split_once(MARK)?;
    let (confirmer, _) = rest.rsplit_once(MARK)?;
    let expected = code(key, number, confirmer);
    let same: bool = expected.as_bytes().ct_eq(shown.as_bytes()).into();
    same.then_some((number, confirmer))
}

/// Whether somebody who has signed in is the one of the row: by the number of the document where the row has one, by
/// the name otherwise.
pub(super) fn is_meant(
    scenario: &Scenario,
    record: &CaseRecord,
    confirmer: &str,
    person: &Person,
    today: Day,
) -> bool {
    let Some((group, row)) = row(scenario, record, confirmer) else {
        return false;
    };
    let numbers = scenario
        .group(group)
        .into_iter()
        .flat_map(|group| &group.columns);
    let mut numbers = numbers.filter_map(|column| {
        let field = scenario.field(&column.id)?;
        identity(&field.kind, row.values.get(&column.id)?, today)
    });
    match numbers.next() {
        Some(number) => number == person.number.as_str(),
        None => name(scenario, record, confirmer).is_some_and(|name| name == person.name),
    }
}

fn row<'a>(
    scenario: &'a Scenario,
    record: &'a CaseRecord,
    confirmer: &str,
) -> Option<(&'a str, &'a Row)> {
    let groups = scenario
        .groups
        .iter()
        .filter(|group| group.confirms.is_some());
    let mut rows = groups.flat_map(|group| {
        let rows = record.application.answers.rows(&group.id).iter();
        rows.map(|row| (group.id.as_str(), row))
    });
    rows.find(|(group, row)| confirmer_id(group, &row.key) == confirmer)
}

/// The first column names the row.
fn name<'a>(scenario: &'a Scenario, record: &'a CaseRecord, confirmer: &str) -> Option<&'a str> {
    let (group, row) = row(scenario, record, confirmer)?;
    let first = scenario.group(group)?.columns.first()?;
    row.values.get(&first.id)?.text()
}

pub(super) fn masked(name: &str) -> String {
    let name = PersonName::parse(name);
    name.map_or_else(|_| String::new(), |name| name.masked())
}
