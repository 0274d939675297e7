//! 容缺后补: the paper that follows, with camera, pre-check and upload as before handing in.

use casework::ObligationId;
use contract::case::Case;
use leptos::prelude::*;
use markup::view;

use super::answer::{Answer, SUMMARY, Target};
use super::followed_case::FollowedCase;
use super::material::{at_counter, checklist, left_elsewhere, named, way_on};
use super::offers::Offers;
use super::said::back_to;
use super::send_answer::send;
use super::tasks::until;
use crate::attachments::ui::material_pages;
use crate::components::{failed, once, summary_of_form, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{correct as correct_words, materials as material_words, supply as words};
use crate::state::{Loaded, app_state};

pub(super) fn supply(case: &Case, followed: FollowedCase, material: &str) -> Node {
    let app = app_state();
    // No service is called so: ids of services have no hyphen.
    let place = ["supply-", material].concat();
    let workspace = app.answer_workspace(case, &place);
    let back = back_to(&case.number);
    let name = case.material_name(material).unwrap_or(material).to_owned();
    let of_case = StoredValue::new(case.clone());
    let reload = move || {
        of_case.with_value(|case| app.load_answer_workspace(case, &place, workspace));
    };
    let (material, called) = (material.to_owned(), name.clone());
    let owed = case
        .obligation(|id| matches!(id, ObligationId::Supply { material: of } if *of == material));
    let until = owed.and_then(until);
    let form = move || match workspace.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, reload.clone()),
        Loaded::Ready(workspace) => {
            let target = Target::Supply {
                material: material.clone(),
            };
            let materials = vec![material.clone()];
            let answer = Answer::new(workspace, followed, target, materials, Vec::new());
            form(answer, &material, words::done(&called), back.clone())
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{name}</h1>
                {until}
                <p class="page__lede">{words::after()}</p>
            </div>
            {form}
        </div>
    }
    .into_node()
}

fn form(answer: Answer, id: &str, done: String, back: impl Fn(String) + Clone + 'static) -> Node {
    let attachments = answer.attachments;
    attachments.keep_sending();
    let scenario = answer.workspace.scenario();
    let Some(material) = scenario.material(id).map(|material| named(material, id)) else {
        return ().into_node();
    };
    let press = once(answer.busy, move || {
        let (back, done) = (back.clone(), done.clone());
        async move { send(answer, move || back(done.clone())).await }
    });
    view! {
        <form
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            {move || summary_of_form(SUMMARY, answer.still_wrong())}
            {left_elsewhere(answer, words::gone(), words::gone_text())}
            {material
                .hint
                .as_ref()
                .map(|hint| view! { <p class="material__hint">{format::localized(hint)}</p> })}
            <h2 class="visually-hidden">{material_words::attach()}</h2>
            {material_pages(attachments, &material)}
            {at_counter(answer, &material, correct_words::counter())}
            {checklist(answer, &material)}
            <p class="page__note">{material_words::attach_note()}</p>
            {way_on(answer, words::send(), words::sending(), words::kept(), words::failed(), words::failed_text)}
        </form>
    }
    .into_node()
}
