//! Whether a thing of a scenario still means what it meant in another version.
//! Compared is what the resident read in 简体; a hint, a reason or a translation does not change what was meant.

use civic::day::Day;

use crate::field_check::check_value;
use crate::scenario::{
    Choice, Commitment, FieldUse, Kind, Material, MaterialUse, Scenario, Supply,
};
use crate::{LocalizedText, Value};

/// Whether `value` may stand. Under an unchanged kind everything may: a half-typed number is not lost because
/// something else has changed. Under another kind it must mean the same and be right.
pub(super) fn value_fits(before: Option<&Kind>, now: &Kind, value: &Value, today: Day) -> bool {
    if before == Some(now) {
        return true;
    }
    before.is_none_or(|before| means_the_same(before, now, value))
        && (value.is_blank() || check_value(now, value, today).is_ok())
}

fn means_the_same(before: &Kind, now: &Kind, value: &Value) -> bool {
    let same_option = |id: &str| match (option(before, id), option(now, id)) {
        (Some(before), Some(now)) => before.label.zh() == now.label.zh() && before.none == now.none,
        _ => false,
    };
    // A number of months was typed as one before it was asked as years and months: 20 may have meant years.
    if std::mem::discriminant(before) != std::mem::discriminant(now) {
        return false;
    }
    match (before, now, value) {
        (Kind::Number(before), Kind::Number(now), _)
        | (Kind::Money(before), Kind::Money(now), _) => before.unit.zh() == now.unit.zh(),
        (Kind::Choice(_), _, Value::Text(id)) => same_option(id),
        (Kind::Several(_), _, Value::Several(ids)) => ids.iter().all(|id| same_option(id)),
        _ => true,
    }
}

fn option<'a>(kind: &'a Kind, id: &str) -> Option<&'a Choice> {
    kind.choices().iter().find(|choice| choice.id == id)
}

/// Whether the way of supplying a material is open, and is the one that was chosen.
pub(super) fn way_is_same(before: Option<&Material>, now: &Material, way: Supply) -> bool {
    now.supply.contains(&way)
        && before.is_none_or(|before| match way {
            Supply::Licence => before.licence == now.licence,
            Supply::Later => before.later_within == now.later_within,
            Supply::Promise => before.commitment == now.commitment,
            Supply::Attach | Supply::Counter | Supply::OtherParty => true,
        })
}

pub(super) fn page_is_same(before: Option<&Material>, now: &Material, page: &str) -> bool {
    match (before, page_name(now, page)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), now) => page_name(before, page) == now,
    }
}

fn page_name<'a>(material: &'a Material, page: &str) -> Option<&'a str> {
    let found = material.pages.iter().find(|it| it.id == page)?;
    Some(found.label.zh())
}

/// Whether every word that was agreed to stands as it stood.
pub(super) fn same_agreement(before: &Commitment, now: &Commitment) -> bool {
    let same = |before: &[LocalizedText], now: &[LocalizedText]| {
        before
            .iter()
            .map(LocalizedText::zh)
            .eq(now.iter().map(LocalizedText::zh))
    };
    before.title.zh() == now.title.zh()
        && same(&before.told, &now.told)
        && same(&before.clauses, &now.clauses)
        && before.consequence.zh() == now.consequence.zh()
        && before.separate == now.separate
}

/// What the separate consent is to: the sensitive data by what they are for, in the words of the screen.
pub(super) fn consented(scenario: &Scenario) -> Vec<&str> {
    let mut said = Vec::new();
    for service in &scenario.services {
        let what_for = service.name.zh();
        data(
            scenario,
            what_for,
            &service.fields,
            &service.materials,
            &mut said,
        );
        for group in &service.groups {
            if let Some(group) = scenario.group(&group.id) {
                data(
                    scenario,
                    what_for,
                    &group.columns,
                    &group.materials,
                    &mut said,
                );
            }
        }
    }
    for role in &scenario.roles {
        data(
            scenario,
            role.name.zh(),
            &role.fields,
            &role.materials,
            &mut said,
        );
    }
    said
}

fn data<'a>(
    scenario: &'a Scenario,
    what_for: &'a str,
    fields: &[FieldUse],
    materials: &[MaterialUse],
    said: &mut Vec<&'a str>,
) {
    for field in fields.iter().filter_map(|it| scenario.field(&it.id)) {
        if field.sensitive {
            said.extend([what_for, field.label.zh()]);
        }
    }
    for material in materials.iter().filter_map(|it| scenario.material(&it.id)) {
        if material.sensitive {
            said.extend([what_for, material.name.zh()]);
        }
    }
}
