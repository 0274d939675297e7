//! Why something cannot be done with a case, in words: the codes are those of `casework`, the words those of
//! `refusal.toml`.

use casework::{Invalid, Refusal};
use civic::day;

use crate::api::ApiError;
use crate::components::state_words;
use crate::format;
use crate::messages::refusal as words;

pub(crate) fn refusal(refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::NotYours => words::not_yours(),
        Refusal::NoSuch => words::no_such(),
        Refusal::Undone => words::undone(),
        Refusal::WrongState(state) => return words::wrong_state(state_words(*state)),
        Refusal::UndoOver(_) => words::undo_over(),
        Refusal::Decided => words::decided(),
        Refusal::UndoOpen(_) => words::undo_open(),
        Refusal::ConfirmationMissing(_) => words::confirmation_missing(),
        Refusal::DeadlinePassed(last) => {
            return words::deadline_passed(&format::day(&day::iso(*last)));
        }
        Refusal::NotLate => words::not_late(),
        Refusal::UrgedToday => words::urged_today(),
        Refusal::AlreadyDone => words::already_done(),
        Refusal::ClaimedBy(_) | Refusal::NoCheck | Refusal::CheckNotOpen | Refusal::NoRule => {
            words::by_office()
        }
        Refusal::NotInvited => words::not_invited(),
        Refusal::SamePerson => words::same_person(),
        Refusal::NotByPost => words::not_by_post(),
        Refusal::MayNotPromise => words::may_not_promise(),
        Refusal::Invalid(invalid) => self::invalid(invalid),
        Refusal::Stale { .. } => words::stale(),
    };
    words.to_owned()
}

const fn invalid(invalid: &Invalid) -> &'static str {
    match invalid {
        Invalid::Nothing => words::nothing(),
        Invalid::LeftOut(_) => words::left_out(),
        Invalid::TooLong => words::too_long(),
        Invalid::ReasonMissing(_)
        | Invalid::Unfit(_)
        | Invalid::Unknown(_)
        | Invalid::Twice(_)
        | Invalid::GroundMissing
        | Invalid::NotAsked(_)
        | Invalid::NotOfThisCase => words::invalid(),
    }
}

/// Why a call about a case failed: the refusal of the case where the server names one.
pub(crate) fn cause(error: &ApiError) -> String {
    match error {
        ApiError::Problem(details) => match &details.refusal {
            Some(found) => refusal(found),
            None => format::cause(error),
        },
        _ => format::cause(error),
    }
}

#[cfg(test)]
mod tests {
    use casework::ServiceState;
    use contract::problem::{Code, ProblemDetails};

    use super::*;

    #[test]
    fn what_the_case_refuses_is_told_with_what_to_do() {
        let details = ProblemDetails {
            kind: "about:blank#action_refused".to_owned(),
            title: "not late".to_owned(),
            status: 409,
            code: Code::ActionRefused,
            case: None,
            errors: Vec::new(),
            refusal: Some(Refusal::NotLate),
            slots: Vec::new(),
        };
        let told = cause(&ApiError::Problem(Box::new(details)));
        assert_eq!(told, words::not_late());
        assert_eq!(cause(&ApiError::Offline), format::cause(&ApiError::Offline));
    }

    #[test]
    fn a_state_and_a_day_are_named() {
        let stands = refusal(&Refusal::WrongState(ServiceState::Granted));
        assert!(stands.contains(state_words(ServiceState::Granted)));
        let day = day::parse_iso("2026-12-30").unwrap();
        assert!(refusal(&Refusal::DeadlinePassed(day)).contains("2026 年 12 月 30 日"));
    }
}
