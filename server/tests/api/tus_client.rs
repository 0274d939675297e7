//! Uploads by a public client that knows nothing of this server but its address: tus-js-client of npm, run by Node.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use contract::upload::Upload;
use precheck_testkit as testkit;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::brought::from_npm;
use crate::test_app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_public_client_uploads_pauses_goes_on_and_takes_back() {
    let app = TestApp::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let router = app.server.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let resident = app.resident("lin-jing").await;
    let bytes = testkit::sharp_photograph();
    let file = app.folder.path().join("photograph");
    std::fs::write(&file, &bytes).unwrap();
    let sum = Sha256::digest(&bytes);
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    let metadata = json!({
        "scenario": "unemployment", "region": "321000", "material": "social_card", "page": "face",
        "sha256": sum, "filename": "社保卡 正面.jpg",
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tus_client/client.mjs");
    let library = from_npm(
        "YIJIANSHI_TUS_CLIENT",
        "tus-js-client/lib.es5/node/index.js",
    );
    let mut client = Command::new("node");
    client
        .arg(script)
        .arg(library)
        .args([&server, resident.cookie(), &metadata.to_string()])
        .arg(file);
    let run = tokio::task::spawn_blocking(move || client.output());
    let run = run.await.unwrap().expect("node starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let urls: BTreeMap<String, String> = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(urls.len(), 9, "{urls:?}");
    for (name, url) in urls {
        let path = url.strip_prefix(&server).unwrap_or(&url);
        let answer = resident.get(path).await;
        if name == "terminated" {
            assert_eq!(answer.status, 404);
            continue;
        }
        let upload: Upload = answer.json();
        assert_eq!(upload.offset, upload.length, "{name}");
        assert_eq!(upload.report.unwrap().blocks(), name == "empty", "{name}");
    }
}
