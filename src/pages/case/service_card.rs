//! One service of a case as a card: its state, its light in words, the promised day, what comes next, what can be done,
//! and folded what happened.

use casework::{Light, Offer, Refusal};
use contract::case::{Case, CaseService, ServiceState};
use contract::case_action::ResidentAction;
use contract::case_event::{CaseEvent, CaseEventKind};
use leptos::prelude::*;
use markup::view;

use super::counter::{freed, held};
use super::delivery::delivery_line;
use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::ruling::ruling;
use super::timeline::timeline;
use crate::components::{self, due, icon, notice, once, phones, stars_words, state_tag};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{case as words, common, counter as counter_words, rating as rating_words};

pub(super) fn service_card(case: &Case, service: &CaseService, this: FollowedCase) -> Node {
    let due = match (
        case.refused(&Offer::Urge(service.service.clone())),
        &service.due,
    ) {
        (Some(Refusal::NotLate), Some(_)) if !case.may(&Offer::Undo) => {
            words::urge_later(&due(service))
        }
        _ => due(service),
    };
    let refused = (service.state == ServiceState::Refused)
        .then(|| notice("info", words::refused_title(), words::refused_help()));
    view! {
        <section class="lane">
            <div class="lane__head">
                <h3 class="lane__name">{service.name.clone()}</h3>
                <span class="lane__tags">{state_tag(service.state)} {light(service)}</span>
            </div>
            <p class="lane__due">{words::office(&service.office)}</p>
            {(!due.is_empty()).then(|| view! { <p class="lane__due">{due}</p> })}
            {next(service).map(|next| view! { <p class="lane__next">{next}</p> })}
            {result(case, service)}
            {delivery_line(case, service)}
            {service.visit.as_ref().map(|visit| view! { <div class="lane__urge">{held(visit)}</div> })}
            {freed(case, service)}
            {ruling(service)}
            {refused}
            {again(case, service)}
            {urging(case, service, this)}
            {rated(case, service)}
            {ways(case, service)}
            {timeline(case, service)}
        </section>
    }
    .into_node()
}

/// 电子监察 in a word, while the office has yet to decide. Where no day is promised, nobody is said to be in time.
fn light(service: &CaseService) -> Option<Node> {
    if !matches!(
        service.state,
        ServiceState::Submitted | ServiceState::Accepted
    ) {
        return None;
    }
    let (class, sign, words) = match service.light {
        _ if service.stands => ("tag", "clock", words::stands()),
        Light::Yellow if service.usual.is_some() => ("tag", "clock", words::light_usual()),
        Light::Green | Light::Yellow if service.due.is_none() => return None,
        Light::Green => ("tag tag--good", "check", words::light_green()),
        Light::Yellow => ("tag tag--warn", "clock", words::light_yellow()),
        Light::Red => ("tag tag--bad", "warning", words::light_red()),
    };
    Some(view! { <span class=class>{icon(sign, "")} {words}</span> }.into_node())
}

/// What comes next, as far as it is certain.
fn next(service: &CaseService) -> Option<&'static str> {
    let words = match service.state {
        ServiceState::Submitted | ServiceState::Accepted if service.stands => words::next_confirm(),
        ServiceState::Submitted => words::next_accept(),
        ServiceState::Accepted => words::next_decide(),
        ServiceState::Lapsed => words::next_lapsed(),
        ServiceState::Withdrawn => words::next_withdrawn(),
        ServiceState::Revoked => words::next_revoked(),
        ServiceState::Surrendered => words::next_surrendered(),
        ServiceState::Undone => words::next_undone(),
        // Told with the day, or in the notice.
        ServiceState::CorrectionNeeded | ServiceState::Granted | ServiceState::Refused => {
            return None;
        }
    };
    Some(words)
}

/// What ended without a result can be applied for anew, once nothing of the case is open: one case at a time.
fn again(case: &Case, service: &CaseService) -> Option<Node> {
    if !matches!(
        service.state,
        ServiceState::Lapsed | ServiceState::Withdrawn
    ) {
        return None;
    }
    if !case.services.iter().all(|it| it.state.is_final()) {
        return Some(view! { <p class="lane__next">{words::again_later()}</p> }.into_node());
    }
    let href = ["/s/", &case.scenario].concat();
    let name = service.name.clone();
    Some(
        view! {
            <p class="lane__next">{words::again_now()}</p>
            <p class="lane__ways no-print">
                <a class="button button--secondary" href=href>
                    {words::again()} <span class="visually-hidden">{name}</span>
                </a>
            </p>
        }
        .into_node(),
    )
}

/// 办结: what was said with it, and its number.
fn result(case: &Case, service: &CaseService) -> Option<Node> {
    let result = service.result.as_ref()?;
    let granted = case.events.iter().rev().find(|event| {
        use CaseEventKind as K;
        let (K::Granted { service: of } | K::DecidedAutomatically { service: of, .. }) =
            &event.what
        else {
            return false;
        };
        *of == service.service
    });
    let said = granted.and_then(|event| event.text.clone());
    let document = result.document.clone().map(|number| {
        view! {
            <p>
                <span class="muted">{words::result_number()} " "</span>
                <strong>{number}</strong>
            </p>
        }
    });
    Some(
        view! {
            <div class="lane__result">
                {said.map(|said| view! { <p>{said}</p> })} {document}
                {(service.state == ServiceState::Granted)
                    .then(|| components::result(&case.number, &service.service))}
            </div>
        }
        .into_node(),
    )
}

