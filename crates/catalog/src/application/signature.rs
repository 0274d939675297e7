//! A signature under a promise (手写签名): the lines that a finger drew, or the full name, typed by those who cannot
//! draw. It comes from outside: everything about it is bounded and checked.

use civic::PersonName;
use serde::{Deserialize, Serialize};

use super::{Application, to_agree};
use crate::Value;
use crate::context::Context;
use crate::plan::Plan;
use crate::scenario::{CommitmentId, Scenario};

/// The record of the name of whoever is signed in: nobody signs for another.
const OWN_NAME: &str = "person.name";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What is signed.
    pub of: CommitmentId,
    pub by: Hand,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    Drawn(Drawn),
    /// The full name of whoever is signed in.
    Typed(String),
}

/// Lines on a field of so many units, each of points as x and y in turn; y grows downwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    pub width: u16,
    pub height: u16,
    pub lines: Vec<Vec<u16>>,
}

impl Drawn {
    /// Half a minute of writing at 120 points a second; the pad keeps far fewer.
    pub const MOST_POINTS: usize = 3_600;
    pub const LARGEST: u16 = 4_096;

    /// The points of each line.
    pub fn points(&self) -> impl Iterator<Item = Vec<(u16, u16)>> + '_ {
        let points = |line: &Vec<u16>| line.chunks_exact(2).map(|at| (at[0], at[1])).collect();
        self.lines.iter().map(points)
    }

    /// Whether somebody wrote something on it: within its field, no more than a person writes, and more than a dot.
    pub fn is_written(&self) -> bool {
        let sides = 1..=Self::LARGEST;
        let numbers: usize = self.lines.iter().map(Vec::len).sum();
        let is_whole = |line: &Vec<u16>| !line.is_empty() && line.len().is_multiple_of(2);
        if !sides.contains(&self.width)
            || !sides.contains(&self.height)
            || numbers > 2 * Self::MOST_POINTS
            || !self.lines.iter().all(is_whole)
        {
            return false;
        }
        let all: Vec<(u16, u16)> = self.points().flatten().collect();
        let is_within = |(x, y): &(u16, u16)| *x <= self.width && *y <= self.height;
        all.iter().all(is_within) && self.is_more_than_a_dot(&all)
    }

    /// A line over a tenth of the field in one direction: a slip of the finger is no name.
    fn is_more_than_a_dot(&self, all: &[(u16, u16)]) -> bool {
        let span = |of: fn(&(u16, u16)) -> u16| {
            let least = all.iter().map(of).min().unwrap_or_default();
            all.iter().map(of).max().unwrap_or_default() - least
        };
        span(|at| at.0) >= self.width.div_ceil(10) || span(|at| at.1) >= self.height.div_ceil(10)
    }
}

impl Application {
    /// The signature under a commitment.
    pub fn signature(&self, of: &str) -> Option<&Signature> {
        self.signatures.iter().find(|signature| signature.of == of)
    }
}

impl Signature {
    /// Whether it is one, and of whoever is signed in as far as that can be seen.
    pub fn is_of(&self, context: &Context) -> bool {
        let typed = match &self.by {
            Hand::Drawn(drawn) => return drawn.is_written(),
            Hand::Typed(typed) => typed,
        };
        let Ok(typed) = PersonName::parse(typed) else {
            return false;
        };
        let known = context.records.get(OWN_NAME).and_then(Value::text);
        known.is_none_or(|known| {
            PersonName::parse(known).is_ok_and(|known| known.as_str() == typed.as_str())
        })
    }
}

/// Of what must be agreed to, what is signed.
pub fn to_sign<'a>(
    scenario: &'a Scenario,
    plan: &Plan,
    application: &Application,
) -> Vec<&'a CommitmentId> {
    let is_signed = |id: &&CommitmentId| scenario.commitment(id).is_some_and(|it| it.signed);
    let all = to_agree(scenario, plan, application);
    all.into_iter().filter(is_signed).collect()
}

#[cfg(test)]
mod tests {
    use civic::day::parse_iso;

    use super::*;

    fn drawn(lines: Vec<Vec<u16>>) -> Drawn {
        Drawn {
            width: 300,
            height: 100,
            lines,
        }
    }

    #[test]
    fn a_signature_is_written_within_its_field_and_is_more_than_a_dot() {
        for (lines, is_one) in [
            (vec![vec![10, 50, 200, 52]], true),
            (vec![vec![10, 10, 10, 90], vec![4, 4]], true),
            (vec![], false),
            (vec![vec![]], false),
            (vec![vec![10, 50]], false),
            (vec![vec![10, 50, 12, 51]], false),
            (vec![vec![10, 50, 200]], false),
            (vec![vec![0, 0, 301, 50]], false),
            (vec![vec![0, 0, 200, 101]], false),
            (vec![[0, 0, 300, 100].repeat(Drawn::MOST_POINTS / 2)], true),
            (
                vec![[0, 0, 300, 100].repeat(Drawn::MOST_POINTS / 2), vec![1, 1]],
                false,
            ),
        ] {
            let said = format!("{:?}", lines.first());
            assert_eq!(drawn(lines).is_written(), is_one, "{said:.60}");
        }
        let mut huge = drawn(vec![vec![10, 50, 200, 52]]);
        huge.width = u16::MAX;
        assert!(!huge.is_written());
    }

    #[test]
    fn a_name_is_typed_by_its_owner() {
        let mut context = Context::anonymous(parse_iso("2026-11-21").unwrap());
        let typed = |name: &str| Signature {
            of: "truth".to_owned(),
            by: Hand::Typed(name.to_owned()),
        };
        assert!(typed("林静").is_of(&context));
        context.records.insert(OWN_NAME.to_owned(), "林静".into());
        assert!(typed(" 林 静 ").is_of(&context));
        assert!(!typed("林晶").is_of(&context));
        assert!(!typed("").is_of(&context));
        assert!(!typed(&"林".repeat(10_000)).is_of(&context));
    }

    #[test]
    fn it_crosses_the_wire_as_plain_numbers() {
        let signature = Signature {
            of: "truth".to_owned(),
            by: Hand::Drawn(drawn(vec![vec![10, 50, 200, 52]])),
        };
        let json =
            r#"{"of":"truth","by":{"drawn":{"width":300,"height":100,"lines":[[10,50,200,52]]}}}"#;
        assert_eq!(serde_json::to_string(&signature).unwrap(), json);
        assert_eq!(serde_json::from_str::<Signature>(json).unwrap(), signature);
        assert!(serde_json::from_str::<Signature>(&json.replace("10", "-1")).is_err());
    }
}
