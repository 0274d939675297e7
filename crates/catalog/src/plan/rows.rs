//! What the rows of a repeating group need: which columns, which materials, and whose they are.
//! Nobody's records fill in a row, and nobody's e-licence answers for it: they are of the one who signed in.

use std::collections::BTreeMap;

use crate::answers::Row;
use crate::context::Context;
use crate::evaluation::Truth;
use crate::facts::{EvalContext, Limits, evaluate};
use crate::scenario::{Group, GroupId, Name, ROW_MARK, Scenario, ServiceId};
use crate::{Answers, Value};

use super::usage::{
    FieldPlan, MaterialPlan, Origin, field_requirement, is_needed, keep_open_ways, material_plan,
};

#[derive(Debug, Clone, PartialEq)]
pub struct GroupPlan {
    pub id: GroupId,
    /// The services that use it.
    pub owners: Vec<ServiceId>,
    pub rows: Vec<RowPlan>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RowPlan {
    pub key: String,
    /// The columns that this row has, in their order.
    pub fields: Vec<FieldPlan>,
    /// Which of the group's figures hold for it, from 0.
    pub figures: Vec<usize>,
    /// What is known of its derived facts.
    pub facts: BTreeMap<Name, Value>,
}

impl GroupPlan {
    pub fn row(&self, key: &str) -> Option<&RowPlan> {
        self.rows.iter().find(|row| row.key == key)
    }
}

pub(super) fn add(groups: &mut Vec<GroupPlan>, id: &str, owner: &str) {
    if let Some(plan) = groups.iter_mut().find(|plan| plan.id == id) {
        plan.owners.push(owner.to_owned());
    } else {
        groups.push(GroupPlan {
            id: id.to_owned(),
            owners: vec![owner.to_owned()],
            rows: Vec::new(),
        });
    }
}

pub(super) fn fill<'a>(
    plan: &mut GroupPlan,
    materials: &mut Vec<MaterialPlan>,
    scenario: &'a Scenario,
    answers: &'a Answers,
    context: &Context,
    eval: &EvalContext<'a>,
) {
    let Some(group) = scenario.group(&plan.id) else {
        return;
    };
    for (at, row) in answers.rows(&group.id).iter().enumerate() {
        let inner = eval.in_row(group, row);
        let fields = group
            .columns
            .iter()
            .filter_map(|column| {
                let required = field_requirement(column, &inner)?;
                let field = scenario.field(&column.id);
                let given = field.and_then(|field| inner.given_in_row(field));
                let is_given = given.is_some();
                let start = given.or_else(|| eval.start_of_column(field?));
                Some(FieldPlan {
                    id: column.id.clone(),
                    owners: Vec::new(),
                    required,
                    origin: match start {
                        Some(_) if is_given => Origin::Number,
                        Some(_) => Origin::Answer,
                        None => Origin::Resident,
                    },
                    start,
                    limits: field.map_or_else(Limits::default, |field| {
                        inner.limits(&field.kind, field.within.as_ref())
                    }),
                })
            })
            .collect();
        let mut facts = BTreeMap::new();
        facts.extend(
            group
                .facts
                .iter()
                .filter_map(|fact| Some((fact.id.clone(), inner.value(&fact.id)?))),
        );
        let mut figures = Vec::new();
        for (at, figure) in group.figures.iter().enumerate() {
            let holds = |when| evaluate(when, &inner).truth == Truth::Yes;
            if facts.contains_key(&figure.value) && figure.when.as_ref().is_none_or(holds) {
                figures.push(at);
            }
        }
        for usage in &group.materials {
            if !is_needed(usage.when.as_ref(), &inner) {
                continue;
            }
            let Some(mut material) = material_plan(scenario, usage, &plan.owners) else {
                continue;
            };
            let mark = String::from(ROW_MARK);
            material.id = [&material.id, &*mark, &group.id, &*mark, &row.key].concat();
            material.whose = Some(title(group, row, at));
            keep_open_ways(&mut material, false, context, eval);
            materials.push(material);
        }
        plan.rows.push(RowPlan {
            key: row.key.clone(),
            fields,
            figures,
            facts,
        });
    }
}

/// What a row is called: the value of its first column, or else its number.
pub fn title(group: &Group, row: &Row, at: usize) -> String {
    let first = group.columns.first();
    first
        .and_then(|column| row.values.get(&column.id)?.text())
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map_or_else(
            || [group.one.zh(), " ", &(at + 1).to_string()].concat(),
            str::to_owned,
        )
}
