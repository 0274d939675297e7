//! The program `server`: reads its settings, listens, and stops cleanly when asked to.
//! Everything else is in the library, so that tests run the same server in their own process.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rustix::fs::Mode;
use server::backup::{self, Copied};
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
}

impl Command {
    async fn run(self, settings: &Settings) -> Result<(), Box<dyn Error>> {
        let Copied { files, bytes } = match self {
            Self::Backup { to } => backup::back_up(settings, &to).await?,
            Self::Restore { from } => backup::restore(settings, &from).await?,
        };
        println!("{files} files copied, {} MB", bytes.div_ceil(1_000_000));
        println!(
            "subject.key is not among them: keep it apart, and lay it into --data after a restore"
        );
        Ok(())
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
