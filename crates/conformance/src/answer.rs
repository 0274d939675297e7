//! One answer of the back end.

use serde_json::Value;

use crate::rule::{Kept, is};

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// What was asked, for the report: the method and the path of the document.
    pub(crate) of: String,
    /// 0 where there was no answer.
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Null where it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn text(&self, member: &str) -> String {
        self.json()[member].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What it says, short.
    pub(crate) fn seen(&self) -> String {
        let code = self.text("code");
        format!("{} was answered with {} {code}", self.of, self.status)
    }

    pub(crate) fn succeeds(&self) -> Kept {
        is(self.is_success(), || self.seen())
    }

    pub(crate) fn has_status(&self, status: u16) -> Kept {
        is(self.status == status, || {
            format!("{}, and not {status}", self.seen())
        })
    }

    /// A problem with this code; its status is another rule's.
    pub(crate) fn is_problem(&self, code: &str) -> Kept {
        is(!self.is_success() && self.text("code") == code, || {
            format!("{}, and not {code}", self.seen())
        })
    }

    pub(crate) fn has_header(&self, name: &str, value: &str) -> Kept {
        let said = self.header(name);
        is(said == Some(value), || {
            let said = said.unwrap_or("nothing");
            format!("{}: {name} says {said}, and not {value}", self.of)
        })
    }
}
