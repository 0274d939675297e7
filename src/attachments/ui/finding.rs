//! What the pre-check found, shown on the picture, each with its title and its remedy.

mod overlay;
mod words;

use markup::view;
use precheck_types::{Code, Finding, Format, Report, Severity};

use super::super::direction::DIRECTION;
use super::super::duplicates::{Twin, twin};
use super::super::slot::PageSlot;
use super::photo::photo;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::messages::finding as text;
use crate::platform::precheck_worker::NotChecked;
use overlay::{numbers_of, overlay};
pub(super) use words::words_of;

/// The picture that is to be decided on, with everything found at once. `turn` is the choice that stands for the
/// picture where it may lie on its side; `may_be_exchanged` says whether it may change places with the other side.
pub(super) fn findings(
    slot: &PageSlot,
    picture: &Picture,
    may_be_exchanged: bool,
    unchecked: Option<NotChecked>,
    alt: String,
    turn: Option<Node>,
) -> Node {
    let (attachments, policy) = (slot.attachments, &slot.policy);
    let report = &picture.report;
    let rejections = attachments.rejections(&picture.material);
    let bodies = if picture.status == PictureStatus::Unchecked {
        let cause = unchecked.map(cause);
        body(
            "info",
            Vec::new(),
            text::unchecked_title().to_owned(),
            text::unchecked_remedy().to_owned(),
            None,
            cause,
        )
    } else {
        let follows = what_follows(picture, rejections);
        let shown = (0..report.findings.len()).filter(|at| !is_repeated(report, *at));
        let last = shown.clone().next_back();
        let bodies = shown.filter_map(|at| {
            let finding = report.findings.get(at)?;
            let sign = if finding.severity == Severity::Info {
                "info"
            } else {
                "warning"
            };
            let (mut title, mut remedy) = words_of(finding, report, policy);
            let twin = (finding.code == Code::SamePicture)
                .then(|| twin(attachments, picture))
                .flatten();
            if let Some(twin) = &twin {
                title = text::same_picture_title_as(&twin.name);
            }
            if finding.code == Code::OtherSide && may_be_exchanged {
                text::exchange_remedy().clone_into(&mut remedy);
            }
            Some(body(
                sign,
                numbers_of(report, finding.code),
                title,
                remedy,
                twin.map(see),
                (Some(at) == last).then(|| follows.clone()).flatten(),
            ))
        });
        bodies.collect::<Vec<_>>().into_node()
    };
    // A browser cannot show a picture of impossible size.
    let can_be_shown = report.size.is_some() && report.find(Code::TooManyPixels).is_none();
    // Two pictures to choose from show as much as one, where there is no place to be marked.
    let is_marked = |finding: &Finding| !DIRECTION.contains(&finding.code);
    let is_shown_twice = turn.is_some() && !report.findings.iter().any(is_marked);
    let seen = (can_be_shown || picture.status == PictureStatus::Unchecked) && !is_shown_twice;
    let figure = (seen && report.format != Format::Pdf).then(|| {
        let shown = photo(attachments, picture, "finding__picture", alt);
        view! { <div class="finding__figure">{shown} {overlay(report)}</div> }
    });
    view! {
        {figure}
        {bodies}
        {turn}
    }
    .into_node()
}

/// What is found at several places is shown once.
fn is_repeated(report: &Report, at: usize) -> bool {
    let code = |at: usize| report.findings.get(at).map(|finding| finding.code);
    (0..at).any(|before| code(before) == code(at))
}

fn body(
    sign: &str,
    numbers: Vec<Node>,
    title: String,
    remedy: String,
    see: Option<Node>,
    follows: Option<String>,
) -> Node {
    view! {
        <div class="finding__body">
            {icon(sign, "")} <div>
                <h4 class="finding__title">{numbers} {title}</h4>
                <p class="finding__remedy">{remedy}</p>
                {see}
                {follows.map(|follows| view! { <p class="finding__pass">{follows}</p> })}
            </div>
        </div>
    }
    .into_node()
}

/// The way to the other slot.
fn see(twin: Twin) -> Node {
    if let Some(page) = twin.page {
        let address = [&page, "#", &twin.title_id].concat();
        return view! {
            <a class="button button--quiet button--flush" href=address>{text::same_picture_see()}</a>
        }
        .into_node();
    }
    let go = move |_| focus(&twin.title_id);
    view! {
        <button class="button button--quiet button--flush" type="button" on:click=go>
            {text::same_picture_see()}
        </button>
    }
    .into_node()
}

/// What happens next, so that nobody takes the pre-check for the last word.
fn what_follows(picture: &Picture, rejections: u8) -> Option<String> {
    let hopeless = [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes];
    match picture.status {
        PictureStatus::Stopped
            if hopeless
                .iter()
                .any(|code| picture.report.find(*code).is_some()) =>
        {
            Some(text::stop_hopeless().to_owned())
        }
        PictureStatus::Stopped => Some(text::stop(&rejections.max(1).to_string())),
        PictureStatus::ForClerk => Some(text::stop_clerk().to_owned()),
        PictureStatus::Taken | PictureStatus::Doubted | PictureStatus::Unchecked => None,
    }
}

fn cause(cause: NotChecked) -> String {
    match cause {
        NotChecked::NotLoaded => text::unchecked_load(),
        NotChecked::Outdated => text::unchecked_outdated(),
        NotChecked::TooSlow => text::unchecked_slow(),
        // After the other causes there is no picture that could be unchecked.
        NotChecked::Crashed
        | NotChecked::Unreadable
        | NotChecked::Impossible
        | NotChecked::Cancelled => text::unchecked_crash(),
    }
    .to_owned()
}
