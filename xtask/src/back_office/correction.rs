//! What is to be corrected, and why, as the command line says it: a thing, its reasons, its remedy.

use serde_json::{Value, json};

use crate::error::{Error, Result};

/// A field that was filled in can come back for these, and be put right so; the server refuses others. Written again
/// here, for this tool stands on no crate of the product; a test holds them against the catalog.
const REASONS_OF_A_FIELD: [&str; 4] = ["R09", "R13", "R14", "R15"];
const REMEDIES_OF_A_FIELD: [&str; 2] = ["fill_in_again", "show_at_counter"];

/// Reasons and remedies by the id of what they are about.
pub(super) struct Said<'a> {
    pub(super) reasons: &'a [(String, String)],
    pub(super) remedies: &'a [(String, String)],
}

impl Said<'_> {
    pub(super) fn item(&self, of: &str, id: &str) -> Value {
        let find = |said: &[(String, String)]| {
            let found = said.iter().find(|(about, _)| about == id);
            found.map(|(_, value)| value.clone())
        };
        let (reason, remedy) = if of == "field" {
            ("R13", "fill_in_again")
        } else {
            ("R16", "take_again")
        };
        let reasons = find(self.reasons).unwrap_or_else(|| reason.to_owned());
        let reasons: Vec<&str> = reasons.split(',').collect();
        let remedy = find(self.remedies).unwrap_or_else(|| remedy.to_owned());
        json!({ "of": { of: id }, "reasons": reasons, "remedy": remedy })
    }

    /// As where a field is called blurred.
    pub(super) fn all_fit(items: &[Value]) -> Result {
        for item in items {
            let Some(field) = item["of"]["field"].as_str() else {
                continue;
            };
            let mut reasons = item["reasons"].as_array().into_iter().flatten();
            let is_of_one =
                |known: &[&str], word: &Value| word.as_str().is_some_and(|it| known.contains(&it));
            if !reasons.all(|reason| is_of_one(&REASONS_OF_A_FIELD, reason))
                || !is_of_one(&REMEDIES_OF_A_FIELD, &item["remedy"])
            {
                let (reasons, remedies) = (
                    REASONS_OF_A_FIELD.join(", "),
                    REMEDIES_OF_A_FIELD.join(", "),
                );
                return Err(Error::new(format!(
                    "{field} is a field: it comes back for {reasons}, and is put right by {remedies}"
                )));
            }
        }
        Ok(())
    }

    /// A reason for what is not asked for is a slip of the pen.
    pub(super) fn all_used(&self, items: &[Value]) -> Result {
        let named = |id: &str| {
            let mut items = items.iter();
            items.any(|item| item["of"]["material"] == id || item["of"]["field"] == id)
        };
        let mut said = self.reasons.iter().chain(self.remedies);
        match said.find(|(id, _)| !named(id)) {
            Some((id, _)) => Err(Error::new(format!(
                "{id} is named, but not asked for: add --material {id} or --field {id}"
            ))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reasons_of_a_field_are_those_of_the_catalog() {
        for reason in catalog::CorrectionReason::ALL {
            let word = serde_json::to_value(reason).unwrap();
            let word = word.as_str().unwrap();
            assert_eq!(
                REASONS_OF_A_FIELD.contains(&word),
                reason.fits_field(),
                "{word}"
            );
        }
    }
}
