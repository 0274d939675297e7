//! Questions and the facts derived from them.
//! No question may look at a later one, and no fact at itself.

use std::collections::BTreeSet;

use super::Check;
use super::names::leaves;
use crate::LocalizedText;
use crate::given::can_be_given;
use crate::scenario::{Derivation, Kind};

impl<'a> Check<'a> {
    pub(super) fn questions(&mut self) {
        for (index, question) in self.scenario.questions.iter().enumerate() {
            let path = format!("questions[{index}]");
            if let Some(when) = &question.when {
                self.condition(when, &format!("{path}.when"), Some(index), None);
            }
            self.within(question.within.as_ref(), &path, Some(index), None);
            for name in question.hint.iter().flat_map(LocalizedText::names) {
                self.name(name, &format!("{path}.hint"));
            }
            for role in question.ask_of.keys() {
                if self.scenario.role(*role).is_none() {
                    let message = format!("there is no role {}", role.id());
                    self.fault(format!("{path}.ask_of"), message);
                }
            }
            if question.optional && question.unsure.is_none() {
                let message = "a question that is left to the office needs `unsure`";
                self.fault(format!("{path}.optional"), message);
            }
            if let Some(id) = &question.given_by
                && !(self.is_number(id) && can_be_given(&question.kind))
            {
                let message = format!(
                    "a day of birth or a sex (female, male) is held against an identity number of the form: \
                     {id} is none"
                );
                self.fault(format!("{path}.given_by"), message);
            }
            if question.yes_no.is_some() && question.kind != Kind::YesNo {
                let message = "words for yes and no belong to a question of yes and no";
                self.fault(format!("{path}.yes_no"), message);
            }
            let mut options = BTreeSet::new();
            for choice in question.kind.choices() {
                if !options.insert(&choice.id) {
                    self.fault(
                        format!("{path}.kind"),
                        format!("the option {} stands twice", choice.id),
                    );
                }
            }
            if let Some(attainable) = &question.attainable {
                for id in attainable.from.iter().chain(&attainable.to) {
                    if !question.kind.has_answer(id) {
                        self.fault(
                            format!("{path}.attainable"),
                            format!("there is no answer {id}"),
                        );
                    }
                }
            }
            self.cited(&question.sources, &path);
        }
    }

    pub(super) fn facts(&mut self) {
        for (index, fact) in self.scenario.facts.iter().enumerate() {
            let path = format!("facts[{index}].derive");
            if let Derivation::Whether(condition) = &fact.derive {
                self.condition(condition, &path, None, None);
            }
            for name in leaves(fact) {
                self.name(name, &path);
            }
            self.regional(&fact.derive, &path);
            if self.is_circular(&fact.id) {
                self.fault(&path, format!("{} rests on itself", fact.id));
            }
            self.cited(&fact.sources, &format!("facts[{index}]"));
        }
    }

    /// A number of the place is told by its file or by the national base, if only with words where to ask.
    pub(super) fn regional(&mut self, derivation: &Derivation, path: &str) {
        if let Derivation::Regional(regional) = derivation
            && self.scenario.region.number(&regional.number).is_none()
        {
            let message = format!(
                "neither the place nor the national base knows the number {}",
                regional.number
            );
            self.fault(path, message);
        }
    }
}
