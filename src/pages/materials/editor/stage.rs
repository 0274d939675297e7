//! The picture on the bench: with four corners that are dragged or moved by keys, or under the frame of a portrait.

use leptos::prelude::*;
use markup::view;
use precheck::Portrait;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlImageElement, HtmlInputElement, KeyboardEvent, MouseEvent,
    PointerEvent, WheelEvent,
};

use super::bench::{Bench, Held, PICTURE, ZOOM, px, whole};
use super::fingers::At;
use super::mark;
use super::preview::Preview;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::pages::materials::intake::Place;
use crate::pages::materials::photo::kept_url;
use crate::text::{editor as words, materials};

const STAGE: &str = "editor-stage";
/// Half of it reaches over the picture at a corner, in pixels.
const HANDLE: f32 = 48.0;
/// The magnifier, in pixels, and how much it magnifies.
const LOUPE: f32 = 128.0;
const TIMES: f32 = 2.5;
/// One press of an arrow key, in fractions of the picture; five with the shift key.
const STEP: f32 = 0.01;
/// One press of + or −.
const STEP_IN: f32 = 1.25;
/// One notch of a wheel.
const NOTCH: f32 = 1.15;

/// The picture itself.
pub(super) const IMAGE: &str = "editor-image";

pub(super) fn stage(
    place: &Place,
    picture: &Picture,
    bench: RwSignal<Bench>,
    preview: Preview,
    what: &str,
    text: String,
) -> Node {
    let url = kept_url(place.tray, picture.source().clone(), "image/jpeg");
    let loaded = move |event: web_sys::Event| {
        let image: HtmlImageElement = event_target(&event);
        #[expect(
            clippy::cast_precision_loss,
            reason = "at most some ten thousand pixels"
        )]
        let natural = (image.natural_width() as f32, image.natural_height() as f32);
        bench.try_update(|bench| bench.natural = Some(natural));
        measure(bench);
    };
    let resized = window_event_listener_untyped("resize", move |_| measure(bench));
    on_cleanup(move || resized.remove());
    let laid = move || bench.with(Bench::picture_style);
    let frame = move || bench.with(Bench::frame_style);
    let over = match &place.material.check.portrait {
        Some(portrait) => framed(bench, portrait),
        None => cornered(bench, url, text),
    };
    let class = move || {
        if bench.with(|bench| bench.natural.is_some()) && !preview.is_on() {
            "editor__frame"
        } else {
            "editor__frame editor__frame--waiting"
        }
    };
    let waiting = move || {
        bench
            .with(|bench| bench.natural.is_none())
            .then(|| view! { <p class="waiting editor__waiting">{words::loading()}</p> })
    };
    let zoom = place.material.check.portrait.is_some().then(|| zoom(bench));
    let down = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        if untrack(|| preview.is_on()) {
            return;
        }
        bench.update(|bench| {
            bench.fingers.press(event.pointer_id(), at(&event));
            if bench.fingers.count() == 2 {
                // What the first of them has held lies where it was.
                if let Some(held) = bench.held.take() {
                    bench.drag(held.which, held.from, (0.0, 0.0));
                }
            } else if bench.held.is_none() {
                let stage: Option<Element> = event.current_target().map(JsCast::unchecked_into);
                let _ = stage.map(|stage| stage.set_pointer_capture(event.pointer_id()));
            }
        });
    };
    let moves = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        if bench.with_untracked(|bench| bench.fingers.count() == 0) {
            return;
        }
        let middle = middle_of(&event);
        bench.update(|bench| {
            let pinch = bench.fingers.move_to(event.pointer_id(), at(&event));
            if let Some(pinch) = pinch.filter(|_| bench.held.is_none()) {
                bench.pinch(pinch.factor, from(middle, pinch.about), pinch.by);
            }
        });
    };
    let up = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        let middle = middle_of(&event);
        bench.update(|bench| {
            let is_free = bench.held.take().is_none();
            if bench.fingers.tap(event.pointer_id(), event.time_stamp()) && is_free {
                bench.tapped_twice(from(middle, at(&event)));
            }
        });
    };
    let turned = move |event: web_sys::Event| {
        event.prevent_default();
        if untrack(|| preview.is_on()) {
            return;
        }
        let event: WheelEvent = event.unchecked_into();
        let factor = if event.delta_y() < 0.0 {
            NOTCH
        } else {
            1.0 / NOTCH
        };
        let about = from(middle_of(&event), at(&event));
        bench.update(|bench| bench.pinch(factor, about, (0.0, 0.0)));
    };
    // A browser moves what it focuses into view; here the bench does.
    let scrolled = |event: web_sys::Event| {
        let stage: Element = event_target(&event);
        stage.set_scroll_left(0);
        stage.set_scroll_top(0);
    };
    view! {
        <div
            class="editor__stage"
            id=STAGE
            on:pointerdown=down
            on:pointermove=moves
            on:pointerup=up
            on:pointercancel=up
            on:wheel=turned
            on:scroll=scrolled
        >
            {waiting}
            <div class=class prop:style=frame>
                <div class="editor__window">
                    <img
                        class="editor__picture"
                        id=IMAGE
                        src=move || url.get()
                        alt=materials::picture_alt(what)
                        prop:style=laid
                        on:load=loaded
                    />
                </div>
                {over}
            </div>
            {preview.shown()}
        </div>
        {zoom}
        <p class="visually-hidden" role="status">{move || said(&bench.get())}</p>
    }
    .into_node()
}

