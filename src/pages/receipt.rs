//! The receipt (回执): the number, one line a service, what became of each material, what happens next.

use catalog::Supplied;
use contract::case::{Case, CaseService};
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use crate::api;
use crate::components::{
    CasePage, case_page, due, empty, failed, icon, materials_list, number, paper, part, pictures,
    read_aloud, result, state_tag, waiting,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, paper as paper_words, receipt as words};
use crate::platform::host::host;
use crate::report::Reported;
use crate::state::Loaded;

pub(crate) fn receipt(asked: String) -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    case_page(about, "/receipt/", asked, fetched)
}

fn fetched(number: String) -> Node {
    let case = RwSignal::new(Loaded::Loading);
    let number = StoredValue::new(number);
    let fetch = move || {
        spawn_local(async move {
            let Some(number) = number.try_get_value() else {
                return;
            };
            let fetched = api::case(&number).await;
            case.try_set(fetched.into());
        });
    };
    fetch();
    (move || {
        case.with(|case| match case {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) if error.code() == Some(Code::NotFound) => {
                let (title, text) = (words::missing(), words::missing_text());
                empty(
                    "search",
                    title,
                    text,
                    "/cases".to_owned(),
                    common::my_cases(),
                )
            }
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(case) => page(case),
        })
    })
    .into_node()
}

fn page(case: &Case) -> Node {
    let later = case
        .materials
        .iter()
        .any(|material| material.supplied == Supplied::Later);
    let lanes = case.services.iter();
    let lanes = lanes.map(|one| lane(&case.number, one)).collect::<Vec<_>>();
    let count = case.services.len().to_string();
    let automatic = (!case.automatic.is_empty()).then(|| {
        let names = case.automatic.join(common::list_separator());
        view! { <p class="lines__text">{words::automatic(&names)}</p> }
    });
    let print = host().can_print().then(|| {
        let print = |_| {
            window().print().or_report("print");
        };
        view! {
            <button class="button button--secondary" type="button" on:click=print>
                {icon("print", "")}
                {words::print()}
            </button>
        }
    });
    view! {
        <div class="page">
            <div class="receipt">
                <div class="receipt__head">
                    {read_aloud()} {icon("done", "icon--huge")} <h1 class="receipt__title">{words::heading()}</h1>
                    <p class="receipt__text">{case.title.clone()}</p>
                    <p class="receipt__text">{format::moment(&case.submitted_at)}</p>
                    {number(&case.number)}
                </div>
                <section class="receipt__part">
                    <h2 class="receipt__part-title">{words::lanes(&count)}</h2>
                    <ul class="lines">{lanes}</ul>
                    {automatic}
                </section>
                {part(
                    "receipt__part",
                    "receipt__part-title",
                    words::materials().to_owned(),
                    materials_list(&case.materials, &[]).into_node(),
                )}
                <section class="receipt__part">
                    <h2 class="receipt__part-title">{words::next()}</h2>
                    <ol class="next-steps">
                        <li>{words::next_review()}</li>
                        <li>{words::next_correction()}</li>
                        {later.then(|| view! { <li>{words::next_later()}</li> })}
                        <li>{words::next_result()}</li>
                    </ol>
                </section>
            </div>
            <div class="actions">
                <a class="button" href=["/cases/", &case.number].concat()>{words::see_case()}</a>
                {print}
            </div>
            {papers(&case.number)}
        </div>
    }
    .into_node()
}

/// The receipt to keep: as a file, or as a picture where nothing downloads.
fn papers(number: &str) -> Node {
    let at = |ending: &str| ["/cases/", number, "/receipt.", ending].concat();
    if !host().can_download() {
        return pictures(vec![
            (paper_words::receipt_picture(), at("png")),
            (paper_words::receipt_picture_shared(), at("png?shared=true")),
        ]);
    }
    let whole = paper(
        paper_words::receipt(),
        "button button--secondary",
        at("pdf"),
        paper_words::receipt_file().to_owned(),
    );
    let shared = paper(
        paper_words::receipt_shared(),
        "button button--quiet",
        at("pdf?shared=true"),
        paper_words::receipt_shared_file().to_owned(),
    );
    view! { <div class="papers">{whole} {shared}</div> }.into_node()
}

fn lane(number: &str, lane: &CaseService) -> Node {
    let granted = lane.result.is_some();
    let document = granted.then(|| result(number, &lane.service));
    view! {
        <li>
            <span class="lines__name">{lane.name.clone()}</span>
            {state_tag(lane.state)}
            <span class="lines__text">{due(lane)}</span>
            {document}
        </li>
    }
    .into_node()
}
