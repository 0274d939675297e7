//! What is the same for every resource: request bodies and parameters, idempotency, and the layers around the router.

pub(crate) mod body;
pub(crate) mod client_address;
pub(crate) mod compression;
pub(crate) mod connections;
pub(crate) mod csrf;
pub(crate) mod etag;
mod hidden_marks;
pub(crate) mod idempotency;
pub(crate) mod inline;
pub(crate) mod limits;
pub(crate) mod method_override;
pub(crate) mod pace;
pub(crate) mod paging;
pub(crate) mod params;
mod rate_limit;
pub(crate) mod security_headers;
pub(crate) mod static_files;
pub(crate) mod stored_answer;
mod taken;
pub(crate) mod timeout;
