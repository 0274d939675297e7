//! What answers a request for correction (补正), or is the paper that follows (容缺后补): what it holds, and what is
//! still wrong with it. `send_answer.rs` sends it.

use std::collections::BTreeMap;

use catalog::Value;
use catalog::application::{Attachment, Problem, ProblemCode, Supplied};
use catalog::field_check::{FieldProblem, check_value};
use catalog::scenario::{Field, FieldId, MaterialId, Scenario, Supply};
use contract::case_action::{Correction, ResidentAction};
use leptos::prelude::*;

use super::followed_case::FollowedCase;
use crate::attachments::AttachmentStore;
use crate::attachments::slot_key::{material_element_id, page_element_id};
use crate::components::MOST;
use crate::draft::{Draft, PictureStatus};
use crate::messages::{correct as words, review as review_words};
use crate::problem;
use crate::state::{AppState, Workspace, app_state};

/// The elements of the error summary, of the note, and of what is looked at before sending.
pub(super) const SUMMARY: &str = "summary";
pub(super) const NOTE: &str = "note";
pub(super) const CHECKLIST: &str = "checklist";

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Correct { service: String },
    Supply { material: MaterialId },
}

/// Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    pub(super) app: AppState,
    pub(super) workspace: Workspace,
    pub(super) followed: FollowedCase,
    target: StoredValue<Target>,
    /// What is asked for.
    pub(super) materials: StoredValue<Vec<MaterialId>>,
    pub(super) fields: StoredValue<Vec<FieldId>>,
    pub(super) attachments: AttachmentStore,
    pub(super) busy: RwSignal<bool>,
    /// It was tried: from now on what is missing is marked.
    pub(super) tried: RwSignal<bool>,
    /// What stood in the way at the last try.
    pub(super) problems: RwSignal<Vec<(String, String)>>,
    /// The problems come from the server: whether they are solved is known at the next try.
    pub(super) refused: RwSignal<bool>,
    pub(super) cause: RwSignal<Option<String>>,
}

impl Answer {
    pub(super) fn new(
        workspace: Workspace,
        followed: FollowedCase,
        target: Target,
        materials: Vec<MaterialId>,
        fields: Vec<FieldId>,
    ) -> Self {
        let fields = StoredValue::new(fields);
        Self {
            app: app_state(),
            workspace,
            followed,
            target: StoredValue::new(target),
            materials: StoredValue::new(materials),
            fields,
            attachments: AttachmentStore::of_correction(workspace, fields),
            busy: RwSignal::new(false),
            tried: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
            cause: RwSignal::new(None),
        }
    }

    /// What is still to be put right of what stood in the way. Follows the draft.
    pub(super) fn still_wrong(&self) -> Vec<(String, String)> {
        let mut problems = self.problems.get();
        if !problems.is_empty() && !self.refused.get() {
            self.workspace.draft.track();
            let wrong = self.wrong();
            problems.retain(|problem| wrong.contains(problem));
        }
        problems
    }

    /// What is wrong with a field that is asked for; what holds of its kind, for the plan is not known here.
    pub(super) fn field_problem(&self, field: &Field, id: &str) -> Option<FieldProblem> {
        let value = self.value(id).unwrap_or(Value::Text(String::new()));
        let today = self.app.today();
        check_value(&field.kind, &value, today).err()
    }

    pub(super) fn value(&self, id: &str) -> Option<Value> {
        self.workspace
            .draft
            .with_untracked(|draft| draft.application.fields.get(id).cloned())
    }

    /// What is wrong before anything is sent, with the places on this page.
    pub(super) fn wrong(&self) -> Vec<(String, String)> {
        let scenario = self.workspace.scenario();
        let mut wrong = Vec::new();
        for id in self.fields.get_value() {
            let Some(field) = field_of(&scenario, &id) else {
                continue;
            };
            if let Some(found) = self.field_problem(field, &id) {
                let value = self.value(&id);
                let said = problem::of_value(&field.kind, found, value.as_ref());
                let label = crate::format::localized(&field.label);
                let place = ["#", &field_element_id(&id)].concat();
                wrong.push((place, words::field_wrong(&label, &said)));
            }
        }
        let materials = self.materials.get_value();
        let is_correction =
            (self.target).with_value(|target| matches!(target, Target::Correct { .. }));
        self.workspace.draft.with_untracked(|draft| {
            for id in &materials {
                wrong.extend(self.missing_pages(&scenario, draft, id));
                if !is_correction && !is_looked_at(&scenario, draft, id) {
                    let place = ["#", CHECKLIST].concat();
                    wrong.push((place, review_words::check_missing().to_owned()));
                }
            }
            let note_place = ["#", NOTE].concat();
            let is_all = materials.is_empty() && self.fields.with_value(Vec::is_empty);
            if draft.note.chars().count() > MOST {
                wrong.push((note_place, words::note_long().to_owned()));
            } else if is_correction && is_all && draft.note.trim().is_empty() {
                wrong.push((note_place, words::note_empty().to_owned()));
            }
        });
        wrong
    }

