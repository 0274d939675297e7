//! The way on, always in reach: to the next material that is left, and when none is, to the review.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use catalog::plan::MaterialPlan;
use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::problems::{Sent, problems};
use super::state::{State, camera_of, state_of, way_of};
use crate::attachments::AttachmentStore;
use crate::components::{go, icon, once};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::materials as words;
use crate::problem::material_page;
use crate::state::Workspace;

/// All materials of the plan with their states, in the plan's order.
pub(super) type States = Memo<Vec<(MaterialPlan, State)>>;

pub(super) fn states(workspace: Workspace, attachments: AttachmentStore) -> States {
    Memo::new(move |_| {
        let scenario = workspace.scenario();
        let planned = workspace.plan.with(|plan| plan.materials.clone());
        let known = planned.into_iter().filter_map(|planned| {
            let material = Arc::new(planned.material(&scenario)?);
            let state = state_of(attachments, &planned, &material);
            Some((planned, state))
        });
        known.collect()
    })
}

/// `here` is the id of the material whose page it is, empty on the list. What stands in the way goes to `found`.
pub(super) fn way_on(
    workspace: Workspace,
    attachments: AttachmentStore,
    states: States,
    here: &str,
    found: RwSignal<Vec<(String, String)>>,
) -> Node {
    let busy = RwSignal::new(false);
    let go_on = review(workspace, attachments, here, busy, found);
    let go_on = Rc::new(go_on);
    let (here, go) = (here.to_owned(), go());
    let shown = move || {
        let button = match states.with(|states| next(states, &here)) {
            // What is to be done stands above: the way back does not lie over it.
            Next::Here => {
                let list = workspace.address("materials");
                let class = "button button--quiet button--flush";
                return view! { <p class="page__note"><a class=class href=list>{words::to_list()}</a></p> };
            }
            Next::Material(id) => {
                let from = states.with(|states| {
                    let here = states.iter().find(|(planned, _)| planned.id == here);
                    here.map(|(_, state)| *state)
                });
                onward(workspace, attachments, &id, from, go.clone())
            }
            Next::Review => {
                let go_on = Rc::clone(&go_on);
                view! {
                    <button
                        class=move || if busy.get() { "button button--busy" } else { "button" }
                        type="button"
                        on:click=move |_| go_on()
                    >
                        {words::next()}
                    </button>
                }
            }
        };
        view! {
            <div class="in-reach no-print">
                <p class="in-reach__note" role="status">{move || note(attachments, busy.get())}</p>
                {button}
            </div>
        }
    };
    shown.into_node()
}

/// To the next material, from the list or one in this state. From one that was photographed the same tap opens the
/// camera of the next: what there is to read about it stands behind the camera, and who does not want to photograph it
/// comes there by leaving the camera.
fn onward(
    workspace: Workspace,
    attachments: AttachmentStore,
    id: &str,
    from: Option<State>,
    go: impl Fn(&str) + 'static,
) -> Node {
    let planned = workspace
        .plan
        .with_untracked(|plan| plan.material(id).cloned());
    let material = planned.as_ref().and_then(|planned| {
        let material = planned.material(&workspace.scenario())?;
        Some(Arc::new(material))
    });
    let name = material.as_ref().map(|it| format::localized(&it.name));
    let name = name.unwrap_or_default();
    let address = workspace.address(&material_page(id));
    let was_photographed = from.is_some_and(|state| !matches!(state, State::By(_)));
    let camera = planned.zip(material).filter(|_| was_photographed);
    let camera = camera.and_then(|(planned, material)| camera_of(attachments, &planned, &material));
    let Some(camera) = camera else {
        let words = match from {
            None => words::first_one,
            Some(_) => words::next_one,
        };
        return view! { <a class="button" href=address>{words(&name)}</a> }.into_node();
    };
    let shoot = move |_| {
        go(&address);
        let camera = camera.clone();
        // The page stands after the tasks of this tap; a timer still counts as part of it, which a frame does not.
        // Where a host opens no camera so, the button for it stands there.
        set_timeout(move || press(&camera), Duration::ZERO);
    };
    view! {
        <button class="button" type="button" on:click=shoot>
            {icon("camera", "")}
            {words::shoot_next(&name)}
        </button>
    }
    .into_node()
}

