//! The composition root: builds the state, the router and the background tasks; starts and stops the server.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use catalog::load::LoadError;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, broadcast, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::auth::demo::DemoIdentityService;
use crate::auth::identity::IdentityService;
use crate::auth::sign_in_limit::SignInLimit;
use crate::cases::{earlier, subjects};
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo::people::DemoPeople;
use crate::documents::printer::Printer;
use crate::error::{ApiError, Fault};
use crate::http::body::MAX_JSON_BYTES;
use crate::http::compression::ApiJson;
use crate::http::{csrf, method_override, security_headers, static_files, timeout};
use crate::objects::ObjectStore;
use crate::objects::disk::DiskObjects;
use crate::ops::gate;
use crate::ops::offices::Offices;
use crate::registers::demo::DemoRegisters;
use crate::registers::register::Registers;
use crate::scenario_registry::ScenarioRegistry;
use crate::state::{AppState, Components};
use crate::store::Store;
use crate::subject_key::SubjectKey;
use crate::uploads::lease::UploadLeases;
use crate::{cleanup, dev, logging, routes, sweeper, uploads};

/// How long requests under way may take after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Pictures pre-checked at the same time where nothing else is set, however many cores there are: 720 MB at the worst.
const MAX_PRECHECKS: usize = 4;

/// A server that is ready to listen.
pub struct Server {
    state: AppState,
    stop: watch::Sender<bool>,
}

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
        let people = if settings.offers_demo() {
            DemoPeople::read().map_err(|error| StartError::DemoPeople(error.into()))?
        } else {
            DemoPeople::nobody()
        };
        let people = Arc::new(people);
        let objects = DiskObjects::open(settings.data.join("files")).map_err(|source| {
            let folder = settings.data.clone();
            StartError::Folder { folder, source }
        })?;
        Ok(Self {
            identity: Arc::new(DemoIdentityService(people.clone())),
            registers: Arc::new(DemoRegisters(people)),
            objects: Arc::new(objects),
        })
    }
}

/// Why the server does not start; for whoever runs it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{}\nthe scenarios do not load: correct the lines above", lines(.0))]
    Scenarios(Vec<LoadError>),
    #[error("cannot keep files in {}", folder.display())]
    Folder {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "the clock can be moved on loopback alone: leave out --movable-clock, or listen on 127.0.0.1"
    )]
    MovableClock,
    #[error("the database does not open")]
    Database(#[source] Box<dyn Error + Send + Sync>),
    #[error("the demo people do not read")]
    DemoPeople(#[source] Box<dyn Error + Send + Sync>),
    #[error("the offices of {} do not read", file.display())]
    Offices {
        file: PathBuf,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
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

impl Server {
    /// The server with its built-in services: see [`Services::built_in`].
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let services = Services::built_in(&settings)?;
        Self::start_with(settings, clock, services).await
    }

    /// Reads the scenarios and opens the database; does not listen yet.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start_with(
        settings: Settings,
        clock: Clock,
        services: Services,
    ) -> Result<Self, StartError> {
        if settings.movable_clock && !settings.address.ip().is_loopback() {
            return Err(StartError::MovableClock);
        }
        let scenarios =
            ScenarioRegistry::read(&settings.scenarios).map_err(StartError::Scenarios)?;
        let offices = offices(&settings)?;
        offices.log();
        std::fs::create_dir_all(&settings.data).map_err(|source| {
            let folder = settings.data.clone();
            StartError::Folder { folder, source }
        })?;
        let database = settings.data.join("yijianshi.db");
        let store = Store::open(&database)
            .await
            .map_err(|error| StartError::Database(error.into()))?;
        scenarios
            .archive(&store)
            .await
            .map_err(|error| StartError::Archive(error.into()))?;
        if settings.movable_clock {
            tracing::warn!("anyone on this machine can move the clock (--movable-clock)");
        }
        let (subject_key, is_new) = SubjectKey::open(&settings.data).map_err(|source| {
            let folder = settings.data.clone();
            StartError::Folder { folder, source }
        })?;
        subjects::complete(&store, &scenarios, &subject_key, is_new, clock.today())
            .await
            .map_err(|error| StartError::Subjects(error.into()))?;
        earlier::complete(&store, &scenarios, clock.of_cases())
            .await
            .map_err(|error| StartError::Earlier(error.into()))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let prechecks = settings.judging.unwrap_or(cores.min(MAX_PRECHECKS)).max(1);
        let (stop, stopping) = watch::channel(false);
        let printer = Printer::new(settings.fonts.clone());
        let state = AppState::new(Components {
            settings,
            clock,
            store,
            identity: services.identity,
            registers: services.registers,
            objects: services.objects,
            offices,
            scenarios,
            printer,
            subject_key,
            sign_in_limit: SignInLimit::default(),
            upload_leases: UploadLeases::default(),
            precheck_permits: Semaphore::new(prechecks),
            changes: broadcast::channel(4).0,
            stopping,
        });
        Ok(Self { state, stop })
    }

    /// All routes and the layers around them. Tests call it without a connection.
    pub fn router(&self) -> Router {
        let state = self.state.clone();
        let mut router = routes::router();
        if state.settings.dev {
            router = router.route("/dev/changes", axum::routing::get(dev::changes));
        }
        if state.settings.movable_clock {
            router = router.route("/dev/clock", axum::routing::post(dev::move_clock));
        }
        let router = router
            .fallback(static_files::serve)
            .layer(from_fn_with_state(state.clone(), gate::guard))
            .layer(CompressionLayer::new().compress_when(ApiJson))
            .layer(DefaultBodyLimit::max(MAX_JSON_BYTES))
            .layer(from_fn(csrf::guard))
            .layer(from_fn(timeout::limit))
            .layer(from_fn(uploads::add_version))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(state.clone(), security_headers::add))
            .layer(from_fn(logging::line))
            .with_state(state);
        method_override::around(router)
    }

    /// Removes what is no longer needed; while serving this happens every hour.
    pub async fn cleanup(&self) {
        cleanup::once(&self.state).await;
    }

    /// Does what time demands of cases; while serving this happens every minute.
    pub async fn sweep(&self) {
        sweeper::once(&self.state).await;
    }

    /// Serves until `stop` returns; then finishes the requests under way.
    ///
    /// # Errors
    /// Where the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let router = self.router();
        let background = [
            tokio::spawn(cleanup::regularly(self.state.clone())),
            tokio::spawn(sweeper::regularly(self.state.clone())),
            tokio::spawn(watch_in_dev(self.state.clone())),
        ];
        let stop_flag = self.stop;
        let (stopped, is_stopped) = tokio::sync::oneshot::channel();
        let stop_requested = async move {
            stop.await;
            tracing::info!("stopping");
            let _ = stop_flag.send(true);
            let _ = stopped.send(());
        };
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(stop_requested);
        let grace_over = async {
            let _ = is_stopped.await;
            tokio::time::sleep(GRACE).await;
        };
        let served = tokio::select! {
            served = async { serving.await } => served,
            () = grace_over => Ok(()),
        };
        for task in background {
            task.abort();
        }
        self.state.store.close().await;
        served
    }
}

/// The offices of the file, those of the demonstration, or none; and the one that the environment has a token of.
fn offices(settings: &Settings) -> Result<Offices, StartError> {
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

async fn watch_in_dev(state: AppState) {
    if state.settings.dev {
        dev::watch(state).await;
    }
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    ApiError::Internal(Fault::Task).into_response()
}
