//! How long a service takes: what the law sets, what the office has promised in its own words, and what is only usual.
//! What somebody has inferred, from a general notice or another place's practice, binds no office.

use super::{Confidence, Scenario, Service, TimeLimit};

/// The limit by which a service is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    pub limit: TimeLimit,
    /// Set by law or promised by the office; otherwise it usually takes so long.
    pub is_binding: bool,
}

impl Duration {
    /// That of several services side by side: the longest, which binds where all of them do.
    pub fn longest(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|one, other| {
            let minutes = |duration: Self| duration.limit.approximate_minutes();
            let longer = if minutes(other) > minutes(one) {
                other
            } else {
                one
            };
            Self {
                is_binding: one.is_binding && other.is_binding,
                ..longer
            }
        })
    }
}

impl Scenario {
    /// 承诺时限: promised in a document of the office that somebody has read.
    pub fn promise(&self, service: &Service) -> Option<TimeLimit> {
        let source = self.source(service.promised_by.as_ref()?)?;
        let stated = source.confidence == Confidence::Verified;
        service.promised.filter(|_| stated)
    }

    /// What it usually takes, where no promise of the office is known.
    pub fn usual(&self, service: &Service) -> Option<TimeLimit> {
        let inferred = self.promise(service).is_none();
        service.promised.filter(|_| inferred)
    }

    /// The limit that counts: the promise, else the law's, else what is usual.
    pub fn duration(&self, service: &Service) -> Option<Duration> {
        let limit = |limit, is_binding| Duration { limit, is_binding };
        let binding = self.promise(service).or(service.statutory);
        binding
            .map(|binding| limit(binding, true))
            .or_else(|| Some(limit(self.usual(service)?, false)))
    }
}
