//! The program `server`: reads its settings, listens, and stops cleanly when asked to.
//! Everything else is in the library, so that tests run the same server in their own process.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use rustix::fs::Mode;
use server::{Causes, Clock, Server, Settings};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    server::logging::start(settings.log);
    match run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", Causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), Box<dyn Error>> {
    // Whatever it writes is for its own user alone: residents' files, the database, and what SQLite lays beside it.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
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
