use civic::Day;

use crate::values::{Kind, Values};
use crate::words::words;

/// 办理结果: what an office decided, with its seal, and a code by which anyone can verify it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decision {
    pub title: Option<String>,
    /// 文号, of the document itself.
    pub number: Option<String>,
    pub case_number: Option<String>,
    pub applicant: Option<String>,
    pub id_number: Option<String>,
    pub service: Option<String>,
    /// When the application arrived.
    pub applied_on: Option<Day>,
    /// What was decided, in one sentence.
    pub outcome: Option<String>,
    /// The facts it rests on.
    pub facts: Vec<String>,
    pub basis: Vec<String>,
    /// What to do now, and until when.
    pub next: Vec<String>,
    /// The rule and its version, where no person decided (无人审批).
    pub rule: Option<String>,
    /// Whether it can be appealed: a notice that only informs cannot.
    pub appealable: bool,
    pub office: Option<String>,
    pub decided_on: Option<Day>,
    /// The page that tells that it is genuine.
    pub verify_link: Option<String>,
    pub verify_code: Option<String>,
    /// The office is one of the demo; its seal says so.
    pub demo: bool,
}

impl Decision {
    /// What the result of a service is called.
    pub fn title_of(service: &str) -> String {
        words().result(service)
    }

    /// A fact with the register that it was compared with.
    pub fn fact(text: &str, register: &str) -> String {
        words().found(text, register)
    }
}

impl Kind for Decision {
    const TEMPLATE: &'static str = "decision";
    const SOURCE: &'static str = include_str!("../../templates/decision.toml");

    fn values(&self) -> Values {
        Values::default()
            .with("title", &self.title)
            .with("number", &self.number)
            .with("case_number", &self.case_number)
            .with("applicant", &self.applicant)
            .with("id_number", &self.id_number)
            .with("service", &self.service)
            .with("applied_on", &self.applied_on)
            .with("outcome", &self.outcome)
            .with("facts", &self.facts)
            .with("basis", &self.basis)
            .with("next", &self.next)
            .with("rule", &self.rule)
            .with("appealable", &self.appealable)
            .with("office", &self.office)
            .with("decided_on", &self.decided_on)
            .with("verify_link", &self.verify_link)
            .with("verify_code", &self.verify_code)
            .with("demo", &self.demo)
    }

    fn day(&self) -> Option<Day> {
        self.decided_on
    }
}
