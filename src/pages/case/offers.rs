//! What the reader may do with a case, as the server says it: a page offers nothing else, and computes none of it.

use casework::{Offer, Refusal};
use contract::case::{Case, CaseConfirmer, CaseObligation, CaseService};

/// Reading a case by what it offers.
pub(super) trait Offers {
    fn may(&self, offer: &Offer) -> bool;
    /// Why it may not be done; `None` where it may, or where nothing is said of it.
    fn refused(&self, offer: &Offer) -> Option<&Refusal>;
    fn service(&self, id: &str) -> Option<&CaseService>;
    /// Empty where the case has no such service.
    fn service_name(&self, id: &str) -> &str;
    fn material_name(&self, id: &str) -> Option<&str>;
    fn confirmer(&self, id: &str) -> Option<&CaseConfirmer>;
    /// The obligation of this paper, or of whatever else `is_it` says.
    fn obligation(
        &self,
        is_it: impl Fn(&casework::ObligationId) -> bool,
    ) -> Option<&CaseObligation>;
}

impl Offers for Case {
    fn may(&self, offer: &Offer) -> bool {
        let mut actions = self.actions.iter();
        actions.any(|action| action.offer == *offer && action.refusal.is_none())
    }

    fn refused(&self, offer: &Offer) -> Option<&Refusal> {
        let mut actions = self.actions.iter();
        let found = actions.find(|action| action.offer == *offer)?;
        found.refusal.as_ref()
    }

    fn service(&self, id: &str) -> Option<&CaseService> {
        self.services.iter().find(|service| service.service == id)
    }

    fn service_name(&self, id: &str) -> &str {
        self.service(id).map_or("", |service| service.name.as_str())
    }

    fn material_name(&self, id: &str) -> Option<&str> {
        let mut materials = self.materials.iter();
        let found = materials.find(|material| material.material == id)?;
        Some(found.name.as_str())
    }

    fn confirmer(&self, id: &str) -> Option<&CaseConfirmer> {
        self.confirmers.iter().find(|confirmer| confirmer.id == id)
    }

    fn obligation(
        &self,
        is_it: impl Fn(&casework::ObligationId) -> bool,
    ) -> Option<&CaseObligation> {
        self.obligations.iter().find(|one| is_it(&one.id))
    }
}
