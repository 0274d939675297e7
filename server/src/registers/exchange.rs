//! The registers of a city over its data exchange platform, by HTTP (docs/registers.md). What the platform does not
//! answer in time, or not as it should, could not be asked: then the resident is.

mod breaker;
mod wire;

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use axum::http::{Request, header};
use catalog::context::Records;
use civic::day::{self, Day};
use contract::person::{Holdings, OpenElsewhere, Register, Unasked};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;
use ureq::tls::Certificate;

use super::register::{Named, Registers};
use crate::auth::identity::Person;
use crate::config::RegisterSettings;
use crate::outgoing::{Outgoing, OutgoingError};
use crate::service_error::{Service, ServiceError};
use crate::traces::part;
use breaker::Breaker;
use wire::{
    Asked, AskedEmployees, AskedOpen, AskedPerson, Credit, Employees, Licences, OpenCases,
    Records as Told,
};

/// Longer answers are not read.
const MOST_BYTES: u64 = 1 << 20;
/// A question is put so often, where the platform has failed at once.
const TRIES: u32 = 3;
/// So long it waits at most before the next try, in milliseconds; drawn anew each time, so that not all come together.
const LONGEST_PAUSE: u64 = 300;

/// Why a register could not be asked; no message repeats what was asked or answered.
#[derive(Debug, thiserror::Error)]
enum ExchangeError {
    #[error("the question cannot be written")]
    Question,
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
    #[error("it has failed again and again; it rests")]
    Resting,
    #[error("it answers with {0}")]
    Status(u16),
    #[error("its answer is not as docs/registers.md has it")]
    NotUnderstood,
}

impl ExchangeError {
    /// Whether the same question may do a moment later. Who has waited in vain once does not wait again.
    fn may_pass(&self) -> bool {
        match self {
            Self::Outgoing(OutgoingError::NoAnswer(error)) => {
                !matches!(**error, ureq::Error::Timeout(_))
            }
            Self::Status(status) => matches!(status, 429 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// Whether the platform is at fault, and not one question.
    fn is_fault(&self) -> bool {
        !matches!(self, Self::Question | Self::Resting)
    }
}

pub(crate) struct ExchangeRegisters {
    base: String,
    secret: Option<String>,
    http: Outgoing,
    /// One a kind of question: that licences fail says nothing of records.
    records: Breaker,
    licences: Breaker,
    credit: Breaker,
    employees: Breaker,
    open: Breaker,
}

impl ExchangeRegisters {
    pub(crate) fn new(
        base: &str,
        settings: &RegisterSettings,
        trusted: Option<Vec<Certificate<'static>>>,
    ) -> Arc<Self> {
        let timeout = Duration::from_millis(settings.timeout_ms);
        Arc::new(Self {
            base: base.trim_end_matches('/').to_owned(),
            secret: settings.secret.clone(),
            http: Outgoing::new("registers", timeout, MOST_BYTES, trusted),
            records: Breaker::default(),
            licences: Breaker::default(),
            credit: Breaker::default(),
            employees: Breaker::default(),
            open: Breaker::default(),
        })
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        breaker: &Breaker,
        path: &'static str,
        question: &impl Serialize,
    ) -> Result<T, ExchangeError> {
        let answered = self.ask_within(breaker, path, question);
        answered.instrument(part(path)).await
    }

    async fn ask_within<T: DeserializeOwned>(
        &self,
        breaker: &Breaker,
        path: &str,
        question: &impl Serialize,
    ) -> Result<T, ExchangeError> {
        if !breaker.lets_through(Instant::now()) {
            return Err(ExchangeError::Resting);
        }
        let body = serde_json::to_vec(question).map_err(|_| ExchangeError::Question)?;
        let mut tries = 1;
        let answered = loop {
            match self.ask_once(path, &body).await {
                Err(error) if error.may_pass() && tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(pause()).await;
                }
                answered => break answered,
            }
        };
        match &answered {
            Ok(_) => breaker.has_answered(),
            Err(error) if error.is_fault() => breaker.has_failed(Instant::now()),
            Err(_) => {}
        }
        answered
    }

    async fn ask_once<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &[u8],
    ) -> Result<T, ExchangeError> {
        let mut request = Request::post([&self.base, path].concat())
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(secret) = &self.secret {
            request = request.header(header::AUTHORIZATION, ["Bearer ", secret].concat());
        }
        let request = request.body(body.to_vec());
        let request = request.map_err(|_| ExchangeError::Question)?;
        let answer = self.http.send(request).await?;
        match answer.status().as_u16() {
            200 => serde_json::from_slice(answer.body()).map_err(|_| ExchangeError::NotUnderstood),
            status => Err(ExchangeError::Status(status)),
        }
    }
}

#[async_trait]
impl Registers for ExchangeRegisters {
    async fn holdings(&self, person: &Person, today: Day) -> Result<Holdings, ServiceError> {
        let question = Asked::of(person, today);
        let records = self.ask::<Told>(&self.records, "/v1/records", &question);
        let licences = self.ask::<Licences>(&self.licences, "/v1/licences", &question);
        let (records, licences) = tokio::join!(records, licences);
        let mut holdings = Holdings::default();
        match records {
            Ok(told) => {
                holdings
                    .unasked
                    .extend(named(Register::Records, told.unasked));
                holdings.records = wire::usable(told.records);
            }
            Err(error) => holdings.unasked.push(not_asked(Register::Records, &error)),
        }
        match licences {
            Ok(told) => {
                holdings
                    .unasked
                    .extend(named(Register::Licences, told.unasked));
                holdings.licences = told.licences;
            }
            Err(error) => holdings.unasked.push(not_asked(Register::Licences, &error)),
        }
        Ok(holdings)
    }

