//! What the server is started with: the services that a city connects, its offices, its hook; and why it does not
//! start.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::Uri;
use catalog::load::LoadError;
use ureq::tls::Certificate;

use crate::auth::demo::DemoIdentityService;
use crate::auth::identity::IdentityService;
use crate::auth::oidc::provider::{OidcConfigError, Provider};
use crate::config::{SHORTEST_SECRET, Settings};
use crate::data_folder::DataFolderError;
use crate::demo::employees::DemoEmployees;
use crate::demo::people::DemoPeople;
use crate::encryption::master_keys::{self, MasterKeyError, MasterKeys};
use crate::inbox::client::{Hook, certificates};
use crate::objects::ObjectStore;
use crate::objects::address::Objects;
use crate::objects::disk::DiskObjects;
use crate::objects::s3::S3Objects;
use crate::ops::offices::Offices;
use crate::registers::demo::DemoRegisters;
use crate::registers::exchange::ExchangeRegisters;
use crate::registers::register::Registers;
use crate::service_error::ServiceError;
use crate::store::{DataKeys, Database, Lock, Store, StoreError, data_keys};
use crate::subject_key::{self, SubjectKey};

/// What a city connects: each is a trait, of which one implementation is built in.
pub struct Services {
    pub identity: Arc<dyn IdentityService>,
    pub registers: Arc<dyn Registers>,
    pub objects: Arc<dyn ObjectStore>,
}

impl Services {
    /// Demo identities with their registers, or none where the settings offer no demo; files on disk.
    ///
    /// # Errors
    /// See [`StartError`].
    pub fn built_in(settings: &Settings) -> Result<Self, StartError> {
        let damaged = |error: serde_json::Error| StartError::DemoPeople(error.into());
        let (people, employees) = if settings.offers_demo() {
            let people = DemoPeople::read().map_err(damaged)?;
            (people, DemoEmployees::read().map_err(damaged)?)
        } else {
            (DemoPeople::nobody(), DemoEmployees::default())
        };
        let people = Arc::new(people);
        let objects: Arc<dyn ObjectStore> = match settings.objects() {
            Objects::Disk(folder) => {
                let opened = DiskObjects::open(folder.clone());
                let objects = opened.map_err(|source| StartError::Folder { folder, source })?;
                Arc::new(objects)
            }
            Objects::S3(address) => Arc::new(
                S3Objects::open(&address, settings.s3_credentials.clone())
                    .map_err(StartError::Objects)?,
            ),
        };
        let identity = Arc::new(DemoIdentityService(people.clone()));
        let registers: Arc<dyn Registers> = match registers(settings)? {
            Some(exchange) => exchange,
            None => Arc::new(DemoRegisters { people, employees }),
        };
        Ok(Self {
            identity,
            registers,
            objects,
        })
    }
}

