//! One case, service by service: what happened, what comes, what to do now. It is fetched again whenever it is returned to.

mod answer;
mod correction;
mod followed_case;
mod lane;

use contract::case::{Case, CaseService, ServiceEventKind, ServiceState};
use contract::problem::Code;
use leptos::prelude::*;
use markup::view;

use crate::components::{
    CasePage, case_page, empty, failed, icon, materials_list, notice, number, of_whom, waiting,
};
use crate::dom::{IntoNode, Node, keyed};
use crate::format;
use crate::messages::{case as words, common};
use crate::platform::host::host;
use crate::report::Reported;
use crate::state::Loaded;
use followed_case::{FollowedCase, News};

pub(crate) fn case(asked: String) -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    case_page(about, "/cases/", asked, followed)
}

fn followed(number: String) -> Node {
    let this = FollowedCase::new(number);
    (move || {
        this.case.with(|case| match case {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) if error.code() == Some(Code::NotFound) => {
                let (title, text) = (words::missing(), words::missing_text());
                empty(
                    "search",
                    title,
                    text,
                    "/cases".to_owned(),
                    common::my_cases(),
                )
            }
            Loaded::Failed(error) => failed(error, move || this.fetch(false)),
            Loaded::Ready(case) => page(case, this),
        })
    })
    .into_node()
}

/// The materials that lanes in 补正 wait for.
fn asked_again(case: &Case) -> Vec<String> {
    let waiting = case
        .services
        .iter()
        .filter(|lane| lane.state == ServiceState::CorrectionNeeded);
    waiting
        .filter_map(|lane| {
            lane.events
                .iter()
                .rev()
                .find_map(|event| match &event.what {
                    ServiceEventKind::CorrectionAsked { materials, .. } => Some(materials.clone()),
                    _ => None,
                })
        })
        .flatten()
        .collect()
}

fn page(case: &Case, this: FollowedCase) -> Node {
    // What waits for the applicant comes first; the rest in the order of the scenario.
    let waits = |lane: &&CaseService| lane.state == ServiceState::CorrectionNeeded;
    let (first, rest): (Vec<_>, Vec<_>) = case.services.iter().partition(waits);
    let lanes = keyed(first.into_iter().chain(rest).map(|lane| {
        let answer = (lane.state == ServiceState::CorrectionNeeded)
            .then(|| correction::correction(case, lane, this));
        (lane.service.clone(), lane::lane(lane, answer))
    }));
    let automatic = (!case.automatic.is_empty()).then(|| {
        let lines = case.automatic.iter().map(|name| {
            view! {
                <li>
                    <span class="lines__name">{name.clone()}</span>
                    <span class="lines__text">{words::automatic_text()}</span>
                </li>
            }
        });
        view! {
            <section class="card">
                <h2 class="card__title">{words::automatic()}</h2>
                <ul class="lines">{lines.collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    view! {
        <div class="page page--wide">
            <div class="page__head">
                <h1>{case.title.clone()}</h1>
                <p class="page__lede">{submitted(case)}</p>
                {number(&case.number)}
            </div>
            <div class="news" role="status">{move || news(this)}</div>
            <div class="columns">
                <div class="columns__main">{lanes}</div>
                <aside class="columns__aside">
                    <div class="stack">
                        {automatic}
                        <section class="card">
                            <h2 class="card__title">{words::materials()}</h2>
                            {materials_list(&case.materials, &asked_again(case))}
                        </section>
                    </div>
                    {tools(this)}
                </aside>
            </div>
        </div>
    }
    .into_node()
}

/// Of whom it is, and since when.
fn submitted(case: &Case) -> String {
    let at = words::submitted_at(&format::moment(&case.submitted_at));
    match &*of_whom(case.of.as_ref()) {
        "" => at,
        whose => [whose, common::apart(), &at].concat(),
    }
}

fn news(this: FollowedCase) -> Node {
    match this.news.get() {
        News::None => ().into_node(),
        News::Fresh => view! { <p class="small muted">{words::refreshed()}</p> }.into_node(),
        News::Answered => notice("good", words::correct_done(), ""),
        News::Failed(error) => notice(
            "warn",
            words::refresh_failed(),
            &common::cause(&format::cause(&error)),
        ),
    }
}

fn tools(this: FollowedCase) -> Node {
    let class = move || {
        if this.busy.get() {
            "button button--secondary button--busy"
        } else {
            "button button--secondary"
        }
    };
    let print = host().can_print().then(|| {
        let print = |_| {
            window().print().or_report("print");
        };
        view! {
            <button class="button button--quiet" type="button" on:click=print>
                {icon("print", "")}
                {words::print()}
            </button>
        }
    });
    view! {
        <div class="actions">
            <button class=class type="button" on:click=move |_| this.fetch(true)>
                {icon("refresh", "")}
                {words::refresh()}
            </button>
            {print}
            <a class="button button--quiet" href="tel:12333">
                {icon("phone", "")}
                {common::hotline()}
            </a>
        </div>
    }
    .into_node()
}
