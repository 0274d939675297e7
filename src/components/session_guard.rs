//! Waits until it is known who is signed in, and says so when that cannot be found out.

use leptos::prelude::*;

use super::{failed, waiting};
use crate::api::ApiError;
use crate::dom::{IntoNode, Node};
use crate::state::{Loaded, app_state};

#[derive(Clone, PartialEq)]
enum At {
    Waiting,
    Failed(ApiError),
    /// Who is signed in, by id.
    Known(Option<String>),
}

/// Shows `page` once the session is known; it is told whether someone is signed in. Goes inside a frame.
pub(crate) fn in_session(page: impl Fn(bool) -> Node + Send + 'static) -> Node {
    let app = app_state();
    // The page is built again when someone else is here, not at every word of the session.
    let at = Memo::new(move |_| {
        app.session.with(|session| match session {
            Loaded::Loading => At::Waiting,
            Loaded::Failed(error) => At::Failed(error.clone()),
            Loaded::Ready(session) => {
                At::Known(session.person.as_ref().map(|person| person.id.clone()))
            }
        })
    });
    (move || match at.get() {
        At::Waiting => waiting(),
        At::Failed(error) => failed(&error, move || {
            app.load_session_again();
        }),
        At::Known(person) => page(person.is_some()),
    })
    .into_node()
}
