//! The server, or its database, is killed in the middle of the work again and again: what was acknowledged is there
//! once, nothing is there twice or in part, and work goes on without a hand.

use std::net::{SocketAddr, TcpListener};

use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::postgres::Postgres;
use crate::residents::{Done, Habits, Residents};
use crate::running::Running;

const KILLS: usize = 6;
/// Cases between two of them.
const BETWEEN: usize = 40;

async fn numbers(db: &mut AnyConnection, what: &str) -> i64 {
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {what}"));
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

/// What is kept is what was acknowledged.
pub(crate) fn look_at(database: &str, done: &Done) {
    install_default_drivers();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut db = AnyConnection::connect(database).await.unwrap();
        let mut kept: Vec<String> = sqlx::query_scalar("SELECT number FROM cases")
            .fetch_all(&mut db)
            .await
            .unwrap();
        kept.sort();
        assert_eq!(kept, done.open);
        // What a case is made of is there, too, and once.
        let people = i64::try_from(done.open.len()).unwrap();
        assert_eq!(numbers(&mut db, "open_subjects").await, people);
        assert_eq!(numbers(&mut db, "case_events WHERE seq = 1").await, people);
        let keys = i64::try_from(done.handed_in + done.taken_back).unwrap();
        assert_eq!(numbers(&mut db, "idempotency").await, keys);
    });
}

fn say(what: &str, done: &Done) {
    println!(
        "{what} killed {KILLS} times: {} cases acknowledged, {} taken back, {} photographs, {} requests sent again, \
         the longest waited {:.1} s; none lost, none twice",
        done.handed_in,
        done.taken_back,
        done.photographs.len(),
        done.again,
        done.longest.as_secs_f64()
    );
}

#[test]
fn a_server_that_is_killed_again_and_again_loses_no_case_and_doubles_none() {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let flags = ["--writes-a-minute", "1000000", "--keep-free", "0"];
    let mut server = Running::with_socket_and(tempfile::tempdir().unwrap(), &socket, &flags, &[]);
    let residents = Residents::at(address, Habits::default());
    for _ in 0..KILLS {
        residents.go_on(BETWEEN);
        server = Running::with_socket_and(server.kill(), &socket, &flags, &[]);
    }
    residents.go_on(BETWEEN);
    let done = residents.end();
    let folder = server.stop();
    say("the server", &done);
    let file = folder.path().join("data/yijianshi.db");
    look_at(&format!("sqlite://{}", file.display()), &done);
}

#[test]
fn a_postgresql_that_is_killed_again_and_again_loses_no_case_and_doubles_none() {
    let Some(mut postgres) = Postgres::start() else {
        eprintln!("no PostgreSQL of our own can be started here: not tried");
        return;
    };
    let database = postgres.address();
    let flags = [
        "--writes-a-minute",
        "1000000",
        "--keep-free",
        "0",
        "--database",
        &database,
    ];
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = Running::with_socket_and(tempfile::tempdir().unwrap(), &socket, &flags, &[]);
    let address: SocketAddr = socket.local_addr().unwrap();
    let residents = Residents::at(address, Habits::default());
    for _ in 0..KILLS {
        residents.go_on(BETWEEN);
        postgres.kill_and_start_again();
    }
    residents.go_on(BETWEEN);
    let done = residents.end();
    say("PostgreSQL", &done);
    look_at(&database, &done);
    server.stop();
}
