//! One field to fill in: its value, where that came from, and what is wrong with it.

use catalog::Value;
use catalog::application::{
    age_problem, differs, field_problem, number_of_age, number_problem, order_problem, same_person,
};
use catalog::context::{LicenceFact, record_key};
use catalog::field_check::{Caution, FieldProblem, check_value};
use catalog::plan::{FieldPlan, Limits, Origin, RowPlan};
use catalog::scenario::{Field, Kind, Question, ServiceId};
use contract::case::OpenCase;
use leptos::prelude::*;

use super::row_place::RowPlace;
use crate::components::is_typed;
use crate::draft::{Draft, DraftItem};
use crate::format;
use crate::problem;
use crate::state::{Workspace, app_state};

/// A field of the plan, with what the page knows about it. Cheap enough to copy for each closure.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) workspace: Workspace,
    pub(super) field: Field,
    /// The row it is a cell of, if it is one.
    row: Option<RowPlace>,
    pub(super) planned: FieldPlan,
    pub(super) wrong: RwSignal<Option<FieldProblem>>,
    pub(super) caution: RwSignal<Option<Caution>>,
    /// What an e-licence says instead.
    pub(super) differs: RwSignal<Option<LicenceFact>>,
    /// The resident is in it: what is wrong with it is told aloud. After a failed try the summary speaks for all.
    pub(super) is_attended: RwSignal<bool>,
    /// Checked once: from then on it is checked at every change.
    checked: RwSignal<bool>,
}

impl Entry {
    pub(super) fn new(workspace: Workspace, field: Field, planned: &FieldPlan) -> Self {
        Self::at(workspace, None, field, planned)
    }

    /// The services that take it.
    pub(super) fn owners(&self) -> &[ServiceId] {
        &self.planned.owners
    }

    pub(super) fn in_row(
        workspace: Workspace,
        row: RowPlace,
        field: Field,
        planned: &FieldPlan,
    ) -> Self {
        Self::at(workspace, Some(row), field, planned)
    }

    fn at(workspace: Workspace, row: Option<RowPlace>, field: Field, planned: &FieldPlan) -> Self {
        let entry = Self {
            workspace,
            field,
            row,
            planned: planned.clone(),
            wrong: RwSignal::new(None),
            caution: RwSignal::new(None),
            differs: RwSignal::new(None),
            is_attended: RwSignal::new(false),
            checked: RwSignal::new(false),
        };
        entry.look_again();
        entry
    }

    /// The register's word stands: there is nothing to fill in.
    pub(super) fn is_settled(&self) -> bool {
        self.field.locked && self.planned.origin == Origin::Record
    }

    /// It is about the person at the phone, and not about an employee, an heir, or the dead.
    pub(super) fn is_own(&self) -> bool {
        let acting_for = self.workspace.plan.with_untracked(|plan| plan.acting_for);
        let record = self.field.record.as_ref();
        let key = record.and_then(|key| record_key(key, acting_for));
        self.row.is_none() && key.is_some_and(|key| key.starts_with("person."))
    }

    pub(super) fn value(&self) -> Option<Value> {
        match &self.row {
            None => untrack(|| self.workspace.field_value(&self.field)),
            Some(row) => row.held(self.workspace, &self.planned),
        }
    }

    /// Something was entered in it, be it nothing.
    fn is_entered(&self) -> bool {
        match &self.row {
            None => self
                .workspace
                .draft
                .with_untracked(|draft| draft.application.fields.contains_key(&self.field.id)),
            Some(row) => row.value(self.workspace, &self.field.id).is_some(),
        }
    }

    /// It is said already, by an answer, in another field or by a number: it is shown so, and is entered only where
    /// that is wrong.
    pub(super) fn is_said(&self) -> bool {
        match self.planned.origin {
            Origin::Answer => !self.is_entered() && self.problem().is_none(),
            Origin::Alike => !self.is_entered(),
            Origin::Number => self.problem().is_none(),
            Origin::Resident | Origin::Record => false,
        }
    }

    /// The field that says the same, by its label.
    pub(super) fn alike(&self) -> Option<String> {
        let scenario = self.workspace.scenario();
        let alike = scenario.field_alike(&self.field)?;
        (self.planned.origin == Origin::Alike).then(|| format::localized(&alike.label))
    }

