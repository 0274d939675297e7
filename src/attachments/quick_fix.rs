//! What the phone itself can do about what was found: turn, free of shadow, straighten, cut a portrait. Always from the
//! photograph as it was taken in, so that every step can be taken back.

use leptos::prelude::*;
use markup::view;
use precheck::{Change, Code, Edit, Format, Policy, Turn};

use super::jobs::{ProcessingState, tell_stage};
use super::outcome::{Origin, PrecheckOutcome};
use super::page_upload::Pictures;
use super::processing::PageSlot;
use crate::components::focus;
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::image_editor::{mark_of, turned};
use crate::messages::editor as words;
use crate::platform::precheck_worker::{self, Stage};

/// A way to mend a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum QuickFix {
    /// At once, by one tap.
    Do(Edit),
    /// In the editor.
    Open,
}

/// The findings that the editor helps with.
const OF_THE_EDITOR: [Code; 10] = [
    Code::SmallInFrame,
    Code::Tilted,
    Code::WrongShape,
    Code::PhotoSize,
    Code::HeadTooSmall,
    Code::HeadTooLarge,
    Code::HeadOffCentre,
    Code::CrownTooHigh,
    Code::CrownTooLow,
    Code::EyesTooLow,
];

/// What can be done with a picture, under the names that the remedies use; and whether it is what they advise.
pub(crate) fn quick_fixes(
    picture: &Picture,
    policy: &Policy,
) -> Vec<(&'static str, QuickFix, bool)> {
    let report = &picture.report;
    let is_picture = report.size.is_some() && matches!(report.format, Format::Jpeg | Format::Png);
    if !is_picture || picture.status == PictureStatus::Unchecked || !policy.takes(Format::Jpeg) {
        return Vec::new();
    }
    let has = |code: Code| report.find(code).is_some();
    let mut quick_fixes = Vec::new();
    if (has(Code::Sideways) || has(Code::UpsideDown)) && report.turn != Turn::None {
        let edit = turned(picture.edit, report.turn);
        quick_fixes.push((words::upright(), QuickFix::Do(edit), true));
    }
    if has(Code::Shadow) && !picture.edit.flatten {
        let edit = Edit {
            flatten: true,
            ..picture.edit
        };
        quick_fixes.push((words::flatten(), QuickFix::Do(edit), true));
    }
    let name = if policy.portrait.is_some() {
        words::title_portrait()
    } else {
        words::title()
    };
    let advised = OF_THE_EDITOR.iter().any(|code| has(*code));
    quick_fixes.push((name, QuickFix::Open, advised));
    quick_fixes
}

impl PageSlot {
    /// Does to a picture what is asked; the result takes its place, or stands to be decided on.
    pub(crate) fn mend(&self, picture: &Picture, edit: Edit) {
        let (place, picture) = (self.clone(), picture.clone());
        self.look(|stop| async move {
            let source = picture.source().clone();
            let bytes = place.attachments.bytes(&source).await;
            let bytes = bytes.ok_or(ProcessingState::OriginalLost)?;
            tell_stage(&place.key(), Stage::Working);
            let mark = if edit.mark { mark_of(&place) } else { None };
            let policy = &place.material.check;
            let edited = precheck_worker::edit(&bytes, &edit, mark.as_ref(), policy, &stop).await;
            tell_stage(&place.key(), Stage::Waiting);
            let mut checked = edited.map_err(|_| ProcessingState::NotMended)?;
            if picture.original.is_none() {
                // What the file lost on its way in is not lost once more.
                let before = [Change::PositionRemoved, Change::Converted];
                let before = before.iter().filter(|it| picture.changes.contains(it));
                checked.changes.extend(before);
            }
            Ok(PrecheckOutcome {
                bytes: checked.bytes,
                report: checked.report,
                changes: checked.changes,
                chosen_bytes: picture.chosen_bytes,
                unchecked: None,
                origin: Origin {
                    bytes: None,
                    id: Some(source),
                    // A portrait without a frame is cut by the pre-check, which says how.
                    edit: checked.original.map_or(edit, |(_, edit)| edit),
                    was_stopped: picture.status == PictureStatus::Stopped,
                },
            })
        });
    }
}

