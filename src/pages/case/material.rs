//! What the answers to 补正 and 容缺后补 share: showing a paper at the counter instead, and the way on.

use std::sync::Arc;

use catalog::application::Confirmed;
use catalog::scenario::{Material, Supply};
use leptos::prelude::*;
use markup::view;

use super::answer::{Answer, CHECKLIST};
use super::sending::busy_class;
use crate::attachments::slot_key::material_element_id;
use crate::components::{notice, saved_note};
use crate::dom::{IntoNode, Node};
use crate::draft::{Draft, PictureStatus};
use crate::format;
use crate::messages::review as review_words;

/// Who cannot photograph it may show it at the counter, where that is open.
pub(super) fn at_counter(answer: Answer, material: &Material, label: &'static str) -> Option<Node> {
    if !material.supply.contains(&Supply::Counter) {
        return None;
    }
    let workspace = answer.workspace;
    let element_id = workspace
        .draft
        .with_untracked(|draft| material_element_id(draft, &material.id));
    let tick_id = [&element_id, "-counter"].concat();
    let of = material.id.clone();
    let chosen = move || {
        workspace
            .draft
            .with(|draft| draft.ways.get(&of) == Some(&Supply::Counter))
    };
    let of = material.id.clone();
    let switch = move |event| {
        let way = if event_target_checked(&event) {
            Supply::Counter
        } else {
            Supply::Attach
        };
        workspace.edit(|draft| {
            draft.ways.insert(of.clone(), way);
        });
    };
    Some(
        view! {
            <div>
                {tick(tick_id, label.to_owned(), Signal::derive(chosen), switch)}
            </div>
        }
        .into_node(),
    )
}

/// 「交之前看一眼」: what only a person can see of the pictures, once there are some.
pub(super) fn checklist(answer: Answer, material: &Arc<Material>) -> Node {
    let material = Arc::clone(material);
    let workspace = answer.workspace;
    let has_pictures = {
        let id = material.id.clone();
        Memo::new(move |_| {
            workspace.draft.with(|draft| {
                let mut pictures = draft.pictures_of(&id);
                let is_sent = draft.ways.get(&id) != Some(&Supply::Counter);
                is_sent && pictures.any(|picture| picture.status == PictureStatus::Taken)
            })
        })
    };
    let view =
        move || (has_pictures.get() && !material.ask.is_empty()).then(|| ticks(answer, &material));
    view.into_node()
}

fn ticks(answer: Answer, material: &Material) -> Node {
    let id = StoredValue::new(material.id.clone());
    let confirmed = move || {
        id.with_value(|id| {
            let confirmed = |draft: &Draft| draft.application.confirmed.get(id).cloned();
            answer.workspace.draft.with(confirmed).unwrap_or_default()
        })
    };
    let change = move |change: &dyn Fn(&mut Confirmed)| {
        answer.workspace.edit(|draft| {
            let id = id.get_value();
            change(draft.application.confirmed.entry(id).or_default());
        });
    };
    let lines = material.ask.iter().map(|ask| {
        let (line, of) = (ask.id.clone(), ask.id.clone());
        let switch = move |event| {
            let is_so = event_target_checked(&event);
            change(&|confirmed| {
                if is_so {
                    confirmed.ticked.insert(line.clone());
                } else {
                    confirmed.ticked.remove(&line);
                }
            });
        };
        tick(
            ["ask-", &ask.id].concat(),
            format::localized(&ask.say),
            Signal::derive(move || confirmed().ticked.contains(&of)),
            switch,
        )
    });
    let lines = lines.collect::<Vec<_>>();
    let leave = move |event| {
        let is_unsure = event_target_checked(&event);
        change(&|confirmed| confirmed.unsure = is_unsure);
    };
    let unsure = tick(
        "ask-unsure".to_owned(),
        review_words::check_unsure().to_owned(),
        Signal::derive(move || confirmed().unsure),
        leave,
    );
    view! {
        <fieldset class="section" id=CHECKLIST tabindex="-1">
            <legend class="field__label">{review_words::check()}</legend>
            <p class="field__hint">{review_words::check_lede()}</p>
            {lines}
            {unsure}
        </fieldset>
    }
    .into_node()
}

fn tick(
    id: String,
    label: String,
    checked: Signal<bool>,
    switch: impl Fn(web_sys::Event) + 'static,
) -> Node {
    view! {
        <label class="choice choice--bare">
            <input
                class="choice__input"
                type="checkbox"
                id=id
                prop:checked=checked
                on:change=switch
            />
            <span class="choice__body">
                <span class="choice__label">{label}</span>
            </span>
        </label>
    }
    .into_node()
}

/// That another page has sent it already.
pub(super) fn left_elsewhere(answer: Answer, title: &'static str, text: &'static str) -> Node {
    let elsewhere = answer.workspace.told.elsewhere;
    view! {
        <div class="news" role="status">
            {move || elsewhere.get().map(|_| notice("info", title, text))}
        </div>
    }
    .into_node()
}

/// Why it was not sent, the button, and where it is kept meanwhile.
pub(super) fn way_on(
    answer: Answer,
    label: &'static str,
    sending: &'static str,
    kept: &'static str,
    failed: &'static str,
    failed_text: fn(&str) -> String,
) -> Node {
    let busy = answer.busy;
    view! {
        <div role="alert">
            {move || answer.cause.get().map(|cause| notice("bad", failed, &failed_text(&cause)))}
        </div>
        <div class="in-reach no-print">
            <p class="in-reach__note" role="status">
                {move || {
                    if busy.get() {
                        sending.into_node()
                    } else {
                        saved_note(answer.workspace, kept)
                    }
                }}
            </p>
            <button
                class=move || busy_class(busy)
                type="submit"
                aria-disabled=move || busy.get().then_some("true")
            >
                {label}
            </button>
        </div>
    }
    .into_node()
}

/// A material as the case knows it: one of a row goes by the row's id.
pub(super) fn named(material: &Material, id: &str) -> Arc<Material> {
    Arc::new(Material {
        id: id.to_owned(),
        ..material.clone()
    })
}
