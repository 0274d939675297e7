//! How the server is run: flags, most with an environment variable of the same meaning.
//! Secrets come from the environment, or as credentials of the service manager, so that they stand in no process list.

mod encryption;
mod oidc;
mod registers;
mod retention;
mod traces;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{ArgAction, Parser, ValueEnum};
use documents::Fonts;
use ipnet::{AddrParseError, IpNet};

use crate::objects::address::Objects;
use crate::objects::disk;
use crate::store::Database;

pub use encryption::EncryptionSettings;
pub use oidc::OidcSettings;
pub use registers::RegisterSettings;
pub use retention::RetentionSettings;
pub use traces::TraceSettings;

/// The reference API of 一件事 · 掌上办
#[derive(Debug, Clone, Parser)]
#[command(version)]
pub struct Settings {
    /// Where to listen
    #[arg(
        long,
        env = "YIJIANSHI_ADDRESS",
        default_value = "127.0.0.1:8080",
        value_name = "HOST:PORT"
    )]
    pub address: SocketAddr,
    /// Where the database and the files of residents are kept
    #[arg(long, env = "YIJIANSHI_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The database: sqlite:PATH, or postgres://… for several servers (default: yijianshi.db under --data). Where the
    /// address has a password, give it in the environment
    #[arg(
        long,
        env = "YIJIANSHI_DATABASE",
        hide_env_values = true,
        value_name = "ADDRESS"
    )]
    pub database: Option<Database>,
    /// Where the files of residents are kept: disk:PATH, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME with the
    /// credentials of the environment (default: files under --data)
    #[arg(long, env = "YIJIANSHI_OBJECTS", value_name = "ADDRESS")]
    pub objects: Option<Objects>,
    /// The key under which people's numbers are digested, where several servers share a database: the same for each
    /// (default: subject.key under --data, drawn at the first start)
    #[arg(long, env = "YIJIANSHI_SUBJECT_KEY", value_name = "FILE")]
    pub subject_key: Option<PathBuf>,
    #[command(flatten)]
    pub encryption: EncryptionSettings,
    #[command(flatten)]
    pub retention: RetentionSettings,
    /// The built app
    #[arg(long, env = "YIJIANSHI_APP", default_value = "dist")]
    pub app: PathBuf,
    /// The scenarios, their shelf and regions
    #[arg(long, env = "YIJIANSHI_SCENARIOS", default_value = "scenarios")]
    pub scenarios: PathBuf,
    /// The fonts that documents are set in: Noto Serif CJK, as of Debian's fonts-noto-cjk
    #[arg(long, env = "YIJIANSHI_FONTS", default_value = Fonts::FOLDER, value_name = "FOLDER")]
    pub fonts: PathBuf,
    /// Read scenarios again when they change, and tell open pages to reload
    #[arg(long, env = "YIJIANSHI_DEV")]
    pub dev: bool,
    /// Let anyone on this machine move the clock (POST /dev/clock), for tests and demonstrations; on loopback only
    #[arg(long, env = "YIJIANSHI_MOVABLE_CLOCK")]
    pub movable_clock: bool,
    /// Offer synthetic people to sign in as (the default on loopback, without --public-url)
    #[arg(long, overrides_with = "no_demo", action = ArgAction::SetTrue)]
    pub demo: bool,
    /// Offer no synthetic people
    #[arg(long, action = ArgAction::SetTrue)]
    pub no_demo: bool,
    /// The address residents use; https makes cookies Secure
    #[arg(long, env = "YIJIANSHI_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, as addresses or networks, such as 10.0.0.0/8
    #[arg(
        long,
        env = "YIJIANSHI_TRUSTED_PROXIES",
        value_delimiter = ',',
        num_args = 1..,
        value_name = "NETWORK",
        value_parser = network
    )]
    pub trusted_proxies: Vec<IpNet>,
    /// Megabytes of the disk that files of residents leave free, for applications and the database
    #[arg(
        long,
        env = "YIJIANSHI_KEEP_FREE",
        default_value_t = 256,
        value_name = "MB"
    )]
    pub keep_free: u64,
    /// Where GET /metrics is answered, for Prometheus; not to be reached from outside. Nowhere without it
    #[arg(long, env = "YIJIANSHI_METRICS", value_name = "HOST:PORT")]
    pub metrics: Option<SocketAddr>,
    #[command(flatten)]
    pub traces: TraceSettings,
    /// Connections at the same time; the next ones wait
    #[arg(
        long,
        env = "YIJIANSHI_CONNECTIONS",
        default_value_t = 4096,
        value_name = "COUNT"
    )]
    pub connections: usize,
    /// Writes of one person a minute, without the bytes of files; beyond it he is asked to wait
    #[arg(
        long,
        env = "YIJIANSHI_WRITES_A_MINUTE",
        default_value_t = 300,
        value_name = "COUNT"
    )]
    pub writes_a_minute: u32,
    /// Other origins that may embed the app in a frame, such as https://city.example
    #[arg(long, env = "YIJIANSHI_FRAME_ANCESTORS", value_delimiter = ' ', num_args = 1.., value_name = "ORIGIN")]
    pub frame_ancestors: Vec<String>,
    #[command(flatten)]
    pub oidc: OidcSettings,
    #[command(flatten)]
    pub registers: RegisterSettings,
    /// The offices that may come in, as TOML (docs/operations.md); those of the demonstration where there is a demo
    #[arg(long, env = "YIJIANSHI_OFFICES", value_name = "FILE")]
    pub offices: Option<PathBuf>,
    /// Where every notice for a resident is posted, without personal data (docs/operations.md); http or https
    #[arg(long, env = "YIJIANSHI_WEBHOOK", value_name = "URL")]
    pub webhook: Option<String>,
    /// The authorities that vouch for an https webhook, in PEM, in place of the public ones
    #[arg(long, env = "YIJIANSHI_WEBHOOK_CA", value_name = "FILE")]
    pub webhook_ca: Option<PathBuf>,
    /// Pictures to pre-check at the same time, 180 MB each at the worst (default: one a core, at most 4)
    #[arg(long, env = "YIJIANSHI_JUDGING", value_name = "COUNT")]
    pub judging: Option<usize>,
    /// How to write the log
    #[arg(long, env = "YIJIANSHI_LOG", value_enum, default_value_t = LogFormat::Compact)]
    pub log: LogFormat,
    /// The token of the one office of a place that names no others; without it, without a file of offices and without
    /// demo identities, /ops is closed
    #[arg(skip = secret("YIJIANSHI_OPS_TOKEN"))]
    pub ops_token: Option<String>,
    /// The id and the secret of the key for a bucket of S3; without them, those of the machine it runs on
    #[arg(
        skip = secret("AWS_ACCESS_KEY_ID").zip(secret("AWS_SECRET_ACCESS_KEY"))
    )]
    pub s3_credentials: Option<(String, String)>,
    /// What signs the notices of the webhook
    #[arg(skip = secret("YIJIANSHI_WEBHOOK_SECRET"))]
    pub webhook_secret: Option<String>,
}

