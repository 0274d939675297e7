//! The other pages of the app in this browser: they are told that something stored has changed, and not what. Who is
//! told looks for itself. Where there is no `BroadcastChannel` (iOS until 15.3), an event of local storage does it.

use js_sys::Reflect;
use leptos::prelude::window;
use leptos::prelude::window_event_listener_untyped;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, StorageEvent};

use super::random::random_id;
use crate::report::Reported;

const CHANNEL: &str = "yijianshi";
/// A value that no two changes share, and that says nothing.
const FLAG: &str = "changed";

pub(crate) struct OtherPages {
    channel: Option<BroadcastChannel>,
}

impl OtherPages {
    pub(crate) fn new() -> Self {
        let is_known = Reflect::has(&window(), &"BroadcastChannel".into()).unwrap_or(false);
        let channel = is_known.then(|| BroadcastChannel::new(CHANNEL));
        Self {
            channel: channel.and_then(|channel| channel.or_report("other_pages.open")),
        }
    }

    pub(crate) fn tell(&self) {
        match &self.channel {
            Some(channel) => {
                let told = channel.post_message(&JsValue::TRUE);
                told.or_report("other_pages.tell");
            }
            None => {
                if let Some(storage) = window().local_storage().or_report("other_pages.tell") {
                    let told = storage.map(|storage| storage.set_item(FLAG, &random_id()));
                    told.transpose().or_report("other_pages.tell");
                }
            }
        }
    }

    /// Calls back when another page has told. Called once; it listens as long as the page lives.
    pub(crate) fn listen(&self, told: impl Fn() + 'static) {
        match &self.channel {
            Some(channel) => {
                let heard = Closure::<dyn Fn()>::new(told);
                channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
                heard.forget();
            }
            None => {
                window_event_listener_untyped("storage", move |event| {
                    let event: Result<StorageEvent, _> = event.dyn_into();
                    if event.is_ok_and(|event| event.key().as_deref() == Some(FLAG)) {
                        told();
                    }
                });
            }
        }
    }
}
