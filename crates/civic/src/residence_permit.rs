//! The residence permit of Hong Kong, Macao and Taiwan residents (港澳台居民居住证): a citizen's number
//! that begins with 810000, 820000 or 830000. Source: 国办发〔2018〕81号.

use std::fmt;

use crate::citizen_id::{CitizenId, CitizenIdError, Kind, Sex};
use crate::day::Day;

/// The number of such a permit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResidencePermit(CitizenId);

/// Why a text is no number of a residence permit. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidencePermitError {
    /// No number at all, by the rules that it shares with the identity card.
    Number(CitizenIdError),
    /// The number of a mainland identity card: the kind of document is to be chosen again.
    IdentityCard,
    /// 81, 82 or 83, but not followed by four zeros.
    Region,
}

impl ResidencePermit {
    /// Reads a number as typed, see [`CitizenId::parse`].
    pub fn parse(text: &str, today: Day) -> Result<Self, ResidencePermitError> {
        let id = CitizenId::parse(text, today).map_err(ResidencePermitError::Number)?;
        if id.kind() == Kind::ResidentIdentityCard {
            return Err(ResidencePermitError::IdentityCard);
        }
        if id.as_str().get(2..6) != Some("0000") {
            return Err(ResidencePermitError::Region);
        }
        Ok(Self(id))
    }

    /// Whose permit it is: one of the three residence permits.
    pub fn kind(&self) -> Kind {
        self.0.kind()
    }

    pub fn birth(&self) -> Day {
        self.0.birth()
    }

    pub fn sex(&self) -> Sex {
        self.0.sex()
    }

    /// All 18 characters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The first and the last four characters, for screens.
    pub fn masked(&self) -> String {
        self.0.masked()
    }
}

impl fmt::Display for ResidencePermitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(error) => error.fmt(f),
            Self::IdentityCard => f.write_str("residence permit: number of an identity card"),
            Self::Region => f.write_str("residence permit: unknown region code"),
        }
    }
}

impl std::error::Error for ResidencePermitError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ResidencePermit, ResidencePermitError> {
        ResidencePermit::parse(text, Day::from_ymd_opt(2026, 11, 21).unwrap())
    }

    #[test]
    fn permits_tell_region_birth_and_sex() {
        let hong_kong = parse("810000199408230021").unwrap();
        assert_eq!(hong_kong.kind(), Kind::HongKongResidencePermit);
        assert_eq!(Some(hong_kong.birth()), Day::from_ymd_opt(1994, 8, 23));
        assert_eq!(hong_kong.sex(), Sex::Female);
        assert_eq!(hong_kong.masked(), "8100**********0021");
        let taiwan = parse("８３００００ 19920130 0022").unwrap();
        assert_eq!(taiwan.kind(), Kind::TaiwanResidencePermit);
        assert_eq!(taiwan.as_str(), "830000199201300022");
        let birth = Day::from_ymd_opt(1990, 1, 1).unwrap();
        let macao = CitizenId::generate(820_000, birth, 1).unwrap();
        assert_eq!(
            parse(macao.as_str()).unwrap().kind(),
            Kind::MacaoResidencePermit
        );
    }

    #[test]
    fn other_numbers_are_told_apart() {
        assert_eq!(
            parse("11010519491231002X"),
            Err(ResidencePermitError::IdentityCard)
        );
        assert_eq!(
            parse("810000199408230022"),
            Err(ResidencePermitError::Number(CitizenIdError::Checksum))
        );
        let birth = Day::from_ymd_opt(1990, 1, 1).unwrap();
        let county = CitizenId::generate(810_001, birth, 1).unwrap();
        assert_eq!(parse(county.as_str()), Err(ResidencePermitError::Region));
    }

    #[test]
    fn debug_output_holds_no_digit() {
        let text = format!("{:?}", parse("810000199408230021"));
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
    }
}
