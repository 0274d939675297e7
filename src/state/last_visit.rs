//! Goes on without the server: a page that is opened while there is no network belongs to whoever was signed in here
//! last, as long as the server would still know them. Nothing is sent meanwhile, and the server decides as soon as it
//! answers.

use std::time::Duration;

use contract::person::{Holdings, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app_state::{AppState, LocalFuture};
use crate::api;
use crate::draft::Storage;
use crate::parts::in_part;
use crate::platform::patience::rest;
use crate::report::Reported;

/// As long as the server keeps a session that is not used.
const VALID_S: u32 = 8 * 3600;
/// So often the server is asked whether it is there again.
const ASK_EVERY: Duration = Duration::from_secs(20);

in_part! {
    first,
    /// Who was here last, with what the state holds about them; nobody where that is too long ago.
    fn recall(app: AppState) -> LocalFuture<(Session, Holdings)> {
        Box::pin(async move {
            let visit = app.draft_store().visit().await.unwrap_or_default();
            let (mut session, holdings) = read(&visit, now()).unwrap_or_default();
            // The day is the phone's until the server tells another.
            session.today.clear();
            (session, holdings)
        })
    }
}

/// No JSON holds it.
const BETWEEN: char = '\u{1e}';

/// Seconds of the phone's clock. A float would bring its printing and reading along, some 20 KB.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "until the year 2106"
)]
fn now() -> u32 {
    (js_sys::Date::now() / 1000.0) as u32
}

fn read(visit: &str, now: u32) -> Option<(Session, Holdings)> {
    let mut parts = visit.splitn(3, BETWEEN);
    let at: u32 = parts.next()?.parse().ok()?;
    let (session, holdings) = (parts.next()?, parts.next()?);
    // Nor where the clock was put back.
    now.checked_sub(at).filter(|age| *age < VALID_S)?;
    let session = api::read_session(session).ok()?;
    Some((session, api::read_holdings(holdings).ok()?))
}

impl AppState {
    /// After the server has told that somebody is here, in these words.
    pub(super) async fn remember_visit(self, session: &str, holdings: &str) {
        let at = now().to_string();
        let visit = [&at, session, holdings].join(BETWEEN.encode_utf8(&mut [0; 4]));
        let remembered = self.draft_store().remember_visit(&visit).await;
        remembered.ignore("without it the person is asked to sign in");
    }

    /// Nobody is here any more.
    pub(super) fn forget_visit(self) {
        spawn_local(async move { self.draft_store().forget_visit().await });
    }

    /// Who was here last, where this phone can know.
    pub(super) async fn recall_visit(self) -> Option<(Session, Holdings)> {
        if self.draft_store().storage() != Storage::Lasting {
            return None;
        }
        Some(recall(self).await.or_report("visit.read")?.await)
    }

    /// The server has answered. What was read meanwhile are copies: the shelf tells whether newer ones come.
    pub(super) fn is_back(self) {
        if self.is_cut_off.get_untracked() {
            self.is_cut_off.set(false);
            self.load_shelf();
        }
    }

    /// Goes on without the server, and asks until it answers.
    pub(super) fn is_cut_off_now(self) {
        if self.is_cut_off.try_get_untracked() != Some(false) {
            return;
        }
        self.is_cut_off.set(true);
        spawn_local(async move {
            while self.is_cut_off.get_untracked() {
                rest(ASK_EVERY).await;
                self.look_who_is_here();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_counts_as_long_as_a_session_of_the_server() {
        let visit = [
            "1000",
            "{\"today\":\"2026-11-30\"}",
            "{\"records\":{},\"licences\":[]}",
        ];
        let visit = &visit.join("\u{1e}");
        let (session, _) = read(visit, 2000).expect("it is read");
        assert_eq!(session.today, "2026-11-30");
        assert_eq!(read(visit, 1000 + VALID_S), None);
        assert_eq!(read(visit, 0), None);
        assert_eq!(read("", 2000), None);
    }
}
