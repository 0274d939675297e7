//! Someone of a walk table who signs in as one of the synthetic people and hands in: everything they answer, type,
//! add and supply, worked out beforehand with the very crates of the product and accepted by them.

mod values;

use std::collections::BTreeMap;

use catalog::application::{field_problem, field_value, problems, to_agree};
use catalog::plan::{MaterialPlan, StepState};
use catalog::scenario::{Field, QuestionId, Scenario, Supply};
use catalog::{ActingFor, Application, Attachment, Context, Plan, Row, Supplied, plan};
use precheck::Format;

use crate::holdings::DemoPerson;
use crate::tables::{Entry, people};

pub use values::Input;

/// How many passes over a row's columns may open further columns.
const PASSES: usize = 20;

/// Everything a browser needs to walk the scenario to a receipt.
pub struct Applicant {
    /// In the words of the table.
    pub told: String,
    /// As whom they sign in.
    pub signs_in_as: String,
    pub answers: BTreeMap<QuestionId, Input>,
    /// What is handed in.
    pub services: Vec<ServiceEntry>,
    pub groups: Vec<GroupEntry>,
    pub fields: Vec<FieldEntry>,
    pub materials: Vec<MaterialEntry>,
}

pub struct ServiceEntry {
    pub name: String,
    pub left_to_office: bool,
}

pub struct FieldEntry {
    /// The heading under which it stands.
    pub section: String,
    pub label: String,
    pub input: Input,
}

pub struct GroupEntry {
    pub name: String,
    /// What one of them is called.
    pub one: String,
    /// By row: its fields, as they open one after the other.
    pub rows: Vec<Vec<(String, Input)>>,
}

pub struct MaterialEntry {
    pub name: String,
    pub way: Supply,
    /// There is no other way: nothing to choose.
    pub only: bool,
    /// The names of its pages, to photograph.
    pub pages: Vec<String>,
}

/// Whom of a table a browser is given, so that two engines see two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The first of those that the table names for browsers.
    First,
    /// One who acts for somebody else, or the last of those named.
    Other,
}

impl Applicant {
    /// Of all the pairs of a table's people and the demonstration's, the first that can hand in: somebody the table
    /// names for browsers, or with two services or more.
    ///
    /// # Panics
    /// Where nobody can: with why not.
    #[must_use]
    pub fn find(scenario: &Scenario, demo: &[DemoPerson], whom: Whom) -> Self {
        let mut people = people(&scenario.id);
        if whom == Whom::Other {
            people.reverse();
        }
        let for_another = |entry: &Entry| {
            let role = scenario.acting_for(&entry.answers(scenario));
            whom == Whom::Other && matches!(role, ActingFor::Relative | ActingFor::Guardian)
        };
        people.sort_by_cached_key(|entry| (!for_another(entry), !entry.browser));
        let mut why_not = Vec::new();
        let mut found: Option<Self> = None;
        for entry in people {
            let region = entry.region.as_ref();
            if region.is_some_and(|code| *code != scenario.region.code) {
                continue;
            }
            for person in by_fitness(scenario, &entry, demo) {
                match Self::prepare(scenario, &entry, person) {
                    Ok(ready)
                        if ready.services.len() > 1 || entry.browser || for_another(&entry) =>
                    {
                        return ready;
                    }
                    Ok(ready) => drop(found.get_or_insert(ready)),
                    Err(why) => {
                        why_not.push(format!("{} as {}: {why}", entry.person, person.name));
                    }
                }
            }
        }
        found.unwrap_or_else(|| {
            panic!(
                "nobody can hand in {}:\n{}",
                scenario.id,
                why_not.join("\n")
            )
        })
    }

    /// How much there is to fill in.
    #[must_use]
    pub fn inputs(&self) -> usize {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        self.fields.len() + rows.map(Vec::len).sum::<usize>()
    }

