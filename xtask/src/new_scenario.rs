//! `cargo xtask new-scenario <id>`: a scenario and its walk table to begin with, commented and loadable,
//! and what to do next.

use std::path::{Path, PathBuf};

use crate::error::{AtPath, Error, Result};
use crate::{project, ui};

const SCENARIO: &str = include_str!("new_scenario/scenario.yaml");
const WALKS: &str = include_str!("new_scenario/walks.yaml");

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A short word of a–z, 0–9 and _, such as `retirement`: it names the file and stays for ever
    id: String,
}

pub(crate) fn run(options: &Options) -> Result {
    let id = options.id.as_str();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if id.is_empty() || !id.chars().all(plain) {
        return Err(Error::new(format!("{id:?} is not of a–z, 0–9 and _")));
    }
    let scenario = project::root().join(format!("scenarios/{id}.yaml"));
    let walks = project::root().join(format!("tests/walks/{id}.yaml"));
    for file in [&scenario, &walks] {
        if file.exists() {
            return Err(Error::new(format!("{} is already there", file.display())));
        }
    }
    write(&scenario, SCENARIO, id)?;
    write(&walks, WALKS, id)?;
    for line in [
        format!("scenarios/{id}.yaml and tests/walks/{id}.yaml are written. Next:"),
        "1. Write the scenario; comments say what each part is for. docs/scenarios.md tells it whole.".to_owned(),
        "   An editor that knows YAML schemas completes and checks it while you type.".to_owned(),
        format!("2. See what is wrong:   cargo xtask check-scenarios --scenario {id}"),
        format!("3. Make it live here:   an entry in scenarios/shelf.yaml, and {id} under `live` of regions/000000.yaml and of"),
        "   each place that offers it. The app begins with the place of public/config.json.".to_owned(),
        format!("4. Look at it:          cargo xtask serve --dev, then /s/{id}; a saved change shows in a second or two."),
        format!("   The flow as a whole: cargo xtask check-scenarios --flow {id}"),
        format!("5. Write eight people:  WALKS={id} cargo test -p catalog --test walks"),
    ] {
        ui::note(&line);
    }
    Ok(())
}

fn write(path: &PathBuf, template: &str, id: &str) -> Result {
    if let Some(folder) = path.parent().filter(|folder| !folder.is_dir()) {
        std::fs::create_dir_all(folder).at("create", folder)?;
    }
    std::fs::write(path, filled(template, id)).at("write", Path::new(path))
}

fn filled(template: &str, id: &str) -> String {
    template.replace("new_scenario", id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_stands_wherever_the_scenario_is_named() {
        let scenario = filled(SCENARIO, "moving_house");
        assert!(scenario.contains("\nid: moving_house\n"));
        assert!(!scenario.contains("new_scenario"));
        assert!(filled(WALKS, "moving_house").contains("moving_house"));
    }
}
