//! 预约取号: first the day, then the half hour, then the number.

use civic::day;
use contract::case_action::ResidentAction;
use contract::counter::{BookableDay, BookableDays, Slot};
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::followed_case::FollowedCase;
use super::said::back_to;
use super::sending::busy_class;
use crate::api::{self, ApiError};
use crate::components::{Radio, failed, notice, once, radio, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, counter as words};
use crate::refusal;
use crate::state::Loaded;

/// What was chosen so far. Cheap to copy.
#[derive(Clone, Copy)]
struct Chosen {
    days: RwSignal<Loaded<BookableDays>>,
    day: RwSignal<String>,
    /// When the half hour begins; empty until one is chosen.
    at: RwSignal<String>,
}

pub(super) fn slots(
    this: FollowedCase,
    number: &str,
    region: &str,
    service: &str,
    counter: &str,
    holds: bool,
) -> Node {
    let chosen = Chosen {
        days: RwSignal::new(Loaded::Loading),
        day: RwSignal::new(String::new()),
        at: RwSignal::new(String::new()),
    };
    let place = StoredValue::new((region.to_owned(), counter.to_owned()));
    let fetch = move || {
        spawn_local(async move {
            let Some((region, counter)) = place.try_get_value() else {
                return;
            };
            let days = api::bookable_days(&region, &counter).await;
            chosen.days.try_set(days.into());
        });
    };
    fetch();
    let busy = RwSignal::new(false);
    let cause = RwSignal::new(None::<(&'static str, String)>);
    let back = back_to(number);
    let (of, at) = (service.to_owned(), counter.to_owned());
    let press = once(busy, move || {
        let (back, service, counter) = (back.clone(), of.clone(), at.clone());
        async move {
            cause.set(None);
            let at = chosen.at.get_untracked();
            if at.is_empty() {
                cause.set(Some((words::choose(), String::new())));
                return;
            }
            let action = ResidentAction::Book {
                service: service.clone(),
                counter,
                at,
            };
            match this.act(action).await {
                Ok(case) => {
                    let mut services = case.services.iter();
                    let booked = services.find(|one| one.service == service);
                    let visit = booked.and_then(|one| one.visit.as_ref());
                    let words =
                        visit.map(|visit| words::booked(&format::moment(&visit.at), &visit.number));
                    back(words.unwrap_or_default());
                }
                Err(error) if error.code() == Some(Code::SlotTaken) => {
                    chosen.at.try_set(String::new());
                    cause.try_set(Some((words::taken(), next_free(&error))));
                    fetch();
                }
                Err(error) => {
                    cause.try_set(Some((words::failed(), refusal::cause(&error))));
                }
            }
        }
    });
    let press = StoredValue::new_local(press);
    let class = move || busy_class(busy);
    let id = counter.to_owned();
    let picker = move || {
        chosen.days.with(|days| match days {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(days) => picker(&days.days, chosen, &id),
        })
    };
    let heading = if holds {
        words::book_again()
    } else {
        words::book()
    };
    view! {
        <h4 class="lane__name section">{heading}</h4>
        {picker}
        <div role="alert">
            {move || {
                // Once it is put right nothing more is said of it.
                let said = cause.get();
                let said = said.filter(|(title, _)| {
                    *title != words::choose() || chosen.at.get().is_empty()
                });
                said.map(|(title, text)| notice("bad", title, &text))
            }}
        </div>
        <div class="actions">
            <button class=class type="button" on:click=move |_| press.with_value(|press| press())>
                {words::confirm()}
            </button>
        </div>
    }
    .into_node()
}

/// What is free instead, as the server tells.
fn next_free(error: &ApiError) -> String {
    let ApiError::Problem(details) = error else {
        return String::new();
    };
    let free = details.slots.iter().take(3);
    let free: Vec<String> = free.map(|slot| format::moment(&slot.at)).collect();
    if free.is_empty() {
        words::taken_none().to_owned()
    } else {
        words::taken_next(&free.join(common::list_separator()))
    }
}

fn picker(days: &[BookableDay], chosen: Chosen, counter: &str) -> Node {
    let some = days.iter().filter(|day| !day.slots.is_empty());
    let names = some.map(|day| {
        let of = day.day.clone();
        let about = Radio {
            name: ["day-", counter].concat(),
            label: called(&day.day),
            hint: String::new(),
            is_chosen: chosen.day.get_untracked() == day.day,
        };
        radio(about, move || {
            chosen.day.set(of.clone());
            chosen.at.set(String::new());
        })
    });
    let names: Vec<Node> = names.collect();
    let days = StoredValue::new(days.to_vec());
    let counter = counter.to_owned();
    let times = move || {
        let day = chosen.day.get();
        days.with_value(|days| {
            let day = days.iter().find(|one| one.day == day)?;
            Some(times(day, chosen, &counter))
        })
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{words::day()}</legend>
            <ul class="picks">{names}</ul>
        </fieldset>
        {times}
    }
    .into_node()
}

fn times(day: &BookableDay, chosen: Chosen, counter: &str) -> Node {
    let free = day.slots.iter().filter(|slot| slot.free > 0);
    let lines = free.map(|slot: &Slot| {
        let at = slot.at.clone();
        let about = Radio {
            name: ["time-", counter].concat(),
            label: slot.at.get(11..16).unwrap_or_default().to_owned(),
            hint: words::left(&slot.free.to_string()),
            is_chosen: false,
        };
        radio(about, move || chosen.at.set(at.clone()))
    });
    let lines: Vec<Node> = lines.collect();
    if lines.is_empty() {
        return notice("info", words::full(), "");
    }
    view! {
        <fieldset class="field">
            <legend class="field__label">{words::time()}</legend>
            <ul class="picks">{lines}</ul>
        </fieldset>
    }
    .into_node()
}

/// 11 月 23 日 周一
fn called(iso: &str) -> String {
    let Some(date) = day::parse_iso(iso) else {
        return iso.to_owned();
    };
    let mut parts = iso
        .split('-')
        .skip(1)
        .map(|part| part.trim_start_matches('0'));
    let (month, day) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    // 1970-01-01 was a Thursday.
    let weekday = usize::try_from((date.to_epoch_days() + 3).rem_euclid(7)).unwrap_or_default();
    let weekday = words::weekday().chars().nth(weekday);
    let weekday = weekday.map(String::from).unwrap_or_default();
    words::of_day(day, month, &weekday)
}