    fn prepare(scenario: &Scenario, entry: &Entry, demo: &DemoPerson) -> Result<Self, String> {
        let anonymous = Context::anonymous(demo.context.today);
        let context = &demo.context;
        let mut application = Application {
            answers: entry.answers(scenario),
            ..Application::default()
        };
        let before = plan(scenario, &application.answers, &anonymous);
        if let Some(open) = before
            .steps
            .iter()
            .find(|step| step.state == StepState::Open)
        {
            return Err(format!("{} is not answered", open.question));
        }
        let handed_in = |plan: &Plan| -> Vec<String> {
            plan.applied_for()
                .map(|service| service.id.clone())
                .collect()
        };
        let after = plan(scenario, &application.answers, context);
        if handed_in(&before).is_empty() {
            return Err("nothing is to be handed in".to_owned());
        }
        if handed_in(&before) != handed_in(&after) {
            return Err("the records change what is handed in".to_owned());
        }
        let answers = answers(scenario, &before, &application);
        let groups = fill_rows(scenario, &mut application, context);
        let fields = fill_fields(scenario, &mut application, context);
        let now = plan(scenario, &application.answers, context);
        let materials = supply(scenario, &now, &mut application);
        application.agreed = to_agree(scenario, &now, &application)
            .into_iter()
            .cloned()
            .collect();
        application.sensitive_consent = true;
        let wrong = problems(scenario, &now, &application, context);
        if !wrong.is_empty() {
            return Err(format!("{wrong:?}"));
        }
        let services = now.applied_for().filter_map(|one| {
            Some(ServiceEntry {
                name: scenario.service(&one.id)?.name.zh().to_owned(),
                left_to_office: one.left_to_office,
            })
        });
        Ok(Self {
            told: entry.person.clone(),
            signs_in_as: demo.name.clone(),
            answers,
            services: services.collect(),
            groups,
            fields,
            materials,
        })
    }
}

/// Clerks of firms for firms; for others those of whom least is on record.
fn by_fitness<'a>(
    scenario: &Scenario,
    entry: &Entry,
    demo: &'a [DemoPerson],
) -> Vec<&'a DemoPerson> {
    let for_firm = scenario.acting_for(&entry.answers(scenario)) == ActingFor::Employer;
    let mut people: Vec<&DemoPerson> = demo.iter().collect();
    people.sort_by_key(|person| {
        let of_firm = person.context.records.contains_key("employer.name");
        (of_firm != for_firm, person.context.records.len())
    });
    people
}

fn answers(
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
) -> BTreeMap<QuestionId, Input> {
    let asked = plan.asked().filter_map(|step| {
        let question = scenario.question(&step.question)?;
        let value = application.answers.get(&step.question)?;
        Some((question.id.clone(), values::answer(&question.kind, value)))
    });
    asked.collect()
}

/// The rows of the table, completed; as many as a group needs at least where the table has none.
fn fill_rows(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
) -> Vec<GroupEntry> {
    let mut entries = Vec::new();
    for planned in plan(scenario, &application.answers, context).groups {
        let Some(group) = scenario.group(&planned.id) else {
            continue;
        };
        let rows = application
            .answers
            .rows
            .entry(group.id.clone())
            .or_default();
        while rows.len() < usize::from(group.min.max(1)) {
            rows.push(Row {
                key: format!("r{}", rows.len() + 1),
                ..Row::default()
            });
        }
        let count = rows.len();
        let rows = (0..count).map(|at| fill_row(scenario, application, context, &group.id, at));
        entries.push(GroupEntry {
            name: group.name.zh().to_owned(),
            one: group.one.zh().to_owned(),
            rows: rows.collect(),
        });
    }
    entries
}

/// Column by column: what is entered in one may open the next.
fn fill_row(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
    group: &str,
    at: usize,
) -> Vec<(String, Input)> {
    let mut entries: Vec<(String, Input)> = Vec::new();
    let mut entered = Vec::new();
    for _ in 0..PASSES {
        let plan = plan(scenario, &application.answers, context);
        let next = plan.group(group).and_then(|group| group.rows.get(at));
        let next = next.and_then(|row| {
            row.fields
                .iter()
                .filter_map(|column| scenario.field(&column.id))
                .find(|field| !entered.contains(&field.id))
        });
        let Some(field) = next else {
            break;
        };
        entered.push(field.id.clone());
        let Some(row) = application
            .answers
            .rows
            .get_mut(group)
            .and_then(|rows| rows.get_mut(at))
        else {
            break;
        };
        let nth = u16::try_from(at).unwrap_or_default();
        let value = row
            .values
            .entry(field.id.clone())
            .or_insert_with(|| values::valid(&field.kind, context.today, nth));
        entries.push((
            field.label.zh().to_owned(),
            values::input(&field.kind, value),
        ));
    }
    entries
}

