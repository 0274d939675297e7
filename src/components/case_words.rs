//! What the receipt, the list of cases and the page of a case share: the number, states, days.

use casework::event::ConfirmerRole;
use contract::case::{CaseService, ServiceState};
use leptos::prelude::*;
use markup::view;

use super::{copy_text, icon};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{case as words, common};

/// 办件编号 in groups of four, as it is read aloud; it is copied without the gaps.
pub(crate) fn number(number: &str) -> Node {
    let grouped = grouped(number);
    let number = number.to_owned();
    let said = RwSignal::new(words::copy());
    let copy = move |_| {
        copy_text(number.clone(), move |copied| {
            said.try_set(if copied {
                words::copied()
            } else {
                words::not_copied()
            });
        });
    };
    view! {
        <p class="number">
            <span class="number__name">{words::number()}</span>
            <span class="number__value">{grouped}</span>
            <button class="button button--quiet" type="button" on:click=copy>
                {icon("copy", "")}
                <span aria-live="polite">{move || said.get()}</span>
            </button>
        </p>
    }
    .into_node()
}

pub(crate) fn grouped(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let groups: Vec<String> = characters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

pub(crate) fn state_tag(state: ServiceState) -> Node {
    let class = match state {
        ServiceState::Submitted | ServiceState::Accepted => "tag tag--brand",
        ServiceState::CorrectionNeeded => "tag tag--warn",
        ServiceState::Granted => "tag tag--good",
        ServiceState::Refused | ServiceState::Lapsed | ServiceState::Revoked => "tag tag--bad",
        ServiceState::Withdrawn | ServiceState::Surrendered | ServiceState::Undone => "tag",
    };
    view! { <span class=class>{state_words(state)}</span> }.into_node()
}

/// Who is to confirm: 「继承人**丽」.
pub(crate) fn confirmer_called(role: ConfirmerRole, name: &str) -> String {
    let role = match role {
        ConfirmerRole::Heir => words::role_heir(),
        ConfirmerRole::Spouse => words::role_spouse(),
        ConfirmerRole::Employee => words::role_employee(),
    };
    [role, name].concat()
}

pub(crate) const fn state_words(state: ServiceState) -> &'static str {
    match state {
        ServiceState::Submitted => words::state_submitted(),
        ServiceState::Accepted => words::state_accepted(),
        ServiceState::CorrectionNeeded => words::state_correction(),
        ServiceState::Granted => words::state_granted(),
        ServiceState::Refused => words::state_refused(),
        ServiceState::Withdrawn => words::state_withdrawn(),
        ServiceState::Lapsed => words::state_lapsed(),
        ServiceState::Revoked => words::state_revoked(),
        ServiceState::Surrendered => words::state_surrendered(),
        ServiceState::Undone => words::state_undone(),
    }
}

/// By when there is a result, or since when.
pub(crate) fn due(service: &CaseService) -> String {
    match (service.state, &service.due) {
        (ServiceState::CorrectionNeeded, _) => words::due_stopped().to_owned(),
        (
            ServiceState::Withdrawn
            | ServiceState::Lapsed
            | ServiceState::Revoked
            | ServiceState::Surrendered
            | ServiceState::Undone,
            _,
        ) => String::new(),
        (ServiceState::Granted | ServiceState::Refused, _) => {
            let day = service.result.as_ref();
            let day = day.and_then(|result| result.at.split('T').next());
            day.map(|day| words::due_done(&format::day(day)))
                .unwrap_or_default()
        }
        (_, Some(due)) if service.due_exact => words::due_exact(&format::day(due)),
        (_, Some(due)) => words::due_about(&format::day(due)),
        (_, None) => match &service.usual {
            Some(usual) => words::due_usual(&format::day(usual)),
            None => words::due_none().to_owned(),
        },
    }
}

/// For those who have not signed in: what they would see, and the way back here.
pub(crate) fn sign_in_first(title: &'static str, text: &'static str, to: &str) -> Node {
    let to = ["/sign-in?to=", to].concat();
    empty("lock", title, text, to, common::sign_in())
}

/// Nothing to show, why, and one way on.
pub(crate) fn empty(
    sign: &'static str,
    title: &'static str,
    text: &str,
    to: String,
    label: &'static str,
) -> Node {
    let text = text.to_owned();
    view! {
        <div class="page">
            <div class="empty">
                {icon(sign, "icon--huge")} <h1 class="empty__title">{title}</h1>
                <p class="empty__text">{text}</p>
                <div class="actions">
                    <a class="button" href=to>{label}</a>
                </div>
            </div>
        </div>
    }
    .into_node()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_groups_of_four() {
        assert_eq!(grouped("3467ACDEFGHJ"), "3467 ACDE FGHJ");
        assert_eq!(grouped("3467AC"), "3467 AC");
    }

    #[test]
    fn a_day_that_rests_on_weekends_alone_is_called_approximate() {
        let service = |due_exact| CaseService {
            light: casework::Light::Green,
            stands: false,
            to_correct: Vec::new(),
            result: None,
            ruling: None,
            withdrawing_bars: false,
            stars: None,
            visit: None,
            delivery: None,
            service: String::new(),
            name: String::new(),
            office: String::new(),
            state: ServiceState::Accepted,
            due: Some("2027-01-08".to_owned()),
            due_exact,
            usual: None,
        };
        assert_ne!(due(&service(true)), due(&service(false)));
        assert!(due(&service(false)).contains("大约"));
    }
}
