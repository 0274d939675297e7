//! What an identity number says of its bearer besides who it is: the day of birth and the sex (GB 11643). Both are held
//! against what is typed, for ages decide about services, shares and who must consent.

use civic::day::{self, Day};
use civic::{CitizenId, Sex};

use crate::Value;
use crate::scenario::Kind;

/// Whether a number can say what is of this kind: a day is taken for that of birth, a choice of two for the sex.
pub fn can_be_given(kind: &Kind) -> bool {
    match kind {
        Kind::Date(_) => true,
        Kind::Choice(options) => {
            let is = |sex: Sex| options.iter().any(|option| option.id == sex.id());
            options.len() == 2 && is(Sex::Female) && is(Sex::Male)
        }
        _ => false,
    }
}

/// What the number says of this kind; nothing while it is none.
pub fn given(kind: &Kind, number: &Value, today: Day) -> Option<Value> {
    if !can_be_given(kind) {
        return None;
    }
    let number = CitizenId::parse(number.text()?, today).ok()?;
    let says = match kind {
        Kind::Date(_) => day::iso(number.birth()),
        _ => number.sex().id().to_owned(),
    };
    Some(Value::Text(says))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Choice;

    fn choice(ids: &[&str]) -> Kind {
        let option = |id: &&str| Choice {
            id: (*id).to_owned(),
            label: "样例".into(),
            also: Vec::new(),
            hint: None,
            none: false,
        };
        Kind::Choice(ids.iter().map(option).collect())
    }

    #[test]
    fn a_number_says_a_day_and_one_of_two_sexes_and_nothing_else() {
        let today = day::parse_iso("2026-11-21").unwrap();
        let says = |kind: &Kind, number: &str| given(kind, &Value::from(number), today);
        let (day, sex) = (Kind::Date(Default::default()), choice(&["female", "male"]));
        for (number, birth, sexed) in [
            ("320000201509230016", "2015-09-23", "male"),
            (" 320000 19620511 0046", "1962-05-11", "female"),
        ] {
            assert_eq!(says(&day, number), Some(Value::from(birth)));
            assert_eq!(says(&sex, number), Some(Value::from(sexed)));
        }
        // One digit is wrong; half of it is typed.
        for number in ["320000201509230017", "3200002015"] {
            assert_eq!(says(&day, number), None);
        }
        let many = choice(&["female", "male", "other"]);
        for kind in [Kind::YesNo, Kind::Text(20), many, choice(&["yes", "no"])] {
            assert_eq!(says(&kind, "320000201509230016"), None);
        }
    }
}
