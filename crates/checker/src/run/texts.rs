//! Texts that name a value which is not known where they are shown: the resident would read a gap.

use catalog::LocalizedText;

use super::Run;
use crate::expr::{Expr, NO, YES};
use crate::report::{Fault, FaultKind, Severity};

/// The names in `{…}` of a text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| Some(rest.split_once('}')?.0))
}

impl Run<'_, '_> {
    pub(super) fn texts(&mut self) {
        let scenario = self.scenario();
        for (at, service) in scenario.services.iter().enumerate() {
            for (k, requirement) in service.requires.iter().enumerate() {
                let met = self.model.condition(&requirement.when, None);
                let unmet = self.model.exprs.not(met);
                let decided = self.model.exprs.decided(met);
                let open = self.model.exprs.not(decided);
                let of = format!("requires[{k}] of service {}", service.id);
                self.gap("met", &requirement.met, met, &of);
                self.gap("unmet", &requirement.unmet, unmet, &of);
                self.gap("open", &requirement.open, open, &of);
                if let Some(advice) = &requirement.advice {
                    self.gap("advice", advice, unmet, &of);
                }
            }
            for figure in &service.figures {
                let when = self.model.optional(figure.when.as_ref(), None);
                let known = self.model.known(&figure.value, None);
                let shown = self.model.exprs.all([self.within[at], when, known]);
                let of = format!("figure {} of service {}", figure.label.zh(), service.id);
                self.gap("how", &figure.how, shown, &of);
                if let Some(open) = &figure.open {
                    let unknown = self.model.exprs.not(known);
                    let said = self.model.exprs.all([self.within[at], when, unknown]);
                    self.gap("open", open, said, &of);
                }
            }
        }
    }

    fn gap(&mut self, which: &str, text: &LocalizedText, shown: Expr, of: &str) {
        if shown == NO {
            return;
        }
        for name in placeholders(text.zh()) {
            let known = self.model.known(name, None);
            if known == YES {
                continue;
            }
            let missing = self.model.exprs.not(known);
            if let Some(path) = self.path_to([shown, missing]) {
                let path = self.words(&path);
                let message =
                    format!("`{which}` of {of} names {{{name}}}, which is not known there");
                let scenario = &self.scenario().id;
                self.fault(
                    Fault::new(
                        Severity::Warning,
                        FaultKind::TextWithoutValue,
                        scenario,
                        message,
                    )
                    .by(Some(path)),
                );
            }
        }
    }
}
