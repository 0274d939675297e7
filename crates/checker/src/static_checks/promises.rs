//! Promises (告知承诺) where they may not be made, or that do not say what a promise must say.
//! Sources: 国办发〔2020〕42号 (what is told, what follows; voluntary), 个人信息保护法.

use catalog::LocalizedText;
use catalog::scenario::{Scenario, Supply};

use crate::report::{Fault, FaultKind, Severity};

/// E-licences of who somebody is: 42号 lets a promise stand in for a proof of facts, not for identity.
const IDENTITY: [&str; 4] = [
    "id_card",
    "residence_permit",
    "passport",
    "permanent_residence_card",
];

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |message: String| {
        faults.push(Fault::new(
            Severity::Error,
            FaultKind::ForbiddenPromise,
            &scenario.id,
            message,
        ));
    };
    for material in &scenario.materials {
        if !material.supply.contains(&Supply::Promise) {
            continue;
        }
        let id = &material.id;
        let licence = material.licence.as_deref().unwrap_or_default();
        if IDENTITY.contains(&licence.trim_start_matches("agent.")) {
            fault(format!("material {id}: who somebody is cannot be promised"));
        }
        let freely = |way: &Supply| !matches!(way, Supply::Promise | Supply::Licence);
        if !material.supply.iter().any(freely) {
            fault(format!(
                "material {id}: a promise is voluntary, but there is no other way"
            ));
        }
        let commitment = material
            .commitment
            .as_ref()
            .and_then(|id| scenario.commitment(id));
        let Some(commitment) = commitment else {
            continue;
        };
        let silent = |texts: &[LocalizedText]| texts.iter().all(|text| text.zh().trim().is_empty());
        let lacks = [
            ("told", silent(&commitment.told)),
            ("clauses", silent(&commitment.clauses)),
            ("consequence", commitment.consequence.zh().trim().is_empty()),
        ];
        for (part, missing) in lacks {
            if missing {
                fault(format!(
                    "material {id}: its promise {} has no `{part}`",
                    commitment.id
                ));
            }
        }
    }
    faults
}
