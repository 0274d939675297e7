//! What is handed in: an application that the back end's own scenario accepts from the person who hands it in.

use serde::Deserialize;
use serde_json::Value;

/// Stands where the id of the uploaded photograph belongs.
const PLACE: &str = "$photograph";

/// As in `application.json` beside this program: one for the scenarios of this project and its demo identity lin-jing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub scenario: String,
    pub region: String,
    /// The page that a photograph is sent of.
    pub photograph: Page,
    /// As `POST /api/v1/cases` takes it; `"$photograph"` stands for the id of the file.
    pub application: Value,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub material: String,
    pub page: String,
}

#[derive(Debug, thiserror::Error)]
#[error("the application cannot be read")]
pub struct ApplicationError(#[from] serde_json::Error);

impl Application {
    /// # Errors
    /// Where the text is not of that form.
    pub fn read(text: &str) -> Result<Self, ApplicationError> {
        Ok(serde_json::from_str(text)?)
    }

    /// Of the demonstration.
    ///
    /// # Errors
    /// Never, as a test shows.
    pub fn built_in() -> Result<Self, ApplicationError> {
        Self::read(include_str!("../application.json"))
    }

    pub(crate) fn with_photograph(&self, file: &str) -> Value {
        let mut application = self.application.clone();
        fill(&mut application, file);
        application
    }
}

fn fill(value: &mut Value, file: &str) {
    match value {
        Value::String(text) if text == PLACE => *text = file.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, file)),
        Value::Object(members) => members.values_mut().for_each(|member| fill(member, file)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_application_names_the_photograph_it_is_handed_in_with() {
        let application = Application::built_in().unwrap();
        let text = application.application.to_string();
        assert!(text.contains(PLACE));
        let filled = application.with_photograph("abc").to_string();
        assert!(filled.contains("\"abc\"") && !filled.contains(PLACE));
    }
}
