//! Encryption of what is kept of residents, in the database and in the files: who has a copy of either alone reads
//! neither a name nor a picture (个人信息保护法 51; docs/operations.md says what it does not protect from).
//!
//! There are three kinds of keys (an envelope):
//! - the *master key* lies outside the data, in a file of its own (`master_keys`). It encrypts data keys and nothing
//!   else, so that another one can take its place without touching what is kept;
//! - each person has a *data key*, in the database, encrypted with the master key. Texts are encrypted with it
//!   (`store/encryption.rs`). A person whose key is erased cannot be read any more;
//! - each file has a *file key*, in its row, encrypted with the data key of whose it is (`file_key`).
//!
//! Everything is sealed by XChaCha20-Poly1305: what was changed, cut off or put elsewhere does not open.

pub(crate) mod cipher;
pub(crate) mod file_key;
pub(crate) mod master_keys;
