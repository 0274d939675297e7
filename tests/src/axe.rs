//! The rules of axe-core over the screen as it is now: WCAG 2.2 A and AA, and good practice.

use serde_json::json;

use crate::paths;
use crate::resident::Resident;

const RULES: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

const RUN: &str = r#"
const rules = arguments[0], done = arguments[arguments.length - 1];
axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then(
  (result) => done(result.violations.map((rule) =>
    `${rule.id} (${rule.impact}): ${rule.help}: ` +
    rule.nodes.slice(0, 4).map((node) => node.html.slice(0, 160) + " — " +
      [...node.any, ...node.all].map((check) => check.message).slice(0, 1)).join(" | "))),
  (error) => done(["axe failed: " + error]));
"#;

impl Resident {
    /// The violations on the screen, each with its selector.
    pub async fn accessibility_violations(&mut self) -> Vec<String> {
        let there = self.run("return typeof axe === 'object'", vec![]).await;
        if there != true {
            let axe = std::fs::read_to_string(paths::axe()).expect("axe.min.js can be read");
            self.run(&axe, vec![]).await;
        }
        // During a transition, axe would measure the contrast of an intermediate colour.
        self.settle().await;
        let session = self.browser().session();
        let answer = session.execute_async(RUN, vec![json!(RULES)]).await;
        let answer = answer.expect("axe runs in the page");
        answer.convert().expect("axe tells its violations as texts")
    }
}
