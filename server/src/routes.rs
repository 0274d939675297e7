//! Every resource of the API in one list: it registers the handlers, and the OpenAPI document is
//! written from it, so that neither can forget the other.

use axum::{Json, Router};
use catalog::Scenario;
use catalog::handbook::Handbook;
use catalog::scenario::{Counter, ScenarioIndex};
use catalog::search::{RegionSummary, SearchIndex};
use contract::audit::{AuditEntry, AuditPage};
use contract::case::{Case, CasePage, Submission};
use contract::case_action::ResidentCommand;
use contract::confirmation::{ConfirmationAnswer, ConfirmationAsked};
use contract::counter::{BookableDays, OpsVisits};
use contract::document::{BlankContent, Verified};
use contract::elsewhere::ElsewhereTick;
use contract::handed_in::HandedIn;
use contract::handover::{HandedOver, Handover};
use contract::inbox::{Dismissed, Inbox, InboxRead};
use contract::licence::Licences;
use contract::office_action::OfficeCommand;
use contract::ops::{OpsCase, OpsCaseDetail, OpsCasePage, PrecheckOutcomePage};
use contract::person::{Eligibility, Holdings, Session, SignIn, SignedOut};
use contract::personal_data::{Erased, HeldData};
use contract::problem::Code;
use contract::upload::Upload;
use serde_json::Value;

use crate::catalogue::{self, Health};
use crate::endpoint::{Endpoint, delete, get, head, options, patch, post};
use crate::error::ApiError;
use crate::state::AppState;
use crate::{auth, cases, counters, documents, inbox, openapi, ops, person, registers, uploads};

