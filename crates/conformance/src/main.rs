//! `conform --url https://…`: the report on standard output; the exit code is 0 where every rule that was asked is
//! kept, 1 where one is broken, 2 where nothing could be asked.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use conformance::{Application, Settings, SignedIn};

#[derive(Parser)]
#[command(about = "Ask a back end whether it speaks the API (docs/api.md)")]
struct Arguments {
    /// Scheme, host and port of the back end
    #[arg(long)]
    url: String,
    /// The demo identity that hands in
    #[arg(long, default_value = "lin-jing")]
    person: String,
    /// The demo identity that must see nothing of it
    #[arg(long, default_value = "zhou-hang")]
    other: String,
    /// The session cookie of a person who has signed in, NAME=VALUE, in place of --person
    #[arg(long, env = "YIJIANSHI_CONFORM_COOKIE", hide_env_values = true)]
    cookie: Option<String>,
    /// The same of another person, in place of --other
    #[arg(long, env = "YIJIANSHI_CONFORM_OTHER_COOKIE", hide_env_values = true)]
    other_cookie: Option<String>,
    /// The token of an office that sees the case; without it nothing is asked of /ops/v1
    #[arg(long, env = "YIJIANSHI_CONFORM_TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// The token of an office that does not see it
    #[arg(long, env = "YIJIANSHI_CONFORM_OTHER_TOKEN", hide_env_values = true)]
    other_token: Option<String>,
    /// A file with an application that the back end accepts (see docs/api.md)
    #[arg(long)]
    application: Option<PathBuf>,
    /// The report as JSON
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let mut cause = Some(&*error as &dyn Error);
            while let Some(error) = cause {
                eprintln!("{error}");
                cause = error.source();
            }
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let signed_in = |cookie: Option<String>, person| match cookie {
        Some(cookie) => SignedIn::Cookie(cookie),
        None => SignedIn::Demo(person),
    };
    let application = match arguments.application {
        Some(file) => Application::read(&std::fs::read_to_string(file)?)?,
        None => Application::built_in()?,
    };
    let report = conformance::run(&Settings {
        url: arguments.url.trim_end_matches('/').to_owned(),
        person: signed_in(arguments.cookie, arguments.person),
        other: signed_in(arguments.other_cookie, arguments.other),
        application,
        office: arguments.token,
        other_office: arguments.other_token,
    })?;
    match arguments.json {
        true => println!("{}", serde_json::to_string_pretty(&report)?),
        false => print!("{report}"),
    }
    Ok(!report.has_failed())
}
