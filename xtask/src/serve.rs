//! `cargo xtask serve`: from a fresh checkout to the running product.

mod dev;
mod lan;
mod watch;

use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::command::{Step, Tool};
use crate::dist::{self, Flavour};
use crate::error::{Error, Result};
use crate::{printing, project, toolchain, ui};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Build fast instead of small, watch the sources, reload open pages
    #[arg(long)]
    dev: bool,
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the server keeps its database and files
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Let phones on the same network in, and print a QR code for them
    #[arg(long)]
    lan: bool,
}

pub(crate) fn run(options: &Options) -> Result {
    let host = IpAddr::V4(if options.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    });
    // Checked before minutes of building, not after.
    if let Err(error) = TcpListener::bind((host, options.port)) {
        return Err(Error::new(format!("port {} cannot be used", options.port))
            .because(error)
            .advise("cargo xtask serve --port 8081"));
    }
    printing::bring_fonts_if_possible();
    let toolchain = toolchain::bring()?;
    if options.dev {
        return dev::run(&toolchain, options, host);
    }
    dist::build(&toolchain, Flavour::Release)?;
    let binary = build_server(Profile::Native)?;
    announce(options);
    Err(server(&binary, options, host).become_it())
}

#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// As it would be deployed.
    Native,
    /// Quick to build again.
    Dev,
}

pub(crate) fn build_server(profile: Profile) -> Result<PathBuf> {
    let (name, folder) = match profile {
        Profile::Native => ("native", "native"),
        Profile::Dev => ("dev", "debug"),
    };
    Tool::cargo(&["build", "--package", "server", "--profile", name]).run(&Step {
        doing: "Compiling the server",
        about: "2–3 min the first time, seconds after an edit",
        log: "server-build",
        advice: "mend the error above and run this again",
    })?;
    Ok(project::server_binary(folder))
}

fn server(binary: &std::path::Path, options: &Options, host: IpAddr) -> Tool {
    Tool::new(binary)
        .args(["--address", &format!("{host}:{}", options.port), "--data"])
        .args([&options.data])
        // Phones on the network are let in to try it out.
        .args(["--app", "dist", "--scenarios", "scenarios", "--demo"])
        .cwd(project::root())
}

fn announce(options: &Options) {
    ui::note(&format!("http://127.0.0.1:{} — Ctrl-C stops", options.port));
    if !options.lan {
        return;
    }
    match lan::address() {
        Some(address) => {
            let link = format!("http://{address}:{}", options.port);
            ui::note(&format!("{link} for phones on the same network"));
            eprintln!("{}", lan::qr_code(&link));
        }
        None => ui::note("this machine seems to be on no network"),
    }
}
