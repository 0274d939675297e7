//! What the server says, for reading in a terminal.

use std::fmt::Write;

use serde_json::{Value, json};

use super::api::{Case, CaseService};

/// One line a case, one a service below it.
pub(super) fn listing(cases: &[Case]) -> String {
    let mut listing = String::new();
    for (place, case) in cases.iter().enumerate() {
        let (number, at, title) = (&case.number, &case.submitted_at, &case.title);
        let _ = writeln!(listing, "{:>3}  {number}  {at}  {title}", place + 1);
        for service in &case.services {
            let _ = writeln!(listing, "       {}", line(service));
        }
        for flag in &case.flags {
            let _ = writeln!(listing, "       look: {flag}");
        }
    }
    if cases.is_empty() {
        listing.push_str("no cases\n");
    }
    listing
}

/// A service with its state, its light, its day and its clerk.
pub(super) fn line(service: &CaseService) -> String {
    let CaseService {
        service,
        name,
        state,
        light,
        due,
        usual,
        claimed_by,
        objected,
    } = service;
    let mut line = format!("{state:<18}{light:<7}{name}  ({service})");
    if let Some(due) = due {
        let _ = write!(line, "  by {due}");
    }
    if let Some(usual) = usual {
        let _ = write!(line, "  usually by {usual}");
    }
    if let Some(clerk) = claimed_by {
        let _ = write!(line, "  claimed by {clerk}");
    }
    if *objected {
        line.push_str("  objected");
    }
    line
}

/// An application, section by section; what is a structure is printed as the server sends it.
pub(super) fn whole(case: &Value) -> String {
    let mut out = String::new();
    let head = &case["case"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let _ = writeln!(
        out,
        "{}  {}  {}  {}",
        text(&head["number"]),
        text(&head["submitted_at"]),
        text(&head["title"]),
        text(&case["region"])
    );
    let services = head["services"].as_array().into_iter().flatten();
    for service in services.filter_map(|it| serde_json::from_value(it.clone()).ok()) {
        let service: CaseService = service;
        let _ = writeln!(out, "  {}", line(&service));
    }
    let application = &case["application"];
    lines(&mut out, "answers", &application["answers"]);
    for group in application["fields"].as_array().into_iter().flatten() {
        lines(&mut out, &text(&group["title"]), &group["lines"]);
    }
    for material in application["materials"].as_array().into_iter().flatten() {
        let (name, id) = (text(&material["name"]), text(&material["material"]));
        let _ = writeln!(out, "\n{name}  ({id}, {})", text(&material["way"]));
        for page in material["pages"].as_array().into_iter().flatten() {
            let (name, file) = (text(&page["name"]), text(&page["file"]));
            let _ = writeln!(out, "  {name}  {file}  {}", text(&page["media_type"]));
            let findings = page["report"]["findings"].as_array().into_iter().flatten();
            for finding in findings {
                let _ = writeln!(out, "    pre-check: {finding}");
            }
        }
    }
    for (title, list) in [
        ("agreed", &application["agreed"]),
        ("look", &head["flags"]),
        ("could not be asked", &case["unasked"]),
        ("promises", &case["promises"]),
        ("rules", &rulings(&case["rulings"])),
        ("obligations", &case["obligations"]),
        ("events", &case["events"]),
    ] {
        section(&mut out, title, list);
    }
    let actions = case["actions"].as_array().into_iter().flatten();
    let open = actions.filter(|action| action["refusal"].is_null());
    let open: Vec<String> = open.map(|action| action["offer"].to_string()).collect();
    let _ = writeln!(out, "\nmay now: {}", open.join(" "));
    out
}

/// What rules said, one service a line.
fn rulings(by_service: &Value) -> Value {
    let rulings = by_service.as_object().into_iter().flatten();
    rulings
        .map(|(service, said)| json!({ service: said }))
        .collect()
}

fn lines(out: &mut String, title: &str, list: &Value) {
    let _ = writeln!(out, "\n{title}");
    for line in list.as_array().into_iter().flatten() {
        let text = |name: &str| line[name].as_str().unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}: {}  ({})",
            text("label"),
            text("value"),
            text("id")
        );
    }
}

