//! Uploads that the server no longer has: they waited longer than it keeps files without a case, or it lost them. The
//! bytes are still on the phone, and are sent again without a word.

use catalog::application::{Problem, ProblemCode};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::store::AttachmentStore;
use crate::api;
use crate::draft::{Draft, Picture};
use crate::report::Reported;

impl AttachmentStore {
    /// Asks the server for the uploads of earlier visits, forgets those that are gone, and sends what has not arrived.
    pub(super) fn find_lost_uploads(self) {
        spawn_local(async move {
            for (picture, upload) in self.of_earlier_visits() {
                // Without an answer nothing is known to be lost; handing in asks again.
                match api::has_upload(&upload).await.or_report("upload.find") {
                    Some(true) => self.shared.transfers.seen(&picture),
                    Some(false) => self.forget_upload(|it| it.id == picture),
                    None => break,
                }
            }
            self.start_uploads();
        });
    }

    /// Forgets the uploads that the server did not find. False where it found all of them.
    pub(crate) fn forget_missing(self, problems: &[Problem]) -> bool {
        let missing: Vec<&str> = problems.iter().filter_map(missing_file).collect();
        let is_missing = |picture: &Picture| {
            missing.contains(&[&picture.material, "/", &picture.page].concat().as_str())
        };
        self.forget_upload(is_missing);
        !missing.is_empty()
    }

    fn forget_upload(self, which: impl Fn(&Picture) -> bool) {
        self.edit(|draft| forget_uploads(draft, which));
    }

    /// Those that are said to have arrived and were neither sent nor found by this page: picture and upload.
    fn of_earlier_visits(self) -> Vec<(String, String)> {
        let arrived = self.draft.try_with_untracked(|draft| {
            let arrived = draft.pictures.iter().filter(|picture| picture.arrived);
            arrived
                .filter(|picture| !self.shared.transfers.is_seen(&picture.id))
                .filter_map(|picture| Some((picture.id.clone(), picture.upload.clone()?)))
                .collect()
        });
        arrived.unwrap_or_default()
    }
}

/// `material/page` of a problem with a file that has not arrived.
fn missing_file(problem: &Problem) -> Option<&str> {
    (problem.code == ProblemCode::FileMissing)
        .then(|| problem.path.strip_prefix("/materials/"))
        .flatten()
}

fn forget_uploads(draft: &mut Draft, which: impl Fn(&Picture) -> bool) {
    for picture in draft.pictures.iter_mut().filter(|picture| which(picture)) {
        picture.upload = None;
        picture.arrived = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_file_names_a_page_to_send_again() {
        let problem = |path: &str, code| Problem {
            path: path.to_owned(),
            code,
        };
        let missing = problem("/materials/social_card/front", ProblemCode::FileMissing);
        assert_eq!(missing_file(&missing), Some("social_card/front"));
        let refused = problem("/materials/social_card/front", ProblemCode::FileRefused);
        assert_eq!(missing_file(&refused), None);
        let other = problem("/fields/mobile", ProblemCode::FileMissing);
        assert_eq!(missing_file(&other), None);
    }
}
