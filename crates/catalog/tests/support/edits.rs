//! Changes that an agency makes to a scenario, each with what it must mean for someone who has given everything.
//! Said independently of the code under test: by what is edited, not by comparing two versions.

#[path = "edits/base.rs"]
mod base;
#[path = "edits/fate.rs"]
mod fate;
#[path = "edits/make.rs"]
mod make;

use std::collections::BTreeSet;

use catalog::scenario::{Kind, Scenario, Supply};
use proptest::prelude::*;

pub(crate) use base::base;
pub(crate) use fate::Fate;

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
    OtherPeople(String),
    RelabelColumn(String, String),
    DropColumn(String, String),
    DropGroup(String),
    RenameService(String),
    DropService(String),
    NewQuestion,
    OtherOrder,
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
        if let Kind::YearsMonths(bounds) = &question.kind {
            edits.push(Edit::Narrow(id(), bounds.min + 20));
        }
        if !question.kind.choices().is_empty() {
            edits.push(Edit::NewOption(id()));
        }
        for choice in question.kind.choices() {
            edits.push(Edit::Relabel(id(), choice.id.clone()));
            edits.push(Edit::WithoutOption(id(), choice.id.clone()));
        }
    }
    let in_group = |id: &str| scenario.groups.iter().any(|it| it.column(id).is_some());
    for field in scenario.fields.iter().filter(|it| !in_group(&it.id)) {
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
    for group in &scenario.groups {
        edits.push(Edit::OtherPeople(group.id.clone()));
        edits.push(Edit::DropGroup(group.id.clone()));
        for column in &group.columns {
            edits.push(Edit::RelabelColumn(group.id.clone(), column.id.clone()));
            edits.push(Edit::DropColumn(group.id.clone(), column.id.clone()));
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
    pub(crate) const KINDS: usize = 31;

    pub(crate) fn kind(&self) -> String {
        let name = format!("{self:?}");
        name.split('(').next().unwrap_or_default().to_owned()
    }

    pub(super) fn thing(&self) -> (&'static str, String) {
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
            Self::OtherPeople(id)
            | Self::RelabelColumn(id, _)
            | Self::DropColumn(id, _)
            | Self::DropGroup(id) => ("group", id.clone()),
            Self::Reclause(id) | Self::DropCommitment(id) => ("commitment", id.clone()),
            Self::RenameService(id) | Self::DropService(id) => ("service", id.clone()),
        }
    }
}
