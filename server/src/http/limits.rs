//! How often one may do something in a minute, whichever server is asked.
//!
//! Each server counts in memory, and refuses by that alone whoever comes too often to it. Where several share a
//! database, what a server has counted is counted there too, and what comes back corrects its own count: three servers
//! together let through as many as one; where only failures are counted, or many tries are allowed and counted there in
//! steps, a few more. Whoever asks without end costs the database nothing, for then it is refused from memory. What
//! stands there is a digest of whom it is about.

use std::sync::Arc;
use std::time::Duration;

use super::rate_limit::RateLimit;
use crate::clock::Clock;
use crate::error::{ApiResult, Causes};
use crate::store::Store;
use crate::subject_key::SubjectKey;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    /// Signing in, by address.
    SigningIn,
    /// Coming back from the identity service without having been sent there, by address.
    ComingFromNowhere,
    /// Looking at printed results, by address.
    Verifying,
    /// Tokens that are not known, by address.
    WrongTokens,
    /// Whatever a person writes, by id.
    Writing,
    /// Taking along all that is held of a person, by id: each time all of it is read.
    Exporting,
    /// What is read and asks the registers of the city each time, by id of the person.
    AskingRegisters,
}

const KINDS: usize = 7;

/// Of so many that are allowed, what is counted together: whoever writes a little is not counted in the database.
const OF_MANY: u32 = 10;

#[derive(Clone)]
pub(crate) struct Limits(Arc<Inner>);

struct Inner {
    own: [RateLimit<String>; KINDS],
    /// After how many tries a server tells the others.
    steps: [u32; KINDS],
    store: Store,
    key: SubjectKey,
    clock: Clock,
}

impl Limits {
    pub(crate) fn new(store: Store, key: SubjectKey, clock: Clock, writes: u32) -> Self {
        // By address. To look at results: a hall with many phones behind one; a code has 90 bits.
        let a_minute = [30, 30, 60, 30, writes, 6, writes];
        let many = (writes / OF_MANY).max(1);
        Self(Arc::new(Inner {
            own: a_minute.map(RateLimit::a_minute),
            steps: [1, 1, 1, 1, many, 1, many],
            store,
            key,
            clock,
        }))
    }

    /// Counts one try.
    ///
    /// # Errors
    /// 429 with the seconds to wait, when it is one too many.
    pub(crate) async fn admit(&self, what: Limited, caller: String) -> ApiResult<()> {
        self.admit_weighing(what, caller, 1).await
    }

    /// Counts something that weighs as much as so many tries.
    ///
    /// # Errors
    /// 429 with the seconds to wait, when it is too much.
    pub(crate) async fn admit_weighing(
        &self,
        what: Limited,
        caller: String,
        weight: u32,
    ) -> ApiResult<()> {
        let now = self.0.clock.running();
        let own = self.own(what);
        let tries = own.admit(caller.clone(), weight, now)?;
        let step = self.0.steps[what as usize];
        let steps = tries / step - tries.saturating_sub(weight) / step;
        if steps == 0 {
            return Ok(());
        }
        let more = steps.saturating_mul(step);
        match self.0.count_for_all(what, &caller, more).await {
            Some((tries, age)) => own.learn(caller, now, tries, age),
            None => Ok(()),
        }
    }

    /// Where only what failed is counted: whether another try may be made at all.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub(crate) fn may_try(&self, what: Limited, caller: &str) -> ApiResult<()> {
        self.own(what).may_try(caller, self.0.clock.running())
    }

    /// Counts what failed. Nobody waits until the others know of it.
    pub(crate) fn count(&self, what: Limited, caller: String) {
        let now = self.0.clock.running();
        self.own(what).count(caller.clone(), now);
        if !self.0.store.is_shared() {
            return;
        }
        let limits = self.clone();
        tokio::spawn(async move {
            if let Some((tries, age)) = limits.0.count_for_all(what, &caller, 1).await {
                // Whether it was one too many is asked before the next try.
                let _ = limits.own(what).learn(caller, now, tries, age);
            }
        });
    }

    fn own(&self, what: Limited) -> &RateLimit<String> {
        &self.0.own[what as usize]
    }
}

impl Inner {
    /// How often it was tried at all servers in this minute, and for how long the minute has run. `None` where there is
    /// no other server, and where the database cannot say: then each counts for itself.
    async fn count_for_all(
        &self,
        what: Limited,
        caller: &str,
        more: u32,
    ) -> Option<(u32, Duration)> {
        if !self.store.is_shared() {
            return None;
        }
        let name = format!("{what:?}");
        let digest = self.key.digest("", &name, caller);
        let now = self.clock.now().unix();
        match self.store.count_try(&digest, more, now).await {
            Ok((tries, since)) => {
                let tries = u32::try_from(tries).unwrap_or(u32::MAX);
                let age = u64::try_from(now.saturating_sub(since)).unwrap_or(0);
                Some((tries, Duration::from_secs(age)))
            }
            Err(error) => {
                tracing::warn!(error = %Causes(&error), "tries are counted by this server alone");
                None
            }
        }
    }
}
