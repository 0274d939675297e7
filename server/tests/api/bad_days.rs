//! Days on which the database cannot do what is asked of it: nobody waits for nothing, and what is over is over.

use std::path::{Path, PathBuf};
use std::process::Command;

use contract::problem::Code;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::json;
use sqlx::Executor;

use crate::resident::{Photo, Resident};
use crate::test_app::{Answer, TestApp};
use crate::test_database::hold_writers;

/// As many as may wait to write, and as many again.
const MANY: usize = 1000;

fn mark_read<'a>(resident: &'a Resident<'_>) -> impl Future<Output = Answer> + use<'a> {
    async {
        resident
            .post("/api/v1/inbox/read", "-", &json!({ "up_to": 1 }))
            .await
    }
}

#[tokio::test]
async fn who_reads_waits_for_nobody_who_writes() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let mut other = app.database().await;
    hold_writers(&mut other).await;
    for path in [
        "/api/v1/session",
        "/api/v1/cases",
        &format!("/api/v1/cases/{number}"),
    ] {
        assert_eq!(resident.get(path).await.status, 200, "{path}");
    }
    // Also where the session would be prolonged, which writes; and it is prolonged once that is possible.
    app.clock.move_on(7 * 3600);
    assert_eq!(resident.get("/api/v1/cases").await.status, 200);
    other.execute("ROLLBACK").await.unwrap();
    // The turn of the try that failed ends behind the answer: who writes waits for it.
    assert_eq!(mark_read(&resident).await.status, 204);
    assert_eq!(resident.get("/api/v1/cases").await.status, 200);
    app.clock.move_on(4 * 3600);
    assert_eq!(resident.get("/api/v1/cases").await.status, 200);
}

#[tokio::test]
async fn where_too_many_want_to_write_the_rest_is_told_to_come_again() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let mut other = app.database().await;
    hold_writers(&mut other).await;
    let mut answers: FuturesUnordered<_> = (0..MANY).map(|_| mark_read(&resident)).collect();
    let first = answers.next().await.unwrap();
    assert_eq!(first.code(), Code::Busy);
    assert_eq!(first.status, 503);
    assert_eq!(first.header("retry-after"), "3");
    other.execute("ROLLBACK").await.unwrap();
    let (mut done, mut refused) = (0, 1);
    while let Some(answer) = answers.next().await {
        match answer.status.as_u16() {
            204 => done += 1,
            503 => refused += 1,
            status => panic!("{status}: {}", answer.text()),
        }
    }
    assert!(done >= 500, "{done} done, {refused} refused");
    assert_eq!(mark_read(&resident).await.status, 204);
}

#[tokio::test]
async fn it_is_ready_while_it_can_write() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/readyz").await.status, 200);
    let mut other = app.database().await;
    hold_writers(&mut other).await;
    // It is tried once a second.
    assert_eq!(app.get("/readyz").await.status, 200);
    app.clock.move_on(1);
    let answer = app.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.text(), "nothing can be written to the database\n");
    assert_eq!(app.get("/livez").await.status, 200);
    other.execute("ROLLBACK").await.unwrap();
    app.clock.move_on(1);
    assert_eq!(app.get("/readyz").await.status, 200);
}

/// As where a machine has lived with a wrong time and is put right.
#[tokio::test]
async fn a_clock_that_is_set_back_and_on_again_stops_nobody() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    for step in [-7200, 3 * 7200, -7200] {
        app.clock.set_by(step);
        for path in ["/api/v1/session", &format!("/api/v1/cases/{number}")] {
            assert_eq!(resident.get(path).await.status, 200, "{path} after {step}");
        }
        assert_eq!(mark_read(&resident).await.status, 204, "after {step}");
        app.server.sweep().await;
        app.server.cleanup().await;
        assert_eq!(app.get("/readyz").await.status, 200, "after {step}");
    }
    app.resident("zhou-hang").await.case().await;
}

/// A minute is a minute by whatever the time is set to: nobody waits until it is again as late as it was.
#[tokio::test]
async fn who_has_to_wait_a_minute_waits_no_longer_where_the_clock_is_set_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let nobody = json!({ "demo_identity": "nobody" });
    let try_once = async || resident.post("/api/v1/session", "-", &nobody).await.code();
    while try_once().await == Code::NotFound {}
    assert_eq!(try_once().await, Code::TooMany);
    app.clock.set_by(-7200);
    assert_eq!(try_once().await, Code::TooMany);
    app.clock.move_on(60);
    assert_eq!(try_once().await, Code::NotFound);
}

/// A disk of 12 MB, which only root can set up; elsewhere the tests of the store show the same on a small file.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=12m,mode=0700", "tmpfs"]);
        let mounted = mount
            .arg(at)
            .output()
            .is_ok_and(|done| done.status.success());
        mounted.then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()) || std::thread::panicking());
        // What the folder of the test could not remove while it was mounted.
        let _ = self.0.parent().map(std::fs::remove_dir_all);
    }
}

#[tokio::test]
async fn a_disk_that_was_full_and_is_not_any_more_is_written_again() {
    let mut disk = None;
    let app = TestApp::start_on(|data| disk = SmallDisk::mount(data)).await;
    if disk.is_none() {
        eprintln!("no small disk can be mounted here: not tried");
        return;
    }
    // It can write and has little room: what goes elsewhere is not refused.
    let ready = app.get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert_eq!(ready.text(), "the disk is full\n");
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(vec![0; 1000]);
    resident.announce(&photo).await;
    let filler = app.folder.path().join("data/filler");
    fill(&filler);
    let mut refused = 0;
    for number in 0..12 {
        let identity = json!({ "demo_identity": "lin-jing" });
        let answer = resident
            .post("/api/v1/session", &format!("{number}"), &identity)
            .await;
        match answer.status.as_u16() {
            200 => {}
            507 => {
                assert_eq!(answer.code(), Code::StorageFull);
                assert_eq!(answer.header("retry-after"), "60");
                refused += 1;
            }
            status => panic!("{status}: {}", answer.text()),
        }
    }
    assert!(refused > 0);
    std::fs::remove_file(filler).unwrap();
    for _ in 0..40 {
        resident.announce(&photo).await;
    }
}

/// Until not one byte more fits.
fn fill(file: &Path) {
    use std::io::Write;
    let mut file = std::fs::File::create(file).unwrap();
    for size in [1 << 16, 1 << 10, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
