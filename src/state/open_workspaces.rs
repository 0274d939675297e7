//! The rooms that are open: one for each scenario and person, and one for each answer to a correction (补正).
//! They outlive their pages: photographs taken there are sent on when the resident leaves.

use catalog::Scenario;
use contract::case::Case;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app_state::AppState;
use super::loaded::Loaded;
use super::told::{Elsewhere, LastStored};
use super::workspace::{Opened, Workspace};
use crate::api::{self, ApiError};
use crate::draft::{Draft, Found, SaveOutcome, draft_key};
use crate::platform::random::random_id;
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

    /// The workspace of what answers an office: a correction (补正) of a service, or a paper that follows. A draft of
    /// its own, stored like that of an application; `place` names it within the case.
    pub(crate) fn answer_workspace(self, case: &Case, place: &str) -> RwSignal<Loaded<Workspace>> {
        let name = [&case.number, "/", place].concat();
        let (workspace, is_new) = self.workspace_at(draft_key(self.holder().as_deref(), &name));
        if is_new {
            self.load_answer_workspace(case, place, workspace);
        }
        workspace
    }

    pub(crate) fn load_answer_workspace(
        self,
        case: &Case,
        place: &str,
        workspace: RwSignal<Loaded<Workspace>>,
    ) {
        let name = [&case.number, "/", place].concat();
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

    /// Every workspace is opened anew from the stored draft at the next visit. What the phone has not stored, for want
    /// of room say, stands on the page alone and is carried over from there.
    pub(super) fn retire_workspaces(self) {
        let mut ahead = Vec::new();
        self.workspaces.update_value(|workspaces| {
            workspaces.retain(|_, open| match open.get_untracked() {
                Loaded::Ready(workspace) if workspace.is_ahead() && !workspace.is_over() => {
                    ahead.push((workspace, *open));
                    true
                }
                Loaded::Ready(workspace) => {
                    workspace.retire();
                    false
                }
                Loaded::Loading | Loaded::Failed(_) => false,
            });
        });
        for (workspace, open) in ahead {
            // An answer to a correction stays with the place of its case.
            if workspace
                .draft
                .with_untracked(|draft| draft.answers_to.is_empty())
            {
                self.load_workspace(workspace.id(), open);
            }
        }
    }

    pub(super) fn open_workspace(self, place: &str) -> Option<RwSignal<Loaded<Workspace>>> {
        self.workspaces
            .with_value(|workspaces| workspaces.get(place).copied())
    }

    /// Begins another application where one was handed in or thrown away.
    pub(crate) fn begin_anew(self, workspace: Workspace) {
        let key = workspace.draft.with_untracked(Draft::storage_key);
        let Some(open) = self.open_workspace(&key) else {
            return;
        };
        open.set(Loaded::Loading);
        spawn_local(async move {
            self.draft_store().forget_receipt(&key).await;
            self.load_workspace(workspace.id(), open);
        });
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
                let is_here = before.told.elsewhere.with_untracked(Option::is_none);
                is_here.then(|| Opened {
                    draft: before.draft.get_untracked(),
                    stored: before.last_stored(),
                    elsewhere: None,
                })
            }
            Loaded::Loading | Loaded::Failed(_) => None,
        };
        workspace.set(Loaded::Loading);
        spawn_local(async move {
            let loaded = async {
                let address = ["/scenarios/", &scenario, "?region=", &region].concat();
                let scenario: Scenario = self.document(&address).await?;
                let key = draft_key(holder.as_deref(), &name);
                let kept = match held {
                    Some(held) => Some(held),
                    None => self.stored(&key).await,
                };
                let is_shown = |kept: &Opened| kept.draft.is_shown_to(holder.as_deref());
                let opened = match kept.filter(is_shown) {
                    Some(kept) => self.migrated(kept, &scenario).await,
                    None => {
                        let draft = Draft {
                            answers_to,
                            ..Draft::new(&scenario, holder, random_id())
                        };
                        let receipt = self.draft_store().receipt(&key).await;
                        Opened {
                            elsewhere: receipt.map(|receipt| Elsewhere::HandedIn(receipt.case)),
                            ..Opened::unstored(draft)
                        }
                    }
                };
                let owner = self.owner.get_value();
                let workspace = owner.with(|| {
                    let context = Memo::new(move |_| self.context());
                    let workspace = Workspace::new(context, self.draft_store, scenario, opened);
                    let elsewhere = workspace.told.elsewhere;
                    // Somebody has signed in on another page: this one learns who, and takes over what it holds.
                    Effect::watch(
                        move || elsewhere.get(),
                        move |elsewhere, _, _| {
                            if *elsewhere == Some(Elsewhere::HandedOver) {
                                self.look_who_is_here();
                            }
                        },
                        false,
                    );
                    workspace
                });
                Ok::<_, ApiError>(workspace)
            };
            let loaded = loaded.await;
            workspace.try_set(loaded.into());
        });
    }

    /// What cannot be read counts as none. Whoever then writes finds what is there: a draft that was only not read is
    /// merged, and one that nobody can read makes way.
    async fn stored(self, key: &str) -> Option<Opened> {
        // One that is just being deleted is not opened.
        let _turn = self.draft_store().write_lock().await;
        let stored = match self.draft_store().stored_draft(key).await {
            Ok(Found::Draft(stored)) => stored,
            Ok(Found::Nothing | Found::Unreadable(_)) | Err(_) => return None,
        };
        Some(Opened {
            draft: stored.draft.clone(),
            stored: LastStored {
                draft: stored.draft,
                revision: Some(stored.revision),
            },
            elsewhere: None,
        })
    }

    /// The draft as it stands under the version that holds now. It is kept so before pictures that are no longer
    /// wanted are deleted.
    async fn migrated(self, mut opened: Opened, now: &Scenario) -> Opened {
        let Opened { draft, stored, .. } = &mut opened;
        if draft.hash == now.hash {
            return opened;
        }
        // Where the old version cannot be had, what the new one admits is what counts.
        let old = api::scenario_version(&draft.scenario, &draft.hash).await;
        let today = untrack(|| self.today());
        let dropped = draft.migrate(old.or_report("scenario.old_version").as_ref(), now, today);
        let store = self.draft_store();
        let _turn = store.write_lock().await;
        match store.save(draft, stored.revision.as_deref()).await {
            Ok(SaveOutcome::Saved(revision)) => {
                *stored = LastStored {
                    draft: draft.clone(),
                    revision: Some(revision),
                };
                for picture in dropped {
                    store.delete_picture(&picture).await;
                }
            }
            // Another page has carried it over at the same moment. Its word counts, and this page adds to it.
            Ok(SaveOutcome::Overtaken(Found::Draft(found))) if found.draft.hash == now.hash => {
                *draft = found.draft.clone();
                *stored = LastStored {
                    draft: found.draft,
                    revision: Some(found.revision),
                };
            }
            // It stands on the page, and is written with the next change.
            Ok(SaveOutcome::Overtaken(_)) | Err(_) => {}
        }
        opened
    }
}

impl Opened {
    fn unstored(draft: Draft) -> Self {
        Self {
            stored: LastStored {
                draft: draft.clone(),
                revision: None,
            },
            draft,
            elsewhere: None,
        }
    }
}
