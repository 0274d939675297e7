//! The pre-check worker as the page sees it: a file and a policy go in, prepared bytes and a report come back.
//! Workbooks are read there, too.
//! Its program is a second download, fetched when someone is about to choose the first file.

mod connection;
mod workbook;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use async_lock::Mutex;
use js_sys::{Function, Object, Reflect, Uint8Array, Uint8ClampedArray};
use leptos::task::spawn_local;
use precheck_types::{Change, Edit, FrameReport, Policy, Report, Watermark};
use wasm_bindgen::JsValue;
use web_sys::{Blob, Worker};

use crate::report::{Impersonal, Reported, report};
use connection::{Connection, next_message};
pub(crate) use workbook::NotRead;

/// One step of a photograph of 12 megapixels takes a cheap phone some seconds.
const TIMEOUT: Duration = Duration::from_secs(40);
/// The memory of a WebAssembly module never shrinks. A worker with more, in bytes, is not used for the next file.
const MOST_MEMORY: f64 = 150_000_000.0;

/// The file as it is to be sent, what was done to it, and the report on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checked {
    pub(crate) bytes: Vec<u8>,
    pub(crate) report: Report,
    pub(crate) changes: Vec<Change>,
    /// What a portrait was cut from, and the edit that cuts it so.
    pub(crate) original: Option<(Vec<u8>, Edit)>,
}

/// Why a file could not be checked. Unless it was given up, it may then go unchecked, to a clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotChecked {
    /// The worker's program did not arrive.
    #[error("not loaded")]
    NotLoaded,
    /// The worker's program is gone: this page is older than the release.
    #[error("outdated")]
    Outdated,
    /// The file cannot be read: it lies in a cloud album, or was deleted meanwhile.
    #[error("unreadable")]
    Unreadable,
    #[error("too slow")]
    TooSlow,
    #[error("crashed")]
    Crashed,
    /// What was asked cannot be done to this picture.
    #[error("impossible")]
    Impossible,
    /// The page asked to stop.
    #[error("cancelled")]
    Cancelled,
}

impl Impersonal for NotChecked {}

/// Where a file is on its way through the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CheckPhase {
    /// Others are before it, or the worker's program is still being loaded.
    Waiting,
    Reading,
    /// Being decoded, or made fit to be sent.
    Working,
    Checking,
}

/// Gives up what was asked of the worker, at any stage.
#[derive(Clone, Default)]
pub(crate) struct Stop(Rc<Stopping>);

#[derive(Default)]
struct Stopping {
    is_asked: Cell<bool>,
    /// Rejects the promise that waits for the worker, while there is one.
    end: RefCell<Option<Function>>,
}

impl Stop {
    pub(crate) fn stop(&self) {
        self.0.is_asked.set(true);
        if let Some(end) = self.0.end.take() {
            end.call1(&JsValue::UNDEFINED, &JsValue::NULL)
                .ignore("a promise takes any call");
        }
    }

    fn is_asked(&self) -> bool {
        self.0.is_asked.get()
    }
}

/// Cheap to clone; every clone is the same worker. It belongs to the app's state.
#[derive(Clone, Default)]
pub(crate) struct PrecheckWorker(Rc<Shared>);

#[derive(Default)]
struct Shared {
    connection: Connection,
    /// One file at a time: a phone has memory for one photograph.
    turn: Mutex<()>,
}