/// The room there is, less what the handles take.
fn measure(bench: RwSignal<Bench>) {
    let Some(stage) = document().get_element_by_id(STAGE) else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let room = (
        (stage.client_width() as f32 - HANDLE).max(1.0),
        (stage.client_height() as f32 - HANDLE).max(1.0),
    );
    bench.try_update(|bench| bench.room = room);
}

/// What can be moved by pointer and by keys, as a button.
fn handle(bench: RwSignal<Bench>, which: usize, class: &'static str) -> Node {
    let down = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        let target: HtmlElement = event_target(&event);
        // The second finger enlarges.
        if bench.with_untracked(|bench| bench.fingers.count() > 0) {
            return;
        }
        let _ = target.set_pointer_capture(event.pointer_id());
        bench.update(|bench| {
            bench.held = Some(Held {
                which,
                pointer: at(&event),
                from: bench.place_of(which),
            });
        });
    };
    let moves = move |event: web_sys::Event| {
        let to = at(event.unchecked_ref());
        if let Some(held) = bench.with_untracked(|bench| bench.held) {
            let by = (to.0 - held.pointer.0, to.1 - held.pointer.1);
            bench.update(|bench| bench.drag(which, held.from, by));
        }
    };
    let keys = move |event: web_sys::Event| {
        let pressed: &KeyboardEvent = event.unchecked_ref();
        let step = if pressed.shift_key() {
            5.0 * STEP
        } else {
            STEP
        };
        let (across, down) = match pressed.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            _ => {
                enlarged(bench, pressed, Some(which));
                return;
            }
        };
        event.prevent_default();
        bench.update(|bench| bench.step(which, across, down));
    };
    let place = move || {
        bench.with(|bench| {
            if which == PICTURE {
                return String::new();
            }
            let ((width, height), at) = (bench.frame(), bench.place_of(which));
            ["left:", &px(at.x * width), ";top:", &px(at.y * height)].concat()
        })
    };
    view! {
        <button
            class=class
            type="button"
            aria-label=move || bench.with(|bench| name(bench, which))
            prop:style=place
            on:pointerdown=down
            on:pointermove=moves
            on:keydown=keys
            on:focus=move |_| bench.update(|bench| bench.reveal(which))
        ></button>
    }
    .into_node()
}

