//! Why one of the services failed that a city replaces by its own.

use std::fmt;
use std::io::{self, ErrorKind};

/// Which service it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Identity,
    Registers,
    Objects,
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identity => "the identity service",
            Self::Registers => "a register",
            Self::Objects => "the object store",
        })
    }
}

/// It is logged with its sources: none of them may name a resident.
#[derive(Debug, thiserror::Error)]
#[error("{service} failed: {operation}")]
pub struct ServiceError {
    service: Service,
    operation: &'static str,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl ServiceError {
    /// What it lacked, where its source says so in the words of the system.
    pub fn lacked(&self) -> Option<ErrorKind> {
        let source = self.source.downcast_ref::<io::Error>()?;
        Some(source.kind())
    }

    /// The service did not answer; the same may succeed in a moment.
    pub fn unanswered(service: Service, operation: &'static str) -> Self {
        Self::new(service, operation, io::Error::from(ErrorKind::NotConnected))
    }

    /// `operation` is the method of the service's trait that failed.
    pub fn new(
        service: Service,
        operation: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            service,
            operation,
            source: source.into(),
        }
    }
}
