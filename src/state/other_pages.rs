//! What other pages of this browser do to what is stored: change it, or change the database under this page.

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

impl AppState {
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
