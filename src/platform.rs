//! The browser and what hosts it, behind small interfaces: storage, cryptography, files, the pre-check worker, the host
//! app. Nothing here knows of drafts or materials.

pub(crate) mod canvas_capture;
pub(crate) mod crypto;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod host;
pub(crate) mod indexed_db;
pub(crate) mod other_pages;
pub(crate) mod patience;
pub(crate) mod precheck_worker;
pub(crate) mod press;
pub(crate) mod random;
