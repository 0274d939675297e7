//! The public documents in memory: each is made once of each version of the scenarios, by whoever asks first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::load::Library;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, ApiResult, Fault, not_found};
use crate::http::stored_answer::StoredAnswer;
use crate::random::hex;

/// Earlier versions of scenarios, which drafts that were begun with them ask for: each takes 100 KB.
const MOST_VERSIONS: usize = 64;

/// A document of the scenarios as they are now. Regions are such as there are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Document {
    Regions,
    Handbook,
    SearchIndex { region: String },
    Shelf { region: String },
    Scenario { region: String, id: String },
}

#[derive(Debug, Default)]
pub(crate) struct Documents {
    current: Mutex<Current>,
    /// By scenario and hash.
    versions: Mutex<HashMap<(String, String), Arc<StoredAnswer>>>,
}

#[derive(Debug, Default)]
struct Current {
    /// Whose they are; scenarios are read again in development.
    library: Option<Arc<Library>>,
    stored: HashMap<Document, Arc<StoredAnswer>>,
}

impl Documents {
    /// # Errors
    /// 404 where there is no such document.
    pub(crate) async fn current(
        &self,
        library: Arc<Library>,
        document: Document,
    ) -> ApiResult<Arc<StoredAnswer>> {
        if let Some(stored) = self.known(&library, &document) {
            return Ok(stored);
        }
        let (of, wanted) = (library.clone(), document.clone());
        let made = tokio::task::spawn_blocking(move || {
            let (json, tag) = written(&of, &wanted)?;
            compressed(json, tag)
        });
        let stored = made.await??;
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        // Not where the scenarios were read again while it was made: it is of the earlier ones.
        if is_same(current.library.as_ref(), &library) {
            current.stored.insert(document, stored.clone());
        }
        Ok(stored)
    }

    fn known(&self, library: &Arc<Library>, document: &Document) -> Option<Arc<StoredAnswer>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_same(current.library.as_ref(), library) {
            *current = Current {
                library: Some(library.clone()),
                stored: HashMap::new(),
            };
        }
        current.stored.get(document).cloned()
    }

    /// An earlier version, where somebody has asked for it.
    pub(crate) fn version(&self, id: &str, hash: &str) -> Option<Arc<StoredAnswer>> {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        versions.get(&(id.to_owned(), hash.to_owned())).cloned()
    }

    pub(crate) async fn keep_version(
        &self,
        id: String,
        hash: String,
        json: String,
    ) -> ApiResult<Arc<StoredAnswer>> {
        let tag = hash.clone();
        let made = tokio::task::spawn_blocking(move || compressed(json.into_bytes(), tag));
        let stored = made.await??;
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        if versions.len() >= MOST_VERSIONS {
            versions.clear();
        }
        versions.insert((id, hash), stored.clone());
        Ok(stored)
    }
}

fn is_same(one: Option<&Arc<Library>>, other: &Arc<Library>) -> bool {
    one.is_some_and(|one| Arc::ptr_eq(one, other))
}

fn compressed(json: Vec<u8>, tag: String) -> ApiResult<Arc<StoredAnswer>> {
    match StoredAnswer::new(json, tag) {
        Ok(stored) => Ok(Arc::new(stored)),
        Err(error) => Err(ApiError::Internal(Fault::Compression(error))),
    }
}

/// The JSON, and what names its content.
fn written(library: &Library, document: &Document) -> ApiResult<(Vec<u8>, String)> {
    match document {
        Document::Regions => by_digest(&library.region_summaries()),
        Document::Handbook => by_digest(library.handbook()),
        Document::SearchIndex { region } => by_digest(&library.search_index(region)),
        Document::Shelf { region } => {
            by_digest(library.scenario_index(region).ok_or_else(not_found)?)
        }
        Document::Scenario { region, id } => {
            let scenario = library.scenario(region, id).ok_or_else(not_found)?;
            Ok((serde_json::to_vec(scenario)?, scenario.hash.clone()))
        }
    }
}

fn by_digest(answer: &impl Serialize) -> ApiResult<(Vec<u8>, String)> {
    let json = serde_json::to_vec(answer)?;
    let tag = hex(&Sha256::digest(&json));
    Ok((json, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_document_is_made_once_until_the_scenarios_are_read_again() {
        let documents = Documents::default();
        let regions = async |library| documents.current(library, Document::Regions).await;
        let library = Arc::new(Library::default());
        let first = regions(library.clone()).await.unwrap();
        let again = regions(library.clone()).await.unwrap();
        assert!(Arc::ptr_eq(&first, &again));
        let read_again = Arc::new(Library::default());
        let anew = regions(read_again).await.unwrap();
        assert!(!Arc::ptr_eq(&first, &anew));
    }

    #[tokio::test]
    async fn an_earlier_version_is_made_once() {
        let documents = Documents::default();
        assert!(documents.version("card", "1f").is_none());
        let made = documents.keep_version("card".into(), "1f".into(), "{}".into());
        let made = made.await.unwrap();
        let again = documents.version("card", "1f").unwrap();
        assert!(Arc::ptr_eq(&made, &again));
    }
}