#[rustfmt::skip] // One resource, one paragraph.
pub(crate) fn all() -> Vec<Endpoint> {
    vec![
        get("/api/v1/health", catalogue::health, "Whether the server and its database answer").answers::<Health>(200),
        get("/api/v1/openapi.json", openapi_document, "This document").answers_json(),

        get("/api/v1/regions", catalogue::regions, "The regions where cases are accepted").answers::<Vec<RegionSummary>>(200),
        get("/api/v1/handbook", catalogue::handbook, "The 办事指南 of the basic public services")
            .answers::<Handbook>(200),
        get("/api/v1/search-index", catalogue::search_index, "What a search can find, with pinyin; the app ranks")
            .query(&["region"]).answers::<SearchIndex>(200),
        get("/api/v1/regions/{region}/counters", counters::list, "办事窗口: where one can go in person")
            .answers::<Vec<Counter>>(200),
        get("/api/v1/regions/{region}/counters/{counter}/days", counters::days, "The half hours that can be booked there")
            .signed_in().answers::<BookableDays>(200).problems(&[Code::NotFound]),
        get("/api/v1/shelf", catalogue::shelf, "The ten 一件事 by stage of life, and which are available")
            .query(&["region"]).answers::<ScenarioIndex>(200),
        get("/api/v1/scenarios/{id}", catalogue::scenario, "A scenario as its region sees it: the latest version")
            .query(&["region"]).answers::<Scenario>(200).problems(&[Code::NotFound]),
        get("/api/v1/scenarios/{id}/{hash}", catalogue::scenario_version, "One version of a scenario; it never changes")
            .answers::<Scenario>(200).problems(&[Code::NotFound]),

        get("/api/v1/scenarios/{id}/blanks/{file}", documents::blank, "A blank: a material's id and .pdf or .png")
            .signed_in().query(&["region"]).answers_pdf().problems(&[Code::NotFound, Code::Unavailable]),
        post("/api/v1/scenarios/{id}/blanks/{file}", documents::filled_blank, "The same, filled from what is sent; nothing is kept")
            .signed_in().takes::<BlankContent>().answers_pdf().problems(&[Code::NotFound, Code::Unavailable]),

        get("/api/v1/session", auth::session::show, "Who is signed in, the server's day, demo identities")
            .answers::<Session>(200),
        post("/api/v1/session", auth::session::sign_in, "Sign in").takes::<SignIn>().answers::<Session>(200)
            .problems(&[Code::NotFound, Code::TooMany]),
        delete("/api/v1/session", auth::session::sign_out, "Sign out; go on to `continue_at`, where the answer names it")
            .answers::<SignedOut>(200),
        get("/api/v1/session/sign-in", auth::sign_in_at::begin, "Sends the browser to the identity service")
            .query(&["to", "anew"]).answers_empty(303).problems(&[Code::NotFound, Code::TooMany]),
        get("/api/v1/session/callback", auth::sign_in_at::callback, "Where the identity service sends it back to")
            .query(&["state", "code", "error"]).answers_empty(303).problems(&[Code::NotFound, Code::TooMany]),
        post(auth::back_channel::PATH, auth::back_channel::receive,
            "The identity service says that somebody has signed out there (OpenID Connect Back-Channel Logout)")
            .answers_empty(200)
            .problems(&[Code::NotFound, Code::Malformed, Code::MediaType, Code::TooMany, Code::Unavailable]),
        post("/api/v1/handovers", auth::handover::hand_in, "A mini-program hands in a session, by Authorization: Bearer")
            .takes::<Handover>().answers::<HandedOver>(201)
            .problems(&[Code::NotFound, Code::Forbidden, Code::TooMany]),
        get("/api/v1/session/handover", auth::handover::open, "Its web-view opens that, once, within a minute")
            .query(&["code"]).answers_empty(303).problems(&[Code::Malformed, Code::Forbidden, Code::TooMany]),

        get("/api/v1/person/holdings", registers::holdings::holdings, "What registers hold: records, e-licences")
            .signed_in().answers::<Holdings>(200),
        get("/api/v1/person/licences", registers::licences::list, "我的证照: e-licences and what they spare, results granted")
            .signed_in().query(&["region"]).answers::<Licences>(200),
        get("/api/v1/person/data", person::held, "What is held about one, by kind (个人信息保护法 44)").signed_in()
            .answers::<HeldData>(200),
        get("/api/v1/person/data/export.zip", person::export, "All of it: JSON and files (article 45)").signed_in()
            .answers_zip().problems(&[Code::TooMany]),
        post("/api/v1/person/data/erasure", person::erase, "Erases it, but for what is named with a reason (article 47)")
            .signed_in().answers::<Erased>(200),
        get("/api/v1/eligibility/{scenario}", registers::holdings::eligibility, "What would stop an application")
            .signed_in().query(&["region"]).answers::<Eligibility>(200).problems(&[Code::NotFound]),

        options("/api/v1/uploads", uploads::protocol, "The version and extensions of tus").answers_nothing(),
        post("/api/v1/uploads", uploads::create, "Announce a file (tus creation)").signed_in()
            .tus(&["Upload-Length", "Upload-Metadata"]).answers_empty(201)
            .problems(&[Code::Malformed, Code::TooLarge, Code::FileRefused, Code::TooMany, Code::StorageFull]),
        head("/api/v1/uploads/{id}", uploads::offset, "How many bytes have arrived").signed_in().tus(&[])
            .answers_empty(200).problems(&[Code::NotFound]),
        patch("/api/v1/uploads/{id}", uploads::append, "Send bytes; after the last part ask for the pre-check")
            .signed_in().tus(&["Upload-Offset"]).takes_bytes().answers_nothing()
            .problems(&[Code::NotFound, Code::OffsetMismatch, Code::TooLarge, Code::MediaType, Code::ChecksumMismatch,
                Code::StorageFull]),
        get("/api/v1/uploads/{id}", uploads::show, "The state of a file, and its pre-check").signed_in()
            .answers::<Upload>(200).problems(&[Code::NotFound]),
        delete("/api/v1/uploads/{id}", uploads::terminate, "Remove it (tus termination)").signed_in().tus(&[])
            .answers_nothing().problems(&[Code::NotFound, Code::WrongState]),

        post("/api/v1/cases", cases::submit::submit, "Hand in an application").signed_in().idempotent()
            .takes::<Submission>().answers::<Case>(201)
            .problems(&[Code::ScenarioChanged, Code::CaseOpen, Code::KeyReused, Code::ApplicationInvalid]),
        get("/api/v1/cases", cases::list, "One's own cases, all or the open ones, the newest first").signed_in()
            .query(&["open", "cursor"])
            .answers::<CasePage>(200),
        get("/api/v1/cases/{number}", cases::show, "A case and its timelines").signed_in().answers::<Case>(200)
            .problems(&[Code::NotFound]),
        get("/api/v1/cases/{number}/application", cases::handed_in::show, "What was handed in, in words; numbers masked")
            .signed_in().answers::<HandedIn>(200).problems(&[Code::NotFound]),
        get("/api/v1/cases/{number}/files/{file}", cases::files::show, "A picture or paper of the case, by Range or whole")
            .signed_in().answers_file().problems(&[Code::NotFound]),
        get("/api/v1/cases/{number}/receipt.pdf", documents::receipt, "The receipt, to print; shared=true without names")
            .signed_in().query(&["shared"]).answers_pdf()
            .problems(&[Code::Malformed, Code::NotFound, Code::Unavailable]),
        post("/api/v1/cases/{number}/actions", cases::actions::act, "Undo, withdraw, correct, supply, ask, urge, rate, book")
            .signed_in().idempotent().takes::<ResidentCommand>().answers::<Case>(200)
            .problems(&[Code::Malformed, Code::NotFound, Code::ActionRefused, Code::CaseOpen, Code::SlotTaken,
                Code::KeyReused, Code::ApplicationInvalid]),
        get("/api/v1/cases/{number}/receipt.png", documents::receipt_picture, "The receipt as a picture, to keep by a long press")
            .signed_in().query(&["shared"]).answers_png()
            .problems(&[Code::Malformed, Code::NotFound, Code::Unavailable]),
        get("/api/v1/cases/{number}/promises/{file}", documents::promise, "What was agreed to: a commitment's id and .pdf or .png")
            .signed_in().query(&["shared"]).answers_pdf()
            .problems(&[Code::Malformed, Code::NotFound, Code::Unavailable]),
        post("/api/v1/cases/{number}/elsewhere/{service}", cases::elsewhere::tick, "Tick off a step at another office, or take that back")
            .signed_in().takes::<ElsewhereTick>().answers_nothing().problems(&[Code::NotFound]),
        get("/api/v1/confirmations/{code}", cases::confirmations::show, "What somebody is invited to confirm").signed_in()
            .answers::<ConfirmationAsked>(200).problems(&[Code::NotFound, Code::ActionRefused]),
        post("/api/v1/confirmations/{code}", cases::confirmations::answer, "Confirm, or say no").signed_in().idempotent()
            .takes::<ConfirmationAnswer>().answers::<ConfirmationAsked>(200)
            .problems(&[Code::NotFound, Code::ActionRefused, Code::KeyReused]),
        get("/api/v1/cases/{number}/results/{file}", documents::results::printed, "What was granted: a service's id and .pdf or .png")
            .signed_in().answers_pdf().problems(&[Code::NotFound, Code::Unavailable]),
        get("/api/v1/verify/{code}", documents::results::verify, "Whether a printed result is genuine; nothing of a person")
            .answers::<Verified>(200).problems(&[Code::NotFound, Code::TooMany]),

        get("/api/v1/inbox", inbox::list, "What happened to one's cases, the newest first").signed_in().query(&["cursor"])
            .answers::<Inbox>(200).problems(&[Code::Malformed]),
        post("/api/v1/inbox/read", inbox::read, "Everything up to this one has been read").signed_in()
            .takes::<InboxRead>().answers_nothing(),
        post("/api/v1/inbox/dismiss", inbox::dismiss, "A notice that was not asked for (免申即享) is not shown again")
            .signed_in().takes::<Dismissed>().answers_nothing().problems(&[Code::NotFound]),

        get("/ops/v1/cases", ops::cases::list, "Cases for a back office, the oldest open one first").office()
            .query(&["state", "light", "service", "flagged", "objected", "cursor"]).answers::<OpsCasePage>(200),
        get("/ops/v1/precheck-outcomes", ops::precheck_outcomes::list, "Pre-check reports beside clerks' decisions")
            .office().query(&["cursor"]).answers::<PrecheckOutcomePage>(200).problems(&[Code::Malformed]),
        get("/ops/v1/audit", ops::audit::list, "Who has read and done what, the oldest first; for auditors and leads")
            .office().query(&["cursor"]).answers::<AuditPage>(200).problems(&[Code::Malformed]),
        get("/ops/v1/audit/export", ops::audit::export, "The same as JSON lines, of some days; a lead reads her office's")
            .office().query(&["from", "until", "after"]).answers_lines::<AuditEntry>().problems(&[Code::Malformed]),
        get("/ops/v1/visits", ops::visits::list, "Who comes to a counter on a day").office()
            .query(&["day", "cursor"])
            .answers::<OpsVisits>(200).problems(&[Code::Malformed]),
        get("/ops/v1/cases/{number}", ops::cases::show, "A case whole, as far as it is the office's").office()
            .answers::<OpsCaseDetail>(200).problems(&[Code::NotFound]),
        get("/ops/v1/cases/{number}/files/{file}", ops::cases::file, "A picture or paper of it, by Range or whole")
            .office().answers_file().problems(&[Code::NotFound]),
        post("/ops/v1/cases/{number}/actions", ops::actions::act, "Claim, accept, 补正, extend, grant, refuse, check, reply")
            .office().idempotent().takes::<OfficeCommand>().answers::<OpsCase>(200)
            .problems(&[Code::NotFound, Code::ActionRefused, Code::KeyReused]),
    ]
}

