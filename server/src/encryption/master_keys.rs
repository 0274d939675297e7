//! Master keys: a file with one a line, `ID KEY`, the key in Base64. The first encrypts; the others still open what
//! was encrypted before, until `server rotate-key` has been run. Lines that begin with `#` say something to people.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::cipher::{KEY, Key, Tampered};
use crate::random::{NoRandomness, hex};

/// Its name in a data folder, and among the credentials of a systemd unit.
pub(crate) const FILE: &str = "master.key";
const LONGEST_ID: usize = 32;

/// Not one where nothing is encrypted.
#[derive(Debug, Clone, Default)]
pub(crate) struct MasterKeys(Vec<(String, Key)>);

/// Why a file of master keys is not taken. No message holds a key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    #[error("it cannot be read or written")]
    Io(#[from] io::Error),
    #[error("it holds no key: `server draw-master-key` prints one")]
    Empty,
    #[error(
        "line {0} is not an id of A–Z, a–z, 0–9 and -, a space, and 32 bytes in Base64, or its id is there twice"
    )]
    Line(usize),
    #[error("no key can be drawn")]
    Randomness(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<NoRandomness> for MasterKeyError {
    fn from(error: NoRandomness) -> Self {
        Self::Randomness(error.into())
    }
}

impl MasterKeys {
    pub(crate) fn read(file: &Path) -> Result<Self, MasterKeyError> {
        Self::parse(&Zeroizing::new(fs::read_to_string(file)?))
    }

    /// Writes a new one beside the data. It is on disk before anything is encrypted with it.
    pub(crate) fn draw_into(file: &Path) -> Result<Self, MasterKeyError> {
        let line = draw()?;
        let mut written = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)?;
        written.write_all(line.as_bytes())?;
        written.sync_all()?;
        if let Some(folder) = file.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Self::parse(&line)
    }

    fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let mut keys: Vec<(String, Key)> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = || MasterKeyError::Line(number);
            let (id, key) = line.split_once(' ').ok_or_else(fault)?;
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            let is_id = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(plain);
            let bytes = Zeroizing::new(STANDARD.decode(key.trim()).map_err(|_| fault())?);
            let key = Key::from_bytes(&bytes).ok_or_else(fault)?;
            if !is_id || keys.iter().any(|(other, _)| other == id) {
                return Err(fault());
            }
            keys.push((id.to_owned(), key));
        }
        match keys.is_empty() {
            true => Err(MasterKeyError::Empty),
            false => Ok(Self(keys)),
        }
    }

    /// The id of the one that encrypts.
    pub(crate) fn current(&self) -> Option<&str> {
        self.0.first().map(|(id, _)| &**id)
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|(known, _)| known == id)
    }

    /// A data key, encrypted, and with which master key; `None` where there is none.
    pub(crate) fn wrap(
        &self,
        data_key: &Key,
        about: &[u8],
    ) -> Result<Option<(&str, Vec<u8>)>, NoRandomness> {
        let Some((id, key)) = self.0.first() else {
            return Ok(None);
        };
        Ok(Some((id, key.seal(data_key.bytes(), about)?)))
    }

    /// `None` where there is no master key with this id.
    pub(crate) fn unwrap(
        &self,
        id: &str,
        wrapped: &[u8],
        about: &[u8],
    ) -> Option<Result<Key, Tampered>> {
        let (_, key) = self.0.iter().find(|(known, _)| known == id)?;
        let opened = key.open(wrapped, about).map(Zeroizing::new);
        Some(opened.and_then(|bytes| Key::from_bytes(&bytes).ok_or(Tampered)))
    }
}

/// A new line of the file. The id says nothing of the key that could be turned round.
pub(crate) fn draw() -> Result<Zeroizing<String>, NoRandomness> {
    let key = Key::draw()?;
    let mut sum = Sha256::new();
    sum.update(b"master key");
    sum.update(key.bytes());
    let [a, b, c, d, ..] = <[u8; KEY]>::from(sum.finalize());
    let encoded = Zeroizing::new(STANDARD.encode(key.bytes()));
    Ok(Zeroizing::new(format!(
        "{} {}\n",
        hex(&[a, b, c, d]),
        *encoded
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_encrypts_and_all_open() {
        let (old, new) = (draw().unwrap(), draw().unwrap());
        let before = MasterKeys::parse(&old).unwrap();
        let data_key = Key::draw().unwrap();
        let (id, wrapped) = before.wrap(&data_key, b"lin").unwrap().unwrap();
        let both = MasterKeys::parse(&format!("# since November\n{}{}", *new, *old)).unwrap();
        assert_ne!(both.current(), before.current());
        let opened = both.unwrap(id, &wrapped, b"lin").unwrap().unwrap();
        assert_eq!(opened.bytes(), data_key.bytes());
        assert!(both.unwrap(id, &wrapped, b"zhou").unwrap().is_err());
        let after = MasterKeys::parse(&new).unwrap();
        assert!(after.unwrap(id, &wrapped, b"lin").is_none());
    }

    #[test]
    fn a_file_with_a_fault_is_not_taken() {
        let key = draw().unwrap();
        let twice = format!("{}{}", *key, *key);
        let encoded = key.split_once(' ').unwrap().1;
        for (text, line) in [
            ("a", 1),
            ("a AAAA", 1),
            (&format!("# x\n\na_b {encoded}"), 3),
            (&twice, 2),
        ] {
            let fault = MasterKeys::parse(text).unwrap_err();
            assert!(matches!(fault, MasterKeyError::Line(at) if at == line));
            assert!(!format!("{fault} {fault:?}").contains(encoded.trim()));
        }
        let empty = MasterKeys::parse("# nothing").unwrap_err();
        assert!(matches!(empty, MasterKeyError::Empty));
    }

    #[test]
    fn a_drawn_key_is_its_owner_s_and_never_overwritten() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let drawn = MasterKeys::draw_into(&file).unwrap();
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(MasterKeys::draw_into(&file).is_err());
        assert_eq!(MasterKeys::read(&file).unwrap().current(), drawn.current());
    }
}
