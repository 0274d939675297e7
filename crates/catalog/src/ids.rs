//! The ids by which scenarios, answers and plans name the parts of a scenario.
//! They are short snake_case words, unique within their kind and stable over versions.

pub type ScenarioId = String;
pub type QuestionId = String;
pub type FactId = String;
pub type ServiceId = String;
pub type FieldId = String;
pub type MaterialId = String;
pub type GroupId = String;
pub type CommitmentId = String;
pub type SourceId = String;
/// The id of a question or of a derived fact: they share one name space.
pub type Name = String;
