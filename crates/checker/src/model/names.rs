//! What a name in a condition means, where it stands: in a row first a fact of the row, then a column,
//! then a question, then a fact of the scenario.

use catalog::scenario::{Derivation, Fact, Scenario, WorkDeath};

use crate::expr::Var;

/// The number of a group, within a row of which a name is looked up.
pub(crate) type Scope = Option<usize>;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Named<'a> {
    Var(Var),
    Fact(&'a Fact),
}

/// What a variable of the walk stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum VarOf {
    /// A fact counted over rows; its number is taken to be free.
    Rows(String),
    Question(usize),
    Column {
        group: usize,
        column: usize,
    },
}

#[derive(Debug)]
pub(crate) struct Names<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) vars: Vec<VarOf>,
}

/// Facts over rows: what they come to is not derived from answers of the guide.
pub(crate) fn is_over_rows(fact: &Fact) -> bool {
    matches!(
        fact.derive,
        Derivation::CountRows { .. }
            | Derivation::SumRows { .. }
            | Derivation::WorkDeath(WorkDeath::Dependants { .. })
    )
}

impl<'a> Names<'a> {
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        let rows = scenario.facts.iter();
        let rows = rows.filter(|fact| is_over_rows(fact));
        let mut vars: Vec<VarOf> = rows.map(|fact| VarOf::Rows(fact.id.clone())).collect();
        vars.extend((0..scenario.questions.len()).map(VarOf::Question));
        for (group, of) in scenario.groups.iter().enumerate() {
            vars.extend((0..of.columns.len()).map(|column| VarOf::Column { group, column }));
        }
        Self { scenario, vars }
    }

    /// The id under which a variable is named.
    pub(crate) fn id(&self, var: Var) -> &str {
        let scenario = self.scenario;
        match &self.vars[var] {
            VarOf::Rows(fact) => fact,
            VarOf::Question(at) => &scenario.questions[*at].id,
            VarOf::Column { group, column } => &scenario.groups[*group].columns[*column].id,
        }
    }

    pub(crate) fn var(&self, wanted: &VarOf) -> Option<Var> {
        self.vars.iter().position(|var| var == wanted)
    }

    pub(crate) fn meant(&self, name: &str, scope: Scope) -> Option<Named<'a>> {
        let scenario = self.scenario;
        if let Some(group) = scope
            && let Some(of) = scenario.groups.get(group)
        {
            if let Some(fact) = of.facts.iter().find(|fact| fact.id == name) {
                return Some(Named::Fact(fact));
            }
            if let Some(column) = of.columns.iter().position(|column| column.id == name) {
                return self.var(&VarOf::Column { group, column }).map(Named::Var);
            }
        }
        if let Some(at) = scenario.questions.iter().position(|one| one.id == name) {
            return self.var(&VarOf::Question(at)).map(Named::Var);
        }
        let fact = scenario.fact(name)?;
        match self.var(&VarOf::Rows(fact.id.clone())) {
            Some(var) => Some(Named::Var(var)),
            None => Some(Named::Fact(fact)),
        }
    }

    /// The variables that a fact rests on in the end, and the facts between, itself included.
    pub(crate) fn rests_on(&self, fact: &'a Fact, scope: Scope) -> (Vec<Var>, Vec<&'a Fact>) {
        let mut vars = Vec::new();
        let mut facts: Vec<&Fact> = vec![fact];
        let mut at = 0;
        while let Some(here) = facts.get(at).copied() {
            at += 1;
            for name in here.derive.names() {
                match self.meant(name, scope) {
                    Some(Named::Var(var)) if !vars.contains(&var) => vars.push(var),
                    Some(Named::Fact(fact)) if !facts.iter().any(|one| one.id == fact.id) => {
                        facts.push(fact);
                    }
                    _ => {}
                }
            }
        }
        vars.sort_unstable();
        (vars, facts)
    }

    /// The variables that a name rests on in the end.
    pub(crate) fn roots(&self, name: &str, scope: Scope) -> Vec<Var> {
        match self.meant(name, scope) {
            Some(Named::Var(var)) => vec![var],
            Some(Named::Fact(fact)) => self.rests_on(fact, scope).0,
            None => Vec::new(),
        }
    }
}
