//! The viewfinder: the film of the camera under the frame of the document, a hint, and the shot.
//! Only where a live camera can be had; who has none, or refuses it, gets the phone's own camera app.
//!
//! It knows neither drafts nor materials: what it needs stands in [`ShotRequest`], and the shot goes to a callback.

mod auto_capture;
mod device;
mod overlay;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck_types::{Policy, Quad};
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, HtmlVideoElement, KeyboardEvent};

use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::camera as words;
use crate::platform::history;
use crate::platform::precheck_worker::PrecheckWorker;
use auto_capture::{AutoCapture, Hint};
use device::{Camera, NoCamera, frame_of};
use overlay::overlay;

const DIALOG: &str = "viewfinder";
const CLOSE: &str = "viewfinder-close";
const VIDEO: &str = "viewfinder-film";
/// Between two frames that are checked: three a second leave a cheap phone time for its film.
const PAUSE: Duration = Duration::from_millis(300);

/// Whether a camera may be asked for. Cheap to copy; belongs to the app's state.
#[derive(Clone, Copy)]
pub(crate) struct CameraAccess {
    /// Once refused, the page does not ask again: the next press opens the phone's own camera app.
    refused: StoredValue<bool>,
}

impl CameraAccess {
    pub(crate) fn new() -> Self {
        Self {
            refused: StoredValue::new(false),
        }
    }

    /// Whether a press on 拍照 opens the viewfinder rather than the phone's camera app.
    pub(crate) fn is_offered(self) -> bool {
        !self.refused.get_value() && device::may_be_there()
    }
}

/// What is to be photographed.
pub(crate) struct ShotRequest {
    /// The name of the page, for the title.
    pub(crate) what: String,
    pub(crate) policy: Policy,
    /// Looks at the frames of the film.
    pub(crate) worker: PrecheckWorker,
    pub(crate) access: CameraAccess,
    /// The id of the input that opens the phone's own camera app.
    pub(crate) input: String,
    /// The id of what takes the focus afterwards.
    pub(crate) back_to: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CameraState {
    Opening,
    Live,
    Shooting,
    Without(NoCamera),
}

type OnShot = Rc<dyn Fn(Blob)>;

/// Cheap to copy; lives as long as the dialog.
#[derive(Clone, Copy)]
struct Viewfinder {
    request: StoredValue<(Policy, PrecheckWorker), LocalStorage>,
    access: CameraAccess,
    on_shot: StoredValue<OnShot, LocalStorage>,
    /// The input of the phone's own camera app: the focus goes back there.
    input: StoredValue<String>,
    back_to: StoredValue<String>,
    open: RwSignal<bool>,
    state: RwSignal<CameraState>,
    hint: RwSignal<Hint>,
    outline: RwSignal<Option<Quad>>,
    /// Width and height of the film in pixels.
    size: RwSignal<(u32, u32)>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
}

/// The dialog, for as long as `open`.
pub(crate) fn viewfinder(
    request: ShotRequest,
    open: RwSignal<bool>,
    on_shot: impl Fn(Blob) + 'static,
) -> Node {
    let ShotRequest {
        what,
        policy,
        worker,
        access,
        input,
        back_to,
    } = request;
    let (shape, spread) = (policy.shape, policy.spread);
    let on_shot: OnShot = Rc::new(on_shot);
    let it = Viewfinder {
        request: StoredValue::new_local((policy, worker)),
        access,
        on_shot: StoredValue::new_local(on_shot),
        input: StoredValue::new(input),
        back_to: StoredValue::new(back_to),
        open,
        state: RwSignal::new(CameraState::Opening),
        hint: RwSignal::new(Hint::default()),
        outline: RwSignal::new(None),
        size: RwSignal::new((0, 0)),
        camera: StoredValue::new_local(None),
    };
    on_cleanup(move || drop(it.camera.try_update_value(Option::take)));
    history::push_entry();
    let closed = window_event_listener_untyped("popstate", move |_| it.close());
    on_cleanup(move || closed.remove());
    spawn_local(it.run());
    request_animation_frame(|| focus(DIALOG));
    let title = words::title(&what);
    let shoot =
        move || it.state.get() == CameraState::Live || it.state.get() == CameraState::Shooting;
    view! {
        <div
            class="viewfinder"
            id=DIALOG
            role="dialog"
            aria-modal="true"
            aria-label=title.clone()
            tabindex="-1"
            on:keydown=move |event: web_sys::Event| it.key(&event)
        >
            <span tabindex="0" on:focus=|_| focus(CLOSE)></span>
            <p class="viewfinder__title" aria-hidden="true">{title}</p>
            <div class="viewfinder__stage">
                <video class="viewfinder__film" id=VIDEO playsinline=true autoplay=true aria-hidden="true"></video>
                {move || overlay(shape, it.size.get(), it.outline.get(), it.hint.get())}
            </div>
            <div class="viewfinder__foot">
                <p class="viewfinder__hint" role="status">{move || it.words()}</p>
                {move || it.without(spread)}
                <div class="viewfinder__tools">
                    {move || shoot().then(|| it.shutter())}
                    <button class="button button--secondary" type="button" id=CLOSE on:click=|_| history::back()>
                        {words::close()}
                    </button>
                </div>
            </div>
            <span tabindex="0" on:focus=|_| focus(DIALOG)></span>
        </div>
    }
    .into_node()
}

impl Viewfinder {
    /// Opens the camera, then checks frames of its film until the dialog is closed or the shot is made.
    async fn run(self) {
        let camera = match Camera::open().await {
            Ok(camera) => camera,
            Err(cause) => {
                self.access.refused.set_value(true);
                self.state.try_set(CameraState::Without(cause));
                return;
            }
        };
        // Closed meanwhile: the camera is let go with `camera`.
        let Some(video) = film() else { return };
        if self.state.try_set(CameraState::Live).is_some() {
            return;
        }
        camera.show_in(&video);
        if self.camera.try_set_value(Some(camera)).is_some() {
            return;
        }
        let Some((policy, worker)) = self.request.try_get_value() else {
            return;
        };
        let mut auto_capture = AutoCapture::default();
        loop {
            device::pause(PAUSE).await;
            if self.state.try_get_untracked() != Some(CameraState::Live) {
                if self.state.try_get_untracked() == Some(CameraState::Shooting) {
                    continue;
                }
                return;
            }
            let Some(frame) = frame_of(&video) else {
                continue;
            };
            self.size
                .try_set((video.video_width(), video.video_height()));
            let seen = worker
                .check_frame(&frame.levels, frame.width, frame.height, &policy)
                .await;
            // Without the worker there are no hints, and it reports why; the shutter works all the same.
            let Ok(frame_report) = seen else { continue };
            let (hint, shoot) = auto_capture.see(&frame_report);
            self.outline.try_set(frame_report.outline);
            self.hint.try_set(hint);
            if shoot && self.state.try_get_untracked() == Some(CameraState::Live) {
                self.shoot();
            }
        }
    }