    /// Whether the number of the row says it.
    pub(super) fn is_given(&self) -> bool {
        self.planned.origin == Origin::Number
    }

    /// The question whose answer the number in this field is held against, of that kind of problem.
    pub(super) fn held_against(&self, found: FieldProblem) -> Option<Question> {
        let scenario = self.workspace.scenario();
        let mut questions = scenario.questions.iter();
        let held = questions.find(|question| {
            let is_birth = matches!(question.kind, Kind::Date(_));
            question.given_by.as_ref() == Some(&self.field.id)
                && (found == FieldProblem::BirthDiffers) == is_birth
        });
        held.cloned()
    }

    /// What is in the other field holds here too.
    pub(super) fn hold_alike(&self) {
        let id = &self.field.id;
        self.workspace.edit(|draft| {
            draft.application.fields.remove(id);
        });
        self.wrong.set(None);
    }

    /// The id of its control.
    pub(super) fn id(&self) -> String {
        match &self.row {
            None => problem::field_id(&self.field.id),
            Some(row) => problem::row_field_id(&row.group, &row.key, &self.field.id),
        }
    }

    /// What it is of the draft.
    pub(super) fn item(&self) -> DraftItem {
        let column = self.field.id.clone();
        match &self.row {
            None => DraftItem::Field(column),
            Some(row) => DraftItem::Cell {
                group: row.group.clone(),
                row: row.key.clone(),
                column,
            },
        }
    }

    /// The register that filled it in.
    pub(super) fn origin(&self) -> Option<String> {
        let acting_for = self.workspace.plan.with_untracked(|plan| plan.acting_for);
        app_state().origin_of(self.field.record.as_ref()?, acting_for)
    }

    /// What is wrong with it; marked from now on. Who tried by the keyboard, from within the field, hears it once.
    pub(super) fn check(&self) -> Option<FieldProblem> {
        self.checked.set(true);
        self.is_attended.set(false);
        let wrong = self.problem();
        self.wrong.set(wrong);
        wrong
    }

    pub(super) fn problem(&self) -> Option<FieldProblem> {
        // What is wrong with the other field is told there.
        if self.planned.origin == Origin::Alike && !self.is_entered() {
            return None;
        }
        let value = self.value();
        let planned = FieldPlan {
            limits: self.limits(),
            ..self.planned.clone()
        };
        let problem = self.workspace.context.with_untracked(|context| {
            field_problem(&self.field, &planned, value.as_ref(), context)
        });
        problem
            .or_else(|| order_problem(value.as_ref(), self.start().as_ref()))
            .or_else(|| self.age_problem(value.as_ref()))
            .or_else(|| self.number_problem(value.as_ref()))
            .or_else(|| self.is_again().then_some(FieldProblem::SamePerson))
            .or_else(|| self.open_case().map(|_| FieldProblem::CaseOpen))
    }

    /// Whether the bearer of the number beside it was too young on that day.
    fn age_problem(&self, value: Option<&Value>) -> Option<FieldProblem> {
        let number = self.number_of_age();
        let context = self.workspace.context;
        let today = context.with_untracked(|context| context.today);
        age_problem(&self.field, value, number.as_ref(), today)
    }

    /// Whether a number beside it says an age that has to be reached on that day.
    pub(super) fn has_age(&self) -> bool {
        number_of_age(&self.field).is_some()
    }

    /// That number, as far as it was typed.
    fn number_of_age(&self) -> Option<Value> {
        let number = number_of_age(&self.field)?;
        let column = |row: &RowPlan| row.fields.iter().find(|it| it.id == *number).cloned();
        match &self.row {
            None => {
                let scenario = self.workspace.scenario();
                untrack(|| self.workspace.field_value(scenario.field(number)?))
            }
            Some(row) => {
                let column = untrack(|| row.planned(self.workspace, column)).flatten()?;
                row.held(self.workspace, &column)
            }
        }
    }

    /// Whether the number says another thing than an answer of the guide.
    fn number_problem(&self, value: Option<&Value>) -> Option<FieldProblem> {
        if self.row.is_some() {
            return None;
        }
        let scenario = self.workspace.scenario();
        let context = self.workspace.context;
        let today = context.with_untracked(|context| context.today);
        let plan = self.workspace.plan;
        plan.with_untracked(|plan| number_problem(&scenario, plan, &self.field, value, today))
    }

