//! The error summary: everything that is wrong, at once, each with a link to its element. It takes the focus.
//! Also brings the focus to the element that an address names behind its `#`.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::common;
use crate::report::Reported;

/// Of the one summary of a page.
const ID: &str = "summary";

/// `problems` are addresses with words; an address `#id` is a place of this page. What it is hidden in unfolds.
pub(crate) fn summary(problems: Vec<(String, String)>) -> Node {
    if !problems.is_empty() {
        focus_summary();
    }
    lines(ID, problems, unfold)
}

/// Opens every line that opens around an element, and says whether one was closed.
fn unfold(id: &str) -> bool {
    let mut was_closed = false;
    let mut at = document().get_element_by_id(id);
    while let Some(fold) = at.and_then(|at| at.closest("details").ok().flatten()) {
        if !fold.has_attribute("open") {
            was_closed |= fold.set_attribute("open", "").is_ok();
        }
        at = fold.parent_element();
    }
    was_closed
}

/// As [`summary`], for problems that are taken off the list one by one while they are put right: it takes the focus
/// when it appears, and then leaves it where the resident is. A second try calls [`focus_summary`].
/// `reveal` unfolds what an element is hidden in, by the element's id, and says whether it had to.
pub(crate) fn summary_of_folded(
    problems: Vec<(String, String)>,
    reveal: impl Fn(&str) -> bool + Copy + 'static,
) -> Node {
    open(ID, problems, reveal)
}

/// As [`summary_of_folded`], of one of several forms of a page, where nothing is folded. A second try focuses the
/// element `id`.
pub(crate) fn summary_of_form(id: &str, problems: Vec<(String, String)>) -> Node {
    open(id, problems, |_| false)
}

fn open(
    id: &str,
    problems: Vec<(String, String)>,
    reveal: impl Fn(&str) -> bool + Copy + 'static,
) -> Node {
    if !problems.is_empty() && document().get_element_by_id(id).is_none() {
        let id = id.to_owned();
        request_animation_frame(move || focus(&id));
    }
    lines(id, problems, reveal)
}

pub(crate) fn focus_summary() {
    request_animation_frame(|| focus(ID));
}

fn lines(
    id: &str,
    problems: Vec<(String, String)>,
    reveal: impl Fn(&str) -> bool + Copy + 'static,
) -> Node {
    if problems.is_empty() {
        return ().into_node();
    }
    let count = common::error_count(&problems.len().to_string());
    let lines = problems.into_iter().map(|(address, words)| {
        let place = address.strip_prefix('#').map(str::to_owned);
        let follow = move |event: web_sys::Event| {
            if let Some(id) = &place {
                event.prevent_default();
                if reveal(id) {
                    let id = id.clone();
                    request_animation_frame(move || focus(&id));
                } else {
                    focus(id);
                }
            }
        };
        view! {
            <li>
                <a class="summary__link" href=address on:click=follow>{words}</a>
            </li>
        }
    });
    let title_id = [id, "-title"].concat();
    view! {
        <div class="summary" role="alert" tabindex="-1" id=id.to_owned() aria-labelledby=title_id.clone()>
            <h2 class="summary__title" id=title_id>{icon("warning", "")} {count}</h2>
            <ul class="summary__list">{lines.collect::<Vec<_>>()}</ul>
        </div>
    }
    .into_node()
}

/// Focuses the place that the address names, after the page stands and the frame has taken the focus.
pub(crate) fn focus_named_place() {
    let hash = window().location().hash().unwrap_or_default();
    if let Some(id) = hash
        .strip_prefix('#')
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
    {
        // One frame for the page to stand, one for the frame to have taken the focus.
        request_animation_frame(move || request_animation_frame(move || focus(&id)));
    }
}

/// Brings an element into view and focuses it, or the first control within it.
pub(crate) fn focus(id: &str) {
    let Some(found) = document().get_element_by_id(id) else {
        return;
    };
    found.scroll_into_view();
    let takes_focus = matches!(
        found.tag_name().as_str(),
        "INPUT" | "SELECT" | "TEXTAREA" | "BUTTON" | "A" | "SUMMARY"
    ) || found.has_attribute("tabindex");
    let control = if takes_focus {
        Some(found)
    } else {
        found
            .query_selector("input, select, textarea, button")
            .or_report("focus.find")
            .flatten()
    };
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        control.focus().or_report("focus");
    }
}
