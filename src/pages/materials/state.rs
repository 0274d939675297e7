//! How far a material is: the state that its line and its page show, and what the count is made of.

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::{Material, Page, Supply};
use leptos::prelude::*;
use precheck_types::Format;

use crate::attachments::AttachmentStore;
use crate::attachments::slot::PageSlot;
use crate::draft::Draft;
use crate::format;
use crate::messages::materials as words;

/// The state of a material, as its tag shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// A picture is to be decided on.
    Look,
    Checking,
    Sending,
    Unsent,
    Done,
    /// Answered without a picture.
    By(Supply),
}

/// The part of the list that a material stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The resident has something to do.
    Left,
    /// Handed over, on its way, or decided.
    Settled,
    /// The state has it already.
    Spared,
}

impl State {
    pub(super) const fn part(self) -> Part {
        match self {
            Self::Open | Self::Look | Self::Unsent => Part::Left,
            Self::Checking | Self::Sending | Self::Done | Self::By(_) => Part::Settled,
        }
    }

    /// Whether the resident must go to its page: what was not sent is sent again from anywhere.
    pub(super) const fn is_wanting(self) -> bool {
        matches!(self, Self::Open | Self::Look)
    }

    pub(super) const fn tag(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("tag", words::tag_open()),
            Self::Look => ("tag tag--warn", words::tag_look()),
            Self::Checking => ("tag tag--brand", words::tag_checking()),
            Self::Sending => ("tag tag--brand", words::tag_sending()),
            Self::Unsent => ("tag tag--bad", words::tag_unsent()),
            Self::Done => ("tag tag--good", words::tag_done()),
            Self::By(Supply::Later) => ("tag tag--warn", words::tag_later()),
            Self::By(Supply::Promise) => ("tag tag--brand", words::tag_promise()),
            Self::By(Supply::Counter) => ("tag tag--brand", words::tag_counter()),
            Self::By(Supply::OtherParty) => ("tag tag--brand", words::tag_other()),
            Self::By(Supply::Licence | Supply::Attach) => ("tag tag--good", words::tag_licence()),
        }
    }

    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Done => "check",
            Self::By(Supply::Licence) => "licence",
            Self::By(Supply::Later) => "later",
            Self::By(Supply::Promise) => "promise",
            Self::By(Supply::Counter) => "counter",
            Self::By(Supply::OtherParty) => "other-sends",
            Self::Look => "camera",
            Self::Checking | Self::Sending => "upload",
            Self::Unsent => "warning",
            _ => "file",
        }
    }
}

/// The way in effect: the one chosen, else the e-licence, the only one there is, or handing it in now.
pub(super) fn way_of(draft: &Draft, planned: &MaterialPlan) -> Option<Supply> {
    let allowed = &planned.allowed;
    let chosen = draft
        .ways
        .get(&planned.id)
        .copied()
        .filter(|way| allowed.contains(way));
    let by_itself = match allowed.as_slice() {
        _ if planned.exempted => Some(Supply::Licence),
        [only] => Some(*only),
        _ => allowed.contains(&Supply::Attach).then_some(Supply::Attach),
    };
    chosen.or(by_itself)
}

/// The part of a material that is planned so.
pub(super) fn part_of(planned: &MaterialPlan, state: State) -> Part {
    if planned.exempted && state == State::By(Supply::Licence) {
        Part::Spared
    } else {
        state.part()
    }
}

/// The state of a material. Tracks the draft, the checks and the uploads.
pub(super) fn state_of(
    attachments: AttachmentStore,
    planned: &MaterialPlan,
    material: &Arc<Material>,
) -> State {
    match attachments.draft.with(|draft| way_of(draft, planned)) {
        None => return State::Open,
        Some(Supply::Attach) => {}
        Some(way) => return State::By(way),
    }
    let mut state = State::Done;
    for page in &material.pages {
        let slot = PageSlot::new(attachments, material, &page.id);
        if slot.is_processing() {
            return State::Checking;
        }
        let pictures = slot.pictures();
        let candidate = pictures.candidate;
        let Some(taken) = pictures.taken.filter(|_| candidate.is_none()) else {
            let found = if candidate.is_some() {
                State::Look
            } else {
                State::Open
            };
            state = if state == State::Look { state } else { found };
            continue;
        };
        if matches!(state, State::Open | State::Look) || has_arrived(attachments, &taken.id) {
            continue;
        }
        state = if attachments.has_failed(&taken.id) || state == State::Unsent {
            State::Unsent
        } else {
            State::Sending
        };
    }
    state
}

