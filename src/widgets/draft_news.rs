//! What the resident must know of the draft before going on: the rules have changed, or two sets of answers differ.
//! It stands until it has been read; a reload does not take it away.

use leptos::prelude::*;
use markup::view;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::News;
use crate::room::Room;
use crate::show;
use crate::text::{common, draft as words};

pub(crate) fn draft_news(room: Room) -> Node {
    let news = Memo::new(move |_| room.draft.with(|draft| draft.news.clone()));
    let differing = Memo::new(move |_| room.draft.with(|draft| draft.earlier.is_some()));
    let renewed = move || news.with(|news| news.as_ref().map(|news| renewed(room, news)));
    let differing = move || differing.get().then(|| answers_differ(room));
    view! { <div class="news" role="status">{renewed} {differing}</div> }.into_node()
}

fn renewed(room: Room, news: &News) -> Node {
    let mut again = news.asked_again.clone();
    if news.consent {
        again.push(words::consent().to_owned());
    }
    let (title, why) = if news.moved {
        (words::moved(), words::moved_text())
    } else {
        (words::renewed(), words::renewed_text())
    };
    let text = if again.is_empty() {
        words::renewed_kept().to_owned()
    } else {
        words::renewed_again(&again.join(common::list_separator()))
    };
    let text = [why, &text].concat();
    let gone = (!news.gone.is_empty())
        .then(|| words::renewed_gone(&news.gone.join(common::list_separator())));
    let read = move |_| room.edit(|draft| draft.news = None);
    view! {
        <div class="notice notice--info">
            {icon("info", "")}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                <p>{text}</p>
                {gone.map(|gone| view! { <p>{gone}</p> })}
                <button class="button button--secondary" type="button" on:click=read>{words::known()}</button>
            </div>
        </div>
    }
    .into_node()
}

/// The answers given before signing in and the earlier ones of the same person: one of the two goes on.
fn answers_differ(room: Room) -> Node {
    let labels = room.draft.with_untracked(|draft| {
        let now = &draft.application.answers;
        let before = draft.earlier.as_ref().unwrap_or(now);
        room.scenario.with_value(|scenario| {
            let questions = scenario.questions.iter().filter(|it| {
                let said = before.get(&it.id);
                said.is_some() && said != now.get(&it.id)
            });
            let groups = scenario.groups.iter().filter(|it| {
                let rows = before.rows(&it.id);
                !rows.is_empty() && rows != now.rows(&it.id)
            });
            show::listed(
                questions
                    .map(|it| &it.label)
                    .chain(groups.map(|it| &it.name)),
            )
        })
    });
    let keep = move |_| room.edit(|draft| draft.earlier = None);
    let go_back = move |_| {
        room.edit(|draft| {
            if let Some(before) = draft.earlier.take() {
                draft.application.answers = before;
            }
        });
    };
    view! {
        <div class="notice notice--warn">
            {icon("warning", "")}
            <div class="notice__body">
                <p class="notice__title">{words::earlier()}</p>
                <p>{words::earlier_text(&labels)}</p>
                <button class="button" type="button" on:click=keep>{words::earlier_keep()}</button>
                " "
                <button class="button button--secondary" type="button" on:click=go_back>
                    {words::earlier_back()}
                </button>
            </div>
        </div>
    }
    .into_node()
}
