//! The page that answers a request for correction (补正): every defect at once, each with its reason and how it will
//! do, and one button that sends it all.

use casework::ObligationId;
use casework::event::{CorrectionItem, CorrectionSubject};
use catalog::scenario::{FieldId, MaterialId};
use contract::case::{Case, CaseService};
use contract::case_event::CaseEventKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::answer::{Answer, NOTE, SUMMARY, Target, field_of};
use super::correction_words::{reason, remedy};
use super::fields::corrected_field;
use super::followed_case::FollowedCase;
use super::material::{at_counter, left_elsewhere, named, way_on};
use super::offers::Offers;
use super::said::back_to;
use super::send_answer::send;
use super::tasks::until;
use crate::api;
use crate::attachments::slot_key::material_element_id;
use crate::attachments::ui::material_pages;
use crate::components::{Written, failed, icon, once, summary_of_form, waiting, written};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::correct as words;
use crate::state::{Loaded, app_state};

/// What was handed in for each field, masked, by id.
type Before = RwSignal<Vec<(String, String)>>;

pub(super) fn correction(case: &Case, followed: FollowedCase, service: &str) -> Node {
    let Some(lane) = case.service(service) else {
        return ().into_node();
    };
    let app = app_state();
    let (number, service) = (case.number.clone(), service.to_owned());
    let workspace = app.answer_workspace(case, &service);
    let before: Before = RwSignal::new(Vec::new());
    let asks_field = lane
        .to_correct
        .iter()
        .any(|item| matches!(item.of, CorrectionSubject::Field(_)));
    if asks_field {
        let number = number.clone();
        spawn_local(async move {
            // Without it the field is corrected all the same.
            if let Ok(handed_in) = api::handed_in(&number).await {
                let groups = handed_in.fields.into_iter();
                let lines = groups.flat_map(|group| group.lines);
                before.try_set(lines.map(|line| (line.id, line.value)).collect());
            }
        });
    }
    let back = back_to(&number);
    let (of_case, of_lane) = (
        StoredValue::new(case.clone()),
        StoredValue::new(lane.clone()),
    );
    let of = service.clone();
    let reload = move || {
        of_case.with_value(|case| app.load_answer_workspace(case, &of, workspace));
    };
    let form = move || match workspace.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, reload.clone()),
        Loaded::Ready(workspace) => {
            let items = of_lane.with_value(|lane| lane.to_correct.clone());
            let target = Target::Correct {
                service: service.clone(),
            };
            let (materials, fields) = subjects(&items);
            let answer = Answer::new(workspace, followed, target, materials, fields);
            form(answer, &items, before, back.clone())
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::heading(&lane.name)}</h1>
                {owed(case, lane)}
                <p class="page__lede">{lede(lane)}</p>
            </div>
            {said(case, lane)}
            {form}
        </div>
    }
    .into_node()
}

fn subjects(items: &[CorrectionItem]) -> (Vec<MaterialId>, Vec<FieldId>) {
    let (mut materials, mut fields) = (Vec::new(), Vec::new());
    for item in items {
        match &item.of {
            CorrectionSubject::Material(id) => materials.push(id.clone()),
            CorrectionSubject::Field(id) => fields.push(id.clone()),
        }
    }
    (materials, fields)
}

fn owed(case: &Case, lane: &CaseService) -> Option<Node> {
    let owed = case.obligations.iter().rev().find(|owed| {
        matches!(&owed.id, ObligationId::Correct { service, .. } if *service == lane.service)
    })?;
    until(owed)
}

fn lede(lane: &CaseService) -> String {
    match lane.to_correct.len() {
        0 => words::lede_words().to_owned(),
        1 => words::lede_one().to_owned(),
        n => words::lede(&n.to_string()),
    }
}

/// What the office has written with it.
fn said(case: &Case, lane: &CaseService) -> Option<Node> {
    let asked = case.events.iter().rev().find(|event| {
        matches!(&event.what, CaseEventKind::CorrectionAsked { service, .. } if *service == lane.service)
    })?;
    let text = asked.text.clone().filter(|text| !text.is_empty())?;
    Some(
        view! {
            <div class="notice notice--warn">
                {icon("message", "")}
                <div class="notice__body">
                    <p class="notice__title">{words::said()}</p>
                    <p>{text}</p>
                </div>
            </div>
        }
        .into_node(),
    )
}

fn form(
    answer: Answer,
    items: &[CorrectionItem],
    before: Before,
    back: impl Fn(String) + Clone + 'static,
) -> Node {
    let attachments = answer.attachments;
    attachments.keep_sending();
    let cards = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| card(answer, at + 1, item, before));
    let cards = cards.collect::<Vec<_>>();
    let press = once(answer.busy, move || {
        let back = back.clone();
        async move { send(answer, move || back(words::done().to_owned())).await }
    });
    let draft = answer.workspace.draft;
    let hint = if items.is_empty() {
        words::note_asked()
    } else {
        words::note_hint()
    };
    let note = Written {
        id: NOTE.to_owned(),
        label: words::note(),
        hint,
        text: draft.with_untracked(|draft| draft.note.clone()),
        wrong: Signal::derive(|| None),
    };
    let tell = move |text: String| answer.workspace.edit(|draft| draft.note = text);
    view! {
        <form
            class="section"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            {move || summary_of_form(SUMMARY, answer.still_wrong())}
            {left_elsewhere(answer, words::gone(), words::gone_text())}
            <ol class="stack">{cards}</ol>
            {written(note, tell)}
            {way_on(answer, words::send(), words::sending(), words::kept(), words::failed(), words::failed_text)}
        </form>
    }
    .into_node()
}

/// One defect: what it is about, why, how it will do, and where to put it right.
fn card(answer: Answer, at: usize, item: &CorrectionItem, before: Before) -> Option<Node> {
    let scenario = answer.workspace.scenario();
    let (name, id, body) = match &item.of {
        CorrectionSubject::Material(id) => {
            let material = named(scenario.material(id)?, id);
            let element_id = answer
                .workspace
                .draft
                .with_untracked(|draft| material_element_id(draft, id));
            let body = view! {
                {material_pages(answer.attachments, &material)}
                {at_counter(answer, &material, words::counter())}
            };
            (
                format::localized(&material.name),
                element_id,
                body.into_node(),
            )
        }
        CorrectionSubject::Field(id) => {
            let field = field_of(&scenario, id)?;
            let of = id.clone();
            let known = Signal::derive(move || {
                before.with(|before| {
                    let mut before = before.iter();
                    before
                        .find(|(id, _)| *id == of)
                        .map(|(_, value)| value.clone())
                })
            });
            let body = corrected_field(answer, field, id, known);
            (
                format::localized(&field.label),
                ["item-", id].concat(),
                body,
            )
        }
    };
    let reasons = item
        .reasons
        .iter()
        .map(|why| view! { <li>{reason(*why)}</li> });
    let heading = [&at.to_string(), ". ", &name].concat();
    Some(
        view! {
            <li class="card" id=id>
                <h2 class="card__title">{heading}</h2>
                <dl class="defect">
                    <dt>{words::why()}</dt>
                    <dd>
                        <ul>{reasons.collect::<Vec<_>>()}</ul>
                    </dd>
                    <dt>{words::remedy()}</dt>
                    <dd>{remedy(item.remedy)}</dd>
                </dl>
                {body}
            </li>
        }
        .into_node(),
    )
}
