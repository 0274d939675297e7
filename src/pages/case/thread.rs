//! What was asked of the offices and what they have answered, the newest first.

use casework::event::QuestionKind;
use contract::case::Case;
use contract::case_event::{CaseEvent, CaseEventKind};
use markup::view;

use super::offers::Offers;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::ask as words;

pub(super) fn thread(case: &Case) -> Option<Node> {
    let asked = case.events.iter().rev().filter_map(|event| {
        let CaseEventKind::Asked { service, kind } = &event.what else {
            return None;
        };
        let about = service.as_ref().map(|id| case.service_name(id).to_owned());
        Some(one(case, event, *kind, about))
    });
    let asked: Vec<Node> = asked.collect();
    (!asked.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2 class="section__head">{words::thread()}</h2>
                <ul class="stack">{asked}</ul>
            </section>
        }
        .into_node()
    })
}

fn one(case: &Case, asked: &CaseEvent, kind: QuestionKind, about: Option<String>) -> Node {
    let you = match kind {
        QuestionKind::Question => words::you(),
        QuestionKind::Objection => words::you_object(),
    };
    let answer = case.events.iter().find(
        |event| matches!(event.what, CaseEventKind::Answered { asked: of } if of == asked.seq),
    );
    let answer = match answer {
        Some(answer) => view! {
            <p class="said__who">{words::office()} " " {format::moment(&answer.at)}</p>
            <p>{answer.text.clone()}</p>
        }
        .into_node(),
        None => view! { <p class="said__who">{words::waits()}</p> }.into_node(),
    };
    view! {
        <li class="card said">
            <p class="said__who">{you} " " {format::moment(&asked.at)}</p>
            {about.map(|about| view! { <p class="said__about">{about}</p> })}
            <p>{asked.text.clone()}</p>
            <div class="said__answer">{answer}</div>
        </li>
    }
    .into_node()
}
