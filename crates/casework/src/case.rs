//! A case as its events make it: a projection, never stored as the truth. Nothing in it depends on the time at which it
//! is looked at; what does takes a [`Clock`].

mod service;

use std::collections::{BTreeMap, BTreeSet};

use catalog::scenario::{DeliveryWay, ServiceId};

pub use service::{
    Check, Claim, Decision, Rating, Sent, ServiceCase, ServiceState, SharedChange, Urge,
};

use crate::event::{ObligationId, QuestionKind, RuleVersion, Seq, Submitted, TextId};
use crate::obligation::{Light, Obligation, Party};
use crate::promise::Words;
use crate::rules::Rules;
use crate::{Clock, ConfirmerId, Moment, PersonId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub submitted: Submitted,
    pub submitted_at: Moment,
    pub rules: RuleVersion,
    /// The number of the last event.
    pub last: Seq,
    /// When it happened.
    pub last_at: Moment,
    /// In the scenario's order.
    pub services: Vec<ServiceCase>,
    pub obligations: BTreeMap<ObligationId, Obligation>,
    pub confirmations: BTreeMap<ConfirmerId, Confirmation>,
    pub questions: BTreeMap<Seq, Question>,
    /// What became of the applicant's word, by service.
    pub words: Words,
    /// Whether the offices were told of it.
    pub handed_on: bool,
    pub undone: Option<Moment>,
    /// The last event that changed anything of it.
    pub(crate) touched: Seq,
}

/// How far one of the others is with confirming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// No link was made yet.
    Missing,
    Invited,
    Confirmed {
        person: PersonId,
        at: Moment,
    },
    /// Said no; can be invited again until the last day.
    Declined,
    Expired,
}

/// For what the clock of an office stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait<'a> {
    /// 补正
    Correction,
    /// 共同确认: these are missing.
    Confirmation(Vec<&'a ConfirmerId>),
}

/// A written question of the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub service: Option<ServiceId>,
    pub kind: QuestionKind,
    pub text: TextId,
    pub at: Moment,
    pub answer: Option<TextId>,
}

impl Case {
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&ServiceCase> {
        self.services.iter().find(|service| service.id == id)
    }

    pub(crate) fn service_mut(&mut self, id: &str) -> Option<&mut ServiceCase> {
        self.services.iter_mut().find(|service| service.id == id)
    }

    /// How the result of a service reaches the applicant; `None` where there is nothing to deliver.
    #[must_use]
    pub fn delivery(&self, service: &str) -> Option<DeliveryWay> {
        let chosen = self.service(service)?.delivery;
        chosen.or_else(|| self.submitted.delivery.get(service).copied())
    }

    /// The time as it is for this case: a clock that was set back does not take back what has happened.
    pub(crate) fn not_before<'a>(&self, clock: Clock<'a>) -> Clock<'a> {
        Clock {
            now: clock.now.max(self.last_at),
            ..clock
        }
    }

    /// The last moment at which the hand-in can be undone.
    #[must_use]
    pub fn undo_until(&self, rules: &Rules) -> Moment {
        self.submitted_at.plus(rules.periods.undo_seconds.into())
    }

    /// Those whose confirmation a service still lacks.
    #[must_use]
    pub fn missing_confirmers(&self, service: &str) -> Vec<&ConfirmerId> {
        let confirmers = self.submitted.confirmers.iter();
        confirmers
            .filter(|one| one.services.iter().any(|id| id == service))
            .map(|one| &one.id)
            .filter(|id| {
                let state = self.confirmations.get(*id);
                !matches!(state, Some(Confirmation::Confirmed { .. }))
            })
            .collect()
    }

    /// The correction that a service waits for, with its obligation.
    #[must_use]
    pub fn open_correction(&self, service: &str) -> Option<(&ObligationId, &Obligation)> {
        self.obligations.iter().find(|(id, obligation)| {
            let is_its = matches!(id, ObligationId::Correct { service: of, .. } if of == service);
            is_its && obligation.is_owed()
        })
    }

    /// The clock of a service's decision.
    #[must_use]
    pub fn decision_clock(&self, service: &str) -> Option<&Obligation> {
        let service = service.to_owned();
        self.obligations.get(&ObligationId::Decide { service })
    }

    /// For what the clock of a service's decision stands; `None` while it runs, and when it is decided.
    #[must_use]
    pub fn waits_for(&self, service: &str) -> Option<Wait<'_>> {
        let state = self.service(service)?.state;
        let missing = self.missing_confirmers(service);
        match state {
            ServiceState::CorrectionNeeded => Some(Wait::Correction),
            _ if state.is_undecided() && !missing.is_empty() => Some(Wait::Confirmation(missing)),
            _ => None,
        }
    }

    /// Whether every service has ended: another case may then be of the same people, whatever is still owed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.services.iter().all(|service| service.state.is_final())
    }

    /// Whether an office still owes something.
    #[must_use]
    pub fn is_owed_by_office(&self) -> bool {
        let mut owed = self.obligations.values().filter(|one| one.is_owed());
        owed.any(|one| matches!(one.whose, Party::Office(_)))
    }

    /// Whether the applicant, or somebody who confirms, still owes something.
    #[must_use]
    pub fn is_owed_by_others(&self) -> bool {
        let mut owed = self.obligations.values().filter(|one| one.is_owed());
        owed.any(|one| !matches!(one.whose, Party::Office(_)))
    }

    /// The light of a service (电子监察): the worst of what its office owes.
    #[must_use]
    pub fn light(&self, service: &str, clock: Clock<'_>) -> Light {
        let owed = self.obligations.values().filter(
            |obligation| matches!(&obligation.whose, Party::Office(Some(of)) if of == service),
        );
        let lights = owed.map(|obligation| obligation.light(clock));
        lights.max().unwrap_or(Light::Green)
    }

    /// The other services that an event has changed something for.
    #[must_use]
    pub fn also_changed_by(&self, seq: Seq) -> Vec<&ServiceId> {
        let services = self.services.iter();
        services
            .filter(|service| service.changed.iter().any(|change| change.seq == seq))
            .map(|service| &service.id)
            .collect()
    }

    /// The services that rest on a deferred paper.
    pub(crate) fn resting_on(&self, material: &str) -> Vec<ServiceId> {
        let deferred = self.submitted.deferred.iter();
        let of_it = deferred.filter(|deferral| deferral.material == material);
        let services: BTreeSet<&ServiceId> = of_it.flat_map(|it| &it.services).collect();
        services.into_iter().cloned().collect()
    }

    /// The services that wait for a confirmer.
    pub(crate) fn waiting_for(&self, confirmer: &str) -> Vec<ServiceId> {
        let confirmers = self.submitted.confirmers.iter();
        let found = confirmers.filter(|one| one.id == confirmer);
        found.flat_map(|one| one.services.clone()).collect()
    }
}
