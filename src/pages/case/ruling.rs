//! 无人审批: why a rule has granted a service, or why a person decides.

use contract::case::{CaseService, Ruling, ServiceState};
use markup::view;

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
    let (title, then) = match (ruling.granted, service.state) {
        (true, ServiceState::Granted) => {
            let day = format::day(&ruling.version);
            (words::ruled(), words::ruled_rule(&day))
        }
        (false, _) if is_open => (words::ruled_left(), words::ruled_left_help().to_owned()),
        _ => return None,
    };
    Some(
        view! {
            <div class="lane__urge">
                <p>{title}</p>
                <ul class="material__needs">{lines(ruling)}</ul>
                <p class="small muted">{then}</p>
            </div>
        }
        .into_node(),
    )
}

fn lines(ruling: &Ruling) -> Vec<Node> {
    let reasons = ruling.reasons.iter();
    let lines = reasons.map(|reason| {
        let line = words::ruled_line(&reason.register, &reason.text);
        view! { <li>{line}</li> }.into_node()
    });
    lines.collect()
}
