//! How obligations come about, are met, expire and become moot.

use civic::clock::{Deadline, Span};
use civic::workdays::Calendar;

use crate::case::{Case, Check, Confirmation, ServiceState};
use crate::event::{ObligationId, Seq};
use crate::obligation::{Consequence, Fate, Obligation, Party, Timer};
use crate::rules::Rules;
use crate::{Actor, Moment};

impl Obligation {
    /// The clock has not begun yet: all of the time is left.
    fn stand_in_full(&mut self) {
        self.timer = Timer::Stands { left: self.span };
    }
}

impl Case {
    /// What every case owes from its first moment: its papers, its confirmations, its decisions.
    pub(super) fn owe_from_the_start(&mut self, rules: &Rules, at: Moment, calendar: &Calendar) {
        let submitted = self.submitted.clone();
        for deferral in &submitted.deferred {
            let material = deferral.material.clone();
            let span = rules.deferral(&material);
            let id = ObligationId::Supply { material };
            self.owe(id, Party::Applicant, span, at, calendar);
        }
        for one in &submitted.confirmers {
            let id = ObligationId::Confirm {
                confirmer: one.id.clone(),
            };
            let span = rules.periods.confirmation;
            let whose = Party::Confirmer(one.id.clone());
            self.owe(id, whose, span, at, calendar);
        }
        for service in &submitted.services {
            let limit = rules.limit(service);
            let waits = !self.missing_confirmers(service).is_empty();
            let service = service.clone();
            let whose = Party::Office(Some(service.clone()));
            let id = ObligationId::Decide { service };
            self.owe(id.clone(), whose, limit.span, at, calendar);
            if let Some(decide) = self.obligations.get_mut(&id) {
                decide.limit = limit.kind;
                if waits {
                    decide.stand_in_full();
                }
            }
        }
    }

    pub(super) fn owe(
        &mut self,
        id: ObligationId,
        whose: Party,
        span: Span,
        at: Moment,
        calendar: &Calendar,
    ) {
        let owed = || Obligation::new(whose, at, span, calendar);
        self.obligations.entry(id).or_insert_with(owed);
    }

    /// A second time it changes nothing.
    pub(super) fn meet(&mut self, id: &ObligationId, at: Moment) -> Option<()> {
        let obligation = self.obligations.get_mut(id)?;
        if !matches!(obligation.fate, Fate::Met(_)) {
            obligation.fate = Fate::Met(at);
        }
        Some(())
    }

    pub(super) fn decide(&mut self, service: &str) -> Option<&mut Obligation> {
        let service = service.to_owned();
        self.obligations.get_mut(&ObligationId::Decide { service })
    }

    /// The time of an office becomes longer, counted from its last day.
    pub(super) fn extend(&mut self, service: &str, by: Span, calendar: &Calendar) -> Option<()> {
        let decide = self.decide(service)?;
        let last = decide.deadline()?.day;
        decide.timer = Timer::Runs(Deadline::on(by.after_by(last, calendar), calendar));
        Some(())
    }

    pub(super) fn confirmed(
        &mut self,
        confirmer: &str,
        by: &Actor,
        at: Moment,
        calendar: &Calendar,
    ) -> Option<()> {
        let person = by.person()?.clone();
        let state = self.confirmations.get_mut(confirmer)?;
        *state = Confirmation::Confirmed { person, at };
        let id = ObligationId::Confirm {
            confirmer: confirmer.to_owned(),
        };
        self.meet(&id, at)?;
        for service in self.waiting_for(confirmer) {
            if self.missing_confirmers(&service).is_empty() {
                // The office's time begins when the last one has confirmed.
                self.decide(&service)?.go_on(at, calendar);
            }
        }
        Some(())
    }

