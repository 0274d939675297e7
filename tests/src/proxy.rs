//! A proxy between browser and server that answers some requests itself, or late, as a network or a newer release
//! would.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// What happens to the paths that are not passed on.
#[derive(Clone, Copy)]
enum Instead {
    Refused(u16),
    /// No answer, until everything is passed on again.
    Held,
}

/// Which requests are not passed on.
#[derive(Clone, Copy)]
enum Concerned {
    Paths(fn(&str) -> bool),
    Method(&'static str),
}

impl Concerned {
    fn has(self, method: &str, path: &str) -> bool {
        match self {
            Self::Paths(concerns) => concerns(path),
            Self::Method(refused) => method == refused,
        }
    }
}

/// Which, and what becomes of them.
type Exception = (Concerned, Instead);

#[derive(Default)]
struct Rule {
    exception: Mutex<Option<Exception>>,
    changed: Condvar,
}

/// Passes everything on to one server, one request a connection. Ends with the test's process.
pub struct Proxy {
    address: String,
    rule: Arc<Rule>,
}

impl Proxy {
    /// In front of `server`, an address such as `http://127.0.0.1:8080`.
    ///
    /// # Panics
    /// Where no port is free.
    #[must_use]
    pub fn of(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let rule: Arc<Rule> = Arc::default();
        let (ours, server) = (Arc::clone(&rule), server.replacen("http://", "", 1));
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let (rule, server) = (Arc::clone(&ours), server.clone());
                // A failed connection is the browser's to handle.
                thread::spawn(move || serve(browser, &server, &rule));
            }
        });
        Self { address, rule }
    }

    /// Without the slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Answers the paths that `concerns` names with this status from now on.
    pub fn refuse(&self, concerns: fn(&str) -> bool, status: u16) {
        let concerned = Concerned::Paths(concerns);
        self.rule.set(Some((concerned, Instead::Refused(status))));
    }

    /// As proxies of some offices do, which know GET and POST alone.
    pub fn refuse_method(&self, method: &'static str, status: u16) {
        let concerned = Concerned::Method(method);
        self.rule.set(Some((concerned, Instead::Refused(status))));
    }

    /// Leaves the paths that `concerns` names without an answer until everything is passed on again.
    pub fn hold(&self, concerns: fn(&str) -> bool) {
        let concerned = Concerned::Paths(concerns);
        self.rule.set(Some((concerned, Instead::Held)));
    }

    /// Passes everything on again, also what is held.
    pub fn pass_everything(&self) {
        self.rule.set(None);
    }
}

impl Rule {
    fn set(&self, exception: Option<Exception>) {
        *self
            .exception
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = exception;
        self.changed.notify_all();
    }

    /// The status to refuse a request with, once it is no longer held.
    fn refusal(&self, method: &str, path: &str) -> Option<u16> {
        let exception = self
            .exception
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let held = |exception: &mut Option<Exception>| match exception {
            Some((concerned, Instead::Held)) => concerned.has(method, path),
            _ => false,
        };
        let exception = self
            .changed
            .wait_while(exception, held)
            .unwrap_or_else(PoisonError::into_inner);
        match *exception {
            Some((concerned, Instead::Refused(status))) if concerned.has(method, path) => {
                Some(status)
            }
            _ => None,
        }
    }
}

fn serve(mut browser: TcpStream, server: &str, rule: &Rule) -> io::Result<()> {
    let mut from_browser = BufReader::new(browser.try_clone()?);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if from_browser.read_until(b'\n', &mut head)? == 0 {
            return Ok(());
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut words = head.split(' ');
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    if let Some(status) = rule.refusal(method, path) {
        let answer = "Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        return write!(browser, "HTTP/1.1 {status} Refused\r\n{answer}");
    }
    let mut to_server = TcpStream::connect(server)?;
    to_server.write_all(one_request(&head).as_bytes())?;
    let mut from_server = to_server.try_clone()?;
    let back = thread::spawn(move || io::copy(&mut from_server, &mut browser));
    let mut piece = [0; 16_384];
    loop {
        match from_browser.read(&mut piece)? {
            0 => break,
            length => to_server.write_all(&piece[..length])?,
        }
    }
    drop(back);
    Ok(())
}

/// The head of a request after which the server closes the connection.
fn one_request(head: &str) -> String {
    let kept = head
        .split("\r\n")
        .filter(|line| !line.is_empty() && !line.to_ascii_lowercase().starts_with("connection:"));
    kept.chain(["Connection: close", "", ""])
        .collect::<Vec<_>>()
        .join("\r\n")
}
