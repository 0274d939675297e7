//! The ways to supply a material as radio buttons, and what each of them means for the resident.

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::{Material, Scenario, Supply};
use civic::day;
use leptos::prelude::*;
use markup::view;

use crate::attachments::AttachmentStore;
use crate::attachments::ui::material_pages;
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::format;
use crate::messages::materials as words;
use crate::state::Workspace;

/// The way in effect: the one chosen, else the e-licence, the only one there is, or handing it in now.
pub(super) fn way_of(draft: &Draft, planned: &MaterialPlan) -> Option<Supply> {
    let allowed = &planned.allowed;
    let chosen = draft
        .ways
        .get(&planned.id)
        .copied()
        .filter(|way| allowed.contains(way));
    let by_itself = match allowed.as_slice() {
        _ if planned.exempted => Some(Supply::Licence),
        [only] => Some(*only),
        _ => allowed.contains(&Supply::Attach).then_some(Supply::Attach),
    };
    chosen.or(by_itself)
}

/// What a card knows; cheap to clone.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) workspace: Workspace,
    pub(super) attachments: AttachmentStore,
    pub(super) scenario: Arc<Scenario>,
    pub(super) material: Arc<Material>,
    pub(super) planned: Arc<MaterialPlan>,
    pub(super) way: Memo<Option<Supply>>,
}

/// The choice, with what follows from the chosen one below it. A single way is no choice.
pub(super) fn ways(asked: &Asked) -> Node {
    let allowed = &asked.planned.allowed;
    if let [only] = allowed.as_slice() {
        return more(asked, *only);
    }
    let name = ["way-", &asked.material.id].concat();
    let lines = allowed.iter().copied().map(|way| {
        let chosen = asked.way;
        let (label, hint) = words_of(way);
        let (id, attachments) = (asked.material.id.clone(), asked.attachments);
        let choose = move |_| {
            let id = id.clone();
            attachments.edit(move |draft| {
                draft.ways.insert(id, way);
            });
            // Pictures taken before another way was tried are sent after all.
            attachments.start_uploads();
        };
        let asked = asked.clone();
        view! {
            <div>
                <label class="choice">
                    <input
                        class="choice__input"
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.get() == Some(way)
                        on:change=choose
                    />
                    <span class="choice__body">
                        <span class="choice__label">{label}</span>
                        <span class="choice__hint">{hint}</span>
                    </span>
                </label>
                {move || {
                    (chosen.get() == Some(way))
                        .then(|| view! { <div class="choice__more">{more(&asked, way)}</div> })
                }}
            </div>
        }
    });
    view! {
        <fieldset>
            <legend class="material__ways-title">{words::ways()}</legend>
            <div class="choices">{lines.collect::<Vec<_>>()}</div>
        </fieldset>
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
pub(super) fn licence(asked: &Asked) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(allowed: &[Supply], spared: bool) -> MaterialPlan {
        MaterialPlan {
            id: "id_card".to_owned(),
            owners: Vec::new(),
            allowed: allowed.to_vec(),
            exempted: spared,
            may_be_exempted: false,
            whose: None,
        }
    }

    #[test]
    fn a_held_licence_answers_until_another_way_is_chosen() {
        let planned = planned(&[Supply::Licence, Supply::Attach], true);
        let mut draft = Draft::default();
        assert_eq!(way_of(&draft, &planned), Some(Supply::Licence));
        draft.ways.insert("id_card".to_owned(), Supply::Attach);
        assert_eq!(way_of(&draft, &planned), Some(Supply::Attach));
    }

    #[test]
    fn a_way_that_is_no_longer_open_counts_as_not_chosen() {
        let mut draft = Draft::default();
        draft.ways.insert("id_card".to_owned(), Supply::Promise);
        let planned = planned(&[Supply::Later, Supply::Counter], false);
        assert_eq!(way_of(&draft, &planned), None);
    }
}
