//! 办事指南: the basic public services to read about, each with its elements, and the way to what can be done online.

use catalog::LocalizedText;
use catalog::handbook::{Handbook, HandbookEntry};
use catalog::scenario::{Contact, RegionContacts};
use leptos::prelude::*;
use markup::view;

use crate::components::{
    Frame, contact, element, failed, fee, frame, icon, notice, source, waiting,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{handbook as words, home as home_words, scenario as element_words};
use crate::state::{Loaded, app_state};

pub(crate) fn handbook() -> Node {
    in_handbook(|handbook| {
        let page = list(handbook);
        frame(around(words::title().to_owned(), "/"), page)
    })
}

pub(crate) fn handbook_entry(id: String) -> Node {
    in_handbook(move |handbook| match handbook.entry(&id) {
        Some(found) => {
            let page = entry(handbook, found);
            frame(around(format::localized(&found.name), "/handbook"), page)
        }
        None => super::not_found(),
    })
}

fn around(title: String, back: &str) -> Frame {
    Frame {
        title,
        bar: words::title().to_owned(),
        back: back.to_owned(),
        stage: None,
    }
}

fn in_handbook(page: impl Fn(&Handbook) -> Node + 'static) -> Node {
    let app = app_state();
    let loaded = app.documents.handbook.open(app);
    let view = move || {
        loaded.with(|loaded| match loaded {
            Loaded::Failed(error) => {
                let again = move || app.documents.handbook.load(app);
                frame(around(String::new(), "/"), failed(error, again))
            }
            Loaded::Ready(read) => read.handbook().map(&page).into_node(),
            Loaded::Loading => frame(around(String::new(), "/"), waiting()),
        })
    };
    view.into_node()
}

fn list(handbook: &Handbook) -> Node {
    let parts = handbook.parts.iter().map(|part| {
        let entries = handbook
            .entries
            .iter()
            .filter(|entry| entry.part == part.id);
        view! {
            <section class="stage-of-life">
                <h2 class="stage-of-life__title">{format::localized(&part.name)}</h2>
                <ul class="events">{entries.map(row).collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    view! {
        <div class="page page--wide">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{format::localized(&handbook.about)}</p>
            </div>
            {parts.collect::<Vec<_>>()}
        </div>
    }
    .into_node()
}

fn row(entry: &HandbookEntry) -> Node {
    let href = ["/handbook/", &entry.id].concat();
    view! {
        <li>
            <a class="event" href=href>
                <span class="event__body">
                    <span class="event__name">{format::localized(&entry.name)}</span>
                    <span class="event__text">{format::localized(&entry.summary)}</span>
                </span>
                {icon("next", "event__next")}
            </a>
        </li>
    }
    .into_node()
}

fn entry(handbook: &Handbook, entry: &HandbookEntry) -> Node {
    let guide = &entry.guide;
    let named = guide.basis.iter().filter_map(|id| handbook.source(id));
    let sources = named.clone().map(source).collect::<Vec<_>>();
    let basis = format::listed(named.map(|source| &source.title));
    let steps = lines(&guide.steps);
    let app = app_state();
    let consult = guide.consult.clone();
    let complain = guide.complain.clone();
    // The region's lines come with the shelf, which may arrive later.
    let of_region = move |pick: fn(&RegionContacts) -> &[Contact], own: Option<LocalizedText>| {
        move || {
            app.shelf.with(|shelf| {
                let region = shelf.ready().map(|shelf| pick(&shelf.region));
                contact(own.as_ref(), region.unwrap_or_default())
            })
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{format::localized(&entry.name)}</h1>
                <p class="page__lede">{format::localized(&entry.summary)}</p>
            </div>
            {online(entry)}
            <section class="section">
                <h2 class="section__head">{words::offers()}</h2>
                <ul class="material__needs">{lines(&entry.offers)}</ul>
            </section>
            <section class="section">
                <h2 class="section__head">{words::elements()}</h2>
                <dl class="guide__elements">
                    {element(element_words::audience(), format::localized(&guide.audience))}
                    {element(element_words::basis(), basis)}
                    {element(element_words::accepted_by(), format::localized(&guide.accepted_by))}
                    {element(element_words::place(), format::localized(&guide.place))}
                    {element(element_words::steps(), view! { <ol>{steps}</ol> })}
                    {element(element_words::materials(), view! { <ul>{lines(&entry.materials)}</ul> })}
                    {element(element_words::sample(), format::localized(&guide.sample))}
                    {element(element_words::fee_element(), fee(&guide.fee))}
                    {element(element_words::limit(), format::localized(&entry.limit))}
                    {element(element_words::consult(), of_region(|region| &region.hotline, consult))}
                    {element(element_words::complain(), of_region(|region| &region.complaints, complain))}
                </dl>
            </section>
            <div class="handbook__sources">{sources}</div>
            {notice("info", words::by_place(), words::by_place_text())}
        </div>
    }
    .into_node()
}

fn lines(texts: &[LocalizedText]) -> Vec<Node> {
    texts
        .iter()
        .map(|text| view! { <li>{format::localized(text)}</li> }.into_node())
        .collect()
}

/// The scenarios that contain it, as far as the shelf knows them: each once, at its first service.
fn online(entry: &HandbookEntry) -> Node {
    let app = app_state();
    let places = entry.found_in.clone();
    let view = move || {
        app.shelf.with(|shelf| {
            let Some(shelf) = shelf.ready() else {
                return ().into_node();
            };
            let links: Vec<Node> = shelf
                .entries
                .iter()
                .filter_map(|entry| {
                    let place = places.iter().find(|place| place.scenario == entry.id)?;
                    let name = format::localized(&entry.name);
                    let tag = (!entry.available)
                        .then(|| view! { <span class="tag">{home_words::soon()}</span> });
                    Some(view! {
                        <li>
                            <a class="event" href=super::search::address_in_scenario(place)>
                                <span class="event__body">
                                    <span class="event__head">
                                        <span class="event__name">{words::scenario(&name)}</span>
                                        {tag}
                                    </span>
                                    <span class="event__text">{format::localized(&entry.summary)}</span>
                                </span>
                                {icon("next", "event__next")}
                            </a>
                        </li>
                    }
                    .into_node())
                })
                .collect();
            if links.is_empty() {
                return ().into_node();
            }
            view! {
                <section class="section">
                    <h2 class="section__head">{words::online()}</h2>
                    <ul class="events">{links}</ul>
                </section>
            }
            .into_node()
        })
    };
    view.into_node()
}
