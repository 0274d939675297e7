//! Whose a draft is. Everyone's lie side by side on the phone, each in a place of its owner's, and only those of
//! the person who is signed in are shown: nothing has to be put away when another person comes.

use super::Draft;

/// What the places of drafts begin with.
pub(crate) const DRAFTS: &str = "draft:";

/// Where a draft is kept: one application a scenario and owner, one answer a correction. `name` is the
/// scenario's id, or `number/service` of what is answered; neither has an `@`.
pub(crate) fn draft_key(owner: Option<&str>, name: &str) -> String {
    match owner {
        None => [DRAFTS, name].concat(),
        Some(owner) => [DRAFTS, name, "@", owner].concat(),
    }
}

/// Where a draft lies that has become this case, while that can be undone.
pub(crate) fn kept_key(owner: Option<&str>, case: &str) -> String {
    draft_key(owner, &["undo/", case].concat())
}

impl Draft {
    pub(crate) fn name(&self) -> &str {
        if self.answers_to.is_empty() {
            &self.scenario
        } else {
            &self.answers_to
        }
    }

    pub(crate) fn storage_key(&self) -> String {
        match &self.kept {
            Some(kept) => kept_key(self.owner.as_deref(), &kept.case),
            None => draft_key(self.owner.as_deref(), self.name()),
        }
    }

    /// Whether anything would be lost with it.
    pub(crate) fn holds_anything(&self) -> bool {
        self.is_begun() || !self.pictures.is_empty() || !self.note.is_empty()
    }

    /// True if it holds anonymous answers alone: answers are given before signing in, everything else after.
    pub(crate) fn is_answers_only(&self) -> bool {
        let it = &self.application;
        self.owner.is_none()
            && self.answers_to.is_empty()
            && self.pictures.is_empty()
            && it.fields.is_empty()
            && it.agreed.is_empty()
    }

    /// Whether `person` may see it; `None` is someone who is not signed in.
    pub(crate) fn is_shown_to(&self, person: Option<&str>) -> bool {
        match &self.owner {
            Some(owner) => person == Some(owner),
            None => person.is_none() && self.is_answers_only(),
        }
    }

    /// Lays over it what its owner has answered before signing in. Where that differs from what stood in it, both
    /// are kept, and the owner chooses.
    pub(crate) fn merge_anonymous(&mut self, given: &Draft) {
        let new = &given.application.answers;
        let answers = &mut self.application.answers;
        let before = answers.clone();
        let differs = new
            .given
            .iter()
            .any(|(id, value)| before.get(id).is_some_and(|said| said != value));
        let other_rows = new
            .rows
            .iter()
            .any(|(id, rows)| !before.rows(id).is_empty() && before.rows(id) != rows.as_slice());
        answers.given.extend(new.given.clone());
        answers.rows.extend(new.rows.clone());
        answers.declined.extend(new.declined.iter().cloned());
        if differs || other_rows {
            self.earlier = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Kept;
    use catalog::{Answers, Value};

    fn draft(owner: Option<&str>, answers: &[(&str, &str)]) -> Draft {
        let mut draft = Draft {
            owner: owner.map(str::to_owned),
            scenario: "unemployment".to_owned(),
            ..Draft::default()
        };
        for (question, answer) in answers {
            let answers = &mut draft.application.answers;
            answers.set(question, Value::from(*answer));
        }
        draft
    }

    #[test]
    fn a_draft_is_shown_to_its_owner_alone() {
        let of_a = draft(Some("a"), &[("situation", "left_job")]);
        assert!(of_a.is_shown_to(Some("a")));
        assert!(!of_a.is_shown_to(Some("b")));
        assert!(!of_a.is_shown_to(None));
        assert_ne!(of_a.storage_key(), draft(Some("b"), &[]).storage_key());
    }

    #[test]
    fn what_was_handed_in_lies_apart_from_what_is_begun_after_it() {
        let of_a = draft(Some("a"), &[("situation", "left_job")]);
        let kept = Draft {
            kept: Some(Kept {
                case: "39A4C7QKXW6T".to_owned(),
                until: 0,
            }),
            ..of_a.clone()
        };
        assert_ne!(kept.storage_key(), of_a.storage_key());
        assert_eq!(kept.storage_key(), kept_key(Some("a"), "39A4C7QKXW6T"));
    }

    #[test]
    fn answers_given_before_signing_in_are_nobodys() {
        let mut of_nobody = draft(None, &[("situation", "left_job")]);
        assert!(of_nobody.is_shown_to(None));
        assert!(!of_nobody.is_shown_to(Some("a")));
        // A form is only filled in by someone who has signed in.
        of_nobody
            .application
            .fields
            .insert("mobile".to_owned(), Value::from("138"));
        assert!(!of_nobody.is_answers_only());
        assert!(!of_nobody.is_shown_to(None));
    }

    #[test]
    fn answers_that_agree_with_earlier_ones_raise_no_question() {
        let mut own = draft(Some("a"), &[("situation", "left_job"), ("sex", "male")]);
        own.merge_anonymous(&draft(
            None,
            &[("situation", "left_job"), ("post", "worker")],
        ));
        assert_eq!(own.earlier, Answers::default());
        assert_eq!(own.application.answers.given.len(), 3);
    }

    #[test]
    fn where_answers_differ_the_newer_count_and_the_earlier_are_not_lost() {
        let mut own = draft(Some("a"), &[("situation", "left_job"), ("sex", "male")]);
        let before = own.application.answers.clone();
        own.merge_anonymous(&draft(None, &[("situation", "graduated")]));
        let now = &own.application.answers;
        assert_eq!(now.get("situation"), Some(&Value::from("graduated")));
        assert_eq!(now.get("sex"), Some(&Value::from("male")));
        assert_eq!(own.earlier, before);
    }
}
