//! The composition root: builds the state, the router and the background tasks; starts and stops the server.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
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

use crate::auth::sign_in_limit::SignInLimit;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo::DemoPeople;
use crate::error::{ApiError, Fault};
use crate::http::body::MAX_JSON_BYTES;
use crate::http::compression::ApiJson;
use crate::http::{csrf, security_headers, static_files, timeout};
use crate::objects::disk::FileStore;
use crate::scenario_registry::{self, ScenarioRegistry};
use crate::state::{AppState, Components};
use crate::store::Store;
use crate::uploads::lease::UploadLeases;
use crate::{cleanup, dev, logging, routes, uploads};

/// How long requests under way may take after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Pictures pre-checked at the same time where nothing else is set, however many cores there are: 720 MB at the worst.
const MAX_PRECHECKS: usize = 4;

/// A server that is ready to listen.
pub struct Server {
    state: AppState,
    stop: watch::Sender<bool>,
}

/// Why the server does not start; for whoever runs it.
#[derive(Debug)]
pub enum StartError {
    Scenarios(Vec<LoadError>),
    Folder(PathBuf, std::io::Error),
    Database(sqlx::Error),
    DemoPeople(serde_json::Error),
    /// The scenarios could not be stored in the database.
    Archive,
}

impl Server {
    /// Reads the scenarios and opens the database; does not listen yet.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let scenarios =
            ScenarioRegistry::read(&settings.scenarios).map_err(StartError::Scenarios)?;
        let files = FileStore::open(settings.data.join("files"))
            .map_err(|error| StartError::Folder(settings.data.clone(), error))?;
        let database = settings.data.join("yijianshi.db");
        let store = Store::open(&database).await.map_err(StartError::Database)?;
        scenario_registry::archive(&store, &scenarios.now())
            .await
            .map_err(|error| match error {
                ApiError::Internal(Fault::Database(error)) => StartError::Database(error),
                _ => StartError::Archive,
            })?;
        let demo = if settings.offers_demo() {
            DemoPeople::read().map_err(StartError::DemoPeople)?
        } else {
            DemoPeople::nobody()
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let prechecks = settings.judging.unwrap_or(cores.min(MAX_PRECHECKS)).max(1);
        let (stop, stopping) = watch::channel(false);
        let state = AppState::new(Components {
            settings,
            clock,
            store,
            files,
            scenarios,
            demo,
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
        router
            .fallback(static_files::serve)
            .layer(CompressionLayer::new().compress_when(ApiJson))
            .layer(DefaultBodyLimit::max(MAX_JSON_BYTES))
            .layer(from_fn(csrf::guard))
            .layer(from_fn(timeout::limit))
            .layer(from_fn(uploads::add_version))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(state.clone(), security_headers::add))
            .layer(from_fn(logging::line))
            .with_state(state)
    }

    /// Removes what is no longer needed; while serving this happens every hour.
    pub async fn cleanup(&self) {
        cleanup::once(&self.state).await;
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

async fn watch_in_dev(state: AppState) {
    if state.settings.dev {
        dev::watch(state).await;
    }
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    ApiError::Internal(Fault::Task).into_response()
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenarios(errors) => {
                for error in errors {
                    writeln!(f, "{error}")?;
                }
                write!(f, "the scenarios do not load: mend the lines above")
            }
            Self::Folder(folder, error) => {
                write!(f, "cannot keep files in {}: {error}", folder.display())
            }
            Self::Database(error) => write!(f, "the database does not open: {error}"),
            Self::DemoPeople(error) => write!(f, "the demo people do not read: {error}"),
            Self::Archive => write!(f, "the scenarios cannot be kept in the database"),
        }
    }
}

impl std::error::Error for StartError {}
