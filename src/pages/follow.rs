//! What comes after handing in, by its address: a case and what is done with it, the messages, confirming together.

use super::case::{case, case_step};
use super::confirm::confirm;
use super::inbox::inbox;
use super::licences::licences;
use super::my_data::my_data;
use super::not_found::not_found;
use crate::dom::Node;

pub(crate) fn follow(address: &str) -> Node {
    let parts: Vec<&str> = address.split('/').collect();
    match parts.as_slice() {
        ["cases", number] => case((*number).to_owned()),
        ["cases", number, word] => case_step(number, word, "").unwrap_or_else(not_found),
        ["cases", number, word, of] => case_step(number, word, of).unwrap_or_else(not_found),
        ["inbox"] => inbox(),
        ["licences"] => licences(),
        ["my-data"] => my_data(),
        ["confirm", code] => confirm((*code).to_owned()),
        _ => not_found(),
    }
}
