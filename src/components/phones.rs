//! Whom to call: the hotline of the place, and where complaints go. Beside what can be urged.

use leptos::prelude::*;
use markup::view;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::{case as words, common};
use crate::state::app_state;

pub(crate) fn phones() -> Node {
    let shelf = app_state().shelf;
    (move || {
        shelf.with(|shelf| {
            let region = &shelf.ready()?.region;
            let hotline = region.hotline.first().map(|it| it.phone.clone());
            let complaints = region.complaints.first().map(|it| it.phone.clone());
            let complaints = complaints.filter(|phone| Some(phone) != hotline.as_ref());
            let lines = [
                complaints.map(|phone| line(&phone, words::complain(&phone))),
                hotline.map(|phone| line(&phone, common::call(&phone))),
            ];
            Some(view! { <p class="phones no-print">{lines}</p> })
        })
    })
    .into_node()
}

fn line(phone: &str, words: String) -> Node {
    let href = ["tel:", phone].concat();
    view! {
        <a class="button button--quiet" href=href>
            {icon("phone", "")}
            {words}
        </a>
    }
    .into_node()
}
