//! The registers: records (免填写), e-licences (免提交) and credit. A city implements [`Registers`] over its own data
//! exchange and passes it to the server in `Services`.

use async_trait::async_trait;
use catalog::context::Records;
use civic::day::Day;
use contract::person::{Holdings, OpenElsewhere};

use crate::auth::identity::Person;
use crate::service_error::ServiceError;

/// Each method may be asked several times while one application is made; an implementation caches as its source allows.
#[async_trait]
pub trait Registers: Send + Sync {
    /// Records and e-licences of a person.
    async fn holdings(&self, person: &Person, today: Day) -> Result<Holdings, ServiceError>;

    /// What is on record of people whom an employer names, in their order, by keys as `employee.contract_filed`. A rule
    /// alone looks at it (无人审批): nobody is shown it. What is not said is not known, and a person decides.
    async fn employees(
        &self,
        _employer: Option<&str>,
        people: &[Named],
        _today: Day,
    ) -> Result<Vec<Records>, ServiceError> {
        Ok(vec![Records::new(); people.len()])
    }

    /// Cases of the person that are open at other systems and are about what this scenario is about: a hint alone.
    async fn open_elsewhere(
        &self,
        _person: &Person,
        _scenario: &str,
        _today: Day,
    ) -> Result<Vec<OpenElsewhere>, ServiceError> {
        Ok(Vec::new())
    }

    /// Whether 告知承诺 is open to a person: no false promise before, no bad credit record.
    async fn may_promise(&self, person: &Person, today: Day) -> Result<bool, ServiceError>;
}

/// Somebody as an application names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// The number of their document in its normal form.
    pub number: String,
}
