//! Services, roles and groups, and the fields, materials and figures they refer to.
//! What a person would be asked or shown must exist and be able to appear.

use std::collections::BTreeMap;

use civic::day;

use super::Check;
use crate::scenario::{
    ACTING_FOR, Decides, DeliveryWay, FieldUse, Figure, Group, Handling, MaterialUse, Service,
};
use crate::table;

impl<'a> Check<'a> {
    pub(super) fn services(&mut self) {
        let scenario = self.scenario;
        for (index, service) in scenario.services.iter().enumerate() {
            let path = format!("services[{index}]");
            for (at, requirement) in service.requires.iter().enumerate() {
                let inner = format!("{path}.requires[{at}]");
                self.condition(
                    &requirement.when,
                    &format!("{inner}.when"),
                    None,
                    Some(index),
                );
                self.cited(&requirement.sources, &inner);
            }
            self.uses(&service.fields, &service.materials, &path, None);
            for (at, usage) in service.groups.iter().enumerate() {
                let inner = format!("{path}.groups[{at}]");
                if scenario.group(&usage.id).is_none() {
                    self.fault(&inner, format!("there is no group {}", usage.id));
                }
                if let Some(when) = &usage.when {
                    self.condition(when, &inner, None, None);
                }
            }
            if (service.handling == Handling::Elsewhere) != service.elsewhere.is_some() {
                self.fault(&path, "`handling: elsewhere` and `elsewhere` go together");
            }
            if let Some(decides) = &service.decides {
                self.decides(service, decides, &format!("{path}.decides"));
            }
            if service.delivers.first() == Some(&DeliveryWay::Post) {
                let inner = format!("{path}.delivers");
                self.fault(
                    &inner,
                    "the usual way comes first, and by post needs an address",
                );
            }
            let delivers = &service.delivers;
            if (1..delivers.len()).any(|at| delivers[..at].contains(&delivers[at])) {
                self.fault(format!("{path}.delivers"), "a way stands twice");
            }
            for (at, exempted) in service.exempted.iter().enumerate() {
                self.cited(&exempted.sources, &format!("{path}.spared[{at}]"));
            }
            self.declared(&service.declarations, &path);
            for (at, figure) in service.figures.iter().enumerate() {
                self.figure(figure, &format!("{path}.figures[{at}]"), index);
            }
            if service.sources.is_empty() {
                self.fault(&path, "a service needs a source");
            }
            self.cited(&service.sources, &path);
            self.cited(
                service.promised_by.as_slice(),
                &format!("{path}.promised_by"),
            );
            self.cited(&service.guide.basis, &format!("{path}.guide"));
        }
    }

    fn decides(&mut self, service: &'a Service, decides: &'a Decides, path: &str) {
        let scenario = self.scenario;
        let ids = decides.checks.iter().map(|check| &check.id);
        self.unique(&format!("{path}.checks"), ids);
        for (at, check) in decides.checks.iter().enumerate() {
            let inner = format!("{path}.checks[{at}]");
            match &check.each {
                // A service rests on all answers, so that none can stand in a rule over verified ones.
                None => self.condition(&check.when, &inner, None, None),
                Some(id) => {
                    if !service.groups.iter().any(|usage| usage.id == *id) {
                        self.fault(&inner, format!("the service has no group {id}"));
                    }
                    self.names_of(Some(&check.when), &inner, scenario.group(id));
                }
            }
        }
        for name in decides.outcome.iter().flat_map(|text| text.names()) {
            self.name(name, &format!("{path}.outcome"));
        }
        self.cited(&decides.sources, path);
        let is_dated = day::parse_iso(&decides.version).is_some();
        if !is_dated || decides.sources.is_empty() || decides.checks.is_empty() {
            let fault = "a rule needs checks, the day it came into force, and a source";
            self.fault(path, fault);
        }
        if service.handling != Handling::Apply {
            self.fault(path, "only what is handed in is decided");
        }
    }

    pub(super) fn roles(&mut self) {
        let scenario = self.scenario;
        for (index, role) in scenario.roles.iter().enumerate() {
            let path = format!("roles[{index}]");
            self.uses(&role.fields, &role.materials, &path, None);
            self.declared(&role.declarations, &path);
        }
        if scenario.roles.len() > 1 && scenario.question(ACTING_FOR).is_none() {
            self.fault(
                "roles",
                format!("several roles need a question {ACTING_FOR}"),
            );
        }
    }

