//! What was handed in: answers, fields by whose they are, pictures, and what was agreed to; numbers masked.

use catalog::scenario::Supply;
use contract::case::Case;
use contract::handed_in::{HandedGroup, HandedIn, HandedLine, HandedMaterial, HandedPage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use crate::api;
use crate::components::{failed, icon, promise, waiting};
use crate::dom::{IntoNode, Node};
use crate::messages::handed_in as words;
use crate::state::Loaded;

pub(super) fn handed_in(case: &Case) -> Node {
    let handed_in = RwSignal::new(Loaded::Loading);
    let number = StoredValue::new(case.number.clone());
    let fetch = move || {
        spawn_local(async move {
            let Some(number) = number.try_get_value() else {
                return;
            };
            handed_in.try_set(api::handed_in(&number).await.into());
        });
    };
    fetch();
    let body = move || {
        handed_in.with(|handed_in| match handed_in {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(handed_in) => number.with_value(|number| parts(number, handed_in)),
        })
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {body}
        </div>
    }
    .into_node()
}

fn parts(number: &str, handed_in: &HandedIn) -> Node {
    let count = |n: usize| n.to_string();
    let answers = &handed_in.answers;
    let groups = handed_in
        .fields
        .iter()
        .filter(|group| !group.lines.is_empty());
    let groups = groups.map(|group: &HandedGroup| {
        let title = words::fields(&count(group.lines.len()), &group.title);
        folded(title, lines(&group.lines), false)
    });
    let groups = groups.collect::<Vec<_>>();
    let materials = handed_in.materials.iter().map(|it| material(number, it));
    let materials = materials.collect::<Vec<_>>();
    let agreed = handed_in.agreed.iter().map(|one| {
        let kind = if one.is_promise {
            words::promise()
        } else {
            words::declaration()
        };
        view! {
            <li>
                <span class="lines__name">{one.title.clone()}</span>
                <span class="tag">{kind}</span>
                {one.is_promise.then(|| promise(number, &one.commitment))}
            </li>
        }
    });
    let agreed = agreed.collect::<Vec<_>>();
    view! {
        {(!answers.is_empty())
            .then(|| folded(words::answers(&count(answers.len())), lines(answers), true))}
        {groups}
        {(!materials.is_empty())
            .then(|| {
                let title = words::materials(&count(materials.len()));
                folded(title, view! { <ul class="lines">{materials}</ul> }.into_node(), true)
            })}
        {(!agreed.is_empty())
            .then(|| {
                let title = words::agreed(&count(agreed.len()));
                folded(title, view! { <ul class="lines">{agreed}</ul> }.into_node(), false)
            })}
    }
    .into_node()
}

fn folded(title: String, body: Node, is_open: bool) -> Node {
    view! {
        <details class="fold" open=is_open>
            <summary class="fold__head">
                <h2 class="fold__title">{title}</h2>
            </summary>
            <div class="fold__body">{body}</div>
        </details>
    }
    .into_node()
}

fn lines(lines: &[HandedLine]) -> Node {
    let lines = lines.iter().map(|line| {
        view! {
            <div class="handed">
                <dt>{line.label.clone()}</dt>
                <dd>
                    {line.value.clone()}
                    {line
                        .explained
                        .as_ref()
                        .map(|_| view! { <span class="handed__note">{words::explained()}</span> })}
                    {line
                        .earlier
                        .iter()
                        .map(|it| {
                            view! { <span class="handed__note">{words::earlier(&it.value)}</span> }
                        })
                        .collect::<Vec<_>>()}
                </dd>
            </div>
        }
    });
    view! { <dl>{lines.collect::<Vec<_>>()}</dl> }.into_node()
}

fn material(number: &str, material: &HandedMaterial) -> Node {
    let way = match material.way {
        Supply::Licence => words::by_licence(),
        Supply::Attach => words::by_pictures(),
        Supply::Later => words::by_later(),
        Supply::Promise => words::by_promise(),
        Supply::Counter => words::by_counter(),
        Supply::OtherParty => words::by_other(),
    };
    let pages = (!material.pages.is_empty()).then(|| {
        let of = material.name.clone();
        let pages = material
            .pages
            .iter()
            .map(|page| shown(number, material, page));
        view! {
            <details class="fold fold--plain handed__pages">
                <summary class="fold__head">
                    {words::pages(&material.pages.len().to_string())}
                    <span class="visually-hidden">{of}</span>
                </summary>
                <div class="fold__body">{pages.collect::<Vec<_>>()}</div>
            </details>
        }
    });
    view! {
        <li>
            <span class="lines__name">{material.name.clone()}</span>
            <span class="tag">{way}</span>
            {pages}
        </li>
    }
    .into_node()
}

/// A picture is fetched once its fold is opened; a document opens by itself.
fn shown(number: &str, material: &HandedMaterial, page: &HandedPage) -> Node {
    let address = api::file_address(number, &page.file);
    let review = page
        .for_review
        .then(|| view! { <span class="handed__note">{words::for_review()}</span> });
    if page.media_type == "application/pdf" {
        let label = words::open_pdf(&page.name);
        return view! {
            <p>
                <a class="button button--secondary" href=address target="_blank" rel="noopener">
                    {icon("file", "")}
                    {label}
                </a>
                {review}
            </p>
        }
        .into_node();
    }
    let alt = words::picture(&material.name, &page.name);
    view! {
        <figure class="handed__picture">
            <img src=address alt=alt loading="lazy" />
            <figcaption>{page.name.clone()} {review}</figcaption>
        </figure>
    }
    .into_node()
}
