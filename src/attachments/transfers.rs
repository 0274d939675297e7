//! How far the uploads are, and why one failed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_lock::Mutex;
use contract::problem::Code;
use leptos::prelude::*;

use super::keyed::{Keyed, find, put};
use crate::api::ApiError;
use crate::format;
use crate::messages::materials as words;
use crate::platform::patience::rest;
use crate::report::Impersonal;

/// How far the upload of a picture is. A picture that is not here waits.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Transfer {
    /// The share that has arrived, 0 to 100.
    Sending(u8),
    /// The line broke, or the server could not answer: it is sent again in a moment.
    Retrying,
    Failed(Unsent),
}

/// Cheap to copy; belongs to the app's state, so that leaving a page stops nothing.
#[derive(Clone, Copy)]
pub(crate) struct Transfers {
    /// By the id of the picture, which no two drafts share.
    transfers: RwSignal<Keyed<String, Transfer>>,
    /// The pictures that this page has sent, or that the server said it has.
    seen: StoredValue<BTreeSet<String>>,
    /// One upload at a time: a slow line is not divided.
    pub(super) turn: StoredValue<Arc<Mutex<()>>>,
    /// The next attempt is not waited for any longer.
    is_hurried: StoredValue<bool>,
}

impl Transfers {
    pub(super) fn new() -> Self {
        Self {
            transfers: RwSignal::new(Keyed::new()),
            seen: StoredValue::new(BTreeSet::new()),
            turn: StoredValue::new(Arc::default()),
            is_hurried: StoredValue::new(false),
        }
    }

    /// Waits before the next attempt.
    pub(super) async fn rest(self, seconds: u8) {
        self.is_hurried.try_set_value(false);
        for _ in 0..seconds {
            rest(Duration::from_secs(1)).await;
            if self.is_hurried.try_get_value() != Some(false) {
                return;
            }
        }
    }

    /// The next attempt is made at once: the network is back, say, or the person asks for it.
    pub(super) fn hurry(self) {
        self.is_hurried.try_set_value(true);
    }

    pub(super) fn set(self, id: &String, transfer: Option<Transfer>) {
        self.transfers
            .update(|transfers| put(transfers, id, transfer));
    }

    pub(super) fn seen(self, id: &str) {
        self.seen.update_value(|seen| {
            seen.insert(id.to_owned());
        });
    }

    pub(super) fn is_seen(self, id: &str) -> bool {
        self.seen.with_value(|seen| seen.contains(id))
    }

    /// Tracked.
    pub(super) fn transfer_of(self, id: &String) -> Option<Transfer> {
        self.transfers
            .with(|transfers| find(transfers, id).cloned())
    }
}

/// Why a picture did not arrive.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Unsent {
    #[error(transparent)]
    Call(#[from] ApiError),
    /// The device no longer holds its bytes: it has to be photographed again.
    #[error("bytes lost")]
    BytesLost,
    /// The server rejected it; what is wrong is shown with the picture.
    #[error("rejected")]
    Rejected,
}

impl Impersonal for Unsent {}

impl Unsent {
    /// The cause, in words for the resident.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Call(error) => format::cause(error),
            Self::BytesLost => words::bytes_lost().to_owned(),
            Self::Rejected => words::server_stopped().to_owned(),
        }
    }

    /// Whether another attempt may succeed, though nobody changes anything.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Call(error) => {
                let begins_anew = [
                    Some(Code::ChecksumMismatch),
                    Some(Code::OffsetMismatch),
                    Some(Code::NotFound),
                ];
                error.may_pass() || begins_anew.contains(&error.code())
            }
            Self::BytesLost | Self::Rejected => false,
        }
    }

    /// Whether the next picture would fail in the same way.
    pub(super) fn concerns_all(&self) -> bool {
        match self {
            Self::Call(ApiError::Offline | ApiError::Timeout) => true,
            Self::Call(error) => matches!(error.code(), Some(Code::SignInNeeded | Code::TooMany)),
            Self::BytesLost | Self::Rejected => false,
        }
    }
}
