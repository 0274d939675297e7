//! 消息: what happened to a resident's cases, the newest first. Whoever has seen the list has read it.

use contract::inbox::{Inbox, InboxItem};
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::proactive::proactive;
use crate::api::{self, ApiError};
use crate::components::{
    CasePage, Tone, empty, event_tone, event_words, failed, icon, notice, once, own_page, waiting,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{cases as cases_words, common, inbox as words};
use crate::report::Reported;
use crate::state::{Loaded, app_state};

pub(super) fn inbox() -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    own_page(about, "/inbox".to_owned(), "/cases".to_owned(), fetched)
}

fn fetched() -> Node {
    let app = app_state();
    let inbox = RwSignal::new(Loaded::Loading);
    let fetch = move || {
        spawn_local(async move {
            let fetched = api::inbox(None).await;
            if fetched
                .as_ref()
                .is_err_and(|error| error.code() == Some(Code::SignInNeeded))
            {
                app.session_ended();
            }
            let newest = fetched.as_ref().ok();
            let newest = newest.filter(|inbox| inbox.unread > 0);
            let newest = newest.map(|inbox| inbox.items.first().map_or(0, |item| item.id));
            inbox.try_set(fetched.into());
            if let Some(newest) = newest {
                // Not told, it stays unread until the next time.
                if api::inbox_read(newest)
                    .await
                    .or_report("inbox.read")
                    .is_some()
                {
                    app.set_unread(0);
                }
            }
        });
    };
    fetch();
    (move || match inbox.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, fetch),
        Loaded::Ready(inbox) if inbox.items.is_empty() && inbox.proactive.is_empty() => {
            let (title, text) = (words::none(), words::none_text());
            empty(
                "message",
                title,
                text,
                "/cases".to_owned(),
                common::my_cases(),
            )
        }
        Loaded::Ready(inbox) => listed(inbox),
    })
    .into_node()
}

fn listed(inbox: Inbox) -> Node {
    let unasked: Vec<Node> = inbox.proactive.iter().map(proactive).collect();
    let items = RwSignal::new(inbox.items);
    let cursor = RwSignal::new(inbox.next_cursor);
    let failure = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let more = once(busy, move || async move {
        let Some(Some(from)) = cursor.try_get_untracked() else {
            return;
        };
        match api::inbox(Some(&from)).await {
            Ok(page) => {
                failure.try_set(None);
                items.try_update(|items| items.extend(page.items));
                cursor.try_set(page.next_cursor);
            }
            Err(error) => {
                failure.try_set(Some(error));
            }
        }
    });
    let more = StoredValue::new_local(more);
    let class = move || {
        if busy.get() {
            "button button--secondary button--busy"
        } else {
            "button button--secondary"
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {unasked}
            <ul class="tasks">
                {move || items.with(|items| items.iter().map(line).collect::<Vec<_>>())}
            </ul>
            <div role="alert">
                {move || {
                    failure
                        .get()
                        .map(|error| {
                            notice("bad", words::more_failed(), &common::cause(&format::cause(&error)))
                        })
                }}
            </div>
            {move || {
                cursor
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <div class="actions">
                                <button
                                    class=class
                                    type="button"
                                    on:click=move |_| more.with_value(|more| more())
                                >
                                    {words::more()}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_node()
}

fn line(item: &InboxItem) -> Node {
    let what = event_words(&item.event, item.material.as_deref());
    let what = match &item.service {
        Some(service) => words::about(service, &what),
        None => what,
    };
    let sign = match event_tone(&item.event) {
        Tone::Done => "check",
        Tone::Task => "warning",
        Tone::Stop => "info",
    };
    let about = [
        &item.title,
        common::apart(),
        &format::moment(&item.event.at),
        common::apart(),
        &cases_words::number(&crate::components::grouped(&item.case)),
    ]
    .concat();
    let unread =
        (!item.read).then(|| view! { <span class="tag tag--brand">{words::unread()}</span> });
    view! {
        <li>
            <a class="task" href=["/cases/", &item.case].concat()>
                {icon(sign, "task__icon")}
                <div class="task__body">
                    <h2 class="task__name">{what}</h2>
                    {item.event.text.clone().map(|text| view! { <p>{text}</p> })}
                    <p class="task__text">{about}</p>
                </div>
                {unread}
            </a>
        </li>
    }
    .into_node()
}
