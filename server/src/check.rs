//! `server check-config`: everything that is set, looked through at once, before a start or a restart. Nothing is
//! written, migrated or served; with `connect` what is named is also asked whether it is there.

use std::path::Path;
use std::time::Duration;

use axum::http::{Request, header};
use rustix::fs::{Access, access};
use ureq::tls::Certificate;

use crate::clock::Clock;
use crate::config::Settings;
use crate::encryption::master_keys::MasterKeys;
use crate::error::Causes;
use crate::objects::address::Objects;
use crate::objects::s3::S3Objects;
use crate::objects::{Object, ObjectStore};
use crate::outgoing::{Outgoing, OutgoingError};
use crate::random;
use crate::scenario_registry::ScenarioRegistry;
use crate::start::{self, StartError};
use crate::store::{Database, reachable};
use crate::subject_key::{self, SubjectKey};
use crate::trace_export;

/// How long something that is asked may take.
const PATIENCE: Duration = Duration::from_secs(8);

/// What is wrong, by the name of the setting. No secret is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub setting: &'static str,
    pub what: String,
}

#[derive(Default)]
struct Found(Vec<Wrong>);

impl Found {
    fn add(&mut self, setting: &'static str, what: impl Into<String>) {
        let what = what.into();
        self.0.push(Wrong { setting, what });
    }

    fn note<T>(
        &mut self,
        setting: &'static str,
        read: Result<T, impl std::error::Error + 'static>,
    ) -> Option<T> {
        read.map_err(|error| self.add(setting, Causes(&error).to_string()))
            .ok()
    }
}

/// Everything that is wrong with the settings; with `connect` also what is named and does not answer as it should.
pub async fn check(settings: &Settings, connect: bool) -> Vec<Wrong> {
    let mut found = Found::default();
    if start::moves_public_clock(settings) {
        let error = StartError::MovableClock;
        found.add("--movable-clock", error.to_string());
    }
    let scenarios = ScenarioRegistry::read(&settings.scenarios);
    found.note("--scenarios", scenarios.map_err(StartError::Scenarios));
    if !start::has_app(&settings.app) {
        let folder = settings.app.clone();
        found.add("--app", StartError::App { folder }.to_string());
    }
    if let Some(url) = &settings.public_url
        && !is_http(url)
    {
        found.add(
            "--public-url",
            "it is no http:// or https:// address of this server, as residents open it",
        );
    }
    found.note("--offices", start::named_offices(settings));
    found.note("YIJIANSHI_OPS_TOKEN", start::ops_token(settings));
    found.note("--webhook", start::hook(settings));
    found.note("--registers", start::registers(settings));
    let collector = found.note("--otlp-endpoint", trace_export::collector(&settings.traces));
    let provider = found.note("--oidc-issuer", start::provider(settings));
    keeps(&mut found, "--data", &settings.data);
    if let Database::Sqlite(file) = settings.database() {
        keeps(
            &mut found,
            "--database",
            file.parent().unwrap_or(".".as_ref()),
        );
    }
    if let Objects::Disk(folder) = settings.objects() {
        keeps(&mut found, "--objects", &folder);
    }
    subject_key(&mut found, settings);
    if let Some(file) = settings.encryption.named() {
        let read = MasterKeys::read(&file);
        let read = read.map_err(|source| StartError::MasterKeys { file, source });
        found.note("--master-key", read);
    }
    if connect {
        database(&mut found, settings).await;
        objects(&mut found, settings).await;
        registers(&mut found, settings).await;
        if let Some(Some((address, trusted))) = collector {
            takes_traces(&mut found, &address, trusted).await;
        }
        if let Some(Some(provider)) = provider {
            let asked = provider.begin(false, Clock::system().now()).await;
            found.note("--oidc-issuer", asked);
        }
    }
    found.0
}

/// What works as it is set and is seldom meant. Nothing of it stops a start.
pub fn doubtful(settings: &Settings) -> Vec<Wrong> {
    let mut found = Found::default();
    if settings.offers_demo() {
        let what = "invented people may sign in without proof: --no-demo, where residents come";
        found.add("--demo", what);
    }
    if settings.has_demo_offices() {
        let what = "offices have the tokens of the demonstration, which everybody knows";
        found.add("--offices", what);
    }
    if settings.public_url.is_some() && settings.trusted_proxies.is_empty() {
        let what = "no proxy is named: if there is one, all its clients are limited as one";
        found.add("--trusted-proxies", what);
    }
    let is_shared = !matches!(settings.database(), Database::Sqlite(_));
    if is_shared && matches!(settings.objects(), Objects::Disk(_)) {
        let what = "the database may be shared by servers that do not see the files on this disk";
        found.add("--objects", what);
    }
    found.0
}

