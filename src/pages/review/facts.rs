//! What will be sent, as it will be sent and masked: the services, then a line for each owner that says their values
//! and opens to name them, and one for each person of a list.

use catalog::Row;
use catalog::field_check::masked;
use catalog::plan::{FieldPlan, GroupPlan, Origin, Plan, row_title};
use catalog::scenario::{Group, Kind, Scenario};
use leptos::prelude::*;
use markup::view;

use super::answers::answers;
use super::lines::{change, folded, line, section, shortened};
use super::page::Page;
use super::supplied::supplied;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, review as words};
use crate::problem::field_id;
use crate::state::{Workspace, app_state};

pub(super) fn facts(workspace: Workspace, scenario: &Scenario, plan: &Plan) -> Node {
    let page = Page {
        app: app_state(),
        workspace,
        scenario,
        plan,
        application: untrack(|| workspace.to_hand_in()),
        today: workspace.context.with_untracked(|context| context.today),
    };
    let groups = plan.groups.iter().filter_map(|planned| page.group(planned));
    view! {
        {page.services()}
        {page.owners()}
        {groups.collect::<Vec<_>>()}
        {supplied(workspace, scenario, plan, &page.application)}
        {answers(&page)}
    }
    .into_node()
}

/// What is told of one owner.
#[derive(Default)]
struct Owner {
    name: String,
    lines: Vec<Node>,
    /// The values as they stand in the line while it is closed.
    values: Vec<String>,
    /// Something that must be there is not.
    is_lacking: bool,
    /// The first field that can be changed.
    first: Option<String>,
}

impl Page<'_> {
    fn services(&self) -> Node {
        let services = self.plan.applied_for();
        let services: Vec<_> = services.map(|one| one.id.clone()).collect();
        let title = words::services(&services.len().to_string());
        let names = format::services(self.scenario, &services);
        let change = self.workspace.address("plan");
        section(
            title,
            Some(change),
            view! { <p class="review__text">{names}</p> }.into_node(),
        )
    }

    /// Under the headings of the form, which say whose the facts are; then the registers that what is marked is from.
    fn owners(&self) -> Node {
        let mut owners: Vec<Owner> = Vec::new();
        let mut origins: Vec<String> = Vec::new();
        for planned in &self.plan.fields {
            let Some(field) = self.scenario.field(&planned.id) else {
                continue;
            };
            let name = format::localized(&field.section);
            let at = owners.iter().position(|owner| owner.name == name);
            let at = at.unwrap_or_else(|| {
                owners.push(Owner {
                    name,
                    ..Owner::default()
                });
                owners.len() - 1
            });
            let origin = self.field(planned, &mut owners[at]);
            origins.extend(origin.filter(|origin| !origins.contains(origin)));
        }
        owners.retain(|owner| !owner.lines.is_empty());
        if owners.is_empty() {
            return ().into_node();
        }
        let lines = owners.into_iter().map(|owner| self.owner(owner));
        let from = origins.join(common::list_separator());
        let from = (!from.is_empty()).then(|| {
            view! { <p class="fact__origin">{icon("shield", "")} {words::on_record(&from)}</p> }
        });
        let body = view! {
            {lines.collect::<Vec<_>>()}
            {from}
        };
        let change = self.workspace.address("form");
        section(words::entered().to_owned(), Some(change), body)
    }

    /// Open from the start where something is lacking: it is not to be read past.
    fn owner(&self, owner: Owner) -> Node {
        let change = owner.first.map(|id| {
            let address = self.workspace.address(&["form#", &field_id(&id)].concat());
            change(address, owner.name.clone())
        });
        let values = if owner.is_lacking {
            words::nothing_entered().to_owned()
        } else {
            owner.values.join(common::list_separator())
        };
        folded(
            owner.name,
            values,
            owner.is_lacking,
            view! {
                <dl class="facts facts--lines">{owner.lines}</dl>
                {change}
            },
        )
    }

    /// Adds the line of a field; the register it comes from, where it comes from one.
    fn field(&self, planned: &FieldPlan, owner: &mut Owner) -> Option<String> {
        let field = self.scenario.field(&planned.id)?;
        let known = untrack(|| self.workspace.field_value(field)).filter(|value| !value.is_blank());
        // Nothing is said of what may be left empty, and is.
        if known.is_none() && !planned.required {
            return None;
        }
        let is_settled = field.locked && planned.origin == Origin::Record;
        let typed = self.application.fields.contains_key(&field.id);
        let record = field
            .record
            .as_ref()
            .filter(|_| planned.origin == Origin::Record && (is_settled || !typed));
        let origin = record.and_then(|key| self.app.origin_of(key, self.plan.acting_for));
        if !is_settled && owner.first.is_none() {
            owner.first = Some(field.id.clone());
        }
        let value = known.map(|known| format::sent(&field.kind, &known, self.today));
        let label = format::localized(&field.label);
        match &value {
            Some(value) => owner.values.push(value.clone()),
            None => owner.is_lacking = true,
        }
        owner.lines.push(line(label, value, origin.is_some()));
        origin
    }

    /// People of a list: each is a line that opens.
    fn group(&self, planned: &GroupPlan) -> Option<Node> {
        let group = self.scenario.group(&planned.id)?;
        let rows = self.application.answers.rows(&group.id).iter().enumerate();
        let lines: Vec<Node> = rows.map(|(at, row)| self.row(group, row, at)).collect();
        let n = lines.len().to_string();
        let title = words::group(&n, &format::localized(&group.name));
        let one = format::localized(&group.one);
        let change = self.workspace.address("form");
        let body = shortened(lines, |rest| words::more_people(rest, &one));
        Some(section(title, Some(change), body))
    }

    fn row(&self, group: &Group, row: &Row, at: usize) -> Node {
        let mut number = None;
        let mut lines = Vec::new();
        // The first column is the name of the line.
        for column in group.columns.iter().skip(1) {
            let value = row.values.get(&column.id).filter(|it| !it.is_blank());
            let (Some(field), Some(value)) = (self.scenario.field(&column.id), value) else {
                continue;
            };
            if number.is_none() && matches!(field.kind, Kind::CitizenId | Kind::Permit) {
                number = masked(&field.kind, value, self.today);
            }
            let value = format::sent(&field.kind, value, self.today);
            lines.push(line(format::localized(&field.label), Some(value), false));
        }
        let title = row_title(group, row, at);
        let of = title.clone();
        let href = ["form#row-", &group.id, "-", &row.key].concat();
        let change = change(self.workspace.address(&href), of);
        view! {
            <details class="fold">
                <summary class="fold__head">
                    <span class="row-card__who">
                        <span class="row-card__name">{title}</span>
                        {number.map(|number| view! { <span class="row-card__number">{number}</span> })}
                    </span>
                </summary>
                <div class="fold__body">
                    <dl class="facts facts--lines">{lines}</dl>
                    {change}
                </div>
            </details>
        }
        .into_node()
    }
}
