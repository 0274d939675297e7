//! Installs missing Debian packages as root or with `sudo -n`; otherwise prints the command to run.

use crate::command::{Step, Tool};
use crate::error::{Error, Result};
use crate::project::on_path;

/// Installs packages. `why` completes "installing …" for the developer.
pub(crate) fn install(packages: &[&str], why: &str, about: &str) -> Result {
    let by_hand = format!(
        "sudo apt-get update && sudo apt-get install -y {}",
        packages.join(" ")
    );
    if on_path("apt-get").is_none() {
        return Err(
            Error::new(format!("{why}: missing, and this machine has no apt-get")).advise(format!(
                "install what these Debian packages hold: {}",
                packages.join(" ")
            )),
        );
    }
    let Some(as_root) = root_prefix() else {
        return Err(
            Error::new(format!("{why}: missing, and installing needs root")).advise(by_hand),
        );
    };
    // On a fresh machine the package lists are often empty or old; updating them takes seconds.
    apt_get(&as_root, &["update"]).run(&Step {
        doing: "Reading Debian's package lists",
        about: "5–20 s",
        log: "apt-update",
        advice: &by_hand,
    })?;
    let step = Step {
        doing: &format!("Installing {why}"),
        about,
        log: "apt-install",
        advice: &by_hand,
    };
    apt_get(&as_root, &["install", "-y", "--no-install-recommends"])
        .args(packages)
        .run(&step)?;
    Ok(())
}

fn apt_get(as_root: &[&str], args: &[&str]) -> Tool {
    // `env` because sudo drops variables.
    let line = [
        as_root,
        &[
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-q",
            "-oDPkg::Lock::Timeout=120",
        ],
        args,
    ]
    .concat();
    Tool::new(line[0]).args(&line[1..])
}

fn root_prefix() -> Option<Vec<&'static str>> {
    if Tool::new("id").args(["-u"]).ask()?.trim() == "0" {
        return Some(vec![]);
    }
    Tool::new("sudo")
        .args(["-n", "true"])
        .ask()
        .map(|_| vec!["sudo", "-n"])
}