fn press(id: &str) {
    let input = document().get_element_by_id(id);
    if let Some(input) = input.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Next {
    /// This one is not done yet.
    Here,
    Material(String),
    Review,
}

/// The next that is left after the one `here`, and from the beginning again.
fn next(states: &[(MaterialPlan, State)], here: &str) -> Next {
    let at = states.iter().position(|(planned, _)| planned.id == here);
    if at.is_some_and(|at| states[at].1.is_wanting()) {
        return Next::Here;
    }
    let (before, after) = states.split_at(at.unwrap_or_default());
    let next = after
        .iter()
        .chain(before)
        .find(|(_, state)| state.is_wanting());
    next.map_or(Next::Review, |(planned, _)| {
        Next::Material(planned.id.clone())
    })
}

/// Saves what is decided, sends what is not sent, and goes to the review.
fn review(
    workspace: Workspace,
    attachments: AttachmentStore,
    here: &str,
    busy: RwSignal<bool>,
    found: RwSignal<Vec<(String, String)>>,
) -> impl Fn() + 'static {
    let go = go();
    let here = here.to_owned();
    once(busy, move || {
        let (go, here) = (go.clone(), here.clone());
        async move {
            commit_ways(workspace, attachments);
            let wrong = problems(workspace, attachments, Sent::NotYetTried, &here);
            let is_right = wrong.is_empty();
            found.set(wrong);
            if !is_right {
                return;
            }
            let sent = attachments.finish_uploads().await;
            // The resident has left the page meanwhile: they are not taken elsewhere.
            if busy.try_get_untracked().is_none() {
                return;
            }
            match sent {
                Ok(()) => go(&workspace.address("review")),
                Err(_) => drop(found.try_set(problems(workspace, attachments, Sent::Tried, &here))),
            }
        }
    })
}

/// A way that was preselected and not changed is what the resident goes on with: it is saved.
fn commit_ways(workspace: Workspace, attachments: AttachmentStore) {
    let planned = workspace.plan.with_untracked(|plan| plan.materials.clone());
    attachments.edit(|draft| {
        for planned in &planned {
            if let Some(way) = way_of(draft, planned) {
                draft.ways.insert(planned.id.clone(), way);
            }
        }
    });
}

/// What is still on its way.
fn note(attachments: AttachmentStore, going_on: bool) -> String {
    let pending = attachments.draft.with(|draft| attachments.pending(draft));
    let failed = pending
        .iter()
        .filter(|id| attachments.has_failed(id))
        .count();
    let n = pending.len().to_string();
    if pending.is_empty() {
        String::new()
    } else if failed > 0 {
        words::some_unsent(&failed.to_string())
    } else if going_on {
        words::going_on(&n)
    } else {
        words::still_sending(&n)
    }
}

#[cfg(test)]
mod tests {
    use catalog::scenario::Supply;

    use super::*;

    fn planned(id: &str, state: State) -> (MaterialPlan, State) {
        let planned = MaterialPlan {
            id: id.to_owned(),
            owners: Vec::new(),
            allowed: vec![Supply::Attach],
            exempted: false,
            may_be_exempted: false,
            whose: None,
        };
        (planned, state)
    }

    #[test]
    fn after_one_is_supplied_the_next_that_is_left_follows_and_then_the_review() {
        let one = planned("one", State::Open);
        let two = planned("two", State::Sending);
        let three = planned("three", State::By(Supply::Later));
        let states = [one, two, three];
        assert_eq!(next(&states, ""), Next::Material("one".to_owned()));
        assert_eq!(next(&states, "one"), Next::Here);
        assert_eq!(next(&states, "two"), Next::Material("one".to_owned()));
        assert_eq!(next(&states[1..], "two"), Next::Review);
        assert_eq!(next(&[], ""), Next::Review);
    }
}
