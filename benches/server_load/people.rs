//! Invented people who are signed in, each with an application to hand in. Their numbers are of the region 320000, in
//! which nobody is born.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use hyper::Method;
use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::client::{Client, Result};
use crate::running::SECRET;

/// Who are signed in and have not handed in yet, by their cookies.
pub(crate) type Waiting = Arc<Mutex<Vec<String>>>;

/// Digits of an identity number are weighed by these (GB 11643-1999).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Of somebody born in 1992, each day another 999.
fn number(person: u32) -> String {
    let (day, order) = (person / 999, person % 999 + 1);
    let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
    let digits = format!("3200001992{month:02}{day:02}{order:03}");
    let weighed = digits.chars().zip(WEIGHTS);
    let sum: u32 = weighed
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight)
        .sum();
    format!("{digits}{}", CHECKS[sum as usize % 11])
}

/// Signs people in by as many connections as there are clients.
pub(crate) async fn sign_in(
    servers: &[SocketAddr],
    clients: usize,
    people: usize,
) -> Result<Waiting> {
    let waiting = Waiting::default();
    let mut signing = Vec::new();
    for client in 0..clients {
        let (address, waiting) = (servers[client % servers.len()], waiting.clone());
        signing.push(tokio::spawn(async move {
            let mut client = Client::connect(address).await?;
            for _ in 0..people / clients {
                let cookie = one(&mut client).await?;
                waiting.lock().await.push(cookie);
            }
            Result::Ok(())
        }));
    }
    for task in signing {
        task.await??;
    }
    Ok(waiting)
}

#[derive(Deserialize)]
struct HandedOver {
    address: String,
}

/// As the back end of a mini-program hands a session in; the cookie.
pub(crate) async fn one(client: &mut Client) -> Result<String> {
    let person = NEXT.fetch_add(1, Ordering::Relaxed);
    let [_, b, c, d] = person.to_be_bytes();
    let from = format!("10.{b}.{c}.{d}");
    let handed_in = json!({ "person": {
        "subject": format!("m-{person}"), "name": "林静", "number": number(person), "mobile": "15400000001",
    } });
    let request = Client::request(Method::POST, "/api/v1/handovers")
        .header("authorization", format!("Bearer {SECRET}"))
        .header("x-requested-by", "yijianshi")
        .header("x-forwarded-for", &from)
        .header("content-type", "application/json");
    let answer = client.send(request, handed_in.to_string().into()).await?;
    let code: HandedOver = serde_json::from_slice(&answer.is(201, "handing over")?.body)?;
    let request = Client::request(Method::GET, &code.address).header("x-forwarded-for", &from);
    let answer = client.send(request, Bytes::new()).await?;
    let answer = answer.is(303, "opening a session")?;
    answer.cookie.ok_or_else(|| "no cookie was given".into())
}

/// What somebody hands in who has left an employer and wants to be registered: seven questions, the fields that nobody
/// knows of them, the identity card at the counter.
pub(crate) async fn application(server: SocketAddr) -> Result<Bytes> {
    let path = "/api/v1/scenarios/unemployment?region=321000";
    let answer = Client::connect(server).await?.get(path).await?;
    let scenario: Value = serde_json::from_slice(&answer.is(200, "the scenario")?.body)?;
    let commitments = scenario["commitments"].as_array().into_iter().flatten();
    let agreed: Vec<&Value> = commitments.map(|it| &it["id"]).collect();
    let submission = json!({
        "scenario": scenario["id"],
        "version": scenario["version"],
        "hash": scenario["hash"],
        "region": scenario["region"]["code"],
        "application": {
            "answers": { "given": {
                "situation": "left_employer", "now": ["none"], "benefit_stage": "never",
                "leaving_reason": "resigned", "insured_where": "here", "hardship": ["none"],
                "insured_months": 36,
            } },
            "fields": {
                "education": "college", "address": "江苏省扬州市邗江区演示路 1 号", "left_on": "2026-11-02",
            },
            "materials": { "id_card": "counter" },
            "agreed": agreed,
            "sensitive_consent": true,
        },
    });
    Ok(submission.to_string().into())
}
