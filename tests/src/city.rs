//! What a city brings: its identity service, a PostgreSQL and a bucket of S3.

use std::process::Command;

use catalog::{Context, Value};
use civic::Day;
use tempfile::TempDir;
use thirtyfour::By;

use crate::demo_people::DemoPerson;
use crate::resident::Resident;
use s3_server::{KEY, S3Server};

#[allow(
    dead_code,
    reason = "tests of the server also take it away, and look for single files"
)]
#[path = "../../server/tests/api/s3_server.rs"]
mod s3_server;

/// Where a PostgreSQL is that one may create databases in, when `cargo xtask` has started it.
const POSTGRES: &str = "YIJIANSHI_TEST_DATABASE";

/// Whom the identity service knows best.
pub const NAME: &str = "林静";
pub const SIGN_IN: &str = "用统一身份认证登录";

/// A database and a bucket of its own.
pub struct Storage {
    database: String,
    bucket: S3Server,
}

impl Storage {
    /// `None` where no PostgreSQL is named: `cargo xtask test` names one.
    ///
    /// # Panics
    /// Where no database can be created there.
    pub async fn prepare() -> Option<Self> {
        let server = std::env::var(POSTGRES).ok()?;
        let folder = TempDir::new().expect("a temporary folder");
        let name = folder.path().file_name().and_then(|name| name.to_str());
        let name = name.expect("a name").trim_start_matches('.').to_lowercase();
        let created = Command::new("createdb")
            .arg(format!("--maintenance-db={server}"))
            .arg(&name)
            .status();
        assert!(created.is_ok_and(|status| status.success()), "no database");
        let (start, _) = server.rsplit_once('/').expect("an address");
        Some(Self {
            database: format!("{start}/{name}"),
            bucket: S3Server::start().await,
        })
    }

    /// The flags and the environment of a server that keeps all it has there.
    pub(crate) fn use_in(&self, command: &mut Command) {
        command
            .args(["--objects", &self.bucket.objects()])
            .env("YIJIANSHI_DATABASE", &self.database)
            .env("AWS_ACCESS_KEY_ID", KEY.0)
            .env("AWS_SECRET_ACCESS_KEY", KEY.1);
    }

    /// The names of what the bucket holds of an upload.
    #[must_use]
    pub fn in_bucket(&self, upload: &str) -> Vec<String> {
        self.bucket.names_of(upload)
    }
}

/// What is known of her: what the service says, and nothing of any register.
#[must_use]
pub fn lin(today: Day) -> DemoPerson {
    let mut context = Context {
        signed_in: true,
        may_promise: false,
        ..Context::anonymous(today)
    };
    for (key, value) in [
        ("person.name", NAME),
        ("person.number", "320000199206181288"),
        ("person.sex", "female"),
        ("person.birth_date", "1992-06-18"),
        ("person.mobile", "13800138000"),
    ] {
        context.records.insert(key.to_owned(), Value::from(value));
    }
    DemoPerson {
        name: NAME.to_owned(),
        context,
    }
}

/// Presses a button of the identity service, whose pages are not the app's.
///
/// # Panics
/// Where there is none of that name.
pub async fn press_there(resident: &mut Resident, name: &str) {
    let button = By::XPath(format!("//button[text()='{name}']"));
    let session = resident.browser().session();
    for _ in 0..100 {
        if let Ok(found) = session.find(button.clone()).await {
            found.click().await.expect("the button can be pressed");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let there = session.current_url().await;
    panic!("「{name}」 is not there, but {there:?}");
}
