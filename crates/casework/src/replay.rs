//! Events to a case: one after the other, or all at once, with the same result.

mod corrected;
mod decided;
mod error;
mod owed;

pub use error::ReplayError;

use civic::workdays::Calendar;

use crate::case::{Case, Claim, Confirmation, Question, Sent, ServiceCase, ServiceState, Urge};
use crate::event::{Event, EventKind, ObligationId};
use crate::obligation::Party;
use crate::promise::Words;
use crate::rules::Rules;
use crate::scope::Scope;
use crate::{Actor, Moment};

/// What the events make of a case. `rules` are those of the version that the first event names. The time is no
/// argument: nothing in a [`Case`] depends on it; lights, [`crate::due`] and [`crate::allowed`] take it.
pub fn replay<'a>(
    rules: &Rules,
    events: impl IntoIterator<Item = &'a Event>,
    calendar: &Calendar,
) -> Result<Case, ReplayError> {
    let mut events = events.into_iter();
    let first = events.next().ok_or(ReplayError::Empty)?;
    let mut case = Case::begin(rules, first, calendar)?;
    for event in events {
        case.take(rules, event, calendar)?;
    }
    Ok(case)
}

impl Case {
    /// A case from its first event.
    pub fn begin(rules: &Rules, first: &Event, calendar: &Calendar) -> Result<Self, ReplayError> {
        let EventKind::Submitted(submitted) = &first.what else {
            return Err(ReplayError::NotOneSubmission { seq: first.seq });
        };
        if first.seq != 1 {
            let found = first.seq;
            return Err(ReplayError::Gap { expected: 1, found });
        }
        if first.rules != rules.version {
            return Err(ReplayError::OtherRules { seq: first.seq });
        }
        let confirmers = submitted.confirmers.iter();
        let mut case = Self {
            submitted: submitted.clone(),
            submitted_at: first.at,
            rules: first.rules.clone(),
            last: first.seq,
            last_at: first.at,
            services: submitted.services.iter().map(ServiceCase::new).collect(),
            obligations: Default::default(),
            confirmations: confirmers
                .map(|one| (one.id.clone(), Confirmation::Missing))
                .collect(),
            questions: Default::default(),
            words: Words::default(),
            handed_on: false,
            undone: None,
            touched: first.seq,
        };
        case.words.take(&first.what);
        case.owe_from_the_start(rules, first.at, calendar);
        Ok(case)
    }

    /// The case after one more event.
    pub fn take(
        &mut self,
        rules: &Rules,
        event: &Event,
        calendar: &Calendar,
    ) -> Result<(), ReplayError> {
        let expected = self.last.saturating_add(1);
        if event.seq != expected {
            let found = event.seq;
            return Err(ReplayError::Gap { expected, found });
        }
        let unknown = ReplayError::Unknown { seq: event.seq };
        let states = |case: &Self| case.services.iter().map(|it| it.state).collect::<Vec<_>>();
        let before = states(self);
        self.happen(rules, event, calendar).ok_or(unknown)?;
        self.last = event.seq;
        self.last_at = event.at;
        self.words.take(&event.what);
        // Whether something still matters depends on where the services stand, and on nothing else.
        if states(self) != before {
            self.drop_what_is_moot(event.at);
        }
        match Scope::of_event(event, self) {
            Scope::Nothing => {}
            Scope::Whole => self.touched = event.seq,
            Scope::Services(services) => {
                self.touched = event.seq;
                for id in services {
                    if let Some(service) = self.service_mut(&id) {
                        service.touched = event.seq;
                    }
                }
            }
        }
        Ok(())
    }

