//! Conditions, answers and paths as a person of the office would read them, in the words of the scenario.

use catalog::condition::{Includes, Is, OneOf, Threshold};
use catalog::scenario::{Kind, Scenario};
use catalog::{ActingFor, Condition, Value};

/// What a name is called: the label of a question, of a fact, or of a column.
pub fn name<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    let row_fact = || {
        let mut facts = scenario.groups.iter().flat_map(|group| &group.facts);
        facts.find(|fact| fact.id == id).map(|fact| fact.label.zh())
    };
    scenario
        .question(id)
        .map(|question| question.label.zh())
        .or_else(|| scenario.fact(id).map(|fact| fact.label.zh()))
        .or_else(row_fact)
        .or_else(|| scenario.field(id).map(|field| field.label.zh()))
        .unwrap_or(id)
}

fn kind<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Kind> {
    let of_question = scenario.question(id).map(|question| &question.kind);
    of_question.or_else(|| scenario.field(id).map(|field| &field.kind))
}

/// A value of a name: the option's label, 是 or 否, a number with its unit.
pub fn value(scenario: &Scenario, of: &str, value: &Value) -> String {
    let kind = kind(scenario, of);
    let option = |id: &String| {
        let choices = kind.map(Kind::choices).unwrap_or_default();
        let choice = choices.iter().find(|choice| choice.id == *id);
        choice.map_or_else(|| id.clone(), |choice| choice.label.zh().to_owned())
    };
    match value {
        Value::Text(text) => option(text),
        Value::Several(ids) => ids.iter().map(option).collect::<Vec<_>>().join("＋"),
        Value::Flag(true) => "是".to_owned(),
        Value::Flag(false) => "否".to_owned(),
        Value::Number(number) => match kind {
            Some(Kind::Number(bounds)) => format!("{number}{}", bounds.unit.zh()),
            Some(Kind::YearsMonths(_)) => format!("{}年{}个月", number / 12, number % 12),
            Some(Kind::Money(_)) => format!("{}.{:02}元", number / 100, number % 100),
            _ => number.to_string(),
        },
        Value::Unsure => "不清楚".to_owned(),
    }
}

/// 本人, 亲友代办 …, as the scenario calls it.
pub fn role(scenario: &Scenario, role: ActingFor) -> String {
    match scenario.role(role) {
        Some(known) => known.name.zh().to_owned(),
        None => match role {
            ActingFor::Oneself => "本人",
            ActingFor::Relative => "亲友代办",
            ActingFor::Guardian => "监护人",
            ActingFor::Employer => "单位经办",
        }
        .to_owned(),
    }
}

/// A condition in one line: 「离开原因=单位裁员 且 年龄≥50」.
pub fn condition(scenario: &Scenario, condition: &Condition) -> String {
    in_words(scenario, condition, false)
}

fn in_words(scenario: &Scenario, condition: &Condition, inner: bool) -> String {
    let joined = |parts: &[Condition], between: &str| {
        let words: Vec<String> = parts
            .iter()
            .map(|part| in_words(scenario, part, parts.len() > 1))
            .collect();
        if inner && words.len() > 1 {
            format!("（{}）", words.join(between))
        } else {
            words.join(between)
        }
    };
    let called = |of: &str| name(scenario, of).to_owned();
    match condition {
        Condition::All(parts) if parts.is_empty() => "总是".to_owned(),
        Condition::Any(parts) if parts.is_empty() => "从不".to_owned(),
        Condition::All(parts) => joined(parts, " 且 "),
        Condition::Any(parts) => joined(parts, " 或 "),
        Condition::Not(part) => match &**part {
            Condition::Is(Is { of, value: not }) => {
                format!("{}≠{}", called(of), value(scenario, of, not))
            }
            Condition::Holds(of) => format!("{}=否", called(of)),
            other => format!("非（{}）", in_words(scenario, other, false)),
        },
        Condition::Holds(of) => format!("{}=是", called(of)),
        Condition::Is(Is { of, value: is }) => {
            format!("{}={}", called(of), value(scenario, of, is))
        }
        Condition::OneOf(OneOf { of, values }) => {
            let values: Vec<String> = values.iter().map(|one| value(scenario, of, one)).collect();
            format!("{}={}", called(of), values.join("／"))
        }
        Condition::Includes(Includes { of, option }) => {
            let option = value(scenario, of, &Value::Text(option.clone()));
            format!("{}含「{option}」", called(of))
        }
        Condition::AtLeast(Threshold { of, number }) => format!("{}≥{number}", called(of)),
        Condition::AtMost(Threshold { of, number }) => format!("{}≤{number}", called(of)),
        Condition::Applies(service) => {
            let name = scenario.service(service).map(|service| service.name.zh());
            format!("能办「{}」", name.unwrap_or(service))
        }
        Condition::ActingFor(who) => format!("为谁办={}", role(scenario, *who)),
    }
}

/// A text without what does not change its meaning: spaces, punctuation, width, case and particles.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '的' | '了' | '吗' | '呢' | '吧' => None,
            // Full-width forms of ASCII.
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(letter) - 0xfee0).filter(char::is_ascii_alphanumeric)
            }
            letter if letter.is_alphanumeric() => Some(letter),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_differ_in_punctuation_or_particles_mean_the_same() {
        assert_eq!(plain("离开了单位。"), plain("离开 单位"));
        assert_eq!(plain("（Ａ类）"), plain("a类"));
        assert_ne!(plain("本人"), plain("本人的单位"));
    }
}
