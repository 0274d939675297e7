//! Handing in once, looking at it, acting once, and taking it back.

use serde_json::{Value, json};

use super::uploads::Sent;
use super::{HandedIn, Run, fresh};
use crate::Impossible;
use crate::answer::Answer;
use crate::client::Request;
use crate::rule::{Kept, Rule, is, rules};

const NO_CASE: &str = "because no case was handed in";

rules! {
    CHANGED: "cases/scenario_changed", "another version than the live one is 409 scenario_changed",
        "docs/api.md#a-scenario-and-its-versions";
    HAND_IN: "cases/hand_in", "an application that is complete becomes a case with a number",
        "docs/api.md#handing-in";
    SAME_ANSWER: "idempotency/same_answer", "the same request with the same key gets the same answer",
        "docs/api.md#writing-once";
    KEY_REUSED: "idempotency/key_reused", "the same key with another body is 409 key_reused",
        "docs/api.md#writing-once";
    ACTED_ONCE: "idempotency/acted_once", "an action that is sent twice is done once", "docs/api.md#writing-once";
    OPEN: "cases/open", "a second case for the same person is 409 case_open, with the number of the first",
        "docs/api.md#handing-in";
    SHOWN: "cases/shown", "the case is shown under its number, with the time until which it can be undone",
        "docs/api.md#handing-in";
    LISTED: "cases/listed", "the case is in one's list, once", "docs/api.md#lists";
    FILE: "cases/file", "a page of it comes as it was sent, whole, by Range (206), or 416 behind its end",
        "docs/api.md#what-was-handed-in";
    RECEIPT: "cases/receipt", "the receipt is a PDF", "docs/api.md#documents";
    UNDONE: "cases/undone", "what is undone is not found, and its files are as if they had just been sent",
        "docs/api.md#after-handing-in";
}

/// As `POST /api/v1/cases` takes it.
pub(super) fn submission(run: &mut Run<'_>, application: Value) -> Value {
    let (id, region) = (
        &run.settings.application.scenario,
        &run.settings.application.region,
    );
    let scenario = format!("/api/v1/scenarios/{id}?region={region}");
    let scenario = run.client.send(Request::get(scenario)).json();
    json!({
        "scenario": id,
        "version": scenario["version"],
        "hash": scenario["hash"],
        "region": region,
        "application": application,
    })
}

pub(super) fn ask(run: &mut Run<'_>, sent: Option<Sent>) -> Result<Option<HandedIn>, Impossible> {
    let rest: [Rule; 9] = [
        SAME_ANSWER,
        KEY_REUSED,
        ACTED_ONCE,
        OPEN,
        SHOWN,
        LISTED,
        FILE,
        RECEIPT,
        UNDONE,
    ];
    let Some(sent) = sent else {
        run.report
            .not_ask(&[CHANGED, HAND_IN], "because no file could be sent");
        run.report.not_ask(&rest, NO_CASE);
        return Ok(None);
    };
    let region = run.settings.application.region.clone();
    run.get(&format!("/api/v1/person/licences?region={region}"));
    run.get("/api/v1/person/holdings");
    let application = run.settings.application.with_photograph(&sent.file);
    let submission = submission(run, application);
    let mut old = submission.clone();
    old["hash"] = json!("0".repeat(16));
    let answer = run.post("/api/v1/cases", &fresh("old")?, &old);
    run.report
        .note(CHANGED, answer.is_problem("scenario_changed"));

    let key = fresh("hand-in")?;
    let first = run.post("/api/v1/cases", &key, &submission);
    let number = first.text("number");
    let has_number = is(!number.is_empty(), || format!("{}: no number", first.of));
    let kept = first.succeeds().and(has_number);
    let is_there = kept.is_ok();
    run.report
        .note(HAND_IN, kept.map_err(|seen| with_errors(seen, &first)));
    if !is_there {
        run.report.not_ask(&rest, NO_CASE);
        return Ok(None);
    }
    let again = run.post("/api/v1/cases", &key, &submission);
    let kept = is(
        again.status == first.status && again.text("number") == number,
        || format!("{} the second time", again.seen()),
    );
    run.report.note(SAME_ANSWER, kept);
    let mut other = submission.clone();
    other["application"]["sensitive_consent"] = json!(false);
    let answer = run.post("/api/v1/cases", &key, &other);
    run.report.note(KEY_REUSED, answer.is_problem("key_reused"));
    let answer = run.post("/api/v1/cases", &fresh("second")?, &submission);
    let kept = answer.is_problem("case_open").and_then(|()| {
        is(answer.text("case") == number, || {
            format!("{}: another case", answer.of)
        })
    });
    run.report.note(OPEN, kept);
    let case = HandedIn {
        number,
        file: sent.file,
        photograph: sent.photograph,
    };
    look(run, &case);
    act_once(run, &case)?;
    Ok(Some(case))
}

