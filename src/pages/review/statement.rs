//! One statement with its one tick. A plain declaration stands in full. A promise in place of a proof is long, for all
//! that the law wants told stands before it, and several would bury the rest: it is one line that opens, with the tick at
//! the end of its text, so that nobody ticks what has not been open. Ticked, it closes, and the next one opens.

use catalog::LocalizedText;
use catalog::application::Statement;
use catalog::scenario::{CommitmentId, MaterialId, Scenario};
use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::sign::sign;
use super::tick::{class, error, tick};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::draft::{Draft, is_of};
use crate::format;
use crate::messages::{common, paper, review as words};
use crate::problem::{agreement_id, material_page};
use crate::state::Workspace;

/// Whether a statement is agreed to, and whether its text is open.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    agreed: RwSignal<bool>,
    open: RwSignal<bool>,
    /// Where the place asks for more than a tick: whether it is signed.
    signed: Memo<bool>,
    place: StoredValue<String>,
    is_folded: bool,
}

impl Shown {
    pub(super) fn of(workspace: Workspace, scenario: &Scenario, statement: &Statement<'_>) -> Self {
        let to_sign = to_sign(scenario, statement);
        let signed = Memo::new(move |_| {
            let is_signed = |draft: &Draft| {
                let application = &draft.application;
                let mut all = to_sign.iter();
                all.all(|id| application.signature(id).is_some())
            };
            workspace.draft.with(is_signed)
        });
        let agreed = workspace.draft.with_untracked(|draft| {
            let agreed = &draft.application.agreed;
            statement.ids.iter().all(|id| agreed.contains(*id))
        });
        let place = statement.ids.first().map(|id| agreement_id(id));
        Self {
            agreed: RwSignal::new(agreed),
            open: RwSignal::new(false),
            signed,
            place: StoredValue::new(place.unwrap_or_default()),
            is_folded: statement.instead_of.is_some(),
        }
    }

    fn awaits(self) -> bool {
        self.is_folded && !(self.agreed.get_untracked() && self.signed.get_untracked())
    }

    /// Agreed to, and signed where that is asked for.
    fn is_done(self) -> bool {
        self.agreed.get() && self.signed.get()
    }
}

/// The commitments of a statement that are signed.
fn to_sign(scenario: &Scenario, statement: &Statement<'_>) -> Vec<CommitmentId> {
    let all = statement
        .ids
        .iter()
        .filter_map(|id| scenario.commitment(id));
    let signed = all.filter(|commitment| commitment.signed);
    signed.map(|commitment| commitment.id.clone()).collect()
}

/// The statement at `at` of `all`.
pub(super) fn statement(
    workspace: Workspace,
    scenario: &Scenario,
    statement: &Statement<'_>,
    all: StoredValue<Vec<Shown>>,
    at: usize,
    tried: RwSignal<bool>,
) -> Node {
    let Some(shown) = all.with_value(|all| all.get(at).copied()) else {
        return ().into_node();
    };
    let ids: Vec<CommitmentId> = statement.ids.iter().map(|id| (*id).clone()).collect();
    // An error leads to each of the commitments by its own id.
    let others = ids.iter().skip(1);
    let anchors: Vec<Node> = others
        .map(|id| view! { <span id=agreement_id(id)></span> }.into_node())
        .collect();
    let place = shown.place.get_value();
    let tick_id = [&place, "-tick"].concat();
    let switch = move |_: Event| {
        let now = !shown.agreed.get_untracked();
        shown.agreed.set(now);
        workspace.edit(|draft| {
            for id in &ids {
                // Releases until 2026-11 had a tick for each clause.
                draft.ticked.retain(|clause| !is_of(clause, id));
                if now {
                    draft.application.agreed.insert(id.clone());
                } else {
                    draft.application.agreed.remove(id);
                }
            }
        });
        if now && shown.is_folded && shown.signed.get_untracked() {
            go_on(all, at);
        }
    };
    let title = match statement.titles.as_slice() {
        [title] => format::localized(title),
        _ => words::declaration().to_owned(),
    };
    let missing = move || tried.get() && !shown.is_done();
    let label = words::statement_tick().to_owned();
    let tick = tick(tick_id, label, shown.agreed.into(), switch);
    let to_sign = to_sign(scenario, statement);
    let fields = to_sign.iter().map(|id| sign(workspace, id, tried));
    let fields = fields.collect::<Vec<_>>();
    let text = text(workspace, scenario, statement);
    if !shown.is_folded {
        return view! {
            <div class=move || class(missing()) id=place>
                {anchors} <h3 class="consent__title">{title}</h3> {text} {fields}
                {move || missing().then(|| error(words::statement_missing()))} {tick}
            </div>
        }
        .into_node();
    }
    let state = move || {
        if shown.is_done() {
            view! { <span class="tag tag--good">{icon("check", "")} {words::promise_agreed()}</span> }
        } else {
            view! { <span class="tag">{words::promise_read()}</span> }
        }
        .into_node()
    };
    let toggled = move |event: Event| {
        let details: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
        if let Some(details) = details {
            shown.open.set(details.has_attribute("open"));
        }
    };
    let class = move || {
        if missing() {
            "consent consent--line consent--error"
        } else {
            "consent consent--line"
        }
    };
    view! {
        <div class=class>
            {anchors}
            <details class="fold" prop:open=shown.open on:toggle=toggled>
                <summary class="fold__head" id=place>
                    <span>
                        <span class="consent__title">{title}</span> {state}
                    </span>
                </summary>
                <div class="fold__body">{text} {fields} {tick}</div>
            </details>
            {move || missing().then(|| error(words::promise_missing()))}
        </div>
    }
    .into_node()
}