    pub(super) fn groups(&mut self) {
        let scenario = self.scenario;
        self.unique("groups", scenario.groups.iter().map(|group| &group.id));
        for (index, group) in scenario.groups.iter().enumerate() {
            let path = format!("groups[{index}]");
            self.uses(&group.columns, &group.materials, &path, Some(group));
            if group.columns.is_empty() || group.min > group.max {
                self.fault(&path, "a group needs columns, and `min` up to `max` rows");
            }
            self.headings(group, &path);
            for (at, fact) in group.facts.iter().enumerate() {
                for name in fact.derive.names() {
                    self.name_in(name, &format!("{path}.facts[{at}]"), Some(group));
                }
                self.regional(&fact.derive, &format!("{path}.facts[{at}]"));
                self.cited(&fact.sources, &format!("{path}.facts[{at}]"));
            }
            for figure in &group.figures {
                let inner = format!("{path}.figures");
                self.name_in(&figure.value, &inner, Some(group));
                self.names_of(figure.when.as_ref(), &inner, Some(group));
            }
            if let Some(confirms) = &group.confirms {
                let material = scenario.material(&confirms.promised);
                if material.is_none_or(|material| material.commitment.is_none()) {
                    let id = &confirms.promised;
                    let fault = format!("there is no material {id} that can be promised");
                    self.fault(format!("{path}.confirms"), fault);
                }
            }
            self.cited(&group.sources, &path);
        }
    }

    /// A heading of a spreadsheet names one column.
    fn headings(&mut self, group: &'a Group, path: &str) {
        let scenario = self.scenario;
        let mut seen = BTreeMap::new();
        let fields = group.columns.iter();
        for field in fields.filter_map(|column| scenario.field(&column.id)) {
            for name in table::headings(field) {
                if let Some(other) = seen.insert(name.clone(), &field.id)
                    && *other != field.id
                {
                    let message = format!("the heading {name} names both {other} and {}", field.id);
                    self.fault(format!("{path}.columns"), message);
                }
            }
        }
    }

    /// Fields and materials that are referred to, and the conditions on them.
    pub(super) fn uses(
        &mut self,
        fields: &'a [FieldUse],
        materials: &'a [MaterialUse],
        path: &str,
        group: Option<&'a Group>,
    ) {
        let scenario = self.scenario;
        for (at, usage) in fields.iter().enumerate() {
            let inner = format!("{path}.fields[{at}]");
            if scenario.field(&usage.id).is_none() {
                self.fault(&inner, format!("there is no field {}", usage.id));
            }
            self.names_of(usage.when.as_ref(), &inner, group);
        }
        for (at, usage) in materials.iter().enumerate() {
            let inner = format!("{path}.materials[{at}]");
            match scenario.material(&usage.id) {
                None => self.fault(&inner, format!("there is no material {}", usage.id)),
                Some(material) if !usage.supply.is_empty() => {
                    if !usage.supply.iter().any(|way| material.supply.contains(way)) {
                        self.fault(&inner, "it allows no way that the material has");
                    }
                }
                Some(_) => {}
            }
            self.names_of(usage.when.as_ref(), &inner, group);
        }
    }

    pub(super) fn figure(&mut self, figure: &'a Figure, path: &str, service: usize) {
        self.name(&figure.value, &format!("{path}.value"));
        for mark in &figure.timeline {
            self.name(&mark.at, &format!("{path}.timeline"));
            self.names_of(mark.when.as_ref(), &format!("{path}.timeline"), None);
        }
        let lines = figure.table.iter().map(|line| line.when.as_ref());
        for when in lines.chain([figure.when.as_ref()]).flatten() {
            self.condition(when, path, None, Some(service + 1));
        }
        for name in figure
            .table
            .iter()
            .filter_map(|line| line.unless_known.as_ref())
        {
            self.name(name, path);
        }
        let texts = figure.table.iter().map(|line| &line.text);
        for name in texts.chain([&figure.how]).flat_map(|text| text.names()) {
            self.name(name, path);
        }
    }
}
