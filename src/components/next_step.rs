//! What waits for the resident in a case, in one line with its last day, and how many days are left.

use casework::{Light, ObligationId};
use civic::day;
use contract::case::CaseSummary;
use contract::next_step::NextStep;
use markup::view;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{case as words, cases as list_words};
use crate::state::app_state;

/// 「补交「社会保障卡」，最晚 2027 年 1 月 29 日」
pub(crate) fn step_words(step: &NextStep) -> String {
    let what = match &step.owed {
        ObligationId::Supply { .. } => list_words::next_supply(&step.about),
        ObligationId::Confirm { .. } => list_words::next_invite(&step.about),
        _ => list_words::next_correct(&step.about),
    };
    let Some(until) = step.until.as_deref().map(format::day) else {
        return what;
    };
    if step.until_exact {
        list_words::next_until(&until, &what)
    } else {
        list_words::next_until_about(&until, &what)
    }
}

/// The page where it is done.
pub(crate) fn step_address(number: &str, step: &NextStep) -> String {
    let case = ["/cases/", number].concat();
    match &step.owed {
        ObligationId::Supply { material } => [&case, "/supply/", material].concat(),
        ObligationId::Correct { service, .. } => [&case, "/correct/", service].concat(),
        _ => case,
    }
}

/// 「还有 30 天」, in the colour of its light.
pub(crate) fn days_left(until: &str, light: Light) -> Option<Node> {
    let last = day::parse_iso(until)?;
    let left = left_words((last - app_state().today()).num_days(), light);
    let class = match light {
        Light::Green => "tag tag--brand",
        Light::Yellow => "tag tag--warn",
        Light::Red => "tag tag--bad",
    };
    Some(view! { <span class=class>{icon("clock", "")} {left}</span> }.into_node())
}

/// It is over when its light is red, and not before: a last day that is a holiday moves on, and of a year whose
/// holidays are not known yet nobody can say to which.
fn left_words(days: i64, light: Light) -> String {
    match days {
        0 => words::last_day().to_owned(),
        1.. => words::days_left(&days.to_string()),
        _ if light == Light::Red => words::days_over(&days.unsigned_abs().to_string()),
        _ => words::moved_on().to_owned(),
    }
}

/// That an office is late, where nothing waits for the resident.
pub(crate) fn late_tag(case: &CaseSummary) -> Option<Node> {
    (case.next.is_none() && case.light == Light::Red).then(|| {
        view! { <span class="tag tag--bad">{icon("warning", "")} {list_words::late()}</span> }
            .into_node()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_that_may_move_on_is_not_called_over_before_it_is() {
        assert_eq!(left_words(2, Light::Yellow), "还有 2 天");
        assert_eq!(left_words(0, Light::Yellow), "今天是最后一天");
        assert_eq!(left_words(-1, Light::Yellow), "遇放假顺延，还来得及");
        assert_eq!(left_words(-1, Light::Red), "过了 1 天");
    }
}
