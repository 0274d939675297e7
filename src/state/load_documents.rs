//! Public documents are fetched when first asked for, kept on the phone, and shown from there, with their date, when
//! the network fails.

use civic::day;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::app_state::{AppState, device_day};
use super::documents::{Content, Document, Kind, read_document};
use super::loaded::Loaded;
use crate::api::{self, ApiError};
use crate::json;

impl Document {
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
