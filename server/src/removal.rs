//! The end of a file: its row goes first, with a note that its bytes follow (`file_removals`), then the bytes. A row
//! without a file would be a lie. Where the object store does not take it, or the server is killed between the two, the
//! note stays, and the next clean-up goes on. Whoever removes files does it this way: a person who takes one back or
//! has her data erased, and what is kept no longer (`retention`).

use crate::clock::Moment;
use crate::error::Causes;
use crate::objects::ObjectStore;
use crate::store::{Store, StoreError, file_removals};

/// Looked up and written down together.
const TOGETHER: u32 = 200;
/// A store that has failed so often is away: each try may take ten seconds.
const GIVE_UP: usize = 3;
/// Where somebody waits for it.
const GIVE_UP_SOON: usize = 1;

/// Removes the bytes of files whose rows are gone. How many are left to the next clean-up, which is no failure of
/// whoever asked for it: the row is gone, and with it whatever can be read of the file.
pub(crate) async fn of(
    store: &Store,
    objects: &dyn ObjectStore,
    ids: &[String],
    now: Moment,
) -> usize {
    let tried = remove(objects, ids, GIVE_UP_SOON).await;
    if let Err(error) = tried.write_down(store, now).await {
        // It is tried again, and that it is gone already is no error.
        tracing::warn!(error = %Causes(&error), "which files are removed was not written down");
    }
    ids.len() - tried.gone.len()
}

/// Goes on with all that wait; how many are left.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn go_on(
    store: &Store,
    objects: &dyn ObjectStore,
    now: Moment,
) -> Result<u64, StoreError> {
    loop {
        let mut db = store.read().await?;
        let ids = file_removals::waiting(&mut db, now.unix(), TOGETHER).await?;
        drop(db);
        let tried = remove(objects, &ids, GIVE_UP).await;
        tried.write_down(store, now).await?;
        if ids.is_empty() || tried.failed.len() >= GIVE_UP {
            let mut db = store.read().await?;
            return file_removals::count(&mut db).await;
        }
    }
}

#[derive(Default)]
struct Tried<'a> {
    gone: Vec<&'a str>,
    failed: Vec<&'a str>,
}

async fn remove<'a>(objects: &dyn ObjectStore, ids: &'a [String], give_up: usize) -> Tried<'a> {
    let mut tried = Tried::default();
    for id in ids {
        match objects.remove(id).await {
            Ok(()) => tried.gone.push(id),
            Err(error) => {
                tracing::error!(error = %Causes(&error), "a file is left to the next clean-up");
                tried.failed.push(id);
                if tried.failed.len() >= give_up {
                    break;
                }
            }
        }
    }
    tried
}

impl Tried<'_> {
    async fn write_down(&self, store: &Store, now: Moment) -> Result<(), StoreError> {
        if self.gone.is_empty() && self.failed.is_empty() {
            return Ok(());
        }
        let mut db = store.write().await?;
        for id in &self.gone {
            file_removals::end(&mut db, id).await?;
        }
        for id in &self.failed {
            file_removals::failed(&mut db, id, now.unix()).await?;
        }
        db.commit().await
    }
}
