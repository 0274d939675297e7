//! Conditions of the scenario as expressions over its variables.

use catalog::condition::{Includes, Is, OneOf, Threshold};
use catalog::scenario::Derivation;
use catalog::{Condition, Truth, Value};

use super::Model;
use super::comparisons::truth;
use super::names::{Named, Scope};
use crate::expr::{Expr, FIRST, UNKNOWN, YES, constant};

impl Model<'_> {
    pub(crate) fn optional(&mut self, condition: Option<&Condition>, scope: Scope) -> Expr {
        condition.map_or(YES, |condition| self.condition(condition, scope))
    }

    pub(crate) fn condition(&mut self, condition: &Condition, scope: Scope) -> Expr {
        match condition {
            Condition::All(parts) => {
                let parts = self.parts(parts, scope);
                self.exprs.all(parts)
            }
            Condition::Any(parts) => {
                let parts = self.parts(parts, scope);
                self.exprs.any(parts)
            }
            Condition::Not(part) => {
                let part = self.condition(part, scope);
                self.exprs.not(part)
            }
            Condition::Applies(service) => {
                let at = self
                    .scenario
                    .services
                    .iter()
                    .position(|one| one.id == *service);
                at.and_then(|at| self.services.get(at))
                    .copied()
                    .unwrap_or(UNKNOWN)
            }
            Condition::ActingFor(role) => constant(Truth::from(*role == self.role)),
            Condition::Holds(of)
            | Condition::Is(Is { of, .. })
            | Condition::OneOf(OneOf { of, .. })
            | Condition::Includes(Includes { of, .. })
            | Condition::AtLeast(Threshold { of, .. })
            | Condition::AtMost(Threshold { of, .. }) => self.comparison(of, condition, scope),
        }
    }

    fn parts(&mut self, parts: &[Condition], scope: Scope) -> Vec<Expr> {
        parts
            .iter()
            .map(|part| self.condition(part, scope))
            .collect()
    }

    fn comparison(&mut self, of: &str, condition: &Condition, scope: Scope) -> Expr {
        match self.names.meant(of, scope) {
            Some(Named::Var(var)) => {
                let mut truths = vec![Truth::No, Truth::Unknown];
                truths.extend(
                    self.candidates[var]
                        .iter()
                        .map(|value| truth(condition, value)),
                );
                self.exprs.table(vec![(var, truths.len())], truths)
            }
            Some(Named::Fact(fact)) => match &fact.derive {
                Derivation::Whether(inner) => {
                    let inner = self.condition(inner, scope);
                    match condition {
                        Condition::Holds(_) => inner,
                        Condition::Is(Is {
                            value: Value::Flag(true),
                            ..
                        }) => inner,
                        Condition::Is(Is {
                            value: Value::Flag(false),
                            ..
                        }) => self.exprs.not(inner),
                        _ => UNKNOWN,
                    }
                }
                _ => self.tables.expr(&self.names, fact, scope, condition),
            },
            None => UNKNOWN,
        }
    }

    /// Whether a name has a value.
    pub(crate) fn known(&mut self, name: &str, scope: Scope) -> Expr {
        match self.names.meant(name, scope) {
            Some(Named::Var(var)) => {
                let mut truths = vec![Truth::No; FIRST];
                truths.resize(FIRST + self.candidates[var].len(), Truth::Yes);
                self.exprs.table(vec![(var, truths.len())], truths)
            }
            Some(Named::Fact(fact)) => match &fact.derive {
                Derivation::Whether(inner) => {
                    let inner = self.condition(inner, scope);
                    self.exprs.decided(inner)
                }
                _ => self
                    .tables
                    .known(&self.names, fact, scope, &mut self.exprs, &self.candidates),
            },
            None => UNKNOWN,
        }
    }
}
