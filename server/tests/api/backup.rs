//! A server's data are kept while it runs, and brought back into an empty folder: every case with its files.

use std::path::Path;

use contract::case::Case;
use contract::upload::Upload;
use precheck_testkit as testkit;
use server::backup::{BackupError, back_up, master_keys, restore};

use crate::resident::{Photo, attached};
use crate::test_app::TestApp;

fn remove(path: &Path) {
    std::fs::remove_dir_all(path).unwrap();
}

#[tokio::test]
async fn what_was_kept_while_it_ran_is_there_again_in_an_empty_folder() {
    let app = TestApp::start_embedded().await;
    let resident = app.resident("lin-jing").await;
    let file = resident
        .upload(Photo::of_social_card(testkit::sharp_photograph()))
        .await;
    let submission = resident
        .submission("contract_expired", attached(&file, false))
        .await;
    let case: Case = resident
        .post("/api/v1/cases", "k", &submission)
        .await
        .json();
    let kept = app.folder.path().join("kept");
    let first = back_up(&app.settings(), &kept).await.unwrap();
    assert!(first.files == 2 && first.bytes > 100_000, "{first:?}");
    let later = resident
        .upload(Photo::of_social_card(testkit::blurred_photograph()))
        .await;
    let second = back_up(&app.settings(), &kept).await.unwrap();
    assert_eq!(second.files, 2, "the database and the new file: {second:?}");

    // Beside a server that has data of its own nothing is brought back.
    let other = TestApp::start_embedded().await;
    let running = restore(&other.settings(), &kept).await.unwrap_err();
    assert!(matches!(running, BackupError::DataFolder(_)), "{running:?}");
    let settings = other.settings();
    let other = other.stopped();
    let in_the_way = restore(&settings, &kept).await.unwrap_err();
    assert!(
        matches!(in_the_way, BackupError::InTheWay { .. }),
        "{in_the_way:?}"
    );
    remove(&settings.data);
    restore(&settings, &kept).await.unwrap();
    let subject_key = "subject.key";
    let lay = |key: &str| {
        std::fs::copy(app.settings().data.join(key), settings.data.join(key)).unwrap();
    };
    lay(subject_key);
    // Without the master key it is not opened, and no other one is drawn in its place.
    let needed = master_keys(&kept).await.unwrap();
    let drawn = std::fs::read_to_string(app.settings().data.join("master.key")).unwrap();
    assert!(matches!(needed.as_slice(), [id] if drawn.starts_with(&format!("{id} "))));
    let closed = server::Server::start(settings.clone(), app.clock.clone()).await;
    let closed = closed.err().expect("it does not start").to_string();
    assert!(
        closed.contains(&needed[0]) && closed.contains("--master-key"),
        "{closed}"
    );
    assert!(!settings.data.join("master.key").exists());
    lay("master.key");
    drop(app);
    let again = TestApp::started_again(other).await;
    let resident = again.resident("lin-jing").await;
    let shown: Case = resident
        .get(&format!("/api/v1/cases/{}", case.number))
        .await
        .json();
    assert_eq!(shown.services.len(), case.services.len());
    let path = format!("/api/v1/cases/{}/files/{file}", case.number);
    assert_eq!(resident.get(&path).await.body, testkit::sharp_photograph());
    let upload: Upload = resident
        .get(&format!("/api/v1/uploads/{later}"))
        .await
        .json();
    assert_eq!(upload.offset, upload.length);
    // It is the same key: for the same subject no second case is begun.
    let second = resident.post("/api/v1/cases", "l", &submission).await;
    assert_eq!(second.status, 409, "{}", second.text());
}

#[tokio::test]
async fn a_damaged_backup_is_not_brought_back() {
    let app = TestApp::start_embedded().await;
    let settings = app.settings();
    let kept = app.folder.path().join("kept");
    back_up(&settings, &kept).await.unwrap();
    let _stopped = app.stopped();
    remove(&settings.data);
    let file = kept.join("yijianshi.db");
    let whole = std::fs::read(&file).unwrap();
    let mut torn = whole.clone();
    torn.truncate(whole.len() / 2);
    for damaged in [torn, b"no database at all".to_vec(), Vec::new()] {
        std::fs::write(&file, damaged).unwrap();
        let refused = restore(&settings, &kept).await.unwrap_err();
        assert!(
            matches!(refused, BackupError::Damaged { .. }),
            "{refused:?}"
        );
        assert!(!settings.data.join("yijianshi.db").exists());
    }
    std::fs::write(&file, whole).unwrap();
    restore(&settings, &kept).await.unwrap();
}
