//! Times that were measured, and what is said of them.

use std::time::Duration;

#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn a_second(&self, within: Duration) -> f64 {
        self.0.len() as f64 / within.as_secs_f64().max(f64::EPSILON)
    }

    /// The time that so many of a hundred did not exceed, in milliseconds.
    pub(crate) fn percentile(&mut self, of_hundred: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * of_hundred / 100).min(self.0.len().saturating_sub(1));
        let found = self.0.get(at).copied().unwrap_or_default();
        found.as_secs_f64() * 1000.0
    }
}
