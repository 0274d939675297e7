//! My cases (我的办件): what was handed in, the newest first, and what lies unfinished on this phone.

use contract::case::{CasePage, CaseSummary};
use leptos::prelude::*;
use markup::view;

use crate::api::{self, ApiError};
use crate::components::{
    Frame, Paged, clear_phone, days_left, drafts_failed, fetched, frame, grouped, icon, in_session,
    just_signed_out, late_tag, messages_line, notice, of_whom, once, sign_in_first, state_tag,
    step_address, step_words, where_kept,
};
use crate::dom::{IntoNode, Node, keyed};
use crate::format;
use crate::messages::{cases as words, common};
use crate::state::{DraftSummary, Loaded, app_state};

pub(crate) fn cases() -> Node {
    app_state().refresh_drafts();
    let page = in_session(|signed_in| {
        if signed_in {
            fetched(|| api::cases(None), listed)
        } else {
            view! {
                <div class="page">{just_signed_out()}</div>
                {sign_in_first(words::sign_in_title(), words::sign_in_text(), "/cases")}
                <div class="page">{drafts()} {clear_phone()}</div>
            }
            .into_node()
        }
    });
    let title = words::title().to_owned();
    frame(
        Frame {
            bar: title.clone(),
            title,
            back: "/".to_owned(),
            stage: None,
        },
        page,
    )
}

fn listed(page: &CasePage) -> Node {
    let cases = Paged::new(page.items.clone(), page.next_cursor.clone());
    let list = move || {
        cases.items.with(|items| {
            if items.is_empty() {
                none()
            } else {
                let cards = keyed(items.iter().map(|case| (case.number.clone(), card(case))));
                view! { <ul class="cases">{cards}</ul> }.into_node()
            }
        })
    };
    let more = cases.more(words::more(), words::more_failed(), |from| async move {
        let page = api::cases(Some(&from)).await?;
        Ok((page.items, page.next_cursor))
    });
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                {who()}
            </div>
            {messages_line(true)}
            {drafts()}
            {list}
            {more}
            {sign_out()}
            {clear_phone()}
        </div>
    }
    .into_node()
}

fn who() -> Node {
    let person = app_state().person();
    person
        .map(|person| {
            let words = words::signed_in_as(&person.name, &person.masked_number);
            view! {
                <p class="page__lede">{words}</p>
                <p>
                    <a class="button button--quiet button--flush" href="/licences">
                        {icon("shield", "")}
                        {words::licences()}
                    </a>
                    <a class="button button--quiet button--flush" href="/my-data">
                        {icon("lock", "")}
                        {words::my_data()}
                    </a>
                </p>
            }
        })
        .into_node()
}

fn none() -> Node {
    view! {
        <div class="empty">
            {icon("list", "icon--huge")} <h2 class="empty__title">{words::none()}</h2>
            <p class="empty__text">{words::none_text()}</p>
            <div class="actions">
                <a class="button" href="/">{words::see_all()}</a>
            </div>
        </div>
    }
    .into_node()
}

fn card(case: &CaseSummary) -> Node {
    let day = case.submitted_at.split('T').next().unwrap_or_default();
    let whose = of_whom(case.of.as_ref());
    let title = match &*whose {
        "" => case.title.clone(),
        whose => [&case.title, common::apart(), whose].concat(),
    };
    let text = [
        words::progress(
            &case.services_done.to_string(),
            &case.services_total.to_string(),
        ),
        words::submitted_on(&format::day(day)),
        words::number(&grouped(&case.number)),
    ]
    .join(" · ");
    let state = state_tag(case.state);
    let task = case.next.as_ref().map(|step| {
        let left = step.until.as_deref();
        view! {
            <a class="case-task" href=step_address(&case.number, step)>
                <span class="case-task__text">
                    {step_words(step)} " " {left.and_then(|until| days_left(until, step.light))}
                </span>
                {icon("next", "event__next")}
            </a>
        }
    });
    view! {
        <li>
            <a class="case-card" href=["/cases/", &case.number].concat()>
                <div class="case-card__head">
                    <h2 class="case-card__name">{title}</h2>
                    <span class="case-card__tags">{state} {late_tag(case)}</span>
                </div>
                <p class="case-card__text">{text}</p>
            </a>
            {task}
        </li>
    }
    .into_node()
}

/// Begun on this phone and not handed in yet.
fn drafts() -> Node {
    let app = app_state();
    (move || {
        let drafts = match app.drafts.get() {
            Loaded::Ready(drafts) => drafts,
            Loaded::Loading => return ().into_node(),
            Loaded::Failed(error) => {
                return drafts_failed(&error, move || app.refresh_drafts());
            }
        };
        if !drafts.iter().any(|draft| draft.is_begun) {
            return ().into_node();
        }
        let begun = drafts.iter().filter(|draft| draft.is_begun);
        let cards = keyed(begun.map(|draft| (draft.storage_key.clone(), draft_card(draft))));
        view! {
            <section class="section">
                <h2 class="section__head">{words::drafts()}</h2>
                <ul class="cases">{cards}</ul>
            </section>
            <h2 class="section section__head">{words::sent()}</h2>
        }
        .into_node()
    })
    .into_node()
}

fn draft_card(draft: &DraftSummary) -> Node {
    let id = draft.scenario.clone();
    let address = ["/s/", &id, "/guide"].concat();
    let name = move || {
        app_state().shelf.with(|shelf| {
            let entries = shelf
                .ready()
                .map(|shelf| shelf.entries.as_slice())
                .unwrap_or_default();
            entries
                .iter()
                .find(|entry| entry.id == id)
                .map(|entry| format::localized(&entry.name))
        })
    };
    view! {
        <li>
            <a class="case-card" href=address>
                <div class="case-card__head">
                    <h3 class="case-card__name">{name}</h3>
                    <span class="tag">{words::go_on()}</span>
                </div>
                <p class="case-card__text">{where_kept(words::draft_text(), common::kept_in_page())}</p>
            </a>
        </li>
    }
    .into_node()
}

fn sign_out() -> Node {
    let app = app_state();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<ApiError>);
    let press = once(busy, move || async move {
        let left = app.sign_out().await;
        failure.try_set(left.err());
    });
    view! {
        <div role="alert">
            {move || {
                failure
                    .get()
                    .map(|error| {
                        notice("bad", words::sign_out_failed(), &common::cause(&format::cause(&error)))
                    })
            }}
        </div>
        <div class="actions">
            <button class="button button--quiet" type="button" on:click=move |_| press()>
                {icon("exit", "")}
                {common::sign_out()}
            </button>
        </div>
    }
    .into_node()
}
