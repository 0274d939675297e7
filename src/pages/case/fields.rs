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
    let entered = move |value: Option<catalog::Value>| {
        let id = id.get_value();
        answer.workspace.edit(|draft| {
            let fields = &mut draft.application.fields;
            match value {
                Some(value) => fields.insert(id, value),
                None => fields.remove(&id),
            };
        });
        changed.set(());
    };
    let control = field_input(
        Described {
            id: element_id.clone(),
            by: [&before_id, " ", &error_id].concat(),
            limits: Limits::default(),
            invalid: Signal::derive(move || wrong.with(Option::is_some)),
            is_own: false,
        },
        &kind,
        id.with_value(|id| answer.value(id)),
        entered,
    );
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
