//! The composition root: builds the state, the router and the background tasks; starts and stops the server.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, broadcast, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::cases::{earlier, subjects};
use crate::catalogue::documents::Documents;
use crate::clock::Clock;
use crate::config::Settings;
use crate::data_folder::{DataFolder, DatabaseLock};
use crate::documents::printer::Printer;
use crate::error::{ApiError, Fault};
use crate::http::body::MAX_JSON_BYTES;
use crate::http::compression::ApiJson;
use crate::http::limits::Limits;
use crate::http::{connections, csrf, method_override, security_headers, static_files, timeout};
use crate::inbox::hook;
use crate::metrics::Metrics;
use crate::objects::traced::Traced;
use crate::ops::gate;
use crate::proactive;
use crate::probes::last_try::LastTry;
use crate::scenario_registry::ScenarioRegistry;
use crate::start::{self, Services, StartError};
use crate::state::{AppState, Components};
use crate::uploads::lease::UploadLeases;
use crate::{cleanup, dev, logging, probes, routes, sweeper, uploads};

/// Pictures pre-checked at the same time where nothing else is set, however many cores there are: 720 MB at the worst.
const MAX_PRECHECKS: usize = 4;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Of those who read the metrics: a handful of machines.
const METRICS_CONNECTIONS: usize = 16;

/// A server that is ready to listen.
pub struct Server {
    state: AppState,
    stop: watch::Sender<bool>,
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
        if start::moves_public_clock(&settings) {
            return Err(StartError::MovableClock);
        }
        // The worker has them as well: what the phone has judged is judged alike here. Only the first server of a
        // process finds none installed.
        precheck::install_network(precheck::DIRECTION_WEIGHTS);
        let scenarios =
            ScenarioRegistry::read(&settings.scenarios).map_err(StartError::Scenarios)?;
        if !start::has_app(&settings.app) {
            let folder = settings.app.clone();
            return Err(StartError::App { folder });
        }
        if settings.offers_demo() {
            tracing::warn!(
                "anyone can sign in as the invented people of the demonstration (--no-demo)"
            );
        }
        let hook = start::hook(&settings)?;
        let provider = start::provider(&settings)?;
        let offices = start::offices(&settings)?;
        offices.log();
        offices.log_ends(clock.today());
        let data_folder = DataFolder::open(&settings.data)?;
        let database = settings.database();
        let database_lock = DatabaseLock::of(&database, &settings.data)?;
        tracing::info!(%database, "opening");
        let store = start::store(&settings).await?;
        scenarios
            .archive(&store)
            .await
            .map_err(|error| StartError::Archive(error.into()))?;
        if settings.movable_clock {
            tracing::warn!("anyone on this machine can move the clock (--movable-clock)");
        }
        let subject_key = start::subject_key(&settings)?;
        let is_known = subjects::complete(&store, &scenarios, &subject_key, clock.today())
            .await
            .map_err(|error| StartError::Subjects(error.into()))?;
        if !is_known {
            return Err(StartError::OtherSubjectKey);
        }
        earlier::complete(&store, &scenarios, clock.of_cases())
            .await
            .map_err(|error| StartError::Earlier(error.into()))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let prechecks = settings.judging.unwrap_or(cores.min(MAX_PRECHECKS)).max(1);
        let writes = settings.writes_a_minute;
        let limits = Limits::new(store.clone(), subject_key.clone(), clock.clone(), writes);
        let (stop, stopping) = watch::channel(false);
        let printer = Printer::new(settings.fonts.clone());
        let state = AppState::new(Components {
            settings,
            data_folder,
            database_lock,
            clock,
            store,
            identity: services.identity,
            provider,
            registers: services.registers,
            objects: Arc::new(Traced(services.objects)),
            hook,
            offices,
            scenarios,
            documents: Documents::default(),
            printer,
            metrics: Metrics::default(),
            subject_key,
            limits,
            last_try: LastTry::default(),
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
            .route("/livez", axum::routing::get(probes::live))
            .route("/readyz", axum::routing::get(probes::ready))
            .fallback(static_files::serve)
            .layer(from_fn_with_state(state.clone(), gate::guard))
            .layer(CompressionLayer::new().compress_when(ApiJson))
            .layer(DefaultBodyLimit::max(MAX_JSON_BYTES))
            .layer(from_fn_with_state(state.clone(), csrf::guard))
            .layer(from_fn(timeout::limit))
            .layer(from_fn(uploads::add_version))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(state.clone(), security_headers::add))
            .layer(from_fn_with_state(state.clone(), logging::line))
            .with_state(state);
        method_override::around(router)
    }

    /// Removes what is no longer needed; while serving this happens every hour.
    pub async fn cleanup(&self) {
        cleanup::once(&self.state).await;
    }

    /// Removes files that no row knows; while serving this happens every day.
    pub async fn remove_orphans(&self) {
        cleanup::orphans_once(&self.state).await;
    }

    /// How many files of cases, of some drawn at random, are not there; while serving this is asked every day.
    pub async fn look_for_files(&self) -> Option<usize> {
        cleanup::look_for_files(&self.state).await
    }

    /// Does what time demands of cases; while serving this happens every minute.
    pub async fn sweep(&self) {
        sweeper::once(&self.state).await;
        proactive::once(&self.state).await;
    }

    /// Sends the notices that are due; while serving this happens every few seconds.
    pub async fn send_notices(&self) {
        hook::once(&self.state).await;
    }

    /// Serves until `stop` returns; then finishes the requests under way.
    ///
    /// # Errors
    /// Where the process may open too few files to take connections, or the address of the metrics is taken.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let most = connections::allowed(self.state.settings.connections)?;
        let metrics_listener = match self.state.settings.metrics {
            Some(address) => Some(TcpListener::bind(address).await?),
            None => None,
        };
        let router = self.router();
        let background = [
            tokio::spawn(cleanup::regularly(self.state.clone())),
            tokio::spawn(sweeper::regularly(self.state.clone())),
            tokio::spawn(hook::regularly(self.state.clone())),
            tokio::spawn(watch_in_dev(self.state.clone())),
            tokio::spawn(tell_ends_of_tokens(self.state.clone())),
        ];
        let stop_flag = self.stop;
        let stop_requested = async move {
            stop.await;
            tracing::info!("stopping");
            let _ = stop_flag.send(true);
        };
        if let Some(listener) = metrics_listener {
            let mut stopping = self.state.stopping.clone();
            let stop = async move {
                let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
            };
            let router = probes::metrics_router(self.state.clone());
            let address = listener.local_addr()?;
            tracing::info!(%address, "metrics are answered");
            tokio::spawn(connections::serve(
                listener,
                router,
                METRICS_CONNECTIONS,
                stop,
            ));
        }
        connections::serve(listener, router, most, stop_requested).await;
        for task in background {
            task.abort();
        }
        self.state.store.close().await;
        Ok(())
    }
}

/// Once a day; when it starts it has been told.
async fn tell_ends_of_tokens(state: AppState) {
    loop {
        tokio::time::sleep(DAY).await;
        state.offices.log_ends(state.clock.today());
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
