//! The interactive back office: choose a case, one of its services, and a decision.

use std::io::{BufRead, Write};

use serde_json::{Value, json};

use super::api::Office;
use super::shown;
use crate::error::Result;

pub(super) fn run(office: &Office) -> Result {
    loop {
        let cases = office.cases(&[])?;
        print!("{}", shown::listing(&cases));
        let Some(line) = prompt("case (number, Enter to look again, q to leave)") else {
            return Ok(());
        };
        let Some(case) = chosen(&line, &cases) else {
            continue;
        };
        for (place, lane) in case.services.iter().enumerate() {
            println!("{:>3}  {}", place + 1, shown::line(lane));
        }
        let Some(line) = prompt("service (number)") else {
            return Ok(());
        };
        let Some(lane) = chosen(&line, &case.services) else {
            continue;
        };
        let Some(action) = action(&lane.service) else {
            continue;
        };
        // An error of the server is printed, and the dialogue goes on.
        if let Err(failure) = office.act(&case.number, &action) {
            println!("{}", failure.in_full());
        }
    }
}

fn action(service: &str) -> Option<Value> {
    let of = |rest: Value| {
        let mut all = json!({ "service": service });
        if let (Some(all), Some(rest)) = (all.as_object_mut(), rest.as_object()) {
            all.extend(rest.clone());
        }
        all
    };
    match prompt("(a)ccept, (c)orrect, (g)rant, (r)efuse")?.as_str() {
        "a" | "accept" => Some(json!({ "accept": of(json!({})) })),
        "c" | "correct" => {
            let note = prompt("what the resident is told")?;
            let materials = prompt(
                "materials to send again (material=R01,R06 or ids, with blanks between; may be empty)",
            )?;
            let items: Vec<Value> = materials.split_whitespace().map(item).collect();
            Some(json!({ "ask_correction": of(json!({ "items": items, "note": note })) }))
        }
        "g" | "grant" => {
            let result = prompt("result")?;
            Some(json!({ "grant": of(json!({ "result": result })) }))
        }
        "r" | "refuse" => {
            let reason = prompt("reason")?;
            let ground = "conditions_not_met";
            Some(json!({ "refuse": of(json!({ "ground": ground, "reason": reason })) }))
        }
        _ => None,
    }
}

/// The server says where a material or a code is none.
fn item(text: &str) -> Value {
    let (material, reasons) = text.split_once('=').unwrap_or((text, "R16"));
    let reasons: Vec<&str> = reasons.split(',').collect();
    json!({ "of": { "material": material }, "reasons": reasons, "remedy": "take_again" })
}

/// `None` at the end of the input and for `q`.
fn prompt(question: &str) -> Option<String> {
    print!("{question}> ");
    let _ = std::io::stdout().flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).ok()?;
    let line = line.trim().to_owned();
    (read > 0 && line != "q").then_some(line)
}

/// The item with this number, counted from 1.
fn chosen<'a, T>(line: &str, things: &'a [T]) -> Option<&'a T> {
    things.get(line.parse::<usize>().ok()?.checked_sub(1)?)
}
