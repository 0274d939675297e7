//! What a resident does with a case of her own. `casework` says whether it is open to her; here is what else belongs to
//! it: words and their length, papers that are checked and kept.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Action, Offer, Refusal};
use catalog::Supplied;
use catalog::application::{Confirmed, Problem, ProblemCode};
use catalog::scenario::MaterialId;
use contract::case_action::{ResidentAction, ResidentCommand};

use super::change::{Change, Judged};
use super::scene::Scene;
use super::{correction, undo, view};
use crate::auth::session::SignedIn;
use crate::counters;
use crate::error::ApiResult;
use crate::http::body::JsonBody;
use crate::http::idempotency::IdempotencyKey;
use crate::http::params::Path;
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::{Connection, Superseded, superseded};

/// `POST /api/v1/cases/{number}/actions`
pub(crate) async fn act(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(number): Path<String>,
    key: IdempotencyKey,
    body: JsonBody<ResidentCommand>,
) -> ApiResult<Response> {
    let request = key.of(&format!("person:{}", person.id), &body.bytes);
    let command = body.data;
    // A register that fails stops nobody from undoing or withdrawing.
    let facts = match &command.action {
        ResidentAction::Correct { .. } | ResidentAction::Supply { .. } => {
            Some(RegisterFacts::of(&app, &person).await)
        }
        _ => None,
    };
    let (of, mut facts) = ((&*person.id, &*number), facts);
    let mut judged = None;
    if facts.is_some() {
        // Judged before the turn to write: nobody waits for it.
        let mut db = app.store.read().await?;
        if let Some(response) = request.replay(&mut db).await? {
            return Ok(response);
        }
        let scene = Scene::load(&app, &mut db, of, facts).await?;
        judged = match judge(&scene, &mut db, &command.action).await {
            Ok(judged) => judged,
            // The same request may have been done since.
            Err(error) => return request.replay(&mut db).await?.ok_or(error),
        };
        facts = scene.facts;
    }
    let mut db = app.store.write_of(&person.id).await?;
    if let Some(response) = request.replay(&mut db).await? {
        // What it stands on may be of the same group.
        db.commit().await?;
        return Ok(response);
    }
    let mut scene = Scene::load(&app, &mut db, of, facts).await?;
    scene.judged = judged;
    let undoes = command.action == ResidentAction::Undo;
    let actions = actions(&mut scene, &mut db, command.action).await?;
    let (actor, clock) = (scene.actor(), app.clock.of_cases());
    let Scene {
        mut file,
        record,
        superseded: replaced,
        ..
    } = scene;
    let mut replaced = Some(replaced).filter(|it| *it != Superseded::default());
    let mut seen = command.seen;
    for action in actions {
        file.act(&mut db, actor.clone(), seen, action, clock)
            .await?;
        seen = file.case.last;
        // The first event is the one that has changed it.
        if let Some(replaced) = replaced.take() {
            let when = (seen, &*file.case.last_at.rfc3339());
            superseded::insert(&mut db, record.id, when, &replaced).await?;
        }
    }
    if undoes {
        let answer = undo::leave_no_trace(&app, &mut db, record, &file, request).await?;
        db.commit().await?;
        return Ok(answer);
    }
    let case = view::of_file(&app, &mut db, record, &file).await?;
    let now = app.clock.now();
    let response = request
        .of_case(&number)
        .complete(&mut db, StatusCode::OK, &case, now)
        .await?;
    db.commit().await?;
    Ok(response)
}

/// What one action of a resident does to the case, in this order.
async fn actions(
    scene: &mut Scene<'_>,
    db: &mut Connection,
    action: ResidentAction,
) -> ApiResult<Vec<Action>> {
    use ResidentAction as R;
    Ok(vec![match action {
        R::Undo => Action::Undo,
        R::WithdrawAll => Action::WithdrawAll,
        R::Withdraw { service } => Action::Withdraw { service },
        R::Surrender { service } => Action::Surrender { service },
        R::Correct {
            service,
            correction,
        } => return correction::answered(scene, db, service, correction).await,
        R::Supply {
            material,
            supplied,
            confirmed,
        } => {
            let (change, problems) = supplied_later(scene, &material, &supplied, &confirmed)?;
            scene.change(db, &change, problems).await?;
            Action::Supply { material }
        }
        R::Ask { service, text } => Action::Ask {
            text: scene.some_words(db, &text).await?,
            service,
        },
        R::Object { service, text } => Action::Object {
            text: scene.some_words(db, &text).await?,
            service,
        },
        R::Urge { service } => Action::Urge { service },
        R::Rate {
            service,
            stars,
            reasons,
            text,
        } => Action::Rate {
            text: scene.words(db, &text).await?,
            service,
            stars,
            reasons: BTreeSet::from_iter(reasons).into_iter().collect(),
        },
        R::Invite { confirmer } => Action::Invite { confirmer },
        R::Book {
            service,
            counter,
            at,
        } => {
            scene.permits(&Offer::Book(service.clone()))?;
            let wanted = counters::Wanted {
                region: &scene.record.region,
                service: &service,
                counter: &counter,
                at: &at,
            };
            let visit = counters::draw(scene.app, db, wanted).await?;
            Action::Book { service, visit }
        }
        R::ChooseDelivery { service, delivery } => {
            scene.permits(&Offer::ChooseDelivery(service.clone()))?;
            let way = delivery.way;
            scene.deliver(db, &service, delivery).await?;
            Action::ChooseDelivery { service, way }
        }
        R::CancelBooking { service } => Action::CancelBooking { service },
    }])
}

/// A change of the application, where the action is one.
async fn judge(
    scene: &Scene<'_>,
    db: &mut Connection,
    action: &ResidentAction,
) -> ApiResult<Option<Judged>> {
    let (change, problems) = match action {
        ResidentAction::Correct {
            service,
            correction,
        } => correction::change(scene, service, correction)?,
        ResidentAction::Supply {
            material,
            supplied,
            confirmed,
        } => supplied_later(scene, material, supplied, confirmed)?,
        _ => return Ok(None),
    };
    scene.judge(db, &change, problems).await.map(Some)
}

fn supplied_later(
    scene: &Scene<'_>,
    material: &MaterialId,
    supplied: &Supplied,
    confirmed: &Option<Confirmed>,
) -> Result<(Change, Vec<Problem>), Refusal> {
    scene.permits(&Offer::Supply(material.clone()))?;
    let said = confirmed.iter().cloned();
    let change = Change {
        confirmed: said.map(|said| (material.clone(), said)).collect(),
        materials: [(material.clone(), supplied.clone())].into(),
        asks: true,
        ..Change::default()
    };
    let problems = not_brought(&change);
    Ok((change, problems))
}

/// A paper that follows is here, or is not.
fn not_brought(change: &Change) -> Vec<Problem> {
    let not_here = change
        .materials
        .iter()
        .filter(|(_, way)| !correction::is_here(way));
    let problems = not_here.map(|(id, _)| Problem {
        path: format!("/materials/{id}"),
        code: ProblemCode::WayNotAllowed,
    });
    problems.collect()
}
