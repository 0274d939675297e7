//! `cargo xtask bench server`: a bounded load on the server as it is released, on SQLite and on a PostgreSQL that keeps
//! what it has committed. The measuring is in `benches/server_load`.

use crate::command::{Step, Tool};
use crate::error::Result;
use crate::postgres::Postgres;
use crate::project;
use crate::serve::{Profile, build_server};

pub(super) fn run(seconds: u32) -> Result {
    let server = build_server(Profile::Native)?;
    let postgres = Postgres::start_durable()?;
    let command = [
        "run",
        "--profile",
        "native",
        "--package",
        "benches",
        "--bin",
        "server-load",
        "--",
    ];
    let report = Tool::cargo(&command)
        .args([seconds.to_string()])
        .env("YIJIANSHI_SERVER", server)
        .env("YIJIANSHI_SCENARIOS", project::root().join("scenarios"))
        .env(
            "YIJIANSHI_FOLDER",
            project::target().join("xtask/server-load"),
        )
        .env("YIJIANSHI_POSTGRES", postgres.address())
        .run(&Step {
            doing: "Handing in, asking and being rude, as fast as this machine can",
            about: "2 min",
            log: "bench-server",
            advice: "mend the error above",
        })?;
    super::print_from(&report, "server: ");
    Ok(())
}
