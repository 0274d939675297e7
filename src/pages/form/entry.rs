//! One field to fill in: label, hint, where its value came from, the control, what is wrong with it.

use catalog::Value;
use catalog::application::{differs, field_problem, order_problem};
use catalog::context::LicenceFact;
use catalog::field_check::{Caution, FieldProblem, check_value};
use catalog::plan::{FieldPlan, Origin};
use catalog::scenario::{Field, Kind, ServiceId};
use leptos::prelude::*;
use markup::view;

use crate::components::{icon, is_typed};
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::format;
use crate::messages::{common, form as words, problem as problem_words, rows as row_words};
use crate::problem;
use crate::state::Workspace;
use crate::state::app_state;

use super::difference;
use super::input::{Described, input, is_grouped};
use super::row::RowPlace;

/// A field of the plan, with what the page knows about it. Cheap enough to copy for each closure.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) workspace: Workspace,
    pub(super) field: Field,
    /// The row it is a cell of, if it is one.
    row: Option<RowPlace>,
    planned: FieldPlan,
    wrong: RwSignal<Option<FieldProblem>>,
    caution: RwSignal<Option<Caution>>,
    /// What an e-licence says instead.
    differs: RwSignal<Option<LicenceFact>>,
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
            checked: RwSignal::new(false),
        };
        entry.look_again();
        entry
    }

    /// The register's word stands: there is nothing to fill in.
    pub(super) fn is_settled(&self) -> bool {
        self.field.locked && self.planned.origin == Origin::Record
    }

    pub(super) fn value(&self) -> Option<Value> {
        match &self.row {
            None => untrack(|| self.workspace.field_value(&self.field)),
            Some(row) => row.value(self.workspace, &self.field.id),
        }
    }

    /// The id of its control.
    pub(super) fn id(&self) -> String {
        match &self.row {
            None => problem::field_id(&self.field.id),
            Some(row) => problem::row_field_id(&row.group, &row.key, &self.field.id),
        }
    }

    /// The register that filled it in.
    pub(super) fn origin(&self) -> Option<String> {
        let key = self.field.record.as_ref()?;
        app_state()
            .holdings
            .with_untracked(|holdings| Some(holdings.records.get(key)?.origin.clone()))
    }

    /// What is wrong with it; marked from now on.
    pub(super) fn check(&self) -> Option<FieldProblem> {
        self.checked.set(true);
        let wrong = self.problem();
        self.wrong.set(wrong);
        wrong
    }

    pub(super) fn problem(&self) -> Option<FieldProblem> {
        let value = self.value();
        let problem = self.workspace.context.with_untracked(|context| {
            field_problem(&self.field, self.planned.required, value.as_ref(), context)
        });
        problem.or_else(|| order_problem(value.as_ref(), self.start().as_ref()))
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
    fn look_again(&self) {
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
    fn enter(&self, value: Option<Value>) {
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
        if self.checked.get_untracked() {
            self.wrong.set(self.problem());
        }
    }
}

/// The field as it stands on the page.
pub(super) fn asked(entry: Entry) -> Node {
    let id = entry.id();
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let entry = StoredValue::new(entry);
    let Entry {
        field,
        planned,
        wrong,
        caution,
        differs,
        ..
    } = entry.get_value();
    let kind = field.kind.clone();
    let grouped = is_grouped(&kind);
    let invalid = Signal::derive(move || wrong.get().is_some());
    let described_by = match field.hint {
        Some(_) => [&hint_id, " ", &error_id].concat(),
        None => error_id.clone(),
    };
    let entered = move |value: Option<Value>| {
        entry.try_with_value(|entry| entry.enter(value));
    };
    let described = Described {
        id: id.clone(),
        by: described_by.clone(),
        invalid,
    };
    // Made anew where the value comes from a licence instead of from the keyboard.
    let anew = RwSignal::new(());
    let kind_of_input = kind.clone();
    let input = move || {
        anew.track();
        let value = entry.try_with_value(Entry::value).flatten();
        input(described.clone(), &kind_of_input, value, entered)
    };
    let label = view! {
        {format::localized(&field.label)}
        {(!planned.required)
            .then(|| view! { <span class="field__optional">{common::optional()}</span> })}
    };
    let body = view! {
        {field
            .hint
            .as_ref()
            .map(|hint| view! { <p class="field__hint" id=hint_id>{format::localized(hint)}</p> })}
        {filled_in(&entry.get_value())}
        {as_written(&entry.get_value())}
        <div id=error_id aria-live="polite">
            {move || {
                wrong
                    .get()
                    .map(|found| {
                        let words = problem::field(&kind, found);
                        view! { <p class="field__error">{icon("warning", "")} {words}</p> }
                    })
            }}
            {move || {
                caution
                    .get()
                    .filter(|_| wrong.get().is_none())
                    .map(|caution| {
                        let words = match caution {
                            Caution::BankCardCheckDigit => problem_words::card_check(),
                            Caution::ExpiresSoon => problem_words::expires_soon(),
                            Caution::CreditCodeCheckDigit | Caution::PermitCheckDigit => {
                                problem_words::code_check()
                            }
                        };
                        view! { <p class="field__origin">{icon("info", "")} {words}</p> }
                    })
            }}
        </div>
        {input}
        {move || differs.get().map(|fact| difference::notice(entry, fact, anew))}
    };
    let class = move || {
        if invalid.get() {
            "field field--error"
        } else {
            "field"
        }
    };
    // A field that is taken away with the focus in it tells so after the page is gone.
    let left = move |_| {
        entry.try_with_value(Entry::look_again);
    };
    if grouped {
        view! {
            <fieldset class=class aria-describedby=described_by>
                <legend class="field__label">{label}</legend>
                {body}
            </fieldset>
        }
        .into_node()
    } else {
        view! {
            <div class=class on:focusout=left>
                <label class="field__label" for=id>{label}</label>
                {body}
            </div>
        }
        .into_node()
    }
}

/// Where the value that stands in it at first came from.
fn filled_in(entry: &Entry) -> Option<Node> {
    let words = match entry.planned.origin {
        Origin::Resident => return None,
        Origin::Record => words::on_record_editable(&entry.origin()?),
        Origin::Answer => words::from_answer().to_owned(),
    };
    Some(view! { <p class="field__origin">{icon("shield", "")} {words}</p> }.into_node())
}

/// What stood in a spreadsheet and could not be read, where the control cannot show it.
fn as_written(entry: &Entry) -> Option<Node> {
    let kind = &entry.field.kind;
    let shows_any_text = matches!(kind, Kind::Number(_) | Kind::Money(_));
    let value = entry.value().filter(|value| !kind.admits(value))?;
    let raw = value.text().filter(|raw| !raw.trim().is_empty())?;
    (!shows_any_text).then(|| {
        view! { <p class="field__origin">{icon("info", "")} {row_words::as_written(raw)}</p> }
            .into_node()
    })
}
