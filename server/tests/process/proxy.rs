//! Proxies: one before several servers, and a bad network before one.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, copy, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// Gives each connection to the next server that takes it.
pub(crate) struct Proxy {
    _runtime: Runtime,
    pub(crate) address: SocketAddr,
    servers: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Proxy {
    pub(crate) fn before(servers: Vec<SocketAddr>) -> Self {
        let (runtime, listener) = listening();
        let address = listener.local_addr().unwrap();
        let servers = Arc::new(Mutex::new(servers));
        let known = servers.clone();
        runtime.spawn(async move {
            for turn in 0.. {
                let Ok((mut client, _)) = listener.accept().await else {
                    return;
                };
                let servers = known.lock().unwrap().clone();
                tokio::spawn(async move {
                    for next in 0..servers.len() {
                        let server = servers[(turn + next) % servers.len()];
                        if let Ok(mut server) = TcpStream::connect(server).await {
                            let _ = copy_bidirectional(&mut client, &mut server).await;
                            return;
                        }
                    }
                });
            }
        });
        Self {
            _runtime: runtime,
            address,
            servers,
        }
    }

    /// Another server in the place of one.
    pub(crate) fn replace(&self, place: usize, server: SocketAddr) {
        self.servers.lock().unwrap()[place] = server;
    }
}

fn listening() -> (Runtime, TcpListener) {
    let runtime = Runtime::new().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    (runtime, listener)
}

/// Cuts every connection, sooner or later: in the middle of what is sent, in the middle of the answer, or before it.
pub(crate) struct BadNetwork {
    _runtime: Runtime,
    pub(crate) address: SocketAddr,
    cuts: Arc<AtomicUsize>,
}

impl BadNetwork {
    pub(crate) fn before(server: SocketAddr) -> Self {
        let (runtime, listener) = listening();
        let address = listener.local_addr().unwrap();
        let cuts = Arc::new(AtomicUsize::new(0));
        let counted = cuts.clone();
        runtime.spawn(async move {
            for turn in 0_u64.. {
                let Ok((mut client, _)) = listener.accept().await else {
                    return;
                };
                let cuts = counted.clone();
                tokio::spawn(async move {
                    let Ok(mut server) = TcpStream::connect(server).await else {
                        return;
                    };
                    // Bytes that go through: a request to hand in has some 1,000, a part of a photograph many more.
                    let (there, back) = match turn % 4 {
                        0 => (turn * 7_919 % 60_000, u64::MAX),
                        1 => (u64::MAX, turn * 104_729 % 3_000),
                        2 => (u64::MAX, 0),
                        _ => (400_000, 40_000),
                    };
                    let (from_client, mut to_client) = client.split();
                    let (from_server, mut to_server) = server.split();
                    let (mut sent, mut answered) =
                        (from_client.take(there), from_server.take(back));
                    let answers = async {
                        match back {
                            // What was sent has arrived, and the answer is lost.
                            0 => {
                                let _ = answered.get_ref().readable().await;
                            }
                            _ => {
                                let _ = copy(&mut answered, &mut to_client).await;
                            }
                        }
                    };
                    // Whichever is cut first, the other goes with it.
                    tokio::select! {
                        _ = copy(&mut sent, &mut to_server) => {}
                        () = answers => {}
                    }
                    cuts.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        Self {
            _runtime: runtime,
            address,
            cuts,
        }
    }

    pub(crate) fn cuts(&self) -> usize {
        self.cuts.load(Ordering::Relaxed)
    }
}
