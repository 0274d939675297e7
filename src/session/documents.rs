//! The public documents that pages read: fetched when first asked for, kept on the phone, and shown from there,
//! with their date, when the network fails.

use catalog::handbook::Handbook;
use catalog::search::{Place, SearchIndex};
use civic::day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::{App, Loaded, phones_day};
use crate::api::{self, ApiError};
use crate::json;

/// Cheap to copy; they belong to the app.
#[derive(Clone, Copy)]
pub(crate) struct Documents {
    pub(crate) handbook: Document<Handbook>,
    pub(crate) index: Document<SearchIndex>,
    pub(crate) places: Document<Vec<Place>>,
    /// The day of the copy that is shown in place of what the network would have brought.
    pub(crate) copy_of: RwSignal<Option<String>>,
}

impl Documents {
    pub(super) fn new() -> Self {
        Self {
            handbook: Document::new(|_| "/handbook".to_owned()),
            index: Document::new(|region| ["/search-index?region=", region].concat()),
            places: Document::new(|_| "/regions".to_owned()),
            copy_of: RwSignal::new(None),
        }
    }
}

/// A document that is not fetched before someone looks at it.
pub(crate) struct Document<T: Send + Sync + 'static> {
    loaded: RwSignal<Loaded<T>>,
    asked: StoredValue<bool>,
    /// Its address within the API, for a region.
    address: fn(&str) -> String,
}

// Not derived: that would ask the same of `T`.
impl<T: Send + Sync + 'static> Clone for Document<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Document<T> {}

impl<T: DeserializeOwned + Send + Sync + 'static> Document<T> {
    fn new(address: fn(&str) -> String) -> Self {
        Self {
            loaded: RwSignal::new(Loaded::Loading),
            asked: StoredValue::new(false),
            address,
        }
    }

    /// The document, fetched at the first call.
    pub(crate) fn open(self, app: App) -> RwSignal<Loaded<T>> {
        if !self.asked.get_value() {
            self.load(app);
        }
        self.loaded
    }

    pub(crate) fn load(self, app: App) {
        self.asked.set_value(true);
        self.loaded.set(Loaded::Loading);
        let address = (self.address)(&app.region());
        spawn_local(async move {
            let found = app.document(&address).await;
            // Another place was chosen meanwhile: its own document is under way.
            if address == (self.address)(&app.region()) {
                self.loaded.try_set(found.into());
            }
        });
    }

    /// It is fetched again when someone looks at it.
    pub(super) fn forget(self) {
        self.asked.set_value(false);
        self.loaded.set(Loaded::Loading);
    }
}

impl App {
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
                    let today = day::iso(phones_day());
                    self.kept().keep_public(&address, &today, &copy).await;
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
        let (of, text) = self.kept().public(address).await.ok_or(error)?;
        self.documents.copy_of.try_set(Some(of));
        Ok(text)
    }
}
