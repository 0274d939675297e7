//! The public documents that pages read, as far as they have been fetched (see `load_documents`).

use std::any::Any;
use std::sync::Arc;

use catalog::handbook::Handbook;
use catalog::search::{RegionSummary, SearchIndex};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::loaded::Loaded;
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
pub(super) enum Kind {
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
    pub(super) fn read_document(kind: Kind, text: String) -> Option<Content> {
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
    pub(super) kind: Kind,
    pub(super) loaded: RwSignal<Loaded<Content>>,
    pub(super) asked: StoredValue<bool>,
}

impl Document {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            loaded: RwSignal::new(Loaded::Loading),
            asked: StoredValue::new(false),
        }
    }

    /// It is fetched again when someone looks at it.
    pub(super) fn forget(self) {
        self.asked.set_value(false);
        self.loaded.set(Loaded::Loading);
    }
}
