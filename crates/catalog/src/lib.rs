//! Scenarios as data, and the plan as a pure function of them: `plan(&Scenario, &Answers, &Context) -> Plan`.
//! No browser, no clock, no network, no database: the same code runs on the phone and on the server.

pub mod answers;
pub mod application;
pub mod changes;
pub mod condition;
pub mod context;
pub mod facts;
pub mod field_check;
pub mod handbook;
pub mod judge;
#[cfg(feature = "load")]
pub mod load;
pub mod plan;
pub mod reason;
pub mod scenario;
pub mod search;
pub mod table;
pub mod text;
pub mod value;

pub use answers::{Answers, Row};
pub use application::{Application, Attachment, Supplied};
pub use condition::Condition;
pub use context::{ActingFor, Context};
pub use judge::{Judgement, Truth};
pub use plan::{Plan, Verdict, plan};
pub use reason::Reason;
pub use scenario::Scenario;
pub use text::{Language, Text};
pub use value::Value;
