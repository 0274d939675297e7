//! The pieces of a 办事指南: an element with its name, whom to call, and where a rule comes from.

use catalog::LocalizedText;
use catalog::scenario::{Contact, Fee, Source};
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::scenario as words;

pub(crate) fn element(name: &'static str, value: impl IntoNode) -> Node {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value.into_node()}</dd>
        </div>
    }
    .into_node()
}

/// 收费依据及标准
pub(crate) fn fee(fee: &Fee) -> String {
    match &fee.basis {
        Some(basis) => {
            words::fee_with_basis(&format::localized(&fee.amount), &format::localized(basis))
        }
        None => format::localized(&fee.amount),
    }
}

/// The service's own contact, or those of the region.
pub(crate) fn contact(own: Option<&LocalizedText>, of_region: &[Contact]) -> Node {
    if let Some(own) = own {
        return format::localized(own).into_node();
    }
    of_region
        .iter()
        .map(|contact| {
            let href = ["tel:", &contact.phone].concat();
            let words = [&format::localized(&contact.name), " ", &contact.phone].concat();
            view! { <a href=href>{words}</a> " " }
        })
        .collect::<Vec<_>>()
        .into_node()
}

/// Where a rule comes from, when someone last looked, and whether it is certain.
pub(crate) fn source(source: &Source) -> Node {
    let standing = format::attested(source.confidence, &source.verified_on);
    let text = format::localized(&source.title) + &standing;
    match source.link().map(str::to_owned) {
        Some(url) => view! {
            <p class="source">
                <a href=url rel="noreferrer">{text}</a>
            </p>
        }
        .into_node(),
        None => view! { <p class="source">{text}</p> }.into_node(),
    }
}