    /// The day after the last, with what follows from it. A second time it changes nothing.
    pub(super) fn expire(
        &mut self,
        rules: &Rules,
        id: &ObligationId,
        seq: Seq,
        at: Moment,
        calendar: &Calendar,
    ) -> Option<()> {
        let obligation = self.obligations.get_mut(id)?;
        if obligation.fate != Fate::Open {
            return Some(());
        }
        obligation.late = true;
        let consequence = id.consequence();
        obligation.fate = match consequence {
            Consequence::Escalate => Fate::Escalated(at),
            Consequence::Lapse | Consequence::LapseOrCheck => Fate::Missed(at),
        };
        let over = match id {
            ObligationId::Supply { material } => self.resting_on(material),
            ObligationId::Correct { service, .. } => vec![service.clone()],
            ObligationId::Confirm { confirmer } => {
                *self.confirmations.get_mut(confirmer)? = Confirmation::Expired;
                self.waiting_for(confirmer)
            }
            _ => Vec::new(),
        };
        for service in over {
            let state = self.service(&service)?.state;
            if state.is_undecided() {
                self.set_state(&service, ServiceState::Lapsed)?;
            } else if consequence == Consequence::LapseOrCheck && state == ServiceState::Granted {
                self.call_for_check(rules, &service, seq, at, calendar)?;
            }
        }
        Some(())
    }

    /// 核查: the office opens one within its days and closes it within others, both from the event that calls for it.
    pub(super) fn call_for_check(
        &mut self,
        rules: &Rules,
        service: &str,
        cause: Seq,
        at: Moment,
        calendar: &Calendar,
    ) -> Option<()> {
        let found = self.service_mut(service)?;
        if found.pending_check().is_some() {
            return Some(());
        }
        found.check = Some(Check {
            cause,
            opened: None,
            closed: None,
        });
        let service = service.to_owned();
        let whose = Party::Office(Some(service.clone()));
        let close = ObligationId::CloseCheck {
            service: service.clone(),
            cause,
        };
        let open = ObligationId::OpenCheck { service, cause };
        let (opens, closes) = (rules.periods.check_opens, rules.periods.check_closes);
        self.owe(open, whose.clone(), opens, at, calendar);
        self.owe(close, whose, closes, at, calendar);
        Some(())
    }

    /// What an earlier release told nobody a last day of runs from the moment at which the case was taken over, so that
    /// nobody is late through no fault of hers: 补正, and the checks of what was granted.
    pub(super) fn begin_anew(&mut self, at: Moment, calendar: &Calendar) {
        for (id, owed) in &mut self.obligations {
            let was_told = !matches!(
                id,
                ObligationId::Correct { .. }
                    | ObligationId::OpenCheck { .. }
                    | ObligationId::CloseCheck { .. }
            );
            if !was_told && owed.fate == Fate::Open {
                *owed = Obligation::new(owed.whose.clone(), at, owed.span, calendar);
            }
        }
    }

    /// Ends what no longer matters: nothing waits for a service that is over.
    pub(super) fn drop_what_is_moot(&mut self, at: Moment) {
        self.free_visits();
        let moot = self
            .obligations
            .iter()
            .filter(|(id, obligation)| obligation.is_owed() && !self.still_matters(id));
        let moot: Vec<ObligationId> = moot.map(|(id, _)| id.clone()).collect();
        for id in moot {
            if let Some(obligation) = self.obligations.get_mut(&id) {
                obligation.fate = Fate::Void(at);
            }
        }
    }

    /// A number that is of no use to its holder is free for others.
    pub(super) fn free_visits(&mut self) {
        let ways: Vec<_> = self
            .services
            .iter()
            .map(|it| self.delivery(&it.id))
            .collect();
        for (service, way) in self.services.iter_mut().zip(ways) {
            if !service.is_worth_a_visit(way) {
                service.visit = None;
            }
        }
    }

    fn still_matters(&self, id: &ObligationId) -> bool {
        let state = |service: &str| self.service(service).map(|service| service.state);
        let undecided = |service: &str| state(service).is_some_and(ServiceState::is_undecided);
        let granted = |service: &str| state(service) == Some(ServiceState::Granted);
        match id {
            ObligationId::Supply { material } => {
                let mut services = self.resting_on(material).into_iter();
                services.any(|service| undecided(&service) || granted(&service))
            }
            ObligationId::Confirm { confirmer } => {
                let mut services = self.waiting_for(confirmer).into_iter();
                services.any(|service| undecided(&service))
            }
            ObligationId::Correct { service, .. } => {
                state(service) == Some(ServiceState::CorrectionNeeded)
            }
            ObligationId::Decide { service } | ObligationId::AnswerUrge { service, .. } => {
                undecided(service)
            }
            ObligationId::OpenCheck { service, .. } | ObligationId::CloseCheck { service, .. } => {
                granted(service)
            }
            ObligationId::AnswerQuestion { .. } | ObligationId::AnswerRating { .. } => {
                self.undone.is_none()
            }
        }
    }
}
