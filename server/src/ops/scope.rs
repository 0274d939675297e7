//! Of a case, what belongs to the services that an office sees: its obligations, events, flags, fields and files.

use casework::ObligationId;
use casework::obligation::Party;
use contract::case::CaseObligation;
use contract::case_event::{CaseEvent, CaseEventKind};
use contract::ops::Flag;

use super::gate::Clerk;
use super::tokens::Role;
use crate::cases::case_file::CaseFile;
use crate::cases::outcomes::is_of;
use crate::error::{ApiResult, not_found};
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases};

/// A case as far as a clerk may see it.
pub(crate) struct Scope {
    pub(crate) record: CaseRecord,
    pub(crate) file: CaseFile,
    /// The services of it that are the office's; at least one.
    pub(crate) services: Vec<String>,
}

impl Scope {
    /// A case by its number.
    ///
    /// # Errors
    /// 404 where there is none, and where none of its services is the office's.
    pub(crate) async fn find(
        app: &AppState,
        db: &mut Connection,
        clerk: &Clerk,
        number: &str,
    ) -> ApiResult<Self> {
        let record = cases::find(db, number).await?.ok_or_else(not_found)?;
        let scope = Self::of(app, db, clerk, record).await?;
        scope.ok_or_else(not_found)
    }

    /// `None` where none of its services is the office's.
    pub(crate) async fn of(
        app: &AppState,
        db: &mut Connection,
        clerk: &Clerk,
        record: CaseRecord,
    ) -> ApiResult<Option<Self>> {
        let office = &clerk.office;
        if !office.sees_any(&record.scenario, &record.region) {
            return Ok(None);
        }
        let mut file = CaseFile::load(&app.scenarios, db, &record).await?;
        app.offices.put_into(&mut file.rules, &file.scenario);
        if clerk.role == Role::Lead {
            file.rules.led = Some(office.id.clone());
        }
        let services = file.case.services.iter().map(|service| &service.id);
        let services = services.filter(|id| office.sees(&record.scenario, &record.region, id));
        let services: Vec<String> = services.cloned().collect();
        let scope = Self {
            record,
            file,
            services,
        };
        Ok(Some(scope).filter(|scope| !scope.services.is_empty()))
    }

    pub(crate) fn has(&self, service: &str) -> bool {
        self.services.iter().any(|id| id == service)
    }

    /// Whether one of its services looks at the material.
    pub(crate) fn has_material(&self, material: &str) -> bool {
        let mut services = self.services.iter();
        services.any(|service| self.looks_at(service, material))
    }

    pub(crate) fn looks_at(&self, service: &str, material: &str) -> bool {
        is_of(&self.file.scenario, service, material)
    }

    pub(crate) fn has_field(&self, field: &str) -> bool {
        let mut services = self.services.iter();
        services.any(|service| self.file.rules.uses_field(service, field))
    }

    pub(crate) fn has_obligation(&self, one: &CaseObligation) -> bool {
        match &one.whose {
            Party::Office(Some(service)) => self.has(service),
            Party::Office(None) | Party::Confirmer(_) => true,
            Party::Applicant => self.is_owed_to(&one.id),
        }
    }

    fn is_owed_to(&self, id: &ObligationId) -> bool {
        match id {
            ObligationId::Supply { material } => self.has_material(material),
            ObligationId::AnswerQuestion { asked } => self.is_asked_of_it(*asked),
            ObligationId::Confirm { .. } => true,
            of_one => of_one.service().is_some_and(|id| self.has(id)),
        }
    }

    /// Whether a question is about one of its services, or about the whole case.
    fn is_asked_of_it(&self, asked: u32) -> bool {
        let question = self.file.case.questions.get(&asked);
        let service = question.and_then(|question| question.service.as_ref());
        service.is_none_or(|service| self.has(service))
    }

    /// Whether an urge is about one of its services.
    fn is_urged_of_it(&self, urged: u32) -> bool {
        let mut services = self.file.case.services.iter();
        services.any(|service| {
            self.has(&service.id) && service.urges.iter().any(|urge| urge.seq == urged)
        })
    }

    /// An event as far as it is about its services; `None` where it is not.
    pub(crate) fn event(&self, mut event: CaseEvent) -> Option<CaseEvent> {
        if let CaseEventKind::Withdrawn { services } = &mut event.what {
            services.retain(|id| self.has(id));
        }
        if let CaseEventKind::Corrected {
            fields,
            materials,
            also,
            ..
        } = &mut event.what
        {
            fields.retain(|id| self.has_field(id));
            materials.retain(|id| self.has_material(id));
            also.retain(|id| self.has(id));
        }
        self.has_event(&event).then_some(event)
    }

    fn has_event(&self, event: &CaseEvent) -> bool {
        use CaseEventKind as K;
        match &event.what {
            K::Submitted
            | K::HandedOn
            | K::Undone
            | K::ConfirmationInvited { .. }
            | K::Confirmed { .. }
            | K::ConfirmationDeclined { .. } => true,
            K::Withdrawn { services } => !services.is_empty(),
            K::Corrected { service, also, .. } => self.has(service) || !also.is_empty(),
            K::Supplied { material } => self.has_material(material),
            K::Expired { obligation, .. } | K::Reminded { obligation } => {
                self.is_owed_to(obligation)
            }
            K::Asked { service, .. } => service.as_ref().is_none_or(|id| self.has(id)),
            K::Answered { asked } => self.is_asked_of_it(*asked),
            K::UrgeAnswered { urged } => self.is_urged_of_it(*urged),
            of_one => of_one.service().is_some_and(|id| self.has(id)),
        }
    }

    pub(crate) fn has_flag(&self, flag: &Flag) -> bool {
        match flag {
            Flag::ForReview { material, .. } | Flag::Unsure { material, .. } => {
                self.has_material(material)
            }
            Flag::SamePicture {
                material,
                as_material,
                ..
            } => self.has_material(material) && self.has_material(as_material),
            Flag::Differs { field, .. } => self.has_field(field),
            Flag::Changed { service, .. } => self.has(service),
        }
    }
}
