//! Opens the room of the scenario in the address, and guards the pages that need something before them.
//! Where one may be is computed from the draft, never from a stored address.

use catalog::plan::WizardStep;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Frame, failed, frame, gone, redirect, waiting};
use crate::api::ApiError;
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::route::Address;
use crate::state::Workspace;
use crate::state::{Elsewhere, Loaded, app_state};

/// What must be done before a page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RouteGuard {
    /// Also where the draft was handed in: the page tells of the scenario alone.
    Always,
    Open,
    /// Every question answered, something to apply for, the list seen, signed in.
    ReadyToFill,
}

/// Shows `page` in the room of the scenario that the address names.
pub(crate) fn guarded(
    gate: RouteGuard,
    page: impl Fn(Workspace) -> Node + Send + Sync + 'static,
) -> Node {
    let app = app_state();
    let here = use_location().pathname;
    let around = || Frame {
        bar: " ".to_owned(),
        back: "/".to_owned(),
        ..Frame::default()
    };
    // The page is built again only when the room or the gate changes, not at every change of the draft.
    let place = Memo::new(move |_| {
        if app.is_outdated.get() {
            return At::Failed(ApiError::Outdated, Missing::Session);
        }
        // Nothing is shown before it is known who is here: whose draft it is depends on it, and what is asked.
        match app.session.with(state) {
            Loaded::Loading => return At::Waiting,
            Loaded::Failed(error) => return At::Failed(error, Missing::Session),
            Loaded::Ready(()) => {}
        }
        let here = here.get_untracked();
        let open = app.workspace(&Address::read(&here).scenario);
        match open.get() {
            Loaded::Loading => At::Waiting,
            Loaded::Failed(error) => At::Failed(error, Missing::Workspace(open)),
            Loaded::Ready(workspace) => {
                let elsewhere = workspace.told.elsewhere.get();
                match (elsewhere, gate) {
                    (_, RouteGuard::Always) => At::In(workspace, 0),
                    (Some(Elsewhere::HandedOver), _) => At::Waiting,
                    (Some(elsewhere), _) => At::Gone(workspace, elsewhere),
                    (None, RouteGuard::Open) => At::In(workspace, workspace.remade.get()),
                    (None, RouteGuard::ReadyToFill) => before_filling(workspace, &here),
                }
            }
        }
    });
    let view = move || match place.get() {
        At::Waiting => frame(around(), waiting()),
        At::Failed(error, missing) => {
            let retry = move || match missing {
                Missing::Workspace(workspace) => {
                    app.load_workspace(Address::read(&here.get_untracked()).scenario, workspace);
                }
                Missing::Session => app.load_session_again(),
                Missing::Drafts => app.refresh_drafts(),
            };
            frame(around(), failed(&error, retry))
        }
        At::Elsewhere(path) => redirect(path),
        At::Gone(workspace, elsewhere) => frame(around(), gone(workspace, &elsewhere)),
        At::In(workspace, _) => page(workspace),
    };
    view.into_node()
}

#[derive(Debug, Clone, PartialEq)]
enum At {
    Waiting,
    Failed(ApiError, Missing),
    Elsewhere(String),
    /// The draft cannot go on here.
    Gone(Workspace, Elsewhere),
    /// With the count of the times that another page made it anew.
    In(Workspace, u32),
}

/// What could not be had.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Missing {
    Session,
    /// What lies on the phone for others.
    Drafts,
    Workspace(RwSignal<Loaded<Workspace>>),
}

fn state<T>(loaded: &Loaded<T>) -> Loaded<()> {
    match loaded {
        Loaded::Loading => Loaded::Loading,
        Loaded::Failed(error) => Loaded::Failed(error.clone()),
        Loaded::Ready(_) => Loaded::Ready(()),
    }
}

/// In the room, or where one goes before anything is filled in.
fn before_filling(workspace: Workspace, here: &str) -> At {
    let app = app_state();
    let sign_in = || At::Elsewhere(["/sign-in?to=", here].concat());
    let signed_out = app.holder().is_none();
    if signed_out && !workspace.draft.with(Draft::is_begun) {
        // Who had come this far has lost only the session: what they gave lies aside, and asking again who they
        // are is less than asking everything.
        if let Loaded::Failed(error) = app.drafts.get() {
            return At::Failed(error, Missing::Drafts);
        }
        if !app.other_users_drafts.known.get() {
            return At::Waiting;
        }
        if app.other_users_drafts.drafts.get() > 0 {
            return sign_in();
        }
    }
    if let WizardStep::Question(_) = workspace.plan.with(catalog::Plan::frontier) {
        return At::Elsewhere(
            workspace
                .plan
                .with(|plan| workspace.address_of(&plan.frontier())),
        );
    }
    if workspace
        .plan
        .with(|plan| plan.applied_for().next().is_none())
    {
        return At::Elsewhere(workspace.address("plan"));
    }
    if signed_out {
        return sign_in();
    }
    // What records of the state changed after sign-in is looked at before anything is filled in.
    if workspace.list_is_seen() {
        At::In(workspace, workspace.remade.get())
    } else {
        At::Elsewhere(workspace.address("plan"))
    }
}
