//! Back offices: who may ask, what they see, and that they act once.

use serde_json::{Value, json};

use super::cases::reads_file;
use super::{HandedIn, Run, fresh};
use crate::Impossible;
use crate::client::Request;
use crate::rule::{Kept, Rule, is, rules};

rules! {
    TOKEN: "offices/token", "without a token that is known nothing is shown, 403 forbidden",
        "docs/api.md#back-offices";
    PERSON: "offices/person", "the session of a resident is no token", "docs/api.md#back-offices";
    CASE: "offices/case", "the office sees the case, whole", "docs/api.md#back-offices";
    FILE: "offices/file", "it sees each page as it was sent, whole, by Range (206), or 416 behind its end",
        "docs/api.md#back-offices";
    TOO_EARLY: "offices/undo_open", "nothing is decided while the resident can undo, 409 action_refused: undo_open",
        "docs/api.md#back-offices";
    ACCEPTED_ONCE: "offices/accepted_once", "an action that is sent twice with one key is done once",
        "docs/api.md#writing-once";
    OTHER_OFFICE: "offices/other", "an office that sees no service of the case does not find it",
        "docs/api.md#back-offices";
}

pub(super) fn ask(run: &mut Run<'_>, case: Option<&HandedIn>) -> Result<(), Impossible> {
    let all: [Rule; 7] = [
        TOKEN,
        PERSON,
        CASE,
        FILE,
        TOO_EARLY,
        ACCEPTED_ONCE,
        OTHER_OFFICE,
    ];
    let Some(token) = run.settings.office.clone() else {
        run.report
            .not_ask(&all, "because no token of an office is given");
        return Ok(());
    };
    let bare = run.client.send(Request::get("/ops/v1/cases"));
    let wrong = run
        .client
        .send(Request::get("/ops/v1/cases").office("conform-no-such-token"));
    let kept = bare
        .is_problem("forbidden")
        .and(wrong.is_problem("forbidden"));
    run.report.note(TOKEN, kept);
    let of_person = run.get("/ops/v1/cases");
    run.report.note(PERSON, of_person.is_problem("forbidden"));
    let Some(case) = case else {
        run.report
            .not_ask(&all[2..], "because no case was handed in");
        return Ok(());
    };
    let path = format!("/ops/v1/cases/{}", case.number);
    let shown = run.client.send(Request::get(&path).office(&token));
    let detail = shown.json();
    let kept = shown.succeeds().and_then(|()| {
        is(detail["case"]["number"] == case.number, || {
            format!("{}: another case", shown.of)
        })
    });
    run.report.note(CASE, kept);
    let kept = reads_file(
        run,
        &format!("{path}/files/{}", case.file),
        case,
        &|request| request.office(&token),
    );
    run.report.note(FILE, kept);
    act(run, &path, &token, &detail["case"])?;
    match run.settings.other_office.clone() {
        None => run.report.not_ask(
            &[OTHER_OFFICE],
            "because no token of another office is given",
        ),
        Some(other) => {
            let answer = run.client.send(Request::get(&path).office(&other));
            run.report.note(OTHER_OFFICE, answer.has_status(404));
        }
    }
    Ok(())
}

fn act(run: &mut Run<'_>, path: &str, token: &str, case: &Value) -> Result<(), Impossible> {
    let services = case["services"].as_array().cloned().unwrap_or_default();
    let waiting = services.iter().find(|it| it["state"] == "submitted");
    let Some(service) = waiting.map(|it| it["service"].clone()) else {
        run.report.not_ask(
            &[TOO_EARLY, ACCEPTED_ONCE],
            "because no service waits for the office",
        );
        return Ok(());
    };
    let actions = format!("{path}/actions");
    let accept = json!({ "seen": case["last"], "action": { "accept": { "service": service } } });
    let key = fresh("accept")?;
    let mut send = |key: &str, body: &Value| {
        let request = Request::new("POST", &actions)
            .office(token)
            .key(key)
            .json(body);
        run.client.send(request)
    };
    let (first, again) = (send(&key, &accept), send(&key, &accept));
    let grant = json!({
        "seen": u32::MAX,
        "action": { "grant": { "service": service, "result": "办结" } },
    });
    let early = send(&fresh("grant")?, &grant);
    let kept: Kept = first
        .succeeds()
        .and_then(|()| again.succeeds())
        .and_then(|()| {
            is(first.json()["last"] == again.json()["last"], || {
                "it is done twice".to_owned()
            })
        });
    run.report.note(ACCEPTED_ONCE, kept);
    let kept = early.is_problem("action_refused").and_then(|()| {
        let refusal = &early.json()["refusal"];
        is(refusal["undo_open"].is_string(), || {
            format!("the refusal is {refusal}")
        })
    });
    run.report.note(TOO_EARLY, kept);
    Ok(())
}
