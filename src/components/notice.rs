//! Words between the content: notices, waiting, and failures with their cause and a way on.

use markup::view;

use super::icon;
use crate::api::ApiError;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;

/// `tone` is info, good, warn or bad.
pub(crate) fn notice(tone: &str, title: &str, text: &str) -> Node {
    let sign = match tone {
        "good" => "check",
        "info" => "info",
        _ => "warning",
    };
    let class = ["notice notice--", tone].concat();
    let (title, text) = (title.to_owned(), text.to_owned());
    view! {
        <div class=class>
            {icon(sign, "")}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            </div>
        </div>
    }
    .into_node()
}

/// While something is fetched: the shape of what will come.
pub(crate) fn waiting() -> Node {
    view! {
        <div class="page">
            <p class="waiting" role="status">{common::loading()}</p>
            <div class="stack" aria-hidden="true">
                <div class="skeleton">
                    <div class="skeleton__line skeleton__line--title"></div>
                    <div class="skeleton__line skeleton__line--short"></div>
                </div>
                <div class="skeleton">
                    <div class="skeleton__line skeleton__line--title"></div>
                    <div class="skeleton__line"></div>
                </div>
            </div>
        </div>
    }
    .into_node()
}

/// When it could not be fetched: why, that nothing is lost, and the way on.
pub(crate) fn failed(error: &ApiError, retry: impl Fn() + 'static) -> Node {
    let cause = common::cause(&format::cause(error));
    view! {
        <div class="page">
            <div class="empty" role="alert">
                {icon("offline", "icon--huge")} <h1 class="empty__title">{common::failed_title()}</h1>
                <p class="empty__text">{common::failed_kept()}</p>
                <p class="empty__cause">{cause}</p>
                <div class="actions">
                    <button class="button" type="button" on:click=move |_| retry()>
                        {icon("refresh", "")}
                        {common::retry()}
                    </button>
                    <a class="button button--secondary" href="tel:12333">
                        {icon("phone", "")}
                        {common::hotline()}
                    </a>
                </div>
            </div>
        </div>
    }
    .into_node()
}
