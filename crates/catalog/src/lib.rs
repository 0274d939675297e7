//! Scenarios as data, and the plan as a pure function of them: `plan(&Scenario, &Answers, &Context) -> Plan`.
//! No browser, no clock, no network, no database: the same code runs on the phone and on the server.

pub mod answers;
pub mod application;
pub mod condition;
pub mod context;
pub mod correction_reason;
pub mod evaluation;
pub mod facts;
pub mod field_check;
pub mod given;
pub mod handbook;
pub mod ids;
#[cfg(feature = "load")]
pub mod load;
pub mod localized_text;
pub mod migration;
pub mod plan;
pub mod scenario;
pub mod search;
pub mod subject;
pub mod table;
pub mod value;

pub use answers::{Answers, Row};
pub use application::{Application, Attachment, Supplied};
pub use condition::Condition;
pub use context::{ActingFor, Context};
pub use correction_reason::CorrectionReason;
pub use evaluation::{Evaluation, Truth};
pub use localized_text::{Language, LocalizedText};
pub use plan::{Plan, Verdict, plan};
pub use scenario::Scenario;
pub use value::Value;
