//! What the picture says of a question or a service: its options, what opens it, on which answers it rests.

use std::collections::BTreeSet;

use catalog::scenario::{ACTING_FOR, Kind, Service};

use crate::model::names::{Names, VarOf};

/// The variables on which a service rests, also through earlier services.
pub(super) fn deciding(names: &Names<'_>, service: &Service, depth: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut earlier = Vec::new();
    for requirement in &service.requires {
        requirement.when.walk(&mut |part| {
            let subject = part.subject().into_iter();
            found.extend(subject.flat_map(|name| names.roots(name, None)));
            if let catalog::Condition::Applies(id) = part {
                earlier.extend(names.scenario.service(id));
            }
        });
    }
    // Services look at earlier ones only, so this ends; the bound is for what has not been checked.
    if depth < names.scenario.services.len() {
        for one in earlier {
            found.extend(deciding(names, one, depth + 1));
        }
    }
    found
}

/// 「第 1、5 问」 and what rows count.
pub(super) fn asked_in(names: &Names<'_>, vars: Vec<usize>) -> String {
    let of = |var: &usize| match &names.vars[*var] {
        VarOf::Question(at) => Some((at + 1).to_string()),
        _ => None,
    };
    let numbers: Vec<String> = vars.iter().filter_map(of).collect();
    if numbers.is_empty() {
        "地区和当天的日期".to_owned()
    } else {
        format!("第 {} 问", numbers.join("、"))
    }
}

/// The questions whose answers open a question.
pub(super) fn openers(names: &Names<'_>, question: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let scenario = names.scenario;
    let Some(when) = scenario
        .questions
        .get(question)
        .and_then(|one| one.when.as_ref())
    else {
        return found;
    };
    let mut note = |name: &str| {
        for var in names.roots(name, None) {
            if let VarOf::Question(at) = names.vars[var]
                && at < question
            {
                found.insert(at);
            }
        }
    };
    when.walk(&mut |part| match part {
        catalog::Condition::ActingFor(_) => note(ACTING_FOR),
        part => part.subject().into_iter().for_each(&mut note),
    });
    found
}

pub(super) fn options(kind: &Kind, unsure: bool) -> String {
    let mut words: Vec<String> = match kind {
        Kind::Choice(choices) | Kind::Several(choices) => choices
            .iter()
            .map(|choice| choice.label.zh().to_owned())
            .collect(),
        Kind::YesNo => vec!["是".to_owned(), "否".to_owned()],
        Kind::Number(bounds) | Kind::Money(bounds) => {
            vec![format!(
                "{}–{} {}",
                bounds.min,
                bounds.max,
                bounds.unit.zh()
            )]
        }
        Kind::YearsMonths(_) => vec!["几年几个月".to_owned()],
        Kind::Date(_) => vec!["日期".to_owned()],
        Kind::Month(_) => vec!["年月".to_owned()],
        _ => vec!["填写".to_owned()],
    };
    if let Kind::Several(_) = kind {
        words.insert(0, "可多选".to_owned());
    }
    words.extend(unsure.then(|| "不清楚".to_owned()));
    words.join(" · ")
}