/// By + and −, about a corner or the middle of the stage. Those with the control key are the browser's own.
pub(super) fn enlarged(bench: RwSignal<Bench>, pressed: &KeyboardEvent, corner: Option<usize>) {
    let factor = match pressed.key().as_str() {
        "+" | "=" => STEP_IN,
        "-" => 1.0 / STEP_IN,
        _ => return,
    };
    if pressed.ctrl_key() || pressed.meta_key() || pressed.default_prevented() {
        return;
    }
    pressed.prevent_default();
    bench.update(|bench| bench.enlarge(factor, corner));
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
fn at(event: &MouseEvent) -> At {
    (event.client_x() as f32, event.client_y() as f32)
}

/// The middle of the stage on the screen.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
fn middle_of(event: &web_sys::Event) -> At {
    let stage: Option<Element> = event.current_target().map(JsCast::unchecked_into);
    stage.map_or((0.0, 0.0), |stage| {
        let at = stage.get_bounding_client_rect();
        (
            (at.left() + at.width() / 2.0) as f32,
            (at.top() + at.height() / 2.0) as f32,
        )
    })
}

fn from(middle: At, at: At) -> At {
    (at.0 - middle.0, at.1 - middle.1)
}

/// What a handle is called, with where it is.
fn name(bench: &Bench, which: usize) -> String {
    if which == ZOOM {
        return words::zoomed(&whole(bench.zoom * 100.0).to_string());
    }
    let at = bench.place_of(which);
    let [x, y] = [at.x, at.y].map(|share| whole(share * 100.0).to_string());
    let corner = match which {
        0 => words::corner_1(),
        1 => words::corner_2(),
        2 => words::corner_3(),
        3 => words::corner_4(),
        _ => return words::frame_at(&x, &y),
    };
    words::corner_at(corner, &x, &y)
}

/// Where what is being moved is now, for who does not see it.
fn said(bench: &Bench) -> String {
    bench
        .told
        .map(|which| name(bench, which))
        .unwrap_or_default()
}

/// The corners of a document, the line between them, and what lies outside darkened.
fn cornered(bench: RwSignal<Bench>, url: RwSignal<Option<String>>, text: String) -> Node {
    let path = move || bench.with(outline);
    let outside = move || ["M0 0H1000V1000H0Z", &path()].concat();
    let marked = move || {
        bench.with(|bench| bench.edit.mark).then(|| {
            let style = mark::preview(&text).map(|tile| {
                let (width, height) = bench.with(Bench::frame);
                let tile_width = px(width.max(height) / 3.0);
                [
                    "background-image:url(",
                    &tile,
                    ");background-size:",
                    &tile_width,
                    " auto",
                ]
                .concat()
            });
            view! { <div class="editor__marked"><div class="editor__mark" prop:style=style></div></div> }
        })
    };
    let handles = [0, 1, 2, 3].map(|which| handle(bench, which, "editor__corner"));
    view! {
        {marked}
        <svg class="editor__outline" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
            <path class="editor__outside" d=outside />
            <path class="editor__line" d=path />
        </svg>
        {handles}
        {loupe(bench, url)}
    }
    .into_node()
}

fn outline(bench: &Bench) -> String {
    let mut path = String::new();
    for at in bench.corners() {
        path += if path.is_empty() { "M" } else { "L" };
        path += &whole(at.x * 1000.0).to_string();
        path += " ";
        path += &whole(at.y * 1000.0).to_string();
    }
    path + "Z"
}

/// What the finger hides, magnified, at the other side.
fn loupe(bench: RwSignal<Bench>, url: RwSignal<Option<String>>) -> Node {
    let at = |bench: &Bench| bench.held.map(|held| bench.place_of(held.which));
    let class = move || match bench.with(at) {
        Some(at) if at.x < 0.5 => "editor__loupe editor__loupe--right",
        _ => "editor__loupe",
    };
    let laid = move || {
        bench.with(|bench| {
            let over = at(bench)?;
            let times = (TIMES / bench.zoom).max(1.2);
            Some(bench.magnified_style(over, LOUPE / 2.0, times))
        })
    };
    view! {
        <div
            class=class
            aria-hidden="true"
            hidden=move || bench.with(|bench| bench.held.is_none())
        >
            <img
                class="editor__picture"
                src=move || url.get()
                alt=""
                prop:style=move || laid().unwrap_or_default()
            />
        </div>
    }
    .into_node()
}

/// A portrait under its frame, with the lines of the card's rules.
fn framed(bench: RwSignal<Bench>, rules: &Portrait) -> Node {
    let (width, height) = (rules.width, rules.height);
    let middle = |(least, most): (u16, u16)| u16::midpoint(least, most);
    let crown = middle(rules.crown);
    let across = middle(rules.eyes_across);
    let half = middle(rules.face_width) / 2;
    // A face is about 1.4 times as high as wide, with the eyes half way down.
    let down = half * 7 / 5;
    let (eyes, chin) = (crown + down, crown + 2 * down);
    let view_box = ["0 0 ", &width.to_string(), " ", &height.to_string()].concat();
    let (x, radius) = (across.to_string(), half.to_string());
    let mut path = [
        "M",
        &x,
        " ",
        &crown.to_string(),
        "a",
        &radius,
        " ",
        &down.to_string(),
        " 0 0 1 0 ",
        &(2 * down).to_string(),
        "a",
        &radius,
        " ",
        &down.to_string(),
        " 0 0 1 0 -",
        &(2 * down).to_string(),
    ]
    .concat();
    let names = [
        (crown, words::guide_crown()),
        (eyes, words::guide_eyes()),
        (chin, words::guide_chin()),
    ]
    .map(|(y, name)| {
        path += &["M0 ", &y.to_string(), "H", &width.to_string()].concat();
        view! {
            <text class="editor__guide-name" x="6" y=y.to_string() dy="17">{name}</text>
        }
    });
    // Twice: the light line shows on hair, the dark one on the white wall.
    view! {
        <svg class="editor__outline" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
            <path class="editor__guide" d=path.clone() />
            <path class="editor__guide editor__guide--dark" d=path />
            {names}
        </svg>
        {handle(bench, PICTURE, "editor__pan")}
    }
    .into_node()
}

fn zoom(bench: RwSignal<Bench>) -> Node {
    let set = move |event: web_sys::Event| {
        let slider: HtmlInputElement = event_target(&event);
        if let Ok(hundredths) = slider.value().parse() {
            bench.update(|bench| bench.set_zoom(hundredths));
        }
    };
    view! {
        <label class="editor__zoom">
            <span>{words::zoom()}</span>
            <input
                type="range"
                min="100"
                max="400"
                step="1"
                prop:value=move || bench.with(Bench::zoom).to_string()
                on:input=set
            />
        </label>
    }
    .into_node()
}