fn has_arrived(attachments: AttachmentStore, id: &str) -> bool {
    attachments.draft.with(|draft| {
        draft
            .pictures
            .iter()
            .any(|picture| picture.id == id && picture.arrived)
    })
}

/// 「还没交 1 份，已传 4 份，以后补交 1 份」: how many are in each state, those that are left first.
pub(super) fn counted(states: &[State]) -> String {
    let left = states.iter().filter(|it| it.part() == Part::Left);
    let others = states.iter().filter(|it| it.part() != Part::Left);
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for state in left.chain(others) {
        let (_, tag) = state.tag();
        match counts.iter_mut().find(|(of, _)| *of == tag) {
            Some((_, n)) => *n += 1,
            None => counts.push((tag, 1)),
        }
    }
    let said = counts
        .iter()
        .map(|(tag, n)| words::count(&n.to_string(), tag));
    said.collect::<Vec<_>>().join(words::count_separator())
}

/// The pages of a material that are still wanting, where some are there.
pub(super) fn pages_left(attachments: AttachmentStore, material: &Arc<Material>) -> Option<String> {
    let is_open = |page: &&Page| {
        let pictures = PageSlot::new(attachments, material, &page.id).pictures();
        pictures.taken.is_none() && pictures.candidate.is_none()
    };
    let open: Vec<_> = material.pages.iter().filter(is_open).collect();
    let is_begun = !open.is_empty() && open.len() < material.pages.len();
    is_begun.then(|| words::pages_left(&format::listed(open.iter().map(|page| &page.label))))
}

/// The element of the camera of the first page that is wanting, where the material is photographed.
pub(super) fn camera_of(
    attachments: AttachmentStore,
    planned: &MaterialPlan,
    material: &Arc<Material>,
) -> Option<String> {
    let policy = &material.check;
    let is_photographed = policy.takes(Format::Jpeg) || policy.takes(Format::Png);
    let way = attachments.draft.with(|draft| way_of(draft, planned));
    if !is_photographed || way != Some(Supply::Attach) {
        return None;
    }
    let slots = material.pages.iter();
    let mut slots = slots.map(|page| PageSlot::new(attachments, material, &page.id));
    let wanting = slots.find(|slot| {
        let pictures = slot.pictures();
        pictures.taken.is_none() && pictures.candidate.is_none()
    });
    Some(wanting?.element_id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deferred_is_counted_by_itself_and_not_as_had() {
        let states = [
            State::Done,
            State::By(Supply::Later),
            State::Done,
            State::Open,
            State::Look,
        ];
        assert_eq!(
            counted(&states),
            "还没交 1 份，请看一下 1 份，已传 2 份，以后补交 1 份"
        );
        assert_eq!(counted(&[State::By(Supply::Later)]), "以后补交 1 份");
        assert_eq!(counted(&[]), "");
    }

    fn planned(allowed: &[Supply], spared: bool) -> MaterialPlan {
        MaterialPlan {
            id: "id_card".to_owned(),
            owners: Vec::new(),
            allowed: allowed.to_vec(),
            exempted: spared,
            may_be_exempted: false,
            whose: None,
        }
    }

    #[test]
    fn a_held_licence_answers_until_another_way_is_chosen() {
        let planned = planned(&[Supply::Licence, Supply::Attach], true);
        let mut draft = Draft::default();
        assert_eq!(way_of(&draft, &planned), Some(Supply::Licence));
        draft.ways.insert("id_card".to_owned(), Supply::Attach);
        assert_eq!(way_of(&draft, &planned), Some(Supply::Attach));
    }

    #[test]
    fn a_way_that_is_no_longer_open_counts_as_not_chosen() {
        let mut draft = Draft::default();
        draft.ways.insert("id_card".to_owned(), Supply::Promise);
        let planned = planned(&[Supply::Later, Supply::Counter], false);
        assert_eq!(way_of(&draft, &planned), None);
    }
}
