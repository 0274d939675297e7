//! Signing in: with the city's identity service, or, in the built-in demonstration, as one of its synthetic people.
//! Afterwards one is back where one was.

mod provider;

use contract::person::DemoIdentity;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use markup::view;

use crate::api::ApiError;
use crate::components::{Frame, clear_phone, failed, frame, go, icon, notice, waiting, where_kept};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, sign_in as words};
use crate::state::{Loaded, app_state};

pub(crate) fn sign_in() -> Node {
    let app = app_state();
    let query = use_query_map();
    let to = query.with_untracked(|query| query.get("to"));
    let to = StoredValue::new(within_this_site(to.as_deref()));
    let failed_as = query.with_untracked(|query| query.get("failed"));
    let failed_as = StoredValue::new(failed_as.as_deref().and_then(provider::Failed::read));
    let busy = RwSignal::new(false);
    let cause = RwSignal::new(None::<String>);
    let go = go();
    let choose = move |id: String| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        cause.set(None);
        let go = go.clone();
        spawn_local(async move {
            let signed_in = app.sign_in(&id).await;
            busy.try_set(false);
            match signed_in {
                Ok(()) => go(&to.try_get_value().unwrap_or_default()),
                Err(error) => {
                    cause.try_set(Some(format::cause(&error)));
                }
            }
        });
    };
    let people = move || match app.session.get() {
        Loaded::Loading => waiting(),
        Loaded::Failed(error) => failed(&error, move || app.load_session()),
        Loaded::Ready(_) if app.is_cut_off.get() => {
            failed(&ApiError::Offline, move || app.load_session())
        }
        Loaded::Ready(session)
            if session.demo_identities.is_empty() && session.identity_service.is_none() =>
        {
            let text = where_kept(words::none_text(), words::none_text_in_page());
            notice("warn", words::none_title(), text)
        }
        Loaded::Ready(session) => {
            let offered = session
                .identity_service
                .map(|name| provider::offered(&name, failed_as.get_value(), &to.get_value()));
            let people = match session.demo_identities.is_empty() {
                true => None,
                false => Some(demo(session.demo_identities, &choose)),
            };
            view! {
                {offered}
                {people}
            }
            .into_node()
        }
    };
    let page = view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            <div role="alert">
                {move || cause.get().map(|cause| notice("bad", words::failed(), &cause))}
            </div>
            {people}
            <div class="actions">
                <a class="button button--quiet" href=back(&to.get_value())>{words::not_now()}</a>
            </div>
            {clear_phone()}
        </div>
    };
    let back = back(&to.get_value());
    frame(
        Frame {
            title: words::title().to_owned(),
            bar: common::sign_in().to_owned(),
            back,
            stage: None,
        },
        page,
    )
}

fn demo(identities: Vec<DemoIdentity>, choose: &(impl Fn(String) + Clone + 'static)) -> Node {
    let people = identities.into_iter();
    let people = people.map(|identity| person(identity, choose.clone()));
    let people: Vec<Node> = people.collect();
    view! {
        {notice("warn", words::demo_title(), words::demo_text())}
        <h2 class="section section__head">{words::choose()}</h2>
        <ul class="people">{people}</ul>
    }
    .into_node()
}

fn person(identity: DemoIdentity, choose: impl Fn(String) + 'static) -> Node {
    let DemoIdentity {
        id,
        name,
        situation,
    } = identity;
    let mark: String = name.chars().take(1).collect();
    view! {
        <li>
            <button class="person" type="button" on:click=move |_| choose(id.clone())>
                <span class="person__mark" aria-hidden="true">{mark}</span>
                <span class="person__body">
                    <span class="person__name">{name}</span>
                    <span class="person__text">{situation}</span>
                </span>
                {icon("next", "person__next")}
            </button>
        </li>
    }
    .into_node()
}

/// Only an address of this site: `//elsewhere` and `https:…` are not.
fn within_this_site(to: Option<&str>) -> String {
    match to {
        Some(to) if to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') => {
            to.to_owned()
        }
        _ => "/".to_owned(),
    }
}

/// Where 「先不登录」 leads: to the question or the list of the scenario one came from, or home.
fn back(to: &str) -> String {
    let mut parts = to.split('/').skip(1);
    match (parts.next(), parts.next(), parts.next()) {
        (Some("s"), Some(_), Some("guide")) => to.to_owned(),
        (Some("s"), Some(scenario), _) if !scenario.is_empty() => {
            ["/s/", scenario, "/plan"].concat()
        }
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_one_is_sent_to_another_site() {
        for hostile in [
            "https://elsewhere.example/",
            "//elsewhere.example",
            "/\\elsewhere.example",
        ] {
            assert_eq!(within_this_site(Some(hostile)), "/");
        }
        assert_eq!(
            within_this_site(Some("/s/unemployment/form")),
            "/s/unemployment/form"
        );
    }

    #[test]
    fn who_does_not_sign_in_is_back_at_the_list() {
        assert_eq!(back("/s/unemployment/form"), "/s/unemployment/plan");
        assert_eq!(back("/s/retirement/guide/sex"), "/s/retirement/guide/sex");
        assert_eq!(back("/cases"), "/");
    }
}