    fn missing_pages(&self, scenario: &Scenario, draft: &Draft, id: &str) -> Vec<(String, String)> {
        let Some(material) = scenario.material(id) else {
            return Vec::new();
        };
        let Supplied::Attached(pictures) = supplied(draft, id) else {
            return Vec::new();
        };
        let missing = material
            .pages
            .iter()
            .filter(|page| !pictures.iter().any(|picture| picture.page == page.id));
        missing
            .map(|page| {
                let path = ["/materials/", id, "/", &page.id].concat();
                let code = ProblemCode::PageMissing;
                self.located(draft, &Problem { path, code })
            })
            .collect()
    }

    /// A problem in words, with the element of this page where it is put right.
    pub(super) fn located(&self, draft: &Draft, found: &Problem) -> (String, String) {
        let (_, words) = problem::application(&self.workspace.scenario(), found);
        let mut parts = found.path.split('/').skip(1);
        let id = match (parts.next(), parts.next(), parts.next()) {
            (Some("materials"), Some(material), Some(page)) => {
                problem::title_id(&page_element_id(draft, material, page))
            }
            (Some("materials"), Some(material), None) => material_element_id(draft, material),
            (Some("fields"), Some(field), _) => field_element_id(field),
            _ => NOTE.to_owned(),
        };
        (["#", &id].concat(), words)
    }

    pub(super) fn action(&self) -> ResidentAction {
        let target = self.target.get_value();
        self.workspace.draft.with_untracked(|draft| match target {
            Target::Supply { material } => ResidentAction::Supply {
                supplied: supplied(draft, &material),
                confirmed: draft.application.confirmed.get(&material).cloned(),
                material,
            },
            Target::Correct { service } => ResidentAction::Correct {
                service,
                correction: Correction {
                    materials: self.materials.with_value(|ids| {
                        ids.iter()
                            .map(|id| (id.clone(), supplied(draft, id)))
                            .collect()
                    }),
                    fields: self.fields.with_value(|ids| {
                        ids.iter()
                            .filter_map(|id| {
                                Some((id.clone(), draft.application.fields.get(id)?.clone()))
                            })
                            .collect()
                    }),
                    confirmed: BTreeMap::new(),
                    note: draft.note.trim().to_owned(),
                },
            },
        })
    }
}

/// Whether the lines about pictures that are there were ticked, or left to a clerk.
fn is_looked_at(scenario: &Scenario, draft: &Draft, id: &str) -> bool {
    let has_pictures = match supplied(draft, id) {
        Supplied::Attached(pictures) => !pictures.is_empty(),
        _ => false,
    };
    let asked = scenario.material(id).filter(|_| has_pictures);
    let said = draft.application.confirmed.get(id);
    asked.is_none_or(|material| match said {
        Some(said) => said.settles(&material.ask),
        None => material.ask.is_empty(),
    })
}

/// The field of an id; that of a row's cell (`name-employees-r2`) is the column.
pub(super) fn field_of<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Field> {
    scenario.field(id.split('-').next().unwrap_or(id))
}

pub(super) fn field_element_id(id: &str) -> String {
    ["correct-", id].concat()
}

fn supplied(draft: &Draft, material: &str) -> Supplied {
    if draft.ways.get(material) == Some(&Supply::Counter) {
        return Supplied::Counter;
    }
    let pictures = draft
        .pictures_of(material)
        .filter(|picture| picture.status == PictureStatus::Taken);
    Supplied::Attached(
        pictures
            .map(|picture| Attachment {
                page: picture.page.clone(),
                file: picture.upload.clone().unwrap_or_default(),
                for_review: picture.for_review,
            })
            .collect(),
    )
}
