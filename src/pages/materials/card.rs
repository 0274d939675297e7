//! One material: what it is and what it is for, its state, and the ways to supply it.

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::{Material, Scenario, Supply};
use leptos::prelude::*;
use markup::view;

use super::ways::{Asked, licence, way_of, ways};
use crate::attachments::AttachmentStore;
use crate::attachments::slot::PageSlot;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, materials as words};
use crate::problem::material_id;
use crate::state::Workspace;

/// The state of a material, as its tag shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// A picture is to be decided on.
    Look,
    Checking,
    Sending,
    Unsent,
    Done,
    /// Answered without a picture.
    By(Supply),
}

impl State {
    pub(super) const fn is_answered(self) -> bool {
        matches!(self, Self::Done | Self::By(_))
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Look | Self::Unsent => "material material--trouble",
            Self::Done | Self::By(_) => "material material--done",
            Self::Open | Self::Checking | Self::Sending => "material",
        }
    }

    const fn tag(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("tag", words::tag_open()),
            Self::Look => ("tag tag--warn", words::tag_look()),
            Self::Checking => ("tag tag--brand", words::tag_checking()),
            Self::Sending => ("tag tag--brand", words::tag_sending()),
            Self::Unsent => ("tag tag--bad", words::tag_unsent()),
            Self::Done => ("tag tag--good", words::tag_done()),
            Self::By(Supply::Later) => ("tag tag--brand", words::tag_later()),
            Self::By(Supply::Promise) => ("tag tag--brand", words::tag_promise()),
            Self::By(Supply::Counter) => ("tag tag--brand", words::tag_counter()),
            Self::By(Supply::OtherParty) => ("tag tag--brand", words::tag_other()),
            Self::By(Supply::Licence | Supply::Attach) => ("tag tag--good", words::tag_have()),
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::By(Supply::Licence) => "licence",
            Self::By(Supply::Later) => "later",
            Self::By(Supply::Promise) => "promise",
            Self::By(Supply::Counter) => "counter",
            Self::By(Supply::OtherParty) => "other-sends",
            Self::Look => "camera",
            _ => "file",
        }
    }
}

/// The state of a material. Tracks the draft, the checks and the uploads.
pub(super) fn state_of(
    attachments: AttachmentStore,
    planned: &MaterialPlan,
    material: &Arc<Material>,
) -> State {
    match attachments.draft.with(|draft| way_of(draft, planned)) {
        None => return State::Open,
        Some(Supply::Attach) => {}
        Some(way) => return State::By(way),
    }
    let mut state = State::Done;
    for page in &material.pages {
        let slot = PageSlot::new(attachments, material, &page.id);
        if slot.is_processing() {
            return State::Checking;
        }
        let pictures = slot.pictures();
        let candidate = pictures.candidate;
        let Some(taken) = pictures.taken.filter(|_| candidate.is_none()) else {
            let found = if candidate.is_some() {
                State::Look
            } else {
                State::Open
            };
            state = if state == State::Look { state } else { found };
            continue;
        };
        if matches!(state, State::Open | State::Look) || has_arrived(attachments, &taken.id) {
            continue;
        }
        state = if attachments.has_failed(&taken.id) || state == State::Unsent {
            State::Unsent
        } else {
            State::Sending
        };
    }
    state
}

fn has_arrived(attachments: AttachmentStore, id: &str) -> bool {
    attachments.draft.with(|draft| {
        draft
            .pictures
            .iter()
            .any(|picture| picture.id == id && picture.arrived)
    })
}

pub(super) fn card(
    workspace: Workspace,
    attachments: AttachmentStore,
    scenario: &Arc<Scenario>,
    planned: &MaterialPlan,
) -> Option<Node> {
    let material = Arc::new(planned.material(scenario)?);
    let planned = Arc::new(planned.clone());
    let way = {
        let planned = Arc::clone(&planned);
        Memo::new(move |_| attachments.draft.with(|draft| way_of(draft, &planned)))
    };
    let state = {
        let (planned, material) = (Arc::clone(&planned), Arc::clone(&material));
        Memo::new(move |_| state_of(attachments, &planned, &material))
    };
    let asked = Asked {
        workspace,
        attachments,
        scenario: Arc::clone(scenario),
        material: Arc::clone(&material),
        planned: Arc::clone(&planned),
        way,
    };
    let body = if planned.exempted {
        spared(&asked)
    } else {
        open(&asked)
    };
    Some(
        view! {
            <li id=material_id(&material.id)>
                <article class=move || state.get().class()>
                    <div class="material__head">
                        {move || icon(state.get().sign(), "material__icon icon--large")}
                        <div class="material__title">
                            <h2 class="material__name">{format::localized(&material.name)}</h2>
                            <p class="material__used">{used_by(scenario, &planned)}</p>
                        </div>
                        {move || {
                            let (class, words) = state.get().tag();
                            view! { <span class=class>{words}</span> }
                        }}
                    </div>
                    <div class="material__body">{body}</div>
                </article>
            </li>
        }
        .into_node(),
    )
}

/// An e-licence is held: nothing to do, and another way for who wants one.
fn spared(asked: &Asked) -> Node {
    if asked.planned.allowed.len() < 2 {
        return view! { <p>{licence(asked)}</p> }.into_node();
    }
    let elsewise = asked.way.get_untracked() != Some(Supply::Licence);
    view! {
        {
            let asked = asked.clone();
            move || (asked.way.get() == Some(Supply::Licence)).then(|| view! { <p>{licence(&asked)}</p> })
        }
        <details class="fold fold--plain" open=elsewise>
            <summary class="fold__head">{words::other_way()}</summary>
            <div class="fold__body">{ways(asked)}</div>
        </details>
    }
    .into_node()
}

fn open(asked: &Asked) -> Node {
    let material = &asked.material;
    let sources = format::sources(&asked.scenario, &material.sources);
    let pages = format::listed(material.pages.iter().map(|page| &page.label));
    let pages = if material.pages.len() > 1 {
        words::pages_each(&pages)
    } else {
        words::page_one(&pages)
    };
    view! {
        <ul class="material__needs">
            <li>{pages}</li>
            {material.hint.as_ref().map(|hint| view! { <li>{format::localized(hint)}</li> })}
        </ul>
        <details class="fold fold--plain">
            <summary class="fold__head">{icon("question", "")} {words::why()}</summary>
            <div class="fold__body">
                <p>{format::localized(&material.why)}</p>
                {(!sources.is_empty())
                    .then(|| view! { <p class="source">{common::source(&sources)}</p> })}
            </div>
        </details>
        {ways(asked)}
    }
    .into_node()
}

fn used_by(scenario: &Scenario, planned: &MaterialPlan) -> String {
    let names: Vec<String> = planned
        .owners
        .iter()
        .filter_map(|id| scenario.service(id))
        .map(|service| format::localized(&service.name))
        .collect();
    match names.as_slice() {
        [only] => words::used_one(only),
        [_, _] => words::used_two(&names.join(common::list_separator())),
        _ => {
            let first = names.iter().take(2).map(String::as_str).collect::<Vec<_>>();
            words::used_more(
                &names.len().to_string(),
                &first.join(common::list_separator()),
            )
        }
    }
}
