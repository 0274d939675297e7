//! The registers of the demonstration: they know the synthetic people alone.

use std::sync::Arc;

use async_trait::async_trait;
use catalog::context::Records;
use civic::day::Day;
use contract::person::Holdings;

use super::register::{Named, Registers};
use crate::auth::identity::Person;
use crate::demo::employees::DemoEmployees;
use crate::demo::people::DemoPeople;
use crate::service_error::ServiceError;

pub(crate) struct DemoRegisters {
    pub(crate) people: Arc<DemoPeople>,
    pub(crate) employees: DemoEmployees,
}

#[async_trait]
impl Registers for DemoRegisters {
    async fn holdings(&self, person: &Person, today: Day) -> Result<Holdings, ServiceError> {
        let found = self.people.find(&person.id, today);
        Ok(found.map(|person| person.holdings).unwrap_or_default())
    }

    async fn may_promise(&self, person: &Person, today: Day) -> Result<bool, ServiceError> {
        let found = self.people.find(&person.id, today);
        // Nothing is on record of anybody else.
        Ok(found.is_none_or(|person| person.may_promise))
    }

    async fn employees(
        &self,
        employer: Option<&str>,
        people: &[Named],
        _: Day,
    ) -> Result<Vec<Records>, ServiceError> {
        let people = people.iter();
        let records = people.map(|one| self.employees.records(employer, one));
        Ok(records.collect())
    }
}
