//! Facts that are amounts of money: survivors' benefits, benefits after a death at work, economic compensation.
//! The rules are `civic`'s; here the names are looked up and what is missing leaves the amount open.

use civic::severance::{self, severance};
use civic::survivors::{self, Status};
use civic::work_injury_death::dependants::{self, Capacity, Claim, Relation, Relative, Share};
use civic::{day, work_injury_death};

use super::derive::months;
use super::retirement::sex_of;
use super::{Entry, EvalContext, State, conclude, only};
use crate::Value;
use crate::scenario::{
    Dependant, DependantWant, Severance, SeveranceWant, Survivors, SurvivorsWant, WorkDeath,
};

impl<'a> EvalContext<'a> {
    pub(super) fn survivors(&self, survivors: &'a Survivors, depth: u8) -> Entry<'a> {
        let optional = |name: &'a Option<String>| name.as_ref().map(|name| self.entry(name, depth));
        let base = self.entry(&survivors.base, depth);
        let insured = self.entry(&survivors.insured_months, depth);
        let drawn = optional(&survivors.drawn_months);
        let own = optional(&survivors.own_contributions);
        // A person who did not draw a pension was not asked how long.
        let status = match &drawn {
            None => Some(Status::InWork),
            Some(entry) if entry.state == State::NotAsked => Some(Status::InWork),
            Some(entry) => {
                months(&entry.state).map(|drawn_months| Status::Retired { drawn_months })
            }
        };
        let result = (|| {
            let basis = survivors::Basis {
                status: status?,
                contributed_months: months(&insured.state)?,
                monthly_income: base.state.number()?,
                own_contributions: own.as_ref().and_then(|own| own.state.number()),
            };
            let benefit = survivors::benefit(&basis);
            Some(Value::Number(match survivors.want {
                SurvivorsWant::Funeral => benefit.funeral,
                SurvivorsWant::Pension => benefit.pension,
                SurvivorsWant::Total => benefit.total,
                SurvivorsWant::PensionMonths => benefit.pension_hundredths().into(),
            }))
        })();
        conclude(
            result,
            [Some(base), Some(insured), drawn].into_iter().flatten(),
        )
    }

    pub(super) fn work_death(&self, work_death: &'a WorkDeath, depth: u8) -> Entry<'a> {
        let from = |name: &'a str, rule: fn(i64) -> i64| {
            let entry = self.entry(name, depth);
            let result = entry.state.number().map(rule).map(Value::Number);
            conclude(result, [entry])
        };
        match work_death {
            WorkDeath::Funeral { average_wage } => from(average_wage, work_injury_death::funeral),
            WorkDeath::Grant { national_income } => {
                from(national_income, work_injury_death::one_off_grant)
            }
            WorkDeath::Dependants {
                wage,
                average_wage,
                group,
                share,
            } => {
                let wage = self.entry(wage, depth);
                // Where the average of the year is not known, the wage counts as it is.
                let average = average_wage
                    .as_ref()
                    .and_then(|name| self.entry(name, depth).state.number());
                let result = wage.state.number().and_then(|wage| {
                    let wage =
                        average.map_or(wage, |average| work_injury_death::own_wage(wage, average));
                    let group = self.scenario.group(group)?;
                    let mut shares = Vec::new();
                    for row in self.answers.rows(&group.id) {
                        let percent = self.in_row(group, row).entry(share, depth).state.number()?;
                        shares.extend(share_of(percent));
                    }
                    Some(Value::Number(dependants::pensions(wage, &shares).total))
                });
                conclude(result, [wage])
            }
        }
    }

    pub(super) fn dependant(&self, dependant: &'a Dependant, depth: u8) -> Entry<'a> {
        let named = |name: &'a String| self.entry(name, depth);
        let [relation, birth, death, sex, capacity, supported] = [
            &dependant.relation,
            &dependant.birth,
            &dependant.death,
            &dependant.sex,
            &dependant.capacity,
            &dependant.supported,
        ]
        .map(named);
        let alone = dependant.alone.as_ref().map(named);
        let none_before = dependant.none_before.as_ref().map(named);
        let day_of = |entry: &Entry| entry.state.value().and_then(Value::day);
        let result = (|| {
            let relation = relation_of(relation.state.value()?.text()?)?;
            let age = day::age_in_years(day_of(&birth)?, day_of(&death)?)?;
            let claim = dependants::claim(&Relative {
                relation,
                age,
                sex: sex_of(&sex.state),
                capacity: match capacity.state.value().and_then(Value::text) {
                    Some("lost") => Capacity::Lost,
                    Some("not_lost") => Capacity::NotLost,
                    _ => Capacity::NotAssessed,
                },
                supported: flag(&supported),
                none_before: none_before.as_ref().and_then(flag),
            });
            let entitled = match claim {
                Claim::Unknown(_) => return None,
                Claim::ByAge | Claim::ByCapacity => true,
                Claim::NotSupported | Claim::No => false,
            };
            Some(match dependant.want {
                DependantWant::Entitled => Value::Flag(entitled),
                DependantWant::Percent if entitled => {
                    let share = Share {
                        spouse: relation == Relation::Spouse,
                        alone: alone.as_ref().and_then(flag) == Some(true),
                    };
                    Value::Number(share.percent().into())
                }
                DependantWant::Percent => Value::Number(0),
            })
        })();
        let parts = [relation, birth, death, sex, capacity, supported];
        match result {
            Some(_) => conclude(result, parts),
            None => {
                // Where the law leaves it to an assessment, all may be answered and it is still open.
                let open = conclude(None, parts);
                let missing = if open.reasons.is_empty() {
                    only(&dependant.capacity)
                } else {
                    open.reasons
                };
                Entry::open(missing)
            }
        }
    }

    pub(super) fn severance(&self, of: &'a Severance, depth: u8) -> Entry<'a> {
        let [started, ended, wage] =
            [&of.started, &of.ended, &of.wage].map(|name| self.entry(name, depth));
        let average = of.average_wage.as_ref().map(|name| self.entry(name, depth));
        let day_of = |entry: &Entry| entry.state.value().and_then(Value::day);
        let result = (|| {
            let basis = severance::Basis {
                first_day: day_of(&started)?,
                last_day: day_of(&ended)?,
                monthly_wage: match of.want {
                    SeveranceWant::HalfMonths => wage.state.number().unwrap_or(0),
                    SeveranceWant::Amount => wage.state.number()?,
                },
                // Where the place has not told its average, the cap is left to the office.
                average_wage: average.as_ref().and_then(|entry| entry.state.number()),
                minimum_wage: None,
            };
            let paid = severance(&basis);
            Some(Value::Number(match of.want {
                SeveranceWant::HalfMonths => paid.half_months.into(),
                SeveranceWant::Amount => paid.amount,
            }))
        })();
        conclude(result, [started, ended, wage])
    }
}

fn flag(entry: &Entry) -> Option<bool> {
    match entry.state.value()? {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn relation_of(id: &str) -> Option<Relation> {
    Some(match id {
        "spouse" => Relation::Spouse,
        "child" => Relation::Child,
        "parent" => Relation::Parent,
        "grandparent" => Relation::Grandparent,
        "grandchild" => Relation::Grandchild,
        "sibling" => Relation::Sibling,
        _ => return None,
    })
}

/// What a row's percentage stands for; the sum depends on the percentage alone.
fn share_of(percent: i64) -> Option<Share> {
    [(false, false), (true, false), (true, true)]
        .map(|(spouse, alone)| Share { spouse, alone })
        .into_iter()
        .find(|share| i64::from(share.percent()) == percent)
}
