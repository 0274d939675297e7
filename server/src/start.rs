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
use crate::config::Settings;
use crate::data_folder::DataFolderError;
use crate::demo::employees::DemoEmployees;
use crate::demo::people::DemoPeople;
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
use crate::store::Database;
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
        let registers: Arc<dyn Registers> = match &settings.registers.address {
            Some(address) => exchange(address, settings)?,
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

/// The offices of the file, those of the demonstration, or none; and the one that the environment has a token of.
pub(crate) fn offices(settings: &Settings) -> Result<Offices, StartError> {
    let named = settings.offices.as_deref();
    let read = match named {
        Some(file) => Offices::read(file),
        None if settings.has_demo_offices() => Offices::demo(),
        None => Ok(Offices::default()),
    };
    let offices = read.map_err(|source| StartError::Offices {
        file: named.unwrap_or("the demo".as_ref()).to_owned(),
        source: source.into(),
    })?;
    Ok(match &settings.ops_token {
        Some(token) => offices.with_single(token),
        None => offices,
    })
}

/// Where notices leave the house; nowhere without an address.
pub(crate) fn hook(settings: &Settings) -> Result<Option<Hook>, StartError> {
    let Some(url) = &settings.webhook else {
        return Ok(None);
    };
    let is_http = ["http://", "https://"].iter().any(|it| url.starts_with(it));
    let Some(secret) = settings.webhook_secret.as_ref().filter(|_| is_http) else {
        return Err(StartError::Webhook);
    };
    let trusted = settings
        .webhook_ca
        .as_deref()
        .map(authorities)
        .transpose()?;
    Ok(Some(Hook::new(url, secret, trusted)))
}

/// The platform that answers for registers. Nothing is asked of it yet.
fn exchange(address: &str, settings: &Settings) -> Result<Arc<ExchangeRegisters>, StartError> {
    let uri: Uri = address.parse().map_err(|_| StartError::Registers)?;
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if uri.scheme_str() != Some("https") && !(is_here && uri.scheme_str() == Some("http")) {
        return Err(StartError::Registers);
    }
    let registers = &settings.registers;
    let trusted = registers.ca.as_deref().map(authorities).transpose()?;
    Ok(ExchangeRegisters::new(address, registers, trusted))
}

/// Where residents sign in. Nothing is asked of it yet: the server starts while it is down.
pub(crate) fn provider(settings: &Settings) -> Result<Option<Provider>, StartError> {
    let trusted = settings.oidc.ca.as_deref().map(authorities).transpose()?;
    let provider = Provider::new(&settings.oidc, &settings.link_base(), trusted);
    Ok(provider?)
}

fn authorities(file: &Path) -> Result<Vec<Certificate<'static>>, StartError> {
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
