//! What must be agreed to before handing in, each thing said once: a statement has one tick, and what several of them
//! contain stands before them. Declarations of the services and of the role are one statement; a promise that stands
//! for a material, and a consent that the law wants by itself, is each its own.

use crate::LocalizedText;
use crate::context::{ActingFor, Context};
use crate::plan::Plan;
use crate::scenario::{Commitment, CommitmentId, MaterialId, Scenario, SourceId};

use super::{Application, Supplied, tells_of_a_child};

/// All statements of an application, and what more than one of them contains.
#[derive(Debug, Default, PartialEq)]
pub struct Agreements<'a> {
    pub told: Vec<&'a LocalizedText>,
    pub clauses: Vec<&'a LocalizedText>,
    pub statements: Vec<Statement<'a>>,
}

/// What one tick agrees to.
#[derive(Debug, Default, PartialEq)]
pub struct Statement<'a> {
    /// The commitments that the tick agrees to, and their titles.
    pub ids: Vec<&'a CommitmentId>,
    pub titles: Vec<&'a LocalizedText>,
    pub told: Vec<&'a LocalizedText>,
    pub clauses: Vec<&'a LocalizedText>,
    pub consequences: Vec<&'a LocalizedText>,
    pub sources: Vec<SourceId>,
    /// The material that the promise stands for, and that may be brought instead.
    pub instead_of: Option<&'a MaterialId>,
}

/// The declarations and promises that this application must agree to, in the order in which they are shown.
pub fn to_agree<'a>(
    scenario: &'a Scenario,
    plan: &Plan,
    application: &Application,
) -> Vec<&'a CommitmentId> {
    let mut ids: Vec<&CommitmentId> = Vec::new();
    let promises = promised(scenario, plan, application).map(|(id, _)| id);
    for id in declared(scenario, plan).chain(promises) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The same as a person reads and ticks it.
pub fn agreements<'a>(
    scenario: &'a Scenario,
    plan: &Plan,
    application: &Application,
) -> Agreements<'a> {
    let mut statements: Vec<Statement<'a>> = Vec::new();
    let mut declaration = Statement::default();
    for id in to_agree(scenario, plan, application) {
        let Some(commitment) = scenario.commitment(id) else {
            continue;
        };
        let mut promises = promised(scenario, plan, application);
        let instead_of =
            promises.find_map(|(promise, material)| (promise == id).then_some(material));
        if commitment.separate || instead_of.is_some() {
            let mut statement = Statement {
                instead_of,
                ..Statement::default()
            };
            statement.take_in(commitment);
            statements.push(statement);
        } else {
            declaration.take_in(commitment);
        }
    }
    if !declaration.ids.is_empty() {
        statements.insert(0, declaration);
    }
    let told = shared(&mut statements, |statement| &mut statement.told);
    let clauses = shared(&mut statements, |statement| &mut statement.clauses);
    Agreements {
        told,
        clauses,
        statements,
    }
}

/// Whether a separate consent is needed: a sensitive field or material goes with the application, it tells of a child
/// under fourteen, whoever brings it, or it is of somebody who has a guardian: of an adult who has one, the reason is
/// his health (个人信息保护法第二十八条、第三十一条).
pub fn needs_sensitive_consent(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> bool {
    let columns = plan
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .flat_map(|row| &row.fields);
    let applies = plan.applied_for().next().is_some();
    applies && plan.acting_for == ActingFor::Guardian
        || plan.fields.iter().chain(columns).any(|field| {
            scenario
                .field(&field.id)
                .is_some_and(|field| field.sensitive)
        })
        || plan.materials.iter().any(|material| {
            scenario
                .material(&material.id)
                .is_some_and(|material| material.sensitive)
        })
        || tells_of_a_child(scenario, plan, application, context)
}

fn declared<'a>(scenario: &'a Scenario, plan: &Plan) -> impl Iterator<Item = &'a CommitmentId> {
    let services = plan
        .applied_for()
        .filter_map(|service| scenario.service(&service.id))
        .flat_map(|service| &service.declarations);
    let role = scenario.role(plan.acting_for).into_iter();
    role.flat_map(|role| &role.declarations).chain(services)
}

fn promised<'a>(
    scenario: &'a Scenario,
    plan: &Plan,
    application: &Application,
) -> impl Iterator<Item = (&'a CommitmentId, &'a MaterialId)> {
    plan.materials
        .iter()
        .filter(|material| application.materials.get(&material.id) == Some(&Supplied::Promised))
        .filter_map(|material| {
            let material = scenario.material(&material.id)?;
            Some((material.commitment.as_ref()?, &material.id))
        })
}

impl<'a> Statement<'a> {
    fn take_in(&mut self, commitment: &'a Commitment) {
        self.ids.push(&commitment.id);
        self.titles.push(&commitment.title);
        add(&mut self.told, &commitment.told);
        add(&mut self.clauses, &commitment.clauses);
        add(&mut self.consequences, [&commitment.consequence]);
        for source in &commitment.sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
    }
}

fn add<'a>(known: &mut Vec<&'a LocalizedText>, more: impl IntoIterator<Item = &'a LocalizedText>) {
    for text in more {
        if !known.contains(&text) {
            known.push(text);
        }
    }
}

/// Takes out what stands in more than one statement.
fn shared<'a>(
    statements: &mut [Statement<'a>],
    texts: impl for<'s> Fn(&'s mut Statement<'a>) -> &'s mut Vec<&'a LocalizedText>,
) -> Vec<&'a LocalizedText> {
    let mut seen: Vec<&LocalizedText> = Vec::new();
    let mut shared: Vec<&LocalizedText> = Vec::new();
    for statement in &mut *statements {
        for text in &*texts(statement) {
            if seen.contains(text) {
                add(&mut shared, [*text]);
            } else {
                seen.push(text);
            }
        }
    }
    for statement in statements {
        texts(statement).retain(|text| !shared.contains(text));
    }
    shared
}
