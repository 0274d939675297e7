//! A page of the way for which one must be signed in: form, materials, review. They share gate and frame.

use leptos::prelude::*;

use super::{Frame, RouteGuard, WizardStage, frame, guarded, in_session};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::guide;
use crate::state::Workspace;

/// `before` names the page of the scenario to which the back arrow leads.
pub(crate) fn signed_in_page(
    stage: WizardStage,
    title: &'static str,
    before: fn(Workspace) -> &'static str,
    page: fn(Workspace) -> Node,
) -> Node {
    guarded(RouteGuard::ReadyToFill, move |workspace| {
        let page = in_session(move |signed_in| {
            // Without a person the gate leads to signing in.
            if signed_in {
                page(workspace)
            } else {
                ().into_node()
            }
        });
        let name = workspace
            .scenario
            .with_value(|scenario| format::localized(&scenario.name));
        let about = Frame {
            title: title.to_owned(),
            bar: guide::bar(&name),
            back: workspace.address(before(workspace)),
            stage: Some(stage),
        };
        frame(about, page)
    })
}
