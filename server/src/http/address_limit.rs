//! How often one address may try something that could be guessed: to sign in, to verify, an office's token. Kept in
//! memory: a restart forgives.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::clock::Moment;
use crate::error::{ApiError, ApiResult};

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

    /// Counts one try.
    ///
    /// # Errors
    /// 429 with the seconds to wait, when it is one too many.
    pub(crate) fn admit(&self, peer: Option<SocketAddr>, now: Moment) -> ApiResult<()> {
        self.count(peer, now);
        match self.seconds_over(peer, now, self.tries) {
            Some(seconds) => Err(ApiError::Wait(seconds)),
            None => Ok(()),
        }
    }

    /// Where only what failed is counted: whether another try may be made at all.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub(crate) fn may_try(&self, peer: Option<SocketAddr>, now: Moment) -> ApiResult<()> {
        match self.seconds_over(peer, now, self.tries.saturating_sub(1)) {
            Some(seconds) => Err(ApiError::Wait(seconds)),
            None => Ok(()),
        }
    }

    pub(crate) fn count(&self, peer: Option<SocketAddr>, now: Moment) {
        let now = now.unix();
        let mut windows = self.windows();
        if windows.len() >= MOST_ADDRESSES {
            windows.retain(|_, window| now - window.since < WINDOW_SECONDS);
        }
        if windows.len() >= MOST_ADDRESSES {
            return;
        }
        let fresh = Window {
            since: now,
            tries: 0,
        };
        let window = windows.entry(address(peer)).or_insert(fresh);
        if now - window.since >= WINDOW_SECONDS {
            *window = fresh;
        }
        window.tries = window.tries.saturating_add(1);
    }

    /// How long an address that has tried more often than `most` waits. Where too many addresses are remembered, a new
    /// one waits, too.
    fn seconds_over(&self, peer: Option<SocketAddr>, now: Moment, most: u32) -> Option<u64> {
        let windows = self.windows();
        let Some(window) = windows.get(&address(peer)) else {
            return (windows.len() >= MOST_ADDRESSES).then_some(WINDOW_SECONDS.unsigned_abs());
        };
        let left = WINDOW_SECONDS - (now.unix() - window.since);
        (left > 0 && window.tries > most).then(|| left.unsigned_abs())
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<IpAddr, Window>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who comes without a connection, as in tests, has one address together.
fn address(peer: Option<SocketAddr>) -> IpAddr {
    peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn the_thirty_first_try_in_a_minute_waits_for_the_next() {
        let clock = Clock::standing_at("2026-11-20T10:00:00+08:00").unwrap();
        let peer = |last| Some(SocketAddr::from(([192, 0, 2, last], 443)));
        let limit = AddressLimit::a_minute(30);
        for _ in 0..30 {
            assert!(limit.admit(peer(7), clock.now()).is_ok());
        }
        clock.move_on(20);
        let wait = limit.admit(peer(7), clock.now());
        assert!(matches!(wait, Err(ApiError::Wait(40))));
        assert!(limit.admit(peer(8), clock.now()).is_ok());
        clock.move_on(40);
        assert!(limit.admit(peer(7), clock.now()).is_ok());
    }

    #[test]
    fn where_failures_are_counted_the_rest_is_free() {
        let clock = Clock::standing_at("2026-11-20T10:00:00+08:00").unwrap();
        let limit = AddressLimit::a_minute(2);
        for _ in 0..5 {
            assert!(limit.may_try(None, clock.now()).is_ok());
        }
        limit.count(None, clock.now());
        assert!(limit.may_try(None, clock.now()).is_ok());
        limit.count(None, clock.now());
        assert!(matches!(
            limit.may_try(None, clock.now()),
            Err(ApiError::Wait(60))
        ));
    }
}
