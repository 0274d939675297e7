//! Lists in pages: every one to its end.

use std::collections::BTreeSet;

use super::{HandedIn, Run};
use crate::client::Request;
use crate::rule::{Kept, is, rules};

/// Of a list that goes on for longer only the beginning is read.
const MOST_PAGES: usize = 40;

rules! {
    CASES: "cursors/cases", "one's cases come each once, over all pages, and the last page has no cursor",
        "docs/api.md#lists";
    INBOX: "cursors/inbox", "messages come each once, the newest first, over all pages",
        "docs/api.md#inbox-and-hook";
    OF_OFFICE: "cursors/cases_of_an_office", "an office's cases come each once, over all pages",
        "docs/api.md#back-offices";
    AUDIT: "cursors/audit", "the audit trail comes each entry once, the oldest first, over all pages",
        "docs/api.md#back-offices";
    WRITTEN: "offices/audit", "that the office has looked at the case is in the audit trail",
        "docs/api.md#back-offices";
    FOREIGN: "cursors/foreign", "a cursor that is not of the list is 400 malformed", "docs/api.md#lists";
}

pub(super) fn ask(run: &mut Run<'_>, case: Option<&HandedIn>) {
    let person = run.person.clone();
    let kept = walk(run, "/api/v1/cases", "number", &|it| it.of(&person));
    run.report.note(CASES, kept.map(|_| ()));
    let kept = walk(run, "/api/v1/inbox", "id", &|it| it.of(&person));
    run.report
        .note(INBOX, kept.and_then(|walked| in_order(&walked, false)));
    let foreign = run.get("/api/v1/inbox?cursor=no-cursor-of-this-list");
    run.report.note(FOREIGN, foreign.is_problem("malformed"));
    let Some(token) = run.settings.office.clone() else {
        run.report.not_ask(
            &[OF_OFFICE, AUDIT, WRITTEN],
            "because no token of an office is given",
        );
        return;
    };
    let kept = walk(run, "/ops/v1/cases", "number", &|it| it.office(&token));
    run.report.note(OF_OFFICE, kept.map(|_| ()));
    let first = run
        .client
        .send(Request::get("/ops/v1/audit").office(&token));
    if first.status == 403 {
        run.report
            .not_ask(&[AUDIT, WRITTEN], "because the office is no auditor");
        return;
    }
    // So that there is more than one page: each request is an entry.
    for _ in 0..220 {
        run.client
            .send(Request::get("/ops/v1/visits").office(&token));
    }
    let kept = walk(run, "/ops/v1/audit", "id", &|it| it.office(&token));
    let whole = kept.as_ref().ok().filter(|walked| walked.is_whole);
    let written = whole.map(|walked| walked.cases.clone());
    run.report
        .note(AUDIT, kept.and_then(|walked| in_order(&walked, true)));
    match (case, written) {
        (Some(case), Some(cases)) => {
            let is_written = cases.contains(&case.number);
            let seen = || "it is not".to_owned();
            run.report.note(WRITTEN, is(is_written, seen));
        }
        (None, _) => run
            .report
            .not_ask(&[WRITTEN], "because no case was handed in"),
        (_, None) => run.report.not_ask(&[WRITTEN], "because the trail is long"),
    }
}

/// What a list holds.
struct Walked {
    ids: Vec<String>,
    /// Those of its items that name one.
    cases: BTreeSet<String>,
    is_whole: bool,
}

fn walk(
    run: &mut Run<'_>,
    path: &str,
    id: &str,
    signed: &dyn Fn(Request) -> Request,
) -> Result<Walked, String> {
    let mut known = BTreeSet::new();
    let mut walked = Walked {
        ids: Vec::new(),
        cases: BTreeSet::new(),
        is_whole: false,
    };
    let mut next = None;
    for _ in 0..MOST_PAGES {
        let page = match &next {
            None => path.to_owned(),
            Some(cursor) => format!("{path}?cursor={cursor}"),
        };
        let answer = run.client.send(signed(Request::get(page)));
        answer.succeeds()?;
        let page = answer.json();
        for item in page["items"].as_array().into_iter().flatten() {
            let id = match &item[id] {
                serde_json::Value::String(id) => id.clone(),
                other => other.to_string(),
            };
            if !known.insert(id.clone()) {
                return Err(format!("{}: an item comes twice", answer.of));
            }
            walked.ids.push(id);
            walked
                .cases
                .extend(item["case"].as_str().map(str::to_owned));
        }
        next = page["next_cursor"].as_str().map(str::to_owned);
        if next.is_none() {
            walked.is_whole = true;
            break;
        }
    }
    Ok(walked)
}

fn in_order(walked: &Walked, is_growing: bool) -> Kept {
    let numbers: Vec<u64> = walked.ids.iter().filter_map(|id| id.parse().ok()).collect();
    let ordered = numbers
        .windows(2)
        .all(|pair| (pair[0] < pair[1]) == is_growing);
    is(ordered && numbers.len() == walked.ids.len(), || {
        "the items are not in order".to_owned()
    })
}
