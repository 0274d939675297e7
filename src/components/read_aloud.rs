//! 「读给我听」 of 长辈版: the page in a Chinese voice of the device. Where there is none, there is no button.

use std::time::Duration;

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::common;

const CHINESE: &str = "zh-CN";
/// A little slower than people speak among themselves.
const PACE: f32 = 0.9;
/// Browsers load their voices after they were first asked for them.
const VOICES_WITHIN: Duration = Duration::from_secs(1);
/// How soon it is noticed that the last word was read.
const LOOKS: Duration = Duration::from_millis(500);

/// The style shows it in 长辈版 alone.
pub(crate) fn read_aloud() -> Node {
    if synthesis().is_none() {
        return ().into_node();
    }
    let is_there = RwSignal::new(speaks_chinese());
    let is_reading = RwSignal::new(false);
    set_timeout(
        move || {
            is_there.try_set(speaks_chinese());
        },
        VOICES_WITHIN,
    );
    on_cleanup(stop);
    let watch = move || {
        let handle = set_interval_with_handle(
            move || {
                let goes_on = synthesis().is_some_and(|it| it.speaking());
                if !goes_on {
                    is_reading.try_set(false);
                }
            },
            LOOKS,
        );
        if let Ok(handle) = handle {
            on_cleanup(move || handle.clear());
        }
    };
    let press = move |_| {
        let reads = !is_reading.get_untracked();
        stop();
        if reads {
            read();
        }
        is_reading.set(reads);
    };
    let view = move || {
        if is_reading.get() {
            watch();
        }
        is_there.get().then(|| {
            let (sign, words) = if is_reading.get() {
                ("cross", common::stop_reading())
            } else {
                ("message", common::read_aloud())
            };
            view! {
                <button class="button button--secondary read-aloud no-print" type="button" on:click=press>
                    {icon(sign, "")}
                    {words}
                </button>
            }
        })
    };
    view.into_node()
}

/// Not every web-view has one.
fn synthesis() -> Option<SpeechSynthesis> {
    let found = js_sys::Reflect::get(&window(), &"speechSynthesis".into()).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

fn speaks_chinese() -> bool {
    let voices = synthesis().map(|it| it.get_voices());
    voices.is_some_and(|voices| {
        voices.iter().any(|voice| {
            let language = voice.unchecked_into::<SpeechSynthesisVoice>().lang();
            language.starts_with("zh") || language.starts_with("cmn")
        })
    })
}

/// Line by line: some voices break off in long texts.
fn read() {
    let main = document().get_element_by_id("main");
    let text = main.and_then(|main| main.dyn_into::<HtmlElement>().ok());
    let text = text.map(|main| main.inner_text()).unwrap_or_default();
    let Some(synthesis) = synthesis() else { return };
    let own = |line: &&str| !line.is_empty() && *line != common::read_aloud();
    for line in text.lines().map(str::trim).filter(own) {
        if let Ok(spoken) = SpeechSynthesisUtterance::new_with_text(line) {
            spoken.set_lang(CHINESE);
            spoken.set_rate(PACE);
            synthesis.speak(&spoken);
        }
    }
}

fn stop() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
}
