//! Changes that an agency makes to a scenario, each with what it must mean for someone who has given everything.
//! Said independently of the code under test: by what is edited, not by comparing two versions.

#[path = "edits/make.rs"]
mod make;

use std::collections::BTreeSet;

use catalog::Value;
use catalog::application::{Application, Supplied};
use catalog::changes::What;
use catalog::scenario::{DateBounds, Kind, Question, Scenario, Supply};
use proptest::prelude::*;

use crate::library;

/// The real scenario, with a question of each kind that it lacks.
pub(crate) fn base() -> Scenario {
    let mut base = library::unemployment();
    for (id, kind) in [
        ("extra_text", Kind::Text(20)),
        ("extra_month", Kind::Month(DateBounds::default())),
    ] {
        base.questions.push(Question {
            id: id.to_owned(),
            ask: "还有什么要说的？".into(),
            label: "补充".into(),
            why: "为了试一试".into(),
            hint: None,
            kind,
            when: None,
            unsure: Some("以受理地为准".into()),
            record: None,
            sources: Vec::new(),
        });
    }
    base
}

/// One change to one thing of a scenario, named by the ids of what it touches.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    Reask(String),
    ExplainQuestion(String),
    Relabel(String, String),
    NewOption(String),
    WithoutOption(String, String),
    Narrow(String, i64),
    OtherUnit(String),
    OtherKind(String),
    WithoutUnsure(String),
    DropQuestion(String),
    RelabelField(String),
    ExplainField(String),
    RelabelFieldOption(String, String),
    OtherFieldKind(String),
    Shorten(String, u16),
    DropField(String),
    CloseWay(String, Supply),
    RelabelPage(String, String),
    NewPage(String),
    Sooner(String),
    DropMaterial(String),
    Reclause(String),
    DropCommitment(String),
    RenameService(String),
    DropService(String),
    NewQuestion,
    OtherOrder,
}

/// What must become of what was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fate {
    Kept,
    AskedAgain(What, String),
    Gone(What, String),
}

/// Every edit that can be made to this scenario.
pub(crate) fn every_edit(scenario: &Scenario) -> Vec<Edit> {
    let mut edits = vec![Edit::NewQuestion, Edit::OtherOrder];
    for question in &scenario.questions {
        let id = || question.id.clone();
        edits.extend([
            Edit::Reask(id()),
            Edit::ExplainQuestion(id()),
            Edit::OtherKind(id()),
            Edit::DropQuestion(id()),
        ]);
        if question.unsure.is_some() {
            edits.push(Edit::WithoutUnsure(id()));
        }
        if let Kind::Number(bounds) = &question.kind {
            edits.push(Edit::Narrow(id(), bounds.min + 20));
            edits.push(Edit::OtherUnit(id()));
        }
        if !question.kind.choices().is_empty() {
            edits.push(Edit::NewOption(id()));
        }
        for choice in question.kind.choices() {
            edits.push(Edit::Relabel(id(), choice.id.clone()));
            edits.push(Edit::WithoutOption(id(), choice.id.clone()));
        }
    }
    for field in &scenario.fields {
        let id = || field.id.clone();
        edits.extend([
            Edit::RelabelField(id()),
            Edit::ExplainField(id()),
            Edit::OtherFieldKind(id()),
            Edit::DropField(id()),
        ]);
        for choice in field.kind.choices() {
            edits.push(Edit::RelabelFieldOption(id(), choice.id.clone()));
        }
        if let Kind::Text(_) = field.kind {
            edits.push(Edit::Shorten(id(), 4));
        }
    }
    for material in &scenario.materials {
        let id = || material.id.clone();
        edits.push(Edit::DropMaterial(id()));
        edits.push(Edit::NewPage(id()));
        edits.extend(material.supply.iter().map(|way| Edit::CloseWay(id(), *way)));
        let pages = material.pages.iter();
        edits.extend(pages.map(|page| Edit::RelabelPage(id(), page.id.clone())));
        if material.later_within.is_some() {
            edits.push(Edit::Sooner(id()));
        }
    }
    for commitment in &scenario.commitments {
        edits.push(Edit::Reclause(commitment.id.clone()));
        edits.push(Edit::DropCommitment(commitment.id.clone()));
    }
    for service in &scenario.services {
        edits.push(Edit::RenameService(service.id.clone()));
        edits.push(Edit::DropService(service.id.clone()));
    }
    edits
}

/// Any few edits, at most one for each thing, so that each has one fate.
pub(crate) fn any_edits(scenario: &Scenario) -> impl Strategy<Value = Vec<Edit>> + use<> {
    (Just(every_edit(scenario)).prop_shuffle(), 0usize..40).prop_map(|(mut edits, most)| {
        let mut touched = BTreeSet::new();
        edits.retain(|edit| touched.insert(edit.thing()));
        edits.truncate(most);
        edits
    })
}

