//! Everything that is asked, in an order in which each has what it needs.

mod authorisation;
mod cases;
mod catalogue;
mod cursors;
mod offices;
mod refusals;
mod sessions;
mod uploads;

use serde_json::Value;

use crate::Impossible;
use crate::answer::Answer;
use crate::client::{Client, Request};
use crate::report::Report;
use crate::settings::Settings;

/// What is known so far.
pub(crate) struct Run<'a> {
    pub(crate) client: Client,
    pub(crate) report: Report,
    pub(crate) settings: &'a Settings,
    /// The cookies of two people.
    pub(crate) person: String,
    pub(crate) other: String,
}

/// The case that was handed in.
pub(crate) struct HandedIn {
    pub(crate) number: String,
    /// The photograph that belongs to it.
    pub(crate) file: String,
    pub(crate) photograph: Vec<u8>,
}

pub(crate) fn all(settings: &Settings) -> Result<Report, Impossible> {
    let mut client = Client::new(&settings.url)?;
    client.reach()?;
    let mut report = Report::default();
    let person = sessions::sign_in(&mut client, &settings.person, "person", &mut report)?;
    let other = sessions::sign_in(&mut client, &settings.other, "other person", &mut report)?;
    let mut run = Run {
        client,
        report,
        settings,
        person,
        other,
    };
    sessions::ask(&mut run);
    catalogue::ask(&mut run);
    let sent = uploads::ask(&mut run)?;
    refusals::ask(&mut run);
    let handed_in = cases::ask(&mut run, sent)?;
    authorisation::ask(&mut run, handed_in.as_ref());
    offices::ask(&mut run, handed_in.as_ref())?;
    cursors::ask(&mut run, handed_in.as_ref());
    cases::take_back(&mut run, handed_in.as_ref());
    let mut report = run.report;
    run.client.conclude(&mut report);
    report.group();
    Ok(report)
}

impl Run<'_> {
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).of(&self.person);
        self.client.send(request)
    }

    pub(crate) fn post(&mut self, path: &str, key: &str, body: &Value) -> Answer {
        let request = Request::post(path, body).of(&self.person).key(key);
        self.client.send(request)
    }
}

/// A key that nobody has used.
fn fresh(what: &str) -> Result<String, getrandom::Error> {
    let mut bytes = [0; 12];
    getrandom::fill(&mut bytes)?;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("conform-{what}-{hex}"))
}
