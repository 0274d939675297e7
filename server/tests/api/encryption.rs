//! What is kept of residents is encrypted: who has the database and the files, and not the master key, reads nothing.

use std::path::Path;

use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::problem::Code;
use precheck_testkit as testkit;
use server::{Server, upkeep};
use sqlx::{AssertSqlSafe, Row};

use crate::resident::{Photo, attached};
use crate::test_app::TestApp;
use crate::test_database::is_postgres;

const WORDS: &str = "我的档案还在原单位";

/// What somebody has handed in, with a photograph and a question.
struct HandedIn {
    number: String,
    file: String,
    picture: Vec<u8>,
}

async fn hand_in(app: &TestApp) -> HandedIn {
    let resident = app.resident("lin-jing").await;
    let picture = testkit::sharp_photograph();
    let photo = Photo::of_social_card(picture.clone());
    let file = resident.upload(photo).await;
    let submission = resident.submission("contract_expired", attached(&file, false));
    let answer = resident.post("/api/v1/cases", "k", &submission.await).await;
    let case: Case = answer.json();
    let ask = ResidentAction::Ask {
        service: None,
        text: WORDS.to_owned(),
    };
    let asked = resident.act(&case.number, "q", ask).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    HandedIn {
        number: case.number,
        file,
        picture,
    }
}

impl HandedIn {
    /// What may stand in clear nowhere: a name, a number, an account, words, some bytes of the picture.
    fn secrets(&self) -> Vec<Vec<u8>> {
        let middle = self.picture.len() / 2;
        let texts = ["林静", "6200000000000000018", WORDS, "15400000001"];
        let mut secrets: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        secrets.push(self.picture[middle..middle + 16].to_vec());
        secrets
    }

    /// The resident reads all of it, word for word and byte for byte.
    async fn is_read(&self, app: &TestApp) {
        let resident = app.resident("lin-jing").await;
        let shown = resident.shown(&self.number).await;
        assert!(
            shown
                .events
                .iter()
                .any(|event| event.text.as_deref() == Some(WORDS))
        );
        let of = shown
            .materials
            .iter()
            .find(|one| one.material == "social_card");
        assert!(of.is_some(), "{shown:?}");
        let path = format!("/api/v1/cases/{}/files/{}", self.number, self.file);
        assert!(resident.get(&path).await.body == self.picture);
        let application = format!("/api/v1/cases/{}/application", self.number);
        assert!(resident.get(&application).await.text().contains("林静"));
    }
}

/// All bytes that are kept: the folder of the data, and what PostgreSQL shows of every column.
async fn kept(app: &TestApp) -> Vec<u8> {
    let mut bytes = Vec::new();
    read_all(&app.folder.path().join("data"), &mut bytes);
    if is_postgres() {
        let mut db = app.database().await;
        let columns = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
            WHERE table_schema = 'public'";
        for column in sqlx::query(columns).fetch_all(&mut db).await.unwrap() {
            let (table, column): (String, String) = (column.get(0), column.get(1));
            let texts = format!("SELECT coalesce(CAST({column} AS TEXT), '') FROM {table}");
            let texts: Vec<String> = sqlx::query_scalar(AssertSqlSafe(texts))
                .fetch_all(&mut db)
                .await
                .unwrap();
            texts
                .iter()
                .for_each(|text| bytes.extend_from_slice(text.as_bytes()));
        }
    }
    bytes
}

fn read_all(folder: &Path, bytes: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, bytes);
        } else {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
}

fn found(secrets: &[Vec<u8>], kept: &[u8]) -> Vec<usize> {
    let is_in = |secret: &Vec<u8>| kept.windows(secret.len()).any(|window| window == secret);
    let all = secrets.iter().enumerate();
    all.filter(|(_, secret)| is_in(secret))
        .map(|(at, _)| at)
        .collect()
}

#[tokio::test]
async fn nothing_of_an_application_stands_in_the_database_or_the_files() {
    let app = TestApp::start().await;
    let case = hand_in(&app).await;
    assert_eq!(found(&case.secrets(), &kept(&app).await), [0; 0]);
    case.is_read(&app).await;
    // Nor where it is read by range.
    let resident = app.resident("lin-jing").await;
    let path = format!("/api/v1/cases/{}/files/{}", case.number, case.file);
    let mut request = resident.tus("GET".parse().unwrap(), &path);
    request = request.header("range", "bytes=70000-140000");
    let part = resident.send(request, axum::body::Body::empty()).await;
    let end = case.picture.len().min(140_001);
    assert!(part.body == case.picture[70_000..end]);
}

