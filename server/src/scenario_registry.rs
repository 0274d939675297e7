//! The scenarios that are live now. In development they are read again when they change; what does
//! not load leaves the old ones in place.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use catalog::load::{Library, LoadError, NATIONAL};

use crate::error::{ApiError, Fault};
use crate::store::{Store, scenario_versions};

#[derive(Debug)]
pub(crate) struct ScenarioRegistry(RwLock<Arc<Library>>);

impl ScenarioRegistry {
    /// # Errors
    /// Every fault of every file.
    pub(crate) fn read(folder: &Path) -> Result<Self, Vec<LoadError>> {
        Ok(Self(RwLock::new(Arc::new(read(folder)?))))
    }

    pub(crate) fn now(&self) -> Arc<Library> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn read_again(&self, folder: &Path) -> Result<(), Vec<LoadError>> {
        let library = Arc::new(read(folder)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = library;
        Ok(())
    }
}

/// A fault of the base is found once for every region: told once.
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

/// Keeps every live version for the drafts and cases that will be made with it.
pub(crate) async fn archive(store: &Store, library: &Library) -> Result<(), ApiError> {
    let mut db = store.writing().await?;
    for scenario in library.scenarios() {
        let json = serde_json::to_string(scenario)?;
        let (hash, region) = (&scenario.hash, &scenario.region.code);
        scenario_versions::keep(&mut db, hash, &scenario.id, region, &json).await?;
    }
    db.commit().await?;
    Ok(())
}

/// A version that was once served.
pub(crate) async fn version(
    db: &mut sqlx::SqliteConnection,
    scenario: &str,
    hash: &str,
) -> Result<Option<catalog::Scenario>, ApiError> {
    let Some(json) = scenario_versions::find(db, scenario, hash).await? else {
        return Ok(None);
    };
    serde_json::from_str(&json)
        .map(Some)
        .map_err(|_| ApiError::Internal(Fault::Stored("a scenario version")))
}
