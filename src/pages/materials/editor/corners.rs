//! A document on the bench: its four corners, the line between them, what lies outside darkened, and the mark over it.

use leptos::prelude::*;
use markup::view;

use super::bench::Bench;
use super::handle::handle;
use super::mark;
use super::style::{px, whole};
use crate::dom::{IntoNode, Node};

/// The magnifier, in pixels, and how much it magnifies.
const LOUPE: f32 = 128.0;
const TIMES: f32 = 2.5;

pub(super) fn cornered(
    bench: RwSignal<Bench>,
    url: RwSignal<Option<String>>,
    text: String,
) -> Node {
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
