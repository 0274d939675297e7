//! One question a screen: why it is asked, the answer, next and back. The order is the plan's.

use catalog::Value;
use catalog::context::record_key;
use catalog::field_check::{FieldProblem, check_value};
use catalog::plan::{Limits, Plan, WizardStep};
use catalog::scenario::{Kind, Question, Scenario};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use markup::view;

use crate::components::{
    Control, Frame, RouteGuard, WizardStage, control, draft_news, frame, go, guarded, icon,
    is_typed, read_aloud, redirect, saved_note,
};
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::format;
use crate::messages::{common, guide as words};
use crate::problem;
use crate::report::Reported;
use crate::route::Address;
use crate::state::{Workspace, app_state};

pub(crate) fn guide() -> Node {
    guarded(RouteGuard::Open, |workspace| {
        let address = use_location().pathname;
        // Built again when the address names another question, not at every answer.
        let wanted = Memo::new(move |_| Address::read(&address.get()).question);
        (move || at(workspace, wanted.get())).into_node()
    })
}

fn at(workspace: Workspace, wanted: Option<String>) -> Node {
    let place = workspace.plan.with_untracked(|plan| match &wanted {
        Some(question) => plan.nearest_reachable(&WizardStep::Question(question.clone())),
        None => plan.frontier(),
    });
    let question = match &place {
        WizardStep::Question(id) if wanted.as_deref() == Some(id) => {
            workspace.scenario().question(id).cloned()
        }
        _ => None,
    };
    match question {
        Some(question) => ask(workspace, question),
        None => redirect(workspace.address_of(&place)),
    }
}

fn ask(workspace: Workspace, question: Question) -> Node {
    let scenario = workspace.scenario();
    let go = go();
    let place = WizardStep::Question(question.id.clone());
    let back = workspace.plan.with_untracked(|plan| plan.back(&place));
    let to = Return::of_address();
    let (back, back_words) = match (to, back) {
        (Some(Return::Review), _) => (workspace.address("review"), words::back_review()),
        (Some(Return::Plan), _) => (workspace.address("plan"), words::back_plan()),
        (None, Some(before)) => (
            workspace.address_of(&WizardStep::Question(before)),
            words::back(),
        ),
        (None, None) => (["/s/", &scenario.id].concat(), words::back_first()),
    };
    let entered = RwSignal::new(
        workspace
            .answers
            .with_untracked(|answers| answers.get(&question.id).cloned()),
    );
    let wrong = RwSignal::new(None::<FieldProblem>);
    let error_id = "error";

    let accept = {
        let question = question.clone();
        move || match accepted(&question, entered.get_untracked(), workspace) {
            Ok(value) => {
                // Settled before the answer: what follows from it is no change.
                workspace.edit(|draft| {
                    draft.seen.clear();
                    draft.application.answers.set(&question.id, value);
                });
                go(&after(workspace, &question.id, to));
            }
            Err(found) => {
                wrong.set(Some(found));
                focus("answer");
            }
        }
    };
    let kind = question.kind.clone();
    let limits = limits_of(workspace, &question.id);
    let possible = problem::possible(&kind, &limits);
    // A hint may tell what follows from earlier answers: while that is not known, it is left out.
    let hint = workspace.plan.with_untracked(|plan| {
        let hint = question.hint.as_ref()?;
        let known = hint.names().all(|name| plan.values.contains_key(name));
        known.then(|| format::filled(hint, &scenario, plan))
    });
    let asked = StoredValue::new(question.clone());
    let tell = move |value: Option<Value>| {
        wrong.set(None);
        entered.set(value.clone());
        // Stored from the first tap on: the page may die before 「下一问」.
        asked.with_value(|question| {
            let Ok(value) = accepted(question, value, workspace) else {
                return;
            };
            if is_typed(&question.kind) {
                let answers =
                    |draft: &mut Draft| draft.application.answers.set(&question.id, value);
                workspace.type_in(answers);
            } else {
                workspace.answer(&question.id, value);
            }
        });
    };
    let labelled = !matches!(
        kind,
        Kind::Choice(_) | Kind::Several(_) | Kind::YesNo | Kind::YearsMonths(_)
    );
    let input = control(
        Control {
            id: "answer".to_owned(),
            kind: kind.clone(),
            value: entered.get_untracked(),
            yes_no: question.yes_no.clone(),
            unsure: question.unsure.as_ref().map(format::localized),
            described_by: [
                if hint.is_some() { "hint " } else { "" },
                if possible.is_some() { "limits " } else { "" },
                error_id,
            ]
            .concat(),
            limits: limits.clone(),
            invalid: Signal::derive(move || wrong.get().is_some()),
            is_own: false,
        },
        tell,
    );
    let label = format::localized(&question.label);
    let answer = if labelled {
        view! {
            <div class="field">
                <label class="field__label" for="answer">{label}</label>
                {input}
            </div>
        }
        .into_node()
    } else {
        input
    };
    on_cleanup(move || workspace.settle());
    let sources = format::sources(&scenario, &question.sources);
    let acting_for = workspace.plan.with_untracked(|plan| plan.acting_for);
    let title = format::localized(question.asked_of(acting_for));
    let page = view! {
        <form
            class=move || if wrong.get().is_some() { "page question question--error" } else { "page question" }
            novalidate
            on:focusout=move |_| workspace.settle()
            on:submit=move |event| {
                event.prevent_default();
                accept();
            }
        >
            {draft_news(workspace)}
            <p class="question__step">
                {if question.optional { words::left().to_owned() } else { step_words(workspace, &question.id) }}
            </p>
            {read_aloud()}
            <fieldset>
                <legend class="question__title"><h1>{title.clone()}</h1></legend>
                {hint.map(|hint| view! { <p class="question__hint" id="hint">{hint}</p> })}
                {possible.map(|possible| view! { <p class="question__hint" id="limits">{possible}</p> })}
                <details class="fold fold--plain question__why">
                    <summary class="fold__head">{icon("question", "")} {words::why()}</summary>
                    <div class="fold__body">
                        <p>{format::localized(&question.why)}</p>
                        {(!sources.is_empty())
                            .then(|| view! { <p class="source">{common::source(&sources)}</p> })}
                    </div>
                </details>
                {by_record(workspace, &scenario, &asked.get_value())}
                <div id=error_id role="alert">
                    {move || {
                        wrong
                            .get()
                            .map(|found| {
                                view! {
                                    <p class="question__error">
                                        {icon("warning", "")} {problem::within(&kind, found, &limits, None)}
                                    </p>
                                }
                            })
                    }}
                </div>
                <div class="question__answer">{answer}</div>
            </fieldset>
            <div class="actions">
                <button class="button" type="submit">
                    {if to.is_some() { words::changed() } else { words::next() }}
                </button>
                <a class="button button--quiet" href=back.clone()>{back_words}</a>
            </div>
            <p class="question__saved">{saved_note(workspace, common::saved())}</p>
        </form>
    };
    let bar = words::bar(&format::localized(&scenario.name));
    frame(
        Frame {
            title,
            bar,
            back,
            stage: Some(WizardStage::Guide),
        },
        page,
    )
}

