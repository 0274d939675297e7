//! What holds of every history.

use casework::obligation::Fate;
use casework::{Action, Actor, Command, Event, Offer, Refusal, allowed, apply, due, next_due};
use proptest::prelude::*;

use crate::histories::{action, actors, any_application, open_to, play, standing, step, steps};
use crate::support::*;

fn applied(played: &Played, actor: &Actor, offer: &Offer) -> Result<Vec<Event>, Refusal> {
    let command = Command {
        actor: actor.clone(),
        seen: played.case.last,
        action: action(offer, &played.case, 1),
    };
    apply(&played.case, &played.rules, command, played.clock())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// A button that is shown works, one that is not shown does not, and both say the same reason.
    #[test]
    fn what_is_offered_is_accepted_and_the_rest_refused_for_the_same_reason(
        application in any_application(), steps in steps(),
    ) {
        let played = play(application, &steps);
        let all = actors().map(|actor| {
            let offers = allowed(&played.case, &played.rules, &actor, played.clock());
            (actor, offers)
        });
        for (actor, offers) in &all {
            for one in offers {
                let result = applied(&played, actor, &one.offer);
                prop_assert_eq!(result.as_ref().err(), one.refusal.as_ref(), "{:?}", one.offer);
                prop_assert!(result.is_err() || !result.unwrap().is_empty());
            }
            let others = all.iter().filter(|(other, _)| other != actor);
            for other in others.flat_map(|(_, theirs)| theirs) {
                if !offers.iter().any(|own| own.offer == other.offer) {
                    prop_assert!(applied(&played, actor, &other.offer).is_err(), "{:?}", other.offer);
                }
            }
        }
    }

    #[test]
    fn replaying_all_events_is_taking_them_one_by_one(
        application in any_application(), steps in steps(),
    ) {
        let played = play(application, &steps);
        // The clock of an office stands exactly while it waits for somebody.
        for service in &played.case.services {
            let decide = played.case.decision_clock(&service.id).unwrap();
            let stands = decide.is_owed() && decide.deadline().is_none();
            prop_assert_eq!(stands, played.case.waits_for(&service.id).is_some());
        }
        prop_assert_eq!(played.replayed(), played.case);
        prop_assert!(played.events.is_sorted_by_key(|event| (event.seq, event.at)));
        prop_assert!(played.events.is_sorted_by_key(|event| event.at));
    }

    #[test]
    fn events_come_back_from_where_they_are_stored(
        application in any_application(), steps in steps(),
    ) {
        let played = play(application, &steps);
        let stored = serde_json::to_string(&played.events).unwrap();
        let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(read, played.events);
    }

    /// After years every obligation has ended, or its lateness is recorded and somebody can still do it: then the
    /// applicant can urge, or withdraw.
    #[test]
    fn nothing_waits_for_ever(application in any_application(), steps in steps()) {
        let mut played = play(application, &steps);
        for _ in 0..4 {
            played.wait_days(200);
            played.sweep();
        }
        prop_assert_eq!(due(&played.case, &played.rules, played.clock()), []);
        let can = open_to(&played, &office());
        let may = open_to(&played, &applicant());
        for (id, obligation) in &played.case.obligations {
            prop_assert!(obligation.fate != Fate::Open, "{:?}", id);
            let escalated = matches!(obligation.fate, Fate::Escalated(_));
            prop_assert!(!escalated || !can.is_empty(), "{:?}", id);
        }
        for service in &played.case.services {
            if service.state.is_undecided() {
                prop_assert!(may.contains(&Offer::Urge(service.id.clone())));
                prop_assert!(may.contains(&Offer::Withdraw(service.id.clone())));
            }
        }
    }

    /// A server that looks again at the time it was told neither comes in vain nor too late.
    #[test]
    fn nothing_is_due_before_the_time_that_is_told_and_something_is_then(
        application in any_application(), steps in steps(), part in 0..100i64,
    ) {
        let mut played = play(application, &steps);
        played.sweep();
        let now = played.now.max(played.case.last_at);
        let next = next_due(&played.case, &played.rules, played.clock());
        let seconds = next.map_or(40_000_000, |next| next.unix() - now.unix() - 1);
        prop_assert!(seconds >= 0);
        for seconds in [seconds * part / 100, seconds] {
            played.now = now.plus(seconds);
            prop_assert_eq!(due(&played.case, &played.rules, played.clock()), []);
        }
        if let Some(next) = next {
            played.now = next;
            prop_assert!(!due(&played.case, &played.rules, played.clock()).is_empty());
        }
    }

    #[test]
    fn sweeping_twice_or_on_two_servers_is_sweeping_once(
        application in any_application(), steps in steps(), seconds in 0..100_000_000i64,
    ) {
        let mut played = play(application, &steps);
        played.now = played.now.plus(seconds);
        let of_other_server = due(&played.case, &played.rules, played.clock());
        played.sweep();
        let after = played.case.clone();
        prop_assert_eq!(played.sweep(), []);
        for duty in of_other_server {
            prop_assert_eq!(played.act(Actor::System, Action::Duty(duty)), Ok(()));
        }
        prop_assert_eq!(played.case, after);
    }

    #[test]
    fn a_sweeper_that_comes_late_brings_about_the_same(
        application in any_application(), steps in steps(), seconds in 0..10_000_000i64,
    ) {
        let mut late = play(application, &steps);
        let mut punctual = late.clone();
        for _ in 0..20 {
            punctual.now = punctual.now.plus(seconds / 20);
            punctual.sweep();
        }
        late.now = punctual.now;
        late.sweep();
        prop_assert_eq!(standing(&late.case), standing(&punctual.case));
    }

    /// What one may do depends on the day, not on whether a sweeper came by.
    #[test]
    fn a_sweeper_changes_nothing_that_may_be_done(
        application in any_application(), steps in steps(), seconds in 0..10_000_000i64,
    ) {
        let mut played = play(application, &steps);
        played.now = played.now.plus(seconds);
        let judged = |played: &Played| {
            actors()[..5].iter().flat_map(|actor| {
                allowed(&played.case, &played.rules, actor, played.clock())
            }).collect::<Vec<_>>()
        };
        let before = judged(&played);
        played.sweep();
        prop_assert_eq!(before, judged(&played));
    }

    /// Two who saw the same and act at once: whoever comes second is refused, or both orders come to the same.
    #[test]
    fn two_actors_at_once_lead_to_one_case(
        application in any_application(), steps in steps(), one in step(), other in step(),
    ) {
        let before = play(application, &steps);
        let chosen = [one, other].map(|step| {
            let actor = actors()[step.actor].clone();
            let open = open_to(&before, &actor);
            let offer = open.get(step.choice % open.len().max(1)).cloned();
            offer.map(|offer| (actor, action(&offer, &before.case, step.choice)))
        });
        let [Some(one), Some(other)] = chosen else {
            return Ok(());
        };
        let seen = before.case.last;
        let in_order = |first: &(Actor, Action), second: &(Actor, Action)| {
            let mut played = before.clone();
            let act = |played: &mut Played, (actor, action): &(Actor, Action)| {
                played.act_having_seen(actor.clone(), action.clone(), seen)
            };
            act(&mut played, first).expect("nobody came before");
            let result = act(&mut played, second);
            (played, result)
        };
        let (ab, second) = in_order(&one, &other);
        let (ba, first) = in_order(&other, &one);
        if second.is_ok() && first.is_ok() {
            prop_assert_eq!(standing(&ab.case), standing(&ba.case));
        }
    }
}
