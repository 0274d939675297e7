//! Lists of what belongs to who is signed in: fetched when their page opens, and page by page as far as one reads.

use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::{failed, notice, once, waiting};
use crate::api::ApiError;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;
use crate::state::{Loaded, app_state};

/// `get` fetches it, now and at every further try; `page` shows it. Where the session has ended, the page becomes the
/// one that leads to signing in.
pub(crate) fn fetched<T, F>(
    get: impl Fn() -> F + Copy + 'static,
    page: impl Fn(&T) -> Node + 'static,
) -> Node
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let app = app_state();
    let loaded = RwSignal::new(Loaded::Loading);
    let fetch = move || {
        spawn_local(async move {
            let fetched = get().await;
            let code = fetched.as_ref().err().and_then(ApiError::code);
            if code == Some(Code::SignInNeeded) {
                app.session_ended();
            }
            loaded.try_set(fetched.into());
        });
    };
    fetch();
    (move || {
        loaded.with(|loaded| match loaded {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(found) => page(found),
        })
    })
    .into_node()
}

/// A list of which more can be fetched. Cheap to copy; belongs to the page.
pub(crate) struct Paged<T: 'static> {
    pub(crate) items: RwSignal<Vec<T>>,
    cursor: RwSignal<Option<String>>,
}

impl<T> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Paged<T> {}

impl<T: Send + Sync + 'static> Paged<T> {
    pub(crate) fn new(items: Vec<T>, cursor: Option<String>) -> Self {
        Self {
            items: RwSignal::new(items),
            cursor: RwSignal::new(cursor),
        }
    }

    /// The button that fetches the next page by its cursor, while there is one, and why it could not be had.
    pub(crate) fn more<F>(
        self,
        label: &'static str,
        failed: &'static str,
        get: impl Fn(String) -> F + Copy + 'static,
    ) -> Node
    where
        F: Future<Output = Result<(Vec<T>, Option<String>), ApiError>> + 'static,
    {
        let failure = RwSignal::new(None::<ApiError>);
        let busy = RwSignal::new(false);
        let press = once(busy, move || async move {
            let Some(Some(from)) = self.cursor.try_get_untracked() else {
                return;
            };
            match get(from).await {
                Ok((more, next)) => {
                    failure.try_set(None);
                    self.items.try_update(|items| items.extend(more));
                    self.cursor.try_set(next);
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
        let press = StoredValue::new_local(press);
        let class = move || {
            if busy.get() {
                "button button--secondary button--busy"
            } else {
                "button button--secondary"
            }
        };
        let button = move || {
            view! {
                <div class="actions">
                    <button class=class type="button" on:click=move |_| press.with_value(|press| press())>
                        {label}
                    </button>
                </div>
            }
        };
        view! {
            <div role="alert">
                {move || {
                    failure
                        .get()
                        .map(|error| notice("bad", failed, &common::cause(&format::cause(&error))))
                }}
            </div>
            {move || self.cursor.with(Option::is_some).then(button)}
        }
        .into_node()
    }
}
