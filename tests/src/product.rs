//! The server under test, with its own data, on a free port; it can be killed and started again.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::city::Storage;
use crate::http::client;
use crate::identity_service::IdentityService;
use crate::paths;
use crate::process::Program;

/// How long the server may take to answer its first request on a slow machine.
const START: Duration = Duration::from_secs(30);

/// The token of the counter in a demonstration.
pub(crate) const OPS_TOKEN: &str = "token-of-the-office-of-the-tests";

pub struct Product {
    server: Option<Program>,
    port: u16,
    data: TempDir,
    scenarios: PathBuf,
    app: PathBuf,
    /// Where residents sign in; without one, as the people of the demonstration.
    identity_service: Option<IdentityService>,
    /// Where registers are asked; without one, those of the demonstration.
    registers: Option<String>,
    /// Where everything is kept; without one, in the data folder.
    storage: Option<Storage>,
    /// Whether it is kept without encryption, so that a test can read it.
    in_clear: bool,
}

impl Product {
    /// With the scenarios as they are checked in.
    pub async fn start() -> Self {
        Self::with_scenarios(&paths::scenarios()).await
    }

    pub async fn with_scenarios(scenarios: &Path) -> Self {
        Self::with(scenarios, &paths::app()).await
    }

    /// Keeps what comes as it came ([`Self::received`]).
    pub async fn in_clear() -> Self {
        let mut product = Self::prepared(&paths::scenarios(), &paths::app());
        product.in_clear = true;
        product.start_again().await;
        product
    }

    /// Another folder of static files in place of the app's.
    pub async fn with_app(app: &Path) -> Self {
        Self::with(&paths::scenarios(), app).await
    }

    /// Residents sign in at a real identity service, which has invented people.
    pub async fn with_identity_service() -> Self {
        let mut product = Self::prepared(&paths::scenarios(), &paths::app());
        let client = product.address();
        let service = IdentityService::start(&client, product.data.path()).await;
        product.identity_service = Some(service);
        product.start_again().await;
        product
    }

    /// The same, where registers are asked at this address.
    pub async fn with_registers(registers: String) -> Self {
        let mut product = Self::with_identity_service().await;
        product.registers = Some(registers);
        product.start_again().await;
        product
    }

    /// The same, where a PostgreSQL and a bucket of S3 keep all that there is.
    pub async fn of_a_city(storage: Storage) -> Self {
        let mut product = Self::prepared(&paths::scenarios(), &paths::app());
        let client = product.address();
        let service = IdentityService::start(&client, product.data.path()).await;
        product.identity_service = Some(service);
        product.storage = Some(storage);
        product.start_again().await;
        product
    }

    /// # Panics
    /// Where it keeps everything in its folder.
    #[must_use]
    pub fn storage(&self) -> &Storage {
        self.storage.as_ref().expect("storage of a city")
    }

    /// The names of what lies in its data folder.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn in_folder(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.data.path().join("data")).expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    async fn with(scenarios: &Path, app: &Path) -> Self {
        let mut product = Self::prepared(scenarios, app);
        product.start_again().await;
        product
    }

    fn prepared(scenarios: &Path, app: &Path) -> Self {
        Self {
            server: None,
            port: free_port(),
            data: TempDir::new().expect("a temporary folder"),
            scenarios: scenarios.to_path_buf(),
            app: app.to_path_buf(),
            identity_service: None,
            registers: None,
            storage: None,
            in_clear: false,
        }
    }

    /// Without the slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The bytes of an upload as they lie on a server that keeps them in clear.
    #[must_use]
    pub fn received(&self, upload: &str) -> Vec<u8> {
        let folder = self.data.path().join("data/files");
        let path = folder
            .join(upload.get(..2).unwrap_or_default())
            .join(upload);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Moves the server's clock on: days pass without being waited for. Sessions end after eight hours.
    pub async fn move_clock(&self, seconds: i64) {
        move_clock(&self.address(), seconds).await;
    }

    /// Kills the server without warning, like a power cut.
    pub fn kill(&mut self) {
        self.server = None;
    }

    /// Starts it again on the same port and data.
    pub async fn start_again(&mut self) {
        self.server = None;
        let mut command = Command::new(paths::server());
        command
            .args(["--address", &format!("127.0.0.1:{}", self.port), "--data"])
            .arg(self.data.path().join("data"))
            .arg("--app")
            .arg(&self.app)
            .arg("--scenarios")
            .arg(&self.scenarios)
            .arg("--movable-clock")
            .env("YIJIANSHI_OPS_TOKEN", OPS_TOKEN);
        if self.in_clear {
            command.arg("--no-encryption");
        }
        if let Some(service) = &self.identity_service {
            command
                .args(["--oidc-issuer", &service.issuer()])
                .args(["--oidc-client-id", "yijianshi"])
                .args(["--oidc-scope", "openid profile phone identity"])
                .args(["--oidc-acr", "urn:test:level:3"])
                .env("YIJIANSHI_OIDC_CLIENT_SECRET", "secret of the tests");
        }
        if let Some(registers) = &self.registers {
            command.args(["--registers", registers]);
        }
        if let Some(storage) = &self.storage {
            storage.use_in(&mut command);
        }
        let mut server = Program::start(&mut command, &self.data.path().join("server.log"));
        let health = format!("{}/api/v1/health", self.address());
        until(&mut server, || answers(&health)).await;
        self.server = Some(server);
    }
}

/// Waits for a program that was just started.
pub(crate) async fn until<F: Future<Output = bool>>(program: &mut Program, ready: impl Fn() -> F) {
    let begun = Instant::now();
    while !ready().await {
        assert!(!program.has_ended(), "it has ended: {}", program.said());
        let waited = begun.elapsed();
        assert!(waited < START, "it does not answer: {}", program.said());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub(crate) async fn move_clock(address: &str, seconds: i64) {
    let request = client().post(format!("{address}/dev/clock"));
    let moved = request
        .json(&serde_json::json!({ "seconds": seconds }))
        .send()
        .await;
    let moved = moved.expect("the server is there");
    assert!(moved.status().is_success(), "the clock is not moved");
}

pub(crate) async fn answers(address: &str) -> bool {
    let answer = client().get(address).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

/// A free port.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
