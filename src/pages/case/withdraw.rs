//! 撤回申请, of the case or one service, and 申请注销: what follows is said before anything is done.

use contract::case::{Case, CaseService};
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use super::sending::Sending;
use crate::components::{notice, once};
use crate::dom::{IntoNode, Node};
use crate::messages::{common, withdraw as words};

/// What is asked before it is done.
struct Asked {
    heading: String,
    body: Node,
    yes: &'static str,
    no: &'static str,
    failed: &'static str,
    action: ResidentAction,
    done: String,
}

/// `of` is the one service; all that are not decided where it is empty.
pub(super) fn withdraw(case: &Case, this: FollowedCase, of: &str) -> Node {
    let open = |service: &&CaseService| service.state.is_undecided();
    let name = case.service_name(of).to_owned();
    let going: Vec<&CaseService> = case
        .services
        .iter()
        .filter(open)
        .filter(|service| of.is_empty() || service.service == of)
        .collect();
    let decided = case.services.iter().filter(|it| !open(it)).count();
    let names = going
        .iter()
        .map(|service| view! { <li>{service.name.clone()}</li> });
    let list = of.is_empty().then(|| {
        view! {
            <p>{words::lede(&going.len().to_string())}</p>
            <ul class="material__needs">{names.collect::<Vec<_>>()}</ul>
        }
    });
    let kept = (of.is_empty() && decided > 0)
        .then(|| view! { <p>{words::decided(&decided.to_string())}</p> });
    let barred: Vec<&str> = going
        .iter()
        .filter(|service| service.withdrawing_bars)
        .map(|service| service.name.as_str())
        .collect();
    let barred = (!barred.is_empty()).then(|| {
        let names = barred.join(common::list_separator());
        notice("warn", &words::barred(&names), words::barred_text())
    });
    let body = view! {
        {list}
        {kept}
        <p>{words::again()}</p>
        {barred}
    };
    let asked = if of.is_empty() {
        Asked {
            heading: words::heading().to_owned(),
            body: body.into_node(),
            yes: words::yes(),
            no: words::no(),
            failed: words::failed(),
            action: ResidentAction::WithdrawAll,
            done: words::done().to_owned(),
        }
    } else {
        Asked {
            heading: words::heading_one(&name),
            body: body.into_node(),
            yes: words::yes(),
            no: words::no(),
            failed: words::failed(),
            action: ResidentAction::Withdraw {
                service: of.to_owned(),
            },
            done: words::done_one(&name),
        }
    };
    ask(case, this, asked)
}

pub(super) fn surrender(case: &Case, this: FollowedCase, of: &str) -> Node {
    let name = case.service_name(of);
    let body = view! {
        <p>{words::surrender_lede()}</p>
    };
    let asked = Asked {
        heading: words::surrender_heading(name),
        body: body.into_node(),
        yes: words::surrender_yes(),
        no: words::surrender_no(),
        failed: words::surrender_failed(),
        action: ResidentAction::Surrender {
            service: of.to_owned(),
        },
        done: words::surrender_done(name),
    };
    ask(case, this, asked)
}

fn ask(case: &Case, this: FollowedCase, asked: Asked) -> Node {
    let Asked {
        heading,
        body,
        yes,
        no,
        failed,
        action,
        done,
    } = asked;
    let sending = Sending::new();
    let back = back_to(&case.number);
    let press = once(sending.busy, move || {
        let (back, action, done) = (back.clone(), action.clone(), done.clone());
        sending.send(this, action, back, done)
    });
    let class = move || {
        if sending.busy.get() {
            "button button--danger button--busy"
        } else {
            "button button--danger"
        }
    };
    let away = ["/cases/", &case.number].concat();
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{heading}</h1>
            </div>
            <div class="stack">{body}</div>
            {sending.failure(failed)}
            <div class="actions">
                <a class="button" href=away>{no}</a>
                <button class=class type="button" on:click=move |_| press()>
                    {yes}
                </button>
            </div>
        </div>
    }
    .into_node()
}
