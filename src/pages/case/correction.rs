//! The form that answers a request for correction (补正): what the office says, the materials it asks for, a note.

use std::sync::Arc;

use catalog::scenario::{Material, Supply};
use contract::case::{Case, CaseService, ServiceEventKind};
use leptos::prelude::*;
use markup::view;

use super::answer::{Answer, MAX_NOTE_CHARS, send};
use super::followed_case::FollowedCase;
use crate::attachments::AttachmentStore;
use crate::attachments::slot_key::material_element_id;
use crate::attachments::ui::material_pages;
use crate::components::{
    Composing, failed, icon, notice, once, saved_note, summary_of_form, waiting,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{case as words, common};
use crate::state::Workspace;
use crate::state::{Loaded, app_state};

pub(super) fn correction(case: &Case, lane: &CaseService, followed: FollowedCase) -> Node {
    let asked = lane
        .events
        .iter()
        .rev()
        .find_map(|event| match &event.what {
            ServiceEventKind::CorrectionAsked { message, materials } => Some((message, materials)),
            _ => None,
        });
    let Some((message, materials)) = asked.map(|(message, ids)| (message.clone(), ids.clone()))
    else {
        return ().into_node();
    };
    let app = app_state();
    let workspace = app.correction_workspace(case, &lane.service);
    let target = StoredValue::new((case.clone(), lane.service.clone()));
    let reload = move || {
        target.with_value(|(case, service)| {
            app.load_correction_workspace([&case.number, "/", service].concat(), case, workspace);
        });
    };
    let form = move || match workspace.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, reload),
        Loaded::Ready(workspace) => form(Answer::new(
            workspace,
            followed,
            target.with_value(|(case, service)| (case.number.clone(), service.clone())),
            materials.clone(),
        )),
    };
    view! {
        <div class="notice notice--warn">
            {icon("warning", "")}
            <div class="notice__body">
                <p class="notice__title">{words::correct_title()}</p>
                <p>{message}</p>
            </div>
        </div>
        {form}
    }
    .into_node()
}

fn form(answer: Answer) -> Node {
    let workspace = answer.workspace;
    let attachments = AttachmentStore::of_correction(workspace);
    attachments.keep_sending();
    let scenario = workspace.scenario();
    let materials: Vec<Arc<Material>> = answer.materials.with_value(|ids| {
        ids.iter()
            .filter_map(|id| scenario.material(id).cloned().map(Arc::new))
            .collect()
    });
    let names = format::listed(materials.iter().map(|material| &material.name));
    let asked = (!materials.is_empty()).then(|| {
        let cards = materials
            .iter()
            .map(|material| card(workspace, attachments, material))
            .collect::<Vec<_>>();
        view! {
            <h3 class="section">{words::correct_materials(&names)}</h3>
            <p class="section__note">{words::correct_hint()}</p>
            <div class="stack">{cards}</div>
        }
    });
    let busy = answer.busy;
    let press = once(busy, move || send(answer));
    view! {
        <form
            class="section"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            {move || summary_of_form(&answer.summary_id(), answer.still_wrong())}
            <div class="news" role="status">
                {move || {
                    let gone = workspace.told.elsewhere.get();
                    gone.map(|_| notice("info", words::correct_gone(), words::correct_gone_text()))
                }}
            </div>
            {asked}
            {note(answer, materials.is_empty())}
            <div role="alert">
                {move || {
                    answer
                        .cause
                        .get()
                        .map(|cause| {
                            let text = words::correct_failed_text(&cause);
                            notice("bad", words::correct_failed(), &text)
                        })
                }}
            </div>
            <div class="actions">
                <button
                    class=move || if busy.get() { "button button--busy" } else { "button" }
                    type="submit"
                    aria-disabled=move || busy.get().then_some("true")
                >
                    {words::correct_send()}
                </button>
            </div>
            <p class="page__note" role="status">
                {move || {
                    if busy.get() {
                        words::correct_sending().into_node()
                    } else {
                        saved_note(workspace, words::correct_kept())
                    }
                }}
            </p>
        </form>
    }
    .into_node()
}

/// One material that is asked for again. Who cannot photograph it may show it at the counter, where that is open.
fn card(workspace: Workspace, attachments: AttachmentStore, material: &Arc<Material>) -> Node {
    let id = material.id.clone();
    let element_id = workspace
        .draft
        .with_untracked(|draft| material_element_id(draft, &id));
    let at_counter = material.supply.contains(&Supply::Counter).then(|| {
        let (tick_id, name) = (
            [&element_id, "-counter"].concat(),
            format::localized(&material.name),
        );
        let of = id.clone();
        let chosen = move || {
            workspace
                .draft
                .with(|draft| draft.ways.get(&of) == Some(&Supply::Counter))
        };
        let of = id.clone();
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
        view! {
            <label class="choice choice--bare">
                <input
                    class="choice__input"
                    type="checkbox"
                    id=tick_id
                    prop:checked=chosen
                    on:change=switch
                />
                <span class="choice__body">
                    <span class="choice__label">
                        {words::correct_counter()} <span class="visually-hidden">{name}</span>
                    </span>
                </span>
            </label>
        }
    });
    view! {
        <div class="card" id=element_id>
            <h4 class="card__title">{format::localized(&material.name)}</h4>
            {material
                .hint
                .as_ref()
                .map(|hint| view! { <p class="card__text">{format::localized(hint)}</p> })}
            {material_pages(attachments, material)}
            {at_counter}
        </div>
    }
    .into_node()
}

/// `needed`: no material is asked for, so that the words are the whole answer.
fn note(answer: Answer, needed: bool) -> Node {
    let workspace = answer.workspace;
    let id = answer.note_id();
    let hint_id = [&id, "-hint"].concat();
    let text = workspace.draft.with_untracked(|draft| draft.note.clone());
    let left = move || {
        let written = workspace.draft.with(|draft| draft.note.chars().count());
        match written.checked_sub(MAX_NOTE_CHARS) {
            Some(over) if over > 0 => {
                common::too_many_characters(&MAX_NOTE_CHARS.to_string(), &over.to_string())
            }
            _ => words::correct_left(&(MAX_NOTE_CHARS - written).to_string()),
        }
    };
    let composing = Composing::new();
    let tell = move |text: String| workspace.edit(|draft| draft.note = text);
    let hint = if needed {
        words::correct_note_asked()
    } else {
        words::correct_note_hint()
    };
    view! {
        <div class="field section">
            <label class="field__label" for=id.clone()>
                {words::correct_note()}
            </label>
            <p class="field__hint" id=hint_id.clone()>{hint}</p>
            <div class="field__control">
                <textarea
                    class="input"
                    id=id
                    aria-describedby=hint_id
                    prop:value=text
                    on:compositionstart=move |_| composing.begins()
                    on:compositionend=move |event| tell(composing.ended(&event))
                    on:input=move |event| {
                        if let Some(text) = composing.typed(&event) {
                            tell(text);
                        }
                    }
                ></textarea>
            </div>
            <p class="field__count">{left}</p>
        </div>
    }
    .into_node()
}
