//! A bucket for a server that is a process of its own: there, gone, or silent.

use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use crate::s3_server::S3Server;

pub(crate) struct Bucket {
    runtime: Runtime,
    pub(crate) s3: S3Server,
    silence: Option<JoinHandle<()>>,
    /// Connections that are never answered.
    silenced: Arc<Mutex<Vec<TcpStream>>>,
}

impl Bucket {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let s3 = runtime.block_on(S3Server::start());
        Self {
            runtime,
            s3,
            silence: None,
            silenced: Arc::default(),
        }
    }

    /// Nobody listens there.
    pub(crate) fn go_away(&mut self) {
        self.runtime.block_on(self.s3.go_away());
    }

    /// After it went: whoever connects waits for an answer that never comes.
    pub(crate) fn fall_silent(&mut self) {
        let address = self.s3.address;
        let listener = self.runtime.block_on(TcpListener::bind(address)).unwrap();
        let silenced = self.silenced.clone();
        self.silence = Some(self.runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                // Still open when it has come back: a network that loses packets tells nobody.
                silenced.lock().unwrap().push(socket);
            }
        }));
    }

    pub(crate) fn come_back(&mut self) {
        self.runtime.block_on(async {
            if let Some(silence) = self.silence.take() {
                silence.abort();
                let _ = silence.await;
            }
            self.s3.come_back().await;
        });
    }
}
