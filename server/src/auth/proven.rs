//! Those whom the identity service has proven: kept as it last told them, for a session holds no more than an id, and
//! the service is not asked again with every request.

use civic::citizen_id::CitizenId;

use super::identity::Person;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::{Connection, ProvenPerson, StoreError, proven_people};

/// The person with this id; `None` where nobody is known by it any more. For whom somebody acts who was proven, their
/// session says.
pub(crate) async fn person(
    app: &AppState,
    db: &mut Connection,
    id: &str,
) -> ApiResult<Option<Person>> {
    let today = app.clock.today();
    if let Some(person) = app.identity.person(id, today).await? {
        return Ok(Some(person));
    }
    let kept = proven_people::find(db, id).await?;
    Ok(kept.and_then(|kept| {
        Some(Person {
            id: kept.id,
            name: kept.name,
            number: CitizenId::parse(&kept.number, today).ok()?,
            mobile: kept.mobile,
            employer: None,
            proven_by: Some(kept.proven_by),
        })
    }))
}

/// Keeps who has just been proven.
pub(super) async fn keep(db: &mut Connection, person: &Person, now: i64) -> Result<(), StoreError> {
    let Some(proven_by) = &person.proven_by else {
        return Ok(());
    };
    let kept = ProvenPerson {
        id: person.id.clone(),
        name: person.name.clone(),
        number: person.number.as_str().to_owned(),
        mobile: person.mobile.clone(),
        proven_by: proven_by.clone(),
    };
    proven_people::put(db, &kept, now).await
}
