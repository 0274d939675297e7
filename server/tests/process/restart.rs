//! One server follows another on a socket that a service manager keeps, while everybody goes on.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::running::Running;

const CLIENTS: usize = 8;
const RESTARTS: usize = 3;
/// Answers between two restarts.
const BETWEEN: usize = 400;

/// Somebody who asks again and again, and never twice for the same: an answer that is lost stays lost.
struct Client {
    address: SocketAddr,
    kept: Option<BufReader<TcpStream>>,
}

impl Client {
    /// Over the connection of the request before, unless the answer to that one said it was the last.
    fn ask(&mut self, request: &str) -> Result<String, std::io::Error> {
        let mut connection = match self.kept.take() {
            Some(kept) => kept,
            None => BufReader::new(TcpStream::connect(self.address)?),
        };
        connection.get_mut().write_all(request.as_bytes())?;
        let (mut length, mut is_last) = (0, false);
        let mut status = String::new();
        connection.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            if connection.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            }
            is_last |= line == "connection: close";
        }
        let mut body = vec![0; length];
        connection.read_exact(&mut body)?;
        if !is_last {
            self.kept = Some(connection);
        }
        Ok(status)
    }
}

fn request(keeps: bool) -> String {
    let body = r#"{"demo_identity":"lin-jing"}"#;
    let connection = match keeps {
        true => "",
        false => "connection: close\r\n",
    };
    format!(
        "DELETE /api/v1/session HTTP/1.1\r\nhost: city.example\r\nx-requested-by: yijianshi\r\n{connection}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn while_one_server_follows_another_no_request_fails() {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let mut server = Running::with_socket(tempfile::tempdir().unwrap(), &socket);
    let (answered, is_over) = (
        Arc::new(AtomicUsize::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (answered, is_over) = (answered.clone(), is_over.clone());
            std::thread::spawn(move || {
                let mut client = Client {
                    address,
                    kept: None,
                };
                let request = request(number % 2 == 0);
                let mut failed = Vec::new();
                while !is_over.load(Ordering::Relaxed) {
                    match client.ask(&request) {
                        Ok(status) if status.starts_with("HTTP/1.1 200") => {}
                        Ok(status) => failed.push(status),
                        Err(error) => failed.push(error.to_string()),
                    }
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                failed
            })
        })
        .collect();
    let wait_for = |more: usize| {
        let wanted = answered.load(Ordering::Relaxed) + more;
        while answered.load(Ordering::Relaxed) < wanted {
            std::thread::yield_now();
        }
    };
    for _ in 0..RESTARTS {
        wait_for(BETWEEN);
        server = Running::with_socket(server.stop(), &socket);
    }
    wait_for(BETWEEN);
    is_over.store(true, Ordering::Relaxed);
    let failed: Vec<String> = clients
        .into_iter()
        .flat_map(|client| client.join().unwrap())
        .collect();
    let all = answered.load(Ordering::Relaxed);
    println!(
        "{all} requests over {RESTARTS} restarts, {} failed",
        failed.len()
    );
    assert_eq!(failed, Vec::<String>::new());
    server.stop();
}
