//! What the phone itself can do about a finding: turn, remove a shadow, straighten, cut a portrait. Always from the
//! photograph as it was taken in, so that every edit can be undone.

use leptos::prelude::*;
use precheck_types::{Change, Code, Edit, Format, Policy};

use super::check::{Origin, PrecheckOutcome};
use super::direction::advised_turn;
use super::jobs::ProcessingState;
use super::slot::PageSlot;
use crate::draft::{Picture, PictureStatus};
use crate::format;
use crate::image_editor::{turned, watermark_tile};
use crate::messages::editor as words;
use crate::platform::precheck_worker::CheckPhase;
use crate::state::Loaded;

/// A way to put a picture right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum QuickFix {
    /// At once, by one tap.
    Apply(Edit),
    /// Shown done, beside what it was, and applied when it is agreed to.
    Propose(Edit),
    /// In the editor.
    OpenEditor,
    /// It changes places with the picture of the other side.
    Exchange,
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

/// What can be done with a picture, under the names that the remedies use.
pub(super) fn quick_fixes(picture: &Picture, policy: &Policy) -> Vec<(&'static str, QuickFix)> {
    let report = &picture.report;
    let is_picture = report.size.is_some() && matches!(report.format, Format::Jpeg | Format::Png);
    if !is_picture || picture.status == PictureStatus::Unchecked || !policy.takes(Format::Jpeg) {
        return Vec::new();
    }
    let mut quick_fixes = Vec::new();
    if let Some(rotation) = advised_turn(report) {
        let edit = turned(picture.edit, rotation);
        quick_fixes.push((words::upright(), QuickFix::Apply(edit)));
    }
    if report.find(Code::Shadow).is_some() && !picture.edit.flatten {
        let edit = Edit {
            flatten: true,
            ..picture.edit
        };
        quick_fixes.push((words::flatten(), QuickFix::Propose(edit)));
    }
    let name = if policy.portrait.is_some() {
        words::title_portrait()
    } else {
        words::title()
    };
    quick_fixes.push((name, QuickFix::OpenEditor));
    quick_fixes
}

/// What is best done about the worst that was found; nothing where only another photograph helps.
pub(super) fn advised_fix(picture: &Picture, policy: &Policy) -> Option<(&'static str, QuickFix)> {
    let worst = picture.report.findings.first()?.code;
    let mut fixes = quick_fixes(picture, policy).into_iter();
    match worst {
        Code::Shadow => fixes.find(|(name, _)| *name == words::flatten()),
        code if OF_THE_EDITOR.contains(&code) => fixes.next_back(),
        _ => None,
    }
}

/// Whether it was turned and nothing else.
pub(super) fn is_a_turn(edit: Edit) -> bool {
    let rotation = edit.rotation;
    !rotation.is_none()
        && edit
            == (Edit {
                rotation,
                ..Edit::default()
            })
}

