//! What the plan of an application stands on besides its answers, as it was when it was handed in. What a register says
//! later changes nothing of what was handed in: a change is judged by this.

use catalog::ActingFor;
use catalog::context::{Context, Records, record_key};
use catalog::scenario::Scenario;
use contract::person::Unasked;

use crate::store::PlanBasis;

/// Of what the registers say, what this scenario asks them for.
pub(super) fn basis(
    scenario: &Scenario,
    context: &Context,
    acting_for: ActingFor,
    unasked: &[Unasked],
) -> PlanBasis {
    let questions = scenario.questions.iter().map(|it| &it.record);
    let fields = scenario.fields.iter().map(|it| &it.record);
    let keys = questions.chain(fields).flatten();
    let known = keys.filter_map(|key| {
        let key = record_key(key, acting_for)?;
        let value = context.records.get(&key)?.clone();
        Some((key, value))
    });
    PlanBasis {
        may_promise: context.may_promise,
        no_word_for: context.no_word_for.clone(),
        records: known.collect::<Records>(),
        unasked: unasked.to_vec(),
    }
}

/// The context of the hand-in, for a change of these fields. `now` is what the registers say now, on the day of the
/// hand-in. E-licences are those of now, for they answer nothing but a paper that is supplied now.
pub(super) fn as_handed_in(basis: Option<&PlanBasis>, now: &Context) -> Context {
    match basis {
        // An earlier release kept none: what holds now is the nearest there is.
        None => now.clone(),
        Some(basis) => Context {
            may_promise: basis.may_promise,
            no_word_for: basis.no_word_for.clone(),
            records: basis.records.clone(),
            ..now.clone()
        },
    }
}

/// The same, with what the registers say now of the fields that are changed: a record that was mended is no more what
/// it was.
pub(super) fn with_records_of<'a>(
    fields: impl Iterator<Item = &'a str>,
    scenario: &Scenario,
    acting_for: ActingFor,
    mut then: Context,
    now: &Context,
) -> Context {
    let records = fields.filter_map(|id| scenario.field(id)?.record.as_ref());
    for key in records.filter_map(|key| record_key(key, acting_for)) {
        match now.records.get(&key) {
            Some(value) => then.records.insert(key, value.clone()),
            None => then.records.remove(&key),
        };
    }
    then
}
