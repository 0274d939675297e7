//! What is kept no longer, by kind (`config/retention.rs`): counted, or removed. The server does it every hour; `server
//! retention --dry-run` says beforehand what would go.

use chrono::TimeDelta;
use civic::day;

use crate::clock::Moment;
use crate::config::RetentionSettings;
use crate::error::Fault;
use crate::objects::ObjectStore;
use crate::removal;
use crate::store::Store;
use crate::store::file_removals::{self, Which};
use crate::store::retention::{self, Timed};

const DAY_SECONDS: i64 = 24 * 3600;

/// How many of a kind are kept no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub kind: &'static str,
    /// Days; `None` where there is no end.
    pub kept_for: Option<u32>,
    pub count: u64,
}

/// Counts what is kept no longer, and the files that an earlier run could not remove; nothing changes.
pub(crate) async fn count(
    store: &Store,
    settings: &RetentionSettings,
    now: Moment,
) -> Result<(Vec<Due>, u64), Fault> {
    let mut db = store.read().await?;
    let mut due = Vec::new();
    for what in Timed::ALL {
        let (kind, days) = settings.of(what);
        due.push(Due {
            kind,
            kept_for: Some(days),
            count: retention::count(&mut db, what, before(now, days)).await?,
        });
    }
    let count = match settings.last_day(now) {
        Some(day) => retention::count_closed(&mut db, &day).await?,
        None => 0,
    };
    due.push(closed(settings, count));
    Ok((due, file_removals::count(&mut db).await?))
}

/// Removes it; how many of each kind, and of how many files the bytes are still there, because the object store did not
/// take it.
pub(crate) async fn remove(
    store: &Store,
    objects: &dyn ObjectStore,
    settings: &RetentionSettings,
    now: Moment,
) -> Result<(Vec<Due>, u64), Fault> {
    let mut due = Vec::new();
    let mut db = store.write().await?;
    for what in Timed::ALL {
        let (kind, days) = settings.of(what);
        let before = before(now, days);
        let count = match what {
            Timed::UnusedFiles => {
                let files = file_removals::begin(&mut db, Which::UnusedBefore(before));
                files.await?.len() as u64
            }
            _ => retention::remove(&mut db, what, before).await?,
        };
        due.push(Due {
            kind,
            kept_for: Some(days),
            count,
        });
    }
    db.commit().await?;
    let mut count = 0;
    if let Some(day) = settings.last_day(now) {
        while remove_case(store, &day).await? {
            count += 1;
        }
    }
    due.push(closed(settings, count));
    let left = removal::go_on(store, objects, now).await?;
    Ok((due, left))
}

/// False where there is no such case any more. Each has its transaction, so that nobody waits for all of them.
async fn remove_case(store: &Store, day: &str) -> Result<bool, Fault> {
    let mut db = store.read().await?;
    let Some((id, number, person)) = retention::closed(&mut db, day).await? else {
        return Ok(false);
    };
    drop(db);
    let mut db = store.write_of(&person).await?;
    retention::remove_case(&mut db, (id, &number, &person)).await?;
    db.commit().await?;
    Ok(true)
}

fn before(now: Moment, days: u32) -> i64 {
    now.unix() - i64::from(days) * DAY_SECONDS
}

fn closed(settings: &RetentionSettings, count: u64) -> Due {
    Due {
        kind: "closed cases",
        kept_for: settings.closed_cases,
        count,
    }
}

impl RetentionSettings {
    /// What has an end of its own is kept for no day behind it.
    const fn of(&self, what: Timed) -> (&'static str, u32) {
        match what {
            Timed::Sessions => ("ended sessions", 0),
            Timed::SignIns => ("ended sign-ins", 0),
            Timed::Handovers => ("ended hand-overs", 0),
            Timed::LogoutTokens => ("ended logout tokens", 0),
            Timed::Proven => ("proven people", self.proven),
            Timed::Answers => ("answers to writes", self.answers),
            Timed::Messages => ("messages", self.messages),
            Timed::Notices => ("notices that hold no more", self.messages),
            Timed::UnusedFiles => ("files of no case", self.unused_files),
        }
    }

    /// The day before which a case was closed that is kept no longer.
    fn last_day(&self, now: Moment) -> Option<String> {
        let days = TimeDelta::try_days(self.closed_cases?.into())?;
        now.day().checked_sub_signed(days).map(day::iso)
    }
}
