//! Sends what answers an office: files first, then the action, under a key that makes it count once.

use contract::case::Case;
use contract::problem::Code;
use leptos::prelude::*;

use super::answer::{Answer, SUMMARY};
use crate::api::ApiError;
use crate::components::focus;
use crate::refusal;
use crate::report::Reported;

/// Sends it once. Obstacles are shown; nothing that was entered is lost. `sent` goes on once it has arrived.
pub(super) async fn send(this: Answer, sent: impl Fn()) {
    this.cause.set(None);
    this.tried.set(true);
    this.workspace.settle();
    let wrong = this.wrong();
    let is_right = wrong.is_empty();
    this.problems.set(wrong);
    this.refused.set(false);
    if !is_right {
        request_animation_frame(|| focus(SUMMARY));
        return;
    }
    let Some(mut answer) = send_all(this).await else {
        return;
    };
    if let Err(ApiError::Problem(details)) = &answer
        && this.attachments.forget_missing(&details.errors)
    {
        // The server no longer has files that had arrived; they are still on the phone.
        let Some(second) = send_all(this).await else {
            return;
        };
        answer = second;
    }
    match answer {
        Ok(_) => {
            let draft = this.workspace.draft.try_get_untracked();
            sent();
            if let Some(draft) = draft {
                let forgotten = this.app.forget(&draft, None).await;
                forgotten.ignore("it is answered; the server takes no second answer");
            }
        }
        Err(error) => refused(this, &error),
    }
}

/// Files first, then the answer. `None` where it is not sent: a file did not arrive, or the resident has left the page
/// meanwhile, and reads it again before it is sent.
async fn send_all(this: Answer) -> Option<Result<Case, ApiError>> {
    if let Err(unsent) = this.attachments.finish_uploads().await {
        this.cause.try_set(Some(unsent.cause()));
        return None;
    }
    this.busy.try_get_untracked()?;
    let action = this.action();
    Some(this.followed.act(action).await)
}

fn refused(this: Answer, error: &ApiError) {
    match (error.code(), error) {
        (Some(Code::ApplicationInvalid), ApiError::Problem(details)) => {
            let problems = this.workspace.draft.with_untracked(|draft| {
                let found = details.errors.iter();
                found.map(|found| this.located(draft, found)).collect()
            });
            this.refused.try_set(true);
            this.problems.try_set(problems);
        }
        (Some(Code::SignInNeeded), _) => {}
        _ => {
            this.cause.try_set(Some(refusal::cause(error)));
        }
    }
}
