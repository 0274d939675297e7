//! What is told without being asked: it leads to a service, follows from something, and has a source.

use super::Check;

impl Check<'_> {
    pub(super) fn proactive(&mut self) {
        let scenario = self.scenario;
        let notices = scenario.proactive.iter();
        self.unique("proactive", notices.map(|notice| &notice.id));
        for (at, notice) in scenario.proactive.iter().enumerate() {
            let path = format!("proactive[{at}]");
            for service in notice.after.iter().chain([&notice.service]) {
                if scenario.service(service).is_none() {
                    self.fault(&path, format!("there is no service {service}"));
                }
            }
            for question in notice.knows.keys() {
                if scenario.question(question).is_none() {
                    self.fault(&path, format!("there is no question {question}"));
                }
            }
            match &notice.when {
                Some(when) => self.condition(when, &format!("{path}.when"), None, None),
                None if notice.after.is_none() => {
                    self.fault(&path, "it follows from nothing: `when` or `after`");
                }
                None => {}
            }
            self.cited(&notice.sources, &path);
            if notice.sources.is_empty() {
                self.fault(&path, "what is told needs a source");
            }
        }
    }
}
