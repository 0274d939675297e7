//! What no register could be asked: said where it would have spared something.

use contract::person::{Register, Unasked};
use leptos::prelude::With;

use super::notice;
use crate::dom::Node;
use crate::messages::common;
use crate::state::app_state;

/// What to do oneself, where registers of this kind could not be asked.
pub(crate) fn could_not_be_asked(register: Register) -> Option<Node> {
    let app = app_state();
    app.holdings
        .with(|holdings| said(register, &holdings.unasked))
}

/// The same of registers that a page was told of.
pub(crate) fn said(register: Register, unasked: &[Unasked]) -> Option<Node> {
    let mut of_kind = unasked.iter().filter(|one| one.register == register);
    let first = of_kind.clone().next()?;
    let (all, text) = match register {
        Register::Records => (common::unasked_records(), common::unasked_records_text()),
        Register::Licences => (common::unasked_licences(), common::unasked_licences_text()),
        // A promise stays open: there is nothing to do.
        Register::Credit => return None,
    };
    let names: Vec<&str> = of_kind.by_ref().map(|one| one.name.as_str()).collect();
    let title = match first.name.is_empty() {
        true => all.to_owned(),
        false => common::unasked(&names.join(common::list_separator())),
    };
    Some(notice("info", &title, text))
}
