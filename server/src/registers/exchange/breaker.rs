//! Leaves a platform alone that has failed again and again: nobody waits for it in vain, and it can recover.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many failures one after the other.
const FAILURES: u32 = 5;
/// So long it is left alone; then one question is let through, and what becomes of it decides.
const REST: Duration = Duration::from_secs(20);

#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests_until: Option<Instant>,
}

impl Breaker {
    pub(super) fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.state();
        match state.rests_until {
            Some(until) if now < until => false,
            Some(_) => {
                // The others wait for what becomes of this one.
                state.rests_until = Some(now + REST);
                true
            }
            None => true,
        }
    }

    pub(super) fn has_answered(&self) {
        *self.state() = State::default();
    }

    pub(super) fn has_failed(&self, now: Instant) {
        let mut state = self.state();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            state.rests_until = Some(now + REST);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_rests_after_the_fifth_failure_in_a_row_and_then_tries_once() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        for _ in 0..FAILURES - 1 {
            breaker.has_failed(now);
        }
        breaker.has_answered();
        for _ in 0..FAILURES {
            assert!(breaker.lets_through(now));
            breaker.has_failed(now);
        }
        assert!(!breaker.lets_through(now));
        let later = now + REST;
        assert!(breaker.lets_through(later));
        assert!(!breaker.lets_through(later), "one is enough to find out");
        breaker.has_failed(later);
        assert!(!breaker.lets_through(later + REST / 2));
        assert!(breaker.lets_through(later + REST));
        breaker.has_answered();
        assert!(breaker.lets_through(later) && breaker.lets_through(later));
    }
}
