//! What a case is judged by: the scenario version it was made with, and the periods of law and place.

mod periods;
pub mod uses;

use std::collections::{BTreeMap, BTreeSet};

use catalog::scenario::{DeliveryWay, FieldId, Handling, MaterialId, Scenario, ServiceId};
use civic::clock::Span;

pub use periods::Periods;

use crate::OfficeId;
use crate::event::RuleVersion;

/// The rules of one scenario version in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    pub version: RuleVersion,
    /// Those that are handed in.
    pub services: BTreeMap<ServiceId, ServiceRules>,
    /// 容缺后补: how long each paper may follow.
    pub deferrals: BTreeMap<MaterialId, Span>,
    /// What a correction may name.
    pub fields: BTreeSet<FieldId>,
    pub materials: BTreeSet<MaterialId>,
    pub periods: Periods,
    /// Whether 补正 that is not answered in time ends the service: only where the place has set a time for it.
    pub correction_lapses: bool,
    /// The office whose lead acts, where one does: he may take its clerks' claims away.
    pub led: Option<OfficeId>,
    /// Whether a word that was withdrawn before it was kept, or broken, bars the service: only where the place says so.
    pub words_bar: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServiceRules {
    /// Absent where neither law nor office nor practice says.
    pub limit: Option<Limit>,
    /// 无人审批; absent where a person decides.
    pub automatic: Option<AutomaticRule>,
    /// The offices that may see and decide it; any where it is empty.
    pub offices: BTreeSet<OfficeId>,
    /// How its result may reach the applicant; empty where there is nothing to deliver.
    pub delivers: Vec<DeliveryWay>,
    /// What it looks at; others may look at the same.
    pub fields: BTreeSet<FieldId>,
    pub materials: BTreeSet<MaterialId>,
}

/// The time in which an office decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub span: Span,
    pub kind: LimitKind,
}

/// On what the time of whoever owes something rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    /// Set by law or promised by the office.
    Binding,
    /// Nobody has set it: it usually takes so long. No day of it is promised, and whoever takes longer breaks no word.
    Usual,
    /// None is known: the law's general one. It lights the office's lamp and is no promise.
    General,
}

/// The rule that grants a service without a person; what it compares stands in the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomaticRule {
    pub id: String,
    pub version: String,
    /// Whether what it has granted can be undone with the hand-in: not where it has its effect in the world at once.
    pub can_be_undone: bool,
}

impl Rules {
    /// The rules that a scenario version states, with the periods of the newest edition. Offices are put in by whoever
    /// knows them.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let applied = scenario
            .services
            .iter()
            .filter(|service| service.handling == Handling::Apply);
        let services = applied.map(|service| {
            let limit = scenario.duration(service).map(|duration| Limit {
                span: duration.limit.span(),
                kind: match duration.is_binding {
                    true => LimitKind::Binding,
                    false => LimitKind::Usual,
                },
            });
            let automatic = service.decides.as_ref().map(|decides| AutomaticRule {
                id: service.id.clone(),
                version: decides.version.clone(),
                can_be_undone: !decides.at_once,
            });
            let rules = ServiceRules {
                limit,
                automatic,
                delivers: service.delivers.clone(),
                offices: BTreeSet::new(),
                fields: uses::fields(scenario, service)
                    .map(|it| it.id.clone())
                    .collect(),
                materials: uses::materials(scenario, service)
                    .map(|it| it.id.clone())
                    .collect(),
            };
            (service.id.clone(), rules)
        });
        let materials = scenario.materials.iter();
        let procedure = scenario.region.procedure.as_ref();
        let correction = procedure.and_then(|it| it.correction_within);
        let mut periods = Periods::default();
        if let Some(within) = correction {
            periods.correction = within.span();
        }
        let deferrals = materials
            .clone()
            .filter_map(|material| Some((material.id.clone(), material.later_within?.span())));
        Self {
            version: RuleVersion {
                scenario: scenario.hash.clone(),
                edition: Periods::EDITION,
            },
            services: services.collect(),
            deferrals: deferrals.collect(),
            fields: scenario
                .fields
                .iter()
                .map(|field| field.id.clone())
                .collect(),
            materials: materials.map(|material| material.id.clone()).collect(),
            periods,
            correction_lapses: correction.is_some(),
            led: None,
            words_bar: procedure.is_some_and(|it| it.withdrawing_bars),
        }
    }

    /// How long a paper may follow; that of a row's (`kinship-heirs-r2`) as its material.
    pub(crate) fn deferral(&self, material: &str) -> Span {
        let span = self.deferrals.get(base(material));
        span.copied().unwrap_or(self.periods.deferral)
    }

    /// The time in which a service is to be decided.
    pub(crate) fn limit(&self, service: &str) -> Limit {
        let limit = self.services.get(service).and_then(|service| service.limit);
        limit.unwrap_or(Limit {
            span: self.periods.undecided,
            kind: LimitKind::General,
        })
    }

    pub(crate) fn delivers(&self, service: &str) -> &[DeliveryWay] {
        let rules = self.services.get(service);
        rules.map_or(&[], |rules| rules.delivers.as_slice())
    }

    /// Whether a service looks at a field; the cell of a row (`name-heirs-r2`) is one of its field.
    #[must_use]
    pub fn uses_field(&self, service: &str, field: &str) -> bool {
        let rules = self.services.get(service);
        rules.is_some_and(|rules| rules.fields.contains(base(field)))
    }

    /// Whether a service looks at a paper; that of a row is one of its material.
    #[must_use]
    pub fn uses_material(&self, service: &str, material: &str) -> bool {
        let rules = self.services.get(service);
        rules.is_some_and(|rules| rules.materials.contains(base(material)))
    }

    pub(crate) fn is_for(&self, office: &str, service: &str) -> bool {
        self.services
            .get(service)
            .is_some_and(|rules| rules.offices.is_empty() || rules.offices.contains(office))
    }
}

/// `kinship` of `kinship-heirs-r2`.
pub(crate) fn base(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}
