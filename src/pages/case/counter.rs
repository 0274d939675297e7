//! 到窗口办: the counters of the place with address, hours and telephone, the number that one holds, and what to bring.

use casework::Offer;
use catalog::Supplied;
use catalog::scenario::{Confidence, Counter};
use contract::case::{Case, CaseService};
use contract::case_action::ResidentAction;
use contract::case_event::CaseEventKind;
use contract::counter::CaseVisit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use super::sending::Sending;
use super::slots::slots;
use crate::api;
use crate::components::{failed, grouped, icon, notice, once, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, counter as words};
use crate::state::{Loaded, app_state};

pub(super) fn counter(case: &Case, this: FollowedCase, service: &str) -> Node {
    let counters = RwSignal::new(Loaded::Loading);
    let region = StoredValue::new(case.region.clone());
    let fetch = move || {
        counters.set(Loaded::Loading);
        spawn_local(async move {
            let Some(region) = region.try_get_value() else {
                return;
            };
            counters.try_set(api::counters(&region).await.into());
        });
    };
    fetch();
    let held = case.service(service).and_then(|one| one.visit.as_ref());
    let may_book = case.may(&Offer::Book(service.to_owned()));
    let shown = Shown {
        this,
        number: case.number.clone(),
        region: case.region.clone(),
        service: service.to_owned(),
        may_book,
        holds: held.is_some(),
    };
    let list = move || {
        counters.with(|counters| match counters {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(counters) => shown.list(counters),
        })
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{case.service_name(service).to_owned()}</p>
            </div>
            {held.map(|visit| yours(case, this, service, visit))}
            {bring(case)}
            <section class="section">
                <h2 class="section__head">{words::places()}</h2>
                {list}
            </section>
        </div>
    }
    .into_node()
}

/// The number that one holds, with the way to give it back.
fn yours(case: &Case, this: FollowedCase, service: &str, visit: &CaseVisit) -> Node {
    let sending = Sending::new();
    let back = back_to(&case.number);
    let of = service.to_owned();
    let press = once(sending.busy, move || {
        let action = ResidentAction::CancelBooking {
            service: of.clone(),
        };
        let done = words::cancel_done().to_owned();
        sending.send(this, action, back.clone(), done)
    });
    let may = case.may(&Offer::CancelBooking(service.to_owned()));
    let class = move || {
        if sending.busy.get() {
            "button button--secondary button--busy"
        } else {
            "button button--secondary"
        }
    };
    view! {
        <section class="section section--first card">
            <h2 class="section__head">{words::yours()}</h2>
            {held(visit)}
            <p class="small muted">{words::come()}</p>
            {sending.failure(words::cancel_failed())}
            {may
                .then(|| {
                    view! {
                        <button class=class type="button" on:click=move |_| press()>
                            {words::cancel()}
                        </button>
                    }
                })}
        </section>
    }
    .into_node()
}

/// When and under which number, and where.
pub(super) fn held(visit: &CaseVisit) -> Node {
    let place = (!visit.name.is_empty()).then(|| {
        let place = words::your_counter(&visit.address, &visit.name);
        view! { <p>{place}</p> }
    });
    let when = words::your_number(&format::moment(&visit.at), &visit.number);
    view! {
        <p class="strong">{when}</p>
        {place}
    }
    .into_node()
}

/// That the number which was drawn is another's now: nobody is to come in vain.
pub(super) fn freed(case: &Case, service: &CaseService) -> Option<Node> {
    if service.visit.is_some() || service.state.is_undecided() {
        return None;
    }
    let last = case.events.iter().rev().find_map(|event| {
        use CaseEventKind as K;
        match &event.what {
            K::Booked { service: of, visit } if *of == service.service => Some(Some(visit)),
            K::BookingCancelled { service: of } if *of == service.service => Some(None),
            _ => None,
        }
    });
    let visit = last.flatten()?;
    let is_ahead = visit.at.day() >= app_state().today();
    let when = format::moment(&visit.at.rfc3339());
    is_ahead.then(|| view! { <p class="lane__next">{words::freed(&when)}</p> }.into_node())
}

/// What to bring, by what was said when it was handed in.
fn bring(case: &Case) -> Node {
    let papers = case
        .materials
        .iter()
        .filter(|one| one.supplied == Supplied::Counter)
        .map(|one| view! { <li>{words::bring_paper(&one.name)}</li> });
    view! {
        <section class="section section--first">
            <h2 class="section__head">{words::bring()}</h2>
            <ul class="material__needs">
                <li>{words::bring_id()}</li>
                {papers.collect::<Vec<_>>()}
                <li>{words::bring_number(&grouped(&case.number))}</li>
            </ul>
        </section>
    }
    .into_node()
}

/// What the list of counters is shown for.
struct Shown {
    this: FollowedCase,
    number: String,
    region: String,
    service: String,
    may_book: bool,
    holds: bool,
}

impl Shown {
    fn list(&self, counters: &[Counter]) -> Node {
        let here = counters.iter().filter(|one| one.serves(&self.service));
        let lines: Vec<Node> = here.map(|counter| self.counter(counter)).collect();
        if lines.is_empty() {
            return notice("info", words::none(), words::none_text());
        }
        lines.into_node()
    }

    fn counter(&self, counter: &Counter) -> Node {
        let hours = counter
            .hours
            .iter()
            .map(|open| words::between(&open.from.to_string(), &open.to.to_string()));
        let hours = match hours.collect::<Vec<_>>() {
            none if none.is_empty() => words::hours_unknown().to_owned(),
            hours => words::hours(&hours.join(common::list_separator())),
        };
        let attested = match counter.confidence {
            _ if counter.demo => notice("warn", words::demo(), ""),
            Confidence::Verified => ().into_node(),
            Confidence::Unverified | Confidence::Disputed => {
                notice("warn", words::unverified(), "")
            }
        };
        let phone = counter.phone.as_ref().map(|phone| {
            view! {
                <a class="button button--quiet" href=["tel:", phone].concat()>
                    {icon("phone", "")}
                    {common::call(phone)}
                </a>
            }
        });
        let booking = match &counter.booking {
            Some(_) if self.may_book => slots(
                self.this,
                &self.number,
                &self.region,
                &self.service,
                &counter.id,
                self.holds,
            ),
            Some(_) => ().into_node(),
            None => view! { <p>{words::no_booking()}</p> }.into_node(),
        };
        let source = words::source(&format::localized(&counter.source));
        view! {
            <section class="lane">
                <h3 class="lane__name">{format::localized(&counter.name)}</h3>
                <p>{format::localized(&counter.address)}</p>
                <p>{hours}</p>
                {attested}
                <p class="phones no-print">{phone}</p>
                <p class="small muted">{source}</p>
                {booking}
            </section>
        }
        .into_node()
    }
}
