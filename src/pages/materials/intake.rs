//! From the file that was chosen to a picture on the tray: checked, kept, judged.
//! The raw photograph is kept only where it has more pixels than the prepared one, sealed and until it is handed in.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::Arc;

use catalog::scenario::Material;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck::{Change, Edit, Format, Passage, Report, Severity, passage};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlInputElement};

use super::named::{Named, find, put};
use super::outbox;
use super::photo::blob;
use super::tray::Tray;
use crate::draft::{Picture, Standing};
use crate::precheck_client::{Checked, NotChecked, Stage, Stop, prepare};
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
    /// What was asked to be done to the picture was not done: it stands as it was.
    NotMended,
    /// Neither was it done, nor can it be: the phone no longer holds the original.
    OriginalLost,
}

type Intakes = ArcRwSignal<Named<Intake>>;

thread_local! {
    static INTAKES: Intakes = ArcRwSignal::new(Named::new());
    /// The place whose file is being looked at, and how far that is; all others wait.
    static AT: ArcRwSignal<(String, Stage)> = ArcRwSignal::new((String::new(), Stage::Waiting));
    static NEXT: Cell<u32> = const { Cell::new(0) };
    /// How to stop what goes on, by its number.
    static STOPS: RefCell<Vec<(u32, Stop)>> = const { RefCell::new(Vec::new()) };
}

/// How far the looking at a place's file is.
pub(super) fn stage(key: &str) -> Stage {
    AT.with(Clone::clone)
        .with(|(at, stage)| if at == key { *stage } else { Stage::Waiting })
}

pub(super) fn tell_stage(key: &str, stage: Stage) {
    AT.with(Clone::clone).set((key.to_owned(), stage));
}

fn intakes() -> Intakes {
    INTAKES.with(Clone::clone)
}

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

    /// Runs `work` with the sign that something is being looked at; a later file puts an end to an earlier one.
    pub(super) fn look<W: Future<Output = Result<Judged, Intake>> + 'static>(
        &self,
        work: impl FnOnce(Stop) -> W,
    ) {
        self.cancel();
        let key = self.key();
        let mine = NEXT.replace(NEXT.get().wrapping_add(1));
        let stopping = Stop::default();
        STOPS.with_borrow_mut(|stops| stops.push((mine, stopping.clone())));
        tell(&key, Some(Intake::Looking(mine)));
        self.settle_what_comes_of(Box::pin(work(stopping)), mine);
    }

    /// Apart from the work, so that it is in the download once.
    fn settle_what_comes_of(&self, work: Work, mine: u32) {
        let (place, key) = (self.clone(), self.key());
        spawn_local(async move {
            let result = work.await;
            STOPS.with_borrow_mut(|stops| stops.retain(|(number, _)| *number != mine));
            if untrack(|| intake(&key)) != Some(Intake::Looking(mine)) {
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

    async fn judge(&self, file: &Blob, stop: &Stop) -> Result<Judged, Intake> {
        if file.size() > MOST_BYTES {
            return Err(Intake::TooLarge);
        }
        let key = self.key();
        let at = |stage| tell_stage(&key, stage);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length"
        )]
        let chosen_bytes = file.size() as u64;
        let checked = prepare(file, &self.material.check, &at, stop).await;
        at(Stage::Waiting);
        Ok(match checked {
            Ok(mut checked) => Judged {
                origin: match checked.original.take() {
                    Some((bytes, edit)) => Origin {
                        bytes: Some(bytes),
                        edit,
                        ..Origin::default()
                    },
                    None => Origin {
                        bytes: worth_keeping(file, &checked).await,
                        ..Origin::default()
                    },
                },
                bytes: checked.bytes,
                report: checked.report,
                changes: checked.changes,
                chosen_bytes,
                unchecked: None,
            },
            Err(NotChecked::Unreadable) => return Err(Intake::Unreadable),
            Err(cause) => {
                let bytes = read(file).await?;
                let report = unchecked_report(&bytes);
                Judged {
                    bytes,
                    report,
                    changes: Vec::new(),
                    chosen_bytes,
                    unchecked: Some(cause),
                    origin: Origin::default(),
                }
            }
        })
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

pub(super) struct Judged {
    pub(super) bytes: Vec<u8>,
    pub(super) report: Report,
    pub(super) changes: Vec<Change>,
    pub(super) chosen_bytes: u64,
    pub(super) unchecked: Option<NotChecked>,
    pub(super) origin: Origin,
}

/// What a picture was made from, and how.
#[derive(Default)]
pub(super) struct Origin {
    /// To be kept as the original; nothing where it is kept already, or worth no more than the prepared picture.
    pub(super) bytes: Option<Vec<u8>>,
    /// Under which it is kept already.
    pub(super) id: Option<String>,
    pub(super) edit: Edit,
    /// The picture that it takes the place of was stopped.
    pub(super) was_stopped: bool,
}

/// A longer file is not kept beside the prepared one; that one is straightened then.
const MOST_KEPT: f64 = 16_000_000.0;

/// The photograph as it came in, where it has more pixels than what was made of it: a document that is cut out needs
/// them all. Only what the pre-check itself decodes can be edited.
async fn worth_keeping(file: &Blob, checked: &Checked) -> Option<Vec<u8>> {
    if !checked.changes.contains(&Change::Reduced) || file.size() > MOST_KEPT {
        return None;
    }
    let bytes = read(file).await.ok()?;
    let is_known = bytes.starts_with(&[0xFF, 0xD8]) || bytes.starts_with(b"\x89PNG");
    is_known.then_some(bytes)
}

fn tell(key: &str, intake: Option<Intake>) {
    intakes().update(|intakes| put(intakes, key, intake));
}

/// What goes on at a place.
pub(super) fn intake(key: &str) -> Option<Intake> {
    intakes().with(|intakes| find(intakes, key).copied())
}

fn stop(number: u32) {
    let found = STOPS.with_borrow(|stops| {
        let found = stops.iter().find(|(mine, _)| *mine == number);
        found.map(|(_, stop)| stop.clone())
    });
    if let Some(stop) = found {
        stop.stop();
    }
}

pub(super) async fn read(file: &Blob) -> Result<Vec<u8>, Intake> {
    let bytes: ArrayBuffer = JsFuture::from(file.array_buffer())
        .await
        .and_then(JsCast::dyn_into)
        .map_err(|_| Intake::Unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
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
