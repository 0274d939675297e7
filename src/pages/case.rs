//! One case as a place: what the resident must do now, each service with its office, its clock and what comes next, and
//! from there, each on a page of its own, everything that can be done with it. It is fetched again whenever it is
//! returned to.

mod answer;
mod ask;
mod confirmers;
mod correction;
mod correction_words;
mod counter;
mod delivery;
mod elsewhere;
mod fields;
mod followed_case;
mod handed_in;
mod material;
mod offers;
mod overview;
mod rate;
mod ruling;
mod said;
mod send_answer;
mod sending;
mod service_card;
mod slots;
mod step;
mod supply;
mod tasks;
mod thread;
mod timeline;
mod undo;
mod withdraw;

use contract::problem::Code;
use leptos::prelude::*;

use crate::components::{CasePage, case_page, empty, failed, own_page, waiting};
use crate::dom::{IntoNode, Node};
use crate::messages::{case as words, common};
use crate::state::Loaded;
use followed_case::FollowedCase;
use step::CaseStep;

pub(super) fn case(number: String) -> Node {
    case_page(about(words::title()), "/cases/", number, followed)
}

/// What is done with a case, by the word of its address and the service or material it is about.
pub(super) fn case_step(number: &str, word: &str, of: &str) -> Option<Node> {
    let step = CaseStep::read(word, !of.is_empty())?;
    let back = ["/cases/", number].concat();
    let here = [&back, "/", word, "/", of].concat();
    let here = here.trim_end_matches('/').to_owned();
    let (number, of) = (number.to_owned(), of.to_owned());
    let page = move || step::step(number.clone(), step, of.clone());
    Some(own_page(about(step.title()), here, back, page))
}

fn about(title: &'static str) -> CasePage {
    CasePage {
        title,
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    }
}

fn followed(number: String) -> Node {
    let this = FollowedCase::new(number);
    (move || {
        this.case.with(|case| match case {
            Loaded::Ready(case) => overview::overview(case, this),
            loading => not_there(loading, this),
        })
    })
    .into_node()
}

/// While it is fetched, and where it cannot be had.
fn not_there<T>(case: &Loaded<T>, this: FollowedCase) -> Node {
    match case {
        Loaded::Failed(error) if error.code() == Some(Code::NotFound) => {
            let (title, text) = (words::missing(), words::missing_text());
            let cases = "/cases".to_owned();
            empty("search", title, text, cases, common::my_cases())
        }
        Loaded::Failed(error) => failed(error, move || this.fetch(false)),
        Loaded::Loading | Loaded::Ready(_) => waiting(),
    }
}
