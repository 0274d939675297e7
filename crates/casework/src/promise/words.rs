//! What became of the applicant's words in one case, by service; by events alone, without rules or time.

use std::collections::{BTreeMap, BTreeSet};

use catalog::scenario::{MaterialId, ServiceId};

use crate::event::{CheckOutcome, EventKind, Ground, ObligationId, Submitted};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    by_service: BTreeMap<ServiceId, Word>,
    /// The services of each paper that follows, and of each confirmer.
    papers: BTreeMap<MaterialId, Vec<ServiceId>>,
    confirmers: BTreeMap<String, Vec<ServiceId>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub state: WordState,
    /// The papers that a promise stands for: it is kept when a check says so, or when the paper itself has come.
    pub promised: BTreeSet<MaterialId>,
    /// What is still to be brought.
    pub to_bring: BTreeSet<MaterialId>,
    /// Whether a breach is on record: no check undoes it, repair does.
    pub is_recorded: bool,
    /// Whether something was granted on it.
    is_relied_on: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordState {
    /// Not completed and not checked yet.
    Given,
    Kept,
    Broken,
    /// A promise that was false.
    False,
    Withdrawn,
    /// 信用修复
    Repaired,
    /// The service was refused, or ended for another reason.
    Moot,
}

impl Words {
    #[must_use]
    pub fn of(&self, service: &str) -> Option<&Word> {
        self.by_service.get(service)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&ServiceId, &Word)> {
        self.by_service.iter()
    }

    pub(crate) fn take(&mut self, event: &EventKind) {
        match event {
            EventKind::Submitted(submitted) => self.begin(submitted),
            EventKind::Undone => *self = Self::default(),
            EventKind::Supplied { material } => self.brought(material),
            EventKind::Corrected { papers, .. } => self.replaced(papers),
            EventKind::Granted { service, .. }
            | EventKind::DecidedAutomatically { service, .. } => {
                if let Some(word) = self.by_service.get_mut(service) {
                    word.is_relied_on = true;
                }
            }
            EventKind::Expired { obligation } => self.expired(obligation),
            EventKind::CheckClosed { service, outcome } => match outcome {
                CheckOutcome::Kept => self.found_kept(service),
                CheckOutcome::Broken => self.set(service, WordState::Broken),
            },
            EventKind::BreachRecorded { service, ground } => {
                self.set(service, breach(*ground));
                if let Some(word) = self.by_service.get_mut(service) {
                    word.is_recorded = true;
                }
            }
            EventKind::BreachRepaired { service } => self.set(service, WordState::Repaired),
            EventKind::Withdrawn { services } => {
                for service in services {
                    self.leave(service, WordState::Withdrawn);
                }
            }
            EventKind::Surrendered { service } => self.leave(service, WordState::Withdrawn),
            EventKind::Refused { service, .. } | EventKind::Revoked { service, .. } => {
                self.leave(service, WordState::Moot);
            }
            _ => {}
        }
    }

    fn begin(&mut self, submitted: &Submitted) {
        for service in &submitted.services {
            let promised = submitted.promised.iter();
            let deferred = submitted.deferred.iter();
            let word = Word {
                state: WordState::Given,
                promised: promised
                    .filter(|it| it.services.contains(service))
                    .map(|it| it.material.clone())
                    .collect(),
                to_bring: deferred
                    .filter(|it| it.services.contains(service))
                    .map(|it| it.material.clone())
                    .collect(),
                is_recorded: false,
                is_relied_on: false,
            };
            if !word.is_complete() {
                self.by_service.insert(service.clone(), word);
            }
        }
        for deferral in &submitted.deferred {
            let services = self.papers.entry(deferral.material.clone()).or_default();
            services.extend(deferral.services.iter().cloned());
        }
        for confirmer in &submitted.confirmers {
            let services = confirmer.services.clone();
            self.confirmers.insert(confirmer.id.clone(), services);
        }
    }

    /// A paper that comes within its time completes the word; one that comes late leaves it to the check.
    fn brought(&mut self, material: &str) {
        for service in self.papers.get(material).cloned().unwrap_or_default() {
            if let Some(word) = self.by_service.get_mut(&service) {
                word.to_bring.remove(material);
                if word.state == WordState::Given && word.is_complete() {
                    word.state = WordState::Kept;
                }
            }
        }
    }

    /// Papers that came by 补正 replace the promises that stood for them: there is nothing left to check. What was
    /// granted before on the promise is checked all the same.
    fn replaced(&mut self, papers: &[MaterialId]) {
        for word in self.by_service.values_mut().filter(|it| !it.is_relied_on) {
            let before = word.promised.len();
            word.promised.retain(|material| !papers.contains(material));
            let is_less = word.promised.len() < before;
            if is_less && word.state == WordState::Given && word.is_complete() {
                word.state = WordState::Kept;
            }
        }
    }

    fn expired(&mut self, obligation: &ObligationId) {
        let (services, state) = match obligation {
            ObligationId::Supply { material } => (self.papers.get(material), WordState::Broken),
            ObligationId::Confirm { confirmer } => {
                (self.confirmers.get(confirmer), WordState::Moot)
            }
            ObligationId::Correct { service, .. } => {
                let service = service.clone();
                return self.leave(&service, WordState::Moot);
            }
            _ => return,
        };
        for service in services.cloned().unwrap_or_default() {
            self.leave(&service, state);
        }
    }

    fn found_kept(&mut self, service: &str) {
        if let Some(word) = self.by_service.get_mut(service) {
            word.promised.clear();
            // What a paper that came too late had broken, the check has mended.
            let is_late = word.state == WordState::Broken && !word.is_recorded;
            if (is_late || word.state == WordState::Given) && word.is_complete() {
                word.state = WordState::Kept;
            }
        }
    }

    fn set(&mut self, service: &str, state: WordState) {
        if let Some(word) = self.by_service.get_mut(service) {
            word.state = state;
        }
    }

    /// As [`Words::set`], for a word that was neither completed nor checked.
    fn leave(&mut self, service: &str, state: WordState) {
        if let Some(word) = self.by_service.get_mut(service)
            && word.state == WordState::Given
        {
            word.state = state;
        }
    }
}

impl Word {
    fn is_complete(&self) -> bool {
        self.promised.is_empty() && self.to_bring.is_empty()
    }
}

fn breach(ground: Ground) -> WordState {
    match ground {
        Ground::FalsePromise | Ground::FalseMaterial => WordState::False,
        _ => WordState::Broken,
    }
}
