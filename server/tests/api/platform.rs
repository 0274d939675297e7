//! A data exchange platform for tests, as docs/registers.md describes it, with the faults that real ones have.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

/// What it does with a question.
#[derive(Clone)]
pub(crate) enum Does {
    Answers(Value),
    /// Fails so often, and answers then.
    AnswersAfter(u32, Value),
    Fails(u16),
    SaysNonsense,
    SaysTooMuch,
    /// Takes longer than anybody waits.
    KeepsWaiting,
}

/// What it was asked.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) request: String,
    pub(crate) body: Value,
}

#[derive(Default)]
struct State {
    does: BTreeMap<&'static str, Does>,
    asked: Vec<Asked>,
}

#[derive(Clone)]
pub(crate) struct Platform {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Platform {
    /// Ends with the test's process; knows nothing yet.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let platform = Self {
            address: format!("http://{}/exchange", listener.local_addr().unwrap()),
            state: Arc::default(),
        };
        let serving = platform.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        platform
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn does(&self, path: &'static str, what: Does) {
        self.state.lock().unwrap().does.insert(path, what);
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().asked.clone()
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let path = line.split(' ').nth(1)?.to_owned();
        let (mut length, mut authorization, mut request) = (0, String::new(), String::new());
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim().split_once(": ") else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().ok()?,
                "authorization" => value.clone_into(&mut authorization),
                "x-request-id" => value.clone_into(&mut request),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let does = self.take(&path, (authorization, request), &body);
        let (status, body) = match does {
            Does::Answers(answer) | Does::AnswersAfter(_, answer) => (200, answer.to_string()),
            Does::Fails(status) => (status, "{}".to_owned()),
            Does::SaysNonsense => (200, "<html>系统维护中</html>".to_owned()),
            Does::SaysTooMuch => (200, format!("\"{}\"", "多".repeat(1 << 19))),
            Does::KeepsWaiting => {
                std::thread::sleep(Duration::from_secs(30));
                return None;
            }
        };
        let length = body.len();
        let head = format!("HTTP/1.1 {status} -\r\nContent-Length: {length}\r\nConnection: close");
        write!(stream, "{head}\r\n\r\n{body}").ok()
    }

    fn take(&self, path: &str, (authorization, request): (String, String), body: &[u8]) -> Does {
        let mut state = self.state.lock().unwrap();
        let asked = Asked {
            path: path.to_owned(),
            authorization,
            request,
            body: serde_json::from_slice(body).unwrap_or_default(),
        };
        state.asked.push(asked);
        let known = path.strip_prefix("/exchange/v1/").unwrap_or_default();
        match state.does.get_mut(known) {
            Some(Does::AnswersAfter(left, _)) if *left > 0 => {
                *left -= 1;
                Does::Fails(503)
            }
            Some(does) => does.clone(),
            None => Does::Fails(404),
        }
    }
}
