//! A scenario for one role as variables with candidates and expressions over them.
//! The words of the scenario stay where they are; this is only what decides.

mod candidates;
mod comparisons;
mod conditions;
pub(crate) mod names;
mod oracle;
pub(crate) mod sites;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use catalog::scenario::{ACTING_FOR, Derivation, Kind, Scenario};
use catalog::{ActingFor, Value};
use civic::Day;

use crate::asked::Asked;
use crate::expr::{Expr, Exprs, NOT_ASKED, OPEN, Var, YES};
use candidates::Range;
use comparisons::{mentioned, turning};
pub(crate) use names::is_over_rows;
use names::{Named, Names, VarOf};
pub(crate) use oracle::Memory;
use sites::ConditionSite;
use tables::Tables;

pub(crate) struct Model<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) role: ActingFor,
    pub(crate) names: Names<'a>,
    pub(crate) sites: Vec<ConditionSite<'a>>,
    /// By variable.
    pub(crate) candidates: Vec<Vec<Value>>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) exprs: Exprs,
    /// By service: that it applies.
    pub(crate) services: Vec<Expr>,
    tables: Tables,
    /// Where not all combinations of values were tried, and why.
    pub(crate) limits: BTreeSet<String>,
}

impl<'a> Model<'a> {
    pub(crate) fn new(
        scenario: &'a Scenario,
        role: ActingFor,
        today: Day,
        memory: &mut Memory,
    ) -> Self {
        let names = Names::new(scenario);
        let sites = sites::all(scenario);
        let mut model = Self {
            scenario,
            role,
            names,
            sites,
            candidates: Vec::new(),
            asked: Vec::new(),
            exprs: Exprs::new(),
            services: Vec::new(),
            tables: Tables::default(),
            limits: BTreeSet::new(),
        };
        model.find_candidates(today, memory);
        model.ask_all();
        for service in &scenario.services {
            let parts: Vec<Expr> = service
                .requires
                .iter()
                .map(|requirement| model.condition(&requirement.when, None))
                .collect();
            let applies = model.exprs.all(parts);
            model.services.push(applies);
        }
        model
    }

    /// What kind of answer a variable takes; `None` for a number over rows.
    pub(crate) fn kind(&self, var: Var) -> Option<&'a Kind> {
        match &self.names.vars[var] {
            VarOf::Rows(_) => None,
            VarOf::Question(at) => self.scenario.questions.get(*at).map(|one| &one.kind),
            VarOf::Column { .. } => self.scenario.field(self.names.id(var)).map(|one| &one.kind),
        }
    }

    fn find_candidates(&mut self, today: Day, memory: &mut Memory) {
        let mut thresholds: BTreeMap<Var, BTreeSet<i64>> = BTreeMap::new();
        let mut written: BTreeMap<Var, BTreeSet<String>> = BTreeMap::new();
        let mut tables = Tables::default();
        for site in &self.sites {
            site.condition.walk(&mut |part| {
                let Some(name) = part.subject() else { return };
                match self.names.meant(name, site.scope) {
                    Some(Named::Var(var)) => {
                        thresholds.entry(var).or_default().extend(turning(part));
                        written.entry(var).or_default().extend(mentioned(part));
                    }
                    Some(Named::Fact(fact)) if !matches!(fact.derive, Derivation::Whether(_)) => {
                        tables.compare(&self.names, fact, site.scope, part);
                    }
                    _ => {}
                }
            });
        }
        let nothing = BTreeSet::new();
        let ranges: Vec<Option<Range>> = (0..self.names.vars.len())
            .map(|var| match self.kind(var) {
                Some(kind) => Range::of(kind, today),
                None => Some(Range::numbers(0, tables::MOST_OVER_ROWS)),
            })
            .collect();
        self.candidates = (0..self.names.vars.len())
            .map(|var| match self.kind(var) {
                Some(_) if self.names.id(var) == ACTING_FOR => vec![Value::from(self.role.id())],
                Some(kind) => candidates::plain(kind, written.get(&var).unwrap_or(&nothing)),
                None => Vec::new(),
            })
            .collect();
        tables.prepare(self, today, memory);
        let turns = tables.turns(&self.names, &self.candidates, &ranges);
        for (var, range) in ranges.iter().enumerate() {
            let Some(range) = range else { continue };
            let mut turning_points: BTreeSet<i64> = [range.from, range.to].into();
            turning_points.extend(thresholds.get(&var).into_iter().flatten());
            turning_points.extend(turns.get(&var).into_iter().flatten());
            let kept = turning_points.into_iter().filter(|at| range.contains(*at));
            let mut values: Vec<Value> = kept.filter_map(|at| range.value(at)).collect();
            let admitted = |text: &String| {
                let value = Value::Text(text.clone());
                let fits = self.kind(var).is_some_and(|kind| kind.admits(&value));
                (fits && !values.contains(&value)).then_some(value)
            };
            let more: Vec<Value> = written
                .get(&var)
                .into_iter()
                .flatten()
                .filter_map(admitted)
                .collect();
            values.extend(more);
            self.candidates[var] = values;
        }
        self.limits
            .extend(tables.fill(&mut self.exprs, &self.candidates));
        self.tables = tables;
    }

    /// When each question is asked; a question may look at earlier ones only.
    fn ask_all(&mut self) {
        for var in 0..self.names.vars.len() {
            let (when, scope, unsure, hidden) = match self.names.vars[var] {
                VarOf::Rows(_) => (None, None, false, NOT_ASKED),
                VarOf::Question(at) => {
                    let question = &self.scenario.questions[at];
                    (
                        question.when.as_ref(),
                        None,
                        question.unsure.is_some(),
                        NOT_ASKED,
                    )
                }
                VarOf::Column { group, column } => {
                    let column = &self.scenario.groups[group].columns[column];
                    (column.when.as_ref(), Some(group), !column.required, OPEN)
                }
            };
            let when = when.map_or(YES, |when| self.condition(when, scope));
            self.asked.push(Asked {
                when,
                candidates: self.candidates[var].len(),
                unsure,
                hidden,
            });
        }
    }
}
