//! Answers, fields and materials by service, each once, under the first service that uses it.

use std::collections::BTreeSet;

use catalog::application::{Application, Supplied};
use catalog::plan::{
    GroupPlan, MaterialPlan, Origin, Plan, ServicePlan, Step, StepState, row_title,
};
use catalog::scenario::{Scenario, ServiceId};
use leptos::prelude::*;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, review as words};
use crate::problem::{field_id, material_page};
use crate::state::Workspace;
use crate::state::app_state;

pub(super) fn facts(workspace: Workspace, scenario: &Scenario, plan: &Plan) -> Node {
    let page = Page {
        workspace,
        scenario,
        plan,
        application: untrack(|| workspace.to_hand_in()),
    };
    let mut shown = BTreeSet::new();
    let sections: Vec<Node> = plan
        .applied_for()
        .filter_map(|planned| page.service(planned, &mut shown))
        .collect();
    let rest: Vec<Node> = plan
        .steps
        .iter()
        .filter(|step| !shown.contains(&step.question))
        .filter_map(|step| page.answer(step))
        .collect();
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <section class="review">
                <div class="review__head"><h2>{words::other_answers()}</h2></div>
                <dl class="facts">{rest}</dl>
            </section>
        }
    });
    view! {
        {sections}
        {rest}
    }
    .into_node()
}

struct Page<'a> {
    workspace: Workspace,
    scenario: &'a Scenario,
    plan: &'a Plan,
    application: Application,
}

/// One line of the list.
struct Fact {
    name: String,
    /// Absent: nothing was entered.
    value: Option<String>,
    note: Option<String>,
    origin: Option<String>,
    /// Where it is changed; empty where it cannot be.
    change: String,
}

impl Page<'_> {
    fn service(&self, planned: &ServicePlan, shown: &mut BTreeSet<String>) -> Option<Node> {
        let service = self.scenario.service(&planned.id)?;
        let decided = |question: &String| {
            planned
                .outcomes
                .iter()
                .any(|outcome| outcome.because.contains(question))
        };
        let mut lines: Vec<Node> = Vec::new();
        for step in &self.plan.steps {
            if decided(&step.question) && shown.insert(step.question.clone()) {
                lines.extend(self.answer(step));
            }
        }
        let first = |owners: &[ServiceId]| owners.first() == Some(&planned.id);
        lines.extend(
            self.plan
                .fields
                .iter()
                .filter(|field| first(&field.owners))
                .filter_map(|field| self.field(&field.id, field.origin, &field.owners)),
        );
        lines.extend(
            self.plan
                .groups
                .iter()
                .filter(|group| first(&group.owners))
                .flat_map(|group| self.rows(group)),
        );
        lines.extend(
            self.plan
                .materials
                .iter()
                .filter(|material| first(&material.owners))
                .filter_map(|material| self.material(material)),
        );
        let limits = format::limits(self.scenario, service);
        Some(
            view! {
                <section class="review">
                    <div class="review__head">
                        <h2>{format::localized(&service.name)}</h2>
                        {limits.map(|limits| view! { <p class="review__services">{limits}</p> })}
                    </div>
                    <dl class="facts">{lines}</dl>
                </section>
            }
            .into_node(),
        )
    }

    fn answer(&self, step: &Step) -> Option<Node> {
        let question = self.scenario.question(&step.question)?;
        let on_record = step.state == StepState::OnRecord;
        let known = self
            .plan
            .values
            .get(&question.id)
            .or_else(|| self.application.answers.get(&question.id))?;
        let origin = question
            .record
            .as_ref()
            .filter(|_| on_record)
            .and_then(|key| origin(key));
        let change = if on_record {
            String::new()
        } else {
            self.workspace
                .address(&["guide/", &question.id, "?back=review"].concat())
        };
        Some(
            Fact {
                name: format::localized(&question.label),
                value: Some(format::answer(question, known)),
                note: None,
                origin,
                change,
            }
            .view(),
        )
    }

    fn field(&self, id: &str, from: Origin, owners: &[ServiceId]) -> Option<Node> {
        let field = self.scenario.field(id)?;
        let known = untrack(|| self.workspace.field_value(field)).filter(|value| !value.is_blank());
        let typed = self.application.fields.contains_key(id);
        let settled = field.locked && from == Origin::Record;
        let record = field
            .record
            .as_ref()
            .filter(|_| from == Origin::Record && (settled || !typed));
        let today = self
            .workspace
            .context
            .with_untracked(|context| context.today);
        let value = known.map(|known| format::sent(&field.kind, &known, today));
        let change = if settled {
            String::new()
        } else {
            self.workspace.address(&["form#", &field_id(id)].concat())
        };
        Some(
            Fact {
                name: format::localized(&field.label),
                value,
                note: self.shared(owners),
                origin: record.and_then(|key| origin(key)),
                change,
            }
            .view(),
        )
    }

    /// Each row of a group as one fact, with everything that was filled in for it.
    fn rows(&self, planned: &GroupPlan) -> Vec<Node> {
        let Some(group) = self.scenario.group(&planned.id) else {
            return Vec::new();
        };
        let today = self
            .workspace
            .context
            .with_untracked(|context| context.today);
        let rows = self.application.answers.rows(&group.id).iter().enumerate();
        rows.map(|(at, row)| {
            let columns = group.columns.iter().filter_map(|column| {
                let field = self.scenario.field(&column.id)?;
                let value = row
                    .values
                    .get(&column.id)
                    .filter(|value| !value.is_blank())?;
                let value = format::sent(&field.kind, value, today);
                Some(words::cell(&format::localized(&field.label), &value))
            });
            let columns: Vec<String> = columns.collect();
            let page = ["form#row-", &group.id, "-", &row.key].concat();
            Fact {
                name: row_title(group, row, at),
                value: (!columns.is_empty()).then(|| columns.join(words::cell_separator())),
                note: self.shared(&planned.owners),
                origin: None,
                change: self.workspace.address(&page),
            }
            .view()
        })
        .collect()
    }

    fn material(&self, planned: &MaterialPlan) -> Option<Node> {
        let material = planned.material(self.scenario)?;
        let value = self
            .application
            .materials
            .get(&planned.id)
            .and_then(supplied);
        Some(
            Fact {
                name: format::localized(&material.name),
                value: Some(value.unwrap_or_else(|| words::material_none().to_owned())),
                note: self.shared(&planned.owners),
                origin: None,
                change: self.workspace.address(&material_page(&planned.id)),
            }
            .view(),
        )
    }

    fn shared(&self, owners: &[ServiceId]) -> Option<String> {
        (owners.len() > 1).then(|| words::shared(&format::services(self.scenario, owners)))
    }
}

