//! Three servers on one PostgreSQL and one bucket, behind a proxy that gives each request to the next of them; each is
//! killed in the middle of the work and started again. Whoever repeats a request that was cut off finds it done, or
//! does it then, at another server: nothing is lost, nothing done twice, and photographs go on where they stopped.

use std::net::SocketAddr;

use crate::bucket::Bucket;
use crate::killed::look_at;
use crate::postgres::Postgres;
use crate::proxy::Proxy;
use crate::residents::{Habits, Residents};
use crate::running::Running;
use crate::s3_server::KEY;

const SERVERS: usize = 3;
/// Cases between two kills.
const BETWEEN: usize = 40;

/// One of the servers, with a folder of its own and the keys of all.
fn start(folder: tempfile::TempDir, keys: &[String; 2], flags: &[&str]) -> (Running, SocketAddr) {
    let server = Running::start_with(folder, |server| {
        server
            .args(["--writes-a-minute", "1000000", "--keep-free", "0"])
            .args(["--subject-key", &keys[0], "--master-key", &keys[1]])
            .args(flags)
            .env("AWS_ACCESS_KEY_ID", KEY.0)
            .env("AWS_SECRET_ACCESS_KEY", KEY.1);
    });
    let address = server.address.parse().unwrap();
    (server, address)
}

/// How many parts of files it has answered.
fn parts(server: &Running) -> u64 {
    let metrics = Running::send(&server.metrics, "GET /metrics", "", "");
    let counted = metrics.lines().filter(|line| {
        line.starts_with("yijianshi_http_requests_total{") && line.contains("PATCH")
    });
    let counts = counted.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap());
    counts.sum()
}

#[test]
fn where_each_of_three_is_killed_on_one_postgresql_and_bucket_nothing_is_lost_or_done_twice() {
    let Some(postgres) = Postgres::start() else {
        eprintln!("no PostgreSQL of our own can be started here: not tried");
        return;
    };
    let bucket = Bucket::start();
    let (database, objects) = (postgres.address(), bucket.s3.objects());
    let flags = ["--database", &database, "--objects", &objects];
    let shared = tempfile::tempdir().unwrap();
    let keys = ["subject.key", "master.key"].map(|name| shared.path().join(name));
    std::fs::write(&keys[0], [7; 32]).unwrap();
    std::fs::write(&keys[1], Running::drawn_master_key()).unwrap();
    let keys = keys.map(|path| path.to_str().unwrap().to_owned());
    let mut servers = Vec::new();
    let mut addresses = Vec::new();
    for _ in 0..SERVERS {
        let (server, address) = start(tempfile::tempdir().unwrap(), &keys, &flags);
        servers.push(server);
        addresses.push(address);
    }
    let proxy = Proxy::before(addresses);
    let residents = Residents::at(
        proxy.address,
        Habits {
            a_photograph_every: Some(4),
            connect_anew: true,
            ..Habits::default()
        },
    );
    residents.go_on(BETWEEN);
    let by_each: Vec<u64> = servers.iter().map(parts).collect();
    // A photograph is four parts, and each goes to the next server.
    assert!(by_each.iter().all(|parts| *parts > 0), "{by_each:?}");
    for place in 0..SERVERS {
        let folder = servers.remove(0).kill();
        // The others do its work.
        residents.go_on(BETWEEN);
        let (server, address) = start(folder, &keys, &flags);
        servers.push(server);
        proxy.replace(place, address);
    }
    residents.go_on(BETWEEN);
    let done = residents.end();
    println!(
        "each of {SERVERS} servers killed: {} cases acknowledged, {} taken back, {} photographs whole, {} requests sent \
         again, the longest waited {:.1} s; none lost, none twice",
        done.handed_in,
        done.taken_back,
        done.photographs.len(),
        done.again,
        done.longest.as_secs_f64()
    );
    look_at(&database, &done);
    for path in &done.photographs {
        let id = path.rsplit('/').next().unwrap();
        assert_eq!(bucket.s3.names_of(id), ["sealed-whole"], "{path}");
    }
    for server in servers {
        server.stop();
    }
}
