//! 我的信息: what is held about a person, to be taken along (个人信息保护法 article 45) and to be deleted (article 47).

use contract::personal_data::{DataKind, Erased, Held, HeldData, KeptBecause};
use leptos::prelude::*;
use markup::view;

use crate::api;
use crate::components::{CasePage, fetched, go, icon, notice, once, own_page};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, my_data as words};
use crate::state::app_state;

/// How far deleting is.
#[derive(Debug, Clone, PartialEq)]
enum Deleting {
    No,
    Asked,
    Failed(String),
    Done(Erased),
}

pub(super) fn my_data() -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    let page = || fetched(api::held_data, listed);
    own_page(about, "/my-data".to_owned(), "/cases".to_owned(), page)
}

fn listed(held: &HeldData) -> Node {
    let deleting = RwSignal::new(Deleting::No);
    let kinds = StoredValue::new(held.kinds.clone());
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {move || match deleting.get() {
                Deleting::Done(erased) => done(&erased),
                _ => kinds.with_value(|kinds| before(kinds, deleting)),
            }}
        </div>
    }
    .into_node()
}

fn before(kinds: &[Held], deleting: RwSignal<Deleting>) -> Node {
    let nothing = kinds
        .is_empty()
        .then(|| notice("info", words::nothing(), words::nothing_text()));
    view! {
        <section class="section section--first">
            <h2 class="section__head">{words::held()}</h2>
            {nothing}
            {lines(kinds)}
        </section>
        <section class="section">
            <h2 class="section__head">{words::take()}</h2>
            <p>{words::download_text()}</p>
            <div class="actions">
                <a class="button button--secondary" href=api::my_data_address() download="my-data.zip">
                    {words::download()}
                </a>
            </div>
        </section>
        <section class="section">
            <h2 class="section__head">{words::erase_head()}</h2>
            <p>{words::erase_text()}</p>
            {ways(deleting)}
        </section>
    }
    .into_node()
}

fn ways(deleting: RwSignal<Deleting>) -> Node {
    let busy = RwSignal::new(false);
    let press = StoredValue::new_local(once(busy, move || async move {
        deleting.try_set(match api::erase_my_data().await {
            Ok(erased) => Deleting::Done(erased),
            Err(error) => Deleting::Failed(common::cause(&format::cause(&error))),
        });
    }));
    let ask = move |_| deleting.set(Deleting::Asked);
    let leave = move |_| deleting.set(Deleting::No);
    let cause = match deleting.get_untracked() {
        Deleting::Failed(cause) => Some(cause),
        _ => None,
    };
    if deleting.get_untracked() == Deleting::No {
        return view! {
            <div class="actions">
                <button class="button button--quiet button--flush" type="button" on:click=ask>
                    {words::erase()}
                </button>
            </div>
        }
        .into_node();
    }
    view! {
        <div class="notices" role="alert">
            {cause.map(|cause| notice("bad", words::failed(), &cause))}
            {notice("warn", words::sure_title(), words::sure_text())}
        </div>
        <div class="actions">
            <button class="button button--danger" type="button" on:click=move |_| press.with_value(|press| press())>
                {words::sure()}
            </button>
            <button class="button button--quiet" type="button" on:click=leave>
                {words::not_sure()}
            </button>
        </div>
    }
    .into_node()
}

fn done(erased: &Erased) -> Node {
    let app = app_state();
    let go = go();
    let home = move |_| {
        app.session_ended();
        go("/");
    };
    let kept = (!erased.kept.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__head">{words::kept()}</h2>
                {lines(&erased.kept)}
            </section>
        }
    });
    let left = (erased.files_left > 0).then(|| {
        let left = words::left(&erased.files_left.to_string());
        notice("info", &left, words::left_text())
    });
    view! {
        <div class="notices" role="status">
            {notice("good", words::done(), words::done_text())}
            {left}
        </div>
        {kept}
        <div class="actions">
            <button class="button" type="button" on:click=home>{words::home()}</button>
        </div>
    }
    .into_node()
}

fn lines(kinds: &[Held]) -> Node {
    let line = |held: &Held| {
        view! {
            <li class="aside-list__link">
                <span class="aside-list__text">
                    {words::line(kind(held.kind), &held.count.to_string())}
                    <span class="aside-list__hint">{reason(held.kept_because)}</span>
                </span>
                {held.kept_because.map(|_| icon("lock", ""))}
            </li>
        }
        .into_node()
    };
    view! { <ul class="aside-list">{kinds.iter().map(line).collect::<Vec<_>>()}</ul> }.into_node()
}

fn kind(kind: DataKind) -> &'static str {
    match kind {
        DataKind::Identity => words::identity(),
        DataKind::Sessions => words::sessions(),
        DataKind::UnusedFiles => words::unused_files(),
        DataKind::Notices => words::notices(),
        DataKind::Answers => words::answers(),
        DataKind::OpenCases => words::open_cases(),
        DataKind::ClosedCases => words::closed_cases(),
        DataKind::Trail => words::trail(),
    }
}

fn reason(kept: Option<KeptBecause>) -> &'static str {
    match kept {
        None => words::can_go(),
        Some(KeptBecause::Undecided) => words::undecided(),
        Some(KeptBecause::Archived) => words::archived(),
        Some(KeptBecause::Logged) => words::logged(),
    }
}
