//! The pre-check's findings and the clerks' decisions as CSV for tuning thresholds: one row per picture, one column per
//! score.

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
pub(super) struct Result {
    day: String,
    region: String,
    scenario: String,
    version: String,
    material: String,
    page: String,
    for_review: bool,
    outcome: String,
    reasons: Vec<String>,
    report: Report,
}

#[derive(Deserialize)]
struct Report {
    format: String,
    bytes: u64,
    size: Option<Map<String, Value>>,
    scores: Option<Map<String, Value>>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    severity: String,
    value: Option<u32>,
    limit: Option<u32>,
}

const COLUMNS: &str = "day,region,scenario,version,material,page,for_review,outcome,reasons,format,bytes,width,height,findings";

/// No cell needs quoting: ids, numbers, days, codes and versions contain neither commas nor quotes.
pub(super) fn csv(outcomes: &[Result]) -> String {
    let scores = outcomes.iter().filter_map(|it| it.report.scores.as_ref());
    let mut names: Vec<&String> = scores.flat_map(Map::keys).collect();
    names.sort();
    names.dedup();
    let mut table = COLUMNS.to_owned();
    for name in &names {
        table.push(',');
        table.push_str(name);
    }
    table.push('\n');
    for it in outcomes {
        let report = &it.report;
        let side = |name: &str| cell(report.size.as_ref().and_then(|size| size.get(name)));
        let findings: Vec<String> = report.findings.iter().map(Finding::cell).collect();
        let mut cells = vec![
            it.day.clone(),
            it.region.clone(),
            it.scenario.clone(),
            it.version.clone(),
            it.material.clone(),
            it.page.clone(),
            it.for_review.to_string(),
            it.outcome.clone(),
            it.reasons.join(" "),
            report.format.clone(),
            report.bytes.to_string(),
            side("width"),
            side("height"),
            findings.join(" "),
        ];
        let score = |name: &&String| cell(report.scores.as_ref().and_then(|it| it.get(*name)));
        cells.extend(names.iter().map(score));
        table.push_str(&cells.join(","));
        table.push('\n');
    }
    table
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(value) => value.to_string(),
    }
}

impl Finding {
    /// `blurred:block:120/160`
    fn cell(&self) -> String {
        let numbers = match (self.value, self.limit) {
            (Some(value), Some(limit)) => format!(":{value}/{limit}"),
            (Some(value), None) => format!(":{value}"),
            (None, _) => String::new(),
        };
        format!("{}:{}{numbers}", self.code, self.severity)
    }
}

#[cfg(test)]
mod tests {
    use contract::ops;

    use super::*;

    #[test]
    fn a_line_says_what_the_device_and_the_clerk_said() {
        let report = serde_json::json!({
            "format": "jpeg", "size": { "width": 1600, "height": 1200 }, "bytes": 200_000,
            "scores": { "sharpness": 120, "contrast": 90 },
            "findings": [{ "code": "blurred", "severity": "block", "value": 120, "limit": 160 }]
        });
        let outcome = ops::PrecheckOutcome {
            day: "2026-11-22".into(),
            region: "321000".into(),
            scenario: "unemployment".into(),
            version: "2026-11-21".into(),
            material: "social_card".into(),
            page: "face".into(),
            for_review: true,
            outcome: ops::Outcome::Returned,
            reasons: vec![catalog::CorrectionReason::R01],
            report: serde_json::from_value(report).unwrap(),
        };
        let read = serde_json::from_value(serde_json::to_value(outcome).unwrap()).unwrap();
        let table = csv(&[read]);
        let mut lines = table.lines();
        let names: Vec<&str> = lines.next().unwrap().split(',').collect();
        let cells: Vec<&str> = lines.next().unwrap().split(',').collect();
        assert_eq!(names.len(), cells.len());
        let of = |name: &str| cells[names.iter().position(|it| *it == name).unwrap()];
        assert_eq!(of("reasons"), "R01");
        assert_eq!(of("findings"), "blurred:block:120/160");
        assert_eq!(of("sharpness"), "120");
        assert_eq!(of("width"), "1600");
        assert_eq!(lines.next(), None);
    }
}
