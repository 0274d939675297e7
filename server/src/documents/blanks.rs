//! Materials that a resident writes herself: blanks of them, filled with what is known before an application.

use catalog::Scenario;
use documents::{Authorisation, Heir, Settlement};

use super::printer::Printer;
use crate::auth::identity::Person;
use crate::error::ApiResult;

#[derive(Debug, Clone, Copy)]
pub(super) enum Blank {
    Authorisation,
    Settlement,
}

impl Blank {
    /// The blank of a material, by the material's id.
    pub(super) fn of(material: &str) -> Option<Self> {
        match material {
            "authorization_letter" => Some(Self::Authorisation),
            "heirs_agreement" => Some(Self::Settlement),
            _ => None,
        }
    }

    /// The name of the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Authorisation => "authorisation",
            Self::Settlement => "settlement",
        }
    }

    /// Who is signed in acts for the other one, and is one of the heirs.
    pub(super) async fn print(
        self,
        printer: &Printer,
        scenario: &Scenario,
        person: &Person,
    ) -> ApiResult<Vec<u8>> {
        let name = Some(person.name.clone());
        let number = Some(person.number.as_str().to_owned());
        match self {
            Self::Authorisation => {
                let blank = Authorisation {
                    agent: name,
                    agent_id: number,
                    title: Some(scenario.name.zh().to_owned()),
                    ..Authorisation::default()
                };
                printer.print(blank).await
            }
            Self::Settlement => {
                let heir = Heir {
                    name,
                    id_number: number,
                    ..Heir::default()
                };
                let blank = Settlement {
                    heirs: vec![heir],
                    ..Settlement::default()
                };
                printer.print(blank).await
            }
        }
    }
}
