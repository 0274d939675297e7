//! Carrying out what time demands.

use std::borrow::Cow;

use crate::case::Case;
use crate::due::due;
use crate::duty::Duty;
use crate::event::{Event, EventKind, Format, Seq};
use crate::replay::ReplayError;
use crate::rules::Rules;
use crate::{Actor, Clock};

/// Carries out all that is due, and what becomes due by it, and returns the events in their order. The case has taken
/// them in.
///
/// # Errors
/// Where the case cannot take in what it brought about itself, which no sequence of events leads to.
pub fn sweep(case: &mut Case, rules: &Rules, clock: Clock<'_>) -> Result<Vec<Event>, ReplayError> {
    let clock = case.not_before(clock);
    let mut events = Vec::new();
    while let Some(duty) = due(case, rules, clock).into_iter().next() {
        for event in numbered(case, &Actor::System, [duty.event()], clock) {
            case.take(rules, &event, clock.calendar)?;
            events.push(event);
        }
    }
    Ok(events)
}

/// The case with what has expired meanwhile, and the events of it. So what may be done depends on the day alone and not
/// on when a sweeper came by.
pub(crate) fn caught_up<'a>(
    case: &'a Case,
    rules: &Rules,
    clock: Clock<'_>,
) -> (Cow<'a, Case>, Vec<Event>) {
    let mut now = Cow::Borrowed(case);
    let mut events = Vec::new();
    loop {
        let mut duties = due(&now, rules, clock).into_iter();
        let Some(duty) = duties.find(|duty| matches!(duty, Duty::Expire { .. })) else {
            break;
        };
        let event = numbered(&now, &Actor::System, [duty.event()], clock);
        let taken = event
            .iter()
            .try_for_each(|event| now.to_mut().take(rules, event, clock.calendar));
        if taken.is_err() {
            break;
        }
        events.extend(event);
    }
    (now, events)
}

/// Events of one actor, now, under the next numbers of the case.
pub(crate) fn numbered(
    case: &Case,
    actor: &Actor,
    kinds: impl IntoIterator<Item = EventKind>,
    clock: Clock<'_>,
) -> Vec<Event> {
    let first: Seq = case.last.saturating_add(1);
    let events = (first..).zip(kinds).map(|(seq, what)| Event {
        v: Format,
        seq,
        at: clock.now,
        by: actor.clone(),
        rules: case.rules.clone(),
        what,
    });
    events.collect()
}
