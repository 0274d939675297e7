//! A page of the way for which one must be signed in: form, materials, review. They share gate and frame.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Frame, RouteGuard, WizardStage, frame, guarded, in_session};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::guide;
use crate::state::Workspace;

/// Something that a workspace gives.
type Given<T> = Arc<dyn Fn(Workspace) -> T + Send + Sync>;

/// `before` names the page of the scenario to which the back arrow leads.
pub(crate) fn signed_in_page(
    stage: WizardStage,
    title: &'static str,
    before: fn(Workspace) -> &'static str,
    page: fn(Workspace) -> Node,
) -> Node {
    titled_page(
        stage,
        Arc::new(move |_| title.to_owned()),
        before,
        Arc::new(page),
    )
}

/// As [`signed_in_page`], for one of several pages that differ by what they are about.
pub(crate) fn titled_page(
    stage: WizardStage,
    title: Given<String>,
    before: fn(Workspace) -> &'static str,
    page: Given<Node>,
) -> Node {
    guarded(RouteGuard::ReadyToFill, move |workspace| {
        let page = Arc::clone(&page);
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
            title: title(workspace),
            bar: guide::bar(&name),
            back: workspace.address(before(workspace)),
            stage: Some(stage),
        };
        frame(about, page)
    })
}
