//! That the walk says what the plan says: people with answers drawn by chance, judged by both.

use std::path::Path;

use catalog::load::Library;
use catalog::plan::StepState;
use catalog::{Answers, Context, Row, Verdict, plan};
use civic::day::parse_iso;

use super::uses::{self, What};
use crate::asked::states;
use crate::expr::{Expr, FIRST, NO, OPEN, State, UNKNOWN, Var, YES};
use crate::model::names::VarOf;
use crate::model::{Memory, Model};

/// How many people are drawn for each scenario, place and role.
const PEOPLE: usize = 40;

/// A small generator of numbers: the draw must be the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap_or(0) % many.max(1)
    }
}

/// Puts what has been decided into an expression.
fn put_all(model: &mut Model<'_>, expr: Expr, decided: &[(Var, State)]) -> Expr {
    decided.iter().fold(expr, |expr, (var, state)| {
        model.exprs.put(expr, *var, *state)
    })
}

/// Draws answers as the model walks; `None` where a question rests on a number over rows.
fn person(model: &mut Model<'_>, draw: &mut Draw) -> Option<(Answers, Vec<(Var, State)>)> {
    let scenario = model.scenario;
    let mut answers = Answers::default();
    let mut decided: Vec<(Var, State)> = Vec::new();
    let mut rows: Vec<Row> = vec![
        Row {
            key: "r1".to_owned(),
            ..Row::default()
        };
        scenario.groups.len()
    ];
    for var in 0..model.asked.len() {
        let of = model.names.vars[var].clone();
        if matches!(of, VarOf::Rows(_)) {
            continue;
        }
        let when = put_all(model, model.asked[var].when, &decided);
        if model.exprs.vars(when) != 0 {
            return None;
        }
        let possible = states(&model.asked[var], when, false);
        let state = *possible.get(draw.below(possible.len()))?;
        decided.push((var, state));
        let id = model.names.id(var).to_owned();
        let value = state
            .checked_sub(FIRST)
            .map(|at| model.candidates[var][at].clone());
        match (of, value) {
            (VarOf::Column { group, .. }, Some(value)) => {
                rows[group].values.insert(id, value);
            }
            (VarOf::Question(_), Some(value)) => answers.set(&id, value),
            (VarOf::Question(_), None) if state == OPEN && when == YES => {
                answers.set(&id, catalog::Value::Unsure);
            }
            _ => {}
        }
    }
    for (group, row) in scenario.groups.iter().zip(rows) {
        answers.rows.insert(group.id.clone(), vec![row]);
    }
    Some((answers, decided))
}

#[test]
fn people_drawn_by_chance_are_told_by_the_walk_what_the_plan_tells_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let library = Library::read(&folder).unwrap_or_else(|errors| panic!("{errors:?}"));
    let today = parse_iso("2026-11-21").unwrap();
    let context = Context::anonymous(today);
    let mut draw = Draw(20_261_121);
    let mut memory = Memory::default();
    let mut compared = 0;
    for scenario in library.scenarios() {
        for role in crate::roles(scenario) {
            let mut model = Model::new(scenario, role, today, &mut memory);
            let within: Vec<Expr> = (0..scenario.services.len())
                .map(|at| {
                    let applies = model.services[at];
                    model.exprs.not_excluded(applies)
                })
                .collect();
            let uses = uses::all(&mut model, &within);
            for _ in 0..PEOPLE {
                let Some((answers, mut decided)) = person(&mut model, &mut draw) else {
                    continue;
                };
                let plan = plan(scenario, &answers, &context);
                let told = format!("{} {} {answers:?}", scenario.id, role.id());
                // Numbers over rows are free in the walk; here they are what the rows come to.
                let mut off = false;
                for var in 0..model.asked.len() {
                    if let VarOf::Rows(fact) = &model.names.vars[var] {
                        let value = plan.values.get(fact);
                        let at = model.candidates[var]
                            .iter()
                            .position(|one| Some(one) == value);
                        match (at, value) {
                            (Some(at), _) => decided.push((var, FIRST + at)),
                            (None, None) => decided.push((var, OPEN)),
                            (None, Some(_)) => off = true,
                        }
                    }
                }
                if off {
                    continue;
                }
                compared += 1;
                for (at, question) in scenario.questions.iter().enumerate() {
                    let var = model.names.var(&VarOf::Question(at)).unwrap();
                    let when = model.asked[var].when;
                    let asked = put_all(&mut model, when, &decided) == YES;
                    let step = plan.steps.iter().find(|step| step.question == question.id);
                    assert_eq!(asked, step.is_some(), "{}: {told}", question.id);
                    assert!(
                        step.is_none_or(|step| step.state != StepState::Open),
                        "{told}"
                    );
                }
                for (at, service) in scenario.services.iter().enumerate() {
                    let applies = model.services[at];
                    let found = match put_all(&mut model, applies, &decided) {
                        YES => Verdict::Applies,
                        NO => Verdict::DoesNotApply,
                        UNKNOWN => Verdict::NotYetKnown,
                        open => panic!("{} is still open ({open}): {told}", service.id),
                    };
                    let planned = plan.service(&service.id).unwrap().verdict;
                    assert_eq!(found, planned, "{}: {told}", service.id);
                }
                for usage in uses.iter().filter(|usage| usage.scope.is_none()) {
                    if put_all(&mut model, usage.reached, &decided) != YES {
                        continue;
                    }
                    let there = match usage.what {
                        What::Field { id } => plan.field(id).is_some(),
                        What::Material { id, .. } => plan.material(id).is_some(),
                        What::Group { id } => plan.groups.iter().any(|group| group.id == id),
                    };
                    assert!(there, "{:?} {}: {told}", usage.what, usage.of);
                }
                for usage in uses.iter().filter(|usage| usage.scope.is_some()) {
                    let reached = put_all(&mut model, usage.reached, &decided) == YES;
                    let group = &scenario.groups[usage.scope.unwrap_or_default()].id;
                    let row = plan.groups.iter().find(|one| one.id == *group);
                    let there = match usage.what {
                        What::Field { id } => row
                            .and_then(|group| group.row("r1"))
                            .is_some_and(|row| row.fields.iter().any(|field| field.id == id)),
                        What::Material { id, .. } => {
                            let id = [id, "-", group, "-r1"].concat();
                            plan.materials.iter().any(|material| material.id == id)
                        }
                        What::Group { .. } => continue,
                    };
                    assert_eq!(reached, there, "{:?} {}: {told}", usage.what, usage.of);
                }
            }
        }
    }
    assert!(compared >= PEOPLE, "too few were compared: {compared}");
}
