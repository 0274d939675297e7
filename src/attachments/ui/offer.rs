//! What a slot offers as it is: one thing that is recommended, and what lies under 「其他办法」.

use precheck_types::{Edit, Policy, Rotation};

use super::super::direction::advised_turn;
use super::super::pictures::Pictures;
use super::super::quick_fix::{QuickFix, advised_fix};
use crate::draft::{Picture, PictureStatus};

/// What is recommended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lead {
    /// Nothing is there: the ways in stand open.
    Begin,
    /// Another photograph.
    Shoot,
    Fix(&'static str, QuickFix),
    /// To choose between the picture as it is and turned so.
    Turn(Rotation),
    /// To a clerk: it was stopped often enough.
    Use,
    CheckAgain,
    /// Nothing: it is taken.
    Kept {
        /// At the resident's wish, which is taken back by one tap.
        is_edited: bool,
    },
}

pub(super) fn lead(pictures: &Pictures, policy: &Policy) -> Lead {
    let Some(candidate) = &pictures.candidate else {
        return pictures
            .taken
            .as_ref()
            .map_or(Lead::Begin, |taken| Lead::Kept {
                is_edited: is_edited(taken, policy),
            });
    };
    match candidate.status {
        PictureStatus::Unchecked => Lead::CheckAgain,
        PictureStatus::ForClerk => Lead::Use,
        PictureStatus::Doubted | PictureStatus::Stopped | PictureStatus::Taken => {
            // What is stopped for something else is no better when it is turned.
            let turn = advised_turn(&candidate.report);
            if let Some(turn) = turn.filter(|_| candidate.status == PictureStatus::Doubted) {
                return Lead::Turn(turn);
            }
            advised_fix(candidate, policy).map_or(Lead::Shoot, |(name, fix)| Lead::Fix(name, fix))
        }
    }
}

/// Whether there is a picture as it was to go back to: a portrait is never sent uncut.
pub(super) fn is_edited(picture: &Picture, policy: &Policy) -> bool {
    picture.edit != Edit::default() && policy.portrait.is_none()
}

impl Lead {
    /// Whether the camera stands beside what is recommended; else it is under 「其他办法」.
    pub(super) const fn shows_camera(self) -> bool {
        matches!(
            self,
            Self::Begin | Self::Shoot | Self::Use | Self::Kept { is_edited: false }
        )
    }

    /// Whether a picture that is doubted or unchecked may be used by a button of its own: where one chooses between
    /// two, the choice uses it.
    pub(super) const fn shows_use(self) -> bool {
        matches!(self, Self::Shoot | Self::Fix(..) | Self::CheckAgain)
    }
}

#[cfg(test)]
mod tests {
    use precheck_types::{Code, Finding, Format, Report, Severity, Size};

    use super::*;

    fn candidate(status: PictureStatus, codes: &[Code]) -> Pictures {
        let is_turned = codes.contains(&Code::Sideways);
        let findings = codes.iter();
        let findings = findings.map(|code| Finding::new(*code, Severity::Warn));
        Pictures {
            taken: None,
            candidate: Some(Picture {
                status,
                ..Picture::taken(Report {
                    size: Some(Size {
                        width: 1600,
                        height: 1200,
                    }),
                    rotation: if is_turned {
                        Rotation::Left
                    } else {
                        Rotation::None
                    },
                    findings: findings.collect(),
                    ..Report::of_file(Format::Jpeg, 100)
                })
            }),
        }
    }

    fn led(status: PictureStatus, codes: &[Code]) -> Lead {
        lead(&candidate(status, codes), &Policy::default())
    }

    #[test]
    fn one_thing_is_recommended() {
        use PictureStatus::{Doubted, ForClerk, Stopped, Unchecked};

        assert_eq!(led(Doubted, &[Code::Sideways]), Lead::Turn(Rotation::Left));
        assert!(matches!(
            led(Doubted, &[Code::Shadow]),
            Lead::Fix("去影子", _)
        ));
        assert_eq!(led(Doubted, &[Code::Blurred]), Lead::Shoot);
        assert_eq!(led(Stopped, &[Code::Blurred, Code::Sideways]), Lead::Shoot);
        assert_eq!(led(ForClerk, &[Code::Blurred]), Lead::Use);
        assert_eq!(led(Unchecked, &[]), Lead::CheckAgain);
        let mut pictures = candidate(Doubted, &[]);
        pictures.candidate = None;
        assert_eq!(lead(&pictures, &Policy::default()), Lead::Begin);
    }

    #[test]
    fn what_was_done_to_a_picture_that_is_taken_is_undone_by_one_tap() {
        let mut pictures = candidate(PictureStatus::Taken, &[]);
        pictures.taken = pictures.candidate.take();
        let as_it_was = Lead::Kept { is_edited: false };
        assert_eq!(lead(&pictures, &Policy::default()), as_it_was);
        let edits = [
            Edit {
                rotation: Rotation::Half,
                ..Edit::default()
            },
            Edit {
                flatten: true,
                ..Edit::default()
            },
        ];
        for edit in edits {
            if let Some(taken) = &mut pictures.taken {
                taken.edit = edit;
            }
            let edited = Lead::Kept { is_edited: true };
            assert_eq!(lead(&pictures, &Policy::default()), edited);
        }
    }

    /// The recommended thing, a second one, and 「其他办法」.
    #[test]
    fn no_picture_has_more_than_three_buttons() {
        let leads = [
            Lead::Shoot,
            Lead::Fix("", QuickFix::OpenEditor),
            Lead::Turn(Rotation::Left),
            Lead::Use,
            Lead::CheckAgain,
            Lead::Kept { is_edited: false },
            Lead::Kept { is_edited: true },
        ];
        for lead in leads {
            let own = match lead {
                Lead::Turn(_) => 2,
                Lead::Fix(..) | Lead::Use | Lead::CheckAgain => 1,
                Lead::Kept { is_edited } => usize::from(is_edited),
                Lead::Begin | Lead::Shoot => 0,
            };
            let more = 1;
            let shown = own + usize::from(lead.shows_camera()) + usize::from(lead.shows_use());
            assert!(shown + more <= 3, "{lead:?}");
        }
    }
}