/// How a material is supplied; nothing where it is not yet.
fn supplied(supplied: &Supplied) -> Option<String> {
    let words = match supplied {
        Supplied::Attached(pictures) => {
            let flagged = pictures.iter().filter(|picture| picture.for_review).count();
            let n = pictures.len().to_string();
            return match (pictures.len(), flagged) {
                (0, _) => None,
                (_, 0) => Some(words::material_pictures(&n)),
                (_, flagged) => Some(words::material_review(&flagged.to_string(), &n)),
            };
        }
        Supplied::Licence => words::material_licence(),
        Supplied::Later => words::material_later(),
        Supplied::Promised => words::material_promise(),
        Supplied::Counter => words::material_counter(),
        Supplied::OtherParty => words::material_other(),
    };
    Some(words.to_owned())
}

fn origin(record: &str) -> Option<String> {
    app_state().holdings.with_untracked(|holdings| {
        holdings
            .records
            .get(record)
            .map(|record| words::on_record(&record.origin))
    })
}

impl Fact {
    fn view(self) -> Node {
        let Self {
            name,
            value,
            note,
            origin,
            change,
        } = self;
        let (class, value) = match value {
            Some(value) => ("fact__value", value),
            None => (
                "fact__value fact__value--none",
                words::nothing_entered().to_owned(),
            ),
        };
        let of = name.clone();
        let change = (!change.is_empty()).then(|| {
            view! {
                <dd class="fact__change">
                    <a class="button button--quiet" href=change>
                        {common::change()} <span class="visually-hidden">{of}</span>
                    </a>
                </dd>
            }
        });
        view! {
            <div class="fact">
                <dt class="fact__name">{name}</dt>
                <dd class="fact__body">
                    <span class=class>{value}</span>
                    {origin
                        .map(|origin| {
                            view! { <span class="fact__origin">{icon("shield", "")} {origin}</span> }
                        })}
                    {note.map(|note| view! { <span class="fact__origin">{note}</span> })}
                </dd>
                {change}
            </div>
        }
        .into_node()
    }
}
