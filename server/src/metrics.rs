//! Figures for those who run the server, in the OpenMetrics text that Prometheus reads. They count; nothing in them
//! tells of a person, a case or a file: a label is a template of a route, the id of a scenario or a word of this file.
//!
//! They are answered at an address of their own (`--metrics`), which the proxy in front does not pass on.

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// The media type of the text.
pub(crate) const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds: from an answer out of memory to what a request may take at most.
const ANSWERS: [f64; 12] = [
    0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];
/// Seconds: a small scan to a photograph of 60 megapixels on a slow machine.
const PRECHECKS: [f64; 8] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0];

type SecondsOf<Labels> = Family<Labels, Histogram, fn() -> Histogram>;

pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: SecondsOf<Asked>,
    handed_in: Family<OfScenario, Counter>,
    prechecks: Histogram,
    notices: Family<Told, Counter>,
    swept: Gauge<i64, AtomicI64>,
    room: Gauge<u64, AtomicU64>,
    lost: Gauge<u64, AtomicU64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: String,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfScenario {
    scenario: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Told {
    taken: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("yijianshi");
        let version = [("version", env!("CARGO_PKG_VERSION"))];
        registry.register("build", "What runs", Info::new(version.to_vec()));
        let requests = Family::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        let seconds = SecondsOf::<Asked>::new_with_constructor(|| Histogram::new(ANSWERS));
        let about = "From the head of a request to that of its answer";
        registry.register_with_unit("http_request", about, Unit::Seconds, seconds.clone());
        let handed_in = Family::default();
        registry.register("cases_handed_in", "Cases handed in", handed_in.clone());
        let prechecks = Histogram::new(PRECHECKS);
        let about = "Pre-checks of files, without waiting for a turn";
        registry.register_with_unit("precheck", about, Unit::Seconds, prechecks.clone());
        let notices = Family::default();
        registry.register(
            "notices",
            "Notices given to the webhook, and whether it took them",
            notices.clone(),
        );
        let swept = Gauge::<i64, AtomicI64>::default();
        let about = "When what is due of cases was last done, since 1970";
        registry.register_with_unit("swept_timestamp", about, Unit::Seconds, swept.clone());
        let room = Gauge::<u64, AtomicU64>::default();
        let about = "What is left of the disk of the data";
        registry.register_with_unit("disk_free", about, Unit::Bytes, room.clone());
        let lost = Gauge::<u64, AtomicU64>::default();
        let about = "Files of cases that were not there, of some that were last looked for";
        registry.register("files_lost", about, lost.clone());
        Self {
            registry,
            requests,
            seconds,
            handed_in,
            prechecks,
            notices,
            swept,
            room,
            lost,
        }
    }
}

impl Metrics {
    /// `method` and `route` are of the server's own, never as they were sent.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let (method, route) = (method.to_owned(), route.to_owned());
        let answered = Answered {
            method: method.clone(),
            route: route.clone(),
            status,
        };
        self.requests.get_or_create(&answered).inc();
        let seconds = self.seconds.get_or_create(&Asked { method, route });
        seconds.observe(took.as_secs_f64());
    }

    /// `scenario` is the id of one that the server has.
    pub(crate) fn handed_in(&self, scenario: &str) {
        let scenario = scenario.to_owned();
        self.handed_in.get_or_create(&OfScenario { scenario }).inc();
    }

    pub(crate) fn prechecked(&self, took: Duration) {
        self.prechecks.observe(took.as_secs_f64());
    }

    pub(crate) fn told(&self, is_taken: bool) {
        let taken = is_taken.to_string();
        self.notices.get_or_create(&Told { taken }).inc();
    }

    /// Seconds since 1970.
    pub(crate) fn swept(&self, at: i64) {
        self.swept.set(at);
    }

    pub(crate) fn files_lost(&self, count: usize) {
        self.lost.set(count as u64);
    }

    /// All of them, with what is left of the disk where that is known.
    ///
    /// # Errors
    /// Where the text cannot be written.
    pub(crate) fn text(&self, room: Option<u64>) -> Result<String, std::fmt::Error> {
        if let Some(room) = room {
            self.room.set(room);
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
