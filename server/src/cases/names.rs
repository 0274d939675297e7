//! Names of what a case has by id, from the scenario version that the case was made with.

use catalog::plan::row_title;
use catalog::{Application, Scenario};

/// The service of an id; the id itself where the version does not know it, which no version does that made the case.
pub(crate) fn service_name(scenario: &Scenario, id: &str) -> String {
    let service = scenario.service(id);
    service.map_or(id, |service| service.name.zh()).to_owned()
}

/// The name of a material; that of a row's (`permit-employees-r2`) says whose it is.
pub(crate) fn material_name(scenario: &Scenario, application: &Application, id: &str) -> String {
    let name = scenario.material(id).map_or(id, |it| it.name.zh());
    match row_of(scenario, application, id) {
        Some(whose) => format!("{name}（{whose}）"),
        None => name.to_owned(),
    }
}

/// The title of the row that a row's material belongs to.
fn row_of(scenario: &Scenario, application: &Application, id: &str) -> Option<String> {
    let mut parts = id.split('-').skip(1);
    let (group, key) = (parts.next()?, parts.next()?);
    let rows = application.answers.rows(group);
    let at = rows.iter().position(|row| row.key == key)?;
    Some(row_title(scenario.group(group)?, rows.get(at)?, at))
}
