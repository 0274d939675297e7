//! What comes from outside to what is stored: other pages of this browser change it, or the database under this page;
//! and the browser's storage answers after the page has begun without it.

use async_lock::MutexGuardArc;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app_state::{AppState, LocalFuture};
use super::drafts::ready;
use super::workspace::Workspace;
use crate::parts::in_part;
use crate::report::Reported;

in_part! {
    first,
    fn look_elsewhere(app: AppState) -> LocalFuture<()> {
        Box::pin(async move {
            for workspace in app.open_workspaces() {
                workspace.look_elsewhere().await;
            }
        })
    }
}

in_part! {
    first,
    fn store_all(app: AppState) -> LocalFuture<()> {
        Box::pin(async move {
            for workspace in app.open_workspaces() {
                workspace.write_now().await;
            }
        })
    }
}

in_part! {
    first,
    fn store_anew(app: AppState, turn: MutexGuardArc<()>) -> LocalFuture<()> {
        Box::pin(async move {
            app.draft_store().carry_over().await;
            let open = app.open_workspaces();
            for workspace in &open {
                workspace.counts_as_unstored();
            }
            drop(turn);
            for workspace in open {
                workspace.look_elsewhere().await;
                workspace.write();
            }
        })
    }
}

impl AppState {
    /// The browser's storage has answered: from now on what is entered lies there, with what lay there before.
    pub(super) fn keeps_after_all(self, turn: MutexGuardArc<()>) {
        self.draft_store().on_upgrade(move || self.give_way());
        spawn_local(async move {
            if let Some(store) = store_anew(self, turn).await.or_report("drafts.late") {
                store.await;
            }
            // Not before: who goes on at once finds what lay there.
            self.storage_came.set(true);
            self.look_through_drafts().await;
        });
    }

    /// Another page of this browser has changed what is stored.
    pub(super) fn look_elsewhere(self) {
        spawn_local(async move {
            let is_open = self
                .workspaces
                .with_value(|workspaces| !workspaces.is_empty());
            // Workspaces are made by the part that reads them: where one is open, it is here.
            if is_open && let Some(look) = look_elsewhere(self).await.or_report("drafts.elsewhere")
            {
                look.await;
            }
            self.look_through_drafts().await;
        });
    }

    /// A newer release wants to change the database. It waits until what stands on this page is stored.
    pub(super) fn give_way(self) {
        spawn_local(async move {
            let is_open = self
                .workspaces
                .with_value(|workspaces| !workspaces.is_empty());
            if is_open && let Some(store) = store_all(self).await.or_report("drafts.give_way") {
                store.await;
            }
            self.draft_store().close();
            self.is_outdated.set(true);
        });
    }

    fn open_workspaces(self) -> Vec<Workspace> {
        let open = self
            .workspaces
            .with_value(|workspaces| workspaces.values().copied().collect::<Vec<_>>());
        open.into_iter().filter_map(ready).collect()
    }
}
