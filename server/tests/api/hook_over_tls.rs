//! The outgoing hook over https: a receiver with an authority of its own, told by an option.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use contract::notice::Notice;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::inbox::{SECRET, case_with_news};
use crate::test_app::TestApp;

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
    folder.join(name)
}

/// Starts a receiver on this machine with the certificate of the fixture; its address, and what each who came has told
/// it, nothing where they went away.
fn receiver() -> (String, mpsc::Receiver<Option<Notice>>) {
    let chain = CertificateDer::from_pem_file(fixture("hook.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(fixture("hook.key")).unwrap();
    let provider = rustls::crypto::ring::default_provider();
    let config = ServerConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(config.clone()).unwrap();
            let notice = take(&mut StreamOwned::new(connection, stream.unwrap()));
            if tell.send(notice).is_err() {
                return;
            }
        }
    });
    (format!("https://{address}/hook"), told)
}

/// One notice, answered; `None` where whoever came went away.
fn take(stream: &mut (impl Read + Write)) -> Option<Notice> {
    let mut said = Vec::new();
    let mut part = [0; 1024];
    loop {
        let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
        said.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&said);
        let Some((_, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        if let Ok(notice) = serde_json::from_str(body) {
            let answer = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
            stream.write_all(answer).ok()?;
            stream.flush().ok()?;
            return Some(notice);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_is_told_over_https_where_the_authority_that_vouches_for_it_is_named() {
    let (address, told) = receiver();
    let authority = Some(fixture("ca.pem"));
    let app = TestApp::start_with_trusted_hook(&address, SECRET, authority).await;
    case_with_news(&app).await;
    app.server.send_notices().await;
    for event in ["accepted", "granted"] {
        let notice = told.recv().unwrap();
        assert_eq!(notice.unwrap().event, event);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_for_whom_nobody_vouches_is_told_nothing() {
    let (address, told) = receiver();
    let app = TestApp::start_with_hook(&address, SECRET).await;
    case_with_news(&app).await;
    app.server.send_notices().await;
    // It came once, and told nothing; the rest waits for the next round.
    assert_eq!(told.recv().unwrap(), None);
    assert!(told.try_recv().is_err());
}
