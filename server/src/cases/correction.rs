//! 补正: the applicant's answer to everything an office asked to correct, all at once.

use casework::event::{CorrectionItem, CorrectionSubject};
use casework::obligation::Obligation;
use casework::{Action, ObligationId, Offer, Refusal};
use catalog::Supplied;
use catalog::application::{Problem, ProblemCode};
use catalog::field_check::FieldProblem;
use contract::case_action::Correction;

use super::change::{Change, field_path};
use super::scene::Scene;
use crate::error::ApiResult;
use crate::store::Connection;

/// Keeps the answer to 补正 with the application; the action that says so, and that a paper which was to follow has
/// come with it.
///
/// # Errors
/// What the case says of it, before anything is said of its content.
pub(super) async fn answered(
    scene: &mut Scene<'_>,
    db: &mut Connection,
    service: String,
    correction: Correction,
) -> ApiResult<Vec<Action>> {
    let (change, problems) = change(scene, &service, &correction)?;
    let note = scene.words(db, &correction.note).await?;
    scene.change(db, &change, problems).await?;
    let here = change.materials.iter().filter(|(_, way)| is_here(way));
    let papers: Vec<String> = here.map(|(material, _)| material.clone()).collect();
    let brought = papers.iter().filter(|material| {
        let material = (*material).clone();
        let owed = scene
            .file
            .case
            .obligations
            .get(&ObligationId::Supply { material });
        owed.is_some_and(Obligation::is_owed)
    });
    let brought: Vec<Action> = brought
        .map(|material| Action::Supply {
            material: material.clone(),
        })
        .collect();
    let correct = Action::Correct {
        service,
        fields: change.fields.into_keys().collect(),
        materials: change.materials.into_keys().collect(),
        papers,
        note,
    };
    Ok([correct].into_iter().chain(brought).collect())
}

/// What the answer changes, and what is wrong with it whatever it holds.
///
/// # Errors
/// What the case says of it, before anything is said of its content.
pub(super) fn change(
    scene: &Scene<'_>,
    service: &str,
    correction: &Correction,
) -> Result<(Change, Vec<Problem>), Refusal> {
    scene.permits(&Offer::Correct(service.to_owned()))?;
    let found = scene.file.case.service(service);
    let asked = found.map_or(&[][..], |found| &found.to_correct);
    let mut problems = left_out(asked, correction);
    problems.extend(not_asked(asked, correction));
    let change = Change {
        materials: correction.materials.clone(),
        fields: correction.fields.clone(),
        confirmed: correction.confirmed.clone(),
        asks: false,
    };
    Ok((change, problems))
}

/// Whether a paper is here by this way.
pub(super) fn is_here(way: &Supplied) -> bool {
    matches!(way, Supplied::Attached(_) | Supplied::Licence)
}

/// A correction changes what was asked for, and nothing else: other services look at the rest, too.
fn not_asked(asked: &[CorrectionItem], correction: &Correction) -> Vec<Problem> {
    let is_asked = |of: &CorrectionSubject| asked.iter().any(|item| item.of == *of);
    let materials = correction.materials.keys();
    let materials = materials.filter(|id| !is_asked(&CorrectionSubject::Material((*id).clone())));
    let fields = correction.fields.keys();
    let fields = fields.filter(|id| !is_asked(&CorrectionSubject::Field((*id).clone())));
    let paths = materials
        .map(|id| format!("/materials/{id}"))
        .chain(fields.map(|id| field_path(id)));
    let code = ProblemCode::WayNotAllowed;
    paths.map(|path| Problem { path, code }).collect()
}

fn left_out(asked: &[CorrectionItem], correction: &Correction) -> Vec<Problem> {
    let left_out = asked.iter().filter_map(|item| match &item.of {
        CorrectionSubject::Material(id) => {
            let is_there = correction.materials.contains_key(id);
            (!is_there).then(|| (format!("/materials/{id}"), ProblemCode::MaterialUndecided))
        }
        CorrectionSubject::Field(id) => {
            let is_there = correction.fields.contains_key(id);
            let missing = ProblemCode::Field(FieldProblem::Missing);
            (!is_there).then(|| (field_path(id), missing))
        }
    });
    left_out
        .map(|(path, code)| Problem { path, code })
        .collect()
}
