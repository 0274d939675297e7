use civic::Day;

use crate::ink::Ink;
use crate::values::{Kind, Values};

/// 授权委托书: somebody lets another person act at the offices, for named services and until a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Authorisation {
    pub principal: Option<String>,
    pub principal_id: Option<String>,
    pub principal_phone: Option<String>,
    pub agent: Option<String>,
    pub agent_id: Option<String>,
    pub agent_phone: Option<String>,
    /// What the agent is to the principal, such as 「女儿」.
    pub relation: Option<String>,
    /// The life event, and its services.
    pub title: Option<String>,
    pub services: Vec<String>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub principal_signature: Option<Ink>,
    pub agent_signature: Option<Ink>,
    pub signed_on: Option<Day>,
}

impl Kind for Authorisation {
    const TEMPLATE: &'static str = "authorisation";
    const SOURCE: &'static str = include_str!("../../templates/authorisation.toml");

    fn values(&self) -> Values {
        Values::default()
            .with("principal", &self.principal)
            .with("principal_id", &self.principal_id)
            .with("principal_phone", &self.principal_phone)
            .with("agent", &self.agent)
            .with("agent_id", &self.agent_id)
            .with("agent_phone", &self.agent_phone)
            .with("relation", &self.relation)
            .with("title", &self.title)
            .with("services", &self.services)
            .with("from", &self.from)
            .with("until", &self.until)
            .with("principal_signature", &self.principal_signature)
            .with("agent_signature", &self.agent_signature)
            .with("signed_on", &self.signed_on)
    }

    fn day(&self) -> Option<Day> {
        self.signed_on
    }
}
