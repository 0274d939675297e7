//! The materials of the plan, each with its ways: photographed now, held as e-licence, later, promised, at the counter.
//! Also offers other pages what they need of it: the inputs of one material, and the end of all uploads.

mod camera;
mod card;
mod done;
mod duplicate;
mod editor;
mod finding;
mod intake;
mod judged;
mod last_day;
mod mend;
mod named;
mod outbox;
mod photo;
mod pick;
mod problems;
mod progress;
mod sheet;
mod slot;
mod still;
mod tray;
mod ways;

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::Material;
use leptos::prelude::*;
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::room::Room;
use crate::show;
use crate::text::materials as words;
use crate::widgets::{Stage, draft_news, focus_named_place, go, once, signed_in_page, summary};
use card::{card, state_of};
use intake::Place;
pub(crate) use outbox::finish_uploads;
use problems::{Sent, problems};
use slot::slot;
pub(crate) use tray::{Tray, forget_unkept_pictures};
use ways::way_of;

pub(crate) fn materials() -> Node {
    signed_in_page(Stage::Materials, words::title(), before, list)
}

fn before(room: Room) -> &'static str {
    if room
        .plan
        .with_untracked(|plan| plan.fields.is_empty() && plan.groups.is_empty())
    {
        "plan"
    } else {
        "form"
    }
}

/// The pages of one material, each with its ways in. For any tray.
pub(crate) fn attach(tray: Tray, material: &Arc<Material>) -> Node {
    let name = show::say(&material.name);
    let several = material.pages.len() > 1;
    let slots = material.pages.iter().enumerate().map(|(at, page)| {
        let page_name = show::say(&page.label);
        let what = [&name, " ", &page_name].concat();
        let label = if several {
            words::page_name(&(at + 1).to_string(), &page_name)
        } else {
            page_name
        };
        slot(
            Place {
                tray,
                material: Arc::clone(material),
                page: page.id.clone(),
            },
            label,
            what,
        )
    });
    view! { <ol class="pages">{slots.collect::<Vec<_>>()}</ol> }.into_node()
}

/// A length in bytes, as people say it: 380 KB, 1.2 MB.
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return words::kilobytes(&bytes.div_ceil(1000).to_string());
    }
    let tenths = bytes / 100_000;
    words::megabytes(
        &[
            (tenths / 10).to_string(),
            ".".to_owned(),
            (tenths % 10).to_string(),
        ]
        .concat(),
    )
}

fn list(room: Room) -> Node {
    let tray = Tray::of_room(room);
    let planned = Memo::new(move |_| room.plan.with(|plan| plan.materials.clone()));
    // What was left unfinished goes on, now and when the network is back.
    outbox::start(tray);
    let online = window_event_listener_untyped("online", move |_| outbox::start(tray));
    on_cleanup(move || online.remove());
    focus_named_place();

    let found = RwSignal::new(Vec::new());
    let busy = RwSignal::new(false);
    let go = go();
    let go_on = once(busy, move || {
        let go = go.clone();
        async move {
            settle_ways(tray, &planned.get_untracked());
            let wrong = problems(room, tray, Sent::NotYetTried);
            let is_right = wrong.is_empty();
            found.set(wrong);
            if !is_right {
                return;
            }
            let sent = finish_uploads(tray).await;
            // Someone who has left meanwhile is not fetched back.
            if busy.try_get_untracked().is_none() {
                return;
            }
            match sent {
                Ok(()) => go(&room.address("review")),
                Err(_) => drop(found.try_set(problems(room, tray, Sent::Tried))),
            }
        }
    });
    let cards = move || {
        let scenario = room.scenario();
        let planned = planned.get();
        planned
            .iter()
            .filter_map(|planned| card(room, tray, &scenario, planned))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="page">
            {move || summary(found.get())}
            {draft_news(room)}
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{move || lede(room, tray, &planned.get())}</p>
            </div>
            <ul class="materials">{cards}</ul>
            <div class="actions">
                <button
                    class=move || if busy.get() { "button button--busy" } else { "button" }
                    type="button"
                    on:click=move |_| go_on()
                >
                    {words::next()}
                </button>
                <a class="button button--quiet" href=room.address("form")>{words::back()}</a>
            </div>
            <p class="page__note" role="status">{move || note(tray, busy.get())}</p>
        </div>
    }
    .into_node()
}

/// What stands without a tap is what the resident goes on with: it is written down.
fn settle_ways(tray: Tray, planned: &[MaterialPlan]) {
    tray.edit(|draft| {
        for planned in planned {
            if let Some(way) = way_of(draft, planned) {
                draft.ways.insert(planned.id.clone(), way);
            }
        }
    });
}

fn lede(room: Room, tray: Tray, planned: &[MaterialPlan]) -> String {
    let scenario = room.scenario();
    let is_answered = |planned: &&MaterialPlan| {
        scenario.material(&planned.id).is_some_and(|material| {
            state_of(tray, planned, &Arc::new(material.clone())).is_answered()
        })
    };
    let (done, n) = (planned.iter().filter(is_answered).count(), planned.len());
    if n == 0 {
        words::lede_none().to_owned()
    } else if done == n {
        words::lede_all(&n.to_string())
    } else {
        words::lede(&done.to_string(), &n.to_string())
    }
}

/// What the page waits for.
fn note(tray: Tray, going_on: bool) -> String {
    let pending = tray.draft.with(|draft| tray.pending(draft));
    let failed = pending.iter().filter(|id| outbox::has_failed(id)).count();
    let n = pending.len().to_string();
    if pending.is_empty() {
        String::new()
    } else if failed > 0 {
        words::some_unsent(&failed.to_string())
    } else if going_on {
        words::going_on(&n)
    } else {
        words::still_sending(&n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_said_as_people_say_it() {
        assert_eq!(size(379_200), "380 KB");
        assert_eq!(size(1_249_000), "1.2 MB");
    }
}
