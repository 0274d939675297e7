//! Traces, as a collector gets them over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message;

use crate::privacy::TELLING;
use crate::running::{FROM_APP, Running};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";
const PATIENCE: Duration = Duration::from_secs(30);

/// A collector that is also the data exchange platform, which knows nothing.
#[derive(Clone)]
struct Collector {
    address: String,
    /// It takes connections and says nothing.
    is_silent: bool,
    posted: Arc<Mutex<Vec<Posted>>>,
}

struct Posted {
    path: String,
    /// In lower case.
    head: String,
    body: Vec<u8>,
}

impl Collector {
    fn start(is_silent: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let collector = Self {
            address: format!("http://{}", listener.local_addr().unwrap()),
            is_silent,
            posted: Arc::default(),
        };
        let serving = collector.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                std::thread::spawn(move || while serving.take(&stream).is_some() {});
            }
        });
        collector
    }

    fn take(&self, mut stream: &TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let (mut head, mut line) = (String::new(), String::new());
        while line != "\r\n" {
            line.clear();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            head.push_str(&line.to_ascii_lowercase());
        }
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body).ok()?;
        let path = head.split(' ').nth(1)?.to_owned();
        let is_trace = path == "/v1/traces";
        self.posted
            .lock()
            .unwrap()
            .push(Posted { path, head, body });
        if self.is_silent {
            std::thread::sleep(PATIENCE);
            return None;
        }
        let status = if is_trace { "200 OK" } else { "404 Not Found" };
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").ok()
    }

    /// Everything that was posted as a trace, in the order in which spans ended.
    fn spans(&self) -> Vec<Span> {
        let posted = self.posted.lock().unwrap();
        let traces = posted.iter().filter(|one| one.path == "/v1/traces");
        let read = traces.map(|one| ExportTraceServiceRequest::decode(&*one.body).unwrap());
        let of_resources = read.flat_map(|request| request.resource_spans);
        let of_scopes = of_resources.flat_map(|resource| resource.scope_spans);
        of_scopes.flat_map(|scope| scope.spans).collect()
    }

    fn until<T>(&self, what: &str, seen: impl Fn(&Self) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(seen) = seen(self) {
                return seen;
            }
            let names: Vec<String> = self.spans().into_iter().map(|span| span.name).collect();
            assert!(began.elapsed() < PATIENCE, "no {what} in {names:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn span(&self, name: &str) -> Span {
        let named = |it: &Self| it.spans().into_iter().find(|span| span.name == name);
        self.until(name, named)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(span: &Span, key: &str) -> String {
    let mut attributes = span.attributes.iter();
    let found = attributes.find(|attribute| attribute.key == key);
    match found.and_then(|it| it.value.clone()?.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("{key} of {} is {other:?}", span.name),
    }
}

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