#[tokio::test]
async fn what_was_changed_is_not_shown_and_is_nobody_else_s() {
    let app = TestApp::start().await;
    let case = hand_in(&app).await;
    let other = app.resident("zhou-hang").await.case().await;
    let mut db = app.database().await;
    let text = "SELECT application FROM cases WHERE number = $1";
    let mut stored = Vec::new();
    for number in [&case.number, &other] {
        let text: String = sqlx::query_scalar(text)
            .bind(number)
            .fetch_one(&mut db)
            .await
            .unwrap();
        stored.push(text);
    }
    let mut changed = stored[0].clone();
    let last = changed.pop().unwrap();
    changed.push(if last == 'A' { 'B' } else { 'A' });
    let cut = stored[0][..stored[0].len() / 2].to_owned();
    let put = "UPDATE cases SET application = $1 WHERE number = $2";
    for wrong in [&changed, &cut, &stored[1]] {
        sqlx::query(put)
            .bind(wrong.clone())
            .bind(&case.number)
            .execute(&mut db)
            .await
            .unwrap();
        let resident = app.resident("lin-jing").await;
        let path = format!("/api/v1/cases/{}/application", case.number);
        assert_eq!(resident.get(&path).await.code(), Code::Internal);
        let other_path = format!("/api/v1/cases/{other}/application");
        let other = app.resident("zhou-hang").await;
        assert_eq!(other.get(&other_path).await.status, 200);
    }
    sqlx::query(put)
        .bind(stored[0].clone())
        .bind(&case.number)
        .execute(&mut db)
        .await
        .unwrap();
    case.is_read(&app).await;
}

#[tokio::test]
async fn a_picture_that_was_changed_or_cut_is_not_shown() {
    let app = TestApp::start().await;
    let case = hand_in(&app).await;
    let name = format!("{}.sealed", case.file);
    let file = app
        .folder
        .path()
        .join("data/files")
        .join(&case.file[..2])
        .join(name);
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    changed[100] ^= 1;
    let resident = app.resident("lin-jing").await;
    let path = format!("/api/v1/cases/{}/files/{}", case.number, case.file);
    for wrong in [changed.as_slice(), &whole[..whole.len() - 1], &case.picture] {
        std::fs::write(&file, wrong).unwrap();
        assert_eq!(resident.get(&path).await.code(), Code::Internal);
    }
    std::fs::write(&file, whole).unwrap();
    case.is_read(&app).await;
}

#[tokio::test]
async fn another_master_key_takes_the_place_of_the_first() {
    let app = TestApp::start().await;
    let case = hand_in(&app).await;
    let folder = app.folder.path().to_owned();
    let first = std::fs::read_to_string(folder.join("data/master.key")).unwrap();
    let second = upkeep::draw_master_key().unwrap();
    let file = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    let both = file("both.key", &format!("{second}{first}"));
    let new = file("new.key", &second);
    let mut settings = app.settings();
    settings.database = crate::test_database::of(&folder).await;
    settings.encryption.master_key = Some(new.clone());
    let stopped = app.stopped();
    let early = Server::start(settings.clone(), stopped.1.clone()).await;
    let early = early.err().expect("it does not start").to_string();
    assert!(early.contains("--master-key"), "{early}");
    settings.encryption.master_key = Some(both);
    let rotated = upkeep::rotate_keys(&settings).await.unwrap();
    assert!(rotated >= 2, "{rotated}");
    assert_eq!(upkeep::rotate_keys(&settings).await.unwrap(), 0);
    let app = TestApp::started_again_set(stopped, |settings| {
        settings.encryption.master_key = Some(new);
    })
    .await;
    case.is_read(&app).await;
    assert_eq!(found(&case.secrets(), &kept(&app).await), [0; 0]);
}

#[tokio::test]
async fn what_was_kept_in_clear_is_read_and_then_encrypted() {
    let app = TestApp::start_in_clear(|services| services).await;
    let case = hand_in(&app).await;
    let in_clear = found(&case.secrets(), &kept(&app).await);
    assert_eq!(in_clear, [0, 1, 2, 3, 4]);
    let app = app.restarted().await;
    case.is_read(&app).await;
    let mut settings = app.settings();
    let (folder, clock) = app.stopped();
    settings.database = crate::test_database::of(folder.path()).await;
    let done = upkeep::encrypt(&settings).await.unwrap();
    assert!(done.files == 1 && done.texts >= 5, "{done:?}");
    let again = upkeep::encrypt(&settings).await.unwrap();
    assert_eq!((again.texts, again.files), (0, 0));
    let app = TestApp::started_again((folder, clock)).await;
    assert_eq!(found(&case.secrets(), &kept(&app).await), [0; 0]);
    case.is_read(&app).await;
}
