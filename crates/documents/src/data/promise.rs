use civic::Day;

use crate::ink::Ink;
use crate::values::{Kind, Moment, Says, Values, Worded};

/// 告知承诺书: what was told, what was promised, and by whom (国办发〔2020〕42号).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promise {
    pub title: Option<String>,
    pub case_number: Option<String>,
    /// The services for which it stands in.
    pub services: Vec<String>,
    pub office: Option<String>,
    pub promiser: Option<String>,
    pub id_number: Option<String>,
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
    /// How it was given, where nothing was signed by hand. Without either there is a line to sign on.
    pub given: Option<Given>,
    pub signed_at: Option<Moment>,
    pub signature_hash: Option<String>,
}

/// How a promise was given on a screen, other than by a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// By reading and ticking.
    Ticked,
    /// By typing one's full name.
    Typed(String),
    /// By hand; the signature itself is not shown here.
    Signed,
}

impl From<Given> for Worded {
    fn from(given: Given) -> Self {
        match given {
            Given::Ticked => Self::plain("given_ticked"),
            Given::Signed => Self::plain("given_signed"),
            Given::Typed(name) => Self::plain("given_typed").with("name", &Some(name)),
        }
    }
}

impl Kind for Promise {
    const TEMPLATE: &'static str = "promise";
    const SOURCE: &'static str = include_str!("../../templates/promise.toml");

    fn words() -> Vec<Worded> {
        [Given::Ticked, Given::Signed, Given::Typed(String::new())]
            .map(Worded::from)
            .into()
    }

    fn values(&self) -> Values {
        Values::default()
            .with("title", &self.title)
            .with("case_number", &self.case_number)
            .with("services", &self.services)
            .with("office", &self.office)
            .with("promiser", &self.promiser)
            .with("id_number", &self.id_number)
            .with("basis", &self.basis)
            .with("told", &self.told)
            .with("clauses", &self.clauses)
            .with("consequence", &self.consequence)
            .with("version", &self.version)
            .with("text_hash", &self.text_hash)
            .with("signature", &self.signature)
            .with("given", &Says(&self.given))
            .with("signed_at", &self.signed_at)
            .with("signature_hash", &self.signature_hash)
    }

    fn day(&self) -> Option<Day> {
        self.signed_at.map(|moment| moment.day)
    }
}
