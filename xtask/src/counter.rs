//! `cargo xtask counter`: the back office, played from a terminal against a running server.
//! With a subcommand it does one thing; without one it asks.

mod api;
mod ask;

use crate::failure::Outcome;
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
}

pub(crate) fn run(options: &Options) -> Outcome {
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
        Some(Act::Accept { case, service }) => (case, service, Decision::Accept),
        Some(Act::Correct {
            case,
            service,
            message,
            materials,
        }) => (
            case,
            service,
            Decision::Correct {
                message: message.clone(),
                materials: materials.clone(),
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