    async fn employees(
        &self,
        employer: Option<&str>,
        people: &[Named],
        today: Day,
    ) -> Result<Vec<Records>, ServiceError> {
        let people = people.iter().map(|one| AskedPerson {
            name: &one.name,
            number: &one.number,
        });
        let question = AskedEmployees {
            employer,
            people: people.collect(),
            today: day::iso(today),
        };
        let told = self.ask::<Employees>(&self.employees, "/v1/employees", &question);
        let told = told.await.and_then(|told| match told.people.len() {
            count if count == question.people.len() => Ok(told.people),
            _ => Err(ExchangeError::NotUnderstood),
        });
        told.map_err(|error| ServiceError::new(Service::Registers, "employees", error))
    }

    async fn open_elsewhere(
        &self,
        person: &Person,
        scenario: &str,
        today: Day,
    ) -> Result<Vec<OpenElsewhere>, ServiceError> {
        let question = AskedOpen {
            asked: Asked::of(person, today),
            scenario,
        };
        let told = self.ask::<OpenCases>(&self.open, "/v1/open-cases", &question);
        match told.await {
            Ok(told) => Ok(wire::shown(told.cases)),
            // A platform may have no such register.
            Err(ExchangeError::Status(404) | ExchangeError::Resting) => Ok(Vec::new()),
            Err(error) => Err(ServiceError::new(
                Service::Registers,
                "open_elsewhere",
                error,
            )),
        }
    }

    async fn may_promise(&self, person: &Person, today: Day) -> Result<bool, ServiceError> {
        let question = Asked::of(person, today);
        let told = self.ask::<Credit>(&self.credit, "/v1/credit", &question);
        let told = told.await.map(|told| told.may_promise);
        told.map_err(|error| ServiceError::new(Service::Registers, "may_promise", error))
    }
}

fn named(register: Register, names: Vec<String>) -> impl Iterator<Item = Unasked> {
    let names = names.into_iter().take(wire::MOST_NAMES);
    names.map(move |name| Unasked { register, name })
}

fn not_asked(register: Register, error: &ExchangeError) -> Unasked {
    tracing::warn!(?register, why = %crate::error::Causes(error), "a register could not be asked");
    Unasked {
        register,
        name: String::new(),
    }
}

fn pause() -> Duration {
    let mut drawn = [0; 8];
    // Without randomness it waits as long as it may.
    let milliseconds = match getrandom::fill(&mut drawn) {
        Ok(()) => u64::from_le_bytes(drawn) % LONGEST_PAUSE,
        Err(_) => LONGEST_PAUSE,
    };
    Duration::from_millis(milliseconds)
}
