//! Handing in, as far as the way after it depends on it. The application itself is kept beside the events.

use std::collections::BTreeMap;

use catalog::ActingFor;
pub use catalog::scenario::ConfirmerRole;
use catalog::scenario::{CommitmentId, DeliveryWay, MaterialId, ScenarioId, ServiceId};
use serde::{Deserialize, Serialize};

use crate::{ConfirmerId, PersonId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    pub applicant: PersonId,
    pub acting_for: ActingFor,
    pub scenario: ScenarioId,
    pub region: String,
    /// In the scenario's order.
    pub services: Vec<ServiceId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deferred: Vec<Deferral>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promised: Vec<PromiseUse>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmers: Vec<Confirmer>,
    /// 领取方式: how the results come that are delivered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub delivery: BTreeMap<ServiceId, DeliveryWay>,
}

/// 容缺后补: a paper that follows, and the services that rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deferral {
    pub material: MaterialId,
    pub services: Vec<ServiceId>,
}

/// 告知承诺: a promise that stands for a paper, and the services that rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseUse {
    pub commitment: CommitmentId,
    pub material: MaterialId,
    pub services: Vec<ServiceId>,
}

/// 共同确认: somebody without whose word the services are not decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmer {
    pub id: ConfirmerId,
    pub role: ConfirmerRole,
    pub services: Vec<ServiceId>,
}

impl Submitted {
    /// Whether a service rests on a word of the applicant that is still to be kept: a promise, or a paper that follows.
    #[must_use]
    pub fn rests_on_a_word(&self, service: &str) -> bool {
        let promised = self.promised.iter().map(|promise| &promise.services);
        let deferred = self.deferred.iter().map(|deferral| &deferral.services);
        promised.chain(deferred).flatten().any(|id| id == service)
    }
}
