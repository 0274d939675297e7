//! Pointers and the wheel on the stage, as the page tells of them, brought to the bench.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

use super::bench::Bench;
use super::fingers::At;

/// One notch of a wheel.
const NOTCH: f32 = 1.15;

pub(super) fn pressed(bench: RwSignal<Bench>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
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
}

pub(super) fn moved(bench: RwSignal<Bench>, event: Event) {
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
}

pub(super) fn lifted(bench: RwSignal<Bench>, event: Event) {
    let event: PointerEvent = event.unchecked_into();
    let middle = middle_of(&event);
    bench.update(|bench| {
        let is_free = bench.held.take().is_none();
        if bench.fingers.tap(event.pointer_id(), event.time_stamp()) && is_free {
            bench.tapped_twice(from(middle, at(&event)));
        }
    });
}

pub(super) fn wheeled(bench: RwSignal<Bench>, event: Event) {
    let event: WheelEvent = event.unchecked_into();
    let factor = if event.delta_y() < 0.0 {
        NOTCH
    } else {
        1.0 / NOTCH
    };
    let about = from(middle_of(&event), at(&event));
    bench.update(|bench| bench.pinch(factor, about, (0.0, 0.0)));
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
pub(super) fn at(event: &MouseEvent) -> At {
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
