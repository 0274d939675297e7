//! 消息: what happened to a resident's cases, the newest first. Whoever has seen the list has read it.

use contract::inbox::{Inbox, InboxItem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::proactive::proactive;
use crate::api::{self, ApiError};
use crate::components::{
    CasePage, Paged, Tone, empty, event_tone, event_words, fetched, icon, own_page,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{cases as cases_words, common, inbox as words};
use crate::report::Reported;
use crate::state::{AppState, app_state};

pub(super) fn inbox() -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    let page = || {
        let app = app_state();
        fetched(move || newest(app), |inbox: &Inbox| listed(inbox.clone()))
    };
    own_page(about, "/inbox".to_owned(), "/cases".to_owned(), page)
}

/// The first page. Whoever is shown it has read it.
async fn newest(app: AppState) -> Result<Inbox, ApiError> {
    let inbox = api::inbox(None).await?;
    if inbox.unread > 0 {
        let newest = inbox.items.first().map_or(0, |item| item.id);
        spawn_local(async move {
            // Not told, it stays unread until the next time.
            let told = api::inbox_read(newest).await.or_report("inbox.read");
            if told.is_some() {
                app.set_unread(0);
            }
        });
    }
    Ok(inbox)
}

fn listed(inbox: Inbox) -> Node {
    if inbox.items.is_empty() && inbox.proactive.is_empty() {
        let (title, text) = (words::none(), words::none_text());
        let cases = "/cases".to_owned();
        return empty("message", title, text, cases, common::my_cases());
    }
    let unasked: Vec<Node> = inbox.proactive.iter().map(proactive).collect();
    let has_any = !inbox.items.is_empty();
    let told = Paged::new(inbox.items, inbox.next_cursor);
    let more = told.more(words::more(), words::more_failed(), |from| async move {
        let page = api::inbox(Some(&from)).await?;
        Ok((page.items, page.next_cursor))
    });
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {unasked}
            {has_any
                .then(|| {
                    view! {
                        <ul class="tasks">
                            {move || told.items.with(|items| items.iter().map(line).collect::<Vec<_>>())}
                        </ul>
                    }
                })}
            {more}
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
