//! What the pre-check found, shown on the picture, each with its title and its remedy.

mod overlay;
mod words;

use markup::view;
use precheck::{Code, Format, Policy, Report, Severity};

use super::duplicates::{Twin, twin};
use super::page_upload::title_id;
use super::picture_url::photo;
use super::store::AttachmentStore;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::messages::finding as text;
use crate::platform::precheck_worker::NotChecked;
use overlay::{marks, numbers_of};
pub(crate) use words::words_of;

/// The picture that is to be decided on, with everything found at once.
pub(crate) fn findings(
    attachments: AttachmentStore,
    picture: &Picture,
    policy: &Policy,
    stops: u8,
    unchecked: Option<NotChecked>,
    alt: String,
) -> Node {
    let report = &picture.report;
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
        let passes = passes(picture, stops);
        let said = (0..report.findings.len()).filter(|at| !is_repeated(report, *at));
        let last = said.clone().next_back();
        let bodies = said.filter_map(|at| {
            let finding = report.findings.get(at)?;
            let sign = if finding.severity == Severity::Info {
                "info"
            } else {
                "warning"
            };
            let (mut title, remedy) = words_of(finding, report.format, policy);
            let twin = (finding.code == Code::SamePicture)
                .then(|| twin(attachments, picture))
                .flatten();
            if let Some(twin) = &twin {
                title = text::same_picture_title_as(&twin.name);
            }
            Some(body(
                sign,
                numbers_of(report, finding.code),
                title,
                remedy,
                twin.map(see),
                (Some(at) == last).then(|| passes.clone()).flatten(),
            ))
        });
        bodies.collect::<Vec<_>>().into_node()
    };
    // A picture of impossible size would show as a broken one.
    let bearable = report.size.is_some() && report.find(Code::TooManyPixels).is_none();
    let seen = bearable || picture.status == PictureStatus::Unchecked;
    let figure = (seen && report.format != Format::Pdf).then(|| {
        let shown = photo(attachments, picture, "finding__picture", alt);
        view! { <div class="finding__figure">{shown} {marks(report)}</div> }
    });
    view! {
        {figure}
        {bodies}
    }
    .into_node()
}

/// What is found at several places is said once.
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
    passes: Option<String>,
) -> Node {
    view! {
        <div class="finding__body">
            {icon(sign, "")} <div>
                <h4 class="finding__title">{numbers} {title}</h4>
                <p class="finding__remedy">{remedy}</p>
                {see}
                {passes.map(|passes| view! { <p class="finding__pass">{passes}</p> })}
            </div>
        </div>
    }
    .into_node()
}

/// The way to the other place.
fn see(twin: Twin) -> Node {
    let go = move |_| focus(&title_id(&twin.slot));
    view! {
        <button class="button button--quiet button--flush" type="button" on:click=go>
            {text::same_picture_see()}
        </button>
    }
    .into_node()
}

/// What follows, so that nobody despairs of a strict phone.
fn passes(picture: &Picture, stops: u8) -> Option<String> {
    let hopeless = [Code::EmptyFile, Code::UnknownFormat, Code::TooManyBytes];
    match picture.status {
        PictureStatus::Stopped
            if hopeless
                .iter()
                .any(|code| picture.report.find(*code).is_some()) =>
        {
            Some(text::stop_hopeless().to_owned())
        }
        PictureStatus::Stopped => Some(text::stop(&stops.max(1).to_string())),
        PictureStatus::ForClerk => Some(text::stop_clerk().to_owned()),
        PictureStatus::Taken | PictureStatus::Doubted | PictureStatus::Unchecked => None,
    }
}

fn cause(cause: NotChecked) -> String {
    match cause {
        NotChecked::NotLoaded => text::unchecked_load(),
        NotChecked::TooSlow => text::unchecked_slow(),
        // Only of a crash: after the others nothing is kept that could be unchecked.
        NotChecked::Crashed
        | NotChecked::Unreadable
        | NotChecked::Impossible
        | NotChecked::Cancelled => text::unchecked_crash(),
    }
    .to_owned()
}