pub(crate) fn router() -> Router<AppState> {
    all()
        .into_iter()
        .fold(Router::new(), |router, endpoint| {
            router.route(endpoint.path, endpoint.handler)
        })
        .method_not_allowed_fallback(async || ApiError::Method)
}

/// `GET /api/v1/openapi.json`
async fn openapi_document() -> Json<Value> {
    Json(openapi::document(&all()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_is_in_the_document_and_every_reference_in_it_resolves() {
        let endpoints = all();
        let document = openapi::document(&endpoints);
        assert!(endpoints.len() > 20);
        for endpoint in endpoints {
            let method = endpoint.method.as_str().to_lowercase();
            let operation = &document["paths"][endpoint.path][&method];
            assert!(
                operation["responses"].is_object(),
                "{method} {}",
                endpoint.path
            );
        }
        let mut references = Vec::new();
        collect_references(&document, &mut references);
        assert!(references.len() > 20);
        for reference in references {
            let pointer = reference.strip_prefix('#').expect("a local reference");
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    /// Agencies read it without a server, and `cargo xtask conform` holds their answers against it.
    #[test]
    fn the_document_beside_the_conformance_program_is_this_one() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../crates/conformance/openapi.json"
        );
        let document = openapi::document(&all());
        if std::env::var_os("YIJIANSHI_WRITE_OPENAPI").is_some() {
            let text = serde_json::to_string_pretty(&document).unwrap();
            std::fs::write(file, text + "\n").unwrap();
        }
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(
            serde_json::from_str::<Value>(&written).ok() == Some(document),
            "another one: YIJIANSHI_WRITE_OPENAPI=1 cargo test -p server --lib the_document"
        );
    }

    fn collect_references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    found.push(reference.clone());
                }
                map.values()
                    .for_each(|value| collect_references(value, found));
            }
            Value::Array(list) => list
                .iter()
                .for_each(|value| collect_references(value, found)),
            _ => {}
        }
    }
}
