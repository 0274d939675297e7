//! 共同确认 on the case: who has confirmed, who is still missing, and the link to send to whom it is for.

use contract::case::{Case, CaseConfirmer, ConfirmerState};
use leptos::prelude::*;
use markup::view;

use crate::components::{can_share, confirmer_called, copy_text, icon, share_link};
use crate::dom::{IntoNode, Node};
use crate::messages::case as words;

pub(super) fn confirmers(case: &Case) -> Option<Node> {
    if case.confirmers.is_empty() {
        return None;
    }
    let lines = case.confirmers.iter().map(|one| line(case, one));
    Some(
        view! {
            <section class="section">
                <h2 class="section__head">{words::confirmers()}</h2>
                <div class="card">
                    <ul class="lines">{lines.collect::<Vec<_>>()}</ul>
                </div>
            </section>
        }
        .into_node(),
    )
}

fn line(case: &Case, one: &CaseConfirmer) -> Node {
    let (class, state) = match one.state {
        ConfirmerState::Missing => ("tag tag--warn", words::confirmer_missing()),
        ConfirmerState::Invited => ("tag tag--brand", words::confirmer_invited()),
        ConfirmerState::Confirmed => ("tag tag--good", words::confirmer_confirmed()),
        ConfirmerState::Declined => ("tag tag--bad", words::confirmer_declined()),
        ConfirmerState::Expired => ("tag tag--warn", words::confirmer_expired()),
    };
    let who = confirmer_called(one.role, &one.name);
    let link = one.link.as_ref().map(|path| link(path, &who, &case.title));
    view! {
        <li>
            <span class="lines__name">{who}</span>
            <span class=class>{state}</span>
            {link}
        </li>
    }
    .into_node()
}

/// The link itself, to press long, with the buttons that copy or share it.
fn link(path: &str, who: &str, title: &str) -> Node {
    let origin = window().location().origin().unwrap_or_default();
    let address = [&origin, path].concat();
    let said = RwSignal::new("");
    let (copied, shared) = (address.clone(), address.clone());
    let copy = move |_| {
        copy_text(copied.clone(), move |done| {
            said.try_set(if done {
                words::link_copied()
            } else {
                words::link_not_copied()
            });
        });
    };
    let title = title.to_owned();
    let share = can_share().then(|| {
        let share = move |_| share_link(&shared, &title);
        view! {
            <button class="button" type="button" on:click=share>
                {icon("share", "")}
                {words::link_share()}
            </button>
        }
    });
    view! {
        <div class="lines__text">
            <p>{words::confirmer_link(who)}</p>
            <p class="link-to-send">{address}</p>
            <div class="row-of-buttons no-print">
                {share}
                <button class="button button--secondary" type="button" on:click=copy>
                    {icon("copy", "")}
                    {words::link_copy()}
                </button>
            </div>
            <p role="status">{move || said.get()}</p>
        </div>
    }
    .into_node()
}
