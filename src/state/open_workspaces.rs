//! The rooms that are open: one for each scenario and person, and one for each answer to a correction (补正).
//! They outlive their pages: photographs taken there are sent on when the resident leaves.

use catalog::Scenario;
use contract::case::Case;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app_state::AppState;
use super::loaded::Loaded;
use super::workspace::{Workspace, new_idempotency_key};
use crate::api::{self, ApiError};
use crate::draft::{Draft, draft_key};
use crate::report::Reported;

impl AppState {
    /// The workspace of a scenario for the person who is here, loaded at the first call.
    pub(crate) fn workspace(self, scenario: &str) -> RwSignal<Loaded<Workspace>> {
        let (workspace, is_new) = self.workspace_at(draft_key(self.holder().as_deref(), scenario));
        if is_new {
            self.load_workspace(scenario.to_owned(), workspace);
        }
        workspace
    }

    pub(crate) fn load_workspace(self, id: String, workspace: RwSignal<Loaded<Workspace>>) {
        let region = self.region();
        self.load(region, id.clone(), id, String::new(), workspace);
    }

    /// The workspace that answers a request for correction: a draft of its own, stored like that of an application.
    pub(crate) fn correction_workspace(
        self,
        case: &Case,
        service: &str,
    ) -> RwSignal<Loaded<Workspace>> {
        let name = [&case.number, "/", service].concat();
        let (workspace, is_new) = self.workspace_at(draft_key(self.holder().as_deref(), &name));
        if is_new {
            self.load_correction_workspace(name, case, workspace);
        }
        workspace
    }

    pub(crate) fn load_correction_workspace(
        self,
        name: String,
        case: &Case,
        workspace: RwSignal<Loaded<Workspace>>,
    ) {
        let (region, scenario) = (case.region.clone(), case.scenario.clone());
        self.load(region, scenario, name.clone(), name, workspace);
    }

    fn workspace_at(self, place: String) -> (RwSignal<Loaded<Workspace>>, bool) {
        if let Some(workspace) = self.open_workspace(&place) {
            return (workspace, false);
        }
        let owner = self.owner.get_value();
        let workspace = owner.with(|| RwSignal::new(Loaded::Loading));
        self.workspaces.update_value(|workspaces| {
            workspaces.insert(place, workspace);
        });
        (workspace, true)
    }

    /// Every workspace is opened anew from the stored draft at the next visit.
    pub(super) fn retire_workspaces(self) {
        self.workspaces.update_value(|workspaces| {
            for workspace in std::mem::take(workspaces).into_values() {
                if let Loaded::Ready(workspace) = workspace.get_untracked() {
                    workspace.retire();
                }
            }
        });
    }

    pub(super) fn open_workspace(self, place: &str) -> Option<RwSignal<Loaded<Workspace>>> {
        self.workspaces
            .with_value(|workspaces| workspaces.get(place).copied())
    }

    /// `name` is the draft's; `answers_to` what a new one answers.
    fn load(
        self,
        region: String,
        scenario: String,
        name: String,
        answers_to: String,
        workspace: RwSignal<Loaded<Workspace>>,
    ) {
        let holder = untrack(|| self.holder());
        // The page may hold more than the device had space to store.
        let held = match workspace.get_untracked() {
            Loaded::Ready(before) => {
                before.retire();
                Some(before.draft.get_untracked())
            }
            Loaded::Loading | Loaded::Failed(_) => None,
        };
        workspace.set(Loaded::Loading);
        spawn_local(async move {
            let loaded = async {
                let address = ["/scenarios/", &scenario, "?region=", &region].concat();
                let scenario: Scenario = self.document(&address).await?;
                let kept = match held {
                    Some(held) => Some(held),
                    None => {
                        self.draft_store()
                            .draft(&draft_key(holder.as_deref(), &name))
                            .await
                    }
                };
                let kept = kept.filter(|draft| draft.is_shown_to(holder.as_deref()));
                let draft = match kept {
                    Some(draft) => self.migrated(draft, &scenario).await,
                    None => Draft {
                        answers_to,
                        ..Draft::new(&scenario, holder, new_idempotency_key())
                    },
                };
                let owner = self.owner.get_value();
                let workspace = owner.with(|| {
                    let context = Memo::new(move |_| self.context());
                    Workspace::new(context, self.draft_store, scenario, draft)
                });
                Ok::<_, ApiError>(workspace)
            };
            let loaded = loaded.await;
            workspace.try_set(loaded.into());
        });
    }

    /// The draft as it stands under the version that holds now. It is kept so before pictures that are no longer
    /// wanted are deleted.
    async fn migrated(self, mut draft: Draft, now: &Scenario) -> Draft {
        if draft.hash == now.hash {
            return draft;
        }
        // Where the old version cannot be had, what the new one admits is what counts.
        let old = api::scenario_version(&draft.scenario, &draft.hash).await;
        let today = untrack(|| self.today());
        let dropped = draft.migrate(old.or_report("scenario.old_version").as_ref(), now, today);
        let _turn = self.draft_store().write_lock().await;
        if self.draft_store().save_draft(&draft).await.is_ok() {
            for picture in dropped {
                self.draft_store().delete_picture(&picture).await;
            }
        }
        draft
    }
}
