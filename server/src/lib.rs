//! The reference API of 一件事: what an agency's back end must speak, over SQLite or PostgreSQL, and files on disk or S3.
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
//! | `inbox` | what happened to a resident's cases, and the hook that tells a system of the place |
//! | `logging`, `metrics`, `probes` | what those who run it see |
//! | `store`, `objects` | the database and the files: the only places that know SQL and the disk |
//! | `backup` | keeping and bringing back what an embedded server holds |
//! | `http` | what is the same for every resource: bodies, parameters, CSRF, headers, static files |

mod auth;
pub mod backup;
mod cases;
mod catalogue;
mod cleanup;
mod clock;
mod config;
mod counters;
mod data_folder;
mod demo;
mod dev;
mod documents;
mod endpoint;
mod error;
mod http;
mod inbox;
mod json_fault;
pub mod logging;
mod metrics;
mod objects;
mod openapi;
mod ops;
mod outgoing;
mod proactive;
mod probes;
mod random;
mod registers;
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
mod turns;
mod uploads;

pub use auth::identity::{Employer, IdentityService, Person};
pub use clock::Clock;
pub use config::{LogFormat, OidcSettings, RegisterSettings, Settings};
pub use error::Causes;
pub use objects::address::{Objects, S3Address, UnknownObjects};
pub use objects::{ObjectStore, ObjectWriter};
pub use registers::register::{Named, Registers};
pub use server::Server;
pub use service_error::{Service, ServiceError};
pub use start::{Services, StartError};
pub use store::{Database, DatabaseError};
