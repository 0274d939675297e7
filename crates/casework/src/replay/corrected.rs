//! An answer to 补正, for the service that asked and for those that look at the same.

use catalog::scenario::{FieldId, MaterialId};
use civic::workdays::Calendar;

use crate::case::{Case, ServiceState, SharedChange};
use crate::event::{Event, Seq};
use crate::rules::Rules;

/// What was corrected.
type Answered<'a> = (&'a [FieldId], &'a [MaterialId]);

impl Case {
    pub(super) fn corrected(
        &mut self,
        rules: &Rules,
        service: &str,
        answered: Answered<'_>,
        event: &Event,
        calendar: &Calendar,
    ) -> Option<()> {
        let (id, _) = self.open_correction(service)?;
        self.meet(&id.clone(), event.at)?;
        self.set_state(service, ServiceState::Accepted)?;
        self.service_mut(service)?.to_correct.clear();
        self.decide(service)?.go_on(event.at, calendar);
        self.change_for_others(rules, service, answered, event.seq);
        Some(())
    }

    /// What one service had corrected, others may look at: they are told, and what was decided stays as it was.
    fn change_for_others(
        &mut self,
        rules: &Rules,
        corrected: &str,
        (fields, materials): Answered<'_>,
        seq: Seq,
    ) {
        let others = self.services.iter_mut();
        for other in others.filter(|other| other.id != corrected) {
            let fields = fields.iter().filter(|id| rules.uses_field(&other.id, id));
            let materials = materials.iter();
            let materials = materials.filter(|id| rules.uses_material(&other.id, id));
            let change = SharedChange {
                seq,
                corrected: corrected.to_owned(),
                fields: fields.cloned().collect(),
                materials: materials.cloned().collect(),
                was_decided: other.state.is_final(),
            };
            if !change.fields.is_empty() || !change.materials.is_empty() {
                other.changed.push(change);
            }
        }
    }
}
