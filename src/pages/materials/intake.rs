//! From the file that was chosen to a picture on the tray: read, checked, kept, judged.
//! Nothing is kept of the raw photograph, save where the pre-check cannot run.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::scenario::Material;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck::{Format, Passage, Report, Severity, passage};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use super::outbox;
use super::tray::Tray;
use crate::draft::{Picture, Standing};
use crate::precheck_client::{NotChecked, prepare};
use crate::room::new_key;

/// The longest file that a phone with little memory is asked to hold twice, in bytes.
pub(super) const MOST_BYTES: f64 = 60_000_000.0;

/// What goes on at a page of a material besides its pictures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Intake {
    /// A file is being looked at; the number tells a later one from an earlier.
    Looking(u32),
    Unreadable,
    TooLarge,
    /// The picture that stands there could not be checked, for this cause.
    Unchecked(NotChecked),
}

type Intakes = ArcRwSignal<BTreeMap<String, Intake>>;

thread_local! {
    static INTAKES: Intakes = ArcRwSignal::new(BTreeMap::new());
}

pub(super) fn intakes() -> Intakes {
    INTAKES.with(Clone::clone)
}

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
        self.look(async move {
            let read = read(&file).await;
            input.set_value("");
            place.judge(read?).await
        });
    }

    /// Checks once more a picture that could not be checked.
    pub(super) fn check_again(&self, id: String) {
        let place = self.clone();
        self.look(async move {
            let bytes = place.tray.bytes(&id).await.ok_or(Intake::Unreadable)?;
            place
                .judge(Uint8Array::from(bytes.as_slice()).buffer())
                .await
        });
    }

    /// Runs `work` with the sign that something is being looked at; a later file makes an earlier one void.
    fn look(&self, work: impl Future<Output = Result<Judged, Intake>> + 'static) {
        let (place, key) = (self.clone(), self.key());
        let mine = match intakes().with_untracked(|intakes| intakes.get(&key).copied()) {
            Some(Intake::Looking(earlier)) => earlier + 1,
            _ => 0,
        };
        tell(&key, Some(Intake::Looking(mine)));
        spawn_local(async move {
            let result = work.await;
            let still_mine = Some(Intake::Looking(mine));
            if intakes().with_untracked(|intakes| intakes.get(&key).copied()) != still_mine {
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

    async fn judge(&self, raw: ArrayBuffer) -> Result<Judged, Intake> {
        let chosen_bytes = u64::from(raw.byte_length());
        Ok(match prepare(&raw, &self.material.check).await {
            Ok(checked) => Judged {
                bytes: checked.bytes,
                report: checked.report,
                chosen_bytes,
                unchecked: None,
            },
            Err(cause) => {
                let bytes = Uint8Array::new(&raw).to_vec();
                let report = unchecked_report(&bytes);
                Judged {
                    bytes,
                    report,
                    chosen_bytes,
                    unchecked: Some(cause),
                }
            }
        })
    }

    /// Keeps the bytes, then puts the picture on the tray: a page that dies in between loses nothing it showed.
    async fn settle(&self, judged: Judged) {
        let Judged {
            bytes,
            report,
            chosen_bytes,
            unchecked,
        } = judged;
        let id = new_key();
        self.tray.keep(&id, &bytes).await;
        let standing = if unchecked.is_some() {
            Standing::Unchecked
        } else {
            self.standing(&report)
        };
        self.tray.put(Picture {
            id,
            material: self.material.id.clone(),
            page: self.page.clone(),
            report,
            standing,
            chosen_bytes,
            for_review: false,
            upload: None,
            arrived: false,
            original: None,
            edit: precheck::Edit::default(),
        });
    }

    /// What the report means for this material, which may have been stopped before; a stop is counted.
    fn standing(&self, report: &Report) -> Standing {
        let material = &self.material.id;
        let stops = self
            .tray
            .draft
            .try_with_untracked(|draft| draft.stops.get(material).copied())
            .flatten()
            .unwrap_or_default();
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

struct Judged {
    bytes: Vec<u8>,
    report: Report,
    chosen_bytes: u64,
    unchecked: Option<NotChecked>,
}

fn tell(key: &str, intake: Option<Intake>) {
    intakes().update(|intakes| {
        match intake {
            Some(intake) => intakes.insert(key.to_owned(), intake),
            None => intakes.remove(key),
        };
    });
}

/// A photograph that lies in a cloud album, or was deleted meanwhile, cannot be read.
async fn read(file: &File) -> Result<ArrayBuffer, Intake> {
    if file.size() > MOST_BYTES {
        return Err(Intake::TooLarge);
    }
    let bytes = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| Intake::Unreadable)?;
    bytes.dyn_into().map_err(|_| Intake::Unreadable)
}

/// Nothing is known of a file that was not checked, but a PDF has no picture to show.
fn unchecked_report(bytes: &[u8]) -> Report {
    let format = if bytes.starts_with(b"%PDF-") {
        Format::Pdf
    } else {
        Format::Unknown
    };
    Report::of_file(format, bytes.len() as u64)
}
