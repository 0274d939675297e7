//! The server as a whole: what all handlers share, how it is put together, started and stopped.

use std::fmt;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use catalog::load::LoadError;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, broadcast, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::body::MAX_JSON_BYTES;
use crate::clock::Clock;
use crate::config::Settings;
use crate::demo::DemoPeople;
use crate::error::{ApiError, Fault};
use crate::library::{self, LiveLibrary};
use crate::rate_limit::SignInLimit;
use crate::store::Store;
use crate::uploads::{FileStore, Receiving};
use crate::{csrf, dev, logging, patience, routes, security_headers, static_files, sweep, uploads};

/// How long requests under way may take after the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Pictures judged at the same time where nothing else is said, however many cores there are: 720 MB at the worst.
const MOST_JUDGING: usize = 4;

/// What all handlers share.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) files: FileStore,
    pub(crate) library: LiveLibrary,
    pub(crate) demo: DemoPeople,
    pub(crate) sign_in_limit: SignInLimit,
    pub(crate) receiving: Receiving,
    /// Pictures that may be judged at the same time: each takes a core, and one of 60 megapixels 180 MB.
    pub(crate) judging: Semaphore,
    /// Tells pages in development to reload.
    pub(crate) changes: broadcast::Sender<()>,
    /// True once the server has been asked to stop.
    pub(crate) stopping: watch::Receiver<bool>,
}

#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// A server that is ready to listen.
pub struct Server {
    app: App,
    stop: watch::Sender<bool>,
}

/// Why the server does not start; for whoever runs it.
#[derive(Debug)]
pub enum StartError {
    Scenarios(Vec<LoadError>),
    Folder(PathBuf, std::io::Error),
    Database(sqlx::Error),
    DemoPeople(serde_json::Error),
    /// The scenarios could not be kept in the database.
    Archive,
}

impl Server {
    /// Reads the scenarios and opens the database; listens to nobody yet.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let library = LiveLibrary::read(&settings.scenarios).map_err(StartError::Scenarios)?;
        let files = FileStore::open(settings.data.join("files"))
            .map_err(|error| StartError::Folder(settings.data.clone(), error))?;
        let database = settings.data.join("yijianshi.db");
        let store = Store::open(&database).await.map_err(StartError::Database)?;
        library::archive(&store, &library.now())
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
        let judging = settings.judging.unwrap_or(cores.min(MOST_JUDGING)).max(1);
        let (stop, stopping) = watch::channel(false);
        let app = App(Arc::new(Shared {
            settings,
            clock,
            store,
            files,
            library,
            demo,
            sign_in_limit: SignInLimit::default(),
            receiving: Receiving::default(),
            judging: Semaphore::new(judging),
            changes: broadcast::channel(4).0,
            stopping,
        }));
        Ok(Self { app, stop })
    }

    /// All routes and what every answer passes through. Tests call it without a connection.
    pub fn router(&self) -> Router {
        let app = self.app.clone();
        let mut router = routes::router();
        if app.settings.dev {
            router = router.route("/dev/changes", axum::routing::get(dev::changes));
        }
        router
            .fallback(static_files::serve)
            .layer(CompressionLayer::new().compress_when(ApiJson))
            .layer(DefaultBodyLimit::max(MAX_JSON_BYTES))
            .layer(from_fn(csrf::guard))
            .layer(from_fn(patience::limit))
            .layer(from_fn(uploads::say_version))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(app.clone(), security_headers::add))
            .layer(from_fn(logging::line))
            .with_state(app)
    }

    /// Removes what nobody needs any more; while serving this happens every hour.
    pub async fn sweep(&self) {
        sweep::once(&self.app).await;
    }

    /// Serves until `stop` returns; then finishes what is under way.
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
            tokio::spawn(sweep::regularly(self.app.clone())),
            tokio::spawn(watch_in_dev(self.app.clone())),
        ];
        let told = self.stop;
        let (stopped, is_stopped) = tokio::sync::oneshot::channel();
        let asked = async move {
            stop.await;
            tracing::info!("stopping");
            let _ = told.send(true);
            let _ = stopped.send(());
        };
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(asked);
        let patience = async {
            let _ = is_stopped.await;
            tokio::time::sleep(GRACE).await;
        };
        let served = tokio::select! {
            served = async { serving.await } => served,
            () = patience => Ok(()),
        };
        for task in background {
            task.abort();
        }
        self.app.store.close().await;
        served
    }
}

async fn watch_in_dev(app: App) {
    if app.settings.dev {
        dev::watch(app).await;
    }
}

/// Only what handlers write as JSON is compressed on the way; files have been before.
#[derive(Clone, Copy)]
struct ApiJson;

impl tower_http::compression::Predicate for ApiJson {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        let large = response.body().size_hint().lower() > 1024;
        large
            && response
                .headers()
                .get(axum::http::header::CONTENT_TYPE)
                .is_some_and(|kind| kind == "application/json")
    }
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    use axum::response::IntoResponse;
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