/// What was refused, so that the application can be mended.
fn with_errors(seen: String, answer: &Answer) -> String {
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let errors: Vec<String> = errors
        .iter()
        .map(|error| format!("{} {}", error["path"], error["code"]))
        .collect();
    format!("{seen} {} {}", answer.text("case"), errors.join(", "))
}

fn look(run: &mut Run<'_>, case: &HandedIn) {
    let path = format!("/api/v1/cases/{}", case.number);
    let shown = run.get(&path);
    let body = shown.json();
    let kept = is(
        body["number"] == case.number && body["undo_until"].is_string(),
        || format!("{}: no number, or no undo_until", shown.of),
    );
    run.report.note(SHOWN, kept);
    let list = run.get("/api/v1/cases?open=true").json();
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let count = items
        .iter()
        .filter(|item| item["number"] == case.number)
        .count();
    run.report
        .note(LISTED, is(count == 1, || format!("{count} times")));
    run.get(&format!("{path}/application"));
    let scenario = run.settings.application.scenario.clone();
    run.get(&format!("/api/v1/eligibility/{scenario}"));

    let file = format!("{path}/files/{}", case.file);
    let cookie = run.person.clone();
    let kept = reads_file(run, &file, case, &|request| request.of(&cookie));
    run.report.note(FILE, kept);
    let receipt = run.get(&format!("{path}/receipt.pdf"));
    match receipt.text("code").as_str() {
        "unavailable" => run
            .report
            .not_ask(&[RECEIPT], "because it sets no documents"),
        _ => {
            let kept = is(receipt.body.starts_with(b"%PDF"), || receipt.seen());
            run.report.note(RECEIPT, kept);
        }
    }
}

/// Whole, by range, and behind its end.
pub(super) fn reads_file(
    run: &mut Run<'_>,
    path: &str,
    case: &HandedIn,
    signed: &dyn Fn(Request) -> Request,
) -> Kept {
    let ask = |range: Option<String>| {
        let request = signed(Request::get(path));
        match range {
            Some(range) => request.header("Range", range),
            None => request,
        }
    };
    let length = case.photograph.len();
    let whole = run.client.send(ask(None));
    is(whole.body == case.photograph, || {
        format!("{}: other bytes", whole.of)
    })?;
    let part = run.client.send(ask(Some("bytes=10-99".to_owned())));
    is(
        part.status == 206 && part.body == case.photograph[10..100],
        || format!("{} for bytes 10 to 99", part.seen()),
    )?;
    let behind = run.client.send(ask(Some(format!("bytes={length}-"))));
    behind.has_status(416)
}

fn act_once(run: &mut Run<'_>, case: &HandedIn) -> Result<(), Impossible> {
    let path = format!("/api/v1/cases/{}", case.number);
    let shown = run.get(&path).json();
    let question = json!({
        "seen": shown["last"],
        "action": { "ask": { "service": shown["services"][0]["service"], "text": "请问还要多久？" } },
    });
    let key = fresh("ask")?;
    let action = format!("{path}/actions");
    let (first, again) = (
        run.post(&action, &key, &question),
        run.post(&action, &key, &question),
    );
    let events = |answer: &Answer| answer.json()["events"].as_array().map_or(0, Vec::len);
    let after = run.get(&path);
    let kept = first
        .succeeds()
        .and_then(|()| again.succeeds())
        .and_then(|()| {
            let (one, two) = (events(&first), events(&after));
            is(one == two, || format!("{one} events, then {two}"))
        });
    run.report.note(ACTED_ONCE, kept);
    Ok(())
}

/// Leaves nothing behind.
pub(super) fn take_back(run: &mut Run<'_>, case: Option<&HandedIn>) {
    let Some(case) = case else {
        return;
    };
    let path = format!("/api/v1/cases/{}", case.number);
    let shown = run.get(&path).json();
    let undo = json!({ "seen": shown["last"], "action": "undo" });
    let key = format!("conform-undo-{}", case.number);
    let undone = run.post(&format!("{path}/actions"), &key, &undo);
    let gone = run.get(&path);
    let file = format!("/api/v1/uploads/{}", case.file);
    let loose = run.get(&file);
    let kept = undone
        .succeeds()
        .and_then(|()| gone.is_problem("not_found"))
        .and_then(|()| loose.succeeds());
    run.report.note(UNDONE, kept);
    let delete = Request::new("DELETE", file)
        .by_app()
        .of(&run.person)
        .header("Tus-Resumable", "1.0.0");
    run.client.send(delete);
}
