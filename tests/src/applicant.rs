//! A person of a walk table who signs in as one of the synthetic people and submits. Everything they answer, type, add
//! and supply is computed beforehand with the product's own crates, which accept it.

mod form;
mod materials;
mod values;

use std::collections::BTreeMap;

use catalog::application::{Drawn, Hand, Signature, problems, to_agree, to_sign};
use catalog::plan::StepState;
use catalog::scenario::{QuestionId, Scenario, Supply};
use catalog::{ActingFor, Application, Context, Plan, plan};

use crate::demo_people::DemoPerson;
use crate::tables::{Entry, people};

pub use values::Input;

/// Everything a browser needs to walk the scenario to a receipt.
pub struct Applicant {
    /// The name in the walk table.
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
    /// The fields of each row, in the order in which they appear.
    pub rows: Vec<Vec<(String, Input)>>,
}

pub struct MaterialEntry {
    pub name: String,
    pub way: Supply,
    /// Whether it is the only way, so that there is nothing to choose.
    pub only: bool,
    /// The names of its pages, to photograph, and what each must be like.
    pub pages: Vec<(String, precheck::Policy)>,
    /// What all of them must be like.
    pub check: precheck::Policy,
}

/// Which person of a table a browser walks as; the two engines get different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The first of those that the table names for browsers.
    First,
    /// One who acts for somebody else, or the last of those named.
    Other,
}

impl Applicant {
    /// The first pair of a person of the table and a synthetic person that can submit; the table's person must be
    /// marked for browsers or have at least two services.
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

    /// The person of the table of whom this is told.
    ///
    /// # Panics
    /// Where there is nobody, or they cannot hand in.
    #[must_use]
    pub fn told(scenario: &Scenario, demo: &[DemoPerson], told: &str) -> Self {
        let mut people = people(&scenario.id).into_iter();
        let entry = people.find(|entry| entry.person.contains(told));
        let entry = entry.unwrap_or_else(|| panic!("nobody is told of as {told}"));
        let fitting = by_fitness(scenario, &entry, demo);
        let mut ready = fitting
            .into_iter()
            .filter_map(|person| Self::prepare(scenario, &entry, person).ok());
        ready
            .next()
            .unwrap_or_else(|| panic!("{told} cannot hand in"))
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
        let groups = form::fill_rows(scenario, &mut application, context);
        let fields = form::fill_fields(scenario, &mut application, context);
        let now = plan(scenario, &application.answers, context);
        let materials = materials::supply(scenario, &now, &mut application);
        application.agreed = to_agree(scenario, &now, &application)
            .into_iter()
            .cloned()
            .collect();
        let signed = to_sign(scenario, &now, &application).into_iter().cloned();
        application.signatures = signed.map(|of| Signature { of, by: a_line() }).collect();
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

/// People of firms first where the applicant is a firm, others first elsewhere; those with the fewest records first.
/// A signature as short as it may be.
fn a_line() -> Hand {
    Hand::Drawn(Drawn {
        width: 600,
        height: 240,
        lines: vec![vec![100, 120, 400, 130]],
    })
}

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
        Some((question.id.clone(), values::answer_to(question, value)))
    });
    asked.collect()
}
