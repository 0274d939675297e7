//! How much of what residents are told is attested: limits of services, addresses of sources, articles of laws.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use catalog::load::Library;
use catalog::scenario::{Handling, ServiceKind};

use crate::law;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    pub of: usize,
    pub all: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Services handed in that are done at once or have a time limit, over all scenarios.
    pub with_limit: Share,
    /// Sources, those of the handbook too, with an address that is shown as a link. Each title once.
    pub with_address: Share,
    /// Sources of a law, a regulation or a ministry's rules that were read, and name the article and the date.
    pub by_article: Share,
}

impl Share {
    fn count(&mut self, has: bool) {
        self.all += 1;
        self.of += usize::from(has);
    }
}

impl Coverage {
    pub(crate) fn of(library: &Library) -> Self {
        let mut coverage = Self::default();
        let mut services = BTreeSet::new();
        let mut sources = BTreeMap::new();
        for scenario in library.scenarios() {
            for service in &scenario.services {
                // Once for each scenario: places change limits, and add none that the base lacks.
                let new = services.insert((&scenario.id, &service.id));
                if new && service.handling == Handling::Apply {
                    let at_once = service.kind == ServiceKind::Instant;
                    let limited = at_once || scenario.duration(service).is_some();
                    coverage.with_limit.count(limited);
                }
            }
            for source in &scenario.sources {
                sources.insert(source.title.zh(), source);
            }
        }
        for source in &library.handbook().sources {
            sources.entry(source.title.zh()).or_insert(source);
        }
        for (title, source) in sources {
            coverage.with_address.count(source.link().is_some());
            if law::is_law(title) {
                let read = law::is_read_by_article(source);
                coverage.by_article.count(read);
            }
        }
        coverage
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, what: &str, share: Share| {
            let percent = (share.of * 100).checked_div(share.all).unwrap_or(0);
            writeln!(
                f,
                "| {what} | {} of {} | {percent} % |",
                share.of, share.all
            )
        };
        writeln!(f, "| attested | | share |\n|---|---:|---:|")?;
        line(f, "services handed in, with a time limit", self.with_limit)?;
        line(f, "sources with an address to open", self.with_address)?;
        line(
            f,
            "sources of laws and rules, read and dated by article",
            self.by_article,
        )
    }
}