/// What was agreed to closes; the next that waits for it opens and takes the focus, else it keeps the focus itself.
fn go_on(all: StoredValue<Vec<Shown>>, at: usize) {
    let next = all.with_value(|all| {
        if let Some(done) = all.get(at) {
            done.open.set(false);
        }
        let after = all.iter().skip(at).chain(all);
        let next = after.copied().find(|shown| shown.awaits());
        if let Some(next) = next {
            next.open.set(true);
        }
        next.or_else(|| all.get(at).copied())
    });
    if let Some(next) = next {
        request_animation_frame(move || next.place.with_value(|place| focus(place)));
    }
}

fn text(workspace: Workspace, scenario: &Scenario, statement: &Statement<'_>) -> Node {
    let told = (!statement.told.is_empty()).then(|| {
        view! {
            <p><strong>{words::told()}</strong></p>
            {list(&statement.told)}
        }
        .into_node()
    });
    // Who promises in place of a proof is told first; what is told of a plain declaration opens below it.
    let (before, told) = match statement.instead_of {
        Some(_) => (told, None),
        None => (None, told),
    };
    let more = match &told {
        Some(_) => words::told_and_consequence(),
        None => words::consequence_and_source(),
    };
    let consequences = statement
        .consequences
        .iter()
        .map(|text| view! { <p>{format::localized(text)}</p> })
        .collect::<Vec<_>>();
    let sources = format::sources(scenario, &statement.sources);
    let commitments = statement.ids.iter();
    let versions = commitments.filter_map(|id| scenario.commitment(id));
    let versions = versions.map(|commitment| {
        let version = paper::version(&commitment.hash, &scenario.version);
        view! { <p class="consent__version">{version}</p> }
    });
    let versions = versions.collect::<Vec<_>>();
    view! {
        <div class="consent__text">
            {before}
            <p><strong>{words::clauses()}</strong></p>
            {list(&statement.clauses)}
            {statement.instead_of.map(|material| change(workspace, material))}
            <details class="fold">
                <summary class="fold__head">{more}</summary>
                <div class="fold__body">
                    {told} <p><strong>{words::consequence()}</strong></p> {consequences}
                    <p class="muted">{common::source(&sources)}</p>
                    {versions}
                </div>
            </details>
        </div>
    }
    .into_node()
}

/// A promise that stands for a material may be changed into the material.
fn change(workspace: Workspace, material: &MaterialId) -> Node {
    let address = workspace.address(&material_page(material));
    view! {
        <p class="small muted">
            {words::promise_instead()} " " <a href=address>{words::promise_change()}</a>
        </p>
    }
    .into_node()
}

pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a &'a LocalizedText>) -> Node {
    let lines = texts
        .into_iter()
        .map(|text| view! { <li>{format::localized(text)}</li> })
        .collect::<Vec<_>>();
    view! { <ol>{lines}</ol> }.into_node()
}
