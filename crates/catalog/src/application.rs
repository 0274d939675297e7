//! An application (申请): what the resident hands in, and everything that is wrong with it, told at once.
//! The app asks before it sends; the server asks again and trusts nothing else.

mod agreements;
mod children;
mod confirmation;
mod delivery;
mod difference;
mod number;
mod same_person;
mod signature;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::context::Context;
use crate::field_check::{FieldProblem, check_value};
use crate::plan::{FieldPlan, GroupPlan, MaterialPlan, Plan, StepState};
use crate::scenario::{CommitmentId, Field, FieldId, MaterialId, Scenario, ServiceId, Supply};
use crate::{Answers, Row, Value};

pub use agreements::{Agreements, Statement, agreements, needs_sensitive_consent, to_agree};
pub use children::tells_of_a_child;
pub use confirmation::{Confirmed, asks, unsure_of};
pub use delivery::{Delivery, delivered, delivery, delivery_problem, is_address, masked_address};
pub use difference::{Difference, Explanation, differences, differs};
pub use number::{age_problem, number_in_row, number_of_age, number_problem};
pub use same_person::same_person;
pub use signature::{Drawn, Hand, Signature, to_sign};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Application {
    pub answers: Answers,
    /// What the resident typed or changed; what records and answers fill in need not be here.
    pub fields: BTreeMap<FieldId, Value>,
    pub materials: BTreeMap<MaterialId, Supplied>,
    /// Declarations and promises of which every clause was ticked.
    pub agreed: BTreeSet<CommitmentId>,
    /// Of those that are signed, and not only ticked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// 单独同意 to the handling of sensitive data (个人信息保护法第二十九条).
    pub sensitive_consent: bool,
    /// What was said on the checklist before handing in, by material.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmed: BTreeMap<MaterialId, Confirmed>,
    /// Why a field differs from a licence, where the resident has said.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub explained: BTreeMap<FieldId, Explanation>,
    /// 领取方式 of results, where another than the usual one was chosen; as it counts, of all that are delivered.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub delivery: BTreeMap<ServiceId, Delivery>,
}

/// How the question of a material was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Supplied {
    Licence,
    Attached(Vec<Attachment>),
    Later,
    Promised,
    Counter,
    OtherParty,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// The page of the material it shows.
    pub page: String,
    /// The id of the upload.
    pub file: String,
    /// The pre-check was not content, and the resident sends it all the same: 「转人工审核」.
    #[serde(default)]
    pub for_review: bool,
}

impl Supplied {
    pub const fn way(&self) -> Supply {
        match self {
            Self::Licence => Supply::Licence,
            Self::Attached(_) => Supply::Attach,
            Self::Later => Supply::Later,
            Self::Promised => Supply::Promise,
            Self::Counter => Supply::Counter,
            Self::OtherParty => Supply::OtherParty,
        }
    }
}

/// One thing that stands in the way of handing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// A JSON pointer into the application: `/fields/mobile`, `/materials/id_card/front`.
    pub path: String,
    pub code: ProblemCode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// A relevant question has no answer.
    Unanswered,
    /// An answer lies outside what earlier ones allow.
    OutsideLimits,
    /// No service is applied for.
    NothingToApplyFor,
    Field(FieldProblem),
    /// A repeating group has fewer rows than it needs.
    RowsMissing,
    /// A repeating group has more rows than one application takes, two of one key, or one without a plain key.
    RowsTooMany,
    /// Nothing is said about a material.
    MaterialUndecided,
    /// This way of supplying it is not open here.
    WayNotAllowed,
    /// A page of the material has no picture.
    PageMissing,
    /// A picture is of no page of the material.
    PageUnknown,
    /// The file has not arrived, or is not the applicant's.
    FileMissing,
    /// The file is not good enough, and has not been flagged for review.
    FileRefused,
    /// A line of the checklist is neither ticked nor left to a clerk.
    NotConfirmed,
    /// A declaration or promise is not agreed to.
    NotAgreed,
    /// A promise that is signed by hand has no signature, or one that is none.
    NotSigned,
    /// The separate consent to handling sensitive data is missing.
    ConsentMissing,
    /// A result goes by post, and the address is none.
    AddressMissing,
}

