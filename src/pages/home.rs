//! The ten 一件事 by stage of life, search, unfinished drafts, the way to one's cases.

use catalog::scenario::{LifeStage, ScenarioEntry, ScenarioIndex};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::search::search_box;
use crate::components::{
    Frame, drafts_failed, failed, frame, icon, notice, other_users_drafts, piece_failed, waiting,
};
use crate::dom::{IntoNode, Node, node};
use crate::draft::Storage;
use crate::format;
use crate::messages::{common, handbook as handbook_words, home as words};
use crate::parts::in_part;
use crate::route::{Page, Part};
use crate::state::{DraftSummary, Loaded, NotDiscarded, app_state};

pub(crate) fn home() -> Node {
    let app = app_state();
    app.refresh_drafts();
    let page = move || match app.shelf.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, move || app.load_shelf()),
        Loaded::Ready(shelf) => shelves(shelf),
    };
    frame(Frame::default(), page)
}

fn shelves(shelf: ScenarioIndex) -> Node {
    let sought = RwSignal::new(String::new());
    let region = format::localized(&shelf.region.name);
    let hotline = shelf.region.hotline.first().cloned();
    let groups = StoredValue::new(shelf);
    let found_by = RwSignal::new(Loaded::Loading);
    let found = move || {
        if sought.with(|sought| sought.trim().is_empty()) {
            view! {
                {groups.with_value(by_stage)}
                {groups
                    .with_value(|shelf| shelf.entries.iter().any(|entry| !entry.available))
                    .then(|| view! { <p class="page__note">{words::soon_note()}</p> })}
            }
            .into_node()
        } else {
            hits(sought, found_by)
        }
    };
    view! {
        <section class="hero">
            <div class="hero__inner">
                <h1 class="hero__title">{words::title()}</h1>
                <p class="hero__text">{words::lede()}</p>
                {search_box(sought)}
                <a class="hero__place" href="/place">
                    {icon("pin", "")}
                    {region.clone()}
                    <span class="hero__place-change">{words::place_change()}</span>
                </a>
            </div>
        </section>
        <div class="page page--wide">
            <div class="columns">
                <div class="columns__main">
                    {in_hand()} {unfinished()} {found}
                </div>
                <aside class="columns__aside columns__aside--sticky">
                    <div class="card">
                        <ul class="aside-list">
                            <li>
                                <a class="aside-list__link" href="/cases">
                                    {icon("list", "")}
                                    <span class="aside-list__text">
                                        {common::my_cases()}
                                        <span class="aside-list__hint">{words::cases_hint()}</span>
                                    </span>
                                </a>
                            </li>
                            {hotline
                                .map(|hotline| {
                                    let href = ["tel:", &hotline.phone].concat();
                                    let hours = hotline.hours.as_ref().map(format::localized);
                                    view! {
                                        <li>
                                            <a class="aside-list__link" href=href>
                                                {icon("phone", "")}
                                                <span class="aside-list__text">
                                                    {[&format::localized(&hotline.name), " ", &hotline.phone].concat()}
                                                    {hours
                                                        .map(|hours| {
                                                            view! { <span class="aside-list__hint">{hours}</span> }
                                                        })}
                                                </span>
                                            </a>
                                        </li>
                                    }
                                })}
                            <li>
                                <a class="aside-list__link" href="/handbook">
                                    {icon("file", "")}
                                    <span class="aside-list__text">
                                        {handbook_words::title()}
                                        <span class="aside-list__hint">{words::handbook_hint()}</span>
                                    </span>
                                </a>
                            </li>
                            <li>
                                <a class="aside-list__link" href="/place">
                                    {icon("pin", "")}
                                    <span class="aside-list__text">
                                        {words::place(&region)}
                                        <span class="aside-list__hint">{words::place_hint()}</span>
                                    </span>
                                </a>
                            </li>
                        </ul>
                    </div>
                </aside>
            </div>
        </div>
    }
    .into_node()
}

fn by_stage(shelf: &ScenarioIndex) -> Vec<Node> {
    let of_stage = |stage: &LifeStage| {
        let of_stage = shelf.entries.iter().filter(|entry| entry.stage == stage.id);
        view! {
            <section class="stage-of-life">
                <h2 class="stage-of-life__title">{format::localized(&stage.name)}</h2>
                <ul class="events">{of_stage.map(event).collect::<Vec<_>>()}</ul>
            </section>
        }
        .into_node()
    };
    shelf.stages.iter().map(of_stage).collect()
}

