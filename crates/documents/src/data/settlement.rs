use civic::Day;

use crate::values::{Kind, Row, Values};

/// 待遇分配协议: all who are entitled after a death agree on who receives and on what each gets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settlement {
    pub deceased: Option<String>,
    pub deceased_id: Option<String>,
    pub died_on: Option<Day>,
    /// What is divided, such as 「丧葬补助金」.
    pub benefits: Vec<String>,
    pub heirs: Vec<Heir>,
    /// Who receives it from the office.
    pub receiver: Option<String>,
    pub receiver_account: Option<String>,
    pub signed_on: Option<Day>,
}

/// Somebody who is entitled.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heir {
    pub name: Option<String>,
    pub relation: Option<String>,
    pub id_number: Option<String>,
    /// The share or amount, in words.
    pub share: Option<String>,
}

impl Kind for Settlement {
    const TEMPLATE: &'static str = "settlement";
    const SOURCE: &'static str = include_str!("../../templates/settlement.toml");

    fn values(&self) -> Values {
        Values::default()
            .with("deceased", &self.deceased)
            .with("deceased_id", &self.deceased_id)
            .with("died_on", &self.died_on)
            .with("benefits", &self.benefits)
            .with("heirs", &self.heirs)
            .with("receiver", &self.receiver)
            .with("receiver_account", &self.receiver_account)
            .with("signed_on", &self.signed_on)
    }

    fn day(&self) -> Option<Day> {
        self.signed_on
    }
}

impl Row for Heir {
    fn values(&self) -> Values {
        Values::default()
            .with("name", &self.name)
            .with("relation", &self.relation)
            .with("id_number", &self.id_number)
            .with("share", &self.share)
    }
}
