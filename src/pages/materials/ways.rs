//! The ways to supply a material: what the one in effect means for the resident, and the others to change to.

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::{Material, Scenario, Supply};
use civic::day;
use leptos::prelude::*;
use markup::view;

use super::state::State;
use crate::attachments::AttachmentStore;
use crate::attachments::ui::material_pages;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node, fresh};
use crate::format;
use crate::messages::materials as words;
use crate::state::Workspace;

/// The heading of the way in effect.
const WAY: &str = "way";

/// What the page of a material knows; cheap to clone.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) workspace: Workspace,
    pub(super) attachments: AttachmentStore,
    pub(super) scenario: Arc<Scenario>,
    pub(super) material: Arc<Material>,
    pub(super) planned: Arc<MaterialPlan>,
    pub(super) way: Memo<Option<Supply>>,
}

/// The way in effect with what it asks, and the others folded under it; all of them where none is in effect yet.
pub(super) fn ways(asked: &Asked) -> Node {
    let current = {
        let asked = asked.clone();
        move || Some(in_effect(&asked, asked.way.get()?))
    };
    let asked = asked.clone();
    let others = move || {
        let now = asked.way.get();
        let others = asked
            .planned
            .allowed
            .iter()
            .filter(|way| Some(**way) != now);
        let others: Vec<Node> = others.map(|way| other(&asked, *way)).collect();
        if others.is_empty() {
            return ().into_node();
        }
        let others = view! { <ul class="choices">{others}</ul> };
        match now {
            None => view! {
                <h2 class="section__head" id=WAY tabindex="-1">{words::ways()}</h2>
                {others}
            },
            // Another one each time: it is folded again when a way was chosen.
            Some(now) => fresh(view! {
                <details class="fold">
                    <summary class="fold__head">
                        {if now == Supply::Attach { words::cannot_now() } else { words::other_ways() }}
                    </summary>
                    <div class="fold__body">{others}</div>
                </details>
            }),
        }
    };
    view! {
        <section class="section">{current}</section>
        {others}
    }
    .into_node()
}

fn in_effect(asked: &Asked, way: Supply) -> Node {
    let (name, _) = words_of(way);
    if way == Supply::Attach {
        return view! {
            <h2 class="visually-hidden" id=WAY tabindex="-1">{name}</h2>
            {asked
                .material
                .hint
                .as_ref()
                .map(|hint| view! { <p class="material__hint">{format::localized(hint)}</p> })}
            {more(asked, way)}
            <p class="page__note">{words::attach_note()}</p>
        };
    }
    view! {
        <div class="card">
            <h2 class="card__title" id=WAY tabindex="-1">{name}</h2>
            <div class="stack">{more(asked, way)}</div>
        </div>
    }
    .into_node()
}

/// Another way, chosen by one tap.
fn other(asked: &Asked, way: Supply) -> Node {
    let (label, hint) = words_of(way);
    let hint = match supply_until(asked) {
        Some(until) if way == Supply::Later => until,
        _ => hint.to_owned(),
    };
    let (id, attachments) = (asked.material.id.clone(), asked.attachments);
    let choose = move |_| {
        let id = id.clone();
        attachments.edit(move |draft| {
            draft.ways.insert(id, way);
        });
        // Pictures taken before another way was tried are sent after all.
        attachments.start_uploads();
        request_animation_frame(|| focus(WAY));
    };
    view! {
        <li>
            <button class="way" type="button" on:click=choose>
                {icon(State::By(way).sign(), "way__icon")}
                <span class="way__body">
                    <span class="choice__label">{label}</span>
                    <span class="choice__hint">{hint}</span>
                </span>
            </button>
        </li>
    }
    .into_node()
}

const fn words_of(way: Supply) -> (&'static str, &'static str) {
    match way {
        Supply::Licence => (words::licence(), words::licence_hint()),
        Supply::Attach => (words::attach(), words::attach_hint()),
        Supply::Later => (words::later(), words::later_hint()),
        Supply::Promise => (words::promise(), words::promise_hint()),
        Supply::Counter => (words::counter(), words::counter_hint()),
        Supply::OtherParty => (words::other(), words::other_hint()),
    }
}

/// What follows from a way: its explanation, or its inputs.
fn more(asked: &Asked, way: Supply) -> Node {
    match way {
        Supply::Licence => view! { <p>{licence(asked)}</p> }.into_node(),
        Supply::Attach => material_pages(asked.attachments, &asked.material),
        Supply::Later => view! {
            {supply_until(asked).map(|words| view! { <p>{words}</p> })}
            <p class="small muted">{words::later_text()}</p>
        }
        .into_node(),
        Supply::Promise => promise(asked),
        Supply::Counter => counter(asked),
        Supply::OtherParty => view! { <p>{words::other_text()}</p> }.into_node(),
    }
}

/// Where the e-licence comes from.
fn licence(asked: &Asked) -> String {
    let kind = asked.material.licence.as_deref();
    asked.attachments.app.holdings.with(|holdings| {
        match holdings
            .licences
            .iter()
            .find(|licence| Some(licence.kind.as_str()) == kind)
        {
            Some(licence) => words::licence_held(&licence.issuer, &licence.name),
            None => words::licence_held_short().to_owned(),
        }
    })
}

fn supply_until(asked: &Asked) -> Option<String> {
    let limit = asked.material.later_within?;
    let today = asked.workspace.context.with(|context| context.today);
    let due = limit.due(today);
    let (last, limit) = (format::day(&day::iso(due.day)), format::limit(limit));
    Some(if due.exact {
        words::later_by(&last, &limit)
    } else {
        words::later_by_about(&last, &limit)
    })
}

/// The title and the beginning of the promise; all of it is agreed to on the last page.
fn promise(asked: &Asked) -> Node {
    let commitment = asked
        .material
        .commitment
        .as_ref()
        .and_then(|id| asked.scenario.commitment(id));
    let shown = commitment.map(|commitment| {
        let told = commitment
            .told
            .iter()
            .take(2)
            .map(|told| view! { <li>{format::localized(told)}</li> });
        view! {
            <p class="promise__title">{format::localized(&commitment.title)}</p>
            <ul class="material__needs">{told.collect::<Vec<_>>()} <li>{words::promise_more()}</li></ul>
        }
    });
    view! {
        {shown}
        <p class="small muted">{words::promise_text()}</p>
    }
    .into_node()
}

/// The offices that look at the original, and the number to ask before one goes there.
fn counter(asked: &Asked) -> Node {
    let services = asked
        .planned
        .owners
        .iter()
        .filter_map(|id| asked.scenario.service(id));
    let offices = services.map(|service| {
        let (name, office) = (
            format::localized(&service.name),
            format::localized(&service.guide.accepted_by),
        );
        view! { <li>{words::counter_office(&office, &name)}</li> }
    });
    let phone = asked.scenario.region.hotline.first().map(|hotline| {
        let href = ["tel:", &hotline.phone].concat();
        view! { <p><a href=href>{words::counter_call(&hotline.phone)}</a></p> }
    });
    view! {
        <p>{words::counter_where()}</p>
        <ul class="material__needs">{offices.collect::<Vec<_>>()}</ul>
        {phone}
    }
    .into_node()
}

/// 「最晚 2026 年 12 月 30 日」: until when it is to be brought, where it is handed in today.
pub(super) fn due_day(material: &Material, workspace: Workspace) -> Option<String> {
    let today = workspace.context.with(|context| context.today);
    let due = material.later_within?.due(today);
    Some(words::due(&format::day(&day::iso(due.day))))
}
