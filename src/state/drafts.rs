//! The drafts on the phone and the people they belong to: what is shown to whom, what is taken over at signing in,
//! and how the phone is cleared.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::app_state::{AppState, LocalFuture};
use super::draft_summary::DraftSummary;
use super::loaded::Loaded;
use super::told::{Elsewhere, LastStored};
use super::workspace::Workspace;
use crate::api::ApiError;
use crate::draft::{Draft, Found, NotSaved, Receipt, SaveOutcome, draft_key, merge};
use crate::parts::in_part;
use crate::platform::press::released;

type OpenWorkspace = RwSignal<Loaded<Workspace>>;

in_part! {
    first,
    fn summarize(app: AppState) -> LocalFuture<()> {
        Box::pin(app.summarize_drafts())
    }
}

in_part! {
    first,
    fn discard(app: AppState, storage_key: String) -> LocalFuture<Result<(), NotSaved>> {
        Box::pin(async move {
            match app.draft_store().stored_draft(&storage_key).await? {
                Found::Draft(stored) => app.forget(&stored.draft, None).await,
                Found::Unreadable(_) => app.forget_unreadable(&storage_key).await,
                Found::Nothing => {
                    app.look_through_drafts().await;
                    Ok(())
                }
            }
        })
    }
}

/// Why a draft is still there.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum NotDiscarded {
    #[error("the part of the app that reads drafts did not come")]
    Unread(#[source] ApiError),
    #[error("the device did not delete it")]
    Kept(#[source] NotSaved),
}

impl AppState {
    /// Looks through what is kept. Before it is known who is here, nothing is shown.
    pub(crate) fn refresh_drafts(self) {
        spawn_local(async move { self.look_through_drafts().await });
    }

    pub(super) async fn look_through_drafts(self) {
        if self.draft_store().has_drafts().await {
            match summarize(self).await {
                Ok(looking) => looking.await,
                // They are there and cannot be read: whoever shows them says so, with a way on.
                Err(error) => {
                    self.drafts.try_set(Loaded::Failed(error));
                }
            }
        } else {
            self.show_drafts(Vec::new(), 0, 0).await;
        }
    }

    async fn summarize_drafts(self) {
        let all = self.draft_store().drafts().await;
        let Some(holder) = self.known_holder() else {
            return;
        };
        let (mut shown, mut others, mut pictures) = (Vec::new(), 0, 0);
        for draft in all {
            if draft.kept.is_some() {
                self.drop_kept(&draft).await;
                continue;
            }
            if !draft.holds_anything() {
                continue;
            }
            if draft.is_shown_to(holder.as_deref()) {
                shown.push(DraftSummary::of(&draft));
            } else {
                others += 1;
                pictures += draft.pictures.len();
            }
        }
        self.show_drafts(shown, others, pictures).await;
    }

    async fn show_drafts(self, shown: Vec<DraftSummary>, others: usize, pictures: usize) {
        released().await;
        if self.known_holder().is_none() {
            return;
        }
        self.other_users_drafts.drafts.try_set(others);
        self.other_users_drafts.pictures.try_set(pictures);
        self.other_users_drafts.known.try_set(true);
        self.drafts.try_set(Loaded::Ready(shown));
    }

    /// Who is here, once that is known; `Some(None)` is someone who is not signed in.
    fn known_holder(self) -> Option<Option<String>> {
        let holder = self.session.try_with_untracked(|session| {
            let session = session.ready()?;
            Some(session.person.as_ref().map(|person| person.id.clone()))
        });
        holder.flatten()
    }

    /// Someone else is here from now on: what was shown is not, until it is known what may be.
    pub(super) fn changes_hands(self) {
        self.drafts.try_set(Loaded::Loading);
        self.other_users_drafts.known.try_set(false);
        self.other_users_drafts.drafts.try_set(0);
    }

    /// What was answered before signing in becomes the draft of whoever signs in, or is laid over the one they
    /// have. Each draft moves in one step: a page that dies in between does the rest when it comes back.
    pub(super) async fn take_over(self, owner: &str) {
        let _turn = self.draft_store().write_lock().await;
        let mut given = self.draft_store().drafts().await;
        given.retain(|draft| draft.is_answers_only() && draft.is_begun());
        // What stands on the screen may be newer than what is kept.
        for open in self.take_rooms(|place| !place.contains('@')) {
            let Loaded::Ready(workspace) = open.get_untracked() else {
                continue;
            };
            workspace.settle();
            let draft = workspace.draft.get_untracked();
            // One that is stored no longer was moved, handed in or deleted by another page.
            let is_here = given.iter().any(|kept| kept.name() == draft.name());
            if draft.is_begun() && !workspace.is_over() && (is_here || workspace.is_ahead()) {
                given.retain(|kept| kept.name() != draft.name());
                self.hand_over(owner, draft, Some(open)).await;
            } else {
                workspace.close();
            }
        }
        for draft in given {
            self.hand_over(owner, draft, None).await;
        }
    }

    async fn hand_over(self, owner: &str, given: Draft, open: Option<OpenWorkspace>) {
        let (from, to) = (given.storage_key(), draft_key(Some(owner), given.name()));
        let owns = self.open_workspace(&to).and_then(ready);
        let owns = owns.filter(|workspace| !workspace.is_over());
        let is_known = |workspace: &Workspace| workspace.last_stored().revision.is_some();
        // All stay where they are, and this one is taken over the next time.
        let leave = |from: String| {
            if let Some(open) = open {
                self.workspaces.update_value(|workspaces| {
                    workspaces.entry(from).or_insert(open);
                });
            }
        };
        let (own, known) = match owns.filter(is_known) {
            Some(workspace) => {
                let known = workspace.last_stored().revision;
                (Some(workspace.draft.get_untracked()), known)
            }
            None => match self.draft_store().stored_draft(&to).await {
                Ok(Found::Draft(stored)) if owns.is_none() => {
                    (Some(stored.draft), Some(stored.revision))
                }
                Ok(Found::Nothing) => (owns.map(|workspace| workspace.draft.get_untracked()), None),
                // Nothing is put over what could not be read, here or by the open room; the store reports it.
                Ok(_) | Err(_) => return leave(from),
            },
        };
        // Whoever took it over on another page has handed it in or deleted it since.
        let was_handed_over = |workspace: Workspace| {
            let elsewhere = workspace.told.elsewhere;
            elsewhere.with_untracked(|elsewhere| *elsewhere == Some(Elsewhere::HandedOver))
        };
        if own.is_none() && open.and_then(ready).is_some_and(was_handed_over) {
            return;
        }
        let is_first = own.is_none();
        let base = open.and_then(ready).map(|open| open.last_stored().draft);
        let draft = match (own, base) {
            // Another page has handed over the very same draft: this one adds what it knows beyond that.
            (Some(own), Some(base)) if own.id == given.id => Draft {
                owner: Some(owner.to_owned()),
                ..merge(&base, &given, &own).draft
            },
            (Some(mut own), _) => {
                own.merge_anonymous(&given);
                own
            }
            (None, _) => Draft {
                owner: Some(owner.to_owned()),
                ..given
            },
        };
        let store = self.draft_store();
        let moved = store
            .move_draft(&draft, known.as_deref(), Some(from.clone()))
            .await;
        let stored = match moved {
            Ok(SaveOutcome::Saved(revision)) => LastStored {
                draft: draft.clone(),
                revision: Some(revision),
            },
            // Another page has changed the owner's draft at the same moment: it is not put over that.
            Ok(SaveOutcome::Overtaken(_)) => return leave(from),
            // Without room it stays where it was; the store reports it.
            Err(_) => LastStored {
                draft: Draft::default(),
                revision: None,
            },
        };
        match (owns, open.and_then(|open| Some((open, ready(open)?)))) {
            // The same workspace goes on under its owner, and so does the page that shows it.
            (None, Some((open, workspace))) if is_first => {
                workspace.go_on_with(draft, stored);
                self.workspaces.update_value(|workspaces| {
                    workspaces.insert(to, open);
                });
            }
            (owns, given) => {
                if let Some(workspace) = owns {
                    workspace.go_on_with(draft, stored);
                }
                if let Some((_, workspace)) = given {
                    workspace.close();
                }
            }
        }
    }

    /// Throws a draft away that is known by its summary alone.
    pub(crate) async fn discard(self, storage_key: String) -> Result<(), NotDiscarded> {
        let discarding = discard(self, storage_key).await;
        let discarded = discarding.map_err(NotDiscarded::Unread)?.await;
        discarded.map_err(NotDiscarded::Kept)
    }

    /// Forgets a draft and its workspace, after it was handed in or thrown away. Where it became a case, its pages lead
    /// there until another draft is begun.
    pub(crate) async fn forget(self, draft: &Draft, case: Option<String>) -> Result<(), NotSaved> {
        let place = draft.storage_key();
        let open = self.open_workspace(&place).and_then(ready);
        match case.clone().zip(open) {
            // Who goes back at once finds the way to the case, whether the phone has deleted the draft by then or not.
            Some((case, open)) => {
                open.close();
                open.told.elsewhere.set(Some(Elsewhere::HandedIn(case)));
            }
            None => self.close(|held| held == place),
        }
        let turn = self.draft_store().write_lock().await;
        let receipt = case.map(|case| Receipt {
            draft: draft.id.clone(),
            case,
        });
        let deleted = self.draft_store().delete_draft(draft, receipt).await;
        drop(turn);
        self.look_through_drafts().await;
        deleted
    }

    async fn forget_unreadable(self, place: &str) -> Result<(), NotSaved> {
        self.close(|held| held == place);
        let turn = self.draft_store().write_lock().await;
        let deleted = self.draft_store().delete_unreadable(place).await;
        drop(turn);
        self.look_through_drafts().await;
        deleted
    }

    /// Takes everything that anyone has begun off this phone.
    pub(crate) async fn clear_phone(self) -> Result<(), JsValue> {
        let turn = self.draft_store().write_lock().await;
        self.draft_store().clear().await?;
        self.close(|_| true);
        drop(turn);
        self.look_through_drafts().await;
        Ok(())
    }

    pub(super) fn close(self, which: impl Fn(&str) -> bool) {
        for workspace in self.take_rooms(which).into_iter().filter_map(ready) {
            workspace.close();
        }
    }

    fn take_rooms(self, which: impl Fn(&str) -> bool) -> Vec<OpenWorkspace> {
        let mut taken = Vec::new();
        self.workspaces.update_value(|workspaces| {
            workspaces.retain(|place, workspace| {
                let goes = which(place);
                if goes {
                    taken.push(*workspace);
                }
                !goes
            });
        });
        taken
    }
}

pub(super) fn ready(workspace: OpenWorkspace) -> Option<Workspace> {
    match workspace.get_untracked() {
        Loaded::Ready(workspace) => Some(workspace),
        Loaded::Loading | Loaded::Failed(_) => None,
    }
}