/// What the phone can do about what was found, by the names that the remedies use.
pub(crate) fn mending(
    place: PageSlot,
    pictures: Memo<Pictures>,
    open: RwSignal<Option<String>>,
    what: &str,
    heading: &str,
) -> Node {
    let (what, heading) = (what.to_owned(), heading.to_owned());
    let buttons = move || {
        let candidate = pictures.with(|pictures| pictures.candidate.clone())?;
        let buttons = quick_fixes(&candidate, &place.material.check)
            .into_iter()
            .map(|(name, mend, advised)| {
                let (place, candidate) = (place.clone(), candidate.clone());
                let heading = heading.clone();
                let act = move |_| match mend {
                    QuickFix::Open => open.set(Some(candidate.id.clone())),
                    QuickFix::Do(edit) => {
                        focus(&heading);
                        place.mend(&candidate, edit);
                    }
                };
                let class = if advised {
                    "button"
                } else {
                    "button button--secondary"
                };
                view! {
                    <button
                        class=class
                        type="button"
                        aria-label=words::label_of(name, &what)
                        on:click=act
                    >
                        {name}
                    </button>
                }
            });
        let buttons: Vec<Node> = buttons.collect();
        (!buttons.is_empty()).then(|| view! { <div class="slot__mending">{buttons}</div> })
    };
    buttons.into_node()
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck::{Finding, Report, Severity, Size};

    fn picture(codes: &[Code], turn: Turn) -> Picture {
        Picture {
            id: "1".to_owned(),
            material: "id_card".to_owned(),
            page: "front".to_owned(),
            report: Report {
                size: Some(Size {
                    width: 1600,
                    height: 1200,
                }),
                turn,
                findings: codes
                    .iter()
                    .map(|code| Finding::new(*code, Severity::Warn))
                    .collect(),
                ..Report::of_file(Format::Jpeg, 100)
            },
            status: PictureStatus::Doubted,
            chosen_bytes: 100,
            for_review: false,
            upload: None,
            arrived: false,
            original: None,
            edit: Edit::default(),
            changes: Vec::new(),
        }
    }

    fn names(picture: &Picture) -> Vec<(&'static str, bool)> {
        let quick_fixes = quick_fixes(picture, &Policy::default());
        quick_fixes
            .iter()
            .map(|(name, _, advised)| (*name, *advised))
            .collect()
    }

    #[test]
    fn what_the_remedies_name_is_there_to_be_pressed() {
        let sideways = picture(&[Code::Sideways, Code::Tilted], Turn::Left);
        assert_eq!(names(&sideways), [("转正", true), ("修一修", true)]);
        let [(_, QuickFix::Do(edit), _), ..] = quick_fixes(&sideways, &Policy::default())[..]
        else {
            panic!("turning is done at once");
        };
        assert_eq!(edit.turn, Turn::Left);
        let shadow = picture(&[Code::Shadow], Turn::None);
        assert_eq!(names(&shadow), [("去影子", true), ("修一修", false)]);
        let portrait = Policy {
            portrait: Some(precheck::Portrait::default()),
            ..Policy::default()
        };
        let off = picture(&[Code::HeadOffCentre], Turn::None);
        let [(name, QuickFix::Open, true)] = quick_fixes(&off, &portrait)[..] else {
            panic!("a portrait is cut in the editor alone");
        };
        assert_eq!(name, "做成证件照");
    }

    #[test]
    fn nothing_is_offered_for_what_is_no_picture() {
        let mut pdf = picture(&[Code::Truncated], Turn::None);
        pdf.report.size = None;
        assert_eq!(names(&pdf), []);
    }
}
