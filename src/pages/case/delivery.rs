//! 领取方式 of a result, on the case: what was chosen, where it goes, that it was sent; and the page on which it is
//! changed.

use casework::Offer;
use catalog::application::{Delivery, is_address};
use catalog::scenario::DeliveryWay;
use contract::case::{Case, CaseService};
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use super::sending::{FormWords, Sending};
use crate::components::{DeliveryWays, delivery_ways, focus, once, way_words};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, delivery as words};

const ID: &str = "delivery";

/// A line on the card of the service.
pub(super) fn delivery_line(case: &Case, service: &CaseService) -> Option<Node> {
    let delivery = service.delivery.as_ref()?;
    let says = match &delivery.sent {
        Some(sent) => {
            let at = format::moment(&sent.at);
            match &sent.parcel {
                Some(parcel) => words::sent_number(&at, parcel),
                None => words::sent(&at),
            }
        }
        None if delivery.address.is_empty() => way_words(delivery.way).to_owned(),
        None => words::post_to(&delivery.address),
    };
    let may = case.may(&Offer::ChooseDelivery(service.service.clone()));
    let change = (may && delivery.ways.len() > 1).then(|| {
        let address = ["/cases/", &case.number, "/delivery/", &service.service].concat();
        let of = words::how(&service.name);
        view! {
            <a class="button button--quiet no-print" href=address>
                {common::change()} <span class="visually-hidden">{of}</span>
            </a>
        }
    });
    Some(
        view! {
            <p class="lane__due">
                <span class="muted">{words::title()} {common::colon()}</span>
                {says}
                {change}
            </p>
        }
        .into_node(),
    )
}

pub(super) fn delivery(case: &Case, this: FollowedCase, service: &str) -> Node {
    let Some(known) = case.service(service).and_then(|one| one.delivery.clone()) else {
        return ().into_node();
    };
    // What is shown of the address is masked: it is typed again where it changes.
    let first = Delivery {
        way: known.way,
        address: String::new(),
    };
    let chosen = RwSignal::new(first.clone());
    let tried = RwSignal::new(false);
    let sending = Sending::new();
    let is_wrong = move |it: &Delivery| it.way == DeliveryWay::Post && !is_address(&it.address);
    let back = back_to(&case.number);
    let of = service.to_owned();
    let press = once(sending.busy, move || {
        let (back, service) = (back.clone(), of.clone());
        async move {
            sending.begin();
            tried.set(true);
            let delivery = chosen.get_untracked();
            if is_wrong(&delivery) {
                request_animation_frame(|| focus("delivery-address"));
                return;
            }
            let done = words::changed(way_words(delivery.way));
            let action = ResidentAction::ChooseDelivery { service, delivery };
            sending.send(this, action, back, done).await;
        }
    });
    let name = case.service_name(service).to_owned();
    let goes = (!known.address.is_empty()).then(|| words::post_to(&known.address));
    let ways = delivery_ways(
        DeliveryWays {
            id: ID.to_owned(),
            of: name.clone(),
            ways: known.ways,
            chosen: first,
            wrong: Signal::derive(move || tried.get() && chosen.with(is_wrong)),
        },
        move |delivery| chosen.set(delivery),
    );
    let texts = FormWords {
        failed: words::failed(),
        send: words::save(),
        leave: words::leave(),
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{name}</p>
                {goes.map(|goes| view! { <p class="page__lede">{goes}</p> })}
            </div>
            {sending.form(&case.number, texts, ways, press)}
        </div>
    }
    .into_node()
}
