//! A document to keep: fetched when it is asked for, and offered as a file. Where the server cannot print, that is told
//! here, and the page stands.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::{icon, once};
use crate::api::{self, ApiError};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, paper as words};
use crate::platform::file::save;
use crate::platform::host::host;
use crate::report::Reported;
use contract::problem::Code;

const PDF: &str = "application/pdf";

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Fetching,
    Saved,
    Failed(String),
}

/// A button that downloads the document at `path`, as a file of this name.
pub(crate) fn paper(label: &'static str, class: &'static str, path: String, name: String) -> Node {
    let path = StoredValue::new(path);
    paper_from(label, class, name, move || {
        let path = path.get_value();
        async move { api::document(&path).await }
    })
}

/// The same of a document that is made from what `fetch` sends.
fn paper_from<F>(
    label: &'static str,
    class: &'static str,
    name: String,
    fetch: impl Fn() -> F + 'static,
) -> Node
where
    F: Future<Output = Result<Vec<u8>, ApiError>> + 'static,
{
    let state = RwSignal::new(State::Idle);
    let name = StoredValue::new(name);
    let press = move |_| {
        if state.get_untracked() == State::Fetching {
            return;
        }
        state.set(State::Fetching);
        let fetching = fetch();
        spawn_local(async move {
            let came = fetching.await;
            let Some(name) = name.try_get_value() else {
                return;
            };
            state.try_set(match came {
                Ok(bytes) if save(&bytes, PDF, &name) => State::Saved,
                Ok(_) => State::Failed(words::not_saved().to_owned()),
                Err(error) => State::Failed(why(&error)),
            });
        });
    };
    let class = move || match state.get() {
        State::Fetching => [class, " button--busy"].concat(),
        _ => class.to_owned(),
    };
    let said = move || match state.get() {
        State::Idle => None,
        State::Fetching => Some(said("", words::fetching().to_owned())),
        State::Saved => Some(said("", words::saved().to_owned())),
        State::Failed(words) => Some(said("paper__failed", words)),
    };
    view! {
        <div class="paper no-print">
            <button class=class type="button" on:click=press>{icon("download", "")} {label}</button>
            <div role="status">{said}</div>
        </div>
    }
    .into_node()
}

/// A document that is made from what `fetch` sends, which is told the form: as a file, or as a picture where nothing
/// downloads.
pub(crate) fn document_from<F>(
    (file_label, picture_label): (&'static str, &'static str),
    name: String,
    fetch: impl Fn(&'static str) -> F + 'static,
) -> Node
where
    F: Future<Output = Result<Vec<u8>, ApiError>> + 'static,
{
    if host().can_download() {
        let class = "button button--secondary";
        return paper_from(file_label, class, name, move || fetch("pdf"));
    }
    let shown = RwSignal::new(None::<Result<String, String>>);
    let busy = RwSignal::new(false);
    let press = once(busy, move || {
        let fetching = fetch("png");
        async move {
            let picture = fetching.await.map_err(|error| why(&error));
            shown.try_set(Some(picture.and_then(|bytes| {
                data_address(&bytes).ok_or_else(|| words::no_picture().to_owned())
            })));
        }
    });
    let class = move || {
        if busy.get() {
            "button button--secondary button--busy"
        } else {
            "button button--secondary"
        }
    };
    let picture = move || {
        shown.get().map(|shown| match shown {
            Ok(address) => view! {
                <p class="paper__said">{words::long_press()}</p>
                <img class="paper__picture" src=address alt=picture_label />
            }
            .into_node(),
            Err(words) => said("paper__failed", words),
        })
    };
    view! {
        <div class="paper no-print">
            <button class=class type="button" on:click=move |_| press()>
                {icon("image", "")}
                {picture_label}
            </button>
            <div role="status">{picture}</div>
        </div>
    }
    .into_node()
}

/// The picture within its address: a web-view that keeps it by a long press has nothing to fetch, which it could not,
/// for the picture was made from what this page sent.
fn data_address(png: &[u8]) -> Option<String> {
    let binary: String = png.iter().copied().map(char::from).collect();
    let encoded = window().btoa(&binary).or_report("paper.picture")?;
    Some(["data:image/png;base64,", &encoded].concat())
}

fn said(class: &'static str, words: String) -> Node {
    let class = ["paper__said ", class].concat();
    view! { <p class=class>{words}</p> }.into_node()
}

/// A server without fonts says so; everything else is told as it is everywhere.
fn why(error: &ApiError) -> String {
    if error.code() == Some(Code::Unavailable) {
        return words::unavailable().to_owned();
    }
    [words::failed(), &common::cause(&format::cause(error))].concat()
}

/// A document of a case at `path`, without its ending: as a file, or as a picture where nothing downloads.
pub(crate) fn document(label: &'static str, path: &str, name: &str) -> Node {
    if host().can_download() {
        let class = "button button--secondary";
        return paper(label, class, [path, ".pdf"].concat(), name.to_owned());
    }
    pictures(vec![(label, [path, ".png"].concat())])
}

/// A promise of a case, as it was agreed to and signed.
pub(crate) fn promise(number: &str, commitment: &str) -> Node {
    let path = ["/cases/", number, "/promises/", commitment].concat();
    document(words::promise(), &path, words::promise_file())
}

/// What was granted in a case.
pub(crate) fn result(number: &str, service: &str) -> Node {
    let path = ["/cases/", number, "/results/", service].concat();
    document(words::result(), &path, words::result_file())
}

/// Documents as pictures, in web-views that download nothing: a long press keeps them.
pub(crate) fn pictures(all: Vec<(&'static str, String)>) -> Node {
    let shown = RwSignal::new(None::<usize>);
    let failed = RwSignal::new(false);
    let buttons: Vec<Node> = all
        .iter()
        .enumerate()
        .map(|(at, (label, _))| {
            let show = move |_| {
                failed.set(false);
                shown.set(Some(at));
            };
            let label = *label;
            let pressed = move || (shown.get() == Some(at)).to_string();
            view! {
                <button class="button button--secondary" type="button" aria-pressed=pressed on:click=show>
                    {icon("image", "")} {label}
                </button>
            }
            .into_node()
        })
        .collect();
    let picture = move || {
        let (label, path) = all.get(shown.get()?)?;
        if failed.get() {
            return Some(said("paper__failed", words::no_picture().to_owned()));
        }
        let address = api::document_address(path);
        let hint = words::long_press();
        Some(
            view! {
                <p class="paper__said">{hint}</p>
                <img class="paper__picture" src=address alt=*label on:error=move |_| failed.set(true) />
            }
            .into_node(),
        )
    };
    view! {
        <div class="paper no-print">
            <div class="actions">{buttons}</div>
            <div role="status">{picture}</div>
        </div>
    }
    .into_node()
}
