//! The reference API of 一件事: what an agency's back end must speak, over SQLite and files on disk.
//! The list of routes is in `routes`; each route's handler lives in the file named after its subject.

mod app;
mod body;
mod cases;
mod catalogue;
mod clock;
mod config;
mod csrf;
mod demo;
mod dev;
mod error;
mod idempotency;
mod library;
pub mod logging;
mod openapi;
mod ops;
mod path;
mod patience;
mod person;
mod random;
mod rate_limit;
mod routes;
mod security_headers;
mod session;
pub mod shutdown;
mod static_files;
mod store;
mod sweep;
mod uploads;

pub use app::{Server, StartError};
pub use clock::Clock;
pub use config::{LogFormat, Settings};
