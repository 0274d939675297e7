//! What handlers share. It is built once, in `server`, and cloned by reference.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::{Semaphore, broadcast, watch};

use crate::auth::identity::IdentityService;
use crate::auth::oidc::provider::Provider;
use crate::catalogue::documents::Documents;
use crate::clock::Clock;
use crate::config::Settings;
use crate::data_folder::{DataFolder, DatabaseLock};
use crate::documents::printer::Printer;
use crate::http::limits::Limits;
use crate::inbox::client::Hook;
use crate::metrics::Metrics;
use crate::objects::ObjectStore;
use crate::ops::offices::Offices;
use crate::probes::last_try::LastTry;
use crate::registers::register::Registers;
use crate::scenario_registry::ScenarioRegistry;
use crate::store::Store;
use crate::subject_key::SubjectKey;
use crate::uploads::lease::UploadLeases;

pub(crate) struct Components {
    pub(crate) settings: Settings,
    /// Keeps other servers out of the folder.
    pub(crate) data_folder: DataFolder,
    /// And out of a database that lies elsewhere.
    #[expect(dead_code, reason = "it is held, not read")]
    pub(crate) database_lock: DatabaseLock,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) identity: Arc<dyn IdentityService>,
    /// Where residents sign in by their browser.
    pub(crate) provider: Option<Provider>,
    pub(crate) registers: Arc<dyn Registers>,
    pub(crate) objects: Arc<dyn ObjectStore>,
    /// Where notices leave the house.
    pub(crate) hook: Option<Hook>,
    pub(crate) offices: Offices,
    pub(crate) scenarios: ScenarioRegistry,
    pub(crate) documents: Documents,
    pub(crate) printer: Printer,
    pub(crate) metrics: Metrics,
    pub(crate) subject_key: SubjectKey,
    pub(crate) limits: Limits,
    pub(crate) last_try: LastTry,
    pub(crate) upload_leases: UploadLeases,
    /// Pictures that may be pre-checked at the same time: each takes a core, and one of 60 megapixels 180 MB.
    pub(crate) precheck_permits: Semaphore,
    /// Reloads open pages, in development.
    pub(crate) changes: broadcast::Sender<()>,
    /// True once the server has been asked to stop.
    pub(crate) stopping: watch::Receiver<bool>,
}

/// The state of the application, as axum hands it to handlers and extractors.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Components>);

impl AppState {
    pub(crate) fn new(components: Components) -> Self {
        Self(Arc::new(components))
    }
}

impl Deref for AppState {
    type Target = Components;

    fn deref(&self) -> &Components {
        &self.0
    }
}
