//! The numbers that were read off photographs of identity cards, and how they compare with the form. They are kept in
//! memory alone, and go into the draft only where the resident says so. What could not be read, or does not stand the
//! proof of its check character and birth date, is not spoken of.

use catalog::Value;
use civic::CitizenId;
use civic::day::Day;
use leptos::prelude::*;

use super::keyed::{Keyed, find, put};
use super::slot_key::SlotKey;

/// What was read off the last picture of a slot that could be read.
#[derive(Clone, PartialEq)]
pub(super) struct CardNumber {
    /// The id of the picture.
    pub(super) picture: String,
    pub(super) number: CitizenId,
    pub(super) answer: Answer,
}

/// What the resident said of it.
#[derive(Clone, PartialEq)]
pub(super) enum Answer {
    Open,
    /// It was put into the form, in place of this.
    Used(Option<Value>),
    /// The form is right as it compared then.
    Kept(Comparison),
}

impl Answer {
    /// Whether there is nothing to say of a number that compares so.
    pub(super) fn settles(&self, compared: &Comparison) -> bool {
        match self {
            Self::Open => *compared == Comparison::Same,
            Self::Used(_) => false,
            Self::Kept(then) => *compared == Comparison::Same || compared == then,
        }
    }
}

/// How the number on the photograph compares with the form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Comparison {
    Same,
    /// The form holds no number yet.
    Missing,
    /// Another one was typed.
    Typed(CitizenId),
    /// Another one stands in the register, which is not typed over.
    Recorded(CitizenId),
}

/// Cheap to copy; belongs to the app's state.
#[derive(Clone, Copy)]
pub(super) struct CardNumbers(RwSignal<Keyed<SlotKey, CardNumber>>);

impl CardNumbers {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Keyed::new()))
    }

    /// Tracked.
    pub(super) fn of(self, key: &SlotKey) -> Option<CardNumber> {
        self.0.with(|all| find(all, key).cloned())
    }

    pub(super) fn put(self, key: &SlotKey, number: CardNumber) {
        self.0.update(|all| put(all, key, Some(number)));
    }

    /// What was said of a number holds for another photograph of it, as after an edit.
    pub(super) fn was_read(self, key: &SlotKey, picture: String, number: CitizenId) {
        let before = untrack(|| self.of(key));
        let same = before.filter(|before| before.number == number);
        let number = CardNumber {
            picture,
            number,
            answer: same.map_or(Answer::Open, |same| same.answer),
        };
        self.put(key, number);
    }
}

/// What the form holds beside what was read. What is no number is as good as none: the form itself says so.
pub(super) fn comparison(
    number: &CitizenId,
    held: Option<&Value>,
    is_recorded: bool,
    today: Day,
) -> Comparison {
    let held = held.and_then(Value::text);
    match held.and_then(|held| CitizenId::parse(held, today).ok()) {
        None => Comparison::Missing,
        Some(held) if held == *number => Comparison::Same,
        Some(held) if is_recorded => Comparison::Recorded(held),
        Some(held) => Comparison::Typed(held),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use civic::day::parse_iso;

    fn number(sequence: u16) -> CitizenId {
        let birth = parse_iso("1990-03-07").expect("a day");
        CitizenId::generate(320_000, birth, sequence).expect("a number")
    }

    #[test]
    fn only_another_number_differs() {
        let today = parse_iso("2026-11-30").expect("a day");
        let read = number(12);
        let compared = |held: Option<&str>, is_recorded| {
            let held = held.map(|held| Value::Text(held.to_owned()));
            comparison(&read, held.as_ref(), is_recorded, today)
        };
        assert_eq!(compared(None, false), Comparison::Missing);
        assert_eq!(compared(Some("3200"), false), Comparison::Missing);
        let same = read.as_str().to_lowercase();
        assert_eq!(compared(Some(&same), false), Comparison::Same);
        let other = number(15);
        let typed = compared(Some(other.as_str()), false);
        assert_eq!(typed, Comparison::Typed(other.clone()));
        let recorded = compared(Some(other.as_str()), true);
        assert_eq!(recorded, Comparison::Recorded(other));
    }

    #[test]
    fn an_answer_holds_for_another_photograph_of_the_same_number_alone() {
        let owner = Owner::new();
        owner.set();
        let numbers = CardNumbers::new();
        let key = SlotKey::of(&Draft::default(), "id_card", "front");
        let answer = || untrack(|| numbers.of(&key)).map(|read| read.answer);
        numbers.was_read(&key, "1".to_owned(), number(12));
        let kept = Answer::Kept(Comparison::Typed(number(15)));
        let read = CardNumber {
            picture: "1".to_owned(),
            number: number(12),
            answer: kept.clone(),
        };
        numbers.put(&key, read);
        numbers.was_read(&key, "2".to_owned(), number(12));
        assert!(answer() == Some(kept));
        numbers.was_read(&key, "3".to_owned(), number(14));
        assert!(answer() == Some(Answer::Open));
    }

    #[test]
    fn what_was_kept_is_asked_again_when_the_form_changes() {
        let typed = |sequence| Comparison::Typed(number(sequence));
        let kept = Answer::Kept(typed(15));
        assert!(kept.settles(&typed(15)) && kept.settles(&Comparison::Same));
        assert!(!kept.settles(&typed(16)) && !kept.settles(&Comparison::Missing));
        assert!(Answer::Open.settles(&Comparison::Same) && !Answer::Open.settles(&typed(15)));
        // That it was put into the form is said, and can be taken back.
        assert!(!Answer::Used(None).settles(&Comparison::Same));
    }
}
