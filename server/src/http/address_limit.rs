//! How often one address may try something that could be guessed: to sign in, to verify. Kept in memory: a restart
//! forgives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::clock::Moment;

const WINDOW_SECONDS: i64 = 60;
/// Beyond so many addresses the oldest windows are dropped: memory is bounded too.
const MOST_ADDRESSES: usize = 10_000;

#[derive(Debug)]
pub(crate) struct AddressLimit {
    /// In a minute.
    tries: u32,
    windows: Mutex<HashMap<IpAddr, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    since: i64,
    tries: u32,
}

impl AddressLimit {
    pub(crate) fn a_minute(tries: u32) -> Self {
        Self {
            tries,
            windows: Mutex::default(),
        }
    }

    /// Counts one try; false when it is one too many.
    pub(crate) fn admits(&self, address: IpAddr, now: Moment) -> bool {
        let now = now.unix();
        let windows = self.windows.lock();
        let mut windows = windows.unwrap_or_else(PoisonError::into_inner);
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
        window.tries <= self.tries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn the_thirty_first_try_in_a_minute_waits_for_the_next() {
        let clock = Clock::standing_at("2026-11-20T10:00:00+08:00").unwrap();
        let (limit, address) = (AddressLimit::a_minute(30), IpAddr::from([192, 0, 2, 7]));
        for _ in 0..30 {
            assert!(limit.admits(address, clock.now()));
        }
        assert!(!limit.admits(address, clock.now()));
        assert!(limit.admits(IpAddr::from([192, 0, 2, 8]), clock.now()));
        clock.move_on(WINDOW_SECONDS);
        assert!(limit.admits(address, clock.now()));
    }
}
