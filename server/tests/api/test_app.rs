//! A server for one test: the fixture's scenarios, an empty folder, a clock that stands still.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser;
use contract::problem::{Code, ProblemDetails};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use server::{Clock, Server, Services, Settings, StartError};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::resident::Resident;
use crate::s3_server::{KEY, S3Server};
use crate::{test_database, watched_log};

/// A Friday; the State Council has announced the holidays of its year.
const TODAY: &str = "2026-11-20T10:00:00+08:00";

pub(crate) const OPS_TOKEN: &str = "token-of-the-test-drawn-for-the-tests";

/// Offices that see some services each; the token of each is `token-of-`, its id and `-drawn-for-the-tests`.
const OFFICES: &str = r#"
    [[office]]
    id = "registration"
    name = "就业"
    token_sha256 = ["REGISTRATION"]
    services = ["unemployment/registration", "card/*"]
    [[office]]
    id = "benefit"
    name = "失业保险"
    token_sha256 = ["BENEFIT"]
    services = ["unemployment/benefit"]
    regions = ["321000"]
    clerks = ["wang", "zhao"]
    [[office.token]]
    sha256 = "LEAD"
    role = "lead"
    [[office]]
    id = "trail"
    name = "审计"
    [[office.token]]
    sha256 = "TRAIL"
    role = "auditor"
    [[office]]
    id = "elsewhere"
    name = "外地"
    token_sha256 = ["ELSEWHERE"]
    services = ["*"]
    regions = ["330000"]
"#;

