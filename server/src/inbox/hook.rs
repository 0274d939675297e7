//! The outgoing hook: tells a system of the place (SMS, WeChat templates) that something happened, without any personal
//! data. What it is told is signed; whom to tell, and in which words, that system knows.
//!
//! A notice leaves at least once: what the hook does not take is tried again, later and later, until it is three days
//! old and no news any more. Whoever receives it knows a repeated one by its id.

use std::time::Duration;

use casework::{EventKind, Moment};
use contract::notice::{Notice, UNASKED};

use super::client::Hook;
use crate::error::{ApiError, ApiResult, Causes};
use crate::state::AppState;
use crate::store::{Outgoing, OutgoingAbout, inbox};
use crate::turns::in_turn;

const INTERVAL: Duration = Duration::from_secs(5);
const BATCH: u32 = 50;
const DAY_SECONDS: i64 = 24 * 3600;
const OLDEST_DAYS: i64 = 3;
const FIRST_DELAY_SECONDS: i64 = 30;
const LONGEST_DELAY_SECONDS: i64 = 6 * 3600;

pub(crate) async fn regularly(app: AppState) {
    if app.hook.is_none() {
        return;
    }
    loop {
        once(&app).await;
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Sends what is due.
pub(crate) async fn once(app: &AppState) {
    let Some(hook) = &app.hook else { return };
    in_turn(app, "hook", send(app, hook)).await;
}

async fn send(app: &AppState, hook: &Hook) {
    if let Err(ApiError::Internal(fault)) = send_due(app, hook).await {
        tracing::error!(fault = %Causes(&fault), "notices cannot be read or written");
    }
}

async fn send_due(app: &AppState, hook: &Hook) -> ApiResult<()> {
    let now = app.clock.now().unix();
    let oldest = now - OLDEST_DAYS * DAY_SECONDS;
    let mut db = app.store.read().await?;
    let due = inbox::to_send(&mut db, now, oldest, BATCH).await?;
    drop(db);
    for outgoing in due {
        let body = serde_json::to_vec(&notice(&outgoing))?;
        let sent = hook.send(body).await;
        let is_sent = sent.is_ok();
        app.metrics.told(is_sent);
        let mut db = app.store.write().await?;
        if is_sent {
            inbox::set_sent(&mut db, outgoing.id, now).await?;
        } else {
            let next_try = now + delay(outgoing.attempts);
            inbox::put_off(&mut db, outgoing.id, next_try).await?;
        }
        db.commit().await?;
        if let Err(error) = sent {
            let (attempts, fault) = (outgoing.attempts + 1, Causes(&error));
            tracing::warn!(attempts, %fault, "the hook took no notice");
            // Where it does not answer, the others wait for the next round.
            break;
        }
    }
    Ok(())
}

fn delay(attempts: u32) -> i64 {
    let doubled = FIRST_DELAY_SECONDS.saturating_mul(1 << attempts.min(20));
    doubled.min(LONGEST_DELAY_SECONDS)
}

fn notice(outgoing: &Outgoing) -> Notice {
    let blank = Notice {
        id: outgoing.id.unsigned_abs(),
        to: outgoing.person.clone(),
        at: Moment::from_unix(outgoing.at).rfc3339(),
        ..Notice::default()
    };
    match &outgoing.about {
        OutgoingAbout::Event { number, event } => {
            let (called, service) = kind(&event.what);
            Notice {
                case: Some(number.clone()),
                event: called,
                service,
                at: event.at.rfc3339(),
                ..blank
            }
        }
        OutgoingAbout::Unasked { scenario, notice } => Notice {
            event: UNASKED.to_owned(),
            scenario: Some(scenario.clone()),
            notice: Some(notice.clone()),
            ..blank
        },
    }
}

/// The name of an event as it is stored, and the service it names.
fn kind(event: &EventKind) -> (String, Option<String>) {
    match serde_json::to_value(event) {
        Ok(serde_json::Value::Object(map)) => {
            let first = map.into_iter().next();
            let (name, content) = first.unwrap_or_default();
            let service = content.get("service").and_then(|service| service.as_str());
            (name, service.map(str::to_owned))
        }
        Ok(serde_json::Value::String(name)) => (name, None),
        _ => (String::new(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_answer_is_asked_less_and_less_often() {
        assert_eq!(delay(0), 30);
        assert_eq!(delay(3), 240);
        assert_eq!(delay(40), LONGEST_DELAY_SECONDS);
    }

    #[test]
    fn an_event_is_called_as_it_is_stored() {
        let granted = EventKind::Granted {
            service: "benefit".to_owned(),
            document: None,
            note: None,
        };
        let called = |name: &str, of: Option<&str>| (name.to_owned(), of.map(str::to_owned));
        assert_eq!(kind(&granted), called("granted", Some("benefit")));
        assert_eq!(kind(&EventKind::HandedOn), called("handed_on", None));
    }
}
