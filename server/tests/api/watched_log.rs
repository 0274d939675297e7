//! What all of these tests make the server write is read: a line of the log, or a span of a trace, that tells of a
//! person ends the run. So every route and every fault that is tested here is tested for that, too: export and erasure,
//! the commands of encryption, a wrong key, a store or a register that fails, signing in and out at the identity
//! service, offices with their roles.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt;

/// Of which case numbers are drawn.
const OF_CASES: &str = "34679ACDEFGHJKMNPQRTWXY";
/// Ids of the people of the demonstration and of the tests' identity service, and what else is theirs.
const IDS: [&str; 10] = [
    "lin-jing",
    "zhou-hang",
    "wu-guifang",
    "chen-guoping",
    "ma-xiaodong",
    "aygul",
    "sun-lei",
    "he-yu",
    "drawn-for-the-tests",
    "%E",
];

static LINES: AtomicUsize = AtomicUsize::new(0);

/// From now on every line is read, as the log and the traces of the program have them.
pub(crate) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // What the S3 server in this process writes is not the server's.
        let of_server = Targets::new().with_default(LevelFilter::INFO);
        let of_server = of_server.with_target("s3s", LevelFilter::OFF);
        let lines = fmt::layer()
            .json()
            .flatten_event(true)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(Reader)
            .with_filter(of_server);
        registry().with(lines).init();
    });
}

/// How many lines were read so far.
fn lines() -> usize {
    LINES.load(Ordering::Relaxed)
}

#[derive(Clone, Copy)]
struct Reader;

impl Write for Reader {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        LINES.fetch_add(1, Ordering::Relaxed);
        let text = String::from_utf8_lossy(line);
        if let Some(what) = personal(&text) {
            // Not by a macro: what is printed in a test is shown when it has failed, and this ends all of them.
            let told = format!("\nthe log tells of a person ({what}): {text}\n");
            io::stderr().write_all(told.as_bytes())?;
            std::process::exit(101);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Reader {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        *self
    }
}

/// What of a line is about a person.
fn personal(line: &str) -> Option<&'static str> {
    // The names of offices stand there at the start.
    let is_office = line.contains(r#""message":"office""#);
    let is_han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    if !is_office && line.contains(is_han) {
        return Some("words");
    }
    if IDS.iter().any(|id| line.contains(id)) {
        return Some("an id or a token");
    }
    // A fraction is one word: how many seconds something took may have any number of digits.
    let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    words.find_map(|word| {
        let word = word.trim_matches('.');
        let digits = word.strip_suffix('X').unwrap_or(word);
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        match word.len() {
            11 if is_number && word.starts_with('1') => Some("a telephone number"),
            15..=19 if is_number => Some("the number of a document"),
            12 if word.chars().all(|letter| OF_CASES.contains(letter)) => Some("a case"),
            64 if is_hex => Some("a session"),
            _ => None,
        }
    })
}

#[test]
fn what_is_about_a_person_is_recognised() {
    for line in [
        r#"{"message":"failed","why":"林静"}"#,
        r#"{"message":"failed","of":"lin-jing"}"#,
        r#"{"route":"/api/v1/cases/39A4C7QKXW6T"}"#,
        r#"{"value":"320001199001010015"}"#,
        r#"{"value":"32000119900101001X"}"#,
        r#"{"value":"+86 13800138000"}"#,
        r#"{"why":"to 13800138000."}"#,
        r#"{"query":"?name=%E6%9E%97"}"#,
        r#"{"token":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}"#,
        r#"{"token":"token-of-lead-drawn-for-the-tests"}"#,
    ] {
        assert!(personal(line).is_some(), "{line}");
    }
    for line in [
        r#"{"timestamp":"2026-11-30T17:56:30.123456Z","level":"INFO","message":"answered","ms":3}"#,
        r#"{"route":"/api/v1/cases/{number}","id":"4bf92f3577b34da6a3ce929d0e0e4736"}"#,
        r#"{"message":"office","id":"counter","name":"综合窗口"}"#,
        r#"{"at":1796030000,"files":12}"#,
        r#"{"acquired_after_secs":2.1768660029999998}"#,
    ] {
        assert_eq!(personal(line), None, "{line}");
    }
}

#[tokio::test]
async fn the_lines_of_these_tests_are_read() {
    let app = crate::test_app::TestApp::start().await;
    let before = lines();
    app.get("/api/v1/session").await;
    // The line, and the spans of the request and of what it did.
    assert!(lines() >= before + 3, "{} lines", lines() - before);
}
