//! The bucket is away under load, at first gone and then silent: photographs wait and arrive whole, and everything that
//! needs no file goes on. Six seconds stand for a minute; `YIJIANSHI_BUCKET_AWAY_SECONDS=60` takes the whole of it.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bucket::Bucket;
use crate::killed::look_at;
use crate::photographs::Tries;
use crate::residents::{App, Done, Habits, PATIENCE, Residents};
use crate::running::Running;
use crate::s3_server::KEY;

const AWAY: &str = "YIJIANSHI_BUCKET_AWAY_SECONDS";
/// One has no more files of no case than this.
const MOST: usize = 90;
const CASES: usize = 40;

/// Somebody who sends one photograph after the other.
struct Photographer {
    whole: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    sending: JoinHandle<App>,
}

impl Photographer {
    fn begin(server: SocketAddr, person: &'static str, patience: Duration) -> Self {
        let (whole, is_over) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let (sent, ends) = (whole.clone(), is_over.clone());
        let sending = std::thread::spawn(move || {
            let mut app = App::signed_in(server, person, false);
            app.photographs.patience = patience;
            while !ends.load(Ordering::Relaxed) && app.photographs.whole.len() < MOST {
                app.photographs.send(&app.cookie);
                sent.fetch_add(1, Ordering::Relaxed);
            }
            app
        });
        Self {
            whole,
            is_over,
            sending,
        }
    }

    fn whole(&self) -> usize {
        self.whole.load(Ordering::Relaxed)
    }

