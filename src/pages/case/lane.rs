//! One service of a case: its state, its due date, and the timeline of what happened and what comes.

use contract::case::{CaseService, ServiceEvent, ServiceEventKind, ServiceState};
use markup::view;

use crate::components::{due, icon, notice, state_tag};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::case as words;

/// `answer` is the form that answers a request for correction.
pub(super) fn lane(lane: &CaseService, answer: Option<Node>) -> Node {
    let refused = (lane.state == ServiceState::Refused)
        .then(|| notice("info", words::refused_title(), words::refused_help()));
    let last = lane.events.len().saturating_sub(1);
    let events: Vec<Node> = lane
        .events
        .iter()
        .enumerate()
        .map(|(at, event)| happened(lane, event, at == last))
        .collect();
    view! {
        <section class="lane">
            <div class="lane__head">
                <h2 class="lane__name">{lane.name.clone()}</h2>
                {state_tag(lane.state)}
            </div>
            <p class="lane__due">{due(lane)}</p>
            {refused}
            {answer}
            <ol class="timeline">{events} {coming(lane.state)}</ol>
        </section>
    }
    .into_node()
}

fn happened(lane: &CaseService, event: &ServiceEvent, is_last: bool) -> Node {
    const DONE: (&str, &str) = ("timeline__item timeline__item--done", "done");
    let ((class, sign), title, text) = match &event.what {
        ServiceEventKind::Submitted => (DONE, words::event_submitted(), ""),
        ServiceEventKind::Accepted => (DONE, words::event_accepted(), lane.office.as_str()),
        ServiceEventKind::CorrectionAsked { message, .. } => {
            // Once answered it is past; its words stay to be read.
            let look = if is_last {
                ("timeline__item timeline__item--task", "warning")
            } else {
                DONE
            };
            (look, words::event_correction(), message.as_str())
        }
        ServiceEventKind::Corrected { note } => (DONE, words::event_corrected(), note.as_str()),
        ServiceEventKind::Granted { result } => (DONE, words::event_granted(), result.as_str()),
        ServiceEventKind::Refused { reason } => (
            ("timeline__item timeline__item--stop", "refused"),
            words::event_refused(),
            reason.as_str(),
        ),
    };
    let text = (!text.is_empty()).then(|| text.to_owned());
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

/// What is still to come, as far as it is certain.
fn coming(state: ServiceState) -> Node {
    const WAIT: &str = "timeline__item timeline__item--wait";
    const NOW: &str = "timeline__item timeline__item--now";
    let steps: &[(&str, &str)] = match state {
        ServiceState::Submitted => &[
            (WAIT, words::coming_accepted()),
            (WAIT, words::coming_result()),
        ],
        ServiceState::Accepted => &[(NOW, words::coming_now()), (WAIT, words::coming_result())],
        ServiceState::CorrectionNeeded => &[(WAIT, words::coming_result())],
        _ => &[],
    };
    steps
        .iter()
        .map(|(class, title)| {
            view! {
                <li class=*class>
                    {icon("clock", "timeline__mark")} <p class="timeline__title">{*title}</p>
                </li>
            }
        })
        .collect::<Vec<_>>()
        .into_node()
}