impl PageSlot {
    /// Applies an edit to a picture; the result takes its place, or stands to be decided on.
    pub(super) fn apply(&self, picture: &Picture, edit: Edit) {
        let (slot, picture) = (self.clone(), picture.clone());
        self.process(|stop| async move {
            let source = picture.source().clone();
            let bytes = slot.attachments.bytes(&source).await;
            let bytes = bytes.ok_or(ProcessingState::OriginalLost)?;
            let (shared, key) = (slot.attachments.shared, slot.key());
            shared.jobs.set_phase(&key, CheckPhase::Working);
            let mark = if edit.watermark {
                watermark_tile(&slot.watermark_text())
            } else {
                None
            };
            let (worker, policy) = (shared.worker(), &slot.policy);
            let edited = worker
                .edit(&bytes, &edit, mark.as_ref(), policy, &stop)
                .await;
            shared.jobs.set_phase(&key, CheckPhase::Waiting);
            // The worker reports why.
            let mut checked = edited.map_err(|_| ProcessingState::EditFailed)?;
            if picture.original.is_none() {
                // The source has lost these already: they are not found in it again.
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
                    was_rejected: picture.status == PictureStatus::Stopped,
                    is_turned_by_hand: edit.rotation != picture.edit.rotation
                        || !edit.rotation.is_none(),
                },
            })
        });
    }

    /// The words of the watermark: for what the draft is alone.
    pub(super) fn watermark_text(&self) -> String {
        let attachments = self.attachments;
        let scenario = attachments
            .draft
            .with_untracked(|draft| draft.scenario.clone());
        let name = attachments.app.shelf.with_untracked(|shelf| {
            let Loaded::Ready(shelf) = shelf else {
                return None;
            };
            let entry = shelf.entries.iter().find(|it| it.id == scenario)?;
            Some(format::localized(&entry.name))
        });
        words::mark_text(&name.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_types::{Finding, Report, Rotation, Severity, Size};

    fn picture(codes: &[Code], rotation: Rotation) -> Picture {
        let findings = codes.iter();
        let findings = findings.map(|code| Finding::new(*code, Severity::Warn));
        Picture {
            status: PictureStatus::Doubted,
            ..Picture::taken(Report {
                size: Some(Size {
                    width: 1600,
                    height: 1200,
                }),
                rotation,
                findings: findings.collect(),
                ..Report::of_file(Format::Jpeg, 100)
            })
        }
    }

    fn names(picture: &Picture) -> Vec<&'static str> {
        let quick_fixes = quick_fixes(picture, &Policy::default());
        quick_fixes.iter().map(|(name, _)| *name).collect()
    }

    fn advised(picture: &Picture) -> Option<&'static str> {
        advised_fix(picture, &Policy::default()).map(|(name, _)| name)
    }

    #[test]
    fn what_the_remedies_name_is_there_to_be_pressed() {
        let sideways = picture(&[Code::Sideways, Code::Tilted], Rotation::Left);
        assert_eq!(names(&sideways), ["转正", "修一修"]);
        let [(_, QuickFix::Apply(edit)), ..] = quick_fixes(&sideways, &Policy::default())[..]
        else {
            panic!("turning is done at once");
        };
        assert_eq!(edit.rotation, Rotation::Left);
        let shadow = picture(&[Code::Shadow], Rotation::None);
        assert_eq!(names(&shadow), ["去影子", "修一修"]);
        let [(_, QuickFix::Propose(edit)), ..] = quick_fixes(&shadow, &Policy::default())[..]
        else {
            panic!("what it does to the print is seen first");
        };
        assert!(edit.flatten);
        let portrait = Policy {
            portrait: Some(precheck_types::Portrait::default()),
            ..Policy::default()
        };
        let off = picture(&[Code::HeadOffCentre], Rotation::None);
        let [(name, QuickFix::OpenEditor)] = quick_fixes(&off, &portrait)[..] else {
            panic!("a portrait is cut in the editor alone");
        };
        assert_eq!(name, "做成证件照");
    }

    #[test]
    fn only_what_helps_with_the_worst_is_advised() {
        assert_eq!(
            advised(&picture(&[Code::Shadow], Rotation::None)),
            Some("去影子")
        );
        let tilted = picture(&[Code::Tilted, Code::Shadow], Rotation::None);
        assert_eq!(advised(&tilted), Some("修一修"));
        let blurred = picture(&[Code::Blurred, Code::Tilted], Rotation::None);
        assert_eq!(advised(&blurred), None);
    }

    #[test]
    fn a_turn_is_told_from_more_than_that() {
        let turn = turned(Edit::default(), Rotation::Right);
        assert!(is_a_turn(turn) && !is_a_turn(Edit::default()));
        let flatten = true;
        assert!(!is_a_turn(Edit { flatten, ..turn }));
    }

    #[test]
    fn nothing_is_offered_for_what_is_no_picture() {
        let mut pdf = picture(&[Code::Truncated], Rotation::None);
        pdf.report.size = None;
        assert_eq!(names(&pdf), [""; 0]);
    }
}
