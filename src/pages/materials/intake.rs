//! From the file that was chosen to a picture on the tray: looked at, kept, and let pass or stopped.
//! A later file at a place puts an end to an earlier one.

use std::pin::Pin;
use std::sync::Arc;

use catalog::scenario::Material;
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck::{Edit, Passage, Report, Severity, passage};
use web_sys::{Blob, HtmlInputElement};

use super::judged::Judged;
use super::outbox;
use super::photo::blob;
use super::progress::{Intake, begin, end, intake, stop, tell};
use super::tray::Tray;
use crate::draft::{Picture, Standing};
use crate::precheck_client::Stop;
use crate::room::new_key;

type Work = Pin<Box<dyn Future<Output = Result<Judged, Intake>>>>;

/// A page of a material, as the place a picture is for.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) tray: Tray,
    pub(super) material: Arc<Material>,
    pub(super) page: String,
}

impl Place {
    pub(super) fn key(&self) -> String {
        let scenario = self
            .tray
            .draft
            .with_untracked(|draft| draft.scenario.clone());
        [&scenario, "/", &self.material.id, "/", &self.page].concat()
    }

    /// Takes in the file that was chosen at an input, which is then empty again: the same file may be chosen twice.
    pub(super) fn receive(&self, input: HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let place = self.clone();
        self.look(|stop| async move {
            let judged = place.judge(&file, &stop).await;
            // Not before: some web-views let go of the file with it.
            input.set_value("");
            judged
        });
    }

    /// Takes in what the viewfinder has photographed.
    pub(super) fn receive_shot(&self, shot: Blob) {
        let place = self.clone();
        self.look(|stop| async move { place.judge(&shot, &stop).await });
    }

    /// Checks once more a picture that could not be checked.
    pub(super) fn check_again(&self, id: String) {
        let place = self.clone();
        self.look(|stop| async move {
            let bytes = place.tray.bytes(&id).await.ok_or(Intake::Unreadable)?;
            let file = blob(&bytes, "").ok_or(Intake::Unreadable)?;
            place.judge(&file, &stop).await
        });
    }

    /// Gives up the file that is being looked at.
    pub(super) fn cancel(&self) {
        let key = self.key();
        if let Some(Intake::Looking(number)) = untrack(|| intake(&key)) {
            tell(&key, None);
            stop(number);
        }
    }

    /// Runs `work` with the sign that something is being looked at.
    pub(super) fn look<W: Future<Output = Result<Judged, Intake>> + 'static>(
        &self,
        work: impl FnOnce(Stop) -> W,
    ) {
        self.cancel();
        let (mine, stopping) = begin(&self.key());
        self.settle_what_comes_of(Box::pin(work(stopping)), mine);
    }

    /// Apart from the work, so that it is in the download once.
    fn settle_what_comes_of(&self, work: Work, mine: u32) {
        let (place, key) = (self.clone(), self.key());
        spawn_local(async move {
            let result = work.await;
            if !end(&key, mine) {
                return;
            }
            match result {
                Ok(judged) => {
                    let unchecked = judged.unchecked.map(Intake::Unchecked);
                    place.settle(judged).await;
                    tell(&key, unchecked);
                    outbox::start(place.tray);
                }
                Err(intake) => tell(&key, Some(intake)),
            }
        });
    }

    /// Keeps the bytes, then puts the picture on the tray: a page that dies in between loses nothing it showed.
    async fn settle(&self, judged: Judged) {
        let Judged {
            bytes,
            mut report,
            changes,
            chosen_bytes,
            unchecked,
            origin,
        } = judged;
        self.find_duplicate(&bytes, &mut report).await;
        let id = new_key();
        self.tray.keep(&id, &bytes).await;
        let original = match origin.bytes {
            Some(bytes) => self.tray.keep_original(&bytes).await,
            None => origin.id,
        };
        let standing = if unchecked.is_some() {
            Standing::Unchecked
        } else {
            self.standing(&report, origin.was_stopped)
        };
        self.tray.put(Picture {
            id,
            material: self.material.id.clone(),
            page: self.page.clone(),
            report,
            standing,
            chosen_bytes,
            changes,
            for_review: false,
            upload: None,
            arrived: false,
            // Without its original a picture cannot be edited again from it: what is there is what is begun from.
            edit: if original.is_some() {
                origin.edit
            } else {
                Edit::default()
            },
            original,
        });
    }

    /// What the report means for this material, which may have been stopped before; a stop is counted, save where it is
    /// of the very picture that was stopped already.
    fn standing(&self, report: &Report, was_stopped: bool) -> Standing {
        let material = &self.material.id;
        let stops = self
            .tray
            .draft
            .try_with_untracked(|draft| draft.stops.get(material).copied())
            .flatten()
            .unwrap_or_default()
            .saturating_sub(u8::from(was_stopped));
        match passage(report, u32::from(stops)) {
            Passage::Blocked => {
                let stops = stops.saturating_add(1);
                self.tray.edit(|draft| {
                    draft.stops.insert(material.clone(), stops);
                });
                Standing::Stopped
            }
            Passage::PassesToClerk => Standing::ForClerk,
            Passage::Passes if report.verdict() == Some(Severity::Warn) => Standing::Doubted,
            Passage::Passes => Standing::Taken,
        }
    }
}
