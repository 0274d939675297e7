//! What a 一件事 covers, for whom, how long it takes, and the 办事指南 of each of its services.

mod guide_card;
mod in_hand;
mod lost_words;

use catalog::scenario::{Duration, ScenarioEntry};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use markup::view;

use crate::components::{Frame, RouteGuard, failed, frame, guarded, icon, notice, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, guide as guide_words, scenario as words};
use crate::route::Address;
use crate::state::Workspace;
use crate::state::{Loaded, app_state};

pub(crate) fn scenario() -> Node {
    let app = app_state();
    let id = Address::read(&use_location().pathname.get_untracked()).scenario;
    // One that is not yet live has no room: what is known of it is on the shelf.
    let entry = Memo::new(move |_| {
        app.shelf.with(|shelf| match shelf {
            Loaded::Loading => Loaded::Loading,
            Loaded::Failed(error) => Loaded::Failed(error.clone()),
            Loaded::Ready(shelf) => {
                Loaded::Ready(shelf.entries.iter().find(|entry| entry.id == id).cloned())
            }
        })
    });
    let around = || Frame {
        bar: " ".to_owned(),
        back: "/".to_owned(),
        ..Frame::default()
    };
    let view = move || match entry.get() {
        Loaded::Loading => frame(around(), waiting()),
        Loaded::Failed(error) => frame(around(), failed(&error, move || app.load_shelf())),
        Loaded::Ready(None) => super::not_found(),
        Loaded::Ready(Some(entry)) if !entry.available => soon(&entry),
        Loaded::Ready(Some(_)) => guarded(RouteGuard::Always, open),
    };
    view.into_node()
}

/// 筹备中 here: said plainly, with where to go instead.
fn soon(entry: &ScenarioEntry) -> Node {
    let app = app_state();
    let name = format::localized(&entry.name);
    let region = app
        .shelf
        .with_untracked(|shelf| shelf.ready().map(|shelf| shelf.region.clone()));
    let region = region.unwrap_or_default();
    let channels = region
        .channels
        .iter()
        .map(|channel| view! { <li>{format::localized(channel)}</li> });
    let phones = region.hotline.iter().map(|contact| {
        let href = ["tel:", &contact.phone].concat();
        view! {
            <a class="button" href=href>{icon("phone", "")} {common::call(&contact.phone)}</a>
        }
    });
    let page = view! {
        <div class="page">
            <div class="page__head">
                <h1>{name.clone()}</h1>
                <p class="page__lede">{format::localized(&entry.summary)}</p>
            </div>
            {notice("warn", &words::soon_title(&format::localized(&region.name)), words::soon_text())}
            <section class="section">
                <h2 class="section__head">{words::soon_where()}</h2>
                <ul class="material__needs">{channels.collect::<Vec<_>>()}</ul>
            </section>
            <div class="actions">
                {phones.collect::<Vec<_>>()}
                <a class="button button--secondary" href="/place">{icon("pin", "")} {words::other_place()}</a>
                <a class="button button--quiet" href="/">{common::home()}</a>
            </div>
        </div>
    };
    frame(
        Frame {
            title: name.clone(),
            bar: guide_words::bar(&name),
            back: "/".to_owned(),
            stage: None,
        },
        page,
    )
}

fn open(workspace: Workspace) -> Node {
    let scenario = workspace.scenario();
    let name = format::localized(&scenario.name);
    let longest = scenario
        .services
        .iter()
        .filter_map(|service| scenario.duration(service));
    let longest = Duration::longest(longest).map(|longest| {
        let limit = format::limit(longest.limit);
        if longest.is_binding {
            words::at_most(&limit)
        } else {
            words::usually_at_most(&limit)
        }
    });
    let free = scenario
        .services
        .iter()
        .all(|service| service.guide.fee.amount.zh() == words::free());
    let app = app_state();
    let is_gone = workspace.told.elsewhere.with_untracked(Option::is_some);
    let begun = !is_gone
        && workspace
            .draft
            .with_untracked(crate::draft::Draft::is_begun);
    let begin = move |_| {
        if is_gone {
            app.begin_anew(workspace);
        }
    };
    let start = move || {
        if begun {
            words::go_on().to_owned()
        } else {
            in_hand::begin_words(workspace)
        }
    };
    let wanted = use_location().hash.get_untracked();
    let wanted = wanted.trim_start_matches('#');
    let guides = scenario
        .services
        .iter()
        .map(|service| guide_card::guide_card(&scenario, service, wanted))
        .collect::<Vec<_>>();
    let count = scenario.services.len().to_string();
    let questions = scenario.questions.len().to_string();
    let page = view! {
        <div class="page page--wide">
            <div class="page__head">
                <h1>{name.clone()}</h1>
                <p class="page__lede">{format::localized(&scenario.summary)}</p>
                <dl class="at-a-glance">
                    {glance(words::for_whom(), format::localized(&scenario.audience))}
                    {glance(words::services(), words::services_count(&count))}
                    {longest.map(|longest| glance(words::how_long(), longest))}
                    {glance(words::questions(), words::questions_count(&questions))}
                    {free.then(|| glance(words::fee(), words::free().to_owned()))}
                </dl>
                <div class="news" role="status">{in_hand::in_hand(workspace)}</div>
                <div class="actions">
                    <a class=move || in_hand::begin_class(workspace) href=workspace.address("guide") on:click=begin>
                        {start}
                        {icon("next", "icon--after")}
                    </a>
                    <p class="actions__note">{words::no_sign_in()}</p>
                </div>
            </div>
            <section class="section">
                <h2 class="section__head">{words::guides()}</h2>
                <div class="guides">{guides}</div>
            </section>
        </div>
    };
    frame(
        Frame {
            title: name.clone(),
            bar: guide_words::bar(&name),
            back: "/".to_owned(),
            stage: None,
        },
        page,
    )
}

fn glance(name: &'static str, value: String) -> Node {
    view! {
        <div class="at-a-glance__item">
            <dt class="at-a-glance__name">{name}</dt>
            <dd class="at-a-glance__value">{value}</dd>
        </div>
    }
    .into_node()
}
