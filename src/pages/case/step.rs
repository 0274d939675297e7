//! The pages on which something is done with a case. Each is built once the case is there, and not again while
//! something is written on it; what is not open to the reader now is told with its reason.

use casework::Offer;
use contract::case::Case;
use leptos::prelude::*;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::{
    ask, correction, counter, delivery, handed_in, not_there, rate, supply, undo, withdraw,
};
use crate::components::empty;
use crate::dom::{IntoNode, Node};
use crate::messages::{
    ask as ask_words, case as words, correct as correct_words, counter as counter_words,
    delivery as delivery_words, handed_in as handed_in_words, rating as rating_words,
    supply as supply_words, withdraw as withdraw_words,
};
use crate::refusal;
use crate::state::Loaded;

/// What is done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CaseStep {
    /// What was handed in.
    HandedIn,
    Undo,
    /// All of it, or one service.
    Withdraw,
    Surrender,
    Correct,
    Supply,
    Ask,
    Object,
    Rate,
    /// 到窗口办
    Counter,
    /// 领取方式
    Delivery,
}

impl CaseStep {
    /// By the word of its address; the service or material that it is about stands behind it where `is_about_one`.
    pub(super) fn read(word: &str, is_about_one: bool) -> Option<Self> {
        Some(match (word, is_about_one) {
            ("application", false) => Self::HandedIn,
            ("undo", false) => Self::Undo,
            ("withdraw", _) => Self::Withdraw,
            ("surrender", true) => Self::Surrender,
            ("correct", true) => Self::Correct,
            ("supply", true) => Self::Supply,
            ("ask", false) => Self::Ask,
            ("object", true) => Self::Object,
            ("rate", true) => Self::Rate,
            ("counter", true) => Self::Counter,
            ("delivery", true) => Self::Delivery,
            _ => return None,
        })
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::HandedIn => handed_in_words::title(),
            Self::Undo => withdraw_words::undo_title(),
            Self::Withdraw => withdraw_words::title(),
            Self::Surrender => withdraw_words::surrender_title(),
            Self::Correct => correct_words::title(),
            Self::Supply => supply_words::title(),
            Self::Ask => ask_words::title(),
            Self::Object => ask_words::object_title(),
            Self::Rate => rating_words::title(),
            Self::Counter => counter_words::title(),
            Self::Delivery => delivery_words::title(),
        }
    }
}

pub(super) fn step(number: String, step: CaseStep, of: String) -> Node {
    let this = FollowedCase::new(number);
    // Another state of the same case does not disturb what is being written.
    let at = Memo::new(move |_| {
        this.case.with(|case| match case {
            Loaded::Ready(_) => Loaded::Ready(()),
            Loaded::Failed(error) => Loaded::Failed(error.clone()),
            Loaded::Loading => Loaded::Loading,
        })
    });
    (move || match at.get() {
        Loaded::Ready(()) => this
            .case
            .with_untracked(|case| Some(page(case.ready()?, this, step, &of)))
            .into_node(),
        at => not_there(&at, this),
    })
    .into_node()
}

fn page(case: &Case, this: FollowedCase, step: CaseStep, of: &str) -> Node {
    let offer = match step {
        CaseStep::HandedIn => return handed_in::handed_in(case),
        CaseStep::Counter => return counter::counter(case, this, of),
        CaseStep::Ask => Offer::Ask,
        CaseStep::Undo => Offer::Undo,
        CaseStep::Withdraw if of.is_empty() => Offer::WithdrawAll,
        CaseStep::Withdraw => Offer::Withdraw(of.to_owned()),
        CaseStep::Surrender => Offer::Surrender(of.to_owned()),
        CaseStep::Correct => Offer::Correct(of.to_owned()),
        CaseStep::Supply => Offer::Supply(of.to_owned()),
        CaseStep::Object => Offer::Object(of.to_owned()),
        CaseStep::Rate => Offer::Rate(of.to_owned()),
        CaseStep::Delivery => Offer::ChooseDelivery(of.to_owned()),
    };
    if !case.may(&offer) {
        return closed(case, &offer);
    }
    match step {
        CaseStep::HandedIn | CaseStep::Counter => ().into_node(),
        CaseStep::Undo => undo::undo(case, this),
        CaseStep::Withdraw => withdraw::withdraw(case, this, of),
        CaseStep::Surrender => withdraw::surrender(case, this, of),
        CaseStep::Correct => correction::correction(case, this, of),
        CaseStep::Supply => supply::supply(case, this, of),
        CaseStep::Ask => ask::ask(case, this),
        CaseStep::Object => ask::object(case, this, of),
        CaseStep::Rate => rate::rate(case, this, of),
        CaseStep::Delivery => delivery::delivery(case, this, of),
    }
}

/// It cannot be done now: why, and the way back.
fn closed(case: &Case, offer: &Offer) -> Node {
    let why = match case.refused(offer) {
        Some(refused) => refusal::refusal(refused),
        None => crate::messages::refusal::no_such().to_owned(),
    };
    let back = ["/cases/", &case.number].concat();
    let title = withdraw_words::not_now();
    empty("info", title, &why, back, words::back_to_case())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_step_and_what_it_is_about() {
        assert_eq!(CaseStep::read("rate", true), Some(CaseStep::Rate));
        assert_eq!(CaseStep::read("rate", false), None);
        assert_eq!(CaseStep::read("withdraw", false), Some(CaseStep::Withdraw));
        assert_eq!(CaseStep::read("undo", true), None);
        assert_eq!(CaseStep::read("else", false), None);
    }
}
