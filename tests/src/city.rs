//! What a city brings: its identity service, a PostgreSQL, a bucket of S3, its registers; and how somebody whom it
//! knows goes from the first question to the page before handing in.

use std::process::Command;

use catalog::{Context, Value};
use civic::Day;
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::By;

use crate::any_walk;
use crate::applicant::Applicant;
use crate::demo_people::{DemoPerson, today};
use crate::product::Product;
use crate::resident::Resident;
use crate::tables::live_scenarios;
use crate::walk;
use s3_server::{KEY, S3Server};

#[allow(
    dead_code,
    reason = "tests of the server also look into what it was asked, and let it fail"
)]
#[path = "../../server/tests/api/platform.rs"]
mod platform;

use platform::{Does, Platform};

#[allow(
    dead_code,
    reason = "tests of the server also take it away, and look for single files"
)]
#[path = "../../server/tests/shared/s3_server.rs"]
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
    /// # Panics
    /// Where no PostgreSQL is named, or no database can be created there.
    pub async fn prepare() -> Self {
        let server = std::env::var(POSTGRES);
        let server = server.unwrap_or_else(|_| {
            panic!("{POSTGRES} names no PostgreSQL: run cargo xtask test, which brings one")
        });
        let folder = TempDir::new().expect("a temporary folder");
        let name = folder.path().file_name().and_then(|name| name.to_str());
        let name = name.expect("a name").trim_start_matches('.').to_lowercase();
        let created = Command::new("createdb")
            .arg(format!("--maintenance-db={server}"))
            .arg(&name)
            .status();
        assert!(created.is_ok_and(|status| status.success()), "no database");
        let (start, _) = server.rsplit_once('/').expect("an address");
        Self {
            database: format!("{start}/{name}"),
            bucket: S3Server::start().await,
        }
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

/// Registers that hold nothing of anybody, but for a case that is open elsewhere; their address.
///
/// # Panics
/// Where nothing can listen on this machine.
#[must_use]
pub fn registers_with_a_case_elsewhere(title: &str, office: &str, since: &str) -> String {
    let platform = Platform::start();
    for (path, answer) in [
        ("records", json!({ "records": {} })),
        ("licences", json!({ "licences": [] })),
        ("credit", json!({ "may_promise": false })),
    ] {
        platform.does(path, Does::Answers(answer));
    }
    let case = json!({ "title": title, "office": office, "since": since });
    platform.does("open-cases", Does::Answers(json!({ "cases": [case] })));
    platform.address().to_owned()
}

/// Her as an applicant whose contract has ended.
///
/// # Panics
/// Where that life event is not live.
pub async fn applicant(product: &Product) -> Applicant {
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "unemployment");
    let scenario = scenario.expect("it is live");
    let told = "合同到期单位不续签，参保36个月";
    Applicant::told(scenario, &[lin(today(product).await)], told)
}

/// Begun by nobody in particular, up to where one has to sign in.
pub async fn begin_signed_out(resident: &mut Resident, applicant: &Applicant) {
    let look = &mut async |_: &mut Resident, _: &str| ();
    resident.go("/s/unemployment").await;
    resident.press("开始办").await;
    any_walk::answer_everything(resident, applicant, look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
}

/// From signing in to the page before handing in: what the city has proven is not asked.
pub async fn from_there_to_the_review(resident: &mut Resident, applicant: &Applicant) {
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_form(resident).await;
    resident.expect_in("身份信息", NAME).await;
    resident.expect_in("身份信息", "统一身份认证").await;
    any_walk::fill_the_form(resident, applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(resident, applicant, look).await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;
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