/// 催办: the button where it is open, when it will be where it is not yet, and what the office has answered.
fn urging(case: &Case, service: &CaseService, this: FollowedCase) -> Node {
    let id = service.service.clone();
    let offer = Offer::Urge(id.clone());
    let urged = case
        .events
        .iter()
        .rfind(|event| matches!(&event.what, CaseEventKind::Urged { service } if *service == id));
    let urged = urged.map(|event| urge(case, event));
    let button = if case.may(&offer) {
        let busy = RwSignal::new(false);
        let press = once(busy, move || {
            let service = id.clone();
            async move {
                let action = ResidentAction::Urge { service };
                this.act_here(action, words::urge_done()).await;
            }
        });
        let name = service.name.clone();
        let class = move || {
            if busy.get() {
                "button button--busy"
            } else {
                "button"
            }
        };
        // Where nobody has promised a time, no promise is broken.
        let help = match &service.usual {
            Some(_) => words::late_help_usual(),
            None => words::late_help(),
        };
        view! {
            <p>{help}</p>
            <button class=class type="button" on:click=move |_| press()>
                {words::urge()} <span class="visually-hidden">{name}</span>
            </button>
            {phones()}
        }
        .into_node()
    } else {
        match case.refused(&offer) {
            Some(Refusal::UrgedToday) => view! {
                <p class="small muted">{words::urge_today()}</p>
                {phones()}
            }
            .into_node(),
            _ => ().into_node(),
        }
    };
    view! { <div class="lane__urge">{urged} {button}</div> }.into_node()
}

fn urge(case: &Case, urged: &CaseEvent) -> Node {
    let answer = case.events.iter().find(
        |event| matches!(event.what, CaseEventKind::UrgeAnswered { urged: of } if of == urged.seq),
    );
    let answer = match answer.and_then(|event| event.text.clone()) {
        Some(answer) => answer,
        None => words::urge_waits().to_owned(),
    };
    view! {
        <p class="strong">{words::urged(&format::moment(&urged.at))}</p>
        <p>{answer}</p>
    }
    .into_node()
}

/// What the applicant has said of it, and what the office has said to that.
fn rated(case: &Case, service: &CaseService) -> Option<Node> {
    let stars = service.stars?;
    let is_its = |of: &str| of == service.service;
    let mut lines = Vec::new();
    for event in &case.events {
        let name = match &event.what {
            CaseEventKind::Rated { service, .. } if is_its(service) => rating_words::yours(),
            CaseEventKind::Replied { service } if is_its(service) => rating_words::reply(),
            CaseEventKind::Rectified { service } if is_its(service) => rating_words::rectified(),
            _ => continue,
        };
        if let Some(text) = event.text.clone() {
            lines.push(view! {
                <p>
                    <span class="muted">{name} {common::colon()}</span>
                    {text}
                </p>
            });
        }
    }
    Some(
        view! {
            <div class="lane__urge">
                <p class="strong">{words::rated(stars_words(stars))}</p>
                {lines}
            </div>
        }
        .into_node(),
    )
}

/// What else can be done with it, by links.
fn ways(case: &Case, service: &CaseService) -> Option<Node> {
    let id = &service.service;
    let mut ways: Vec<Node> = Vec::new();
    let mut way = |word: &str, label: &'static str, class: &'static str| {
        let address = ["/cases/", &case.number, "/", word, "/", id].concat();
        let name = service.name.clone();
        let link = view! {
            <a class=class href=address>
                {label} <span class="visually-hidden">{name}</span>
            </a>
        };
        ways.push(link.into_node());
    };
    const QUIET: &str = "button button--quiet";
    if case.may(&Offer::Rate(id.clone())) {
        // Offered at the end, and quietly on the way.
        let class = if service.state.is_final() {
            "button button--secondary"
        } else {
            QUIET
        };
        way("rate", words::rate(), class);
    }
    // Also where no number can be booked: the page has addresses and hours, or whom to ask where none is known.
    if service.state.is_undecided() || service.visit.is_some() || case.may(&Offer::Book(id.clone()))
    {
        way("counter", counter_words::open(), QUIET);
    }
    if case.may(&Offer::Object(id.clone())) {
        way("object", words::object(), QUIET);
    }
    if case.may(&Offer::Withdraw(id.clone())) && case.services.len() > 1 && !case.may(&Offer::Undo)
    {
        way("withdraw", words::withdraw_one(), QUIET);
    }
    if case.may(&Offer::Surrender(id.clone())) {
        way("surrender", words::surrender(), QUIET);
    }
    (!ways.is_empty()).then(|| view! { <p class="lane__ways no-print">{ways}</p> }.into_node())
}
