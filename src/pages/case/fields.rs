//! A field of the form that is to be corrected: its control and checks are those of the form.

use catalog::plan::Limits;
use catalog::scenario::Field;
use leptos::prelude::*;
use markup::view;

use super::answer::{Answer, field_element_id};
use crate::components::{Described, field_input, icon, is_grouped};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::correct as words;
use crate::problem;

/// `before` is what was handed in, in words, where that is known.
pub(super) fn corrected_field(
    answer: Answer,
    field: &Field,
    id: &str,
    before: Signal<Option<String>>,
) -> Node {
    let element_id = field_element_id(id);
    let (error_id, before_id) = (
        [&element_id, "-error"].concat(),
        [&element_id, "-before"].concat(),
    );
    let id = StoredValue::new(id.to_owned());
    let field = StoredValue::new(field.clone());
    let kind = field.with_value(|field| field.kind.clone());
    // Once it was left or tried, it is checked at every change.
    let is_left = RwSignal::new(false);
    let changed = RwSignal::new(());
    let wrong = move || {
        changed.track();
        (is_left.get() || answer.tried.get())
            .then(|| {
                let found = field
                    .with_value(|field| id.with_value(|id| answer.field_problem(field, id)))?;
                let value = id.with_value(|id| answer.value(id));
                Some(
                    field.with_value(|field| problem::of_value(&field.kind, found, value.as_ref())),
                )
            })
            .flatten()
    };
    let wrong = Signal::derive(wrong);
    // What was typed here last. The draft may come to hold another value by a photograph of the card: the control is
    // made anew with it.
    let typed = StoredValue::new(id.with_value(|id| answer.value(id)));
    let renewed = RwSignal::new(());
    Effect::new(move || {
        let draft = answer.workspace.draft;
        let held =
            draft.with(|draft| id.with_value(|id| draft.application.fields.get(id).cloned()));
        if typed.with_value(|typed| *typed != held) {
            typed.set_value(held);
            changed.set(());
            renewed.set(());
        }
    });
    let entered = move |value: Option<catalog::Value>| {
        let id = id.get_value();
        typed.set_value(value.clone());
        answer.workspace.edit(|draft| {
            let fields = &mut draft.application.fields;
            match value {
                Some(value) => fields.insert(id, value),
                None => fields.remove(&id),
            };
        });
        changed.set(());
    };
    let by = [&before_id, " ", &error_id].concat();
    let control = {
        let (kind, element_id) = (kind.clone(), element_id.clone());
        move || {
            renewed.track();
            field_input(
                Described {
                    id: element_id.clone(),
                    by: by.clone(),
                    limits: Limits::default(),
                    invalid: Signal::derive(move || wrong.with(Option::is_some)),
                    is_own: false,
                },
                &kind,
                typed.get_value(),
                entered,
            )
        }
    };
    let body = view! {
        {field.with_value(|field| {
            field.hint.as_ref().map(|hint| view! { <p class="field__hint">{format::localized(hint)}</p> })
        })}
        <p class="field__hint" id=before_id>
            {move || before.get().map(|value| words::before(&value))}
        </p>
        <div id=error_id>
            {move || {
                wrong
                    .get()
                    .map(|wrong| {
                        view! { <p class="field__error">{icon("warning", "")} <span>{wrong}</span></p> }
                    })
            }}
        </div>
        {control}
    };
    let class = move || {
        if wrong.with(Option::is_some) {
            "field field--error"
        } else {
            "field"
        }
    };
    let left = move |_| {
        is_left.try_set(true);
    };
    let label = field.with_value(|field| format::localized(&field.label));
    if is_grouped(&kind) {
        view! {
            <fieldset class=class on:focusout=left>
                <legend class="field__label">{label}</legend>
                {body}
            </fieldset>
        }
        .into_node()
    } else {
        view! {
            <div class=class on:focusout=left>
                <label class="field__label" for=element_id>{label}</label>
                {body}
            </div>
        }
        .into_node()
    }
}
