//! 「您的」 where the thing is another's: of the one who died, of a child, of an employee.

use catalog::LocalizedText;
use catalog::scenario::{FieldId, MaterialId, Scenario};

use crate::report::{Fault, FaultKind, Severity};

/// Words in the name of a thing that say it is another's.
const OTHERS: [&str; 8] = [
    "逝者",
    "死亡",
    "去世",
    "过世",
    "孩子",
    "子女",
    "员工",
    "供养亲属",
];
/// What stands after 「您的」 where not the thing itself is meant: people, and what is the reader's own.
const OWN: [&str; 14] = [
    "孩子", "子女", "家人", "亲属", "亲友", "父母", "配偶", "丈夫", "妻子", "员工", "职工", "单位",
    "回答", "关系",
];
const YOUR: &str = "您的";

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    let groups = &scenario.groups;
    let column = |id: &FieldId| {
        groups
            .iter()
            .any(|group| group.columns.iter().any(|one| one.id == *id))
    };
    let of_row = |id: &MaterialId| {
        groups
            .iter()
            .any(|group| group.materials.iter().any(|one| one.id == *id))
    };
    let mut look = |what: &str, texts: &[Option<&LocalizedText>]| {
        for text in texts.iter().flatten() {
            if let Some(words) = claimed(text.zh()) {
                let message = format!("{what} is another's, and 「{words}」 calls it the reader's");
                faults.push(Fault::new(
                    Severity::Error,
                    FaultKind::WrongOwner,
                    &scenario.id,
                    message,
                ));
            }
        }
    };
    for field in &scenario.fields {
        if column(&field.id) || is_anothers(&field.label) {
            look(
                &format!("field {}", field.id),
                &[Some(&field.label), field.hint.as_ref()],
            );
        }
    }
    for material in &scenario.materials {
        if of_row(&material.id) || is_anothers(&material.name) {
            let texts = [
                Some(&material.name),
                Some(&material.why),
                material.hint.as_ref(),
            ];
            look(&format!("material {}", material.id), &texts);
        }
    }
    for question in scenario
        .questions
        .iter()
        .filter(|one| is_anothers(&one.label))
    {
        let texts = [
            Some(&question.ask),
            Some(&question.why),
            question.hint.as_ref(),
        ];
        look(&format!("question {}", question.id), &texts);
    }
    faults
}

fn is_anothers(name: &LocalizedText) -> bool {
    OTHERS.iter().any(|word| name.zh().contains(word))
}

/// 「您的…」 with the thing after it, where that is not a person of the reader's or their own.
fn claimed(text: &str) -> Option<String> {
    let mut places = text.match_indices(YOUR);
    places.find_map(|(at, _)| {
        let rest = &text[at + YOUR.len()..];
        let own = OWN.iter().any(|word| rest.starts_with(word));
        (!own).then(|| text[at..].chars().take(8).collect())
    })
}
