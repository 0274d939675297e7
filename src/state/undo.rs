//! 撤回修改, on the phone's side: what was handed in stays sealed on the phone while that can be undone, and no longer.
//! Undone, it is the draft again, with everything as it was.

use std::time::Duration;

use contract::case::Case;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::app_state::AppState;
use super::told::Elsewhere;
use crate::draft::{Draft, Found, Kept, NotSaved, Picture, Receipt, SaveOutcome, kept_key};
use crate::platform::random::random_id;
use crate::report::Reported;

/// From now on, by the clock of the phone; not a number where it is no moment.
pub(crate) fn milliseconds_until(rfc3339: &str) -> f64 {
    moment(rfc3339) - js_sys::Date::now()
}

fn moment(rfc3339: &str) -> f64 {
    js_sys::Date::new(&JsValue::from_str(rfc3339)).get_time()
}

fn now() -> u64 {
    whole(js_sys::Date::now())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970; what is negative or no number becomes zero"
)]
const fn whole(milliseconds: f64) -> u64 {
    milliseconds as u64
}

/// How long a hand-in can be undone, by the server's clock alone; `None` where it cannot.
fn time_to_undo(case: &Case) -> Option<u64> {
    let until = moment(case.undo_until.as_ref()?);
    let time = whole(until - moment(&case.submitted_at));
    (time > 0).then_some(time)
}

impl AppState {
    /// The draft has become this case. It is kept while that can be undone, else forgotten.
    pub(crate) async fn was_handed_in(self, draft: &Draft, case: &Case) -> Result<(), NotSaved> {
        let Some(time) = time_to_undo(case) else {
            return self.forget(draft, Some(case.number.clone())).await;
        };
        match self.keep(draft, case, time).await {
            Ok(()) => {
                let until_over = Duration::from_millis(time + 1000);
                set_timeout(move || self.refresh_drafts(), until_over);
                Ok(())
            }
            Err(_) => self.forget(draft, Some(case.number.clone())).await,
        }
    }

    async fn keep(self, draft: &Draft, case: &Case, time: u64) -> Result<(), NotSaved> {
        let place = draft.storage_key();
        if let Some(open) = self.open_workspace(&place).and_then(super::drafts::ready) {
            open.close();
            let number = case.number.clone();
            open.told.elsewhere.set(Some(Elsewhere::HandedIn(number)));
        }
        let kept = Draft {
            kept: Some(Kept {
                case: case.number.clone(),
                until: now() + time,
            }),
            ..draft.clone()
        };
        let receipt = Receipt {
            draft: draft.id.clone(),
            case: case.number.clone(),
        };
        let store = self.draft_store();
        let turn = store.write_lock().await;
        store.put_aside(&kept, &place, &receipt).await?;
        drop(turn);
        self.look_through_drafts().await;
        Ok(())
    }

    /// What was handed in as this case, where it is still on this phone.
    pub(crate) async fn handed_in_draft(self, number: &str) -> Option<Draft> {
        let holder = untrack(|| self.holder());
        self.draft_store()
            .draft(&kept_key(holder.as_deref(), number))
            .await
    }

    /// After the case was undone its draft goes on, in place of one that was begun since. The address of its review;
    /// `None` where the phone did not store it.
    pub(crate) async fn take_back(self, kept: Draft) -> Option<String> {
        let from = kept.storage_key();
        let mut draft = Draft {
            id: random_id(),
            idempotency_key: random_id(),
            kept: None,
            ..kept
        };
        for picture in &mut draft.pictures {
            // The server's files belonged to the case.
            picture.arrived = false;
            picture.upload = None;
        }
        let place = draft.storage_key();
        let store = self.draft_store();
        let turn = store.write_lock().await;
        let known = match store.stored_draft(&place).await.ok()? {
            Found::Nothing => None,
            Found::Unreadable(revision) => Some(revision),
            Found::Draft(begun) => {
                for id in begun.draft.pictures.iter().flat_map(Picture::stored_ids) {
                    store.delete_picture(id).await;
                }
                Some(begun.revision)
            }
        };
        let moved = store.move_draft(&draft, known.as_deref(), Some(from)).await;
        let is_back = matches!(moved, Ok(SaveOutcome::Saved(_)));
        store.forget_receipt(&place).await;
        drop(turn);
        self.close(|held| held == place);
        self.look_through_drafts().await;
        is_back.then(|| ["/s/", &draft.scenario, "/review"].concat())
    }

    /// Deletes what was handed in and can be undone no longer, whoever it belongs to.
    pub(super) async fn drop_kept(self, draft: &Draft) {
        let is_over = |kept: &Kept| kept.until <= now();
        if draft.kept.as_ref().is_some_and(is_over) {
            let store = self.draft_store();
            let _turn = store.write_lock().await;
            let deleted = store.delete_draft(draft, None).await;
            deleted.ignore("the next look finds it again");
        }
    }
}
