//! A case while its applicant does something to it.

use casework::event::TextId;
use casework::{Actor, Offer, Refusal};
use catalog::application::{Delivery, Problem, delivery_problem};
use catalog::scenario::DeliveryWay;

use super::case_file::CaseFile;
use super::change::{self, Change, Judged};
use crate::error::{ApiError, ApiResult, Fault, malformed, not_found};
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, Superseded, cases};

const MAX_TEXT_CHARS: usize = 500;

pub(super) struct Scene<'a> {
    pub(super) app: &'a AppState,
    pub(super) file: CaseFile,
    pub(super) record: CaseRecord,
    /// Asked for where papers and fields are judged.
    pub(super) facts: Option<RegisterFacts>,
    /// A change that was judged before the turn to write.
    pub(super) judged: Option<Judged>,
    /// What a change has replaced.
    pub(super) superseded: Superseded,
}

impl<'a> Scene<'a> {
    /// # Errors
    /// 404 where the person has no such case.
    pub(super) async fn load(
        app: &'a AppState,
        db: &mut Connection,
        (person, number): (&str, &str),
        facts: Option<RegisterFacts>,
    ) -> ApiResult<Self> {
        let record = cases::find_own(db, person, number).await?;
        let record = record.ok_or_else(not_found)?;
        Ok(Self {
            file: CaseFile::load(&app.scenarios, db, &record).await?,
            app,
            record,
            facts,
            judged: None,
            superseded: Superseded::default(),
        })
    }

    pub(super) fn actor(&self) -> Actor {
        Actor::Person(self.file.case.submitted.applicant.clone())
    }

    /// Whether something is open to the applicant now.
    pub(super) fn permits(&self, offer: &Offer) -> Result<(), Refusal> {
        let (case, rules) = (&self.file.case, &self.file.rules);
        let allowed = casework::allowed(case, rules, &self.actor(), self.app.clock.of_cases());
        let mut found = allowed.into_iter().filter(|one| one.offer == *offer);
        match found.next() {
            Some(one) => one.refusal.map_or(Ok(()), Err),
            None => Err(Refusal::NoSuch),
        }
    }

    /// Checks what is changed in the application.
    pub(super) async fn judge(
        &self,
        db: &mut Connection,
        change: &Change,
        problems: Vec<Problem>,
    ) -> ApiResult<Judged> {
        let facts = self.facts.as_ref();
        let facts = facts.ok_or(ApiError::Internal(Fault::Missing("what registers say")))?;
        let of = (&self.file, &self.record);
        change::judge(self.app, db, of, facts, change, problems).await
    }

    /// Keeps what is changed in the application; checked again only where the case went on meanwhile.
    pub(super) async fn change(
        &mut self,
        db: &mut Connection,
        change: &Change,
        problems: Vec<Problem>,
    ) -> ApiResult<()> {
        let judged = self.judged.take().filter(|one| one.is_of(&self.file));
        let judged = match judged {
            Some(judged) => judged,
            None => self.judge(db, change, problems).await?,
        };
        let of = (&self.file, &mut self.record);
        self.superseded = change::keep(self.app, db, of, change, judged).await?;
        Ok(())
    }

    /// Keeps how the paper of a result is to come.
    pub(super) async fn deliver(
        &mut self,
        db: &mut Connection,
        service: &str,
        mut delivery: Delivery,
    ) -> ApiResult<()> {
        let scenario = &self.file.scenario;
        let found = scenario.service(service).ok_or(Refusal::NoSuch)?;
        if let Some(problem) = delivery_problem(found, &delivery) {
            return Err(ApiError::Application(vec![problem]));
        }
        delivery.address = match delivery.way {
            DeliveryWay::Post => delivery.address.trim().to_owned(),
            DeliveryWay::Counter | DeliveryWay::Electronic => String::new(),
        };
        let record = &mut self.record;
        let chosen = &mut record.application.delivery;
        chosen.insert(service.to_owned(), delivery);
        cases::set_application(db, &record.number, &record.application, &record.flags).await?;
        Ok(())
    }

    /// Keeps what the applicant wrote; `None` where nothing was written.
    pub(super) async fn words(&self, db: &mut Connection, text: &str) -> ApiResult<Option<TextId>> {
        let text = text.trim();
        if text.chars().count() > MAX_TEXT_CHARS {
            return malformed("words of at most 500 characters are taken");
        }
        match text {
            "" => Ok(None),
            text => Ok(Some(self.file.write_down(db, text).await?)),
        }
    }

    /// The same where something has to be written.
    pub(super) async fn some_words(&self, db: &mut Connection, text: &str) -> ApiResult<TextId> {
        match self.words(db, text).await? {
            Some(id) => Ok(id),
            None => malformed("words of 1 to 500 characters are needed"),
        }
    }
}
