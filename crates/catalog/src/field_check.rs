//! Whether a value may stand in a field, and in which normal form: one rule for the form and for the server.
//! Problems are codes; the words for them live with whoever shows them.

use civic::day::{self, Day, YearMonth};
use civic::{
    BankCard, BankCardError, CitizenId, CitizenIdError, CreditCode, CreditCodeError, Mobile,
    MobileError, Passport, PermanentResidence, PersonName, PersonNameError, Postcode,
    ResidencePermit, TravelPermit,
};
use serde::{Deserialize, Serialize};

use crate::Value;
use crate::scenario::{DateBounds, Kind, Validity};

/// What is wrong with a value. Never carries the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// Required, and nothing is there.
    Missing,
    /// Not one of the options.
    NotAnOption,
    /// Not a whole number within the bounds.
    OutOfBounds,
    NotADate,
    DateInFuture,
    DateTooEarly,
    /// The document is past its last day of validity; the kind says what to do.
    Expired,
    /// Before the date that it cannot lie before.
    BeforeStart,
    /// The bearer of the number had not reached the age on that day; the kind says which, and what to do.
    TooYoung,
    /// Outside what follows from the facts, on either side.
    BelowLimit,
    AboveLimit,
    TooLong,
    CitizenIdLength,
    CitizenIdOldForm,
    CitizenIdCharacters,
    CitizenIdRegion,
    CitizenIdBirthDate,
    CitizenIdChecksum,
    MobileCharacters,
    MobileAbroad,
    MobileLength,
    MobilePrefix,
    NameTooLong,
    NameCharacters,
    NamePrivateUse,
    BankCardCharacters,
    BankCardLength,
    CreditCodeCharacters,
    CreditCodeLength,
    PermitCharacters,
    PostcodeDigits,
    /// Another row of the same group has this number of a document: a person stands in it once.
    SamePerson,
    /// Another case of the same scenario for the person with this number is still open.
    CaseOpen,
    /// Not what the identity number in the same row says.
    DiffersFromNumber,
    /// The identity number says another day of birth than an answer of the guide.
    BirthDiffers,
    /// The identity number says another sex than an answer of the guide.
    SexDiffers,
}

/// What deserves a second look but does not stop anyone (「请核对」).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// The check digit of the card number does not fit; some old numbers have none.
    BankCardCheckDigit,
    /// The check character of 统一社会信用代码 does not fit; some codes in use have none that does.
    CreditCodeCheckDigit,
    /// The check character of a foreigner's card does not fit.
    PermitCheckDigit,
    /// The document runs out soon, perhaps before the case is done.
    ExpiresSoon,
    /// A name of one character, which is rare.
    NameOneCharacter,
    /// The number ends in three zeros, as it does after a spreadsheet has shortened it.
    CitizenIdZeros,
}

