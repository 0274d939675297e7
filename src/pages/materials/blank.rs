//! A blank of a material that one writes oneself: to print, filled with what was typed so far.

use std::sync::Arc;

use catalog::scenario::Material;
use contract::document::BlankContent;
use leptos::prelude::*;
use markup::view;

use crate::api;
use crate::components::document_from;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::paper as words;
use crate::problem::material_page;
use crate::state::{Workspace, app_state};

/// `id` is the material's in the plan: a row's has its own.
pub(super) fn blank(workspace: Workspace, id: &str, material: &Arc<Material>) -> Node {
    if material.blank.is_none() {
        return ().into_node();
    }
    if app_state().person().is_none() {
        let to = ["/sign-in?to=", &workspace.address(&material_page(id))].concat();
        return view! { <p class="page__note"><a href=to>{words::blank_sign_in()}</a></p> }
            .into_node();
    }
    let file = [&*format::localized(&material.name), ".pdf"].concat();
    let id = StoredValue::new(id.to_owned());
    let fetch = move |form: &'static str| {
        let application = untrack(|| workspace.to_hand_in());
        let scenario = workspace.scenario();
        let content = BlankContent {
            region: scenario.region.code.clone(),
            answers: application.answers,
            fields: application.fields,
        };
        async move { api::blank(&scenario.id, &id.get_value(), form, &content).await }
    };
    view! {
        <section class="section">
            {document_from((words::blank(), words::blank_picture()), file, fetch)}
            <p class="page__note">{words::blank_note()}</p>
        </section>
    }
    .into_node()
}
