//! A proxy between browser and server that answers some requests itself, or late, as a network or a newer release
//! would.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What happens to the requests that are not passed on.
#[derive(Clone, Copy)]
pub enum Instead {
    Refused(u16),
    /// Refused before the body was read, as many proxies do: the browser mostly sees a connection that broke.
    RefusedUnread(u16),
    /// A page of its own, as gateways and misled servers give in place of a file that is gone.
    Page,
    /// The connection breaks, without an answer.
    Broken,
    /// The connection breaks after a while without an answer.
    BrokenAfter(Duration),
    /// No answer, until everything is passed on again.
    Held,
}

/// Which requests are not passed on, by method and path.
type Concerned = fn(&str, &str) -> bool;

/// As [`Concerned`], with what a test has given it.
type Concerns = dyn Fn(&str, &str) -> bool + Send;

struct Exception {
    concerns: Box<Concerns>,
    instead: Instead,
    /// So many more of them.
    left: usize,
}

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
        self.set(move |_, path| concerns(path), Instead::Refused(status));
    }

    /// As proxies of some offices do, which know GET and POST alone.
    pub fn refuse_method(&self, method: &'static str, instead: Instead) {
        self.set(move |used, _| used == method, instead);
    }

    /// Gives these paths so from now on.
    pub fn give(&self, concerns: fn(&str) -> bool, instead: Instead) {
        self.set(move |_, path| concerns(path), instead);
    }

    /// Leaves the paths that `concerns` names without an answer until everything is passed on again.
    pub fn hold(&self, concerns: fn(&str) -> bool) {
        self.set(move |_, path| concerns(path), Instead::Held);
    }

    /// Does not pass on the next `times` requests that `concerns` names by method and path.
    pub fn fail_first(&self, times: usize, concerns: Concerned, instead: Instead) {
        self.rule.set(Some(Exception {
            concerns: Box::new(concerns),
            instead,
            left: times,
        }));
    }

    /// How many of those are still to come.
    #[must_use]
    pub fn still_to_fail(&self) -> usize {
        self.rule.lock().as_ref().map_or(0, |it| it.left)
    }

    fn set(&self, concerns: impl Fn(&str, &str) -> bool + Send + 'static, instead: Instead) {
        self.rule.set(Some(Exception {
            concerns: Box::new(concerns),
            instead,
            left: usize::MAX,
        }));
    }

    /// Passes everything on again, also what is held.
    pub fn pass_everything(&self) {
        self.rule.set(None);
    }
}

impl Rule {
    fn lock(&self) -> MutexGuard<'_, Option<Exception>> {
        let locked = self.exception.lock();
        locked.unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, exception: Option<Exception>) {
        *self.lock() = exception;
        self.changed.notify_all();
    }

    /// What becomes of a request in place of being passed on, once it is no longer held.
    fn instead(&self, method: &str, path: &str) -> Option<Instead> {
        let held = |exception: &mut Option<Exception>| match exception {
            Some(it) => matches!(it.instead, Instead::Held) && (it.concerns)(method, path),
            None => false,
        };
        let waited = self.changed.wait_while(self.lock(), held);
        let mut exception = waited.unwrap_or_else(PoisonError::into_inner);
        let exception = exception.as_mut()?;
        if exception.left == 0 || !(exception.concerns)(method, path) {
            return None;
        }
        exception.left = exception.left.saturating_sub(1);
        Some(exception.instead)
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
    match rule.instead(method, path) {
        None | Some(Instead::Held) => {}
        Some(Instead::Refused(status)) => {
            // Read first: closing a connection with unread bytes may take the answer away from the browser.
            io::copy(&mut from_browser.take(length(&head)), &mut io::sink())?;
            return answer(&mut browser, &format!("{status} Refused"), "text/plain", "");
        }
        Some(Instead::Page) => {
            let page = "<!doctype html><title>welcome</title>";
            return answer(&mut browser, "200 OK", "text/html", page);
        }
        Some(Instead::RefusedUnread(status)) => {
            return answer(&mut browser, &format!("{status} Refused"), "text/plain", "");
        }
        Some(Instead::Broken) => return Ok(()),
        Some(Instead::BrokenAfter(time)) => {
            thread::sleep(time);
            return Ok(());
        }
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

fn answer(browser: &mut TcpStream, status: &str, kind: &str, body: &str) -> io::Result<()> {
    let head = "Cache-Control: no-store\r\nConnection: close\r\n";
    let length = body.len();
    write!(
        browser,
        "HTTP/1.1 {status}\r\n{head}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// The length of a body, by its head.
fn length(head: &str) -> u64 {
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    let mut lengths = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = lengths
        .next()
        .and_then(|(_, value)| value.trim().parse().ok());
    length.unwrap_or_default()
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