fn section(out: &mut String, title: &str, list: &Value) {
    let list = list.as_array().into_iter().flatten();
    for (place, one) in list.enumerate() {
        if place == 0 {
            let _ = writeln!(out, "\n{title}");
        }
        let _ = writeln!(out, "  {one}");
    }
}

/// One line an entry.
pub(super) fn audit(entries: &[Value]) -> String {
    let mut out = String::new();
    for entry in entries {
        let text = |name: &str| entry[name].as_str().unwrap_or("-");
        let _ = writeln!(
            out,
            "{}  {}/{}  {} {}  {}  {}",
            text("at"),
            text("office"),
            text("clerk"),
            entry["status"],
            text("what"),
            text("case"),
            text("detail")
        );
    }
    out
}

/// One line a number.
pub(super) fn visits(booked: &[Value]) -> String {
    let mut out = String::new();
    for visit in booked {
        let text = |name: &str| visit[name].as_str().unwrap_or("-");
        let _ = writeln!(
            out,
            "{}  {}  {} ({})  {}  {}: {} ({})",
            text("at"),
            text("number"),
            text("counter"),
            text("region"),
            text("case"),
            text("title"),
            text("name"),
            text("service")
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use contract::counter::OpsVisit;
    use contract::ops;

    use super::*;

    #[test]
    fn a_listing_shows_what_the_contract_writes() {
        let service = ops::OpsService {
            service: "register".into(),
            name: "失业登记".into(),
            state: contract::case::ServiceState::CorrectionNeeded,
            due: Some("2026-11-27".into()),
            usual: None,
            light: Default::default(),
            claimed_by: Some("wang".into()),
            objected: false,
        };
        let case = ops::OpsCase {
            number: "A1".into(),
            title: "失业".into(),
            submitted_at: "2026-11-21T08:00:00+08:00".into(),
            last: 3,
            services: vec![service],
            flags: vec![ops::Flag::ForReview {
                material: "id_card".into(),
                page: "front".into(),
            }],
        };
        let case: Case = serde_json::from_value(serde_json::to_value(case).unwrap()).unwrap();
        assert_eq!(
            listing(&[case]),
            "  1  A1  2026-11-21T08:00:00+08:00  失业\n       \
             correction_needed green  失业登记  (register)  by 2026-11-27  claimed by wang\n       \
             look: {\"for_review\":{\"material\":\"id_card\",\"page\":\"front\"}}\n"
        );
    }

    #[test]
    fn a_visit_is_one_line() {
        let visit = OpsVisit {
            at: "2026-12-01T09:30:00+08:00".into(),
            number: "A012".into(),
            counter: "hall".into(),
            region: "321000".into(),
            case: "A1".into(),
            title: "失业".into(),
            service: "register".into(),
            name: "失业登记".into(),
        };
        assert_eq!(
            visits(&[serde_json::to_value(visit).unwrap()]),
            "2026-12-01T09:30:00+08:00  A012  hall (321000)  A1  失业: 失业登记 (register)\n"
        );
    }

    #[test]
    fn an_application_is_shown_with_what_may_be_done() {
        let case = serde_json::json!({
            "case": {
                "number": "A1", "submitted_at": "2026-11-21", "title": "失业",
                "services": [{ "service": "benefit", "name": "失业金", "state": "accepted", "light": "red" }]
            },
            "region": "321000",
            "application": {
                "answers": [{ "id": "reason", "label": "原因", "value": "到期" }],
                "fields": [{ "title": "账户", "lines": [{ "id": "account", "label": "账号", "value": "62" }] }],
                "materials": [{
                    "material": "card", "name": "社保卡", "way": "attach",
                    "pages": [{ "name": "卡面", "file": "abc", "media_type": "image/jpeg" }]
                }]
            },
            "actions": [
                { "offer": { "grant": "benefit" } },
                { "offer": { "accept": "benefit" }, "refusal": { "wrong_state": "accepted" } }
            ]
        });
        let shown = whole(&case);
        for part in [
            "账号: 62  (account)",
            "卡面  abc  image/jpeg",
            "red    失业金",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(
            shown.ends_with("may now: {\"grant\":\"benefit\"}\n"),
            "{shown}"
        );
    }
}
