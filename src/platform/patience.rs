//! A time limit for something that may never answer.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::report::Reported;

/// What `work` comes to, or `None` where it takes longer. It goes on behind the back of whoever waited, and its
/// result is dropped.
pub(crate) async fn within<T: 'static>(
    limit: Duration,
    work: impl Future<Output = T> + 'static,
) -> Option<T> {
    let result: Rc<RefCell<Option<T>>> = Rc::default();
    let kept = Rc::clone(&result);
    let work = async move {
        let made = work.await;
        kept.replace(Some(made));
    };
    ended(limit, Box::pin(work)).await;
    result.take()
}

/// Waits for so long.
pub(crate) async fn rest(time: Duration) {
    ended(time, Box::pin(std::future::pending())).await;
}

/// Apart from `within`, so that it is in the download once.
async fn ended(limit: Duration, work: Pin<Box<dyn Future<Output = ()>>>) {
    let mut work = Some(work);
    let mut timer = None;
    let over = Promise::new(&mut |resolve, _| {
        let end = |resolve: &Function| {
            resolve
                .call0(&JsValue::NULL)
                .ignore("a promise takes any call");
        };
        let Some(work) = work.take() else { return };
        let done = resolve.clone();
        spawn_local(async move {
            work.await;
            end(&done);
        });
        timer = set_timeout_with_handle(move || end(&resolve), limit).or_report("patience.timer");
    });
    JsFuture::from(over).await.or_report("patience.wait");
    if let Some(timer) = timer {
        timer.clear();
    }
}