fn event(entry: &ScenarioEntry) -> Node {
    let (class, tag_class, tag) = if entry.available {
        ("event event--open", "tag tag--brand", words::open())
    } else {
        ("event event--soon", "tag", words::soon())
    };
    let href = ["/s/", &entry.id].concat();
    let sign = icon(&entry.icon, "");
    let (name, summary) = (
        format::localized(&entry.name),
        format::localized(&entry.summary),
    );
    view! {
        <li>
            <a class=class href=href>
                <span class="event__icon">{sign}</span>
                <span class="event__body">
                    <span class="event__head">
                        <span class="event__name">{name}</span>
                        <span class=tag_class>{tag}</span>
                    </span>
                    <span class="event__text">{summary}</span>
                </span>
                {icon("next", "event__next")}
            </a>
        </li>
    }
    .into_node()
}

/// What is open of whoever is here. The part that shows it is the one they have signed in with.
fn in_hand() -> Node {
    let app = app_state();
    let part = app.parts.slot(Part::Apply);
    node(move || {
        app.holder()?;
        match part.get() {
            Some(Loaded::Ready(pages)) => Some(pages(Page::InHand)),
            // What does not come is told where it is a page: 「我的办件」 has the same.
            Some(_) => None,
            None => {
                app.parts.want(Part::Apply);
                None
            }
        }
    })
}

/// What was begun on this phone: go on, or throw it away (asked twice).
fn unfinished() -> Node {
    let app = app_state();
    node(move || {
        let mut cards = vec![other_users_drafts("/")];
        match app.drafts.get() {
            Loaded::Ready(drafts) => {
                let begun = drafts.into_iter().filter(|draft| draft.is_begun);
                cards.extend(begun.map(resume));
            }
            Loaded::Loading => {}
            Loaded::Failed(error) => {
                cards.push(drafts_failed(&error, move || app.refresh_drafts()));
            }
        }
        cards
    })
}

fn resume(draft: DraftSummary) -> Node {
    let app = app_state();
    let name = app.shelf.with_untracked(|shelf| {
        let entries = shelf.ready().map(|shelf| &shelf.entries);
        let entry =
            entries.and_then(|entries| entries.iter().find(|entry| entry.id == draft.scenario));
        entry
            .map(|entry| format::localized(&entry.name))
            .unwrap_or_default()
    });
    let sure = RwSignal::new(false);
    let href = ["/s/", &draft.scenario, "/guide"].concat();
    let pictures = draft.pictures;
    let contents = match (app.draft_store().storage(), pictures) {
        (Storage::Denied | Storage::Silent, _) => common::kept_in_page().to_owned(),
        (Storage::Lasting, 0) => words::resume_text().to_owned(),
        (Storage::Lasting, pictures) => words::resume_text_pictures(&pictures.to_string()),
    };
    let key = StoredValue::new(draft.storage_key);
    let not_discarded = RwSignal::new(None);
    let discard = move || {
        not_discarded.set(None);
        spawn_local(async move {
            // Where it is done, the card goes.
            let discarded = app.discard(key.get_value()).await;
            not_discarded.try_set(discarded.err());
        });
    };
    view! {
        <section class="resume resume--home">
            <h2 class="resume__title">{words::resume(&name)}</h2>
            <p class="resume__text">{contents}</p>
            {move || {
                if sure.get() {
                    view! {
                        <p class="resume__text" role="alert">{words::discard_sure()}</p>
                        <div role="alert">
                            {not_discarded
                                .get()
                                .map(|why| match why {
                                    NotDiscarded::Unread(error) => {
                                        piece_failed(words::discard_failed(), &error, discard)
                                    }
                                    NotDiscarded::Kept(_) => {
                                        notice("warn", words::discard_failed(), words::discard_failed_text())
                                    }
                                })}
                        </div>
                        <button
                            class="button button--danger"
                            type="button"
                            on:click=move |_| discard()
                        >
                            {words::discard_yes()}
                        </button>
                        " "
                        <button
                            class="button button--quiet"
                            type="button"
                            on:click=move |_| sure.set(false)
                        >
                            {words::discard_no()}
                        </button>
                    }
                        .into_node()
                } else {
                    view! {
                        <a class="button" href=href.clone()>{words::go_on()}</a>
                        " "
                        <button
                            class="button button--quiet"
                            type="button"
                            on:click=move |_| sure.set(true)
                        >
                            {words::discard()}
                        </button>
                    }
                        .into_node()
                }
            }}
        </section>
    }
    .into_node()
}

/// What fits the words in the search box, as soon as the part that searches is here.
fn hits(sought: RwSignal<String>, found_by: RwSignal<Loaded<Hits>>) -> Node {
    let bring = move || {
        spawn_local(async move {
            found_by.try_set(searching().await.into());
        });
    };
    match found_by.get() {
        Loaded::Ready(hits) => hits(sought),
        Loaded::Failed(error) => failed(&error, bring),
        Loaded::Loading => {
            bring();
            waiting()
        }
    }
}

type Hits = fn(RwSignal<String>) -> Node;

in_part! {
    first,
    fn searching() -> Hits {
        super::search::hits
    }
}
