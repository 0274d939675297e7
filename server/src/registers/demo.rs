//! The registers of the demonstration: they know the synthetic people alone.

use std::sync::Arc;

use async_trait::async_trait;
use civic::day::Day;
use contract::person::Holdings;

use super::register::Registers;
use crate::auth::identity::Person;
use crate::demo::people::DemoPeople;
use crate::service_error::ServiceError;

pub(crate) struct DemoRegisters(pub(crate) Arc<DemoPeople>);

#[async_trait]
impl Registers for DemoRegisters {
    async fn holdings(&self, person: &Person, today: Day) -> Result<Holdings, ServiceError> {
        let found = self.0.find(&person.id, today);
        Ok(found.map(|person| person.holdings).unwrap_or_default())
    }

    async fn may_promise(&self, person: &Person, today: Day) -> Result<bool, ServiceError> {
        let found = self.0.find(&person.id, today);
        Ok(found.is_some_and(|person| person.may_promise))
    }
}
