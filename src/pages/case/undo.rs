//! 撤回修改: within minutes a hand-in is taken back as if it had not been made, and the draft comes back for changing.

use casework::{Offer, Refusal};
use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use std::time::Duration;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::sending::busy_class;
use crate::api::ApiError;
use crate::components::{go, icon, notice, once};
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::messages::{case as case_words, withdraw as words};
use crate::refusal;
use crate::report::Reported;
use crate::state::{app_state, milliseconds_until};

/// How often the minutes are counted anew.
const COUNTS: Duration = Duration::from_secs(15);
const MINUTE: f64 = 60_000.0;
/// More than any place gives: then the clock of the phone is wrong, and no minutes are told.
const BEYOND: f64 = 60.0 * MINUTE;

/// 「14:46」: the time of a moment.
pub(super) fn time(rfc3339: &str) -> String {
    let time = rfc3339.split('T').nth(1).unwrap_or_default();
    time.get(..5).unwrap_or(time).to_owned()
}

/// While it is open: until when, how many minutes are left, and the way there.
pub(super) fn banner(case: &Case) -> Option<Node> {
    let until = case.undo_until.clone()?;
    if !case.may(&Offer::Undo) {
        return None;
    }
    let left = RwSignal::new(milliseconds_until(&until));
    let (address, shown) = (["/cases/", &case.number, "/undo"].concat(), time(&until));
    let counting = set_interval_with_handle(
        move || {
            left.try_set(milliseconds_until(&until));
        },
        COUNTS,
    );
    if let Some(counting) = counting.or_report("undo.count") {
        on_cleanup(move || counting.clear());
    }
    let words = move || words_of(&shown, left.get());
    Some(
        view! {
            <div class="notice notice--info no-print">
                {icon("clock", "")}
                <div class="notice__body">
                    <p class="notice__title">{words::undo_banner()}</p>
                    <p>{words}</p>
                    <a class="button button--secondary" href=address>{words::undo_go()}</a>
                </div>
            </div>
        }
        .into_node(),
    )
}

/// The minutes are told where the clock of the phone is not far off.
fn words_of(time: &str, left: f64) -> String {
    if !(0.0..BEYOND).contains(&left) {
        return words::undo_banner_text(time);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 60"
    )]
    let minutes = (left / MINUTE) as u8;
    if minutes == 0 {
        words::undo_banner_soon(time)
    } else {
        words::undo_banner_left(&minutes.to_string(), time)
    }
}

pub(super) fn undo(case: &Case, this: FollowedCase) -> Node {
    let app = app_state();
    let kept = RwSignal::new(None::<Option<Draft>>);
    let number = case.number.clone();
    spawn_local(async move {
        let draft = app.handed_in_draft(&number).await;
        kept.try_set(Some(draft));
    });
    let scenario = case.scenario.clone();
    let has_another = move || {
        app.drafts.with(|drafts| {
            let drafts = drafts.ready().map(Vec::as_slice).unwrap_or_default();
            let mut same = drafts.iter().filter(|draft| draft.scenario == scenario);
            same.any(|draft| draft.is_begun)
        })
    };
    let busy = RwSignal::new(false);
    let cause = RwSignal::new(None::<String>);
    let gone = RwSignal::new(false);
    let go = go();
    let press = once(busy, move || {
        let go = go.clone();
        async move {
            cause.set(None);
            if let Err(error) = this.act(ResidentAction::Undo).await
                && !is_gone(&error)
            {
                cause.try_set(Some(refusal::cause(&error)));
                return;
            }
            let draft = kept.try_get_untracked().flatten().flatten();
            let taken = match draft {
                Some(draft) => app.take_back(draft).await,
                None => None,
            };
            match taken {
                Some(review) => go(&review),
                None => {
                    gone.try_set(true);
                }
            }
        }
    });
    let text = move || match kept.get() {
        Some(None) => words::undo_text_gone(),
        _ => words::undo_text(),
    };
    let another = move || {
        let is_replaced = kept.with(|kept| matches!(kept, Some(Some(_)))) && has_another();
        is_replaced.then(|| notice("warn", words::undo_other(), ""))
    };
    let done = move || {
        gone.get()
            .then(|| notice("good", words::undone(), words::undone_text()))
    };
    let away = ["/cases/", &case.number].concat();
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::undo_heading()}</h1>
                <p class="page__lede">{text}</p>
            </div>
            {another}
            <div role="status">{done}</div>
            <div role="alert">
                {move || cause.get().map(|cause| notice("bad", words::undo_failed(), &cause))}
            </div>
            <div class="actions" hidden=move || gone.get()>
                <button
                    class=move || busy_class(busy)
                    type="button"
                    aria-disabled=move || kept.with(Option::is_none).then_some("true")
                    on:click=move |_| {
                        if kept.with_untracked(Option::is_some) {
                            press();
                        }
                    }
                >
                    {words::undo_yes()}
                </button>
                <a class="button button--secondary" href=away>{words::undo_no()}</a>
            </div>
            <p class="page__note">{case_words::submitted_at(&crate::format::moment(&case.submitted_at))}</p>
        </div>
    }
    .into_node()
}

/// It was undone before: by a request whose answer was lost, or on another page. Nothing of it is left.
fn is_gone(error: &ApiError) -> bool {
    let ApiError::Problem(problem) = error else {
        return false;
    };
    problem.code == Code::NotFound || problem.refusal == Some(Refusal::Undone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minutes_that_are_left_are_told_unless_the_clock_of_the_phone_is_wrong() {
        let left = |minutes: f64| words_of("14:46", minutes * MINUTE);
        assert_eq!(left(9.5), words::undo_banner_left("9", "14:46"));
        assert_eq!(left(0.5), words::undo_banner_soon("14:46"));
        assert_eq!(left(-3.0), words::undo_banner_text("14:46"));
        assert_eq!(left(500.0), words::undo_banner_text("14:46"));
        assert_eq!(
            words_of("14:46", f64::NAN),
            words::undo_banner_text("14:46")
        );
        assert_eq!(time("2026-11-30T14:46:09+08:00"), "14:46");
    }
}
