//! What all attachments share, whichever page shows them: jobs, the upload queue, the worker, the way to the camera.

use leptos::prelude::*;

use super::card_ends::CardEnds;
use super::card_numbers::CardNumbers;
use super::exchanges::Exchanges;
use super::jobs::Jobs;
use super::transfers::Transfers;
use crate::camera::CameraAccess;
use crate::platform::precheck_worker::PrecheckWorker;
use crate::state::app_state;

/// Cheap to copy. It belongs to the app: leaving a page neither stops a check nor an upload.
#[derive(Clone, Copy)]
pub(crate) struct Attachments {
    pub(super) jobs: Jobs,
    pub(super) transfers: Transfers,
    pub(super) camera: CameraAccess,
    pub(super) card_numbers: CardNumbers,
    pub(super) card_ends: CardEnds,
    pub(super) exchanges: Exchanges,
    worker: StoredValue<PrecheckWorker, LocalStorage>,
}

impl Attachments {
    fn new() -> Self {
        Self {
            jobs: Jobs::new(),
            transfers: Transfers::new(),
            camera: CameraAccess::new(),
            card_numbers: CardNumbers::new(),
            card_ends: CardEnds::new(),
            exchanges: Exchanges::new(),
            worker: StoredValue::new_local(PrecheckWorker::default()),
        }
    }

    pub(super) fn worker(self) -> PrecheckWorker {
        self.worker.get_value()
    }
}

/// From within any component. Made at the first call, under the app's owner: a visit without photographs needs none.
pub(super) fn attachments() -> Attachments {
    use_context().unwrap_or_else(|| {
        app_state().within_owner(|| {
            let made = Attachments::new();
            provide_context(made);
            made
        })
    })
}

/// The worker that reads files, for pages that have files of their own.
pub(crate) fn worker() -> PrecheckWorker {
    attachments().worker()
}
