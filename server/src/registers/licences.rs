//! 我的证照: e-licences with what they spare, and the results that were granted here.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use catalog::load::Library;
use catalog::scenario::Supply;
use civic::day;
use contract::licence::{HeldLicence, HeldResult, Licences, MaskedNumber};
use contract::person::{Licence, Register};
use serde::Deserialize;

use super::holdings::RegisterFacts;
use crate::auth::session::AsksRegisters;
use crate::cases::case_file::CaseFile;
use crate::documents::results;
use crate::error::ApiResult;
use crate::http::params::Query;
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::cases;

/// The newest cases that are looked through for results.
const CASES: u32 = 100;

/// Numbers that a licence may bear: facts of it that are no names.
const NUMBERS: [&str; 3] = [
    "person.number",
    "person.social_card_account",
    "employer.credit_code",
];

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    region: Option<String>,
}

/// `GET /api/v1/person/licences?region=`
pub(crate) async fn list(
    State(app): State<AppState>,
    AsksRegisters(person): AsksRegisters,
    Query(query): Query<Place>,
) -> ApiResult<Json<Licences>> {
    let today = app.clock.today();
    let holdings = RegisterFacts::of(&app, &person).await.into_holdings();
    let mut unasked = holdings.unasked;
    unasked.retain(|one| one.register == Register::Licences);
    let library = app.scenarios.current();
    let region = region_or_national(&library, query.region.as_deref());
    let held = holdings.licences.into_iter().map(|licence| {
        let until = licence.valid_until.as_deref();
        HeldLicence {
            numbers: numbers(&licence),
            expired: until.is_some_and(|end| day::parse_iso(end).is_none_or(|end| end < today)),
            spares: spared(&library, region, &licence.kind),
            kind: licence.kind,
            name: licence.name,
            issuer: licence.issuer,
            valid_until: licence.valid_until,
        }
    });
    let held = held.collect();
    let mut db = app.store.read().await?;
    let mut results: Vec<HeldResult> = Vec::new();
    for record in cases::page_of(&mut db, &person.id, false, None, CASES).await? {
        let file = CaseFile::load(&app.scenarios, &mut db, &record).await?;
        for service in &file.case.services {
            results.extend(results::held(&app, &mut db, &file, &record, &service.id).await?);
        }
    }
    Ok(Json(Licences {
        held,
        results,
        unasked,
    }))
}

fn numbers(licence: &Licence) -> Vec<MaskedNumber> {
    let numbers = NUMBERS.into_iter().filter_map(|of| {
        let number = licence.facts.get(of)?.text()?;
        Some(MaskedNumber {
            of: of.to_owned(),
            number: masked(number),
        })
    });
    numbers.collect()
}

/// Four characters at each end; of a short one nothing.
fn masked(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let length = characters.len();
    let is_shown = |at: usize| length >= 12 && (at < 4 || at + 4 >= length);
    let shown = characters.iter().enumerate();
    let shown = shown.map(|(at, one)| if is_shown(at) { *one } else { '*' });
    shown.collect()
}

/// The papers for which the licence stands in the scenarios of the place, each name once.
fn spared(library: &Library, region: &str, kind: &str) -> Vec<String> {
    let scenarios = library.scenarios();
    let here = scenarios.filter(|scenario| scenario.region.code == region);
    let materials = here.flat_map(|scenario| &scenario.materials);
    let spared = materials.filter(|material| {
        material.licence.as_deref() == Some(kind) && material.supply.contains(&Supply::Licence)
    });
    let names: BTreeSet<&str> = spared.map(|material| material.name.zh()).collect();
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_again_and_not_read() {
        assert_eq!(masked("320000199206181284"), "3200**********1284");
        assert_eq!(masked("91320000MADEMY006M"), "9132**********006M");
        assert_eq!(masked("12345678"), "********");
    }
}
