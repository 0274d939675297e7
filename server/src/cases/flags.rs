//! What a clerk is asked to look at: nothing here stops an application, all of it saves a second look.

use catalog::application::{differences, unsure_of};
use catalog::{Application, Attachment, Context, Plan, Scenario, Supplied};
use contract::ops::Flag;
use precheck::{Likeness, Report};
use sqlx::SqliteConnection;

use super::view::stored;
use crate::error::ApiResult;
use crate::store::uploads;

/// One attached file: where it belongs, and by what it is told again.
struct Picture<'a> {
    material: &'a str,
    page: &'a str,
    sha256: String,
    likeness: Option<Likeness>,
}

impl Picture<'_> {
    fn is_same(&self, other: &Self) -> bool {
        let alike = self.likeness.as_ref().zip(other.likeness.as_ref());
        self.sha256 == other.sha256 || alike.is_some_and(|(one, two)| one.is_same(two))
    }
}

pub(super) async fn of(
    db: &mut SqliteConnection,
    person: &str,
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> ApiResult<Vec<Flag>> {
    let mut flags = Vec::new();
    let mut pictures: Vec<Picture> = Vec::new();
    for (material, attachment) in attached(application) {
        if attachment.for_review {
            flags.push(Flag::ForReview {
                material: material.clone(),
                page: attachment.page.clone(),
            });
        }
        let Some(upload) = uploads::find(db, person, &attachment.file).await? else {
            continue;
        };
        let report = upload.report.as_deref();
        let report: Option<Report> = report.map(|it| stored(it, "a report")).transpose()?;
        let picture = Picture {
            material,
            page: &attachment.page,
            sha256: upload.sha256,
            likeness: report.and_then(|report| report.likeness),
        };
        if let Some(same) = pictures.iter().find(|other| other.is_same(&picture)) {
            flags.push(Flag::SamePicture {
                material: material.clone(),
                page: attachment.page.clone(),
                as_material: same.material.to_owned(),
                as_page: same.page.to_owned(),
            });
        }
        pictures.push(picture);
    }
    for planned in &plan.materials {
        // Asked before handing in only: a material sent again was judged by a clerk already.
        if !application.confirmed.contains_key(&planned.id) {
            continue;
        }
        for ask in unsure_of(scenario, planned, application) {
            flags.push(Flag::Unsure {
                material: planned.id.clone(),
                reason: ask.reason,
                say: ask.say.zh().to_owned(),
            });
        }
    }
    for found in differences(scenario, plan, application, context) {
        flags.push(Flag::Differs {
            field: found.field.id.clone(),
            licence: found.fact.licence.clone(),
            explained: application.explained.get(&found.field.id).copied(),
        });
    }
    Ok(flags)
}

fn attached(application: &Application) -> impl Iterator<Item = (&String, &Attachment)> {
    let materials = application.materials.iter();
    materials.flat_map(|(material, supplied)| {
        let pictures = match supplied {
            Supplied::Attached(pictures) => pictures.as_slice(),
            _ => &[],
        };
        pictures.iter().map(move |picture| (material, picture))
    })
}
