//! Takes everything that anyone has begun off a phone that is not one's own. Asked twice, naming what is lost.
//! Of what lies aside for others no more is named than how much it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::Draft;
use crate::session::{Loaded, app};
use crate::show;
use crate::text::{common, draft as words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Offered,
    Sure,
    Cleared,
    Failed,
}

pub(crate) fn clear_phone() -> Node {
    let app = app();
    let at = RwSignal::new(At::Offered);
    let clear = move |_| {
        spawn_local(async move {
            let cleared = app.clear_phone().await;
            at.try_set(if cleared.is_ok() {
                At::Cleared
            } else {
                At::Failed
            });
        });
    };
    let view = move || match at.get() {
        At::Cleared => {
            view! { <p role="status">{icon("check", "")} " " {words::cleared()}</p> }.into_node()
        }
        At::Failed => {
            view! { <p class="field__error" role="alert">{words::clear_failed()}</p> }.into_node()
        }
        now => {
            let lost = lost();
            if lost.is_empty() {
                return ().into_node();
            }
            if now == At::Offered {
                view! {
                    <p class="page__note">{words::clear_hint()}</p>
                    <button
                        class="button button--quiet"
                        type="button"
                        on:click=move |_| at.set(At::Sure)
                    >
                        {words::clear()}
                    </button>
                }
                .into_node()
            } else {
                let what = words::clear_what(&lost.join(common::list_separator()));
                view! {
                    <div class="notice notice--warn" role="alert">
                        {icon("warning", "")}
                        <div class="notice__body">
                            <p class="notice__title">{words::clear_sure()}</p>
                            <p>{what}</p>
                            <button class="button button--danger" type="button" on:click=clear>
                                {words::clear_yes()}
                            </button>
                            " "
                            <button
                                class="button button--quiet"
                                type="button"
                                on:click=move |_| at.set(At::Offered)
                            >
                                {words::clear_no()}
                            </button>
                        </div>
                    </div>
                }
                .into_node()
            }
        }
    };
    view! { <div class="section no-print">{view}</div> }.into_node()
}

/// What would be lost, by name as far as it is of who is here. Follows the drafts.
fn lost() -> Vec<String> {
    let app = app();
    let aside = app.aside.get().unwrap_or_default();
    app.drafts.with(|drafts| {
        let mut lost: Vec<String> = drafts.iter().map(name).collect();
        if aside.drafts > 0 {
            lost.push(words::clear_aside(&aside.drafts.to_string()));
        }
        let shown: usize = drafts.iter().map(|draft| draft.pictures.len()).sum();
        let pictures = shown + aside.pictures;
        if pictures > 0 {
            lost.push(words::clear_pictures(&pictures.to_string()));
        }
        lost
    })
}

fn name(draft: &Draft) -> String {
    if !draft.answers_to.is_empty() {
        return words::clear_answer().to_owned();
    }
    let name = app().shelf.with(|shelf| {
        let Loaded::Ready(shelf) = shelf else {
            return None;
        };
        let entry = shelf.entries.iter().find(|it| it.id == draft.scenario)?;
        Some(show::say(&entry.name))
    });
    words::clear_draft(&name.unwrap_or_default())
}
