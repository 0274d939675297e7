//! Names in a row: of services, of documents, of whatever has a name.

use catalog::LocalizedText;
use catalog::scenario::{Scenario, ServiceId, SourceId};

use super::localized;
use crate::messages::common;

/// The names of services.
pub(crate) fn services(scenario: &Scenario, ids: &[ServiceId]) -> String {
    let names = ids.iter().filter_map(|id| scenario.service(id));
    in_a_row(names.map(|service| localized(&service.name)).collect())
}

/// Names in a row: A、B、C. Where one of several has the mark of a row in itself, each is set off: 「A、B」、「C」.
fn in_a_row(names: Vec<String>) -> String {
    let mark = common::list_separator();
    if names.len() > 1 && names.iter().any(|name| name.contains(mark)) {
        let names: Vec<String> = names.iter().map(|name| common::quoted(name)).collect();
        return names.join(mark);
    }
    names.join(mark)
}

/// The titles of the documents that something is based on here: another place's guide is no rule for its neighbours.
pub(crate) fn sources(scenario: &Scenario, ids: &[SourceId]) -> String {
    listed(
        scenario
            .sources_of_the_place(ids)
            .map(|source| &source.title),
    )
}

/// Names in a row: A、B、C.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a LocalizedText>) -> String {
    let names: Vec<String> = names.into_iter().map(localized).collect();
    names.join(common::list_separator())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(names: &[&str]) -> String {
        in_a_row(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_name_with_the_mark_of_a_row_in_it_is_set_off() {
        assert_eq!(
            row(&["失业登记", "失业保险金申领"]),
            "失业登记、失业保险金申领"
        );
        let mixed = row(&["丧葬补助金、抚恤金申领", "个人账户余额申领"]);
        assert_eq!(mixed, "「丧葬补助金、抚恤金申领」、「个人账户余额申领」");
        assert_eq!(row(&["丧葬补助金、抚恤金申领"]), "丧葬补助金、抚恤金申领");
    }
}
