//! The reference API of 一件事: what an agency's back end must speak, over SQLite or PostgreSQL, and files on disk or
//! S3.
//!
//! | where | what |
//! |---|---|
//! | `server` | the composition root: reads the settings, builds the state, the router and the background tasks |
//! | `start` | what it is started with: services, offices, the hook |
//! | `state` | what handlers share |
//! | `routes` | every resource of the API; each handler lives in the folder named after its subject |
//! | `auth`, `registers` | who is signed in, and what the state already knows about them |
//! | `cases`, `uploads`, `ops` | the resident's cases, their files, the back offices' side |
//! | `counters` | where one can go in person, and the numbers that are booked there |
//! | `proactive` | what follows from records and decisions, told without being asked |
//! | `person` | what is held about a person: taken along, erased |
//! | `inbox` | what happened to a resident's cases, and the hook that tells a system of the place |
//! | `logging`, `request_id`, `metrics`, `traces`, `trace_export`, `probes` | what those who run it see |
//! | `store`, `objects` | the database and the files: the only places that know SQL and the disk |
//! | `encryption` | the keys by which what is kept of residents is encrypted |
//! | `retention`, `removal` | what is kept no longer, by kind; how a file goes |
//! | `upkeep` | what is done to the data from the command line |
//! | `check` | looking all settings through before a start |
//! | `moving` | from SQLite to PostgreSQL |
//! | `backup` | keeping and bringing back what an embedded server holds |
//! | `http` | what is the same for every resource: bodies, parameters, CSRF, headers, static files |

mod auth;
pub mod backup;
mod cases;
mod catalogue;
pub mod check;
mod cleanup;
mod clock;
mod config;
mod counters;
mod data_folder;
mod demo;
mod dev;
mod documents;
mod encryption;
mod endpoint;
mod error;
mod http;
mod inbox;
mod json_fault;
pub mod logging;
mod metrics;
pub mod moving;
mod objects;
mod openapi;
mod ops;
mod outgoing;
mod person;
mod proactive;
mod probes;
mod random;
mod registers;
mod removal;
mod request_id;
mod retention;
mod routes;
mod scenario_registry;
mod server;
mod service_error;
pub mod shutdown;
mod start;
mod state;
mod store;
mod subject_key;
mod sweeper;
pub mod trace_export;
mod traces;
mod turns;
pub mod upkeep;
mod uploads;

pub use auth::identity::{Employer, IdentityService, Person};
pub use clock::Clock;
pub use config::{
    EncryptionSettings, LogFormat, OidcSettings, RegisterSettings, RetentionSettings, Settings,
    TraceSettings,
};
pub use encryption::file_key::{FileKey, FileKeyError};
pub use encryption::master_keys::MasterKeyError;
pub use error::Causes;
pub use objects::address::{Objects, S3Address, UnknownObjects};
pub use objects::{Object, ObjectStore, ObjectWriter};
pub use registers::register::{Named, Registers};
pub use retention::Due;
pub use server::Server;
pub use service_error::{Service, ServiceError};
pub use start::{Services, StartError};
pub use store::{Database, DatabaseError};
