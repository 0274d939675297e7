//! Who may promise: a projection of a person's events over all cases and places, by service. A word is a promise that
//! stands for a paper (告知承诺) or the promise to bring one later (容缺后补).

mod words;

use crate::PersonId;
use crate::event::{Event, EventKind};
use crate::rules::Rules;

pub use words::{Word, WordState, Words};

/// What a person's words for one service came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PromiseStanding {
    /// In how many cases a word was given.
    pub used: u32,
    pub kept: u32,
    /// A paper was not brought in time, or a check found the word not kept.
    pub broken: u32,
    /// Withdrawn or given back before it was completed or checked.
    pub withdrawn: u32,
    pub repaired: u32,
    /// False promises that are not repaired, for any service.
    pub false_anywhere: u32,
}

impl PromiseStanding {
    /// Whether the person may give a word for this service. A false promise for any service stands in the way (国办发
    /// 〔2020〕42号: 曾作出虚假承诺); where the place says so, a word for this one that was broken, or withdrawn before
    /// it was completed or checked (天津 2020-12-29, 一(一)). Repair lifts both (信用修复).
    #[must_use]
    pub const fn may_promise(&self, rules: &Rules) -> bool {
        let barred = rules.words_bar && (self.broken > 0 || self.withdrawn > 0);
        !barred && self.false_anywhere == 0
    }
}

/// How a person stands, by the events of all cases there are of her, each in its order. Cases of others say nothing,
/// and a case that was undone leaves no trace.
pub fn promise_standing<'a>(
    cases: impl IntoIterator<Item = &'a [Event]>,
    person: &PersonId,
    service: &str,
) -> PromiseStanding {
    let mut standing = PromiseStanding::default();
    for events in cases {
        let mut words = Words::default();
        let of_person = |event: &Event| match &event.what {
            EventKind::Submitted(submitted) => submitted.applicant == *person,
            _ => false,
        };
        if !events.first().is_some_and(of_person) {
            continue;
        }
        for event in events {
            words.take(&event.what);
        }
        for (id, word) in words.iter() {
            standing.false_anywhere += u32::from(word.state == WordState::False);
            if id == service {
                standing.count(word.state);
            }
        }
    }
    standing
}

impl PromiseStanding {
    fn count(&mut self, state: WordState) {
        self.used += 1;
        match state {
            WordState::Given | WordState::Moot => {}
            WordState::Kept => self.kept += 1,
            WordState::Broken | WordState::False => self.broken += 1,
            WordState::Withdrawn => self.withdrawn += 1,
            WordState::Repaired => self.repaired += 1,
        }
    }
}