fn is_http(url: &str) -> bool {
    let after = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    after.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
}

/// A folder in which the server can write, or that it can make.
fn keeps(found: &mut Found, setting: &'static str, folder: &Path) {
    let here = Path::new(".");
    let mut folders = folder.ancestors();
    let there = folders.find(|one| one.exists() || one.as_os_str().is_empty());
    let there = there
        .filter(|one| !one.as_os_str().is_empty())
        .unwrap_or(here);
    if !there.is_dir() {
        found.add(
            setting,
            format!("{} is no folder: name another one", there.display()),
        );
    } else if access(there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let folder = there.display();
        let what = format!("{folder} cannot be written by this user: give it to the server's own");
        found.add(setting, what);
    }
}

/// That of the data folder is drawn at the first start, so it may be missing there.
fn subject_key(found: &mut Found, settings: &Settings) {
    let own = settings.data.join(subject_key::FILE);
    let file = match &settings.subject_key {
        Some(file) => file.clone(),
        None if own.exists() => own,
        None => return,
    };
    let read = SubjectKey::read(&file);
    let read = read.map_err(|source| StartError::SubjectKey { file, source });
    found.note("--subject-key", read);
}

async fn database(found: &mut Found, settings: &Settings) {
    let database = settings.database();
    let reached = tokio::time::timeout(PATIENCE, reachable::look_at(&database)).await;
    match reached {
        Ok(Ok(())) => {}
        Ok(Err(error)) => found.add("--database", format!("{database}: {}", Causes(&error))),
        Err(_) => found.add("--database", format!("{database} does not answer")),
    }
}

/// Writes an empty object and takes it away.
async fn objects(found: &mut Found, settings: &Settings) {
    let Objects::S3(address) = settings.objects() else {
        return;
    };
    let credentials = settings.s3_credentials.clone();
    let opened = S3Objects::open(&address, credentials).map_err(StartError::Objects);
    let Some(bucket) = found.note("--objects", opened) else {
        return;
    };
    let Some(id) = found.note("--objects", random::id()) else {
        return;
    };
    let empty = Object::new(&id, None);
    let tried = async {
        bucket.create(&empty).await?;
        bucket.length(&empty).await?;
        bucket.remove(&id).await
    };
    found.note("--objects", tried.await.map_err(StartError::Objects));
}

/// Whether somebody speaks HTTP there. A question would be about a person, so none is put.
async fn registers(found: &mut Found, settings: &Settings) {
    let Some(address) = &settings.registers.address else {
        return;
    };
    let trusted = settings.registers.ca.as_deref().map(start::authorities);
    let (Ok(trusted), Ok(request)) = (
        trusted.transpose(),
        Request::get(address.as_str()).body(Vec::new()),
    ) else {
        // Said above.
        return;
    };
    let answered = Outgoing::new("registers", PATIENCE, 1 << 20, trusted)
        .send(request)
        .await;
    if let Err(error @ OutgoingError::NoAnswer(_)) = answered {
        found.add("--registers", Causes(&error).to_string());
    }
}

/// Sends no span, which a collector takes like any number of them. What it asks for beside the address is not sent, so
/// that it wants to know who comes is no fault.
async fn takes_traces(
    found: &mut Found,
    address: &str,
    trusted: Option<Vec<Certificate<'static>>>,
) {
    let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-protobuf");
    let Ok(request) = request.body(Vec::new()) else {
        return;
    };
    let http = Outgoing::new("collector", PATIENCE, 1 << 20, trusted);
    match http.send(request).await {
        Ok(answer) if matches!(answer.status().as_u16(), 404 | 405) => {
            let status = answer.status().as_u16();
            let what = format!("nobody takes traces at {address}: it answers {status}");
            found.add("--otlp-endpoint", what);
        }
        Ok(_) => {}
        Err(error) => found.add("--otlp-endpoint", Causes(&error).to_string()),
    }
}
