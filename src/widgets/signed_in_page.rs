//! A page of the way for which one must be signed in: form, materials, review. They share gate and frame.

use leptos::prelude::*;

use super::{Frame, Gate, Stage, frame, in_room, in_session};
use crate::dom::{IntoNode, Node};
use crate::room::Room;
use crate::show;
use crate::text::guide;

/// `before` names the page of the scenario to which the back arrow leads.
pub(crate) fn signed_in_page(
    stage: Stage,
    title: &'static str,
    before: fn(Room) -> &'static str,
    page: fn(Room) -> Node,
) -> Node {
    in_room(Gate::ReadyToFill, move |room| {
        let page = in_session(move |signed_in| {
            // Without a person the gate leads to signing in.
            if signed_in {
                page(room)
            } else {
                ().into_node()
            }
        });
        let name = room
            .scenario
            .with_value(|scenario| show::say(&scenario.name));
        let about = Frame {
            title: title.to_owned(),
            bar: guide::bar(&name),
            back: room.address(before(room)),
            stage: Some(stage),
        };
        frame(about, page)
    })
}
