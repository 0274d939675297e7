//! `serve --dev`: builds again what a change touches; the server tells open pages to reload.

use std::net::IpAddr;
use std::process::Child;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::watch::{Changed, Watch};
use super::{Options, Profile, announce, build_server, server};
use crate::command::Tool;
use crate::dist::{self, Flavour};
use crate::error::{Error, Result};
use crate::toolchain::Toolchain;
use crate::ui;

const LOOK: Duration = Duration::from_millis(400);

/// How long a server that was asked to stop may finish what it does.
const GRACE: Duration = Duration::from_secs(3);

pub(super) fn run(toolchain: &Toolchain, options: &Options, host: IpAddr) -> Result {
    let mut watch = Watch::new();
    dist::build(toolchain, Flavour::Dev)?;
    let running = Running::default();
    running.stop_with_us()?;
    running.restart(options, host)?;
    announce(options);
    ui::note("watching the sources; open pages reload after each build");
    loop {
        let changed = settled(&mut watch);
        // A failed build is printed; the next change may fix it.
        if changed.app
            && let Err(failure) = dist::build(toolchain, Flavour::Dev)
        {
            ui::note(&failure.in_full());
        }
        if changed.server
            && let Err(failure) = running.restart(options, host)
        {
            ui::note(&failure.in_full());
        }
    }
}

/// Waits for a change and then until changes stop, because editors write several files at once.
fn settled(watch: &mut Watch) -> Changed {
    let mut all = Changed::default();
    loop {
        std::thread::sleep(LOOK);
        let now = watch.look();
        if now == Changed::default() && all != Changed::default() {
            return all;
        }
        all = Changed {
            app: all.app || now.app,
            server: all.server || now.server,
        };
    }
}

#[derive(Clone, Default)]
struct Running(Arc<Mutex<Option<Child>>>);

impl Running {
    fn restart(&self, options: &Options, host: IpAddr) -> Result {
        let binary = build_server(Profile::Dev)?;
        self.stop();
        let child = server(&binary, options, host).args(["--dev"]).start()?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        Ok(())
    }

    fn stop(&self) {
        let child = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut child) = child else { return };
        let _ = Tool::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .ask();
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if !matches!(child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        let _ = child.wait();
    }

    /// Stops the server with this program, or it would keep the port.
    fn stop_with_us(&self) -> Result {
        let running = self.clone();
        ctrlc::set_handler(move || {
            running.stop();
            std::process::exit(130);
        })
        .map_err(|error| Error::new("cannot listen for Ctrl-C").because(error))
    }
}
