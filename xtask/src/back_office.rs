//! `cargo xtask back-office`: plays the back office from a terminal against a running server.
//! With a subcommand it does one thing; without one it asks.

mod act;
mod api;
mod ask;
mod correction;
mod outcomes;
mod shown;

use std::io::Write;
use std::path::PathBuf;

use crate::error::{AtPath, Result};
use api::Office;

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    act: Option<Command>,
    /// Where the server listens
    #[arg(long, global = true, default_value = "http://127.0.0.1:8080")]
    server: String,
    /// The token of the office; else $YIJIANSHI_OPS_TOKEN, else the demonstration's that sees everything
    #[arg(long, global = true)]
    token: Option<String>,
    /// The clerk, as the office calls her
    #[arg(long, global = true)]
    clerk: Option<String>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// The cases that were handed in
    List {
        /// Only cases with a service in this state: submitted, accepted, correction_needed, granted, refused, …
        #[arg(long)]
        state: Option<String>,
        /// Only cases with a service of this light: green, yellow, red
        #[arg(long)]
        light: Option<String>,
        /// Only cases with this service
        #[arg(long)]
        service: Option<String>,
        /// Only cases that deserve a look
        #[arg(long)]
        flagged: bool,
        /// Only cases with a decision that the applicant objects to, and nobody has answered
        #[arg(long)]
        objected: bool,
    },
    /// One application whole: what was handed in, what waits, what happened, what may be done
    Show { case: String },
    /// Writes a picture or paper of a case, by its id in `show`
    File {
        case: String,
        file: String,
        #[arg(long)]
        out: PathBuf,
    },
    #[command(flatten)]
    Act(act::Act),
    /// Who comes to a counter on a day
    Visits {
        /// YYYY-MM-DD; today without it
        #[arg(long)]
        day: Option<String>,
    },
    /// Who has read and done what (token of an auditor, or of a lead)
    Audit,
    /// The same as JSON lines, of the days from one to another
    AuditExport {
        /// YYYY-MM-DD
        #[arg(long)]
        from: Option<String>,
        #[arg(long)]
        until: Option<String>,
        /// The file to write; else the terminal
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// What the pre-check said of pictures and what clerks made of them, as CSV for tuning
    Outcomes {
        /// The file to write; else the terminal
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

pub(crate) fn run(options: &Options) -> Result {
    let token = options
        .token
        .clone()
        .or_else(|| std::env::var("YIJIANSHI_OPS_TOKEN").ok());
    let token = token.as_deref().unwrap_or("demo-counter");
    let office = Office::new(&options.server, token, options.clerk.as_deref());
    match &options.act {
        None => ask::run(&office),
        Some(Command::List {
            state,
            light,
            service,
            flagged,
            objected,
        }) => {
            let flagged = flagged.then_some("true");
            let objected = objected.then_some("true");
            let filter = [
                ("state", state.as_deref()),
                ("light", light.as_deref()),
                ("service", service.as_deref()),
                ("flagged", flagged),
                ("objected", objected),
            ];
            print!("{}", shown::listing(&office.cases(&filter)?));
            Ok(())
        }
        Some(Command::Show { case }) => {
            print!("{}", shown::whole(&office.case(case)?));
            Ok(())
        }
        Some(Command::File { case, file, out }) => {
            std::fs::write(out, office.file(case, file)?).at("write", out)
        }
        Some(Command::Act(act)) => office.act(act.case(), &act.action()?),
        Some(Command::Visits { day }) => {
            print!("{}", shown::visits(&office.visits(day.as_deref())?));
            Ok(())
        }
        Some(Command::Audit) => {
            print!("{}", shown::audit(&office.audit()?));
            Ok(())
        }
        Some(Command::AuditExport { from, until, out }) => {
            let lines = office.audit_lines(from.as_deref(), until.as_deref())?;
            match out {
                None => std::io::stdout()
                    .write_all(&lines)
                    .at("write", "the terminal".as_ref()),
                Some(file) => std::fs::write(file, lines).at("write", file),
            }
        }
        Some(Command::Outcomes { out }) => {
            let table = outcomes::csv(&office.outcomes()?);
            match out {
                None => {
                    print!("{table}");
                    Ok(())
                }
                Some(file) => std::fs::write(file, table).at("write", file),
            }
        }
    }
}
