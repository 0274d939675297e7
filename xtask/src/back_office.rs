//! `cargo xtask back-office`: plays the back office from a terminal against a running server.
//! With a subcommand it does one thing; without one it asks.

mod api;
mod ask;
mod outcomes;

use crate::error::{AtPath, Result};
use api::{Decision, Office};

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    act: Option<Act>,
    /// Where the server listens
    #[arg(long, global = true, default_value = "http://127.0.0.1:8080")]
    server: String,
    /// The machine token; else $YIJIANSHI_OPS_TOKEN, else the demonstration's
    #[arg(long, global = true)]
    token: Option<String>,
}

#[derive(clap::Subcommand)]
enum Act {
    /// The cases that were handed in
    List {
        /// Only cases with a service in this state: submitted, accepted, correction_needed, granted, refused
        #[arg(long)]
        state: Option<String>,
    },
    /// Accept a service of a case (受理)
    Accept { case: String, service: String },
    /// Ask for a correction (补正)
    Correct {
        case: String,
        service: String,
        /// What the resident is told, in full and all at once (一次性告知)
        #[arg(long)]
        message: String,
        /// A material to send again; may be repeated
        #[arg(long = "material")]
        materials: Vec<String>,
        /// Why a material came back, as material=R01,R06; may be repeated
        #[arg(long = "reason", value_parser = reason)]
        reasons: Vec<(String, Vec<String>)>,
    },
    /// Decide in favour (办结)
    Grant {
        case: String,
        service: String,
        #[arg(long)]
        result: String,
    },
    /// Decide against (不予办理)
    Refuse {
        case: String,
        service: String,
        #[arg(long)]
        reason: String,
    },
    /// What the pre-check said of pictures and what clerks made of them, as CSV for tuning
    Outcomes {
        /// The file to write; else the terminal
        #[arg(long)]
        out: Option<std::path::PathBuf>,
    },
}

/// `social_card=R01,R06`
fn reason(text: &str) -> Result<(String, Vec<String>), String> {
    let (material, codes) = text.split_once('=').ok_or("write it as material=R01,R06")?;
    let codes = codes.split(',').map(str::to_owned).collect();
    Ok((material.to_owned(), codes))
}

pub(crate) fn run(options: &Options) -> Result {
    let token = options
        .token
        .clone()
        .or_else(|| std::env::var("YIJIANSHI_OPS_TOKEN").ok());
    let office = Office::new(&options.server, token.as_deref().unwrap_or("demo-counter"));
    let (case, service, decision) = match &options.act {
        None => return ask::run(&office),
        Some(Act::List { state }) => {
            print!("{}", api::listing(&office.cases(state.as_deref())?));
            return Ok(());
        }
        Some(Act::Outcomes { out }) => {
            let table = outcomes::csv(&office.outcomes()?);
            return match out {
                None => {
                    print!("{table}");
                    Ok(())
                }
                Some(file) => std::fs::write(file, table).at("write", file),
            };
        }
        Some(Act::Accept { case, service }) => (case, service, Decision::Accept),
        Some(Act::Correct {
            case,
            service,
            message,
            materials,
            reasons,
        }) => (
            case,
            service,
            Decision::Correct {
                message: message.clone(),
                materials: materials.clone(),
                reasons: reasons.iter().cloned().collect(),
            },
        ),
        Some(Act::Grant {
            case,
            service,
            result,
        }) => (
            case,
            service,
            Decision::Grant {
                result: result.clone(),
            },
        ),
        Some(Act::Refuse {
            case,
            service,
            reason,
        }) => (
            case,
            service,
            Decision::Refuse {
                reason: reason.clone(),
            },
        ),
    };
    office.decide(case, service, &decision)
}
