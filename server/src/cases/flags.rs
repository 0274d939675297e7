//! What a clerk is asked to look at. No flag stops an application.

use catalog::application::{differences, unsure_of};
use catalog::{Application, Attachment, Context, Plan, Scenario, Supplied};
use precheck_types::PerceptualHash;

use crate::error::ApiResult;
use crate::store::{CaseFlag, Connection, uploads};

/// Pairs of pictures whose hashes are compared at most: half a millisecond each, during which nobody else can hand
/// in. An application of thirty pictures is compared completely; of larger ones the rest is compared by digest alone.
const MAX_COMPARISONS: usize = 500;

/// One attached file: where it belongs, and what recognises it.
struct Picture {
    material: String,
    page: String,
    sha256: String,
    perceptual_hash: Option<PerceptualHash>,
}

/// Each picture that repeats an earlier one, with the place of that one.
fn repeated(pictures: &[Picture]) -> Vec<CaseFlag> {
    let mut left = MAX_COMPARISONS;
    let mut is_same = |one: &Picture, other: &Picture| {
        let alike = one
            .perceptual_hash
            .as_ref()
            .zip(other.perceptual_hash.as_ref());
        one.sha256 == other.sha256
            || alike.is_some_and(|(one, other)| {
                let may = left > 0;
                left = left.saturating_sub(1);
                may && one.is_same(other)
            })
    };
    let mut flags = Vec::new();
    for (at, picture) in pictures.iter().enumerate() {
        let earlier = pictures.iter().take(at);
        if let Some(same) = earlier.into_iter().find(|other| is_same(picture, other)) {
            flags.push(CaseFlag::SamePicture {
                material: picture.material.clone(),
                page: picture.page.clone(),
                as_material: same.material.clone(),
                as_page: same.page.clone(),
            });
        }
    }
    flags
}

pub(super) async fn of(
    db: &mut Connection,
    person: &str,
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
    context: &Context,
) -> ApiResult<Vec<CaseFlag>> {
    let mut flags = Vec::new();
    let mut pictures = Vec::new();
    for (material, attachment) in attached(application) {
        if attachment.for_review {
            flags.push(CaseFlag::ForReview {
                material: material.clone(),
                page: attachment.page.clone(),
            });
        }
        let Some(upload) = uploads::find(db, person, &attachment.file).await? else {
            continue;
        };
        pictures.push(Picture {
            material: material.clone(),
            page: attachment.page.clone(),
            sha256: upload.sha256,
            perceptual_hash: upload.report.and_then(|report| report.perceptual_hash),
        });
    }
    let again = tokio::task::spawn_blocking(move || repeated(&pictures));
    flags.extend(again.await?);
    for planned in &plan.materials {
        // Asked before handing in only: a material sent again was judged by a clerk already.
        if !application.confirmed.contains_key(&planned.id) {
            continue;
        }
        for ask in unsure_of(scenario, planned, application) {
            flags.push(CaseFlag::Unsure {
                material: planned.id.clone(),
                ask: ask.id.clone(),
            });
        }
    }
    for found in differences(scenario, plan, application, context) {
        flags.push(CaseFlag::Differs {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of its own kind: its cells are those of no other.
    fn picture(number: usize) -> Picture {
        let digit = |cell: usize| {
            let mixed = (cell + 1)
                .wrapping_mul(number + 7)
                .wrapping_mul(2_654_435_761);
            char::from(b"AQgw"[mixed >> 16 & 3])
        };
        let digits: String = (0..2304).map(digit).collect();
        Picture {
            material: "id_card".to_owned(),
            page: format!("page_{number}"),
            sha256: format!("sum {number}"),
            perceptual_hash: Some(PerceptualHash::try_from(digits).expect("a perceptual hash")),
        }
    }

    #[test]
    fn a_repeated_picture_is_flagged_with_the_place_of_the_first() {
        let mut pictures: Vec<Picture> = (0..4).map(picture).collect();
        pictures[3].perceptual_hash = pictures[1].perceptual_hash.clone();
        let flags = repeated(&pictures);
        assert_eq!(
            flags,
            [CaseFlag::SamePicture {
                material: "id_card".to_owned(),
                page: "page_3".to_owned(),
                as_material: "id_card".to_owned(),
                as_page: "page_1".to_owned(),
            }]
        );
    }

    #[test]
    fn among_very_many_pictures_equal_bytes_are_still_flagged() {
        let mut pictures: Vec<Picture> = (0..60).map(picture).collect();
        const { assert!(60 * 59 / 2 > MAX_COMPARISONS) };
        pictures[59].sha256 = pictures[30].sha256.clone();
        assert_eq!(repeated(&pictures).len(), 1);
    }
}
