//! The program `server`: reads its settings, listens, and stops cleanly when asked to.
//! Everything else is in the library, so that tests run the same server in their own process.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use listenfd::ListenFd;
use rustix::fs::Mode;
use server::backup::{self, Copied};
use server::check;
use server::trace_export::Traces;
use server::upkeep;
use server::{Causes, Clock, Database, Server, Settings, moving};
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
    /// Copies an SQLite database into an empty PostgreSQL, while no server runs
    MoveTo {
        /// postgres://…; where it has a password, give it in the environment
        #[arg(env = "YIJIANSHI_MOVE_TO", hide_env_values = true)]
        database: Database,
    },
    /// Says everything that is wrong with the settings, and changes nothing
    CheckConfig {
        /// Also ask database, bucket, identity service and registers whether they are there
        #[arg(long)]
        connect: bool,
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
                        Some(0) => "removed at once".to_owned(),
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
            Self::MoveTo { database } => move_to(settings, &database).await?,
            Self::CheckConfig { connect } => check(settings, connect).await?,
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

async fn check(settings: &Settings, connect: bool) -> Result<(), Box<dyn Error>> {
    let wrong = check::check(settings, connect).await;
    for one in &wrong {
        println!("{}: {}", one.setting, one.what);
    }
    for one in check::doubtful(settings) {
        println!("note: {}: {}", one.setting, one.what);
    }
    match wrong.len() {
        0 => {
            println!("nothing is wrong with what is set");
            Ok(())
        }
        1 => Err("one thing is wrong: the server would not start, or not work as set".into()),
        many => Err(format!("{many} things are wrong").into()),
    }
}

async fn move_to(settings: &Settings, database: &Database) -> Result<(), Box<dyn Error>> {
    for (table, rows) in moving::move_to(settings, database).await? {
        println!("{table}: {rows} rows");
    }
    println!(
        "all of it is in {database}: name it by --database from now on, with the same files and subject.key"
    );
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    let called = Called::parse();
    let traces = match called.command {
        None => Traces::begin(&called.settings.traces),
        Some(_) => Ok(None),
    };
    let traces = match traces {
        Ok(traces) => traces,
        Err(error) => return failed(&error),
    };
    server::logging::start(called.settings.log, traces.as_ref());
    // Whatever it writes is for its own user alone: residents' files, the database, and what SQLite lays beside it.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let done = match called.command {
        None => run(called.settings).await,
        Some(command) => command.run(&called.settings).await,
    };
    if let Some(traces) = traces {
        traces.end();
    }
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&*error),
    }
}

fn failed(error: &(dyn Error + 'static)) -> ExitCode {
    eprintln!("{}", Causes(error));
    ExitCode::FAILURE
}

/// The socket that a service manager keeps open while one server follows another (systemd.socket(5)): nobody who comes
/// meanwhile is turned away.
fn inherited() -> Result<Option<TcpListener>, Box<dyn Error>> {
    let Some(listener) = ListenFd::from_env().take_tcp_listener(0)? else {
        return Ok(None);
    };
    listener.set_nonblocking(true)?;
    Ok(Some(TcpListener::from_std(listener)?))
}

async fn run(settings: Settings) -> Result<(), Box<dyn Error>> {
    let address = settings.address;
    let server = Server::start(settings, Clock::system()).await?;
    let listener = match inherited()? {
        Some(listener) => listener,
        None => TcpListener::bind(address)
            .await
            .map_err(|error| format!("cannot listen on {address}: {error}"))?,
    };
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    server
        .serve(listener, server::shutdown::asked_to_stop())
        .await
        .map_err(|error| format!("the server failed: {error}"))?;
    Ok(())
}
