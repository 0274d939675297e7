//! What is the same for every resource: request bodies and parameters, idempotency, and the layers around the router.

pub(crate) mod address_limit;
pub(crate) mod body;
pub(crate) mod compression;
pub(crate) mod csrf;
pub(crate) mod etag;
pub(crate) mod idempotency;
pub(crate) mod inline;
pub(crate) mod method_override;
pub(crate) mod paging;
pub(crate) mod params;
pub(crate) mod security_headers;
pub(crate) mod static_files;
pub(crate) mod timeout;