    /// `None` where the event is about something the case does not have.
    fn happen(&mut self, rules: &Rules, event: &Event, calendar: &Calendar) -> Option<()> {
        let (at, seq) = (event.at, event.seq);
        match &event.what {
            EventKind::Submitted(_) => return None,
            EventKind::TakenOver => self.begin_anew(at, calendar),
            EventKind::HandedOn => self.handed_on = true,
            EventKind::Undone => self.undo(at),
            EventKind::Withdrawn { services } => {
                for service in services {
                    self.set_state(service, ServiceState::Withdrawn)?;
                }
            }
            EventKind::Surrendered { service } => {
                self.set_state(service, ServiceState::Surrendered)?;
            }
            EventKind::Accepted { service } => self.set_state(service, ServiceState::Accepted)?,
            EventKind::CorrectionAsked { service, items, .. } => {
                self.set_state(service, ServiceState::CorrectionNeeded)?;
                self.service_mut(service)?.to_correct.clone_from(items);
                self.decide(service)?.stop(at, calendar);
                let id = ObligationId::Correct {
                    service: service.clone(),
                    asked: seq,
                };
                let span = rules.periods.correction;
                self.owe(id, Party::Applicant, span, at, calendar);
            }
            EventKind::Corrected {
                service,
                fields,
                materials,
                ..
            } => self.corrected(rules, service, (fields, materials), event, calendar)?,
            EventKind::Supplied { material } => {
                let material = material.clone();
                self.meet(&ObligationId::Supply { material }, at)?;
            }
            EventKind::Expired { obligation } => {
                self.expire(rules, obligation, seq, at, calendar)?;
            }
            EventKind::Asked {
                service,
                kind,
                text,
            } => {
                let question = Question {
                    service: service.clone(),
                    kind: *kind,
                    text: text.clone(),
                    at,
                    answer: None,
                };
                self.questions.insert(seq, question);
                let whose = Party::Office(service.clone());
                let id = ObligationId::AnswerQuestion { asked: seq };
                self.owe(id, whose, rules.periods.question, at, calendar);
            }
            EventKind::Answered { asked, text } => {
                self.questions.get_mut(asked)?.answer = Some(text.clone());
                self.meet(&ObligationId::AnswerQuestion { asked: *asked }, at)?;
            }
            EventKind::Urged { service } => {
                let urge = Urge {
                    seq,
                    at,
                    answered: false,
                };
                self.service_mut(service)?.urges.push(urge);
                let service = service.clone();
                let whose = Party::Office(Some(service.clone()));
                let id = ObligationId::AnswerUrge {
                    service,
                    urged: seq,
                };
                self.owe(id, whose, rules.periods.urge, at, calendar);
            }
            EventKind::UrgeAnswered { urged, .. } => {
                let mut urges = self.services.iter_mut().flat_map(|service| {
                    let id = &service.id;
                    service.urges.iter_mut().map(move |urge| (id, urge))
                });
                let (service, urge) = urges.find(|(_, urge)| urge.seq == *urged)?;
                urge.answered = true;
                let service = service.clone();
                let urged = *urged;
                self.meet(&ObligationId::AnswerUrge { service, urged }, at)?;
            }
            EventKind::Extended { service, by, .. } => {
                self.service_mut(service)?.extended = true;
                self.extend(service, by.span(), calendar)?;
            }
            EventKind::Granted {
                service, document, ..
            } => self.granted(rules, service, document.clone(), event, calendar)?,
            EventKind::DecidedAutomatically { service, .. } => {
                self.granted(rules, service, None, event, calendar)?;
            }
            EventKind::LeftToPerson { service, .. } => {
                self.service_mut(service)?.left_to_person = true;
            }
            EventKind::Refused { service, .. } => {
                self.decided(service, ServiceState::Refused, event, None)?;
            }
            EventKind::Revoked { service, .. } => self.set_state(service, ServiceState::Revoked)?,
            EventKind::CheckOpened { service } => self.check_opened(service, at)?,
            EventKind::CheckClosed { service, outcome } => {
                self.check_closed(service, *outcome, at)?;
            }
            EventKind::BreachRecorded { service, .. } | EventKind::BreachRepaired { service } => {
                self.service(service)?;
            }
            EventKind::RatingInvited { service } => {
                self.service_mut(service)?.rating_invited = true;
            }
            EventKind::Rated { service, stars, .. } => {
                self.rated(rules, service, *stars, at, calendar)?;
            }
            EventKind::Replied { service, .. } => {
                self.service_mut(service)?.rating.as_mut()?.replied = true;
                let service = service.clone();
                // A good rating is answered without being owed an answer.
                let _ = self.meet(&ObligationId::AnswerRating { service }, at);
            }
            EventKind::Rectified { service, .. } => {
                self.service_mut(service)?.rating.as_mut()?.rectified = true;
            }
            EventKind::ConfirmationInvited { confirmer } => {
                *self.confirmations.get_mut(confirmer)? = Confirmation::Invited;
            }
            EventKind::Confirmed { confirmer } => {
                self.confirmed(confirmer, &event.by, at, calendar)?;
            }
            EventKind::ConfirmationDeclined { confirmer } => {
                *self.confirmations.get_mut(confirmer)? = Confirmation::Declined;
            }
            EventKind::NoticeSent { obligation, notice } => {
                let told = &mut self.obligations.get_mut(obligation)?.told;
                told.insert(*notice);
            }
            EventKind::Claimed { service } => {
                let Actor::Office { office, clerk } = &event.by else {
                    return None;
                };
                let (office, clerk) = (office.clone(), clerk.clone());
                let claim = Claim { office, clerk, at };
                self.service_mut(service)?.claim = Some(claim);
            }
            EventKind::Released { service } => self.service_mut(service)?.claim = None,
            EventKind::Booked { service, visit } => {
                let found = self.service_mut(service)?;
                found.visit = Some(visit.clone());
                found.visit_reminded = false;
            }
            EventKind::BookingCancelled { service } => self.service_mut(service)?.visit = None,
            EventKind::VisitReminded { service, .. } => {
                self.service_mut(service)?.visit_reminded = true;
            }
            EventKind::DeliveryChosen { service, way } => {
                self.service_mut(service)?.delivery = Some(*way);
                self.free_visits();
            }
            EventKind::Sent { service, parcel } => {
                let parcel = parcel.clone();
                self.service_mut(service)?.sent = Some(Sent { at, parcel });
            }
        }
        Some(())
    }

    pub(crate) fn set_state(&mut self, service: &str, state: ServiceState) -> Option<()> {
        self.service_mut(service)?.state = state;
        Some(())
    }

    fn undo(&mut self, at: Moment) {
        self.undone = Some(at);
        for service in &mut self.services {
            service.state = ServiceState::Undone;
        }
    }
}
