//! The registers: records (免填写), e-licences (免提交) and credit. A city implements [`Registers`] over its own data
//! exchange and passes it to the server in `Services`.

use async_trait::async_trait;
use civic::day::Day;
use contract::person::Holdings;

use crate::auth::identity::Person;

/// Each method may be asked several times while one application is made; an implementation caches as its source allows.
#[async_trait]
pub trait Registers: Send + Sync {
    /// Records and e-licences of a person.
    async fn holdings(&self, person: &Person, today: Day) -> Result<Holdings, RegisterError>;

    /// Whether 告知承诺 is open to a person: no false promise before, no bad credit record.
    async fn may_promise(&self, person: &Person, today: Day) -> Result<bool, RegisterError>;
}

/// Why a register failed. It is logged with its sources: neither may name a resident.
#[derive(Debug, thiserror::Error)]
#[error("{operation}")]
pub struct RegisterError {
    operation: &'static str,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl RegisterError {
    /// `operation` is the method of [`Registers`] that failed.
    pub fn new(
        operation: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            operation,
            source: source.into(),
        }
    }
}
