//! What happened to one service, folded: the oldest first.

use casework::ObligationId;
use contract::case::{Case, CaseService, ServiceState};
use contract::case_event::{CaseEvent, CaseEventKind};
use markup::view;

use super::offers::Offers;
use crate::components::{Tone, event_tone, event_words, icon};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::case as words;

pub(super) fn timeline(case: &Case, service: &CaseService) -> Option<Node> {
    let events: Vec<&CaseEvent> = case
        .events
        .iter()
        .filter(|event| concerns(case, event, service))
        .collect();
    let last = events.last()?.seq;
    let count = events.len().to_string();
    let name = service.name.clone();
    let events = events
        .into_iter()
        .map(|event| happened(case, service, event, event.seq == last));
    let events = events.collect::<Vec<_>>();
    Some(
        view! {
            <details class="fold fold--plain">
                <summary class="fold__head">
                    {words::history(&count)} <span class="visually-hidden">{name}</span>
                </summary>
                <ol class="timeline">{events}</ol>
            </details>
        }
        .into_node(),
    )
}

fn happened(case: &Case, of: &CaseService, event: &CaseEvent, is_last: bool) -> Node {
    const DONE: (&str, &str) = ("timeline__item timeline__item--done", "done");
    let (class, sign) = match event_tone(event) {
        // Once answered it is past; its words stay to be read.
        Tone::Task if is_last => ("timeline__item timeline__item--task", "warning"),
        Tone::Task | Tone::Done => DONE,
        Tone::Stop => ("timeline__item timeline__item--stop", "refused"),
    };
    let material = match &event.what {
        CaseEventKind::Supplied { material } => case.material_name(material),
        _ => None,
    };
    let elsewhere = corrected_elsewhere(case, event, of);
    let text = event.text.clone().filter(|text| !text.is_empty());
    // What was written with it was for the other office.
    let text = text.filter(|_| elsewhere.is_none());
    let title = elsewhere.unwrap_or_else(|| event_words(event, material));
    view! {
        <li class=class>
            {icon(sign, "timeline__mark")}
            <p class="timeline__title">
                {title} <span class="timeline__time">{format::moment(&event.at)}</span>
            </p>
            {text.map(|text| view! { <p class="timeline__text">{text}</p> })}
        </li>
    }
    .into_node()
}

/// The correction of another service has changed what this one uses, too.
fn corrected_elsewhere(case: &Case, event: &CaseEvent, of: &CaseService) -> Option<String> {
    let CaseEventKind::Corrected { service, .. } = &event.what else {
        return None;
    };
    let other = case.service(service).filter(|_| *service != of.service)?;
    Some(words::corrected_elsewhere(&other.name))
}

/// Whether an event belongs to the history of a service.
fn concerns(case: &Case, event: &CaseEvent, of: &CaseService) -> bool {
    use CaseEventKind as K;
    let id = &of.service;
    let at = |seq: u32| {
        let found = case.events.iter().find(|event| event.seq == seq);
        found.is_some_and(|event| concerns(case, event, of))
    };
    match &event.what {
        K::Submitted | K::HandedOn | K::Undone => true,
        K::Withdrawn { services } => services.contains(id),
        K::Corrected { service, also, .. } => service == id || also.contains(id),
        K::Answered { asked } => at(*asked),
        K::UrgeAnswered { urged } => at(*urged),
        K::Expired { obligation, .. } => match obligation {
            ObligationId::AnswerQuestion { asked } => at(*asked),
            // Which services rest on it is not told; those that ended by it say so.
            ObligationId::Supply { .. } => of.state == ServiceState::Lapsed,
            ObligationId::Confirm { confirmer } => waits_for(case, confirmer, id),
            of_one => of_one.service() == Some(id),
        },
        K::ConfirmationInvited { confirmer }
        | K::Confirmed { confirmer }
        | K::ConfirmationDeclined { confirmer } => waits_for(case, confirmer, id),
        // Told among the materials, and among the messages.
        K::Supplied { .. } => case.services.len() == 1,
        K::Reminded { .. } | K::VisitReminded { .. } => false,
        of_one => of_one.service() == Some(id),
    }
}

fn waits_for(case: &Case, confirmer: &str, service: &str) -> bool {
    let found = case.confirmer(confirmer);
    found.is_some_and(|one| one.services.iter().any(|id| id == service))
}
