//! Words between the content: notices, waiting, and failures with their cause and a way on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::icon;
use super::kept::where_kept;
use crate::api::ApiError;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;
use crate::report::Reported;
use crate::state::app_state;

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

/// A notice that asks for something; the first line is its title.
pub(super) fn notice_with(
    class: &'static str,
    sign: &'static str,
    lines: Vec<String>,
    buttons: Vec<Node>,
) -> Node {
    let mut paragraphs = Vec::new();
    for line in lines {
        let class = if paragraphs.is_empty() {
            "notice__title"
        } else {
            ""
        };
        paragraphs.push(view! { <p class=class>{line}</p> }.into_node());
    }
    view! {
        <div class=class>
            {icon(sign, "")} <div class="notice__body">{paragraphs} {buttons}</div>
        </div>
    }
    .into_node()
}

pub(super) fn button(class: &'static str, words: &'static str, press: impl Fn() + 'static) -> Node {
    view! {
        <button class=class type="button" on:click=move |_| press()>
            {words}
        </button>
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
    if *error == ApiError::Outdated {
        return outdated();
    }
    let cause = common::cause(&format::cause(error));
    failure(
        "offline",
        common::failed_title(),
        where_kept(common::failed_kept(), common::failed_in_page()),
        cause,
        common::retry(),
        Box::new(retry),
    )
}

/// When a piece of a page could not be had: why, and the way on. The rest of the page stands.
pub(crate) fn piece_failed(
    title: &'static str,
    error: &ApiError,
    retry: impl Fn() + 'static,
) -> Node {
    let lines = vec![title.to_owned(), common::cause(&format::cause(error))];
    let way_on = if *error == ApiError::Outdated {
        button("button", common::reload(), reload())
    } else {
        button("button", common::retry(), retry)
    };
    notice_with("notice notice--warn", "warning", lines, vec![way_on])
}

/// Where drafts lie on the phone, but the part of the app that reads them does not come.
pub(crate) fn drafts_failed(error: &ApiError, retry: impl Fn() + 'static) -> Node {
    let told = piece_failed(common::drafts_failed(), error, retry);
    view! { <div class="news" role="alert">{told}</div> }.into_node()
}

/// Once what was typed lies on the phone. Made with the page: whoever presses its button is outside every owner, where
/// the state of the app is not found.
pub(crate) fn reload() -> impl Fn() + 'static {
    let app = app_state();
    move || {
        spawn_local(async move {
            // Every change of a draft is written in turn: behind them there is nothing left to lose.
            let _turn = app.draft_store().write_lock().await;
            window().location().reload().or_report("page.reload");
        });
    }
}

/// When the release is newer than this page: only a fresh page helps, once what was typed lies on the phone.
pub(crate) fn outdated() -> Node {
    failure(
        "refresh",
        common::outdated_title(),
        where_kept(common::failed_kept(), common::outdated_in_page()),
        common::cause_outdated().to_owned(),
        common::reload(),
        Box::new(reload()),
    )
}

/// A page in place of what could not be shown: what happened, whether what was filled in is kept, why, what helps, and
/// the hotline for those it does not help.
fn failure(
    sign: &'static str,
    title: &'static str,
    kept: &'static str,
    cause: String,
    action: &'static str,
    act: Box<dyn Fn()>,
) -> Node {
    view! {
        <div class="page">
            <div class="empty" role="alert">
                {icon(sign, "icon--huge")} <h1 class="empty__title">{title}</h1>
                <p class="empty__text">{kept}</p>
                <p class="empty__cause">{cause}</p>
                <div class="actions">
                    <button class="button" type="button" on:click=move |_| act()>
                        {icon("refresh", "")}
                        {action}
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