/// The page from which a question is answered by itself, and to which it leads back.
#[derive(Clone, Copy)]
enum Return {
    Review,
    Plan,
}

impl Return {
    /// As the address says.
    fn of_address() -> Option<Self> {
        let search = window().location().search().ok()?;
        [Self::Review, Self::Plan]
            .into_iter()
            .find(|to| search == to.query())
    }

    const fn query(self) -> &'static str {
        match self {
            Self::Review => "?back=review",
            Self::Plan => "?back=plan",
        }
    }

    const fn page(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Plan => "plan",
        }
    }
}

/// Where an answer leads: to the next question, or back to where one came from once nothing is open.
fn after(workspace: Workspace, question: &str, to: Option<Return>) -> String {
    workspace
        .plan
        .with_untracked(|plan| match (to, plan.frontier()) {
            (None, _) => workspace.address_of(&plan.next(question).unwrap_or(WizardStep::End)),
            (Some(to), WizardStep::End) => workspace.address(to.page()),
            (Some(to), open) => [&workspace.address_of(&open), to.query()].concat(),
        })
}

/// Before signing in, at the first question that a record would answer: the offer to sign in. Afterwards, where there
/// is no such record, that it has to be asked.
fn by_record(workspace: Workspace, scenario: &Scenario, question: &Question) -> Node {
    let answers_it = |plan: &Plan, id: &str| {
        let key = scenario.question(id).and_then(|one| one.record.as_ref());
        key.is_some_and(|key| record_key(key, plan.acting_for).is_some())
    };
    let spared = workspace.plan.with_untracked(|plan| {
        let mut spared = plan.asked().filter(|step| answers_it(plan, &step.question));
        let is_first = spared
            .next()
            .is_some_and(|step| step.question == question.id);
        (answers_it(plan, &question.id), is_first, spared.count())
    });
    match (app_state().person().is_some(), spared) {
        (true, (true, ..)) => {
            view! { <p class="question__hint">{words::no_record()}</p> }.into_node()
        }
        (false, (_, true, more)) => {
            let offer = match more {
                0 => words::offer().to_owned(),
                more => words::offer_more(&more.to_string()),
            };
            let question = WizardStep::Question(question.id.clone());
            let href = ["/sign-in?to=", &workspace.address_of(&question)].concat();
            view! {
                <p class="question__offer">
                    {icon("shield", "")} <span>{offer}</span>
                    <a
                        class="button button--quiet"
                        href=href
                        on:click=move |_| workspace.remember(|_| ())
                    >
                        {common::sign_in()}
                    </a>
                </p>
            }
            .into_node()
        }
        _ => ().into_node(),
    }
}

/// What is accepted as an answer: a value of the question's kind, or 「不清楚」 where that is one.
fn accepted(
    question: &Question,
    entered: Option<Value>,
    workspace: Workspace,
) -> Result<Value, FieldProblem> {
    let value = entered.ok_or(FieldProblem::Missing)?;
    if value == Value::Unsure && question.unsure.is_some() {
        return Ok(value);
    }
    let today = workspace.context.with_untracked(|context| context.today);
    let (value, _) = check_value(&question.kind, &value, today)?;
    match limits_of(workspace, &question.id).problem(&question.kind, &value) {
        Some(outside) => Err(outside),
        None => Ok(value),
    }
}

/// What earlier answers allow.
fn limits_of(workspace: Workspace, question: &str) -> Limits {
    workspace.plan.with_untracked(|plan| {
        let step = plan.steps.iter().find(|step| step.question == question);
        step.map(|step| step.limits.clone()).unwrap_or_default()
    })
}

fn step_words(workspace: Workspace, question: &str) -> String {
    workspace.plan.with_untracked(|plan| {
        let at = plan
            .asked()
            .position(|step| step.question == question)
            .unwrap_or_default();
        let open = plan
            .asked()
            .skip(at + 1)
            .filter(|step| step.is_open())
            .count()
            + plan.undecided;
        let n = (at + 1).to_string();
        if open == 0 {
            words::step(&n)
        } else {
            words::step_of(&n, &open.to_string())
        }
    })
}

fn focus(id: &str) {
    use wasm_bindgen::JsCast;

    let found = document().get_element_by_id(id);
    if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        found.focus().or_report("focus");
    }
}
