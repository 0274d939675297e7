//! Handing in: the first event of a case.

use crate::event::{Event, EventKind, Format, Submitted};
use crate::promise::PromiseStanding;
use crate::refusal::{Invalid, Refusal};
use crate::rules::Rules;
use crate::{Actor, Clock};

/// The event that makes a case of an application. The application itself was checked by its plan before.
///
/// # Errors
/// [`Refusal::MayNotPromise`] where the application rests on a word that the applicant may not give (`standing` by
/// service, see [`crate::promise_standing`]), or it acts for somebody for whom no word can be given; `Invalid` where it
/// names what it does not have.
pub fn submit(
    rules: &Rules,
    submitted: Submitted,
    standing: impl Fn(&str) -> PromiseStanding,
    clock: Clock<'_>,
) -> Result<Event, Refusal> {
    if submitted.services.is_empty() {
        return Err(Refusal::Invalid(Invalid::Nothing));
    }
    let promised = submitted.promised.iter().map(|it| &it.services);
    let deferred = submitted.deferred.iter().map(|it| &it.services);
    let confirmed = submitted.confirmers.iter().map(|it| &it.services);
    let named = promised.clone().chain(deferred).chain(confirmed);
    let known = |id: &String| rules.services.contains_key(id);
    let among = |id: &String| submitted.services.contains(id);
    if !submitted.services.iter().all(known) || !named.flatten().all(among) {
        return Err(Refusal::Invalid(Invalid::NotOfThisCase));
    }
    let offered = |(id, way): (&String, _)| rules.delivers(id).contains(way) && among(id);
    if !submitted.delivery.iter().all(offered) {
        return Err(Refusal::Invalid(Invalid::NotOfThisCase));
    }
    // 不接受代为承诺: nobody but a guardian promises for another.
    let may_speak = submitted.acting_for.may_promise();
    if !may_speak && promised.flatten().next().is_some() {
        return Err(Refusal::MayNotPromise);
    }
    let mut on_a_word = submitted
        .services
        .iter()
        .filter(|id| submitted.rests_on_a_word(id));
    if on_a_word.any(|id| !standing(id).may_promise(rules)) {
        return Err(Refusal::MayNotPromise);
    }
    Ok(Event {
        v: Format,
        seq: 1,
        at: clock.now,
        by: Actor::Person(submitted.applicant.clone()),
        rules: rules.version.clone(),
        what: EventKind::Submitted(submitted),
    })
}
