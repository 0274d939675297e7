//! The viewfinder: what the camera sees with the frame of the document, a hint while it is held, and the shot.
//! Only where a live camera can be had; who has none, or refuses it, gets the phone's own camera app.

mod auto_capture;
mod device;
mod overlay;

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck::Quad;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, HtmlVideoElement, KeyboardEvent};

use crate::attachments::processing::PageSlot;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::camera as words;
use crate::platform::precheck_worker;
use auto_capture::{AutoCapture, Hint};
use device::{Camera, NoCamera, frame_of};
use overlay::marks;

const DIALOG: &str = "viewfinder";
const CLOSE: &str = "viewfinder-close";
const VIDEO: &str = "viewfinder-film";
/// Between two glances: three a second leave a cheap phone time for its film.
const PAUSE: Duration = Duration::from_millis(300);

thread_local! {
    /// Once refused, the page does not ask again: the next press opens the phone's own camera app.
    static REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a press on 拍照 opens the viewfinder rather than the phone's camera app.
pub(crate) fn is_offered() -> bool {
    !REFUSED.get() && device::may_be_there()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    Live,
    Shooting,
    Without(NoCamera),
}

/// Cheap to copy; lives as long as the dialog.
#[derive(Clone, Copy)]
struct Viewfinder {
    place: StoredValue<PageSlot, LocalStorage>,
    /// The input of the phone's own camera app: the focus goes back there.
    input: StoredValue<String>,
    open: RwSignal<bool>,
    stage: RwSignal<Stage>,
    hint: RwSignal<Hint>,
    outline: RwSignal<Option<Quad>>,
    /// Width and height of the film in pixels.
    size: RwSignal<(u32, u32)>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
}

/// The dialog, for as long as `open`.
pub(crate) fn viewfinder(place: PageSlot, what: &str, input: String, open: RwSignal<bool>) -> Node {
    let (shape, spread) = (place.material.check.shape, place.material.check.spread);
    let it = Viewfinder {
        place: StoredValue::new_local(place),
        input: StoredValue::new(input),
        open,
        stage: RwSignal::new(Stage::Opening),
        hint: RwSignal::new(Hint::default()),
        outline: RwSignal::new(None),
        size: RwSignal::new((0, 0)),
        camera: StoredValue::new_local(None),
    };
    on_cleanup(move || drop(it.camera.try_update_value(Option::take)));
    // One step of the browser's history stands for the dialog: going back closes it, and leaves the page where it is.
    let history = window().history();
    let _ = history.and_then(|history| history.push_state_with_url(&JsValue::NULL, "", None));
    let closed = window_event_listener_untyped("popstate", move |_| it.close());
    on_cleanup(move || closed.remove());
    spawn_local(it.run());
    request_animation_frame(|| focus(DIALOG));
    let title = words::title(what);
    let shoot = move || it.stage.get() == Stage::Live || it.stage.get() == Stage::Shooting;
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
                {move || marks(shape, it.size.get(), it.outline.get(), it.hint.get())}
            </div>
            <div class="viewfinder__foot">
                <p class="viewfinder__hint" role="status">{move || it.words()}</p>
                {move || it.without(spread)}
                <div class="viewfinder__tools">
                    {move || shoot().then(|| it.shutter())}
                    <button class="button button--secondary" type="button" id=CLOSE on:click=|_| leave()>
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
    /// Opens the camera, then glances at its film until the dialog is closed or the shot is made.
    async fn run(self) {
        let camera = match Camera::open().await {
            Ok(camera) => camera,
            Err(cause) => {
                REFUSED.set(true);
                let _ = self.stage.try_set(Stage::Without(cause));
                return;
            }
        };
        // Closed meanwhile: the camera is let go with `camera`.
        let Some(video) = film() else { return };
        if self.stage.try_set(Stage::Live).is_some() {
            return;
        }
        camera.show_in(&video);
        if self.camera.try_set_value(Some(camera)).is_some() {
            return;
        }
        let Some(place) = self.place.try_get_value() else {
            return;
        };
        let mut watch = AutoCapture::default();
        loop {
            device::pause(PAUSE).await;
            if self.stage.try_get_untracked() != Some(Stage::Live) {
                if self.stage.try_get_untracked() == Some(Stage::Shooting) {
                    continue;
                }
                return;
            }
            let Some(frame) = frame_of(&video) else {
                continue;
            };
            self.size
                .try_set((video.video_width(), video.video_height()));
            let seen = precheck_worker::glance(
                &frame.levels,
                frame.width,
                frame.height,
                &place.material.check,
            )
            .await;
            // Without the worker there are no hints; the shutter works all the same.
            let Ok(glance) = seen else { continue };
            let (hint, shoot) = watch.see(&glance);
            let _ = self.outline.try_set(glance.outline);
            let _ = self.hint.try_set(hint);
            if shoot && self.stage.try_get_untracked() == Some(Stage::Live) {
                self.shoot();
            }
        }
    }

    fn shoot(self) {
        if self.stage.try_get_untracked() != Some(Stage::Live) {
            return;
        }
        self.stage.set(Stage::Shooting);
        spawn_local(async move {
            let taken = match film() {
                Some(video) => self.photograph(&video).await,
                None => None,
            };
            match taken {
                Some(photograph) => {
                    let _ = self
                        .place
                        .try_with_value(|place| place.receive_shot(photograph));
                    leave();
                }
                None => drop(self.stage.try_set(Stage::Without(NoCamera::Missing))),
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
        if let Some(input) = self.input.try_get_value() {
            request_animation_frame(move || focus(&input));
        }
        let _ = self.open.try_set(false);
    }

    fn key(self, event: &web_sys::Event) {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            leave();
        }
    }

    fn words(self) -> &'static str {
        match self.stage.get() {
            Stage::Opening => words::opening(),
            Stage::Shooting => words::shooting(),
            Stage::Without(NoCamera::Refused) => words::refused(),
            Stage::Without(NoCamera::Missing) => words::missing(),
            Stage::Live => match self.hint.get() {
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

    /// What is said and offered where there is no camera; how the shot is made where there is one.
    fn without(self, spread: bool) -> Node {
        let text = match self.stage.get() {
            Stage::Without(NoCamera::Refused) => words::refused_text(),
            Stage::Without(NoCamera::Missing) => words::missing_text(),
            _ => {
                let pages = spread.then(words::spread);
                return view! { <p class="viewfinder__text">{pages} {words::by_itself()}</p> }
                    .into_node();
            }
        };
        let own = move |_| {
            let input = self.input.get_value();
            leave();
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

/// By the way that the browser's own button goes, so that its history stays right.
fn leave() {
    let _ = window().history().and_then(|history| history.back());
}

fn film() -> Option<HtmlVideoElement> {
    document().get_element_by_id(VIDEO)?.dyn_into().ok()
}
