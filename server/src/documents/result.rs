//! What an office has granted, as the data of its printed result (办理结果通知书), and as anyone sees it who verifies
//! it.

use casework::ServiceState;
use casework::event::EventKind;
use catalog::scenario::Service;
use civic::day;
use contract::document::{Validity, Verified, printed_code};
use documents::Decision;

use crate::auth::identity::Person;
use crate::cases::case_file::CaseFile;
use crate::cases::ruling;
use crate::cases::view::happened::Texts;
use crate::store::CaseRecord;

/// A service of a case that was granted, whatever became of it then.
pub(super) struct Granted<'a> {
    file: &'a CaseFile,
    record: &'a CaseRecord,
    service: &'a Service,
    decision: &'a casework::case::Decision,
    validity: Validity,
}

impl<'a> Granted<'a> {
    pub(super) fn of(file: &'a CaseFile, record: &'a CaseRecord, service: &str) -> Option<Self> {
        let stands = file.case.service(service)?;
        let validity = match stands.state {
            ServiceState::Granted => Validity::Valid,
            ServiceState::Revoked => Validity::Revoked,
            ServiceState::Surrendered => Validity::Surrendered,
            _ => return None,
        };
        Some(Self {
            file,
            record,
            service: file.scenario.service(service)?,
            decision: stands.decision.as_ref()?,
            validity,
        })
    }

    /// Only what holds is printed.
    pub(super) fn is_valid(&self) -> bool {
        self.validity == Validity::Valid
    }

    /// 文号: the office's own, or that of the case with the place of the service in it.
    fn number(&self) -> String {
        let place = |id: &str| {
            let mut services = self.file.case.services.iter();
            services.position(|one| one.id == id).unwrap_or_default() + 1
        };
        let own = self.decision.document.clone();
        own.unwrap_or_else(|| format!("{}-{}", self.record.number, place(&self.service.id)))
    }

    fn title(&self) -> String {
        match &self.service.paper {
            Some(paper) => paper.zh().to_owned(),
            None => Decision::title_of(self.service.name.zh()),
        }
    }

    fn office(&self) -> String {
        self.service.guide.accepted_by.zh().to_owned()
    }

    /// `said` is what the office wrote, `link` the address before the code.
    pub(super) fn printed(
        &self,
        person: &Person,
        said: Option<String>,
        code: &str,
        link: &str,
        demo: bool,
    ) -> Decision {
        let scenario = &self.file.scenario;
        let basis = scenario.sources_of_the_place(&self.service.guide.basis);
        let outcome = said.unwrap_or_else(|| self.service.result.zh().to_owned());
        Decision {
            title: Some(self.title()),
            number: Some(self.number()),
            case_number: Some(self.record.number.clone()),
            applicant: Some(person.name.clone()),
            id_number: Some(person.number.masked()),
            service: Some(self.service.name.zh().to_owned()),
            applied_on: day::parse_iso(self.record.submitted_at.get(..10).unwrap_or_default()),
            outcome: Some(outcome),
            facts: self.found(),
            basis: basis.map(|source| source.title.zh().to_owned()).collect(),
            rule: self.rule(),
            appealable: true,
            office: Some(self.office()),
            decided_on: Some(self.decision.at.day()),
            verify_link: Some([link, code].concat()),
            verify_code: Some(printed_code(code)),
            demo,
            ..Decision::default()
        }
    }

    /// Where no person decided, what was found so, and in which register.
    fn found(&self) -> Vec<String> {
        let ruling = ruling::of(self.file, &self.service.id).filter(|it| it.granted);
        let reasons = ruling.into_iter().flat_map(|it| it.reasons);
        let found = reasons.map(|reason| Decision::fact(&reason.text, &reason.register));
        found.collect()
    }

    /// Where no person decided, the rule that did, and its version.
    fn rule(&self) -> Option<String> {
        self.file.events.iter().find_map(|event| match &event.what {
            EventKind::DecidedAutomatically {
                service,
                rule,
                rule_version,
                ..
            } if *service == self.service.id => Some(format!("{rule} {rule_version}")),
            _ => None,
        })
    }

    /// Nothing of the person.
    pub(super) fn verified(&self, demo: bool) -> Verified {
        Verified {
            number: self.number(),
            title: self.title(),
            office: self.office(),
            day: day::iso(self.decision.at.day()),
            validity: self.validity,
            demo,
        }
    }

    /// The office's words, or what the rule has stated.
    pub(super) fn said(&self, texts: &Texts) -> Option<String> {
        let mut events = self.file.events.iter();
        events.find_map(|event| match &event.what {
            EventKind::Granted {
                service,
                note: Some(note),
                ..
            } if *service == self.service.id => texts.get(note).cloned(),
            EventKind::DecidedAutomatically {
                service,
                stated: Some(values),
                ..
            } if *service == self.service.id => {
                ruling::stated(&self.file.scenario, service, texts.get(values)?)
            }
            _ => None,
        })
    }
}
