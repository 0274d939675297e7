//! The public documents that pages read: fetched when first asked for, kept on the phone, and shown from there,
//! with their date, when the network fails.

use std::any::Any;
use std::sync::Arc;

use catalog::handbook::Handbook;
use catalog::search::{RegionSummary, SearchIndex};
use civic::day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::app_state::{AppState, Loaded, device_day};
use crate::api::{self, ApiError};
use crate::json;
use crate::parts::in_part;

/// Cheap to copy; they belong to the app.
#[derive(Clone, Copy)]
pub(crate) struct Documents {
    pub(crate) handbook: Document,
    pub(crate) index: Document,
    pub(crate) places: Document,
    /// The day of the copy that is shown in place of what the network would have brought.
    pub(crate) copy_of: RwSignal<Option<String>>,
}

impl Documents {
    pub(super) fn new() -> Self {
        Self {
            handbook: Document::new(Kind::Handbook),
            index: Document::new(Kind::Index),
            places: Document::new(Kind::Places),
            copy_of: RwSignal::new(None),
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Handbook,
    Index,
    Places,
}

/// What a document says. One type for all, so that the code which keeps and shows a signal of it is in the download
/// once; opaque, so that only the part which reads documents knows their types.
#[derive(Clone)]
pub(crate) struct Content(Arc<dyn Any + Send + Sync>);

impl Content {
    pub(crate) fn handbook(&self) -> Option<&Handbook> {
        self.0.downcast_ref()
    }

    pub(crate) fn index(&self) -> Option<&SearchIndex> {
        self.0.downcast_ref()
    }

    pub(crate) fn places(&self) -> Option<&Vec<RegionSummary>> {
        self.0.downcast_ref()
    }
}

in_part! {
    first,
    fn read_document(kind: Kind, text: String) -> Option<Content> {
        match kind {
            Kind::Handbook => content::<Handbook>(&text),
            Kind::Index => content::<SearchIndex>(&text),
            Kind::Places => content::<Vec<RegionSummary>>(&text),
        }
    }
}

fn content<T: DeserializeOwned + Send + Sync + 'static>(text: &str) -> Option<Content> {
    json::read::<T>(text).map(|read| Content(Arc::new(read)))
}

/// A document that is not fetched before someone looks at it.
#[derive(Clone, Copy)]
pub(crate) struct Document {
    kind: Kind,
    loaded: RwSignal<Loaded<Content>>,
    asked: StoredValue<bool>,
}

impl Document {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            loaded: RwSignal::new(Loaded::Loading),
            asked: StoredValue::new(false),
        }
    }

    /// The document, fetched at the first call.
    pub(crate) fn open(self, app: AppState) -> RwSignal<Loaded<Content>> {
        if !self.asked.get_value() {
            self.load(app);
        }
        self.loaded
    }

    pub(crate) fn load(self, app: AppState) {
        self.asked.set_value(true);
        self.loaded.set(Loaded::Loading);
        let address = self.address(app);
        spawn_local(async move {
            let found = app.text_of(&address).await;
            // Another place was chosen meanwhile: its own document is under way.
            if address == self.address(app) {
                let found = match found {
                    Ok(text) => read_document(self.kind, text)
                        .await
                        .and_then(|read| read.ok_or(ApiError::Unreadable)),
                    Err(error) => Err(error),
                };
                self.loaded.try_set(found.into());
            }
        });
    }

    /// It is fetched again when someone looks at it.
    pub(super) fn forget(self) {
        self.asked.set_value(false);
        self.loaded.set(Loaded::Loading);
    }

    /// Within the API.
    fn address(self, app: AppState) -> String {
        match self.kind {
            Kind::Handbook => "/handbook".to_owned(),
            Kind::Index => ["/search-index?region=", &app.region()].concat(),
            Kind::Places => "/regions".to_owned(),
        }
    }
}

impl AppState {
    /// A public document of the API, or the copy on this phone where the network fails.
    pub(super) async fn document<T: DeserializeOwned>(self, address: &str) -> Result<T, ApiError> {
        json::read(&self.text_of(address).await?).ok_or(ApiError::Unreadable)
    }

    async fn text_of(self, address: &str) -> Result<String, ApiError> {
        let error = match api::text(address).await {
            Ok(text) => {
                self.documents.copy_of.try_set(None);
                let (address, copy) = (address.to_owned(), text.clone());
                spawn_local(async move {
                    let today = day::iso(device_day());
                    self.draft_store()
                        .save_public(&address, &today, &copy)
                        .await;
                });
                return Ok(text);
            }
            Err(error) => error,
        };
        let unreachable = matches!(
            error,
            ApiError::Offline | ApiError::Timeout | ApiError::Server(_)
        );
        if !unreachable {
            return Err(error);
        }
        let (of, text) = self.draft_store().public(address).await.ok_or(error)?;
        self.documents.copy_of.try_set(Some(of));
        Ok(text)
    }
}
