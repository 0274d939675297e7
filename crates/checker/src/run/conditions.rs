//! Which way each condition, and each part of it, can turn; and what stays open though all is answered.

use catalog::Condition;

use super::gathered::Part;
use super::{Gathered, Run};
use crate::expr::{Expr, NO, YES};
use crate::model::sites::{ConditionSite, Owner};
use crate::report::{Fault, FaultKind, Severity};
use crate::wording;

impl Run<'_, '_> {
    pub(super) fn conditions(&mut self, gathered: &mut Gathered) {
        for site in self.model.sites.clone() {
            if self.is_of_another_role(site.owner) {
                continue;
            }
            let context = self.context(site.owner);
            let mut parts = Vec::new();
            self.part(&site, site.condition, None, context, &mut parts);
            let content = serde_json::to_string(site.condition).unwrap_or_default();
            let key = format!("{}: {content}", site.words);
            match gathered.conditions.get_mut(&key) {
                None => {
                    gathered.conditions.insert(key, parts);
                }
                Some(known) => {
                    for (known, part) in known.iter_mut().zip(parts) {
                        known.can_hold |= part.can_hold;
                        known.can_fail |= part.can_fail;
                    }
                }
            }
            self.open_though_answered(&site, context);
        }
    }

    fn part(
        &mut self,
        site: &ConditionSite<'_>,
        condition: &Condition,
        parent: Option<usize>,
        context: Expr,
        parts: &mut Vec<Part>,
    ) {
        let held = self.model.condition(condition, site.scope);
        // The whole is judged where it is looked at; its parts wherever they can be.
        let (can_hold, can_fail) = if parent.is_none() && context != YES {
            let not = self.model.exprs.not(held);
            (
                self.path_to([context, held]).is_some(),
                self.path_to([context, not]).is_some(),
            )
        } else {
            let outcome = self.to(held);
            (outcome.can_be(YES), outcome.can_be(NO))
        };
        let at = parts.len();
        parts.push(Part {
            words: format!(
                "{}: {}",
                site.words,
                wording::condition(self.scenario(), condition)
            ),
            parent,
            can_hold,
            can_fail,
            requirement: parent.is_none() && matches!(site.owner, Owner::Requirement(..)),
        });
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                for one in inner {
                    self.part(site, one, Some(at), context, parts);
                }
            }
            Condition::Not(inner) => self.part(site, inner, Some(at), context, parts),
            _ => {}
        }
    }

    fn open_though_answered(&mut self, site: &ConditionSite<'_>, context: Expr) {
        if site.owner == Owner::Fact {
            return;
        }
        let held = self.model.condition(site.condition, site.scope);
        let decided = self.model.exprs.decided(held);
        let open = self.model.exprs.not(decided);
        let target = self.model.exprs.all([context, open]);
        let outcome = self.certain.towards(&mut self.model.exprs, target);
        if let Some(path) = outcome.to(YES) {
            let path = self.words(path);
            let message = format!(
                "{} looks at what is never asked: it stays open though everything is answered",
                site.words
            );
            let scenario = &self.scenario().id;
            self.fault(
                Fault::new(Severity::Error, FaultKind::NeverAsked, scenario, message)
                    .by(Some(path)),
            );
        }
    }

    fn is_of_another_role(&self, owner: Owner) -> bool {
        match owner {
            Owner::RoleField(role, _) | Owner::RoleMaterial(role, _) => {
                self.scenario().roles[role].id != self.model.role
            }
            _ => false,
        }
    }

    /// Where the condition is looked at at all.
    fn context(&mut self, owner: Owner) -> Expr {
        match owner {
            Owner::Question(_) | Owner::Fact | Owner::Requirement(..) => YES,
            Owner::Figure(service, figure) | Owner::FigureLine(service, figure, _) => {
                let figure = &self.scenario().services[service].figures[figure];
                let known = match figure.open {
                    Some(_) => YES,
                    None => self.model.known(&figure.value, None),
                };
                self.model.exprs.all([self.within[service], known])
            }
            _ => {
                let found = self.uses.iter().find(|usage| usage.owner == owner);
                // A service that is not handed in here asks for nothing.
                found.map_or(NO, |usage| usage.context)
            }
        }
    }
}
