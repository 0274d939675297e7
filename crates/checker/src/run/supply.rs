//! Materials for which no way is left: alone, or because two services allow different ways.
//! E-licences and promises are never sure: not everyone holds the licence, and not everyone may promise.

use catalog::scenario::Supply;

use super::Run;
use super::uses::{Use, What};
use crate::report::{Fault, FaultKind, Severity};
use crate::wording;

impl Run<'_, '_> {
    pub(super) fn supply(&mut self) {
        let uses: Vec<Use<'_>> = self.uses.clone();
        for (at, usage) in uses.iter().enumerate() {
            let Some((id, ways)) = self.ways(usage) else {
                continue;
            };
            if sure(&ways).is_empty() {
                if let Some(path) = self.path_to([usage.reached]) {
                    let who = wording::role(self.scenario(), self.model.role);
                    let why = if ways.is_empty() {
                        format!("no way is left to supply it ({who})")
                    } else {
                        "only by e-licence or promise: who has none, or may not promise, is stuck"
                            .to_owned()
                    };
                    let message = format!("material {id} {}: {why}", usage.of);
                    self.no_way(message, &path);
                }
                continue;
            }
            for other in uses.iter().skip(at + 1) {
                let Some((same, other_ways)) = self.ways(other) else {
                    continue;
                };
                if same != id || other.scope != usage.scope || sure(&other_ways).is_empty() {
                    continue;
                }
                let shared: Vec<Supply> = ways
                    .iter()
                    .copied()
                    .filter(|way| other_ways.contains(way))
                    .collect();
                if !sure(&shared).is_empty() {
                    continue;
                }
                if let Some(path) = self.path_to([usage.reached, other.reached]) {
                    let message = format!(
                        "material {id} {} and {}: they share no way that is open to everyone",
                        usage.of, other.of
                    );
                    self.no_way(message, &path);
                }
            }
        }
    }

    fn no_way(&mut self, message: String, path: &crate::outcome::Path) {
        let path = self.words(path);
        let scenario = &self.scenario().id;
        self.fault(
            Fault::new(Severity::Error, FaultKind::NoWayToSupply, scenario, message).by(Some(path)),
        );
    }

    /// The ways a use of a material leaves to this role.
    fn ways<'u>(&self, usage: &Use<'u>) -> Option<(&'u str, Vec<Supply>)> {
        let What::Material { id, supply } = usage.what else {
            return None;
        };
        let material = self.scenario().material(id)?;
        let allowed = |way: &Supply| supply.is_empty() || supply.contains(way);
        let open = |way: &Supply| *way != Supply::Promise || self.model.role.may_promise();
        let ways = material.supply.iter().copied();
        Some((id, ways.filter(|way| allowed(way) && open(way)).collect()))
    }
}

fn sure(ways: &[Supply]) -> Vec<Supply> {
    let sure = |way: &&Supply| !matches!(way, Supply::Licence | Supply::Promise);
    ways.iter().filter(sure).copied().collect()
}
