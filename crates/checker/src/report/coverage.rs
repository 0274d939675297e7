//! How much of what residents are told is attested: limits of services, addresses of sources, articles of laws.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use catalog::load::Library;
use catalog::scenario::{Confidence, Handling, ServiceKind};

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
    /// Sources with an address, each title once.
    pub with_address: Share,
    /// Sources of a law, a regulation or a ministry's rules that name the article and were read.
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
        for (title, source) in sources {
            coverage.with_address.count(source.url.is_some());
            if is_law(title) {
                let read = source.confidence == Confidence::Verified;
                coverage.by_article.count(read && title.contains('条'));
            }
        }
        coverage
    }
}

/// 法律、条例、规定、办法, by the title in 《》.
fn is_law(title: &str) -> bool {
    let Some((name, _)) = title
        .strip_prefix('《')
        .and_then(|rest| rest.split_once('》'))
    else {
        return false;
    };
    ["法", "条例", "规定", "办法", "细则"]
        .iter()
        .any(|end| name.ends_with(end))
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
        line(f, "sources with an address", self.with_address)?;
        line(
            f,
            "sources of laws and rules, read and dated by article",
            self.by_article,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_told_from_practice_by_their_titles() {
        assert!(is_law("《中华人民共和国社会保险法》第四十五条"));
        assert!(is_law("《工伤保险条例》第三十九条"));
        assert!(!is_law("雅安市退休「一件事」服务指南"));
        assert!(!is_law("《关于开展「人社服务快办行动」的通知》"));
    }
}
