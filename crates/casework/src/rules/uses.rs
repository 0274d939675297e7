//! What a service looks at: its own fields and papers, those of its groups, and those of whoever acts. By this it is
//! known which services share one, and whom it concerns when it is changed.

use catalog::scenario::{FieldUse, MaterialUse, Scenario, Service};

/// The fields that a service uses.
pub fn fields<'a>(
    scenario: &'a Scenario,
    service: &'a Service,
) -> impl Iterator<Item = &'a FieldUse> {
    let groups = service.groups.iter();
    let groups = groups.filter_map(|usage| scenario.group(&usage.id));
    let columns = groups.flat_map(|group| &group.columns);
    let of_roles = scenario.roles.iter().flat_map(|role| &role.fields);
    service.fields.iter().chain(columns).chain(of_roles)
}

/// The papers that a service looks at.
pub fn materials<'a>(
    scenario: &'a Scenario,
    service: &'a Service,
) -> impl Iterator<Item = &'a MaterialUse> {
    let groups = service.groups.iter();
    let groups = groups.filter_map(|usage| scenario.group(&usage.id));
    let of_groups = groups.flat_map(|group| &group.materials);
    let of_roles = scenario.roles.iter().flat_map(|role| &role.materials);
    service.materials.iter().chain(of_groups).chain(of_roles)
}
