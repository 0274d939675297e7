//! 办理地: the places where cases are accepted, by province. The choice is kept on this phone.

use catalog::search::RegionSummary;
use leptos::prelude::*;
use markup::view;

use crate::components::{Frame, failed, frame, go, icon, waiting};
use crate::dom::{IntoNode, Node};
use crate::messages::place as words;
use crate::state::{Loaded, app_state};

pub(crate) fn place() -> Node {
    let app = app_state();
    let places = app.documents.places.open(app);
    let around = || Frame {
        title: words::title().to_owned(),
        bar: words::title().to_owned(),
        back: "/".to_owned(),
        stage: None,
    };
    let view = move || {
        places.with(|loaded| match loaded {
            Loaded::Failed(error) => {
                let again = move || app.documents.places.load(app);
                frame(around(), failed(error, again))
            }
            Loaded::Ready(read) => {
                let places = read.places().cloned().unwrap_or_default();
                frame(around(), choose(places))
            }
            Loaded::Loading => frame(around(), waiting()),
        })
    };
    view.into_node()
}

fn choose(places: Vec<RegionSummary>) -> Node {
    let sought = RwSignal::new(String::new());
    let choose = go();
    let groups = move || {
        let typed = sought.get();
        let found: Vec<&RegionSummary> = places
            .iter()
            .filter(|place| place.matches(&typed))
            .collect();
        if found.is_empty() {
            return view! { <p class="search__none" role="status">{words::nothing(typed.trim())}</p> }
                .into_node();
        }
        let mut groups = Vec::new();
        for of_province in found.chunk_by(|one, other| one.province == other.province) {
            let province = of_province.first().map(|place| place.province.text.clone());
            let province = province.filter(|name| !name.is_empty());
            let rows = of_province.iter().map(|place| row(place, choose.clone()));
            groups.push(view! {
                <section class="stage-of-life">
                    <h2 class="stage-of-life__title">
                        {province.unwrap_or_else(|| words::everywhere().to_owned())}
                    </h2>
                    <ul class="events">{rows.collect::<Vec<_>>()}</ul>
                </section>
            });
        }
        groups.into_node()
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            <form class="search" role="search" on:submit=|event| event.prevent_default()>
                {icon("search", "search__icon")}
                <label class="visually-hidden" for="search">{words::search()}</label>
                <input
                    class="input"
                    id="search"
                    type="search"
                    autocomplete="off"
                    placeholder=words::search()
                    on:input=move |event| sought.set(event_target_value(&event))
                />
            </form>
            <div class="search__hits">{groups}</div>
            <p class="page__note">{words::missing()}</p>
        </div>
    }
    .into_node()
}

fn row(place: &RegionSummary, go: impl Fn(&str) + 'static) -> Node {
    let app = app_state();
    let here = app.region() == place.code;
    let code = place.code.clone();
    let choose = move |_| {
        app.move_to(&code);
        go("/");
    };
    let live = if place.live == 0 {
        words::none_live().to_owned()
    } else {
        words::live(&place.live.to_string())
    };
    let (class, current) = if here {
        ("event event--open place", Some("true"))
    } else {
        ("event place", None)
    };
    let tag = here.then(|| view! { <span class="tag tag--brand">{words::current()}</span> });
    view! {
        <li>
            <button class=class type="button" aria-current=current on:click=choose>
                <span class="event__icon">{icon("pin", "")}</span>
                <span class="event__body">
                    <span class="event__head">
                        <span class="event__name">{place.name.text.clone()}</span>
                        {tag}
                    </span>
                    <span class="event__text">{live}</span>
                </span>
                {icon("next", "event__next")}
            </button>
        </li>
    }
    .into_node()
}