pub(crate) fn version_after(scenario: &Scenario, edits: &[Edit]) -> Scenario {
    let mut new = scenario.clone();
    for edit in edits {
        edit.make(&mut new);
    }
    new
}

impl Edit {
    /// How many kinds there are.
    pub(crate) const KINDS: usize = 27;

    pub(crate) fn kind(&self) -> String {
        let name = format!("{self:?}");
        name.split('(').next().unwrap_or_default().to_owned()
    }

    fn thing(&self) -> (&'static str, String) {
        match self {
            Self::NewQuestion | Self::OtherOrder => ("scenario", self.kind()),
            Self::Reask(id)
            | Self::ExplainQuestion(id)
            | Self::Relabel(id, _)
            | Self::NewOption(id)
            | Self::WithoutOption(id, _)
            | Self::Narrow(id, _)
            | Self::OtherUnit(id)
            | Self::OtherKind(id)
            | Self::WithoutUnsure(id)
            | Self::DropQuestion(id) => ("question", id.clone()),
            Self::RelabelField(id)
            | Self::ExplainField(id)
            | Self::RelabelFieldOption(id, _)
            | Self::OtherFieldKind(id)
            | Self::Shorten(id, _)
            | Self::DropField(id) => ("field", id.clone()),
            Self::CloseWay(id, _)
            | Self::RelabelPage(id, _)
            | Self::NewPage(id)
            | Self::Sooner(id)
            | Self::DropMaterial(id) => ("material", id.clone()),
            Self::Reclause(id) | Self::DropCommitment(id) => ("commitment", id.clone()),
            Self::RenameService(id) | Self::DropService(id) => ("service", id.clone()),
        }
    }

    /// What the edit means for what was given.
    pub(crate) fn fate(&self, old: &Scenario, given: &Application) -> Fate {
        let (_, thing) = self.thing();
        let answer = given.answers.get(&thing);
        let field = given.fields.get(&thing);
        let supplied = given.materials.get(&thing);
        let unsure = answer == Some(&Value::Unsure);
        let again = |what, when: bool| match when {
            true => Fate::AskedAgain(what, thing.clone()),
            false => Fate::Kept,
        };
        let gone = |what, when: bool| match when {
            true => Fate::Gone(what, thing.clone()),
            false => Fate::Kept,
        };
        match self {
            Self::ExplainQuestion(_)
            | Self::ExplainField(_)
            | Self::NewOption(_)
            | Self::NewPage(_)
            | Self::NewQuestion
            | Self::OtherOrder => Fate::Kept,
            Self::Reask(_) => again(What::Question, answer.is_some()),
            Self::Relabel(_, option) | Self::WithoutOption(_, option) => {
                again(What::Question, answer.is_some_and(|it| chose(it, option)))
            }
            Self::Narrow(_, most) => {
                let number = answer.and_then(Value::number);
                again(What::Question, number.is_some_and(|number| number > *most))
            }
            Self::OtherUnit(_) | Self::OtherKind(_) => {
                again(What::Question, answer.is_some() && !unsure)
            }
            Self::WithoutUnsure(_) => again(What::Question, unsure),
            Self::DropQuestion(_) => gone(What::Question, answer.is_some()),
            Self::RelabelField(_) | Self::OtherFieldKind(_) => again(What::Field, field.is_some()),
            Self::RelabelFieldOption(_, option) => {
                again(What::Field, field.is_some_and(|it| chose(it, option)))
            }
            Self::Shorten(_, most) => {
                let length = field.and_then(Value::text).map(|text| text.chars().count());
                let most = usize::from(*most);
                again(What::Field, length.is_some_and(|length| length > most))
            }
            Self::DropField(_) => gone(What::Field, field.is_some()),
            Self::CloseWay(_, way) => {
                again(What::Material, supplied.is_some_and(|it| it.way() == *way))
            }
            Self::RelabelPage(_, page) => {
                let shown = matches!(supplied, Some(Supplied::Attached(all)) if all.iter().any(|it| it.page == *page));
                again(What::Material, shown)
            }
            Self::Sooner(_) => again(What::Material, supplied == Some(&Supplied::Later)),
            Self::DropMaterial(_) => gone(What::Material, supplied.is_some()),
            Self::Reclause(_) => again(What::Agreement, given.agreed.contains(&thing)),
            Self::DropCommitment(_) => gone(What::Agreement, given.agreed.contains(&thing)),
            Self::RenameService(_) => again(What::Service, given.answers.declined.contains(&thing)),
            Self::DropService(_) => {
                assert!(old.service(&thing).is_some());
                gone(What::Service, given.answers.declined.contains(&thing))
            }
        }
    }
}

fn chose(value: &Value, option: &str) -> bool {
    match value {
        Value::Text(id) => id == option,
        Value::Several(ids) => ids.iter().any(|id| id == option),
        _ => false,
    }
}
