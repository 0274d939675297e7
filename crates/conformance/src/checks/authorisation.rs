//! What belongs to someone else is not there.

use serde_json::json;

use super::{HandedIn, Run};
use crate::client::Request;
use crate::rule::{Kept, Rule, is, rules};

rules! {
    CASE: "authorisation/case", "somebody else's case is not found, whole or in part",
        "docs/api.md#signing-in-and-who-may-write";
    ACTION: "authorisation/action", "nobody acts in somebody else's case", "docs/api.md#signing-in-and-who-may-write";
    LIST: "authorisation/list", "one's own list has nobody else's case", "docs/api.md#lists";
    FILE: "authorisation/file", "somebody else's file is not found, nor written, nor deleted",
        "docs/api.md#signing-in-and-who-may-write";
}

pub(super) fn ask(run: &mut Run<'_>, case: Option<&HandedIn>) {
    let all: [Rule; 4] = [CASE, ACTION, LIST, FILE];
    let Some(case) = case else {
        run.report.not_ask(&all, "because no case was handed in");
        return;
    };
    let of_case = format!("/api/v1/cases/{}", case.number);
    let own = format!("{of_case}/files/{}", case.file);
    let paths = [
        of_case.clone(),
        format!("{of_case}/application"),
        format!("{of_case}/receipt.pdf"),
        own,
    ];
    let kept = paths
        .iter()
        .try_for_each(|path| not_found(run, Request::get(path)));
    run.report.note(CASE, kept);

    let ask = json!({ "seen": u32::MAX, "action": "undo" });
    let act = Request::post(format!("{of_case}/actions"), &ask).key("conform-of-another");
    let kept = not_found(run, act);
    run.report.note(ACTION, kept);

    let other = run.other.clone();
    let list = run.client.send(Request::get("/api/v1/cases").of(&other));
    let has_it = String::from_utf8_lossy(&list.body).contains(&case.number);
    let kept = is(!has_it, || format!("{} names the case", list.of));
    run.report.note(LIST, kept);

    let file = format!("/api/v1/uploads/{}", case.file);
    let tus = |method| {
        let request = Request::new(method, &file).by_app();
        request.header("Tus-Resumable", "1.0.0")
    };
    let patch = tus("PATCH")
        .header("Upload-Offset", "0")
        .header("Content-Type", "application/offset+octet-stream")
        .bytes("x");
    let requests = [Request::get(&file), tus("HEAD"), patch, tus("DELETE")];
    let kept = requests
        .into_iter()
        .try_for_each(|request| not_found(run, request));
    run.report.note(FILE, kept);
}

fn not_found(run: &mut Run<'_>, request: Request) -> Kept {
    let request = request.of(&run.other);
    let answer = run.client.send(request);
    // HEAD has no body that names a code.
    answer.has_status(404)
}