/// The value in its normal form, and a caution where there is one.
pub fn check_value(
    kind: &Kind,
    value: &Value,
    today: Day,
) -> Result<(Value, Option<Caution>), FieldProblem> {
    if value.is_blank() {
        return Err(FieldProblem::Missing);
    }
    let plain = |value: Value| Ok((value, None));
    match kind {
        Kind::Choice(_) | Kind::Several(_) | Kind::YesNo => {
            if kind.admits(value) {
                plain(value.clone())
            } else {
                Err(FieldProblem::NotAnOption)
            }
        }
        Kind::Number(_) | Kind::YearsMonths(_) | Kind::Money(_) => {
            if kind.admits(value) {
                plain(value.clone())
            } else {
                Err(FieldProblem::OutOfBounds)
            }
        }
        Kind::Date(bounds) if bounds.is_long_term(value) => plain(value.clone()),
        Kind::Date(bounds) => {
            let day = value.day().ok_or(FieldProblem::NotADate)?;
            let caution = match &bounds.valid_until {
                Some(validity) => still_valid(day, validity, today)?,
                None => None,
            };
            let earliest = bounds.earliest.as_deref().and_then(day::parse_iso);
            within(day, earliest, today, bounds)?;
            Ok((Value::Text(day::iso(day)), caution))
        }
        Kind::Month(bounds) => {
            let month = value.month().ok_or(FieldProblem::NotADate)?;
            let earliest = bounds.earliest.as_deref().and_then(YearMonth::parse);
            within(month, earliest, YearMonth::from(today), bounds)?;
            plain(Value::Text(month.iso()))
        }
        Kind::Text(longest) => {
            let text = text_of(value)?.trim_matches(civic::is_blank);
            if text.chars().count() > usize::from(*longest) {
                return Err(FieldProblem::TooLong);
            }
            plain(Value::Text(text.to_owned()))
        }
        Kind::PersonName => {
            let name = PersonName::parse(text_of(value)?).map_err(FieldProblem::from)?;
            let caution = name.is_one_character().then_some(Caution::NameOneCharacter);
            Ok((Value::Text(name.as_str().to_owned()), caution))
        }
        Kind::CitizenId => {
            let id = CitizenId::parse(text_of(value)?, today).map_err(FieldProblem::from)?;
            let is_round = id.as_str().ends_with("000");
            let caution = is_round.then_some(Caution::CitizenIdZeros);
            Ok((Value::Text(id.as_str().to_owned()), caution))
        }
        Kind::Mobile => {
            let mobile = Mobile::parse(text_of(value)?).map_err(FieldProblem::from)?;
            plain(Value::Text(mobile.as_str().to_owned()))
        }
        Kind::CreditCode => {
            let code = CreditCode::parse(text_of(value)?).map_err(FieldProblem::from)?;
            let caution = (!code.checksum_ok()).then_some(Caution::CreditCodeCheckDigit);
            Ok((Value::Text(code.as_str().to_owned()), caution))
        }
        Kind::Permit => permit(text_of(value)?, today),
        Kind::Postcode => {
            let code =
                Postcode::parse(text_of(value)?).map_err(|_| FieldProblem::PostcodeDigits)?;
            plain(Value::Text(code.as_str().to_owned()))
        }
        Kind::BankCard => {
            let card = BankCard::parse(text_of(value)?).map_err(FieldProblem::from)?;
            let caution = (!card.luhn_ok()).then_some(Caution::BankCardCheckDigit);
            Ok((Value::Text(card.as_str().to_owned()), caution))
        }
    }
}

/// The number that tells whose document it is, in its normal form; nothing for other kinds, and where it is none.
pub fn identity(kind: &Kind, value: &Value, today: Day) -> Option<String> {
    match kind {
        Kind::CitizenId | Kind::Permit => {
            let (value, _) = check_value(kind, value, today).ok()?;
            value.text().map(str::to_owned)
        }
        _ => None,
    }
}

/// The value as it is shown where it must not be read over a shoulder: 1101**********0014.
pub fn masked(kind: &Kind, value: &Value, today: Day) -> Option<String> {
    let text = value.text()?;
    match kind {
        Kind::CitizenId => CitizenId::parse(text, today).ok().map(|id| id.masked()),
        Kind::Mobile => Mobile::parse(text).ok().map(|mobile| mobile.masked()),
        Kind::BankCard => BankCard::parse(text).ok().map(|card| card.masked()),
        Kind::Permit => masked_permit(text, today),
        _ => None,
    }
}

/// The number of whichever document it is. An unusual one is not refused: only its characters and its
/// length are certain.
fn permit(text: &str, today: Day) -> Result<(Value, Option<Caution>), FieldProblem> {
    let known = |number: &str, caution| Ok((Value::Text(number.to_owned()), caution));
    if let Ok(permit) = ResidencePermit::parse(text, today) {
        return known(permit.as_str(), None);
    }
    if let Ok(card) = PermanentResidence::parse(text) {
        let caution = (!card.checksum_ok()).then_some(Caution::PermitCheckDigit);
        return known(card.as_str(), caution);
    }
    if let Ok(permit) = TravelPermit::parse(text) {
        return known(permit.as_str(), None);
    }
    let passport = Passport::parse(text).map_err(|_| FieldProblem::PermitCharacters)?;
    known(passport.as_str(), None)
}