/// A network, or an address alone.
fn network(text: &str) -> Result<IpNet, AddrParseError> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    address.or_else(|_| text.parse())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Compact,
    Json,
}

/// A secret of the environment, or else of a file of that name (`systemd.exec(5)`, `LoadCredential=`, where a whole
/// folder of them is loaded as `secret`); an empty one is none.
fn secret(variable: &str) -> Option<String> {
    let credential = || {
        let folder = PathBuf::from(std::env::var_os("CREDENTIALS_DIRECTORY")?);
        let file = folder.join(format!("secret_{variable}"));
        // An editor ends a file with a line.
        let text = std::fs::read_to_string(file).ok()?;
        Some(text.trim_end_matches(['\r', '\n']).to_owned())
    };
    let secret = std::env::var(variable).ok().or_else(credential);
    secret.filter(|secret| !secret.is_empty())
}

/// Of a secret that a place draws itself, in characters: 128 bits in hexadecimal.
pub(crate) const SHORTEST_SECRET: usize = 32;

impl Settings {
    /// Demo identities are for trying out on this machine; where others can come, or real people sign in, only if asked
    /// for.
    pub fn offers_demo(&self) -> bool {
        let is_alone = self.public_url.is_none()
            && self.address.ip().is_loopback()
            && self.oidc.issuer.is_none();
        !self.no_demo && (self.demo || is_alone)
    }

    pub fn is_https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }

    pub(crate) fn objects(&self) -> Objects {
        let in_folder = || Objects::Disk(self.data.join(disk::FOLDER));
        self.objects.clone().unwrap_or_else(in_folder)
    }

    pub(crate) fn database(&self) -> Database {
        let embedded = || Database::Sqlite(self.data.join("yijianshi.db"));
        self.database.clone().unwrap_or_else(embedded)
    }

    /// What links on paper begin with.
    pub fn link_base(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.address),
        }
    }

    /// The offices of the demonstration have tokens that everybody knows: where there is one, and not where a place
    /// names its own.
    pub(crate) fn has_demo_offices(&self) -> bool {
        let has_own = self.offices.is_some() || self.ops_token.is_some();
        self.offers_demo() && !has_own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(flags: &[&str]) -> Settings {
        let mut settings = Settings::parse_from([&["server"], flags].concat());
        settings.ops_token = None;
        settings
    }

    #[test]
    fn a_public_address_offers_no_demo_identities_and_no_demo_offices_unless_asked_for() {
        assert!(settings(&[]).offers_demo() && settings(&[]).has_demo_offices());
        let public = settings(&["--public-url", "https://city.example"]);
        assert!(!public.offers_demo() && !public.has_demo_offices());
        assert!(settings(&["--public-url", "https://city.example", "--demo"]).offers_demo());
        assert!(!settings(&["--no-demo"]).offers_demo());
        assert!(!settings(&["--offices", "offices.toml"]).has_demo_offices());
        assert!(!settings(&["--oidc-issuer", "https://id.example"]).offers_demo());
        let everywhere = ["--address", "0.0.0.0:8080"];
        let others_come = settings(&everywhere);
        assert!(!others_come.offers_demo() && !others_come.has_demo_offices());
        assert!(settings(&[&everywhere[..], &["--demo"]].concat()).has_demo_offices());
        let mut single = settings(&[]);
        single.ops_token = Some("of its own".to_owned());
        assert!(!single.has_demo_offices());
    }
}
