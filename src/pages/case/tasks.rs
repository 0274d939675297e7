//! What the resident must do now, each with its last day and one button; what is due first comes first.

use casework::obligation::Party;
use casework::{ObligationId, Offer};
use contract::case::{Case, CaseObligation, ConfirmerState, ObligationState};
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use crate::components::{confirmer_called, days_left, notice, once};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::case as words;

/// Something to do.
struct Task {
    title: String,
    text: String,
    owed: Option<CaseObligation>,
    button: Node,
}

pub(super) fn tasks(case: &Case, this: FollowedCase) -> Node {
    let mut tasks: Vec<Task> = case
        .obligations
        .iter()
        .filter(|owed| matches!(owed.state, ObligationState::Open | ObligationState::Late))
        .filter_map(|owed| task(case, owed))
        .collect();
    tasks.extend(invitations(case, this));
    if tasks.is_empty() {
        return nothing(case);
    }
    let tasks = tasks.into_iter().map(|task| {
        view! {
            <li class="todo">
                <h3 class="todo__title">{task.title}</h3>
                {task.owed.as_ref().map(until)}
                <p class="todo__text">{task.text}</p>
                {task.button}
            </li>
        }
    });
    view! {
        <section class="section section--first">
            <h2 class="section__head">{words::now()}</h2>
            <ul class="todos">{tasks.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_node()
}

fn nothing(case: &Case) -> Node {
    let is_over = case.services.iter().all(|service| service.state.is_final());
    if is_over {
        notice("info", words::all_over(), words::all_over_text())
    } else {
        notice("info", words::nothing_now(), words::nothing_now_text())
    }
}

/// What an obligation of the applicant asks for, where it can be done now.
fn task(case: &Case, owed: &CaseObligation) -> Option<Task> {
    if owed.whose != Party::Applicant {
        return None;
    }
    let below = |word: &str, id: &str| ["/cases/", &case.number, "/", word, "/", id].concat();
    let (title, text, address, go) = match &owed.id {
        ObligationId::Correct { service, .. } if case.may(&Offer::Correct(service.clone())) => (
            words::task_correct(case.service_name(service)),
            words::task_correct_text(),
            below("correct", service),
            words::task_correct_go(),
        ),
        ObligationId::Supply { material } if case.may(&Offer::Supply(material.clone())) => (
            words::task_supply(case.material_name(material).unwrap_or(material)),
            words::task_supply_text(),
            below("supply", material),
            words::task_supply_go(),
        ),
        _ => return None,
    };
    let hint = title.clone();
    Some(Task {
        title,
        text: text.to_owned(),
        owed: Some(owed.clone()),
        button: view! {
            <a class="button" href=address>
                {go} <span class="visually-hidden">{hint}</span>
            </a>
        }
        .into_node(),
    })
}

/// Those who have no link yet, or need another one.
fn invitations(case: &Case, this: FollowedCase) -> Vec<Task> {
    let wanting = case
        .confirmers
        .iter()
        .filter(|one| {
            !matches!(
                one.state,
                ConfirmerState::Invited | ConfirmerState::Confirmed
            )
        })
        .filter(|one| case.may(&Offer::Invite(one.id.clone())));
    let tasks = wanting.map(|one| {
        let who = confirmer_called(one.role, &one.name);
        let services: Vec<&str> = one
            .services
            .iter()
            .map(|id| case.service_name(id))
            .collect();
        let id = one.id.clone();
        let owed = case.obligation(
            |owed| matches!(owed, ObligationId::Confirm { confirmer } if *confirmer == id),
        );
        let text = if one.state == ConfirmerState::Missing {
            let services = services.join(crate::messages::common::list_separator());
            words::task_invite_text(&services)
        } else {
            words::task_invite_again().to_owned()
        };
        let invite = once(RwSignal::new(false), move || {
            let confirmer = id.clone();
            async move {
                let action = ResidentAction::Invite { confirmer };
                this.act_here(action, words::invited()).await;
            }
        });
        let of = who.clone();
        Task {
            title: words::task_invite(&who),
            text,
            owed: owed.cloned(),
            button: view! {
                <button class="button" type="button" on:click=move |_| invite()>
                    {words::task_invite_go()} <span class="visually-hidden">{of}</span>
                </button>
            }
            .into_node(),
        }
    });
    tasks.collect()
}

/// 「最晚 2026 年 12 月 30 日 · 还有 30 天」; yellow and red by words, too.
pub(super) fn until(owed: &CaseObligation) -> Option<Node> {
    let last = owed.until.as_deref()?;
    let shown = format::day(last);
    let by = if owed.until_exact {
        words::until(&shown)
    } else {
        words::until_about(&shown)
    };
    Some(
        view! {
            <p class="todo__until">
                {days_left(last, owed.light)}
                <span>{by}</span>
            </p>
        }
        .into_node(),
    )
}
