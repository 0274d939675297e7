//! 办事窗口: which a place has, which half hours are free, and drawing a number for one (预约取号).

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::event::Visit;
use casework::{Clock, Moment};
use catalog::scenario::{Counter, TimeOfDay};
use civic::Day;
use civic::day;
use contract::counter::{BookableDay, BookableDays, Slot};

use crate::auth::session::SignedIn;
use crate::catalogue::cacheable;
use crate::error::{ApiError, ApiResult, not_found};
use crate::http::params::Path;
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::{Connection, Lock, StoreError, visits};

/// Told where a half hour is taken.
const NEXT_FREE: usize = 6;

/// `GET /api/v1/regions/{region}/counters`
pub(crate) async fn list(
    State(app): State<AppState>,
    Path(region): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let library = app.scenarios.current();
    let region = region_or_national(&library, Some(&region));
    let counters = library.counters(region).iter();
    let shown: Vec<&Counter> = counters.filter(|counter| is_open(&app, counter)).collect();
    cacheable(&headers, &shown)
}

/// `GET /api/v1/regions/{region}/counters/{counter}/days`
pub(crate) async fn days(
    State(app): State<AppState>,
    SignedIn(_): SignedIn,
    Path((region, id)): Path<(String, String)>,
) -> ApiResult<Json<BookableDays>> {
    let counter = find(&app, &region, &id).ok_or_else(not_found)?;
    let clock = app.clock.of_cases();
    let mut db = app.store.read().await?;
    let days = free(&mut db, &region, &counter, clock).await?;
    Ok(Json(BookableDays { days }))
}

/// A counter that may be told of; one that the demonstration has set up is real for nobody else.
fn is_open(app: &AppState, counter: &Counter) -> bool {
    !counter.demo || app.settings.offers_demo()
}

pub(crate) fn find(app: &AppState, region: &str, id: &str) -> Option<Counter> {
    let library = app.scenarios.current();
    let mut counters = library.counters(region).iter();
    let found = counters.find(|counter| counter.id == id && is_open(app, counter));
    found.cloned()
}

/// Whether a number can be booked in a place for a service.
pub(crate) fn takes_numbers(app: &AppState, region: &str, service: &str) -> bool {
    let library = app.scenarios.current();
    let mut counters = library.counters(region).iter();
    counters.any(|one| one.booking.is_some() && one.serves(service) && is_open(app, one))
}

/// The half hours from now on, by day, with how many numbers of each are free.
async fn free(
    db: &mut Connection,
    region: &str,
    counter: &Counter,
    clock: Clock<'_>,
) -> Result<Vec<BookableDay>, StoreError> {
    let per_slot = counter.booking.map_or(0, |booking| booking.per_half_hour);
    let taken = visits::taken(db, region, &counter.id, clock.today()).await?;
    let free = |at: &str| {
        let held = taken.iter().filter(|(other, _)| other == at).count();
        per_slot.saturating_sub(u16::try_from(held).unwrap_or(u16::MAX))
    };
    let days = counter.days(clock.today(), clock.calendar);
    let days = days.into_iter().map(|day| {
        let slots = counter.half_hours().map(|time| begins(day, time));
        let ahead = slots.filter(|at| *at > clock.now).map(Moment::rfc3339);
        let slots = ahead.map(|at| Slot {
            free: free(&at),
            at,
        });
        BookableDay {
            day: day::iso(day),
            slots: slots.collect(),
        }
    });
    Ok(days.collect())
}

fn begins(day: Day, time: TimeOfDay) -> Moment {
    Moment::start_of(day).plus(i64::from(time.minutes()) * 60)
}

/// What somebody wants to book.
pub(crate) struct Wanted<'a> {
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
    pub(crate) counter: &'a str,
    pub(crate) at: &'a str,
}

/// The number for a half hour. In a transaction that writes: nobody else draws meanwhile.
///
/// # Errors
/// 404 where the counter takes no numbers for the service; `slot_taken` with the next free half hours where this one is
/// full, past, or none of the counter's.
pub(crate) async fn draw(
    app: &AppState,
    db: &mut Connection,
    wanted: Wanted<'_>,
) -> ApiResult<Visit> {
    let Wanted {
        region,
        service,
        counter,
        at,
    } = wanted;
    let counter = find(app, region, counter).filter(|one| one.serves(service));
    let counter = counter.ok_or_else(not_found)?;
    let booking = counter.booking.ok_or_else(not_found)?;
    let clock = app.clock.of_cases();
    let numbers = Lock::Counter {
        region,
        counter: &counter.id,
    };
    db.lock(numbers).await?;
    let days = free(db, region, &counter, clock).await?;
    let slots = || days.iter().flat_map(|day| &day.slots);
    let is_free = slots().any(|slot| slot.at == at && slot.free > 0);
    let full = || {
        let later = slots().filter(|slot| slot.free > 0 && slot.at.as_str() >= at);
        let earlier = slots().filter(|slot| slot.free > 0 && slot.at.as_str() < at);
        ApiError::SlotTaken(later.chain(earlier).take(NEXT_FREE).cloned().collect())
    };
    let moment = Moment::parse(at).filter(|_| is_free).ok_or_else(full)?;
    let place = counter
        .half_hours()
        .position(|time| begins(moment.day(), time) == moment);
    let first = place.ok_or_else(full)? * usize::from(booking.per_half_hour) + 1;
    let taken = visits::taken(db, region, &counter.id, moment.day()).await?;
    let day = day::iso(moment.day());
    let is_taken = |number: &String| {
        let mut taken = taken.iter();
        taken.any(|(at, other)| at.starts_with(&day) && other == number)
    };
    let numbers = (first..).take(usize::from(booking.per_half_hour));
    let mut numbers = numbers.map(|number| format!("Y{number:03}"));
    let number = numbers.find(|number| !is_taken(number)).ok_or_else(full)?;
    Ok(Visit {
        counter: counter.id,
        at: moment,
        number,
    })
}
