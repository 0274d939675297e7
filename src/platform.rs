//! The browser and what hosts it, behind small interfaces: storage, cryptography, the pre-check worker, the host app.

pub(crate) mod canvas_capture;
pub(crate) mod crypto;
pub(crate) mod host;
pub(crate) mod indexed_db;
pub(crate) mod precheck_worker;
