//! How each material of a case was supplied, and what of it is still to come.

use catalog::Supplied;
use contract::case::CaseMaterial;
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::receipt as words;

/// Received, to be sent later, to be shown or sent by others: in this order.
/// `asked_again` are the ids of those that an office wants once more.
pub(crate) fn materials_list(materials: &[CaseMaterial], asked_again: &[String]) -> Node {
    if materials.is_empty() {
        return view! { <p class="muted">{words::materials_none()}</p> }.into_node();
    }
    let mut lines: Vec<(u8, Node)> = materials
        .iter()
        .map(|material| {
            let (group, class, tag, text) = if asked_again.contains(&material.material) {
                (1, "tag tag--warn", words::to_resend(), String::new())
            } else {
                status(material)
            };
            let line = view! {
                <li>
                    <span class="lines__name">{material.name.clone()}</span>
                    <span class=class>{tag}</span>
                    <span class="lines__text">{text}</span>
                </li>
            };
            (group, line.into_node())
        })
        .collect();
    // Three passes over a handful of lines, instead of a sort in the download.
    let mut in_order = Vec::new();
    for group in 0..=2 {
        let (now, rest): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(of, _)| *of == group);
        in_order.extend(now.into_iter().map(|(_, line)| line));
        lines = rest;
    }
    view! { <ul class="lines">{in_order}</ul> }.into_node()
}

fn status(material: &CaseMaterial) -> (u8, &'static str, &'static str, String) {
    let received = |text: String| (0, "tag tag--good", words::received(), text);
    match &material.supplied {
        Supplied::Licence => received(words::by_licence().to_owned()),
        Supplied::Attached(pictures) => received(words::by_pictures(&pictures.len().to_string())),
        Supplied::Promised => received(words::by_promise().to_owned()),
        Supplied::Later => {
            let text = match &material.due {
                Some(due) => words::due(&format::day(due)),
                None => words::due_open().to_owned(),
            };
            (1, "tag tag--warn", words::to_send(), text)
        }
        Supplied::Counter => (2, "tag", words::to_show(), words::at_counter().to_owned()),
        Supplied::OtherParty => (2, "tag", words::by_other(), String::new()),
    }
}
