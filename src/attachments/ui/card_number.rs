//! What is said of the number on the photograph of an identity card: that the form holds another one, or none yet.

use leptos::prelude::*;
use markup::view;

use super::super::card_numbers::{CardNumber, Comparison};
use super::super::slot::PageSlot;
use super::slot_look::{BESIDE, QUIET};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};
use crate::messages::card as words;

/// Beside the picture with this id; `heading` takes the focus when a button goes.
pub(super) fn card_number(slot: &PageSlot, picture: &str, heading: &str) -> Node {
    let (slot, picture, heading) = (slot.clone(), picture.to_owned(), heading.to_owned());
    // What else changes in the draft does not make it anew under the finger.
    let compared = {
        let slot = slot.clone();
        Memo::new(move |_| slot.card_number(&picture))
    };
    (move || {
        let (read, compared) = compared.get()?;
        let button = |class, label, act: fn(&PageSlot, CardNumber, Comparison)| {
            let (slot, heading) = (slot.clone(), heading.clone());
            let (read, compared) = (read.clone(), compared.clone());
            let press = move |_| {
                // This button is about to be removed; the focus must not go with it.
                focus(&heading);
                act(&slot, read.clone(), compared.clone());
            };
            view! { <button class=class type="button" on:click=press>{label}</button> }.into_node()
        };
        let fill = |label| button(BESIDE, label, |slot, read, _| slot.use_card_number(read));
        let keep = |label| button(BESIDE, label, PageSlot::keep_form);
        let number = read.number.masked();
        let (tone, title, lines, buttons) = match &compared {
            Comparison::Same => {
                let undo = |slot: &PageSlot, read, _| slot.undo_card_number(read);
                let buttons = vec![button(QUIET, words::undo(), undo)];
                ("good", words::used(), vec![number], buttons)
            }
            Comparison::Missing => {
                let lines = vec![words::read(&number), words::missing_text().to_owned()];
                let buttons = vec![fill(words::fill()), keep(words::fill_not())];
                ("info", words::missing(), lines, buttons)
            }
            Comparison::Typed(held) => {
                let held = held.masked();
                let text = words::differs_text();
                let lines = both(&number, &held, words::typed(&held), text);
                let buttons = vec![fill(words::fill_other()), keep(words::keep())];
                ("warn", words::differs(), lines, buttons)
            }
            Comparison::Recorded(held) => {
                let held = held.masked();
                let text = words::recorded_text();
                let lines = both(&number, &held, words::registered(&held), text);
                ("warn", words::recorded(), lines, vec![keep(words::seen())])
            }
        };
        Some(told(tone, title, lines, buttons))
    })
    .into_node()
}

/// Beside a picture: what is said, and the buttons below.
pub(super) fn told(
    tone: &str,
    title: &'static str,
    lines: Vec<String>,
    buttons: Vec<Node>,
) -> Node {
    let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
    let sign = match tone {
        "good" => "check",
        "info" => "info",
        _ => "warning",
    };
    view! {
        <div class=["notice notice--", tone].concat()>
            {icon(sign, "")}
            <div class="notice__body">
                <p class="notice__title">{title}</p>
                {lines.collect::<Vec<_>>()}
                <div class="slot__tools">{buttons}</div>
            </div>
        </div>
    }
    .into_node()
}

/// Both numbers, masked, one below the other, and what to do; where they look alike so, that they differ all the same.
fn both(read: &str, held: &str, told: String, text: &str) -> Vec<String> {
    let mut lines = vec![words::read(read), told];
    if read == held {
        lines.push(words::differs_in_the_middle().to_owned());
    }
    lines.push(text.to_owned());
    lines
}
