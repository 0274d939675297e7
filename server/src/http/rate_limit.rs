//! How often one address or one person may do something in a minute. Kept in memory: a restart forgives. See `limits`
//! for several servers.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::{ApiError, ApiResult};

const WINDOW: Duration = Duration::from_secs(60);
/// Beyond so many callers the oldest windows are dropped, since memory is bounded too: 200 bytes each. A city's
/// residents are never that many in a minute, and nobody new is kept out: who fills it has only begun a new minute for
/// others.
const MOST_CALLERS: usize = 200_000;

/// Counts tries by `Caller` in windows of a minute. `now` is always [`Clock::running`](crate::Clock): where the
/// system's time is set back, nobody waits for it to catch up.
#[derive(Debug)]
pub(crate) struct RateLimit<Caller> {
    /// In a minute.
    tries: u32,
    windows: Mutex<HashMap<Caller, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    since: Duration,
    tries: u32,
}

impl<Caller: Eq + Hash> RateLimit<Caller> {
    pub(crate) fn a_minute(tries: u32) -> Self {
        Self {
            tries,
            windows: Mutex::default(),
        }
    }

    /// Counts something that weighs as much as so many tries; how many there were in the minute with it.
    ///
    /// # Errors
    /// 429 with the seconds to wait, when it is one too many.
    pub(crate) fn admit(&self, caller: Caller, weight: u32, now: Duration) -> ApiResult<u32> {
        let window = count(&mut self.windows(), caller, weight, now);
        match seconds_over(window, now, self.tries) {
            Some(seconds) => Err(ApiError::Wait(seconds)),
            None => Ok(window.tries),
        }
    }

    /// Takes over what all servers together have counted in a minute that began so long ago.
    ///
    /// # Errors
    /// 429 with the seconds to wait, where that was one too many.
    pub(crate) fn learn(
        &self,
        caller: Caller,
        now: Duration,
        tries: u32,
        age: Duration,
    ) -> ApiResult<()> {
        let mut windows = self.windows();
        let known = Window {
            since: now.saturating_sub(age),
            tries,
        };
        let window = windows.entry(caller).or_insert(known);
        if window.tries < tries {
            *window = known;
        }
        let wait = seconds_over(*window, now, self.tries);
        wait.map_or(Ok(()), |seconds| Err(ApiError::Wait(seconds)))
    }

    /// Where only what failed is counted: whether another try may be made at all.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub(crate) fn may_try<Q>(&self, caller: &Q, now: Duration) -> ApiResult<()>
    where
        Caller: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let windows = self.windows();
        let window = windows.get(caller);
        let wait =
            window.and_then(|window| seconds_over(*window, now, self.tries.saturating_sub(1)));
        wait.map_or(Ok(()), |seconds| Err(ApiError::Wait(seconds)))
    }

    pub(crate) fn count(&self, caller: Caller, now: Duration) {
        count(&mut self.windows(), caller, 1, now);
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<Caller, Window>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The caller's window with so many more tries in it.
fn count<Caller: Eq + Hash>(
    windows: &mut HashMap<Caller, Window>,
    caller: Caller,
    weight: u32,
    now: Duration,
) -> Window {
    let age = |window: &Window| now.saturating_sub(window.since);
    // Each time at least half of the room is made or everything is forgotten, so looking through all is rare.
    let mut kept = WINDOW;
    while windows.len() >= MOST_CALLERS && !windows.contains_key(&caller) {
        windows.retain(|_, window| age(window) < kept);
        kept /= 2;
    }
    let fresh = Window {
        since: now,
        tries: 0,
    };
    let window = windows.entry(caller).or_insert(fresh);
    if age(window) >= WINDOW {
        *window = fresh;
    }
    window.tries = window.tries.saturating_add(weight);
    *window
}

/// How many seconds whoever has tried more often than `most` waits; a part of a second is a whole one.
fn seconds_over(window: Window, now: Duration, most: u32) -> Option<u64> {
    let left = WINDOW.saturating_sub(now.saturating_sub(window.since));
    let is_over = window.tries > most && !left.is_zero();
    is_over.then(|| {
        left.as_millis()
            .div_ceil(1000)
            .try_into()
            .unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn the_thirty_first_try_in_a_minute_waits_for_the_next() {
        let limit = RateLimit::a_minute(30);
        for _ in 0..30 {
            assert!(limit.admit("one", 1, at(7)).is_ok());
        }
        let wait = limit.admit("one", 1, at(27));
        assert!(matches!(wait, Err(ApiError::Wait(40))), "{wait:?}");
        assert!(limit.admit("another", 1, at(27)).is_ok());
        assert!(limit.admit("one", 1, at(67)).is_ok());
    }

    #[test]
    fn where_failures_are_counted_the_rest_is_free() {
        let limit = RateLimit::a_minute(2);
        for _ in 0..5 {
            assert!(limit.may_try(&"one", at(0)).is_ok());
        }
        limit.count("one", at(0));
        assert!(limit.may_try(&"one", at(0)).is_ok());
        limit.count("one", at(0));
        let wait = limit.may_try(&"one", at(0));
        assert!(matches!(wait, Err(ApiError::Wait(60))), "{wait:?}");
    }

    #[test]
    fn what_all_servers_have_counted_is_what_counts() {
        let limit = RateLimit::a_minute(30);
        assert_eq!(limit.admit("one", 1, at(50)).ok(), Some(1));
        assert!(limit.learn("one", at(50), 30, at(40)).is_ok());
        let wait = limit.admit("one", 1, at(52));
        assert!(matches!(wait, Err(ApiError::Wait(18))), "{wait:?}");
        let wait = limit.learn("another", at(52), 31, at(0));
        assert!(matches!(wait, Err(ApiError::Wait(60))), "{wait:?}");
        assert!(limit.admit("one", 1, at(70)).is_ok());
    }

    #[test]
    fn what_weighs_more_is_counted_as_more_tries() {
        let limit = RateLimit::a_minute(30);
        assert_eq!(limit.admit("one", 20, at(0)).ok(), Some(20));
        assert_eq!(limit.admit("one", 10, at(0)).ok(), Some(30));
        assert!(limit.admit("one", 1, at(0)).is_err());
    }

    #[test]
    fn nobody_new_is_kept_out_where_too_many_are_remembered() {
        let limit = RateLimit::a_minute(2);
        for caller in 0..MOST_CALLERS {
            assert!(limit.admit(caller, 1, at(caller as u64 % 40)).is_ok());
        }
        assert!(limit.may_try(&MOST_CALLERS, at(40)).is_ok());
        assert!(limit.admit(MOST_CALLERS, 1, at(40)).is_ok());
        // Those of the last half minute are still counted.
        assert!(limit.admit(39, 2, at(40)).is_err());
        assert!(limit.windows().len() < MOST_CALLERS);
        // All at once: the limit begins anew, and its memory does not grow.
        for caller in 0..2 * MOST_CALLERS {
            assert!(limit.admit(caller + MOST_CALLERS, 1, at(41)).is_ok());
        }
        assert!(limit.windows().len() <= MOST_CALLERS);
    }
}
