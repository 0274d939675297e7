//! Decisions, and what comes after them: checks and ratings.

use civic::workdays::Calendar;

use crate::Moment;
use crate::case::{Case, Decision, Rating, ServiceState};
use crate::event::{CheckOutcome, Event, EventKind, ObligationId, Stars};
use crate::obligation::Party;
use crate::rules::Rules;

impl Case {
    pub(super) fn granted(
        &mut self,
        rules: &Rules,
        service: &str,
        document: Option<String>,
        event: &Event,
        calendar: &Calendar,
    ) -> Option<()> {
        self.decided(service, ServiceState::Granted, event, document)?;
        let word = self.words.of(service);
        let promised = word.is_some_and(|word| !word.promised.is_empty());
        if promised {
            self.call_for_check(rules, service, event.seq, event.at, calendar)?;
        }
        Some(())
    }

    pub(super) fn decided(
        &mut self,
        service: &str,
        state: ServiceState,
        event: &Event,
        document: Option<String>,
    ) -> Option<()> {
        let id = ObligationId::Decide {
            service: service.to_owned(),
        };
        self.meet(&id, event.at)?;
        let found = self.service_mut(service)?;
        found.state = state;
        found.claim = None;
        found.decision = Some(Decision {
            at: event.at,
            is_automatic: matches!(event.what, EventKind::DecidedAutomatically { .. }),
            document,
        });
        Some(())
    }

    pub(super) fn check_opened(&mut self, service: &str, at: Moment) -> Option<()> {
        let check = self.service_mut(service)?.check.as_mut()?;
        check.opened = Some(at);
        let (service, cause) = (service.to_owned(), check.cause);
        self.meet(&ObligationId::OpenCheck { service, cause }, at)
    }

    pub(super) fn check_closed(
        &mut self,
        service: &str,
        outcome: CheckOutcome,
        at: Moment,
    ) -> Option<()> {
        let found = self.service_mut(service)?;
        found.claim = None;
        let check = found.check.as_mut()?;
        check.closed = Some(outcome);
        let (service, cause) = (service.to_owned(), check.cause);
        self.meet(&ObligationId::CloseCheck { service, cause }, at)
    }

    pub(super) fn rated(
        &mut self,
        rules: &Rules,
        service: &str,
        stars: Stars,
        at: Moment,
        calendar: &Calendar,
    ) -> Option<()> {
        self.service_mut(service)?.rating = Some(Rating {
            stars,
            replied: false,
            rectified: false,
        });
        if stars.is_bad() {
            let service = service.to_owned();
            let whose = Party::Office(Some(service.clone()));
            let id = ObligationId::AnswerRating { service };
            self.owe(id, whose, rules.periods.rating, at, calendar);
        }
        Some(())
    }
}