    fn wait_for(&self, whole: usize, patience: Duration) {
        let began = Instant::now();
        while self.whole() < whole {
            assert!(began.elapsed() < patience, "no photograph arrives");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn end(self) -> App {
        self.is_over.store(true, Ordering::Relaxed);
        self.sending.join().unwrap()
    }
}

/// Somebody who reads what needs no file, all the time: how often, and the longest that it took.
fn reads(app: App, number: String, is_over: Arc<AtomicBool>) -> JoinHandle<(App, usize, Duration)> {
    std::thread::spawn(move || {
        let (mut asked, mut longest) = (0, Duration::ZERO);
        let case = format!("/api/v1/cases/{number}");
        while !is_over.load(Ordering::Relaxed) {
            for path in ["/api/v1/cases", &case, "/api/v1/inbox", "/readyz"] {
                let began = Instant::now();
                let (status, answer) = app.get(path);
                assert_eq!(status, 200, "{path}: {answer}");
                longest = longest.max(began.elapsed());
                asked += 1;
            }
        }
        (app, asked, longest)
    })
}

/// The case that is handed in with a photograph which arrived before.
fn hand_in_with(app: &mut App, file: &str) -> String {
    let mut submission = app.submission("contract_expired");
    let application = &mut submission["application"];
    application["materials"] =
        json!({ "social_card": { "attached": [{ "page": "face", "file": file }] } });
    application["confirmed"] = json!({ "social_card": { "ticked": ["own", "readable"] } });
    let (status, answer) = app.post("/api/v1/cases", "with-a-photograph", &submission);
    assert_eq!(status, 201, "{answer}");
    let case: Value = serde_json::from_str(&answer).unwrap();
    case["number"].as_str().unwrap().to_owned()
}

#[test]
fn while_the_bucket_is_away_photographs_wait_and_everything_else_goes_on() {
    let away = std::env::var(AWAY).map_or(6, |seconds| seconds.parse().unwrap());
    let away = Duration::from_secs(away);
    let patience = away + PATIENCE;
    let mut bucket = Bucket::start();
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let objects = bucket.s3.objects();
    let flags = ["--writes-a-minute", "1000000", "--objects", &objects];
    let secrets = [
        ("AWS_ACCESS_KEY_ID", KEY.0),
        ("AWS_SECRET_ACCESS_KEY", KEY.1),
    ];
    let folder = tempfile::tempdir().unwrap();
    let server = Running::with_socket_and(folder, &socket, &flags, &secrets);

    let mut reader = App::signed_in(address, "lin-jing", false);
    let card = reader.photographs.send(&reader.cookie);
    let card = card.rsplit('/').next().unwrap().to_owned();
    let residents = Residents::at(
        address,
        Habits {
            people: ["zhou-hang", "chen-guoping", "sun-lei", "aygul"],
            a_photograph_every: None,
            ..Habits::default()
        },
    );
    let photographers = ["he-yu", "qian-minghui", "xu-delin"]
        .map(|person| Photographer::begin(address, person, patience));
    residents.go_on(CASES);
    for one in &photographers {
        one.wait_for(2, patience);
    }

    bucket.go_away();
    let (before, gone_at) = (residents.handed_in(), Instant::now());
    // It is there, so its case needs no bucket.
    let number = hand_in_with(&mut reader, &card);
    let file = format!("/api/v1/cases/{number}/files/{card}");
    let (status, answer) = reader.get(&file);
    assert!(
        status == 503 && answer.contains("unavailable"),
        "{status}: {answer}"
    );
    let is_over = Arc::new(AtomicBool::new(false));
    let reading = reads(reader, number.clone(), is_over.clone());
    std::thread::sleep(away / 2);
    bucket.fall_silent();
    std::thread::sleep(away.saturating_sub(gone_at.elapsed()));
    let handed_in = residents.handed_in() - before;
    let whole: Vec<usize> = photographers.iter().map(Photographer::whole).collect();
    is_over.store(true, Ordering::Relaxed);
    let (mut reader, asked, longest_read) = reading.join().unwrap();
    bucket.come_back();
    let back_at = Instant::now();
    for (one, whole) in photographers.iter().zip(&whole) {
        // The one that was under way when it came back, whatever had become of its parts.
        one.wait_for(whole + 1, PATIENCE);
    }
    let recovered = back_at.elapsed();
    residents.go_on(CASES);

    let mut done = residents.end();
    let mut tries = Tries::default();
    for one in photographers {
        let mut app = one.end();
        tries = tries.and(app.photographs.tries);
        app.photographs.look_at(&app.cookie);
        let paths = app.photographs.whole.iter();
        done.photographs.extend(paths.map(|(path, _)| path.clone()));
    }
    reader.photographs.look_at(&reader.cookie);
    let (status, picture) = reader.get_bytes(&file);
    assert_eq!(status, 200);
    assert!(picture == precheck_testkit::sharp_photograph());
    done.photographs.push(card);
    done.open.push(number);
    done.open.sort();
    done.handed_in += 1;
    say(
        away,
        handed_in,
        (asked, longest_read),
        tries,
        recovered,
        &done,
    );
    let folder = server.stop();
    let database = folder.path().join("data/yijianshi.db");
    look_at(&format!("sqlite://{}", database.display()), &done);
    for path in &done.photographs {
        let id = path.rsplit('/').next().unwrap();
        assert_eq!(bucket.s3.names_of(id), ["sealed-whole"], "{path}");
    }
    assert!(handed_in > 0 && tries.put_off > 0 && asked > 0);
}

fn say(
    away: Duration,
    handed_in: usize,
    (asked, longest_read): (usize, Duration),
    tries: Tries,
    recovered: Duration,
    done: &Done,
) {
    println!(
        "the bucket was away for {} s: {handed_in} cases handed in meanwhile, the longest of all writes {:.1} s; \
         {asked} reads, the longest {:.2} s; {} photographs arrived whole, {} requests for them, {} put off with 503, \
         {} cut off, the longest answer {:.1} s; all that waited had arrived {:.1} s after it was back; \
         {} cases acknowledged, {} taken back, none lost, none twice",
        away.as_secs(),
        done.longest.as_secs_f64(),
        longest_read.as_secs_f64(),
        done.photographs.len(),
        tries.sent,
        tries.put_off,
        tries.cut_off,
        tries.longest.as_secs_f64(),
        recovered.as_secs_f64(),
        done.handed_in,
        done.taken_back,
    );
}
