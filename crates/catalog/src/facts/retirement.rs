//! Facts about the statutory retirement age, by the rules that `civic` computes.
//! Which rule holds for a woman depends on her post; without it the fact stays open.

use civic::citizen_id::Sex;
use civic::day::{Day, YearMonth};
use civic::retirement::{
    self, DisabilityAllowance, Group, Retirement, disability_allowance, special_work,
};
use civic::unemployment;

use super::derive::months;
use super::{Entry, EvalContext, State, conclude};
use crate::Value;
use crate::scenario::{LifeDates, Name, RetirementWant};

impl<'a> EvalContext<'a> {
    /// What follows from the whole months to the statutory retirement age, `None` once it is reached.
    pub(super) fn about_retirement(
        &self,
        dates: &'a LifeDates,
        depth: u8,
        conclusion: impl Fn(Option<u32>) -> Value,
    ) -> Entry<'a> {
        let parts = [&dates.birth, &dates.sex, &dates.post].map(|name| self.entry(name, depth));
        let [birth, sex, post] = &parts;
        let result = retirement_group(&sex.state, &post.state)
            .and_then(|group| months_to_retirement(&birth.state, group, self.context.today))
            .map(conclusion);
        conclude(result, without_post(parts))
    }

    /// One side of the statutory retirement age.
    pub(super) fn retirement(
        &self,
        names: [&'a Name; 3],
        special: bool,
        want: RetirementWant,
        depth: u8,
    ) -> Entry<'a> {
        let parts = names.map(|name| self.entry(name, depth));
        let [birth, sex, post] = &parts;
        let birth = birth.state.value().and_then(Value::month);
        let result = if special {
            birth
                .zip(sex_of(&sex.state))
                .map(|(birth, sex)| special_side(birth, sex, want))
        } else {
            birth
                .zip(retirement_group(&sex.state, &post.state))
                .map(|(birth, group)| side(birth, group, want))
        };
        if special {
            let [birth, sex, _] = parts;
            return conclude(result, [birth, sex]);
        }
        conclude(result, without_post(parts))
    }

    /// Which 病残津贴 it would be, as `like_pension`, `like_base_pension`, `limited_time` or `pension_age`.
    pub(super) fn disability_allowance(
        &self,
        dates: &'a LifeDates,
        contributed: &'a str,
        depth: u8,
    ) -> Entry<'a> {
        let [birth, sex, post] =
            [&dates.birth, &dates.sex, &dates.post].map(|name| self.entry(name, depth));
        let contributed = self.entry(contributed, depth);
        let result = (|| {
            let allowance = disability_allowance(
                birth.state.value()?.day()?,
                retirement_group(&sex.state, &post.state)?,
                months(&contributed.state)?,
                self.context.today,
            );
            Some(Value::from(match allowance {
                DisabilityAllowance::LikePension => "like_pension",
                DisabilityAllowance::LikeBasePension => "like_base_pension",
                DisabilityAllowance::LimitedTime => "limited_time",
                DisabilityAllowance::PensionAge => "pension_age",
            }))
        })();
        conclude(
            result,
            without_post([birth, sex, post]).chain([contributed]),
        )
    }
}

/// Special work has no flexible retirement: its earliest and latest month are that of the age itself.
fn special_side(birth: YearMonth, sex: Sex, want: RetirementWant) -> Value {
    let work = special_work(birth, sex);
    match want {
        RetirementWant::OriginalMonth => Value::Text(work.former_month.iso()),
        RetirementWant::AgeMonths => Value::Number(work.delayed.age_months.into()),
        RetirementWant::DelayMonths => Value::Number(work.delayed.delay_months.into()),
        RetirementWant::Month | RetirementWant::EarliestMonth | RetirementWant::LatestMonth => {
            Value::Text(work.delayed.month.iso())
        }
    }
}

fn side(birth: YearMonth, group: Group, want: RetirementWant) -> Value {
    let at = Retirement::of(birth, group);
    let month = |month: YearMonth| Value::Text(month.iso());
    match want {
        RetirementWant::Month => month(at.month),
        RetirementWant::AgeMonths => Value::Number(at.age_months.into()),
        RetirementWant::DelayMonths => Value::Number(at.delay_months.into()),
        RetirementWant::OriginalMonth => month(at.original_month),
        RetirementWant::EarliestMonth => month(at.earliest_month),
        RetirementWant::LatestMonth => month(at.latest_month),
    }
}

/// A man's post is not asked: that it is not known must not leave his facts open.
fn without_post<'a>(parts: [Entry<'a>; 3]) -> impl Iterator<Item = Entry<'a>> {
    let [birth, sex, post] = parts;
    let male = sex.state.value().and_then(Value::text) == Some(sex_id(Sex::Male));
    [Some(birth), Some(sex), (!male).then_some(post)]
        .into_iter()
        .flatten()
}

/// Whole months to the statutory retirement age, `Some(None)` once it is reached; `None` where the birth
/// is not known. Counted to the day where the day of birth is known, otherwise by calendar months.
fn months_to_retirement(birth: &State, group: Group, today: Day) -> Option<Option<u32>> {
    let birth = birth.value()?;
    Some(match birth.day() {
        Some(birth) => unemployment::months_until_retirement(birth, group, today),
        None => {
            let ahead = retirement::statutory(birth.month()?, group).months_until(today);
            u32::try_from(ahead).ok().filter(|months| *months > 0)
        }
    })
}

/// Men retire at 60 rising to 63; women by their post at 55 rising to 58, or at 50 rising to 55.
fn retirement_group(sex: &State, post: &State) -> Option<Group> {
    match sex_of(sex)? {
        Sex::Male => Some(Group::Men60),
        Sex::Female => match post.value()?.text()? {
            "manager_or_technician" => Some(Group::Women55),
            "worker" => Some(Group::Women50),
            _ => None,
        },
    }
}

pub(super) fn sex_of(sex: &State) -> Option<Sex> {
    let id = sex.value()?.text()?;
    [Sex::Male, Sex::Female]
        .into_iter()
        .find(|sex| sex_id(*sex) == id)
}

const fn sex_id(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}
