//! Carrying out what time demands.

use std::borrow::Cow;

use crate::case::Case;
use crate::due::{due, is_due};
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
    loop {
        let before = events.len();
        // All at once, and not the first of all each time: what an earlier one has settled is not due any more, and
        // what it brings about is seen when they are done.
        for duty in due(case, rules, clock) {
            if !is_due(case, rules, &duty, clock) {
                continue;
            }
            for event in numbered(case, &Actor::System, [duty.event()], clock) {
                case.take(rules, &event, clock.calendar)?;
                events.push(event);
            }
        }
        if events.len() == before {
            return Ok(events);
        }
    }
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
        let before = events.len();
        let duties = due(&now, rules, clock).into_iter();
        for duty in duties.filter(|duty| matches!(duty, Duty::Expire { .. })) {
            if !is_due(&now, rules, &duty, clock) {
                continue;
            }
            for event in numbered(&now, &Actor::System, [duty.event()], clock) {
                if now.to_mut().take(rules, &event, clock.calendar).is_err() {
                    return (now, events);
                }
                events.push(event);
            }
        }
        if events.len() == before {
            return (now, events);
        }
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use catalog::ActingFor;

    use super::*;
    use crate::event::{QuestionKind, RuleVersion, Submitted};
    use crate::rules::{Periods, ServiceRules};
    use crate::{Moment, PromiseStanding, submit, work};

    fn rules() -> Rules {
        Rules {
            version: RuleVersion::default(),
            services: BTreeMap::from([("card".to_owned(), ServiceRules::default())]),
            deferrals: BTreeMap::new(),
            fields: [].into(),
            materials: [].into(),
            periods: Periods::default(),
            correction_lapses: true,
            led: None,
            words_bar: true,
        }
    }

    /// A case with so many questions that no office has answered in time, and what a sweep looks at to record it.
    fn swept(questions: usize) -> (Case, usize) {
        let rules = rules();
        let asked = Clock::at(Moment::parse("2026-11-20T09:00:00+08:00").unwrap());
        let submitted = Submitted {
            applicant: "p".to_owned(),
            acting_for: ActingFor::Oneself,
            scenario: "s".to_owned(),
            region: "321000".to_owned(),
            services: vec!["card".to_owned()],
            deferred: Vec::new(),
            promised: Vec::new(),
            confirmers: Vec::new(),
            delivery: Default::default(),
        };
        let first = submit(&rules, submitted, |_| PromiseStanding::default(), asked).unwrap();
        let mut case = Case::begin(&rules, &first, asked.calendar).unwrap();
        let question = EventKind::Asked {
            service: None,
            kind: QuestionKind::Question,
            text: "t".to_owned(),
        };
        let actor = Actor::Person("p".to_owned());
        work::done();
        for event in numbered(&case, &actor, vec![question; questions], asked) {
            case.take(&rules, &event, asked.calendar).unwrap();
        }
        assert_eq!(work::done(), 0, "taking a question in looks at no other");
        let later = Clock::at(Moment::parse("2026-12-20T09:00:00+08:00").unwrap());
        let events = sweep(&mut case, &rules, later).unwrap();
        let expired = events.iter();
        let expired = expired.filter(|it| matches!(it.what, EventKind::Expired { .. }));
        assert_eq!(expired.count(), questions);
        (case, work::done())
    }

    #[test]
    fn twice_as_many_open_questions_are_twice_the_work() {
        let [one, two, four] = [100, 200, 400].map(|questions| swept(questions).1);
        assert_eq!(two - one, (four - two) / 2);
        // Each is looked at a handful of times, however many there are.
        assert!(four < 400 * 6, "{four}");
    }

    #[test]
    fn an_action_takes_in_what_has_expired_with_as_little() {
        let rules = rules();
        let later = Clock::at(Moment::parse("2027-06-20T09:00:00+08:00").unwrap());
        let expired = |questions| {
            let (case, _) = swept(questions);
            let mut open = case;
            for owed in open.obligations.values_mut() {
                owed.fate = crate::obligation::Fate::Open;
            }
            let (_, events) = caught_up(&open, &rules, later);
            assert!(events.len() >= questions);
            work::done()
        };
        let [one, two, four] = [100, 200, 400].map(expired);
        assert_eq!(two - one, (four - two) / 2);
    }
}
