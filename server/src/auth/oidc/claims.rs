//! What an identity service says of a person, by the claims that the settings name.

use civic::{CitizenId, CreditCode, Day, Mobile, PersonName};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::OidcError;
use crate::auth::identity::{Employer, Person};
use crate::config::OidcSettings;
use crate::random::hex;

/// What is said of a person, in texts that nobody has looked at.
#[derive(Default)]
pub(crate) struct Told<'a> {
    pub(crate) subject: &'a str,
    pub(crate) level: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) mobile: Option<&'a str>,
    pub(crate) employer_name: Option<&'a str>,
    pub(crate) credit_code: Option<&'a str>,
    pub(crate) role: Option<&'a str>,
}

impl<'a> Told<'a> {
    /// From the claims of the ID token and of UserInfo; where both have one, the token's.
    pub(crate) fn read(
        settings: &OidcSettings,
        subject: &'a str,
        token: &'a Value,
        info: &'a Value,
    ) -> Self {
        let claim = |name: &str| text(token, name).or_else(|| text(info, name));
        Self {
            subject,
            level: text(token, "acr"),
            name: claim(&settings.claim_name),
            number: claim(&settings.claim_number),
            mobile: claim(&settings.claim_mobile),
            employer_name: claim(&settings.claim_employer_name),
            credit_code: claim(&settings.claim_credit_code),
            role: claim(&settings.claim_role),
        }
    }

    /// The person of it.
    ///
    /// # Errors
    /// Where the level is too low, or name and number are not those of a person. A mobile number or an employer that
    /// cannot be read is left out: then the form asks.
    pub(crate) fn person(&self, settings: &OidcSettings, today: Day) -> Result<Person, OidcError> {
        let is_enough = |level: &str| settings.acr.iter().any(|acr| acr == level);
        if !settings.acr.is_empty() && !self.level.is_some_and(is_enough) {
            return Err(OidcError::Level);
        }
        let name = self
            .name
            .and_then(|name| PersonName::parse(name).ok())
            .ok_or(OidcError::Claim("name"))?;
        let number = self
            .number
            .and_then(|number| CitizenId::parse(number, today).ok())
            .ok_or(OidcError::Claim("number"))?;
        let mobile = self.mobile.and_then(|mobile| Mobile::parse(mobile).ok());
        Ok(Person {
            id: id(settings.issuer.as_deref().unwrap_or_default(), self.subject),
            name: name.as_str().to_owned(),
            number,
            mobile: mobile.map(|mobile| mobile.as_str().to_owned()),
            employer: self.employer(settings),
            proven_by: Some(settings.name.clone()),
        })
    }

    fn employer(&self, settings: &OidcSettings) -> Option<Employer> {
        let acts = |role: &str| settings.roles.iter().any(|one| one == role);
        if !settings.roles.is_empty() && !self.role.is_some_and(acts) {
            return None;
        }
        let code = CreditCode::parse(self.credit_code?).ok()?;
        Some(Employer {
            name: self.employer_name?.trim().to_owned(),
            credit_code: code.as_str().to_owned(),
        })
        .filter(|employer| !employer.name.is_empty())
    }
}

/// Claims are named, or found by a JSON pointer.
fn text<'a>(claims: &'a Value, name: &str) -> Option<&'a str> {
    let value = match name.starts_with('/') {
        true => claims.pointer(name),
        false => claims.get(name),
    };
    value?.as_str().filter(|text| !text.is_empty())
}

/// The same person has another id at another service; nobody can read the subject from it.
pub(super) fn id(issuer: &str, subject: &str) -> String {
    let digest = Sha256::new()
        .chain_update(issuer)
        .chain_update([0])
        .chain_update(subject)
        .finalize();
    let [half @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _]: [u8; 32] = digest.into();
    format!("p{}", hex(&half))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use serde_json::json;

    use super::*;
    use crate::config::Settings;

    const NUMBER: &str = "320000199206181288";

    fn settings(flags: &[&str]) -> OidcSettings {
        let issuer = ["server", "--oidc-issuer", "https://id.example"];
        Settings::parse_from([&issuer, flags].concat()).oidc
    }

    fn person(settings: &OidcSettings, token: &Value, info: &Value) -> Result<Person, OidcError> {
        let today = civic::day::parse_iso("2026-11-20").unwrap();
        Told::read(settings, "7", token, info).person(settings, today)
    }

    #[test]
    fn claims_are_found_by_the_names_that_the_settings_give_them() {
        let flags = [
            "--oidc-claim-number",
            "/cn/cert_no",
            "--oidc-claim-name",
            "xm",
        ];
        let token = json!({ "xm": "林静", "cn": { "cert_no": NUMBER } });
        let found = person(&settings(&flags), &token, &Value::Null).unwrap();
        assert_eq!((&*found.name, found.number.as_str()), ("林静", NUMBER));
        assert_eq!((found.mobile, found.employer), (None, None));
    }

    #[test]
    fn the_token_wins_over_user_info_which_fills_in_the_rest() {
        let token = json!({ "name": "林静" });
        let info =
            json!({ "name": "林金", "id_number": NUMBER, "phone_number": "+86 13800138000" });
        let found = person(&settings(&[]), &token, &info).unwrap();
        assert_eq!(found.name, "林静");
        assert_eq!(found.mobile.as_deref(), Some("13800138000"));
    }

    #[test]
    fn whose_identity_is_not_proven_well_enough_is_nobody_here() {
        let strict = settings(&["--oidc-acr", "urn:level:3 urn:level:4"]);
        let told = |acr: Value| json!({ "acr": acr, "name": "林静", "id_number": NUMBER });
        for low in [
            json!("urn:level:2"),
            json!("urn:level:33"),
            Value::Null,
            json!(3),
        ] {
            let refused = person(&strict, &told(low), &json!({ "acr": "urn:level:4" }));
            assert!(matches!(refused, Err(OidcError::Level)));
        }
        assert!(person(&strict, &told(json!("urn:level:4")), &Value::Null).is_ok());
        assert!(person(&settings(&[]), &told(Value::Null), &Value::Null).is_ok());
    }

    #[test]
    fn without_a_name_or_a_number_that_can_be_one_nobody_is_proven() {
        let number = json!({ "name": "林静", "id_number": "320000199206181284" });
        let refused = person(&settings(&[]), &number, &Value::Null);
        assert!(matches!(refused, Err(OidcError::Claim("number"))));
        let name = json!({ "name": "", "id_number": NUMBER });
        let refused = person(&settings(&[]), &name, &Value::Null);
        assert!(matches!(refused, Err(OidcError::Claim("name"))));
    }

    #[test]
    fn an_employer_is_acted_for_in_the_roles_that_may() {
        let told = json!({
            "name": "林静", "id_number": NUMBER,
            "org_name": "青禾食品有限公司", "org_code": "91320000MADEMY006M", "org_role": "clerk",
        });
        let employer = |flags: &[&str]| {
            let found = person(&settings(flags), &told, &Value::Null).unwrap();
            found.employer.map(|employer| employer.credit_code)
        };
        assert_eq!(employer(&[]).as_deref(), Some("91320000MADEMY006M"));
        assert_eq!(employer(&["--oidc-roles", "legal clerk"]), employer(&[]));
        assert_eq!(employer(&["--oidc-roles", "legal"]), None);
    }

    #[test]
    fn an_id_is_of_one_person_at_one_service() {
        let one = id("https://id.example", "7");
        assert_eq!(one, id("https://id.example", "7"));
        assert_ne!(one, id("https://id.example", "8"));
        assert_ne!(one, id("https://id.example7", ""));
        assert_eq!(one.len(), 33);
    }
}
