//! The parts of the app. A release is one module for the home page, and one for each part below, which `xtask` splits
//! off at the functions marked [`in_part`] and `public/boot.js` brings when the first of them is called.
//! Without the feature `parts` (development, tests) everything is one module and the functions are plain calls.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::components::{Frame, failed, frame, waiting};
use crate::dom::{IntoNode, Node};
use crate::pages;
use crate::route::{Page, Part};
use crate::state::{Loaded, app_state};

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

in_part! {
    first,
    fn first_pages() -> Pages {
        |page| match page {
            Page::Scenario => pages::scenario(),
            Page::Guide => pages::guide(),
            Page::Plan => pages::plan(),
            Page::Handbook => pages::handbook(),
            Page::HandbookEntry(id) => pages::handbook_entry(id),
            Page::Place => pages::place(),
            _ => pages::search(),
        }
    }
}

in_part! {
    apply,
    fn apply_pages() -> Pages {
        |page| match page {
            Page::Form => pages::form(),
            Page::Materials => pages::materials(),
            Page::Review => pages::review(),
            Page::SignIn => pages::sign_in(),
            Page::Receipt(number) => pages::receipt(number),
            Page::Case(number) => pages::case(number),
            _ => pages::cases(),
        }
    }
}

/// Which parts are here. Cheap to copy; it belongs to the app.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    first: RwSignal<Option<Loaded<Pages>>>,
    apply: RwSignal<Option<Loaded<Pages>>>,
}

impl Parts {
    pub(crate) fn new() -> Self {
        Self {
            first: RwSignal::new(None),
            apply: RwSignal::new(None),
        }
    }

    fn slot(self, part: Part) -> RwSignal<Option<Loaded<Pages>>> {
        match part {
            Part::First => self.first,
            Part::Apply => self.apply,
        }
    }

    /// Brings a part, or learns why it does not come.
    pub(crate) async fn bring(self, part: Part) {
        let slot = self.slot(part);
        slot.try_set(Some(Loaded::Loading));
        let pages = match part {
            Part::First => first_pages().await,
            Part::Apply => apply_pages().await,
        };
        slot.try_set(Some(pages.into()));
    }
}

/// A page of a part, as soon as the part is here.
pub(crate) fn page(part: Part, page: Page) -> Node {
    let parts = app_state().parts;
    let slot = parts.slot(part);
    let bring = move || spawn_local(parts.bring(part));
    if slot.with_untracked(Option::is_none) {
        bring();
    }
    let around = || Frame {
        bar: " ".to_owned(),
        back: "/".to_owned(),
        ..Frame::default()
    };
    (move || match slot.get() {
        Some(Loaded::Ready(pages)) => pages(page.clone()),
        Some(Loaded::Failed(error)) => frame(around(), failed(&error, bring)),
        Some(Loaded::Loading) | None => frame(around(), waiting()),
    })
    .into_node()
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
