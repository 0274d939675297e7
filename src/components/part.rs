//! A part of a page that is not its main matter: open under its heading, and in 长辈版 one line that opens.

use markup::view;

use super::display_preference::ELDER;
use crate::dom::{IntoNode, Node};

/// `class` and `head` are the classes of the part and of its heading.
pub(crate) fn part(class: &str, head: &str, title: String, body: Node) -> Node {
    let (class, head) = (class.to_owned(), head.to_owned());
    let heading = view! { <h2 class=head>{title}</h2> };
    if ELDER.is_on() {
        let class = [&class, " fold"].concat();
        return view! {
            <details class=class>
                <summary class="fold__head">{heading}</summary>
                {body}
            </details>
        }
        .into_node();
    }
    view! {
        <section class=class>
            {heading}
            {body}
        </section>
    }
    .into_node()
}
