//! The parts of the app. A release is one module for the home page, and one for each part below, which `xtask` splits
//! off at the functions marked [`in_part`] and `public/boot.js` brings when the first of them is called.
//! Without the feature `parts` (development, tests) everything is one module and the functions are plain calls.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::dom::Node;
use crate::route::{Page, Part};
use crate::state::Loaded;

/// Makes a function whose code, with all that only it needs, lies in the named part. Calling it brings the part, so it
/// becomes `async` and fallible: the caller says what happens when the part does not come.
macro_rules! in_part {
    ($part:ident, $(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $out:ty $body:block) => {
        $(#[$meta])*
        #[cfg(feature = "parts")]
        #[::leptos::wasm_split::wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
        $vis fn $name($($arg: $type),*) -> Result<$out, $crate::api::ApiError> {
            Ok($body)
        }

        $(#[$meta])*
        #[cfg(not(feature = "parts"))]
        $vis async fn $name($($arg: $type),*) -> Result<$out, $crate::api::ApiError> {
            Ok($body)
        }
    };
}
pub(crate) use in_part;

/// Builds the pages of a part.
pub(crate) type Pages = fn(Page) -> Node;

/// Which parts are here. Cheap to copy; it belongs to the app.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// Brings one. The app says how: what lies in the parts is not known here.
    bring: StoredValue<fn(Self, Part)>,
    first: RwSignal<Option<Loaded<Pages>>>,
    apply: RwSignal<Option<Loaded<Pages>>>,
    follow: RwSignal<Option<Loaded<Pages>>>,
}

impl Parts {
    pub(crate) fn new() -> Self {
        Self {
            bring: StoredValue::new(|_, _| ()),
            first: RwSignal::new(None),
            apply: RwSignal::new(None),
            follow: RwSignal::new(None),
        }
    }

    pub(crate) fn are_brought_by(self, bring: fn(Self, Part)) {
        self.bring.set_value(bring);
    }

    /// Brings a part of which a page shows a piece.
    pub(crate) fn want(self, part: Part) {
        self.bring.with_value(|bring| bring(self, part));
    }

    /// Its pages, once they were asked for.
    pub(crate) fn slot(self, part: Part) -> RwSignal<Option<Loaded<Pages>>> {
        match part {
            Part::First => self.first,
            Part::Apply => self.apply,
            Part::Follow => self.follow,
        }
    }
}

impl From<leptos::wasm_split::SplitLoaderError> for ApiError {
    /// The loader in `public/boot.js` leaves the cause at the root element.
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        let root = document().document_element();
        let cause = root.and_then(|root| root.get_attribute("data-part-failed"));
        match cause.as_deref() {
            Some("gone") => Self::Outdated,
            Some("stalled") => Self::Timeout,
            Some(status) if status.parse::<u16>().is_ok() => {
                Self::Server(status.parse().unwrap_or_default())
            }
            _ => Self::Offline,
        }
    }
}
