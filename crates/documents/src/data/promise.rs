use civic::Day;

use crate::ink::Ink;
use crate::values::{Kind, Moment, Values};

/// 告知承诺书: what was told, what was promised, and by whom (国办发〔2020〕42号).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promise {
    pub title: Option<String>,
    pub case_number: Option<String>,
    /// The services for which it stands in.
    pub services: Vec<String>,
    pub office: Option<String>,
    pub promiser: Option<String>,
    /// 居民身份证 and the like, and its number.
    pub id_kind: Option<String>,
    pub id_number: Option<String>,
    pub phone: Option<String>,
    /// Laws and rules, by title.
    pub basis: Vec<String>,
    /// What the office tells: the proof, its content, how to promise, checks.
    pub told: Vec<String>,
    /// The five clauses: told and understood, conditions met, truth, checks and liability, one's own will.
    pub clauses: Vec<String>,
    pub consequence: Option<String>,
    /// Of the text that was read.
    pub version: Option<String>,
    pub text_hash: Option<String>,
    pub signature: Option<Ink>,
    pub signed_at: Option<Moment>,
    pub signature_hash: Option<String>,
}

impl Kind for Promise {
    const TEMPLATE: &'static str = "promise";
    const SOURCE: &'static str = include_str!("../../templates/promise.toml");

    fn values(&self) -> Values {
        Values::default()
            .with("title", &self.title)
            .with("case_number", &self.case_number)
            .with("services", &self.services)
            .with("office", &self.office)
            .with("promiser", &self.promiser)
            .with("id_kind", &self.id_kind)
            .with("id_number", &self.id_number)
            .with("phone", &self.phone)
            .with("basis", &self.basis)
            .with("told", &self.told)
            .with("clauses", &self.clauses)
            .with("consequence", &self.consequence)
            .with("version", &self.version)
            .with("text_hash", &self.text_hash)
            .with("signature", &self.signature)
            .with("signed_at", &self.signed_at)
            .with("signature_hash", &self.signature_hash)
    }

    fn day(&self) -> Option<Day> {
        self.signed_at.map(|moment| moment.day)
    }
}
