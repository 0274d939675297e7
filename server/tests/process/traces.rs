//! Traces, as a collector gets them over HTTP.

use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use serde_json::{Value, json};

use crate::collector::{Collector, PATIENCE, hex, text};
use crate::privacy::TELLING;
use crate::residents::App;
use crate::running::{FROM_APP, Running};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

fn traced(collector: &Collector, flags: &[&str]) -> Running {
    Running::start_with(tempfile::tempdir().unwrap(), |server| {
        server
            .args(["--trusted-proxies", "127.0.0.1"])
            .args(flags)
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.address)
            .env("OTEL_BSP_SCHEDULE_DELAY", "50");
    })
}

#[test]
fn a_collector_gets_what_a_request_did_and_nothing_of_a_person() {
    let collector = Collector::start(false);
    let server = traced(&collector, &["--registers", &collector.address]);
    let token = server.signed_in();
    let cookie = format!("{FROM_APP}cookie: yijianshi={token}\r\n");
    let of_trace =
        format!("{cookie}traceparent: 00-{TRACE}-{PARENT}-01\r\ntracestate: phone=13800138000\r\n");
    let of_registers = [("GET /api/v1/person/holdings", "")];
    let of_offices_and_data = [
        ("GET /ops/v1/cases/39A4C7QKXW6T", ""),
        ("POST /api/v1/person/data/erasure", ""),
    ];
    for (request, body) in (of_registers.into_iter())
        .chain(TELLING)
        .chain(of_offices_and_data)
    {
        Running::send(&server.address, request, &of_trace, body);
    }
    let case = collector.span("GET /api/v1/cases/{number}");
    assert_eq!(
        (hex(&case.trace_id), hex(&case.parent_span_id)),
        (TRACE.into(), PARENT.into())
    );
    assert_eq!(case.kind, SpanKind::Server as i32);
    assert_eq!(text(&case, "http.route"), "/api/v1/cases/{number}");
    assert_eq!(text(&case, "http.response.status_code"), "404");
    assert_eq!(text(&case, "request.id"), TRACE);
    assert_eq!(case.trace_state, "");
    // What it did lies within it.
    collector.until("reading", |it| {
        let mut spans = it.spans().into_iter();
        spans.find(|span| span.name == "database read" && span.parent_span_id == case.span_id)
    });
    let erasure = collector.span("POST /api/v1/person/data/erasure");
    let written = collector.until("writing", |it| {
        let mut spans = it.spans().into_iter();
        spans.find(|span| span.name == "database write" && span.parent_span_id == erasure.span_id)
    });
    collector.until("commit", |it| {
        let mut spans = it.spans().into_iter();
        spans.find(|span| span.name == "database commit" && span.parent_span_id == written.span_id)
    });
    // Who was asked for it can go on with the trace. Signing in asks registers too, for nobody's request.
    let ask = collector.until("ask registers", |it| {
        let mut spans = it.spans().into_iter();
        spans.find(|span| span.name == "ask registers" && hex(&span.trace_id) == TRACE)
    });
    assert_eq!(ask.kind, SpanKind::Client as i32);
    assert_eq!(text(&ask, "http.response.status_code"), "404");
    let from = format!("traceparent: 00-{TRACE}-{}-01", hex(&ask.span_id));
    let told = collector.posted.lock().unwrap().iter().any(|one| {
        // Of what was asked of registers, and not of what was sent to the collector.
        one.path != "/v1/traces" && one.head.contains(&from)
    });
    assert!(told, "nobody was told {from}");
    // Sends the rest.
    server.stop();
    let posted = collector.posted.lock().unwrap();
    let traces = posted.iter().filter(|one| one.path == "/v1/traces");
    let bytes: Vec<u8> = traces.flat_map(|one| one.body.clone()).collect();
    let sent = String::from_utf8_lossy(&bytes);
    assert!(sent.contains("yijianshi") && sent.contains("/ops/v1/cases/{number}"));
    for secret in [
        "林静",
        "E6%9E%97",
        "320001",
        "13800138000",
        "39A4C7QKXW6T",
        "lin-jing",
        "INVENT",
        &token,
    ] {
        assert!(!sent.contains(secret), "{secret} is in {sent}");
    }
}

