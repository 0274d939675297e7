//! A proxy before several servers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

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
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
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
                            let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
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