/// Why the server does not start; for whoever runs it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{}\nthe scenarios do not load: correct the lines above", lines(.0))]
    Scenarios(Vec<LoadError>),
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    #[error("cannot keep files in {}", folder.display())]
    Folder {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error("there is no app in {}: build it first (cargo xtask build), or say where it is (--app)", folder.display())]
    App { folder: PathBuf },
    #[error(
        "the clock can be moved on loopback alone: leave out --movable-clock, or --public-url, and listen on 127.0.0.1"
    )]
    MovableClock,
    #[error("the bucket cannot be used")]
    Objects(#[source] ServiceError),
    #[error("the database {0} does not open")]
    Database(Database, #[source] Box<dyn Error + Send + Sync>),
    #[error("the key of {} does not read", file.display())]
    SubjectKey {
        file: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "the servers of this database work with another key: give this one the same (--subject-key FILE)"
    )]
    OtherSubjectKey,
    #[error("the master keys of {} do not read", file.display())]
    MasterKeys {
        file: PathBuf,
        source: MasterKeyError,
    },
    #[error(
        "what is kept here is encrypted with the master key {0}: give this server the file that has it (--master-key FILE)"
    )]
    OtherMasterKey(String),
    #[error("the demo people do not read")]
    DemoPeople(#[source] Box<dyn Error + Send + Sync>),
    #[error("the offices of {} do not read", file.display())]
    Offices {
        file: PathBuf,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    #[error(
        "the webhook is an http:// or https:// address, and YIJIANSHI_WEBHOOK_SECRET has the secret that signs what it is told"
    )]
    Webhook,
    #[error("{} holds no certificates in PEM", file.display())]
    Authorities {
        file: PathBuf,
        source: Option<std::io::Error>,
    },
    #[error(
        "the data exchange platform has an https:// address, http:// on this machine alone (--registers)"
    )]
    Registers,
    #[error(
        "{0} is shorter than 32 characters, so it could be guessed: draw another one (openssl rand -hex 32)"
    )]
    ShortSecret(&'static str),
    #[error("the collector of traces has an http:// or https:// address (--otlp-endpoint)")]
    Collector,
    #[error("traces cannot be sent")]
    Traces(#[source] Box<dyn Error + Send + Sync>),
    #[error(transparent)]
    Oidc(#[from] OidcConfigError),
    #[error("the scenarios cannot be stored in the database")]
    Archive(#[source] Box<dyn Error + Send + Sync>),
    #[error("it cannot be computed of whom the open cases are")]
    Subjects(#[source] Box<dyn Error + Send + Sync>),
    #[error("the cases of an earlier release cannot be carried over")]
    Earlier(#[source] Box<dyn Error + Send + Sync>),
}

fn lines(errors: &[LoadError]) -> String {
    let lines: Vec<String> = errors.iter().map(LoadError::to_string).collect();
    lines.join("\n")
}

/// A clock that anybody can move, where others than this machine come.
pub(crate) fn moves_public_clock(settings: &Settings) -> bool {
    let is_public = settings.public_url.is_some() || !settings.address.ip().is_loopback();
    settings.movable_clock && is_public
}

pub(crate) fn has_app(folder: &Path) -> bool {
    folder.join("index.html").is_file()
}

/// The offices of the file, those of the demonstration, or none; and the one that the environment has a token of.
pub(crate) fn offices(settings: &Settings) -> Result<Offices, StartError> {
    let offices = named_offices(settings)?;
    Ok(match ops_token(settings)? {
        Some(token) => offices.with_single(token),
        None => offices,
    })
}

pub(crate) fn named_offices(settings: &Settings) -> Result<Offices, StartError> {
    let named = settings.offices.as_deref();
    let read = match named {
        Some(file) => Offices::read(file),
        None if settings.has_demo_offices() => Offices::demo(),
        None => Ok(Offices::default()),
    };
    read.map_err(|source| StartError::Offices {
        file: named.unwrap_or("the demo".as_ref()).to_owned(),
        source: source.into(),
    })
}

/// The token of the one office of a place that names no others.
pub(crate) fn ops_token(settings: &Settings) -> Result<Option<&str>, StartError> {
    long_enough("YIJIANSHI_OPS_TOKEN", settings.ops_token.as_deref())
}

/// What another system gives is as long as that makes it; what a place draws itself is long enough.
fn long_enough<'a>(
    variable: &'static str,
    secret: Option<&'a str>,
) -> Result<Option<&'a str>, StartError> {
    match secret {
        Some(secret) if secret.len() < SHORTEST_SECRET => Err(StartError::ShortSecret(variable)),
        secret => Ok(secret),
    }
}

/// Where notices leave the house; nowhere without an address.
pub(crate) fn hook(settings: &Settings) -> Result<Option<Hook>, StartError> {
    let Some(url) = &settings.webhook else {
        return Ok(None);
    };
    let is_http = ["http://", "https://"].iter().any(|it| url.starts_with(it));
    let Some(secret) = settings.webhook_secret.as_deref().filter(|_| is_http) else {
        return Err(StartError::Webhook);
    };
    long_enough("YIJIANSHI_WEBHOOK_SECRET", Some(secret))?;
    let trusted = settings
        .webhook_ca
        .as_deref()
        .map(authorities)
        .transpose()?;
    Ok(Some(Hook::new(url, secret, trusted)))
}

/// The platform that answers for registers, where one is named. Nothing is asked of it yet.
pub(crate) fn registers(settings: &Settings) -> Result<Option<Arc<ExchangeRegisters>>, StartError> {
    let Some(address) = &settings.registers.address else {
        return Ok(None);
    };
    let uri: Uri = address.parse().map_err(|_| StartError::Registers)?;
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if uri.scheme_str() != Some("https") && !(is_here && uri.scheme_str() == Some("http")) {
        return Err(StartError::Registers);
    }
    let registers = &settings.registers;
    let trusted = registers.ca.as_deref().map(authorities).transpose()?;
    Ok(Some(ExchangeRegisters::new(address, registers, trusted)))
}

/// Where residents sign in. Nothing is asked of it yet: the server starts while it is down.
pub(crate) fn provider(settings: &Settings) -> Result<Option<Provider>, StartError> {
    let handover = settings.oidc.handover_secret.as_deref();
    long_enough("YIJIANSHI_HANDOVER_SECRET", handover)?;
    let trusted = settings.oidc.ca.as_deref().map(authorities).transpose()?;
    let provider = Provider::new(&settings.oidc, &settings.link_base(), trusted);
    Ok(provider?)
}

/// The database, with the keys that open what it keeps of people. A master key is drawn where there is none and nothing
/// is encrypted yet.
pub(crate) async fn store(settings: &Settings) -> Result<Store, StartError> {
    let database = settings.database();
    let failed = |error: StoreError| StartError::Database(database.clone(), error.into());
    let store = Store::open(&database).await.map_err(&failed)?;
    let keys = master_keys(settings, &store, &failed).await?;
    let encrypts = !settings.encryption.no_encryption;
    if !encrypts {
        tracing::warn!("what comes is kept in clear (--no-encryption)");
    }
    let store = store.with_keys(DataKeys::new(keys, encrypts));
    if encrypts {
        // So that another server, which comes with a key of its own, sees that there is one already.
        let mut db = store.write().await.map_err(&failed)?;
        db.lock(Lock::Start).await.map_err(&failed)?;
        data_keys::begin(&mut db)
            .await
            .map_err(|error| match error {
                StoreError::MasterKey => StartError::OtherMasterKey("of another server".to_owned()),
                error => failed(error),
            })?;
        db.commit().await.map_err(&failed)?;
    }
    Ok(store)
}

async fn master_keys(
    settings: &Settings,
    store: &Store,
    failed: &impl Fn(StoreError) -> StartError,
) -> Result<MasterKeys, StartError> {
    let mut db = store.read().await.map_err(failed)?;
    let needed = data_keys::masters(&mut db).await.map_err(failed)?;
    drop(db);
    let named = settings.encryption.named();
    let file = named.clone();
    let file = file.unwrap_or_else(|| settings.data.join(master_keys::FILE));
    let begins = needed.is_empty() && !settings.encryption.no_encryption;
    let read = match named.is_some() || file.exists() {
        true => MasterKeys::read(&file),
        false if begins => MasterKeys::draw_into(&file),
        false => Ok(MasterKeys::default()),
    };
    let keys = read.map_err(|source| StartError::MasterKeys { file, source })?;
    if let Some(id) = needed.into_iter().find(|id| !keys.has(id)) {
        return Err(StartError::OtherMasterKey(id));
    }
    match keys.current() {
        Some(id) if named.is_none() => tracing::warn!(
            id,
            "the master key lies beside what it encrypts, which keeps a backup or a bucket from being read, and not this \
             disk: keep it elsewhere (--master-key)"
        ),
        Some(id) => tracing::info!(id, "master key"),
        None => {}
    }
    Ok(keys)
}

/// Certificates in PEM.
pub(crate) fn authorities(file: &Path) -> Result<Vec<Certificate<'static>>, StartError> {
    let fault = |source| StartError::Authorities {
        file: file.to_owned(),
        source,
    };
    let pem = std::fs::read(file).map_err(|error| fault(Some(error)))?;
    certificates(&pem).ok_or_else(|| fault(None))
}

/// The key of the file that is named, or else the one of the data folder.
pub(crate) fn subject_key(settings: &Settings) -> Result<SubjectKey, StartError> {
    let (key, file) = match &settings.subject_key {
        Some(file) => (SubjectKey::read(file), file.clone()),
        None => {
            let file = settings.data.join(subject_key::FILE);
            (SubjectKey::open(&settings.data), file)
        }
    };
    key.map_err(|source| StartError::SubjectKey { file, source })
}
