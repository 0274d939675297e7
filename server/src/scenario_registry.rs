//! Scenarios: the current ones, from their folder, and every version that was ever served, from the database.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use catalog::Scenario;
use catalog::load::{Library, LoadError, NATIONAL};

use crate::error::{ApiError, ApiResult, Fault};
use crate::store::{Connection, Store, StoreError, scenario_versions};

/// Versions held in memory for showing cases: a version is up to 200 KB, and most cases share a few.
const MAX_CACHED_VERSIONS: usize = 64;

#[derive(Debug)]
pub(crate) struct ScenarioRegistry {
    current: RwLock<Arc<Library>>,
    versions: Mutex<HashMap<String, Arc<Scenario>>>,
}

impl ScenarioRegistry {
    /// # Errors
    /// Every fault of every file.
    pub(crate) fn read(folder: &Path) -> Result<Self, Vec<LoadError>> {
        Ok(Self {
            current: RwLock::new(Arc::new(read(folder)?)),
            versions: Mutex::default(),
        })
    }

    pub(crate) fn current(&self) -> Arc<Library> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Reads the folder again, in development; scenarios that do not load leave the earlier ones in place.
    pub(crate) fn reload(&self, folder: &Path) -> Result<(), Vec<LoadError>> {
        let library = Arc::new(read(folder)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = library;
        Ok(())
    }

    /// Stores every current version for the drafts and cases that will be made with it.
    pub(crate) async fn archive(&self, store: &Store) -> Result<(), StoreError> {
        let library = self.current();
        let mut db = store.write().await?;
        for scenario in library.scenarios() {
            scenario_versions::insert(&mut db, scenario).await?;
        }
        db.commit().await
    }

    /// The version a case was made with.
    pub(crate) async fn version(
        &self,
        db: &mut Connection,
        scenario: &str,
        hash: &str,
    ) -> ApiResult<Arc<Scenario>> {
        let cached = |versions: &HashMap<_, Arc<Scenario>>| versions.get(hash).cloned();
        if let Some(version) = cached(&self.versions()) {
            return Ok(version);
        }
        let version = scenario_versions::find(db, scenario, hash)
            .await?
            .ok_or(ApiError::Internal(Fault::Missing("a scenario version")))?;
        let version = Arc::new(version);
        let mut versions = self.versions();
        if versions.len() >= MAX_CACHED_VERSIONS {
            versions.clear();
        }
        versions.insert(hash.to_owned(), version.clone());
        Ok(version)
    }

    fn versions(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Scenario>>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A fault of the base is found again in every region; it is reported once.
fn read(folder: &Path) -> Result<Library, Vec<LoadError>> {
    Library::read(folder).map_err(|mut errors| {
        errors.dedup();
        errors
    })
}

/// The region to serve for the one asked for: the national base where it is not known.
pub(crate) fn region_or_national<'a>(library: &Library, asked: Option<&'a str>) -> &'a str {
    match asked {
        Some(code) if library.regions().any(|region| region.code == code) => code,
        _ => NATIONAL,
    }
}
