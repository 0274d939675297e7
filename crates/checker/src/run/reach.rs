//! What is reached on some path, and on which answers it turns.

use catalog::scenario::{ACTING_FOR, Supply};

use super::texts::placeholders;
use super::uses::What;
use super::{Gathered, Run};
use crate::expr::{Expr, MOST_VARS, Vars, YES};
use crate::model::names::VarOf;

impl Run<'_, '_> {
    pub(super) fn reach(&mut self, gathered: &mut Gathered) {
        let scenario = self.scenario();
        let mut matters: Vars = 0;
        for var in 0..self.model.asked.len().min(MOST_VARS) {
            let VarOf::Question(at) = self.model.names.vars[var] else {
                continue;
            };
            let id = &scenario.questions[at].id;
            let asked = self.to(self.model.asked[var].when);
            gathered.inexact |= !asked.exact;
            gathered.reach(format!("question {id}"), asked.can_be(YES));
            if asked.can_be(YES) && id != ACTING_FOR {
                gathered.asked.insert(id.clone());
            }
        }
        for at in 0..scenario.services.len() {
            let service = &scenario.services[at];
            let reached = self.reaches(self.within[at], &mut matters, gathered);
            gathered.reach(format!("service {}", service.id), reached);
            matters |= self.to(self.model.services[at]).matters;
            for id in &service.declarations {
                let agreed = reached && self.is_applied_for(at);
                gathered.reach(format!("commitment {id}"), agreed);
            }
            for figure in &service.figures {
                let when = self.model.optional(figure.when.as_ref(), None);
                // Where the place has not told a number, the figure says so in words.
                let known = match figure.open {
                    Some(_) => YES,
                    None => self.model.known(&figure.value, None),
                };
                let shown = self.model.exprs.all([self.within[at], when, known]);
                let shown = self.reaches(shown, &mut matters, gathered);
                let label = figure.label.zh();
                gathered.reach(format!("figure {label} of service {}", service.id), shown);
                if shown {
                    let texts = figure
                        .table
                        .iter()
                        .map(|line| &line.text)
                        .chain([&figure.how]);
                    let named = texts.flat_map(|text| placeholders(text.zh()));
                    let marks = figure.timeline.iter().map(|mark| mark.at.as_str());
                    for name in named.chain(marks).chain([figure.value.as_str()]) {
                        matters |= self.roots(name);
                    }
                }
            }
        }
        for usage in self.uses.clone() {
            let reached = self.reaches(usage.reached, &mut matters, gathered);
            match usage.what {
                What::Field { id } => {
                    gathered.reach(format!("field {id}"), reached);
                    let answer = scenario.field(id).and_then(|field| field.answer.as_ref());
                    if let Some(name) = answer.filter(|_| reached) {
                        matters |= self.roots(name);
                    }
                }
                What::Group { id } => gathered.reach(format!("group {id}"), reached),
                What::Material { id, supply } => {
                    gathered.reach(format!("material {id}"), reached);
                    let Some(material) = scenario.material(id) else {
                        continue;
                    };
                    let allowed = supply.is_empty() || supply.contains(&Supply::Promise);
                    let promised = material.supply.contains(&Supply::Promise) && allowed;
                    if let Some(commitment) = &material.commitment {
                        let agreed = reached && promised && self.model.role.may_promise();
                        gathered.reach(format!("commitment {commitment}"), agreed);
                    }
                }
            }
        }
        if let Some(role) = scenario.role(self.model.role) {
            for id in &role.declarations {
                gathered.reach(format!("commitment {id}"), true);
            }
        }
        // What no use, service or role names at all.
        let named = [
            (
                "field",
                scenario
                    .fields
                    .iter()
                    .map(|one| &one.id)
                    .collect::<Vec<_>>(),
            ),
            (
                "material",
                scenario.materials.iter().map(|one| &one.id).collect(),
            ),
            ("group", scenario.groups.iter().map(|one| &one.id).collect()),
            (
                "commitment",
                scenario.commitments.iter().map(|one| &one.id).collect(),
            ),
        ];
        for (kind, ids) in named {
            for id in ids {
                gathered.reach(format!("{kind} {id}"), false);
            }
        }
        for var in 0..self.model.asked.len().min(MOST_VARS) {
            if matters & (1 << var) != 0 {
                gathered.matters.insert(self.model.names.id(var).to_owned());
            }
        }
    }

    fn reaches(&mut self, target: Expr, matters: &mut Vars, gathered: &mut Gathered) -> bool {
        let outcome = self.to(target);
        *matters |= outcome.matters;
        gathered.inexact |= !outcome.exact;
        outcome.can_be(YES)
    }

    fn roots(&self, name: &str) -> Vars {
        let roots = self.model.names.roots(name, None);
        roots.into_iter().fold(0, |set, var| set | 1 << var)
    }
}