/// What a field starts with: the record of the state, or the answer already given.
pub fn prefilled(field: &Field, plan: &Plan, context: &Context) -> Option<Value> {
    let recorded = field
        .record
        .as_ref()
        .and_then(|key| context.record(key, plan.acting_for));
    let answered = field.answer.as_ref().and_then(|name| plan.values.get(name));
    recorded.or(answered).cloned()
}

/// What a field holds when all is said: a locked record stands, otherwise what was typed, otherwise
/// what it started with, otherwise what stands in the field that says the same (同上).
pub fn field_value(
    scenario: &Scenario,
    field: &Field,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> Option<Value> {
    let start = prefilled(field, plan, context);
    let typed = application.fields.get(&field.id).cloned();
    if field.locked
        && field
            .record
            .as_ref()
            .is_some_and(|key| context.record(key, plan.acting_for).is_some())
    {
        start
    } else {
        typed.or(start).or_else(|| {
            let alike = scenario.field_alike(field)?;
            // Of a field that is not asked nothing counts that was typed before.
            plan.field(&alike.id)?;
            let typed = application.fields.get(&alike.id).cloned();
            typed.or_else(|| prefilled(alike, plan, context))
        })
    }
}

/// Everything that is wrong, in the order of the screens (一次性告知). Empty when it may be handed in.
pub fn problems(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |path: String, code| found.push(Problem { path, code });
    for step in &plan.steps {
        let code = match step.state {
            StepState::Open => ProblemCode::Unanswered,
            _ if step.is_outside => ProblemCode::OutsideLimits,
            _ => continue,
        };
        add(format!("/answers/given/{}", step.question), code);
    }
    if plan.applied_for().next().is_none() {
        add("/answers".to_owned(), ProblemCode::NothingToApplyFor);
    }
    for planned in &plan.fields {
        let Some(field) = scenario.field(&planned.id) else {
            continue;
        };
        let value = field_value(scenario, field, plan, application, context);
        let start = scenario
            .field_before(field)
            .and_then(|start| field_value(scenario, start, plan, application, context));
        let number = number_of_age(field)
            .filter(|id| plan.field(id).is_some())
            .and_then(|id| field_value(scenario, scenario.field(id)?, plan, application, context));
        let problem = field_problem(field, planned, value.as_ref(), context)
            .or_else(|| order_problem(value.as_ref(), start.as_ref()))
            .or_else(|| age_problem(field, value.as_ref(), number.as_ref(), context.today))
            .or_else(|| number_problem(scenario, plan, field, value.as_ref(), context.today));
        if let Some(problem) = problem {
            add(format!("/fields/{}", field.id), ProblemCode::Field(problem));
        }
    }
    for planned in &plan.groups {
        group_problems(scenario, planned, &application.answers, context, &mut add);
    }
    for planned in &plan.materials {
        material_problems(scenario, planned, application, &mut add);
    }
    for planned in &plan.materials {
        let asks = asks(scenario, planned, application);
        let said = application.confirmed.get(&planned.id);
        if !asks.is_empty() && !said.is_some_and(|said| said.settles(asks)) {
            let path = format!("/confirmed/{}", planned.id);
            add(path, ProblemCode::NotConfirmed);
        }
    }
    for service in delivered(scenario, plan) {
        let chosen = delivery(service, application);
        let wrong = chosen.and_then(|chosen| delivery_problem(service, &chosen));
        if let Some(Problem { path, code }) = wrong {
            add(path, code);
        }
    }
    for id in to_agree(scenario, plan, application) {
        if !application.agreed.contains(id) {
            add(format!("/agreed/{id}"), ProblemCode::NotAgreed);
        }
    }
    for id in to_sign(scenario, plan, application) {
        if !application
            .signature(id)
            .is_some_and(|signature| signature.is_of(context))
        {
            add(format!("/signatures/{id}"), ProblemCode::NotSigned);
        }
    }
    if needs_sensitive_consent(scenario, plan, application, context)
        && !application.sensitive_consent
    {
        add("/sensitive_consent".to_owned(), ProblemCode::ConsentMissing);
    }
    found
}

/// What is wrong with the value of one field, as the plan asks for it.
pub fn field_problem(
    field: &Field,
    planned: &FieldPlan,
    value: Option<&Value>,
    context: &Context,
) -> Option<FieldProblem> {
    let problem = match value {
        Some(value) => check_value(&field.kind, value, context.today)
            .err()
            .or_else(|| planned.limits.problem(&field.kind, value))
            .or_else(|| {
                planned
                    .differs(value)
                    .then_some(FieldProblem::DiffersFromNumber)
            }),
        None => Some(FieldProblem::Missing),
    };
    problem.filter(|problem| planned.required || *problem != FieldProblem::Missing)
}

/// Whether a date lies before the one it cannot lie before. Where either is missing, nothing is said.
pub fn order_problem(value: Option<&Value>, start: Option<&Value>) -> Option<FieldProblem> {
    let day = |value: Option<&Value>| value.and_then(Value::day);
    let is_before = day(value)? < day(start)?;
    is_before.then_some(FieldProblem::BeforeStart)
}

fn group_problems(
    scenario: &Scenario,
    planned: &GroupPlan,
    answers: &Answers,
    context: &Context,
    add: &mut impl FnMut(String, ProblemCode),
) {
    let Some(group) = scenario.group(&planned.id) else {
        return;
    };
    let rows = answers.rows(&group.id);
    let path = ["/answers/rows/", &group.id].concat();
    if rows.len() < usize::from(group.min) {
        add(path.clone(), ProblemCode::RowsMissing);
    }
    let doubled = |at: usize| rows[..at].iter().any(|row| row.key == rows[at].key);
    let keyless = |row: &Row| !row.has_plain_key();
    if rows.len() > usize::from(group.max)
        || rows.iter().any(keyless)
        || (0..rows.len()).any(doubled)
    {
        return add(path, ProblemCode::RowsTooMany);
    }
    let again = same_person(scenario, &planned.rows, rows, context.today);
    let is_again = |row: &Row, id: &FieldId| again.contains(&(row.key.clone(), id.clone()));
    for (row, planned) in rows.iter().zip(&planned.rows) {
        for column in &planned.fields {
            let Some(field) = scenario.field(&column.id) else {
                continue;
            };
            let value = column.value_in(row);
            let start = field.not_before.as_ref().and_then(|id| row.values.get(id));
            let number = number_in_row(field, planned, row);
            let problem = field_problem(field, column, value, context)
                .or_else(|| order_problem(value, start))
                .or_else(|| age_problem(field, value, number, context.today))
                .or_else(|| is_again(row, &column.id).then_some(FieldProblem::SamePerson));
            if let Some(problem) = problem {
                let path = [&path, "/", &row.key, "/", &column.id].concat();
                add(path, ProblemCode::Field(problem));
            }
        }
    }
}

fn material_problems(
    scenario: &Scenario,
    planned: &MaterialPlan,
    application: &Application,
    add: &mut impl FnMut(String, ProblemCode),
) {
    let Some(material) = scenario.material(&planned.id) else {
        return;
    };
    let path = format!("/materials/{}", planned.id);
    let supplied = match application.materials.get(&planned.id) {
        Some(supplied) => supplied,
        // A held e-licence answers by itself.
        None if planned.exempted => return,
        None => return add(path, ProblemCode::MaterialUndecided),
    };
    if !planned.allowed.contains(&supplied.way()) {
        return add(path, ProblemCode::WayNotAllowed);
    }
    let Supplied::Attached(attachments) = supplied else {
        return;
    };
    for page in &material.pages {
        if !attachments
            .iter()
            .any(|attachment| attachment.page == page.id)
        {
            add(format!("{path}/{}", page.id), ProblemCode::PageMissing);
        }
    }
    for attachment in attachments {
        if !material.pages.iter().any(|page| page.id == attachment.page) {
            add(path.clone(), ProblemCode::PageUnknown);
        }
    }
}
