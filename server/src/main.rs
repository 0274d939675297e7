//! The program `server`: reads its settings, listens, and stops cleanly when asked to.
//! Everything else is in the library, so that tests run the same server in their own process.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rustix::fs::Mode;
use server::backup::{self, Copied};
use server::upkeep;
use server::{Causes, Clock, Server, Settings};
use tokio::net::TcpListener;

/// The reference API of 一件事 · 掌上办: serves it, or does what is named instead
#[derive(Parser)]
#[command(version)]
struct Called {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Copies database and files to a folder, while the server runs or not; again into the same: what has changed
    Backup { to: PathBuf },
    /// Brings a backup into an empty --data
    Restore { from: PathBuf },
    /// Prints a new line for the file of master keys (--master-key)
    DrawMasterKey,
    /// Encrypts every data key with the first of the master keys; servers may run meanwhile
    RotateKey,
    /// Encrypts what was kept in clear, while no server runs
    Encrypt,
    /// Removes what is kept no longer, as the server does every hour
    Retention {
        /// Count only
        #[arg(long)]
        dry_run: bool,
    },
    /// Writes the audit trail to the terminal, one entry a line as JSON
    AuditExport {
        /// The first day: 2026-12-01
        #[arg(long)]
        from: Option<String>,
        /// The last day
        #[arg(long)]
        until: Option<String>,
        /// Only what follows the entry with this id
        #[arg(long, default_value_t = 0)]
        after: u64,
    },
}

impl Command {
    async fn run(self, settings: &Settings) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Backup { to } => {
                say(backup::back_up(settings, &to).await?);
                say_keys(&backup::master_keys(&to).await?, "keep");
            }
            Self::Restore { from } => {
                say(backup::restore(settings, &from).await?);
                say_keys(&backup::master_keys(&from).await?, "lay");
            }
            Self::DrawMasterKey => print!("{}", upkeep::draw_master_key()?),
            Self::RotateKey => {
                let rotated = upkeep::rotate_keys(settings).await?;
                println!("{rotated} data keys are encrypted with the first master key now");
            }
            Self::Retention { dry_run } => {
                for due in upkeep::retention(settings, &Clock::system(), dry_run).await? {
                    let kept = match due.kept_for {
                        Some(days) => format!("kept {days} days"),
                        None => "kept for good".to_owned(),
                    };
                    println!("{:8}  {} ({kept})", due.count, due.kind);
                }
                println!(
                    "       -  audit trail (kept for good: the database refuses to remove any of it)"
                );
            }
            Self::AuditExport { from, until, after } => {
                let days = (from.as_deref(), until.as_deref());
                upkeep::export_audit(settings, days, after, &mut std::io::stdout()).await?;
            }
            Self::Encrypt => {
                let upkeep::Encrypted { texts, files } = upkeep::encrypt(settings).await?;
                println!("{texts} texts and {files} files were in clear and are encrypted now");
            }
        }
        Ok(())
    }
}

fn say(Copied { files, bytes }: Copied) {
    println!("{files} files copied, {} MB", bytes.div_ceil(1_000_000));
}

/// Keys are in no backup.
fn say_keys(masters: &[String], what: &str) {
    let where_to = match what {
        "keep" => "keep it apart",
        _ => "lay it into --data",
    };
    println!("subject.key is not among them: {where_to}");
    if !masters.is_empty() {
        let ids = masters.join(", ");
        println!(
            "it opens with the master key {ids} alone, which is not among them: {where_to}, or name it (--master-key)"
        );
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let called = Called::parse();
    server::logging::start(called.settings.log);
    // Whatever it writes is for its own user alone: residents' files, the database, and what SQLite lays beside it.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let done = match called.command {
        None => run(called.settings).await,
        Some(command) => command.run(&called.settings).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", Causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), Box<dyn Error>> {
    let address = settings.address;
    let server = Server::start(settings, Clock::system()).await?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    server
        .serve(listener, server::shutdown::asked_to_stop())
        .await
        .map_err(|error| format!("the server failed: {error}"))?;
    Ok(())
}
