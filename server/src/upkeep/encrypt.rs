//! Encrypts what was kept in clear: by a release that did not encrypt, or with `--no-encryption`. Each text and each
//! file is either as before or encrypted; where it is broken off, the next run goes on.

use super::{Data, UpkeepError, alone};
use crate::config::Settings;
use crate::encryption::cipher::Key;
use crate::encryption::file_key::FileKey;
use crate::objects::Object;
use crate::store::{Store, in_clear, uploads};

const TOGETHER: u32 = 200;

/// What was encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Encrypted {
    pub texts: usize,
    pub files: usize,
}

/// While no server runs. Of SQLite the file is written anew, so that nothing of what was in clear is left in it;
/// PostgreSQL keeps old rows until `VACUUM FULL`.
///
/// # Errors
/// See [`UpkeepError`].
pub async fn encrypt(settings: &Settings) -> Result<Encrypted, UpkeepError> {
    let _alone = alone(settings)?;
    let data = Data::open(settings).await?;
    if !data.store.encrypts() {
        return Err(UpkeepError::InClear);
    }
    let texts = texts(&data.store).await?;
    let files = files(&data).await?;
    data.store.forget_removed().await?;
    data.store.close().await;
    Ok(Encrypted { texts, files })
}

async fn texts(store: &Store) -> Result<usize, UpkeepError> {
    let mut count = 0;
    let mut after = 0;
    loop {
        let mut db = store.read().await?;
        let Some((id, person)) = in_clear::case_after(&mut db, after).await? else {
            break;
        };
        drop(db);
        after = id;
        let mut db = store.write_of(&person).await?;
        count += in_clear::encrypt_case(&mut db, id).await?;
        db.commit().await?;
    }
    loop {
        let mut db = store.write().await?;
        let some = in_clear::encrypt_others(&mut db, TOGETHER).await?;
        db.commit().await?;
        count += some;
        if some == 0 {
            return Ok(count);
        }
    }
}

async fn files(data: &Data) -> Result<usize, UpkeepError> {
    let mut count = 0;
    let mut after = String::new();
    loop {
        let mut db = data.store.read().await?;
        let found = uploads::after(&mut db, &after, TOGETHER).await?;
        drop(db);
        let Some((last, ..)) = found.last() else {
            return Ok(count);
        };
        after.clone_from(last);
        for (id, person, in_clear) in found {
            if in_clear {
                file(data, &id, &person).await?;
                count += 1;
            }
            // Also where a run before was broken off between the row and this.
            data.objects.remove_clear(&id).await?;
        }
    }
}

async fn file(data: &Data, id: &str, person: &str) -> Result<(), UpkeepError> {
    let clear = Object::new(id, None);
    let bytes = match data.objects.read(&clear).await {
        Ok(bytes) => bytes,
        // A row whose file is lost: nothing is left that could be read.
        Err(error) if error.lacked() == Some(std::io::ErrorKind::NotFound) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let sealed = Object::new(id, Some(FileKey::new(Key::draw()?, id)));
    // What a broken run has left is of a key that nobody has.
    if data.objects.length(&sealed).await.is_ok() {
        data.objects.truncate(&sealed).await?;
    } else {
        data.objects.create(&sealed).await?;
    }
    let mut writer = data.objects.append(&sealed).await?;
    writer.write(&bytes).await?;
    writer.finish().await?;
    if data.objects.read(&sealed).await? != bytes {
        return Err(UpkeepError::Cut(id.to_owned()));
    }
    let mut db = data.store.write_of(person).await?;
    if let Some(key) = sealed.key() {
        uploads::set_key(&mut db, id, key).await?;
    }
    db.commit().await?;
    Ok(())
}
