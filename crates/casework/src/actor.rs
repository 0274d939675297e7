//! Who did something. Ids only: names are looked up where they may be shown.

use serde::{Deserialize, Serialize};

/// The opaque id of a person whose identity is proven.
pub type PersonId = String;
/// The id of an office, as its token has it.
pub type OfficeId = String;
/// The id of a clerk within an office.
pub type ClerkId = String;
/// One of those who confirm an application together with the applicant (共同确认), such as the row of an heir.
pub type ConfirmerId = String;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Actor {
    /// A signed-in person; the applicant, where the case is hers.
    Person(PersonId),
    /// A signed-in person who came by the link that invites to confirm.
    Confirmer {
        person: PersonId,
        confirmer: ConfirmerId,
    },
    Office {
        office: OfficeId,
        clerk: ClerkId,
    },
    /// Time itself, and rules that decide without a person.
    System,
}

impl Actor {
    /// The person, where it is one of those the case is about.
    #[must_use]
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(person) | Self::Confirmer { person, .. } => Some(person),
            Self::Office { .. } | Self::System => None,
        }
    }
}
