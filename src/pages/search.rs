//! Search: what was typed against the index of the place, on the phone. The home page shows the same hits.

use catalog::handbook::Whereabouts;
use catalog::search::{IndexEntry, IndexKind, SearchIndex, find};
use leptos::prelude::*;
use markup::view;

use crate::components::{Frame, frame, icon, notice};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, home as home_words, search as words};
use crate::report::Reported;
use crate::state::{Loaded, app_state};

/// The address carries what is sought: `/search?q=失业金`.
pub(crate) fn search() -> Node {
    let sought = RwSignal::new(asked().unwrap_or_default());
    let page = view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
            </div>
            {search_box(sought)}
            <div class="search__hits">{move || hits(sought)}</div>
        </div>
    };
    frame(
        Frame {
            title: words::title().to_owned(),
            bar: words::title().to_owned(),
            back: "/".to_owned(),
            stage: None,
        },
        page,
    )
}

/// Read by hand: the router's reader of queries is a kilobyte of the download.
fn asked() -> Option<String> {
    let query = window().location().search().or_report("search.read")?;
    let words = js_sys::decode_uri_component(query.strip_prefix("?q=")?);
    // Typed into the address by hand, it may be malformed.
    Some(words.ok()?.into())
}

/// The box. Hits come while one types; the key 「搜索」 of a phone only puts its keyboard away.
pub(super) fn search_box(sought: RwSignal<String>) -> Node {
    let app = app_state();
    let typed = sought.get_untracked();
    view! {
        <form
            class="search"
            role="search"
            on:submit=|event| {
                event.prevent_default();
                put_the_keyboard_away();
            }
        >
            {icon("search", "search__icon")}
            <label class="visually-hidden" for="search">{home_words::search()}</label>
            <input
                class="input"
                id="search"
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                placeholder=home_words::search_example()
                prop:value=typed
                on:focus=move |_| {
                    app.documents.index.open(app);
                }
                on:input=move |event| sought.set(event_target_value(&event))
            />
        </form>
    }
    .into_node()
}

fn put_the_keyboard_away() {
    use wasm_bindgen::JsCast;

    let focused = document().active_element();
    if let Some(focused) = focused.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        focused.blur().or_report("focus");
    }
}

/// What fits; nothing where nothing was typed.
pub(super) fn hits(sought: RwSignal<String>) -> Node {
    let app = app_state();
    let typed = sought.get();
    if typed.trim().is_empty() {
        return ().into_node();
    }
    app.documents.index.open(app).with(|index| match index {
        Loaded::Failed(error) => {
            let cause = common::cause(&format::cause(error));
            let again = move |_| app.documents.index.load(app);
            view! {
                {notice("warn", words::failed(), &cause)}
                <div class="actions">
                    <button class="button" type="button" on:click=again>
                        {icon("refresh", "")}
                        {common::retry()}
                    </button>
                </div>
                {elsewhere()}
            }
            .into_node()
        }
        Loaded::Ready(read) => read.index().map(|index| ready(index, &typed)).into_node(),
        Loaded::Loading => {
            view! { <p class="waiting" role="status">{common::loading()}</p> }.into_node()
        }
    })
}

fn ready(index: &SearchIndex, typed: &str) -> Node {
    let found = find(index, typed);
    let count = found.len().to_string();
    let rows: Vec<Node> = found.into_iter().map(|entry| hit(index, entry)).collect();
    if rows.is_empty() {
        return view! {
            <p class="search__none" role="status">{words::nothing(typed.trim())}</p>
            <p class="page__note">{words::nothing_hint()}</p>
            {elsewhere()}
        }
        .into_node();
    }
    view! {
        <p class="search__count" role="status">{words::count(&count)}</p>
        <ul class="events">{rows}</ul>
        {elsewhere()}
    }
    .into_node()
}

fn hit(index: &SearchIndex, entry: &IndexEntry) -> Node {
    let kind = match entry.kind {
        IndexKind::Scenario if entry.live => words::scenario(),
        IndexKind::Scenario => home_words::soon(),
        IndexKind::Service => words::service(),
        IndexKind::Handbook => words::handbook(),
        IndexKind::Material => words::material(),
    };
    let class = match entry.kind {
        IndexKind::Scenario if entry.live => "tag tag--brand",
        _ => "tag",
    };
    let name = entry.name().to_owned();
    let note = (!entry.note.is_empty()).then(|| entry.note.clone());
    let note = note.map(|note| view! { <span class="event__text">{note}</span> });
    let head = view! {
        <span class="event__head">
            <span class="event__name">{name}</span>
            <span class=class>{kind}</span>
        </span>
        {note}
    };
    // A service or material of several scenarios: which of them is meant?
    if let [_, _, ..] = entry.found_in.as_slice() {
        let places = entry.found_in.iter().map(|place| {
            let href = address_in_scenario(place);
            view! { <a class="hit__place" href=href>{scenario_name(index, &place.scenario)}</a> }
        });
        return view! {
            <li class="hit">
                {head} <span class="hit__places">{places.collect::<Vec<_>>()}</span>
            </li>
        }
        .into_node();
    }
    let within = entry
        .found_in
        .first()
        .filter(|_| matches!(entry.kind, IndexKind::Service | IndexKind::Material));
    let within = within.map(|place| {
        let words = words::within(&scenario_name(index, &place.scenario));
        view! { <span class="event__text">{words}</span> }
    });
    view! {
        <li>
            <a class="event" href=address(entry)>
                <span class="event__body">{head} {within}</span>
                {icon("next", "event__next")}
            </a>
        </li>
    }
    .into_node()
}

fn address(entry: &IndexEntry) -> String {
    match entry.found_in.first() {
        Some(place) => address_in_scenario(place),
        None => ["/handbook/", &entry.id].concat(),
    }
}

/// A scenario's page, at the card of the service where one is named.
pub(super) fn address_in_scenario(place: &Whereabouts) -> String {
    match &place.service {
        Some(service) => ["/s/", &place.scenario, "#", service].concat(),
        None => ["/s/", &place.scenario].concat(),
    }
}

fn scenario_name(index: &SearchIndex, id: &str) -> String {
    let named = index.entries.iter().find(|entry| {
        let place = entry.found_in.first();
        entry.kind == IndexKind::Scenario && place.is_some_and(|place| place.scenario == id)
    });
    named
        .map(|entry| entry.name().to_owned())
        .unwrap_or_default()
}

/// Where else one may look or ask.
fn elsewhere() -> Node {
    view! {
        <div class="actions">
            <a class="button button--secondary" href="/handbook">
                {icon("file", "")}
                {words::browse()}
            </a>
            <a class="button button--quiet" href="tel:12333">
                {icon("phone", "")}
                {common::hotline()}
            </a>
        </div>
    }
    .into_node()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_at_its_card_on_the_page_of_its_scenario() {
        let mut place = Whereabouts {
            scenario: "unemployment".to_owned(),
            service: Some("unemployment_benefit".to_owned()),
        };
        assert_eq!(
            address_in_scenario(&place),
            "/s/unemployment#unemployment_benefit"
        );
        place.service = None;
        assert_eq!(address_in_scenario(&place), "/s/unemployment");
    }
}
