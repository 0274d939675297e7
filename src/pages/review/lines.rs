//! What the review is made of: sections, lines, lines that open, and the way to change something.

use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::{common, review as words};

pub(super) fn section(title: String, href: Option<String>, body: Node) -> Node {
    let change = href.map(|href| change(href, title.clone()));
    view! {
        <section class="review">
            <div class="review__head">
                <h2>{title}</h2>
                {change}
            </div>
            {body}
        </section>
    }
    .into_node()
}

/// The way to change something, with its name for who does not see where it stands.
pub(super) fn change(href: String, of: String) -> Node {
    view! {
        <a class="button button--quiet" href=href>
            {common::change()} <span class="visually-hidden">{of}</span>
        </a>
    }
    .into_node()
}

pub(super) fn line(name: String, value: Option<String>, on_record: bool) -> Node {
    let (class, value) = match value {
        Some(value) => ("fact__value", value),
        None => (
            "fact__value fact__value--none",
            words::nothing_entered().to_owned(),
        ),
    };
    view! {
        <div class="fact">
            <dt class="fact__name">{name}</dt>
            <dd class="fact__body">
                <span class=class>{value}</span>
                {on_record.then(|| icon("shield", ""))}
            </dd>
        </div>
    }
    .into_node()
}

/// A line that opens: what it is, and in short what it says.
pub(super) fn folded(
    name: String,
    says: impl IntoNode,
    is_open: bool,
    body: impl IntoNode,
) -> Node {
    view! {
        <details class="fold" open=is_open>
            <summary class="fold__head">
                <span class="review__line">
                    <span class="review__name">{name}</span> <span class="review__says">{says}</span>
                </span>
            </summary>
            <div class="fold__body">{body.into_node()}</div>
        </details>
    }
    .into_node()
}

/// So many people are shown; the rest is folded.
const SHOWN: usize = 5;

/// The first of the people; the rest opens. A single line takes no more room than what would open it.
pub(super) fn shortened(mut lines: Vec<Node>, more: impl Fn(&str) -> String) -> Node {
    if lines.len() <= SHOWN + 1 {
        return lines.into_node();
    }
    let rest = lines.split_off(SHOWN);
    let more = more(&rest.len().to_string());
    view! {
        {lines}
        <details class="fold">
            <summary class="fold__head">{more}</summary>
            {rest}
        </details>
    }
}
