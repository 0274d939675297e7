//! Opens the room of the scenario in the address, and guards the pages that need something before them.
//! Where one may be is computed from the draft, never from a stored address.

use catalog::plan::Place;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Frame, failed, frame, redirect, waiting};
use crate::dom::{IntoNode, Node};
use crate::room::Room;
use crate::route::Address;
use crate::session::{Loaded, app};

/// What must be done before a page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Open,
    /// Every question answered, something to apply for, the list seen, signed in.
    ReadyToFill,
}

/// Shows `page` in the room of the scenario that the address names.
pub(crate) fn in_room(gate: Gate, page: impl Fn(Room) -> Node + Send + Sync + 'static) -> Node {
    let app = app();
    let here = use_location().pathname;
    let id = Address::read(&here.get_untracked()).scenario;
    let room = app.room(&id);
    let around = || Frame {
        bar: " ".to_owned(),
        back: "/".to_owned(),
        ..Frame::default()
    };
    // The page is built again only when the room or the gate changes, not at every change of the draft.
    let place = Memo::new(move |_| match room.get() {
        Loaded::Loading => At::Waiting,
        Loaded::Failed(error) => At::Failed(error),
        // What the records answer is not asked: nothing is shown before it is known who is signed in.
        Loaded::Ready(_) if app.session.with(|session| *session == Loaded::Loading) => At::Waiting,
        Loaded::Ready(room) => match gate {
            Gate::Open => At::In(room),
            Gate::ReadyToFill => {
                let here = here.get_untracked();
                before_filling(room, &here).map_or(At::In(room), At::Elsewhere)
            }
        },
    });
    let view = move || match place.get() {
        At::Waiting => frame(around(), waiting()),
        At::Failed(error) => {
            let id = id.clone();
            frame(
                around(),
                failed(&error, move || app.load_room(id.clone(), room)),
            )
        }
        At::Elsewhere(path) => redirect(path),
        At::In(room) => page(room),
    };
    view.into_node()
}

#[derive(Debug, Clone, PartialEq)]
enum At {
    Waiting,
    Failed(crate::api::ApiError),
    Elsewhere(String),
    In(Room),
}

/// The address of what comes before filling in, if anything does.
fn before_filling(room: Room, here: &str) -> Option<String> {
    let app = app();
    if !app.session.with(|session| session.ready().is_some()) {
        // Who is signed in cannot be found out: the page says so.
        return None;
    }
    let sign_in = || Some(["/sign-in?to=", here].concat());
    let signed_out = app.person().is_none();
    // Who had come further has lost only the session: questions that records answered are open again, and
    // asking them now would be asking twice.
    if signed_out && room.draft.with(|draft| !draft.listed.is_empty()) {
        return sign_in();
    }
    if let Place::Question(_) = room.plan.with(catalog::Plan::frontier) {
        return Some(room.plan.with(|plan| room.address_of(&plan.frontier())));
    }
    if room.plan.with(|plan| plan.applied_for().next().is_none()) {
        return Some(room.address("plan"));
    }
    if signed_out {
        return sign_in();
    }
    // What records of the state changed after sign-in is looked at before anything is filled in.
    (!room.list_is_seen()).then(|| room.address("plan"))
}