    fn shoot(self) {
        if self.state.try_get_untracked() != Some(CameraState::Live) {
            return;
        }
        self.state.set(CameraState::Shooting);
        spawn_local(async move {
            let taken = match film() {
                Some(video) => self.photograph(&video).await,
                None => None,
            };
            match taken {
                Some(photograph) => {
                    if let Some(on_shot) = self.on_shot.try_get_value() {
                        on_shot(photograph);
                    }
                    history::back();
                }
                None => {
                    self.state.try_set(CameraState::Without(NoCamera::Missing));
                }
            }
        });
    }

    async fn photograph(self, video: &HtmlVideoElement) -> Option<Blob> {
        // Taken out for the while: the value may go away during the wait, and the camera with it.
        let camera = self.camera.try_update_value(Option::take)??;
        camera.photograph(video).await
    }

    fn close(self) {
        drop(self.camera.try_update_value(Option::take));
        if let Some(back_to) = self.back_to.try_get_value() {
            request_animation_frame(move || focus(&back_to));
        }
        self.open.try_set(false);
    }

    fn key(self, event: &web_sys::Event) {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            history::back();
        }
    }

    fn words(self) -> &'static str {
        match self.state.get() {
            CameraState::Opening => words::opening(),
            CameraState::Shooting => words::shooting(),
            CameraState::Without(NoCamera::Refused) => words::refused(),
            CameraState::Without(NoCamera::Missing) => words::missing(),
            CameraState::Live => match self.hint.get() {
                Hint::Looking => words::looking(),
                Hint::Dark => words::dark(),
                Hint::Bright => words::bright(),
                Hint::Glare => words::glare(),
                Hint::Corners => words::corners(),
                Hint::Closer => words::closer(),
                Hint::Still => words::still(),
                Hint::Good => words::good(),
            },
        }
    }

    /// What is offered where there is no camera; how the shot is made where there is one.
    fn without(self, spread: bool) -> Node {
        let text = match self.state.get() {
            CameraState::Without(NoCamera::Refused) => words::refused_text(),
            CameraState::Without(NoCamera::Missing) => words::missing_text(),
            _ => {
                let pages = spread.then(words::spread);
                return view! { <p class="viewfinder__text">{pages} {words::by_itself()}</p> }
                    .into_node();
            }
        };
        let own = move |_| {
            let input = self.input.get_value();
            history::back();
            let input = document().get_element_by_id(&input);
            if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
                input.click();
            }
        };
        view! {
            <p class="viewfinder__text">{text}</p>
            <button class="button" type="button" on:click=own>
                {icon("camera", "")}
                {words::own_camera()}
            </button>
        }
        .into_node()
    }

    fn shutter(self) -> Node {
        view! {
            <button
                class="viewfinder__shutter"
                type="button"
                aria-label=words::shoot()
                on:click=move |_| self.shoot()
            >
                {icon("camera", "icon--large")}
            </button>
        }
        .into_node()
    }
}

fn film() -> Option<HtmlVideoElement> {
    document().get_element_by_id(VIDEO)?.dyn_into().ok()
}
