//! `cargo xtask bench server`: a bounded load on the server as it is released, on this machine. The load generator runs
//! on the same cores, so absolute figures are a lower bound: each stands beside another one of the same run.

mod beside;
mod client;
mod figures;
mod load;
mod people;
mod running;
mod share;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use client::{Client, Result};
use hyper::Method;
use hyper::body::Bytes;
use load::Rude;
use running::{Place, Running, start};
use share::Share;

/// Of the goal: residents who hand in at the same time.
const CLIENTS: usize = 32;
const SCENARIO: &str = "/api/v1/scenarios/unemployment?region=321000";

fn variable(name: &str) -> Result<String> {
    std::env::var(name)
        .map_err(|_| format!("{name} is not set: run cargo xtask bench server").into())
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let done = match (arguments.next().as_deref(), arguments.next()) {
        (Some(beside::BARE), Some(bytes)) => match bytes.parse() {
            Ok(bytes) => beside::answer_with(bytes).await,
            Err(_) => Err("how many bytes is a number".into()),
        },
        (Some(seconds), _) => match seconds.parse() {
            Ok(seconds) => measure(Duration::from_secs(seconds)).await,
            Err(_) => Err("how many seconds is a number".into()),
        },
        (None, _) => measure(Duration::from_secs(10)).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Each part for so long at the most.
async fn measure(longest: Duration) -> Result {
    let folder = PathBuf::from(variable("YIJIANSHI_FOLDER")?);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let place = Place {
        server: variable("YIJIANSHI_SERVER")?.into(),
        scenarios: variable("YIJIANSHI_SCENARIOS")?.into(),
        folder,
    };
    let cores = std::thread::available_parallelism()?;
    println!("server: {cores} cores for it, its database and those who ask");
    let server = place.start("sqlite", &[])?;
    handed_in_on_sqlite(&place, &server, longest).await?;
    scenarios(&place, server.address, longest / 3).await?;
    rude(server.address, longest / 2).await?;
    drop(server);
    match std::env::var("YIJIANSHI_POSTGRES") {
        Ok(database) => several(&place, &database, longest / 2).await?,
        Err(_) => println!("several servers: no PostgreSQL, not measured"),
    }
    std::fs::remove_dir_all(&place.folder)?;
    Ok(())
}

async fn handed_in_on_sqlite(place: &Place, server: &Running, longest: Duration) -> Result {
    let application = people::application(server.address).await?;
    let commits = beside::commits(&place.folder, longest / 5).await?;
    let people = 1000 * longest.as_secs() as usize;
    let waiting = people::sign_in(&[server.address], CLIENTS, people).await?;
    let (used, servers) = (server.cpu()?, [server.address]);
    let done = load::hand_in(&servers, CLIENTS, &waiting, &application, longest);
    let (mut times, took) = done.await?;
    let used = server.cpu()?.saturating_sub(used);
    let again = beside::commits(&place.folder.join("app"), longest / 5).await?;
    let (rate, commits) = (times.a_second(took), f64::midpoint(commits, again));
    println!(
        "handed in: {rate:.0}/s by {CLIENTS} clients on SQLite, p50 {:.1} ms, p99 {:.1} ms, {} in all; {:.0} % of \
         {commits:.0} commits/s of one row; {:.2} ms of the server's CPU each",
        times.percentile(50),
        times.percentile(99),
        times.count(),
        100.0 * rate / commits,
        used.as_secs_f64() * 1000.0 / times.count().max(1) as f64,
    );
    Ok(())
}

/// Compressed, beside a server that does nothing but answer with as many bytes.
async fn scenarios(place: &Place, server: SocketAddr, during: Duration) -> Result {
    let request = Client::request(Method::GET, SCENARIO).header("accept-encoding", "br");
    let mut client = Client::connect(server).await?;
    let bytes = client.send(request, Bytes::new()).await?.body.len();
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(beside::BARE).arg(bytes.to_string());
    let bare = start(command, &place.folder.join("bare.log"))?;
    let (bare_times, bare_took) = load::fetch(bare.address, "/", CLIENTS, during).await?;
    let (mut times, took) = load::fetch(server, SCENARIO, CLIENTS, during).await?;
    let (rate, bare_rate) = (times.a_second(took), bare_times.a_second(bare_took));
    println!(
        "scenario: {rate:.0}/s of {:.0} KB compressed, p99 {:.1} ms; {:.0} % of {bare_rate:.0}/s of a bare axum",
        bytes as f64 / 1000.0,
        times.percentile(99),
        100.0 * rate / bare_rate,
    );
    Ok(())
}

/// What others wait for, quiet and beside somebody who asks without end.
async fn rude(server: SocketAddr, during: Duration) -> Result {
    const OTHERS: usize = 8;
    let application = people::application(server).await?;
    let mut client = Client::connect(server).await?;
    let mut others = Vec::new();
    for _ in 0..OTHERS {
        others.push(people::one(&mut client).await?);
    }
    let mut quiet = load::others(server, others.clone(), during).await?;
    let rude = Rude::begin(server, &application).await?;
    let mut disturbed = load::others(server, others, during).await?;
    let asked = rude.end().await?;
    let (before, beside) = (quiet.percentile(95), disturbed.percentile(95));
    println!(
        "one rude client: {:.0} requests of 200 KB a second; others wait p95 {beside:.1} ms, {:.1} times their quiet \
         {before:.1} ms",
        asked as f64 / during.as_secs_f64(),
        beside / before,
    );
    Ok(())
}

/// One server on a PostgreSQL, and three: with all that the machine has, and with part of a core for each, since the
/// others have nothing to run on where one takes every core.
async fn several(place: &Place, database: &str, longest: Duration) -> Result {
    const PERCENT: u32 = 20;
    let key = place.folder.join("subject.key");
    std::fs::write(&key, [7; 32])?;
    let key = key.to_string_lossy();
    let flags = ["--database", database, "--subject-key", &*key];
    let mut servers = vec![place.start("one", &flags)?];
    // The first has drawn the key that all of them encrypt with.
    let drawn = place.folder.join("one/master.key");
    let drawn = drawn.to_string_lossy();
    let flags = [&flags[..], &["--master-key", &*drawn]].concat();
    for number in 1..3 {
        servers.push(place.start(&format!("of-several-{number}"), &flags)?);
    }
    one_and_all(&servers, longest, "with all cores").await?;
    let held: Result<Vec<Share>> = (servers.iter())
        .map(|server| Share::hold(server.id(), PERCENT))
        .collect();
    match held {
        Ok(_held) => {
            let with = format!("with {PERCENT} % of a core each");
            one_and_all(&servers, longest, &with).await
        }
        Err(error) => {
            println!("several servers: no part of a core can be given here ({error})");
            Ok(())
        }
    }
}

/// Handed in at the first server alone, then at all of them in turns.
async fn one_and_all(servers: &[Running], longest: Duration, with: &str) -> Result {
    let application = people::application(servers[0].address).await?;
    let mut rates = Vec::new();
    for count in [1, servers.len()] {
        let addresses: Vec<SocketAddr> = servers[..count].iter().map(|one| one.address).collect();
        let people = 600 * longest.as_secs() as usize;
        let waiting = people::sign_in(&addresses, CLIENTS, people).await?;
        let done = load::hand_in(&addresses, CLIENTS, &waiting, &application, longest);
        let (mut times, took) = done.await?;
        let rate = times.a_second(took);
        let (p50, p99) = (times.percentile(50), times.percentile(99));
        println!(
            "handed in: {rate:.0}/s on PostgreSQL by {count} servers {with}, p50 {p50:.1} ms, p99 {p99:.1} ms"
        );
        rates.push(rate);
    }
    println!(
        "several servers: three do {:.2} times what one does, {with}",
        rates[1] / rates[0]
    );
    Ok(())
}
