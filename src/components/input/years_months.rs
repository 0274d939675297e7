//! A stretch of time in two boxes, years and months, with what was understood said back below them.
//! Who has paid for twenty years says 20, and must not be read as twenty months.

use catalog::Value;
use catalog::table;
use leptos::prelude::*;
use markup::view;

use super::line::in_place_of_it;
use super::{Control, Entered};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::common;

pub(super) fn years_months(control: Control, entered: Entered) -> Node {
    let Control {
        id,
        value,
        unsure,
        described_by,
        invalid,
        ..
    } = control;
    let (years, months) = match &value {
        Some(Value::Number(all)) => ((all / 12).to_string(), (all % 12).to_string()),
        // What stood in a spreadsheet and says no stretch of time is there to be put right.
        Some(Value::Text(text)) => (text.clone(), String::new()),
        _ => (String::new(), String::new()),
    };
    let (years, months) = (RwSignal::new(years), RwSignal::new(months));
    let is_unsure = RwSignal::new(value == Some(Value::Unsure));
    let understood =
        move || years.with(|years| months.with(|months| table::years_months(years, months)));
    let tell = move |typed: RwSignal<String>, raw: String| {
        is_unsure.set(false);
        typed.set(raw);
        entered.try_run(untrack(understood).map(Value::Number));
    };
    // 「3年6个月」 typed into one box, by hand or by pasting, is put into both once it is left.
    let settle = move |_: leptos::ev::Event| {
        let is_plain =
            years.with_untracked(|years| years.bytes().all(|byte| byte.is_ascii_digit()));
        if let (false, Some(all)) = (is_plain, untrack(understood)) {
            years.set((all / 12).to_string());
            months.set((all % 12).to_string());
        }
    };
    let switch = move |_: leptos::ev::Event| {
        let on = !is_unsure.get_untracked();
        is_unsure.set(on);
        if on {
            years.set(String::new());
            months.set(String::new());
        }
        entered.try_run(on.then_some(Value::Unsure));
    };
    let echo_id = [&id, "-echo"].concat();
    let described_by = [&described_by, " ", &echo_id].concat();
    let part = |id: String, label: &'static str, unit: &'static str, typed: RwSignal<String>| {
        view! {
            <input
                class="input input--number"
                id=id
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-label=label
                aria-describedby=described_by.trim().to_owned()
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=move || typed.get()
                on:input=move |event| tell(typed, event_target_value(&event))
                on:change=settle
            />
            <span class="field__unit">{unit}</span>
        }
        .into_node()
    };
    let months_id = [&id, "-months"].concat();
    let unsure_id = [&id, "-unsure"].concat();
    view! {
        <div class="field__control field__control--stretch">
            {part(id, common::years_box(), common::years_unit(), years)}
            {part(months_id, common::months_box(), common::months_unit(), months)}
        </div>
        <p class="field__echo" id=echo_id aria-live="polite">
            {move || understood().map(|all| common::stretch_echo(&format::stretch(all)))}
        </p>
        {unsure.map(|hint| in_place_of_it(unsure_id, common::unsure(), hint, is_unsure, switch))}
    }
    .into_node()
}
