//! Facts about the statutory retirement age, by the rules that `civic` computes.
//! Which rule holds for a woman depends on her post; without it the fact stays open.

use civic::citizen_id::Sex;
use civic::day::{Day, YearMonth};
use civic::retirement::{self, Group};
use civic::unemployment;

use super::{Entry, Known, State, conclude};
use crate::Value;
use crate::scenario::{LifeDates, Name, RetirementWant};

impl Known<'_> {
    /// What follows from the whole months to the statutory retirement age, `None` once it is reached.
    pub(super) fn about_retirement(
        &self,
        dates: &LifeDates,
        depth: u8,
        conclusion: impl Fn(Option<u32>) -> Value,
    ) -> Entry {
        let parts = [&dates.birth, &dates.sex, &dates.post].map(|name| self.entry(name, depth));
        let [birth, sex, post] = &parts;
        let result = retirement_group(&sex.state, &post.state, false)
            .and_then(|group| months_to_retirement(&birth.state, group, self.context.today))
            .map(conclusion);
        conclude(result, without_post(parts))
    }

    /// One side of the statutory retirement age.
    pub(super) fn retirement(
        &self,
        names: [&Name; 3],
        special: bool,
        want: RetirementWant,
        depth: u8,
    ) -> Entry {
        let parts = names.map(|name| self.entry(name, depth));
        let [birth, sex, post] = &parts;
        let result = retirement_group(&sex.state, &post.state, special)
            .zip(birth.state.value().and_then(Value::month))
            .map(|(group, birth)| side(birth, group, want));
        conclude(result, without_post(parts))
    }
}

fn side(birth: YearMonth, group: Group, want: RetirementWant) -> Value {
    let at = retirement::statutory(birth, group);
    let month = |month: YearMonth| Value::Text(month.iso());
    match want {
        RetirementWant::Month => month(at.month),
        RetirementWant::AgeMonths => Value::Number(at.age_months.into()),
        RetirementWant::DelayMonths => Value::Number(at.delay_months.into()),
        RetirementWant::OriginalMonth => month(at.month.add_months(-at.delay_months.cast_signed())),
        RetirementWant::EarliestMonth => month(at.earliest_flexible()),
        RetirementWant::LatestMonth => month(at.latest_flexible()),
    }
}

/// A man's post is not asked: that it is not known must not leave his facts open.
fn without_post(parts: [Entry; 3]) -> impl Iterator<Item = Entry> {
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

/// Men retire at 60 rising to 63; women by their post at 55 rising to 58, or at 50 rising to 55. Special
/// work (特殊工种) is reckoned from 55 and 45.
fn retirement_group(sex: &State, post: &State, special: bool) -> Option<Group> {
    let male = match sex.value()?.text()? {
        sex if sex == sex_id(Sex::Male) => true,
        sex if sex == sex_id(Sex::Female) => false,
        _ => return None,
    };
    match (male, special) {
        (true, false) => Some(Group::Men60),
        (_, true) => None,
        (false, false) => match post.value()?.text()? {
            "manager_or_technician" => Some(Group::Women55),
            "worker" => Some(Group::Women50),
            _ => None,
        },
    }
}

const fn sex_id(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}
