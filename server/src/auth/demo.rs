//! The identity service of the demonstration: one signs in as a synthetic person, without proof.

use std::sync::Arc;

use async_trait::async_trait;
use civic::day::Day;
use contract::person::{DemoIdentity, SignIn};

use super::identity::{IdentityService, Person};
use crate::demo::people::DemoPeople;
use crate::service_error::ServiceError;

pub(crate) struct DemoIdentityService(pub(crate) Arc<DemoPeople>);

#[async_trait]
impl IdentityService for DemoIdentityService {
    fn demo_identities(&self) -> Vec<DemoIdentity> {
        self.0.identities()
    }

    async fn sign_in(&self, sign_in: &SignIn, today: Day) -> Result<Option<Person>, ServiceError> {
        self.person(&sign_in.demo_identity, today).await
    }

    async fn person(&self, id: &str, today: Day) -> Result<Option<Person>, ServiceError> {
        let found = self.0.find(id, today);
        Ok(found.map(|person| Person {
            id: person.id,
            name: person.name,
            number: person.number,
            mobile: None,
            employer: None,
            proven_by: None,
        }))
    }
}
