//! An S3 server in the test's own process, which can be away for a while.

use std::net::SocketAddr;
use std::path::PathBuf;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

const BUCKET: &str = "city";
/// The id and the secret that it takes.
pub(crate) const KEY: (&str, &str) = ("key-of-the-test", "secret-of-the-test");

pub(crate) struct S3Server {
    folder: TempDir,
    pub(crate) address: SocketAddr,
    serving: JoinHandle<()>,
}

impl S3Server {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = serve(folder.path().to_owned(), listener);
        Self {
            folder,
            address,
            serving,
        }
    }

    /// Nobody answers any more; those who are connected neither.
    pub(crate) async fn go_away(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    pub(crate) async fn come_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serving = serve(self.folder.path().to_owned(), listener);
    }

    /// As `--objects` takes it.
    pub(crate) fn objects(&self) -> String {
        let address = self.address;
        format!("s3://{BUCKET}/files?endpoint=http://{address}&region=cn-test-1")
    }

    /// Where it keeps the parts of an upload.
    pub(crate) fn folder_of(&self, upload: &str) -> PathBuf {
        self.folder.path().join(BUCKET).join("files").join(upload)
    }

    /// Their names.
    pub(crate) fn names_of(&self, upload: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder_of(upload));
        let names = entries.into_iter().flatten().flatten();
        let mut names: Vec<String> = names
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn serve(folder: PathBuf, listener: TcpListener) -> JoinHandle<()> {
    let service = {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        builder.build()
    };
    tokio::spawn(async move {
        // Its connections end with it.
        let mut connections = JoinSet::new();
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            connections.spawn(async move {
                let builder = Builder::new(TokioExecutor::new());
                let _ = builder
                    .serve_connection(TokioIo::new(socket), service)
                    .await;
            });
        }
    })
}