pub(crate) struct TestApp {
    pub(crate) folder: TempDir,
    pub(crate) clock: Clock,
    pub(crate) server: Server,
    router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::start_with(|services| services).await
    }

    /// A server of which some services are others than the built-in ones.
    pub(crate) async fn start_with(replace: impl Fn(Services) -> Services) -> Self {
        let folder = fixtures();
        let clock = Clock::standing_at(TODAY).unwrap();
        Self::in_folder(folder, clock, replace).await
    }

    /// Another server on the same PostgreSQL, as a machine of its own runs it, with the key and the files of the first.
    pub(crate) async fn beside(&self) -> Self {
        self.beside_set(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn beside_set(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = fixtures();
        test_database::share(self.folder.path(), folder.path());
        let mut settings = settings(&|name: &str| folder.path().join(name));
        settings.subject_key = Some(self.folder.path().join("data/subject.key"));
        settings.encryption.master_key = Some(self.folder.path().join("data/master.key"));
        change(&mut settings);
        Self::with_settings(settings, folder, self.clock.clone(), |services| services).await
    }

    /// Why one that has a key of its own does not start: of both, or of the one of numbers alone.
    pub(crate) async fn beside_with_another_key(&self, both: bool) -> StartError {
        let folder = fixtures();
        test_database::share(self.folder.path(), folder.path());
        let mut settings = settings(&|name: &str| folder.path().join(name));
        settings.database = test_database::of(folder.path()).await;
        if !both {
            let same = self.folder.path().join("data/master.key");
            settings.encryption.master_key = Some(same);
        }
        let started = Server::start(settings, self.clock.clone()).await;
        started.err().expect("it does not start")
    }

    /// A server with SQLite, for what is not so with any other database.
    pub(crate) async fn start_embedded() -> Self {
        Self::start_on(|_| {}).await
    }

    /// The same as an earlier release ran it, which kept everything in clear.
    pub(crate) async fn start_earlier() -> Self {
        let folder = fixtures();
        test_database::embed(folder.path());
        let clock = Clock::standing_at(TODAY).unwrap();
        Self::in_clear(folder, clock, |services| services).await
    }

    /// A server that encrypts nothing, for tests that look into the database.
    pub(crate) async fn start_in_clear(replace: impl Fn(Services) -> Services) -> Self {
        let clock = Clock::standing_at(TODAY).unwrap();
        Self::in_clear(fixtures(), clock, replace).await
    }

    async fn in_clear(
        folder: TempDir,
        clock: Clock,
        replace: impl Fn(Services) -> Services,
    ) -> Self {
        let mut settings = settings(&|name: &str| folder.path().join(name));
        settings.encryption.no_encryption = true;
        Self::with_settings(settings, folder, clock, replace).await
    }

    /// The same, where the data folder is prepared before it starts.
    pub(crate) async fn start_on(prepare: impl FnOnce(&Path)) -> Self {
        let folder = fixtures();
        test_database::embed(folder.path());
        prepare(&folder.path().join("data"));
        let clock = Clock::standing_at(TODAY).unwrap();
        Self::in_folder(folder, clock, |services| services).await
    }

    /// A server with the scenarios of the product instead of the fixture's.
    pub(crate) async fn start_with_the_products_scenarios() -> Self {
        Self::start_set(|settings| {
            settings.scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
            settings.offices = None;
        })
        .await
    }

    /// A server on a machine without the fonts that documents are set in.
    pub(crate) async fn start_without_fonts() -> Self {
        Self::start_set(|settings| settings.fonts = settings.data.join("no-fonts")).await
    }

    /// A server whose notices leave by a hook.
    pub(crate) async fn start_with_hook(address: &str, secret: &str) -> Self {
        Self::start_with_trusted_hook(address, secret, None).await
    }

    /// The same, where the authorities of this file vouch for the hook.
    pub(crate) async fn start_with_trusted_hook(
        address: &str,
        secret: &str,
        authorities: Option<PathBuf>,
    ) -> Self {
        Self::start_set(|settings| {
            settings.webhook = Some(address.to_owned());
            settings.webhook_secret = Some(secret.to_owned());
            settings.webhook_ca = authorities;
        })
        .await
    }

    /// A server that is run with other settings.
    pub(crate) async fn start_set(change: impl FnOnce(&mut Settings)) -> Self {
        let app = Self::start().await;
        let mut settings = settings(&|name: &str| app.folder.path().join(name));
        change(&mut settings);
        let (folder, clock) = app.stopped();
        Self::with_settings(settings, folder, clock, |services| services).await
    }

    /// The same folder under a server that is run with other settings.
    pub(crate) async fn restarted_set(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings(&|name: &str| self.folder.path().join(name));
        change(&mut settings);
        let (folder, clock) = self.stopped();
        Self::with_settings(settings, folder, clock, |services| services).await
    }

    async fn in_folder(
        folder: TempDir,
        clock: Clock,
        replace: impl Fn(Services) -> Services,
    ) -> Self {
        let settings = settings(&|name: &str| folder.path().join(name));
        Self::with_settings(settings, folder, clock, replace).await
    }

    async fn with_settings(
        mut settings: Settings,
        folder: TempDir,
        clock: Clock,
        replace: impl Fn(Services) -> Services,
    ) -> Self {
        watched_log::watch();
        settings.database = test_database::of(folder.path()).await;
        let services = replace(Services::built_in(&settings).unwrap());
        let server = Server::start_with(settings, clock.clone(), services);
        let server = server.await.unwrap();
        let router = server.router();
        Self {
            folder,
            clock,
            server,
            router,
        }
    }

    /// As it is run, with its embedded database.
    pub(crate) fn settings(&self) -> Settings {
        settings(&|name: &str| self.folder.path().join(name))
    }

    /// A new server on what another has left.
    pub(crate) async fn started_again((folder, clock): (TempDir, Clock)) -> Self {
        Self::in_folder(folder, clock, |services| services).await
    }

    /// The same, run with other settings.
    pub(crate) async fn started_again_set(
        (folder, clock): (TempDir, Clock),
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let mut settings = settings(&|name: &str| folder.path().join(name));
        change(&mut settings);
        Self::with_settings(settings, folder, clock, |services| services).await
    }

    /// What is left when the server has gone.
    pub(crate) fn stopped(self) -> (TempDir, Clock) {
        (self.folder, self.clock)
    }

    /// The same folder under a new server, as after a crash.
    pub(crate) async fn restarted(self) -> Self {
        Self::started_again(self.stopped()).await
    }

    /// A connection to its database beside its own.
    pub(crate) async fn database(&self) -> AnyConnection {
        test_database::connect(self.folder.path()).await
    }

    /// Puts `new` for `old` in the scenario's file.
    pub(crate) fn edit_scenario(&self, old: &str, new: &str) {
        let file = self.folder.path().join("scenarios/unemployment.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(old));
        std::fs::write(file, text.replace(old, new)).unwrap();
    }

    pub(crate) async fn resident(&self, id: &str) -> Resident<'_> {
        Resident::signed_in(self, id).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }
}

/// A folder with the scenarios, the app and the offices of the tests.
fn fixtures() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scenarios");
    let to = folder.path().join("scenarios");
    std::fs::create_dir_all(to.join("regions")).unwrap();
    for name in [
        "shelf.yaml",
        "unemployment.yaml",
        "card.yaml",
        "hiring.yaml",
        "regions/000000.yaml",
        "regions/321000.yaml",
    ] {
        std::fs::copy(from.join(name), to.join(name)).unwrap();
    }
    let assets = folder.path().join("dist/assets");
    std::fs::create_dir_all(&assets).unwrap();
    for (name, text) in [
        (
            "index.html",
            "<!doctype html><title>一件事</title><style>p{}</style><script>1</script>",
        ),
        ("WW_verify_x.txt", "x"),
        ("app.webmanifest", "{}"),
        ("assets/app-1.wasm", "plain"),
        ("assets/app-1.wasm.br", "small"),
        ("assets/boot-1.js", "1"),
    ] {
        std::fs::write(folder.path().join("dist").join(name), text).unwrap();
    }
    let mut offices = OFFICES.to_owned();
    for name in ["REGISTRATION", "BENEFIT", "ELSEWHERE", "LEAD", "TRAIL"] {
        let token = format!("token-of-{}-drawn-for-the-tests", name.to_lowercase());
        let digest = Sha256::digest(token);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        offices = offices.replace(&format!("\"{name}\""), &format!("\"{digest}\""));
    }
    std::fs::write(folder.path().join("offices.toml"), offices).unwrap();
    folder
}

fn settings(path: &dyn Fn(&str) -> PathBuf) -> Settings {
    let mut settings = Settings::parse_from(["server"]);
    settings.data = path("data");
    settings.app = path("dist");
    settings.scenarios = path("scenarios");
    settings.offices = Some(path("offices.toml"));
    settings.ops_token = Some(OPS_TOKEN.to_owned());
    // Disks of tests are small, and their people are quick.
    settings.keep_free = 0;
    settings.writes_a_minute = u32::MAX;
    settings
}

impl S3Server {
    /// Keeps files there.
    pub(crate) fn use_in(&self, settings: &mut Settings) {
        settings.objects = Some(self.objects().parse().unwrap());
        settings.s3_credentials = Some((KEY.0.to_owned(), KEY.1.to_owned()));
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// The problem, whose every part must say the same.
    #[track_caller]
    pub(crate) fn problem(&self) -> ProblemDetails {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: ProblemDetails = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        assert!(problem.kind.starts_with("about:blank#"));
        problem
    }

    #[track_caller]
    pub(crate) fn code(&self) -> Code {
        self.problem().code
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
