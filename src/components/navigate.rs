//! Going on, once: a second tap while the first is under way does nothing.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::dom::{IntoNode, Node};

/// A function that goes to an address. Made while a page is built, used later.
pub(crate) fn go() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |address| navigate(address, NavigateOptions::default())
}

/// Goes to an address in place of this one, so that 「back」 does not lead here again.
pub(crate) fn redirect(address: String) -> Node {
    let navigate = use_navigate();
    let instead = NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    };
    // Not while the page is still being built.
    request_animation_frame(move || navigate(&address, instead));
    ().into_node()
}

/// Runs `work` unless it is running already; `busy` says whether it is.
pub(crate) fn once<F>(busy: RwSignal<bool>, work: impl Fn() -> F + 'static) -> impl Fn() + 'static
where
    F: Future<Output = ()> + 'static,
{
    move || {
        if busy.try_get_untracked() != Some(false) {
            return;
        }
        busy.set(true);
        let work = work();
        spawn_local(async move {
            work.await;
            busy.try_set(false);
        });
    }
}
