//! A collector of traces, as OpenTelemetry has it over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;

/// So long something may take until it is there.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A collector that is also the data exchange platform, which knows nothing, and at `/hook` a webhook.
#[derive(Clone)]
pub(crate) struct Collector {
    pub(crate) address: String,
    /// It takes connections and says nothing.
    is_silent: bool,
    pub(crate) posted: Arc<Mutex<Vec<Posted>>>,
}

pub(crate) struct Posted {
    pub(crate) path: String,
    /// In lower case.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Collector {
    pub(crate) fn start(is_silent: bool) -> Self {
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
        let is_taken = path == "/v1/traces" || path == "/hook";
        self.posted
            .lock()
            .unwrap()
            .push(Posted { path, head, body });
        if self.is_silent {
            std::thread::sleep(PATIENCE);
            return None;
        }
        let status = if is_taken { "200 OK" } else { "404 Not Found" };
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").ok()
    }

    /// Everything that was posted as a trace, in the order in which spans ended.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let posted = self.posted.lock().unwrap();
        let traces = posted.iter().filter(|one| one.path == "/v1/traces");
        let read = traces.map(|one| ExportTraceServiceRequest::decode(&*one.body).unwrap());
        let of_resources = read.flat_map(|request| request.resource_spans);
        let of_scopes = of_resources.flat_map(|resource| resource.scope_spans);
        of_scopes.flat_map(|scope| scope.spans).collect()
    }

    pub(crate) fn until<T>(&self, what: &str, seen: impl Fn(&Self) -> Option<T>) -> T {
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

    pub(crate) fn span(&self, name: &str) -> Span {
        let named = |it: &Self| it.spans().into_iter().find(|span| span.name == name);
        self.until(name, named)
    }
}

/// An id as headers have it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a span says under `key`.
pub(crate) fn text(span: &Span, key: &str) -> String {
    let mut attributes = span.attributes.iter();
    let found = attributes.find(|attribute| attribute.key == key);
    match found.and_then(|it| it.value.clone()?.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("{key} of {} is {other:?}", span.name),
    }
}