/// It is sent by nobody's request, so it is a trace of its own, with which the webhook can go on.
#[test]
fn what_the_webhook_is_told_is_a_trace_of_its_own_and_names_no_case() {
    let collector = Collector::start(false);
    let hook = format!("{}/hook", collector.address);
    let server = Running::start_with(tempfile::tempdir().unwrap(), |server| {
        server
            .args(["--otlp-endpoint", &collector.address, "--webhook", &hook])
            .env(
                "YIJIANSHI_WEBHOOK_SECRET",
                "signs-what-a-webhook-is-told-here",
            )
            .env("OTEL_BSP_SCHEDULE_DELAY", "50");
    });
    let mut app = App::signed_in(server.address.parse().unwrap(), "lin-jing", false);
    let submission = app.submission("resigned");
    let (status, answer) = app.post("/api/v1/cases", "1", &submission);
    assert_eq!(status, 201, "{answer}");
    let case: Value = serde_json::from_str(&answer).unwrap();
    let number = case["number"].as_str().unwrap();
    let accept = json!({ "seen": u32::MAX, "action": { "accept": { "service": "registration" } } });
    let accepted = Running::send(
        &server.address,
        &format!("POST /ops/v1/cases/{number}/actions"),
        &format!("{FROM_APP}authorization: Bearer demo-counter\r\nidempotency-key: 1\r\n"),
        &accept.to_string(),
    );
    assert!(accepted.starts_with("HTTP/1.1 200"), "{accepted}");
    let told = collector.span("ask hook");
    assert_eq!(told.kind, SpanKind::Client as i32);
    assert!(told.parent_span_id.is_empty());
    assert_eq!(text(&told, "peer.service"), "hook");
    assert_eq!(text(&told, "http.request.method"), "POST");
    assert_eq!(text(&told, "http.response.status_code"), "200");
    let from = format!(
        "traceparent: 00-{}-{}-01",
        hex(&told.trace_id),
        hex(&told.span_id)
    );
    let posted = collector.posted.lock().unwrap();
    let mut notices = posted.iter().filter(|one| one.path == "/hook");
    let notice = notices.find(|one| one.head.contains(&from));
    let notice = notice.unwrap_or_else(|| panic!("nobody was told {from}"));
    // What it is about is the webhook's to know, and not the collector's.
    assert!(String::from_utf8_lossy(&notice.body).contains(number));
    drop(posted);
    server.stop();
    let posted = collector.posted.lock().unwrap();
    for trace in posted.iter().filter(|one| one.path == "/v1/traces") {
        let sent = String::from_utf8_lossy(&trace.body);
        assert!(
            !sent.contains(number) && !sent.contains("lin-jing"),
            "{sent}"
        );
    }
}

#[test]
fn a_stranger_chooses_no_trace() {
    let collector = Collector::start(false);
    let server = Running::start_with(tempfile::tempdir().unwrap(), |server| {
        server
            .args(["--otlp-endpoint", &collector.address])
            .env("OTEL_BSP_SCHEDULE_DELAY", "50");
    });
    let headers = format!("traceparent: 00-{TRACE}-{PARENT}-01\r\n");
    Running::send(&server.address, "GET /api/v1/session", &headers, "");
    let span = collector.span("GET /api/v1/session");
    assert_ne!(hex(&span.trace_id), TRACE);
    assert!(span.parent_span_id.is_empty());
    server.stop();
}

/// Many more requests than its queue holds, while nobody takes what is in it.
fn goes_on_without(collector: &Collector) {
    let server = Running::start_with(tempfile::tempdir().unwrap(), |server| {
        server
            .args(["--otlp-endpoint", &collector.address])
            .env("OTEL_BSP_SCHEDULE_DELAY", "1")
            .env("OTEL_BSP_MAX_QUEUE_SIZE", "8")
            .env("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4");
    });
    for _ in 0..200 {
        let answer = server.ask("GET /api/v1/session");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    let said = server.said.clone();
    let began = Instant::now();
    let told = "the collector takes no traces";
    while !said.lock().unwrap().contains(told) {
        assert!(began.elapsed() < PATIENCE, "it is not told");
        std::thread::sleep(Duration::from_millis(20));
    }
    server.stop();
    assert_eq!(said.lock().unwrap().matches(told).count(), 1);
}

#[test]
fn a_collector_that_is_silent_delays_nobody() {
    goes_on_without(&Collector::start(true));
}

#[test]
fn a_collector_that_is_down_delays_nobody() {
    let mut nobody = Collector::start(true);
    // Nothing listens there.
    "http://127.0.0.1:9".clone_into(&mut nobody.address);
    goes_on_without(&nobody);
}
