//! The interactive back office: choose a case, one of its services, and a decision.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use super::api::{self, Decision, Office};
use crate::error::Result;

pub(super) fn run(office: &Office) -> Result {
    loop {
        let cases = office.cases(None)?;
        print!("{}", api::listing(&cases));
        let Some(line) = prompt("case (number, Enter to look again, q to leave)") else {
            return Ok(());
        };
        let Some(case) = chosen(&line, &cases) else {
            continue;
        };
        for (place, lane) in case.services.iter().enumerate() {
            println!("{:>3}  {:<12}{}", place + 1, lane.state, lane.name);
        }
        let Some(line) = prompt("service (number)") else {
            return Ok(());
        };
        let Some(lane) = chosen(&line, &case.services) else {
            continue;
        };
        let Some(decision) = decision() else { continue };
        // An error of the server is printed, and the dialogue goes on.
        if let Err(failure) = office.decide(&case.number, &lane.service, &decision) {
            println!("{}", failure.in_full());
        }
    }
}

fn decision() -> Option<Decision> {
    match prompt("(a)ccept, (c)orrect, (g)rant, (r)efuse")?.as_str() {
        "a" | "accept" => Some(Decision::Accept),
        "c" | "correct" => {
            let message = prompt("what the resident is told")?;
            let materials =
                prompt("materials to send again (ids, with blanks between; may be empty)")?;
            Some(Decision::Correct {
                message,
                materials: materials.split_whitespace().map(str::to_owned).collect(),
                reasons: reasons(),
            })
        }
        "g" | "grant" => prompt("result").map(|result| Decision::Grant { result }),
        "r" | "refuse" => prompt("reason").map(|reason| Decision::Refuse { reason }),
        _ => None,
    }
}

/// The reason for each material. Input that does not parse is left out; the server validates the codes.
fn reasons() -> BTreeMap<String, Vec<String>> {
    let line = prompt("why (material=R01,R06 with blanks between; may be empty)");
    let line = line.unwrap_or_default();
    line.split_whitespace()
        .filter_map(|one| super::reason(one).ok())
        .collect()
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
