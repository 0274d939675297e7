//! Everything once more before it is handed in: by whose it is, with ways to change it, and what must be agreed to.

mod agreements;
mod answers;
mod checklist;
mod consent;
mod delivery;
mod facts;
mod hand_in;
mod lines;
mod page;
mod sequence;
mod sign;
mod statement;
mod supplied;
mod tick;

use catalog::plan::Plan;
use leptos::prelude::*;
use markup::view;

use crate::components::{
    WizardStage, draft_news, go, icon, notice, once, open_case_notice, signed_in_page, summary,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::review as words;
use crate::state::Workspace;
use crate::state::app_state;

use hand_in::{HandIn, SubmitOutcome};
use sequence::Sequence;

pub(crate) fn review() -> Node {
    signed_in_page(WizardStage::Review, words::title(), before, page)
}

fn before(workspace: Workspace) -> &'static str {
    if workspace
        .plan
        .with_untracked(|plan| plan.materials.is_empty())
    {
        "form"
    } else {
        "materials"
    }
}

fn page(workspace: Workspace) -> Node {
    let hand_in = HandIn::new(workspace);
    // What is in the way is shown before anyone reads through everything.
    workspace.look_for_open_cases(app_state());
    hand_in.keep_sending();
    let back = workspace.address(before(workspace));
    let body = move || workspace.plan.with(|plan| body(workspace, plan, hand_in));
    view! {
        <div class="page">
            {move || summary(hand_in.problems.get())}
            <div class="page__head">
                <h1>{words::heading()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {draft_news(workspace)}
            <div class="news" role="status">{move || open_of_draft(workspace)}</div>
            <div class="news" role="status">{move || open_elsewhere(workspace)}</div>
            {body}
            <div role="alert">{move || outcome(hand_in.outcome.get())}</div>
            {submit(workspace, hand_in, back)}
        </div>
    }
    .into_node()
}

fn body(workspace: Workspace, plan: &Plan, hand_in: HandIn) -> Node {
    let scenario = workspace.scenario();
    let (sequence, tried) = (Sequence::new(), hand_in.tried);
    let delivery = delivery::deliveries(workspace, &scenario, plan, tried);
    let checklist = checklist::checklist(workspace, &scenario, plan, sequence, tried);
    let agreements = agreements::agreements(workspace, &scenario, plan, sequence, tried);
    sequence.begin();
    view! {
        {facts::facts(workspace, &scenario, plan)}
        {delivery}
        {checklist}
        {agreements}
    }
    .into_node()
}

/// That a case is open of somebody this one is about.
fn open_of_draft(workspace: Workspace) -> Option<Node> {
    let open = workspace.open_of_draft();
    let (_, open) = open.first()?;
    let notice = open_case_notice(words::open_case(), words::open_case_text(), &open.case);
    Some(notice)
}

/// What is open at other systems. It stops nobody.
fn open_elsewhere(workspace: Workspace) -> Option<Node> {
    let open = workspace.open_elsewhere.get();
    let mut said: Vec<String> = open
        .iter()
        .map(|one| match &one.since {
            Some(day) => words::open_elsewhere_since(&format::day(day), &one.office, &one.title),
            None => words::open_elsewhere_one(&one.office, &one.title),
        })
        .collect();
    if said.is_empty() {
        return None;
    }
    said.push(words::open_elsewhere_text().to_owned());
    Some(notice("info", words::open_elsewhere(), &said.concat()))
}

fn submit(workspace: Workspace, hand_in: HandIn, back: String) -> Node {
    let app = app_state();
    let go = go();
    let press = once(hand_in.busy, move || {
        hand_in::hand_in(app, hand_in, go.clone())
    });
    let applied = workspace
        .plan
        .with_untracked(|plan| plan.applied_for().count());
    let label = move || {
        if hand_in.busy.get() {
            words::submitting().to_owned()
        } else if matches!(hand_in.outcome.get(), SubmitOutcome::Failed { .. }) {
            words::again().to_owned()
        } else {
            words::submit(&applied.to_string())
        }
    };
    view! {
        <a class="button button--quiet" href=back>{words::back()}</a>
        <div class="in-reach no-print">
            <button
                class=move || if hand_in.busy.get() { "button button--busy" } else { "button" }
                type="button"
                aria-disabled=move || hand_in.busy.get().then_some("true")
                on:click=move |_| press()
            >
                {label}
            </button>
            <p class="in-reach__note" role="status">{move || hand_in.doing.get()}</p>
        </div>
    }
    .into_node()
}

/// Why handing in failed, and the way on.
fn outcome(outcome: SubmitOutcome) -> Node {
    match outcome {
        SubmitOutcome::Nothing => ().into_node(),
        SubmitOutcome::Failed { cause, with_files } => {
            let title = if with_files {
                words::failed_files()
            } else {
                words::failed()
            };
            let text = words::failed_text(&cause);
            notice("bad", title, &text)
        }
        SubmitOutcome::CaseOpen(number) => {
            let (address, label) = match number {
                Some(number) => (["/cases/", &number].concat(), words::see_case()),
                None => ("/cases".to_owned(), words::see_cases()),
            };
            let way = view! { <a class="button" href=address>{label}</a> }.into_node();
            with_way_on(words::open_case(), words::open_case_text(), way)
        }
        SubmitOutcome::SignInAgain => {
            let app = app_state();
            // The route guard of this page then leads to signing in, and back here.
            let sign_in = move |_| app.session_ended();
            let way = view! {
                <button class="button" type="button" on:click=sign_in>{words::sign_in()}</button>
            };
            with_way_on(
                words::sign_in_again(),
                words::sign_in_again_text(),
                way.into_node(),
            )
        }
    }
}

fn with_way_on(title: &'static str, text: &'static str, way: Node) -> Node {
    view! {
        <div class="notice notice--warn">
            {icon("warning", "")}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                <p>{text}</p>
                {way}
            </div>
        </div>
    }
    .into_node()
}
