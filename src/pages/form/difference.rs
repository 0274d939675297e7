//! A field whose value differs from the person's own e-licence: both are shown, and the resident takes the licence's
//! value or says why not. It blocks nothing; a clerk sees it too.

use catalog::Value;
use catalog::application::Explanation;
use catalog::context::LicenceFact;
use catalog::plan::Limits;
use catalog::scenario::{Choice, Kind};
use leptos::prelude::*;
use markup::view;

use super::entry::Entry;
use crate::components::{Control, control, icon};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::form as words;

const OUTDATED: &str = "outdated";
const AS_TYPED: &str = "as_typed";

pub(super) fn notice(entry: StoredValue<Entry>, fact: LicenceFact, anew: RwSignal<()>) -> Node {
    let Some((id, kind, workspace)) = entry.try_with_value(|entry| {
        let workspace = entry.workspace;
        (
            [&entry.id(), "-why"].concat(),
            entry.field.kind.clone(),
            workspace,
        )
    }) else {
        return ().into_node();
    };
    let field = entry.with_value(|entry| entry.field.id.clone());
    let says = format::value(&kind, &fact.value);
    let said = workspace
        .draft
        .with_untracked(|draft| draft.application.explained.get(&field).copied());
    let said = said.map(|why| match why {
        Explanation::LicenceOutdated => OUTDATED,
        Explanation::AsTyped => AS_TYPED,
    });
    let choice = |id: &str, label: &str| Choice {
        id: id.to_owned(),
        label: label.into(),
        also: Vec::new(),
        hint: None,
        none: false,
    };
    let why = control(
        Control {
            id,
            limits: Limits::default(),
            kind: Kind::Choice(vec![
                choice(OUTDATED, words::differs_outdated()),
                choice(AS_TYPED, words::differs_as_typed()),
            ]),
            value: said.map(Value::from),
            yes_no: None,
            unsure: None,
            described_by: String::new(),
            invalid: Signal::derive(|| false),
            is_own: false,
        },
        move |chosen| {
            let outdated = chosen.as_ref().and_then(Value::text) == Some(OUTDATED);
            let why = if outdated {
                Explanation::LicenceOutdated
            } else {
                Explanation::AsTyped
            };
            let field = entry.with_value(|entry| entry.field.id.clone());
            workspace.edit(|draft| {
                draft.application.explained.insert(field, why);
            });
        },
    );
    let text = words::differs(&fact.licence, &says);
    let take = move |_| {
        let value = fact.value.clone();
        entry.try_with_value(|entry| entry.take_over(value));
        anew.set(());
    };
    view! {
        <div class="notice notice--warn field__differs">
            {icon("warning", "")}
            <div class="notice__body">
                <p>{text}</p>
                <button class="button button--quiet button--flush" type="button" on:click=take>
                    {words::differs_take()}
                </button>
                <fieldset>
                    <legend>{words::differs_why()}</legend>
                    <div class="field__choices">{why}</div>
                </fieldset>
            </div>
        </div>
    }
    .into_node()
}
