//! The page of a case: what must be done now, its services, who else confirms, and what one can always do.

use casework::Offer;
use contract::case::Case;
use leptos::prelude::*;
use markup::view;

use super::followed_case::{FollowedCase, News};
use super::offers::Offers;
use super::{confirmers, elsewhere, said, service_card, tasks, undo};
use crate::components::{icon, materials_list, notice, number, of_whom, read_aloud};
use crate::dom::{IntoNode, Node, keyed};
use crate::format;
use crate::messages::{case as words, common};
use crate::platform::host::host;
use crate::report::Reported;

pub(super) fn overview(case: &Case, this: FollowedCase) -> Node {
    let left = said::take();
    if !left.is_empty() {
        this.news.set(News::Done(left));
    }
    let count = case.services.len().to_string();
    let cards = case.services.iter().map(|service| {
        let card = service_card::service_card(case, service, this);
        (service.service.clone(), card)
    });
    let cards = keyed(cards);
    view! {
        <div class="page page--wide">
            <div class="page__head">
                {read_aloud()} <h1>{case.title.clone()}</h1>
                <p class="page__lede">{submitted(case)}</p>
                {number(&case.number)}
            </div>
            <div class="news" role="status">{move || news(this)}</div>
            <div class="columns">
                <div class="columns__main">
                    {undo::banner(case)} {tasks::tasks(case, this)} {confirmers::confirmers(case)}
                    <section class="section">
                        <h2 class="section__head">{words::services(&count)}</h2>
                        {cards}
                    </section>
                    {elsewhere::elsewhere(case, this)}
                </div>
                <aside class="columns__aside">
                    <div class="stack">{more(case)} {automatic(case)} {materials(case)}</div>
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
        News::Done(done) => notice("good", &done, ""),
        News::Refused(why) => notice("warn", &why, ""),
        News::Failed(error) => notice(
            "warn",
            words::refresh_failed(),
            &common::cause(&format::cause(&error)),
        ),
    }
}

/// What one can always do with it, a line each.
fn more(case: &Case) -> Node {
    let below = |word: &str| ["/cases/", &case.number, "/", word].concat();
    let mut lines = vec![line(
        below("application"),
        "file",
        words::handed_in(),
        words::handed_in_hint(),
    )];
    if case.may(&Offer::Ask) {
        lines.push(line(
            below("ask"),
            "message",
            words::ask(),
            words::ask_hint(),
        ));
    }
    lines.push(line(
        "/inbox".to_owned(),
        "list",
        words::inbox(),
        words::inbox_hint(),
    ));
    // While it can be undone, that is the better way.
    if case.may(&Offer::WithdrawAll) && !case.may(&Offer::Undo) {
        lines.push(line(
            below("withdraw"),
            "exit",
            words::withdraw(),
            words::withdraw_hint(),
        ));
    }
    view! {
        <nav class="card no-print" aria-label=words::more()>
            <ul class="aside-list">{lines}</ul>
        </nav>
    }
    .into_node()
}

fn line(address: String, sign: &'static str, name: &'static str, hint: &'static str) -> Node {
    view! {
        <li>
            <a class="aside-list__link" href=address>
                {icon(sign, "")}
                <span class="aside-list__text">
                    {name} <span class="aside-list__hint">{hint}</span>
                </span>
            </a>
        </li>
    }
    .into_node()
}

fn automatic(case: &Case) -> Option<Node> {
    if case.automatic.is_empty() {
        return None;
    }
    let lines = case.automatic.iter().map(|name| {
        view! {
            <li>
                <span class="lines__name">{name.clone()}</span>
                <span class="lines__text">{words::automatic_text()}</span>
            </li>
        }
    });
    let title = words::automatic_count(&case.automatic.len().to_string());
    let lines = view! { <ul class="lines">{lines.collect::<Vec<_>>()}</ul> };
    Some(folded(title, lines.into_node()))
}

fn folded(title: String, body: Node) -> Node {
    view! {
        <details class="card card--fold">
            <summary class="fold__head">{title}</summary>
            {body}
        </details>
    }
    .into_node()
}

fn materials(case: &Case) -> Node {
    let asked_again: Vec<String> = case
        .services
        .iter()
        .flat_map(|service| &service.to_correct)
        .filter_map(|item| match &item.of {
            casework::event::CorrectionSubject::Material(id) => Some(id.clone()),
            casework::event::CorrectionSubject::Field(_) => None,
        })
        .collect();
    folded(
        words::materials_count(&case.materials.len().to_string()),
        materials_list(&case.materials, &asked_again),
    )
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
        </div>
    }
    .into_node()
}
