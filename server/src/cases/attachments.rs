//! Whether the files an application names are there, are the applicant's, and are good enough.

use std::collections::BTreeSet;

use catalog::application::{Problem, ProblemCode};
use catalog::{Attachment, Supplied};
use contract::problem::Code;
use precheck_types::{RetryDecision, retry_decision};

use crate::error::{ApiError, ApiResult, problem};
use crate::store::{Connection, StoreError, UploadRecord, uploads};
use crate::uploads::MAX_UNATTACHED;

/// Whose files they must be, and for what.
pub(super) struct Expected<'a> {
    pub(super) person: &'a str,
    pub(super) scenario: &'a str,
    /// The case they may already belong to.
    pub(super) case_id: Option<i64>,
}

/// Nobody has more files than may be uploaded: an application that names more is not looked at.
pub(super) fn within_bounds<'a>(
    materials: impl IntoIterator<Item = &'a Supplied>,
) -> ApiResult<()> {
    let files = materials.into_iter().map(|supplied| match supplied {
        Supplied::Attached(attachments) => attachments.len(),
        _ => 0,
    });
    if files.sum::<usize>() > MAX_UNATTACHED as usize {
        return problem(Code::TooLarge, "more files than a person can have sent");
    }
    Ok(())
}

/// What is wrong with the files of the given materials; the paths are those of the application.
pub(super) async fn problems<'a>(
    db: &mut Connection,
    expected: &Expected<'_>,
    materials: impl IntoIterator<Item = (&'a String, &'a Supplied)>,
) -> Result<Vec<Problem>, StoreError> {
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    for (material, supplied) in materials {
        let Supplied::Attached(attachments) = supplied else {
            continue;
        };
        for attachment in attachments {
            let upload = uploads::find(db, expected.person, &attachment.file).await?;
            let again = !named.insert(&attachment.file);
            let code = match upload {
                Some(upload) if !again && fits(&upload, expected, material, attachment) => {
                    refused(&upload, attachment)
                }
                _ => Some(ProblemCode::FileMissing),
            };
            let path = format!("/materials/{material}/{}", attachment.page);
            found.extend(code.map(|code| Problem { path, code }));
        }
    }
    Ok(found)
}

fn fits(
    upload: &UploadRecord,
    expected: &Expected<'_>,
    material: &str,
    attachment: &Attachment,
) -> bool {
    upload.scenario == expected.scenario
        && upload.material == material
        && upload.page == attachment.page
        && (upload.case_id.is_none() || upload.case_id == expected.case_id)
}

fn refused(upload: &UploadRecord, attachment: &Attachment) -> Option<ProblemCode> {
    let Some(report) = &upload.report else {
        // Not all bytes have arrived.
        return Some(ProblemCode::FileMissing);
    };
    // Flagged for review it has been blocked often enough; what no clerk could open stays refused.
    let blocked_before = if attachment.for_review { u32::MAX } else { 0 };
    let blocked = retry_decision(report, blocked_before) == RetryDecision::Blocked;
    blocked.then_some(ProblemCode::FileRefused)
}

/// Binds the files of the given materials, which were looked at before, to the case of a person: they are no longer
/// cleaned up.
///
/// # Errors
/// 422 where one of them has gone meanwhile.
pub(super) async fn bind<'a>(
    db: &mut Connection,
    (person, case_id): (&str, i64),
    materials: impl IntoIterator<Item = (&'a String, &'a Supplied)>,
) -> ApiResult<()> {
    for (material, supplied) in materials {
        let Supplied::Attached(attachments) = supplied else {
            continue;
        };
        for Attachment {
            file,
            page,
            for_review,
            ..
        } in attachments
        {
            if !uploads::attach(db, (person, file), case_id, *for_review).await? {
                let path = format!("/materials/{material}/{page}");
                let code = ProblemCode::FileMissing;
                return Err(ApiError::Application(vec![Problem { path, code }]));
            }
        }
    }
    Ok(())
}
