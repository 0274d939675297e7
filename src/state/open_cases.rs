//! Cases of the same scenario that are open: told on the first page, by the field that says of whom the next one would
//! be, and before it is handed in. The server refuses a second one in any case.

use catalog::Value;
use catalog::field_check::identity;
use catalog::scenario::Field;
use catalog::subject::{Concerned, concerned};
use contract::case::OpenCase;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::app_state::AppState;
use super::workspace::Workspace;
use crate::api;
use crate::report::Reported;

impl Workspace {
    /// Asks which are open, and whether the person may promise. Without an answer nothing is lost: the server looks
    /// again at what is handed in.
    pub(crate) fn look_for_open_cases(self, app: AppState) {
        if app.session.with_untracked(|session| {
            session
                .ready()
                .is_none_or(|session| session.person.is_none())
        }) {
            return;
        }
        let region = self
            .scenario
            .with_value(|scenario| scenario.region.code.clone());
        spawn_local(async move {
            let found = api::eligibility(&self.id(), &region).await;
            let Some(found) = found.or_report("eligibility.read") else {
                return;
            };
            app.may_promise.try_set(found.may_promise);
            app.no_word_for.try_set(found.no_word_for);
            self.lost_words.try_set(found.lost);
            self.open_cases.try_set(found.open);
            self.open_elsewhere.try_set(found.open_elsewhere);
        });
    }

    /// The open case of the person whose number stands in this field, or in this column of a group.
    pub(crate) fn open_case_of(
        &self,
        group: Option<&str>,
        field: &Field,
        value: Option<&Value>,
    ) -> Option<OpenCase> {
        let tells = self.scenario.with_value(|scenario| {
            let subject = scenario.subject.as_ref();
            subject.is_some_and(|subject| subject.is_told_by(group, &field.id))
        });
        if !tells {
            return None;
        }
        let today = self.context.with_untracked(|context| context.today);
        let key = identity(&field.kind, value?, today)?;
        self.open_cases
            .with_untracked(|open| open.iter().find(|case| case.is_of(&key)).cloned())
    }

    /// Everybody the draft is about of whom a case is open, with that case.
    pub(crate) fn open_of_draft(&self) -> Vec<(Concerned, OpenCase)> {
        let open = self.open_cases.get();
        if open.is_empty() {
            return Vec::new();
        }
        let today = self.context.with(|context| context.today);
        let answers = self
            .plan
            .with(|plan| self.answers.with(|answers| plan.relevant_answers(answers)));
        let value = |field: &Field| {
            let is_asked = self.plan.with(|plan| plan.field(&field.id).is_some());
            is_asked.then(|| self.field_value(field)).flatten()
        };
        let concerned = self.scenario.with_value(|scenario| {
            let subject = scenario.subject.as_ref();
            concerned(scenario, subject, &answers, value, today)
        });
        let mut found = Vec::new();
        for one in concerned {
            if let Some(case) = open.iter().find(|case| case.is_of(&one.key)) {
                found.push((one, case.clone()));
            }
        }
        found
    }
}
