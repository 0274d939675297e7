//! Cases that are open, a line each that leads to the case: on the home page, on the first page of a scenario, and
//! where another one of the same is about to be begun.

use contract::case::{CaseSubject, CaseSummary};
use markup::view;

use super::{days_left, icon, late_tag, state_tag, step_address, step_words};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{cases as words, common};

/// Of whom a case is: 「**丽」, 「**丽等 3 人」; empty where it is of whoever brought it.
pub(crate) fn of_whom(of: Option<&CaseSubject>) -> String {
    match of {
        Some(of) if of.count > 1 => words::of_several(&of.name, &of.count.to_string()),
        Some(of) => of.name.clone(),
        None => String::new(),
    }
}

/// The lines of a list: each leads to the case, or to what waits there for the resident. `title` says which life event
/// it is, where the page does not.
pub(crate) fn open_cases<'a>(
    cases: impl Iterator<Item = &'a CaseSummary>,
    title: impl Fn(&CaseSummary) -> String,
) -> Node {
    let line = |case: &'a CaseSummary| {
        let day = case.submitted_at.split('T').next().unwrap_or_default();
        let submitted = words::submitted_on(&format::day(day));
        let step = case.next.as_ref();
        let href = match step {
            Some(step) => step_address(&case.number, step),
            None => ["/cases/", &case.number].concat(),
        };
        let left = step.and_then(|step| days_left(step.until.as_deref()?, step.light));
        // What waits needs the whole line; a state fits beside the name.
        let task = step.map(|step| {
            view! { <span class="aside-list__task">{step_words(step)} " " {left}</span> }
        });
        let tag = step
            .is_none()
            .then(|| late_tag(case).unwrap_or_else(|| state_tag(case.state)));
        let (name, whose) = (title(case), of_whom(case.of.as_ref()));
        let (name, hint) = match (name.is_empty(), whose.is_empty()) {
            (true, _) => (whose, submitted),
            (false, true) => (name, submitted),
            (false, false) => (name, [&whose, common::apart(), &submitted].concat()),
        };
        view! {
            <li>
                <a class="aside-list__link" href=href>
                    <span class="aside-list__text">
                        {name} {task} <span class="aside-list__hint">{hint}</span>
                    </span>
                    {tag}
                    {icon("next", "event__next")}
                </a>
            </li>
        }
        .into_node()
    };
    view! { <ul class="aside-list">{cases.map(line).collect::<Vec<_>>()}</ul> }.into_node()
}

/// That a case of the same is open, with the line that leads to it.
pub(crate) fn open_case_notice(title: &str, text: &str, case: &CaseSummary) -> Node {
    let (title, text) = (title.to_owned(), text.to_owned());
    let scenario = |case: &CaseSummary| case.title.clone();
    view! {
        <div class="notice notice--warn">
            {icon("warning", "")}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                <p>{text}</p>
                {open_cases([case].into_iter(), scenario)}
            </div>
        </div>
    }
    .into_node()
}
