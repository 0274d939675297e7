//! What is done to the data of a server from the command line (`server rotate-key` and others).

mod encrypt;
mod ends;
mod trail;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Settings;
use crate::data_folder::{DataFolder, DataFolderError};
use crate::encryption::master_keys;
use crate::objects::ObjectStore;
use crate::random::NoRandomness;
use crate::service_error::ServiceError;
use crate::start::{self, Services, StartError};
use crate::store::{Store, StoreError, data_keys};

pub use encrypt::{Encrypted, encrypt};
pub use ends::retention;
pub use trail::export_audit;

/// Data keys that are encrypted anew in one transaction.
const TOGETHER: u32 = 500;

/// Why it was not done, or not to the end; run again, it goes on.
#[derive(Debug, thiserror::Error)]
pub enum UpkeepError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    #[error("the database failed")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    Files(#[from] ServiceError),
    #[error("a file is not as long as it was: {0}")]
    Cut(String),
    #[error("nothing is encrypted here (--no-encryption)")]
    InClear,
    #[error("cannot write {}", path.display())]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("what is kept no longer could not be counted or removed")]
    Retention(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("a day is written 2026-12-31")]
    Day,
    #[error("no key can be drawn")]
    Randomness(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for UpkeepError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

impl From<NoRandomness> for UpkeepError {
    fn from(error: NoRandomness) -> Self {
        Self::Randomness(error.into())
    }
}

/// The data of a server, with the keys that open them.
struct Data {
    store: Store,
    objects: Arc<dyn ObjectStore>,
}

impl Data {
    async fn open(settings: &Settings) -> Result<Self, UpkeepError> {
        let objects = Services::built_in(settings)?.objects;
        let store = start::store(settings).await?;
        Ok(Self { store, objects })
    }
}

/// A new line for the file of master keys.
///
/// # Errors
/// Where the operating system gives no random bytes.
pub fn draw_master_key() -> Result<String, UpkeepError> {
    Ok(master_keys::draw()?.to_string())
}

/// Encrypts every data key with the first of the master keys; how many were with another one. What is kept with the
/// data keys stays as it is, and servers may run meanwhile, if each has both master keys.
///
/// # Errors
/// See [`UpkeepError`].
pub async fn rotate_keys(settings: &Settings) -> Result<usize, UpkeepError> {
    let Data { store, .. } = Data::open(settings).await?;
    let (mut after, mut rotated) = (Vec::new(), 0);
    loop {
        let mut db = store.write().await?;
        let Some((last, anew)) = data_keys::wrap_again(&mut db, &after, TOGETHER).await? else {
            break;
        };
        db.commit().await?;
        (after, rotated) = (last, rotated + anew);
    }
    store.close().await;
    Ok(rotated)
}

/// Keeps servers that run in the same folder away.
fn alone(settings: &Settings) -> Result<DataFolder, UpkeepError> {
    Ok(DataFolder::open(&settings.data)?)
}