    /// The open case of the person whose number stands in it.
    pub(super) fn open_case(&self) -> Option<OpenCase> {
        let group = self.row.as_ref().map(|row| row.group.as_str());
        let value = self.value();
        self.workspace
            .open_case_of(group, &self.field, value.as_ref())
    }

    /// That a case is open, or that a number says another thing, is told as soon as it is there, and not only when the
    /// resident goes on.
    pub(super) fn tell_at_once(&self) {
        let is_checked = self.checked.get_untracked();
        let wrong = (self.problem()).filter(|wrong| is_checked || is_told_at_once(*wrong));
        // What is told already is not told once more.
        if self.wrong.get_untracked() != wrong {
            self.wrong.set(wrong);
        }
    }

    /// Whether an earlier row has the same number of a document.
    fn is_again(&self) -> bool {
        let Some(row) = &self.row else { return false };
        let scenario = self.workspace.scenario();
        let today = self
            .workspace
            .context
            .with_untracked(|context| context.today);
        let workspace = self.workspace;
        workspace.plan.with_untracked(|plan| {
            let Some(planned) = plan.group(&row.group) else {
                return false;
            };
            workspace.draft.with_untracked(|draft| {
                let rows = draft.application.answers.rows(&row.group);
                let again = same_person(&scenario, &planned.rows, rows, today);
                again.contains(&(row.key.clone(), self.field.id.clone()))
            })
        })
    }

    /// What the facts allow now: those of a row change with its other cells.
    pub(super) fn limits(&self) -> Limits {
        let of = |fields: &[FieldPlan]| {
            let mut fields = fields.iter();
            let planned = fields.find(|planned| planned.id == self.field.id);
            planned.map(|planned| planned.limits.clone())
        };
        let limits = untrack(|| match &self.row {
            None => self.workspace.plan.with(|plan| of(&plan.fields)),
            Some(row) => row.planned(self.workspace, |row| of(&row.fields)).flatten(),
        });
        limits.unwrap_or_default()
    }

    /// The date it cannot lie before, of the form or of the same row.
    fn start(&self) -> Option<Value> {
        match &self.row {
            None => {
                let scenario = self.workspace.scenario();
                untrack(|| {
                    self.workspace
                        .field_value(scenario.field_before(&self.field)?)
                })
            }
            Some(row) => row.value(self.workspace, self.field.not_before.as_ref()?),
        }
    }

    /// Whether a second look is advisable. It stops no one.
    pub(super) fn look_again(&self) {
        let value = self.value();
        let acting_for = self.workspace.plan.with_untracked(|plan| plan.acting_for);
        let (caution, differs) = self.workspace.context.with_untracked(|context| {
            let checked = value
                .as_ref()
                .and_then(|value| check_value(&self.field.kind, value, context.today).ok());
            let fact = value
                .as_ref()
                .filter(|_| self.row.is_none())
                .and_then(|value| differs(&self.field, value, acting_for, context));
            (checked.and_then(|(_, caution)| caution), fact.cloned())
        });
        self.caution.set(caution);
        self.differs.set(differs);
    }

    /// Takes what a licence says in place of what was typed.
    pub(super) fn take_over(&self, value: Value) {
        self.enter(Some(value));
        self.look_again();
    }

    /// Takes what was entered, as it was entered. Emptied is not the same as never touched: what the
    /// state had filled in does not come back by itself.
    pub(super) fn enter(&self, value: Option<Value>) {
        let value = value.unwrap_or_else(|| Value::from(""));
        let id = self.field.id.clone();
        let change = |draft: &mut Draft| match &self.row {
            None => {
                draft.application.fields.insert(id, value);
            }
            Some(row) => row.enter(&mut draft.application.answers, id, value),
        };
        if is_typed(&self.field.kind) {
            self.workspace.type_in(change);
        } else {
            self.workspace.edit(change);
        }
        self.caution.set(None);
        self.differs.set(None);
        self.tell_at_once();
    }
}

/// What does not wait until the resident goes on: it is not of this value alone.
const fn is_told_at_once(found: FieldProblem) -> bool {
    matches!(
        found,
        FieldProblem::CaseOpen
            | FieldProblem::TooYoung
            | FieldProblem::DiffersFromNumber
            | FieldProblem::BirthDiffers
            | FieldProblem::SexDiffers
    )
}
