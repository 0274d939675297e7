//! What happened to a case, a line an event: in the timeline of a service, and among the messages.

use casework::ObligationId;
use casework::event::{CheckOutcome, ExtensionReason, Ground, QuestionKind, Stars};
use catalog::scenario::DeliveryWay;
use contract::case_event::{CaseEvent, CaseEventKind};

use crate::format;
use crate::messages::{case as case_words, event as words};

/// How an event looks: it went on, somebody has something to do, or it has come to an end that nobody wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Done,
    Task,
    Stop,
}

/// `material` is the name of the paper it is about, where it is known.
pub(crate) fn event_words(event: &CaseEvent, material: Option<&str>) -> String {
    use CaseEventKind as K;
    let words = match &event.what {
        K::Submitted => words::submitted(),
        K::HandedOn => words::handed_on(),
        K::Undone => words::undone(),
        K::Withdrawn { .. } => words::withdrawn(),
        K::Surrendered { .. } => words::surrendered(),
        K::Accepted { .. } => words::accepted(),
        K::CorrectionAsked { .. } => words::correction(),
        K::Corrected { .. } => words::corrected(),
        K::Supplied { .. } => match material {
            Some(material) => return words::supplied_named(material),
            None => words::supplied(),
        },
        K::Expired { usual: true, .. } => words::expired_usual(),
        K::Expired { obligation, .. } => expired(obligation),
        K::Asked {
            kind: QuestionKind::Question,
            ..
        } => words::asked(),
        K::Asked {
            kind: QuestionKind::Objection,
            ..
        } => words::objected(),
        K::Answered { .. } => words::answered(),
        K::Urged { .. } => words::urged(),
        K::UrgeAnswered { .. } => words::urge_answered(),
        K::Extended { by, reason, .. } => {
            let limit = format::limit(*by);
            return match reason {
                ExtensionReason::OnSiteCheck => words::extended_on_site(&limit),
                ExtensionReason::OtherOffice => words::extended_other_office(&limit),
                ExtensionReason::Complex => words::extended_complex(&limit),
                ExtensionReason::ForceMajeure => words::extended_force_majeure(&limit),
            };
        }
        K::Granted { .. } => words::granted(),
        K::DecidedAutomatically { .. } => words::automatic(),
        K::LeftToPerson { .. } => words::left_to_person(),
        K::Refused { ground, .. } => return words::refused(self::ground(*ground)),
        K::Revoked { ground, .. } => return words::revoked(self::ground(*ground)),
        K::CheckOpened { .. } => words::check_opened(),
        K::CheckClosed {
            outcome: CheckOutcome::Kept,
            ..
        } => words::check_kept(),
        K::CheckClosed {
            outcome: CheckOutcome::Broken,
            ..
        } => words::check_broken(),
        K::BreachRecorded { ground, .. } => return words::breach(self::ground(*ground)),
        K::BreachRepaired { .. } => words::repaired(),
        K::RatingInvited { .. } => words::rating_invited(),
        K::Rated { stars, .. } => return words::rated(stars_words(*stars)),
        K::Replied { .. } => words::replied(),
        K::Rectified { .. } => words::rectified(),
        K::ConfirmationInvited { .. } => words::invited(),
        K::Confirmed { .. } => words::confirmed(),
        K::ConfirmationDeclined { .. } => words::declined(),
        K::Reminded { obligation } => match (obligation, material) {
            (ObligationId::Supply { .. }, Some(material)) => {
                return words::remind_supply_named(material);
            }
            (ObligationId::Supply { .. }, None) => words::remind_supply(),
            (ObligationId::Correct { .. }, _) => words::remind_correct(),
            (ObligationId::Confirm { .. }, _) => words::remind_confirm(),
            _ => words::remind_office(),
        },
        K::Booked { visit, .. } => {
            return words::booked(&format::moment(&visit.at.rfc3339()), &visit.number);
        }
        K::BookingCancelled { .. } => words::booking_cancelled(),
        K::VisitReminded { visit, .. } => {
            return words::visit_reminded(&format::moment(&visit.at.rfc3339()), &visit.number);
        }
        K::DeliveryChosen { way, .. } => match way {
            DeliveryWay::Counter => words::delivery_counter(),
            DeliveryWay::Post => words::delivery_post(),
            DeliveryWay::Electronic => words::delivery_electronic(),
        },
        K::Sent { parcel, .. } => match parcel {
            Some(parcel) => return words::sent_number(parcel),
            None => words::sent(),
        },
    };
    words.to_owned()
}

pub(crate) const fn event_tone(event: &CaseEvent) -> Tone {
    use CaseEventKind as K;
    match &event.what {
        K::CorrectionAsked { .. }
        | K::Reminded { .. }
        | K::ConfirmationDeclined { .. }
        | K::VisitReminded { .. } => Tone::Task,
        K::Expired { usual: true, .. } => Tone::Done,
        K::Expired { .. } | K::Refused { .. } | K::Revoked { .. } | K::BreachRecorded { .. } => {
            Tone::Stop
        }
        K::CheckClosed {
            outcome: CheckOutcome::Broken,
            ..
        } => Tone::Stop,
        _ => Tone::Done,
    }
}

const fn expired(obligation: &ObligationId) -> &'static str {
    match obligation {
        ObligationId::Supply { .. } => words::expired_supply(),
        ObligationId::Correct { .. } => words::expired_correct(),
        ObligationId::Confirm { .. } => words::expired_confirm(),
        _ => words::expired_office(),
    }
}

const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::ConditionsNotMet => words::ground_conditions(),
        Ground::FalseMaterial => words::ground_material(),
        Ground::FalsePromise => words::ground_promise(),
        Ground::PaperNotBrought => words::ground_not_brought(),
        Ground::NotCompetent => words::ground_not_competent(),
        Ground::Repeated => words::ground_repeated(),
    }
}

/// 好差评 in words, as the national standard has them.
pub(crate) fn stars_words(stars: Stars) -> &'static str {
    match u8::from(stars) {
        5 => case_words::stars_5(),
        4 => case_words::stars_4(),
        3 => case_words::stars_3(),
        2 => case_words::stars_2(),
        _ => case_words::stars_1(),
    }
}

#[cfg(test)]
mod tests {
    use contract::case_event::EventBy;

    use super::*;

    fn event(what: CaseEventKind) -> CaseEvent {
        CaseEvent {
            seq: 4,
            at: "2026-12-01T09:00:00+08:00".to_owned(),
            by: EventBy::Office,
            what,
            text: None,
        }
    }

    #[test]
    fn a_refusal_names_its_ground_and_looks_like_an_end() {
        let refused = event(CaseEventKind::Refused {
            service: "benefit".to_owned(),
            ground: Ground::ConditionsNotMet,
        });
        assert_eq!(event_words(&refused, None), "不予办理：不符合条件");
        assert_eq!(event_tone(&refused), Tone::Stop);
    }

    #[test]
    fn a_paper_is_named_where_its_name_is_known() {
        let supplied = event(CaseEventKind::Supplied {
            material: "contract".to_owned(),
        });
        assert_eq!(
            event_words(&supplied, Some("劳动合同")),
            "已补交「劳动合同」"
        );
        assert_eq!(event_words(&supplied, None), "已补交材料");
    }
}
