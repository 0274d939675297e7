//! How often one address may try to sign in. Kept in memory: a restart forgives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::clock::Moment;

const TRIES: u32 = 30;
const WINDOW_SECONDS: i64 = 60;
/// Beyond so many addresses the oldest windows are dropped: memory is bounded too.
const MOST_ADDRESSES: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct SignInLimit(Mutex<HashMap<IpAddr, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    since: i64,
    tries: u32,
}

impl SignInLimit {
    /// Counts one try; false when it is one too many.
    pub(crate) fn admits(&self, address: IpAddr, now: Moment) -> bool {
        let now = now.unix();
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MOST_ADDRESSES {
            windows.retain(|_, window| now - window.since < WINDOW_SECONDS);
        }
        if windows.len() >= MOST_ADDRESSES {
            return false;
        }
        let fresh = Window {
            since: now,
            tries: 0,
        };
        let window = windows.entry(address).or_insert(fresh);
        if now - window.since >= WINDOW_SECONDS {
            *window = fresh;
        }
        window.tries = window.tries.saturating_add(1);
        window.tries <= TRIES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn the_thirty_first_try_in_a_minute_waits_for_the_next() {
        let clock = Clock::standing_at("2026-11-20T10:00:00+08:00").unwrap();
        let (limit, address) = (SignInLimit::default(), IpAddr::from([192, 0, 2, 7]));
        for _ in 0..TRIES {
            assert!(limit.admits(address, clock.now()));
        }
        assert!(!limit.admits(address, clock.now()));
        assert!(limit.admits(IpAddr::from([192, 0, 2, 8]), clock.now()));
        clock.move_on(WINDOW_SECONDS);
        assert!(limit.admits(address, clock.now()));
    }
}
