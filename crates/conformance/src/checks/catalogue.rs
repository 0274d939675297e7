//! What is public: scenarios and their versions, places, handbook, search; and that a browser need not load it twice.

use super::Run;
use crate::answer::Answer;
use crate::client::Request;
use crate::rule::{Kept, is, rules};

rules! {
    TAG: "etags/given", "what is public is answered with an ETag", "docs/api.md#places-handbook-search";
    HELD: "etags/held", "whoever holds it already is answered 304 without a body",
        "docs/api.md#places-handbook-search";
    OTHER: "etags/other", "whoever holds something else gets all of it", "docs/api.md#places-handbook-search";
    VERSION: "scenarios/version", "a version is served under its hash, says that hash, and never changes",
        "docs/api.md#a-scenario-and-its-versions";
    NO_VERSION: "scenarios/no_version", "a hash that no version has is not found",
        "docs/api.md#a-scenario-and-its-versions";
    BASE: "scenarios/base", "a region that is not known gets the national base",
        "docs/api.md#a-scenario-and-its-versions";
}

pub(super) fn ask(run: &mut Run<'_>) {
    let (scenario, region) = (
        run.settings.application.scenario.clone(),
        run.settings.application.region.clone(),
    );
    run.client.send(Request::get("/api/v1/health"));
    run.client
        .send(Request::get(format!("/api/v1/regions/{region}/counters")));
    let latest = format!("/api/v1/scenarios/{scenario}?region={region}");
    let public = [
        "/api/v1/regions".to_owned(),
        "/api/v1/handbook".to_owned(),
        format!("/api/v1/shelf?region={region}"),
        format!("/api/v1/search-index?region={region}"),
        latest,
    ];
    let first: Vec<Answer> = public
        .iter()
        .map(|path| run.client.send(Request::get(path)))
        .collect();
    let all = |kept: &dyn Fn(&Answer) -> Kept| first.iter().try_for_each(kept);
    let tag = |answer: &Answer| answer.header("etag").unwrap_or_default().to_owned();
    let tagged = all(&|answer| {
        is(!tag(answer).is_empty(), || {
            format!("{} has none", answer.of)
        })
    });
    run.report.note(TAG, tagged);

    let held: Vec<Answer> = public
        .iter()
        .zip(&first)
        .filter(|(_, answer)| !tag(answer).is_empty())
        .map(|(path, answer)| {
            let asked = Request::get(path).header("If-None-Match", tag(answer));
            run.client.send(asked)
        })
        .collect();
    let kept = held.iter().try_for_each(|answer| {
        answer.has_status(304)?;
        is(answer.body.is_empty(), || {
            format!("{}: 304 with a body", answer.of)
        })
    });
    run.report.note(HELD, kept);

    let kept = public.iter().try_for_each(|path| {
        let asked = Request::get(path).header("If-None-Match", "\"of-something-else\"");
        let answer = run.client.send(asked);
        is(answer.is_success() && !answer.body.is_empty(), || {
            answer.seen()
        })
    });
    run.report.note(OTHER, kept);
    versions(run, &scenario, &region, &first[4]);
}

fn versions(run: &mut Run<'_>, scenario: &str, region: &str, latest: &Answer) {
    let hash = latest.text("hash");
    let path = format!("/api/v1/scenarios/{scenario}/{hash}?region={region}");
    let (one, again) = (
        run.client.send(Request::get(&path)),
        run.client.send(Request::get(&path)),
    );
    let kept = one
        .succeeds()
        .and_then(|()| {
            is(one.text("hash") == hash, || {
                format!("{}: it says another hash", one.of)
            })
        })
        .and_then(|()| {
            is(one.body == again.body, || {
                format!("{}: it has changed", one.of)
            })
        })
        .and_then(|()| {
            let caching = one.header("cache-control").unwrap_or_default();
            is(caching.contains("immutable"), || {
                format!("{}: Cache-Control does not say immutable", one.of)
            })
        });
    run.report.note(VERSION, kept);
    let none = format!(
        "/api/v1/scenarios/{scenario}/{}",
        "0".repeat(hash.len().max(8))
    );
    let none = run.client.send(Request::get(none));
    run.report.note(NO_VERSION, none.is_problem("not_found"));
    let base = run.client.send(Request::get(format!(
        "/api/v1/scenarios/{scenario}?region=999999"
    )));
    let of = base.json()["region"]["code"].clone();
    let kept = is(base.is_success() && of == "000000", || {
        format!("{}: the region is {of}", base.of)
    });
    run.report.note(BASE, kept);
}