impl PrecheckWorker {
    /// Loads the worker while the phone shows its camera or its album: who only looks at the page does not pay for it,
    /// and it is there before the photograph.
    pub(crate) fn warm_up(&self) {
        if self.0.connection.is_started() {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let _turn = this.0.turn.lock().await;
            let started = this.0.connection.start(&Stop::default()).await;
            if started.or_report("precheck.warm_up").is_none() {
                this.0.connection.dismiss();
            }
        });
    }

    /// Checks and prepares one file, which only the worker reads. A second one waits until the first is done.
    pub(crate) async fn prepare(
        &self,
        file: &Blob,
        policy: &Policy,
        on_phase: &dyn Fn(CheckPhase),
        stop: &Stop,
    ) -> Result<Checked, NotChecked> {
        let question = question("prepare", policy)?;
        set(&question, "file", file);
        let answer = self.ask(&question, on_phase, stop).await?;
        checked(&answer).ok_or(NotChecked::Crashed)
    }

    /// Does what a resident asks to the bytes of a picture as it was taken in, and checks the result.
    /// [`NotChecked::Impossible`] where it cannot be done to this picture.
    pub(crate) async fn edit(
        &self,
        bytes: &[u8],
        edit: &Edit,
        mark: Option<&Watermark>,
        policy: &Policy,
        stop: &Stop,
    ) -> Result<Checked, NotChecked> {
        let question = question("edit", policy)?;
        set(&question, "bytes", &Uint8Array::from(bytes).buffer());
        let edit = serde_json::to_string(edit)
            .reported("precheck.write")
            .map_err(|_| NotChecked::Crashed)?;
        set(&question, "edit", &edit.into());
        if let Some(mark) = mark {
            let tile = Object::new();
            set(&tile, "width", &mark.width.into());
            set(&tile, "height", &mark.height.into());
            let cover = Uint8Array::from(mark.cover.as_slice()).buffer();
            set(&tile, "cover", &cover);
            set(&question, "mark", &tile);
        }
        let answer = self.ask(&question, &|_| {}, stop).await?;
        checked(&answer).ok_or(NotChecked::Crashed)
    }

    /// Reads a photograph of an identity card, as it is sent: the 18 characters of its number, or the 16 digits of the
    /// days between which it is valid, not yet proved; nothing where they are not clear.
    pub(crate) async fn read_card(&self, bytes: &[u8]) -> Result<Option<String>, NotChecked> {
        let question = Object::new();
        set(&question, "op", &"read_card".into());
        set(&question, "bytes", &Uint8Array::from(bytes).buffer());
        let answer = self.ask(&question, &|_| {}, &Stop::default()).await?;
        Ok(get(&answer, "read").as_string())
    }

    /// Looks once at a frame of a film: rows of red, green, blue and opacity.
    pub(crate) async fn check_frame(
        &self,
        rgba: &Uint8ClampedArray,
        width: u32,
        height: u32,
        policy: &Policy,
    ) -> Result<FrameReport, NotChecked> {
        let question = question("check_frame", policy)?;
        set(&question, "rgba", &rgba.buffer());
        set(&question, "width", &width.into());
        set(&question, "height", &height.into());
        let answer = self.ask(&question, &|_| {}, &Stop::default()).await?;
        let frame = get(&answer, "frame").as_string();
        frame
            .and_then(|frame| crate::json::read(&frame))
            .ok_or(NotChecked::Crashed)
    }

    /// The worker's answer to a question, when its turn has come.
    async fn ask(
        &self,
        question: &Object,
        on_phase: &dyn Fn(CheckPhase),
        stop: &Stop,
    ) -> Result<JsValue, NotChecked> {
        let Shared { connection, turn } = &*self.0;
        let _turn = turn.lock().await;
        if stop.is_asked() {
            return Err(NotChecked::Cancelled);
        }
        let answer = match connection.start(stop).await {
            Ok(worker) => answer(&worker, question, on_phase, stop).await,
            Err(cause) => Err(cause),
        };
        let answer = match answer {
            Err(NotChecked::NotLoaded) => Err(connection::why_not_loaded().await),
            answer => answer,
        };
        let is_swollen = |answer: &JsValue| {
            get(answer, "memory")
                .as_f64()
                .is_some_and(|memory| memory > MOST_MEMORY)
        };
        match &answer {
            // The resident's own doing, or a limit of the picture, which they are shown.
            Err(NotChecked::Cancelled | NotChecked::Unreadable | NotChecked::Impossible)
            | Ok(_) => {}
            Err(cause) => report("precheck.ask", cause),
        }
        // After a failure, or half way through a cancelled file, the worker's state is unknown: it is not asked again.
        if answer.as_ref().map_or(true, is_swollen) {
            connection.dismiss();
        }
        answer
    }
}

fn question(operation: &str, policy: &Policy) -> Result<Object, NotChecked> {
    let policy = serde_json::to_string(policy)
        .reported("precheck.write")
        .map_err(|_| NotChecked::Crashed)?;
    let question = Object::new();
    set(&question, "op", &operation.into());
    set(&question, "policy", &policy.into());
    Ok(question)
}

fn checked(answer: &JsValue) -> Option<Checked> {
    let read = |key| get(answer, key).as_string();
    Some(Checked {
        bytes: Uint8Array::new(&get(answer, "bytes")).to_vec(),
        report: crate::json::read(&read("report")?)?,
        changes: crate::json::read(&read("changes")?)?,
        original: read("edit").and_then(|edit| {
            let bytes = Uint8Array::new(&get(answer, "original")).to_vec();
            Some((bytes, crate::json::read(&edit)?))
        }),
    })
}

async fn answer(
    worker: &Worker,
    question: &Object,
    on_phase: &dyn Fn(CheckPhase),
    stop: &Stop,
) -> Result<JsValue, NotChecked> {
    set(question, "id", &JsValue::from(1));
    worker
        .post_message(question)
        .map_err(|_| NotChecked::Crashed)?;
    loop {
        let message = next_message(worker, TIMEOUT, stop).await?;
        match get(&message, "stage").as_string().as_deref() {
            Some("reading") => on_phase(CheckPhase::Reading),
            Some("checking") => on_phase(CheckPhase::Checking),
            Some(_) => on_phase(CheckPhase::Working),
            None if get(&message, "ok").is_truthy() => return Ok(message),
            None => return Err(failure(&message)),
        }
    }
}

fn failure(answer: &JsValue) -> NotChecked {
    match get(answer, "failed").as_string().as_deref() {
        Some("load") => NotChecked::NotLoaded,
        Some("read") => NotChecked::Unreadable,
        Some("edit") => NotChecked::Impossible,
        _ => NotChecked::Crashed,
    }
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &Object, key: &str, value: &JsValue) {
    Reflect::set(object, &key.into(), value).ignore("a plain object takes any key");
}
