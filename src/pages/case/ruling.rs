//! 无人审批: why a rule has granted a service, with all that it compared, or why a person decides.

use contract::case::{CaseService, Ruling, ServiceState};
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::case as words;

pub(super) fn ruling(service: &CaseService) -> Option<Node> {
    let ruling = service.ruling.as_ref()?;
    let is_open = matches!(
        service.state,
        ServiceState::Submitted | ServiceState::Accepted | ServiceState::CorrectionNeeded
    );
    // What was granted and then taken back, or is decided by a person, speaks for itself.
    let shown = match (ruling.granted, service.state) {
        (true, ServiceState::Granted) => granted(service, ruling),
        (false, _) if is_open => left(service, ruling),
        _ => return None,
    };
    Some(view! { <div class="lane__urge">{shown}</div> }.into_node())
}

/// By whom and by what it was decided, and how to object; all that was compared opens.
fn granted(service: &CaseService, ruling: &Ruling) -> Node {
    let rule = words::ruled_rule(&format::day(&ruling.version));
    let title = words::ruled_checks(&ruling.reasons.len().to_string());
    let body = view! {
        <ul class="checks">{lines(ruling, "check", words::ruled_register)}</ul>
        <p class="small muted">{rule}</p>
    };
    view! {
        <p>{words::ruled()}</p>
        {folded(service, title, body.into_node())}
        <p class="small muted">{words::ruled_help()}</p>
    }
    .into_node()
}

/// What nobody vouched for: there the decision is a person's, and there is nothing to do.
fn left(service: &CaseService, ruling: &Ruling) -> Node {
    let said = words::ruled_left(&ruling.reasons.len().to_string());
    let title = words::ruled_left_checks().to_owned();
    let body = view! {
        <ul class="checks checks--open">{lines(ruling, "info", words::ruled_asked)}</ul>
    };
    view! {
        <p>{said}</p>
        {folded(service, title, body.into_node())}
        <p class="small muted">{words::ruled_left_help()}</p>
    }
    .into_node()
}

fn folded(service: &CaseService, title: String, body: Node) -> Node {
    let name = service.name.clone();
    view! {
        <details class="fold fold--plain">
            <summary class="fold__head">
                {title} <span class="visually-hidden">{name}</span>
            </summary>
            {body}
        </details>
    }
    .into_node()
}

fn lines(ruling: &Ruling, sign: &'static str, from: fn(&str) -> String) -> Vec<Node> {
    let reasons = ruling.reasons.iter();
    let lines = reasons.map(|reason| {
        let register = from(&reason.register);
        view! {
            <li class="checks__line">
                {icon(sign, "")}
                <span>
                    {reason.text.clone()} <span class="checks__register">{register}</span>
                </span>
            </li>
        }
        .into_node()
    });
    lines.collect()
}