/// What neither a record nor an answer has filled in rightly.
fn fill_fields(
    scenario: &Scenario,
    application: &mut Application,
    context: &Context,
) -> Vec<FieldEntry> {
    let plan = plan(scenario, &application.answers, context);
    let mut entries = Vec::new();
    for planned in &plan.fields {
        let Some(field) = scenario.field(&planned.id) else {
            continue;
        };
        let stands = field_value(field, &plan, application, context);
        if stands.is_some() && field_problem(field, true, stands.as_ref(), context).is_none() {
            continue;
        }
        let value = values::valid(&field.kind, context.today, 90);
        entries.push(entry(field, values::input(&field.kind, &value)));
        application.fields.insert(field.id.clone(), value);
    }
    entries
}

fn entry(field: &Field, input: Input) -> FieldEntry {
    FieldEntry {
        section: field.section.zh().to_owned(),
        label: field.label.zh().to_owned(),
        input,
    }
}

/// Each in the way that takes least, and one of them photographed.
fn supply(scenario: &Scenario, plan: &Plan, application: &mut Application) -> Vec<MaterialEntry> {
    let photographed = plan
        .materials
        .iter()
        .filter(|planned| !planned.spared && can_be_photographed(scenario, planned))
        .min_by_key(|planned| pages(scenario, planned).len())
        .map(|planned| planned.id.clone());
    let mut entries = Vec::new();
    for planned in &plan.materials {
        let Some(material) = planned.material(scenario) else {
            continue;
        };
        if planned.spared {
            continue;
        }
        let way = if photographed.as_ref() == Some(&planned.id) {
            Supply::Attach
        } else {
            easiest(&planned.allowed)
        };
        let pages = pages(scenario, planned);
        let supplied = match way {
            Supply::Licence => Supplied::Licence,
            Supply::Later => Supplied::Later,
            Supply::Promise => Supplied::Promised,
            Supply::Counter => Supplied::Counter,
            Supply::OtherParty => Supplied::OtherParty,
            Supply::Attach => {
                let pages = pages.iter().map(|(id, _)| Attachment {
                    page: id.clone(),
                    file: "upload".to_owned(),
                    for_review: false,
                });
                Supplied::Attached(pages.collect())
            }
        };
        application.materials.insert(planned.id.clone(), supplied);
        entries.push(MaterialEntry {
            name: material.name.zh().to_owned(),
            way,
            only: planned.allowed.len() == 1,
            pages: match way {
                Supply::Attach => pages.into_iter().map(|(_, label)| label).collect(),
                _ => Vec::new(),
            },
        });
    }
    entries
}

fn easiest(allowed: &[Supply]) -> Supply {
    let by_effort = [
        Supply::Promise,
        Supply::Counter,
        Supply::Licence,
        Supply::OtherParty,
        Supply::Later,
    ];
    let found = by_effort.into_iter().find(|way| allowed.contains(way));
    found.unwrap_or(Supply::Attach)
}

fn can_be_photographed(scenario: &Scenario, planned: &MaterialPlan) -> bool {
    planned.allowed.contains(&Supply::Attach)
        && planned
            .material(scenario)
            .is_some_and(|material| material.check.takes(Format::Jpeg))
}

fn pages(scenario: &Scenario, planned: &MaterialPlan) -> Vec<(String, String)> {
    let pages = planned.material(scenario).map(|material| material.pages);
    pages
        .into_iter()
        .flatten()
        .map(|page| (page.id, page.label.zh().to_owned()))
        .collect()
}