/// The document's number with its middle hidden.
fn masked_permit(text: &str, today: Day) -> Option<String> {
    ResidencePermit::parse(text, today)
        .map(|permit| permit.masked())
        .or_else(|_| PermanentResidence::parse(text).map(|card| card.masked()))
        .or_else(|_| TravelPermit::parse(text).map(|permit| permit.masked()))
        .or_else(|_| Passport::parse(text).map(|passport| passport.masked()))
        .ok()
}

fn text_of(value: &Value) -> Result<&str, FieldProblem> {
    value.text().ok_or(FieldProblem::Missing)
}

fn still_valid(
    last: Day,
    validity: &Validity,
    today: Day,
) -> Result<Option<Caution>, FieldProblem> {
    let left = (last - today).num_days();
    if left < i64::from(validity.at_least_days) {
        return Err(FieldProblem::Expired);
    }
    let soon = left <= i64::from(validity.soon_days) && validity.soon_days > 0;
    Ok(soon.then_some(Caution::ExpiresSoon))
}

fn within<T: PartialOrd>(
    at: T,
    earliest: Option<T>,
    today: T,
    bounds: &DateBounds,
) -> Result<(), FieldProblem> {
    if !bounds.future && at > today {
        return Err(FieldProblem::DateInFuture);
    }
    if earliest.is_some_and(|earliest| at < earliest) {
        return Err(FieldProblem::DateTooEarly);
    }
    Ok(())
}

impl From<CitizenIdError> for FieldProblem {
    fn from(error: CitizenIdError) -> Self {
        match error {
            CitizenIdError::Characters => Self::CitizenIdCharacters,
            CitizenIdError::FifteenDigits => Self::CitizenIdOldForm,
            CitizenIdError::Length { .. } => Self::CitizenIdLength,
            CitizenIdError::Region => Self::CitizenIdRegion,
            CitizenIdError::BirthDate | CitizenIdError::Future | CitizenIdError::TooOld => {
                Self::CitizenIdBirthDate
            }
            CitizenIdError::Checksum => Self::CitizenIdChecksum,
        }
    }
}

impl From<MobileError> for FieldProblem {
    fn from(error: MobileError) -> Self {
        match error {
            MobileError::Characters => Self::MobileCharacters,
            MobileError::Abroad => Self::MobileAbroad,
            MobileError::Length { .. } => Self::MobileLength,
            MobileError::Prefix => Self::MobilePrefix,
        }
    }
}

impl From<PersonNameError> for FieldProblem {
    fn from(error: PersonNameError) -> Self {
        match error {
            PersonNameError::Empty => Self::Missing,
            PersonNameError::TooLong { .. } => Self::NameTooLong,
            PersonNameError::PrivateUse { .. } => Self::NamePrivateUse,
            PersonNameError::Character { .. } | PersonNameError::MiddleDot { .. } => {
                Self::NameCharacters
            }
        }
    }
}

impl From<CreditCodeError> for FieldProblem {
    fn from(error: CreditCodeError) -> Self {
        match error {
            CreditCodeError::Characters | CreditCodeError::Letter { .. } => {
                Self::CreditCodeCharacters
            }
            CreditCodeError::Length { .. } => Self::CreditCodeLength,
        }
    }
}

impl From<BankCardError> for FieldProblem {
    fn from(error: BankCardError) -> Self {
        match error {
            BankCardError::Characters => Self::BankCardCharacters,
            BankCardError::Length { .. } => Self::BankCardLength,
        }
    }
}
