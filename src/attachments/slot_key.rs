//! By what name the jobs of a slot and its elements on the page are known.

use crate::draft::Draft;
use crate::problem::material_id;

/// What jobs are keyed by. Of two drafts that ask for the same page each has its own: the draft's storage key says
/// whose it is and what it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SlotKey {
    draft: String,
    material: String,
    page: String,
}

impl SlotKey {
    pub(crate) fn of(draft: &Draft, material: &str, page: &str) -> Self {
        Self {
            draft: draft.storage_key(),
            material: material.to_owned(),
            page: page.to_owned(),
        }
    }
}

/// The id of a material's element. Within the page of an application it is the one that addresses lead to; the page of
/// a case shows several corrections at once, and each has its own.
pub(crate) fn material_element_id(draft: &Draft, material: &str) -> String {
    match draft.answers_to.split_once('/') {
        Some((_, service)) => [service, "-", &material_id(material)].concat(),
        None => material_id(material),
    }
}

/// The id of the first input of a material's page.
pub(crate) fn page_element_id(draft: &Draft, material: &str, page: &str) -> String {
    [&material_element_id(draft, material), "-", page].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(draft: &Draft) -> SlotKey {
        SlotKey::of(draft, "id_card", "front")
    }

    fn correction(service: &str, owner: &str) -> Draft {
        Draft {
            owner: Some(owner.to_owned()),
            scenario: "unemployment".to_owned(),
            answers_to: ["JX-1/", service].concat(),
            ..Draft::default()
        }
    }

    #[test]
    fn two_services_that_ask_for_one_material_do_not_meet() {
        let (registration, benefit) = (correction("registration", "a"), correction("benefit", "a"));
        assert_ne!(key(&registration), key(&benefit));
        assert_eq!(key(&registration), key(&correction("registration", "a")));
        let id = |draft| page_element_id(draft, "id_card", "front");
        assert_eq!(id(&registration), "registration-material-id_card-front");
        assert_eq!(id(&benefit), "benefit-material-id_card-front");
    }

    #[test]
    fn the_application_has_its_own_slot_and_the_address_that_problems_lead_to() {
        let application = Draft {
            owner: Some("a".to_owned()),
            scenario: "unemployment".to_owned(),
            ..Draft::default()
        };
        assert_ne!(key(&application), key(&correction("registration", "a")));
        let of_another = Draft {
            owner: Some("b".to_owned()),
            ..application.clone()
        };
        assert_ne!(key(&application), key(&of_another));
        let id = material_element_id(&application, "id_card");
        assert_eq!(id, material_id("id_card"));
    }
}
