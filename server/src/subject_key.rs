//! The key under which the numbers of documents are digested: who has the database alone can neither read of whom its
//! open cases are, nor try numbers out, nor print a result that verifies. It lies in a file beside the database.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use contract::document::{CODE_CHARACTERS, CODE_LENGTH};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::random::hex;
use crate::store::SubjectDigest;

/// Its name in a data folder.
pub(crate) const FILE: &str = "subject.key";
const LENGTH: usize = 32;

#[derive(Clone)]
pub(crate) struct SubjectKey([u8; LENGTH]);

impl SubjectKey {
    /// # Errors
    /// Where the file cannot be read or holds no key.
    pub(crate) fn read(file: &Path) -> io::Result<Self> {
        match fs::read(file).map(<[u8; LENGTH]>::try_from)? {
            Ok(key) => Ok(Self(key)),
            Err(_) => Err(io::Error::other("a key has 32 bytes")),
        }
    }

    /// The key of a data folder, drawn at the first start.
    ///
    /// # Errors
    /// Where the file can be neither read nor written, or the operating system gives no random bytes.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        match fs::read(&file).map(<[u8; LENGTH]>::try_from) {
            Ok(Ok(key)) => return Ok(Self(key)),
            // Cut short by a power cut while it was written.
            Ok(Err(_)) => fs::remove_file(&file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let mut key = [0; LENGTH];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut written = options.open(&file)?;
        written.write_all(&key)?;
        written.sync_all()?;
        Ok(Self(key))
    }

    /// By what it is known. Nothing follows from it about the key.
    pub(crate) fn fingerprint(&self) -> SubjectDigest {
        self.mac(&["", "fingerprint"])
    }

    /// Other digests for the same number in the cases of another person, or of another scenario: nobody's cases can be
    /// joined by them.
    pub(crate) fn digest(&self, person: &str, scenario: &str, key: &str) -> SubjectDigest {
        self.mac(&[person, scenario, key])
    }

    /// What makes the link of somebody who is invited to confirm: 128 bits that nobody can guess and nothing keeps.
    pub(crate) fn invitation(&self, case: &str, confirmer: &str) -> String {
        let [mac @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            self.mac(&["", "invitation", case, confirmer]);
        hex(&mac)
    }

    /// The code on a printed result, the same whenever it is printed: nobody guesses it without the key, and it is kept
    /// nowhere.
    pub(crate) fn result_code(&self, case: &str, service: &str) -> String {
        let count = CODE_CHARACTERS.len();
        // Bytes past the last full multiple would favour some characters.
        let fair = 256 - 256 % count;
        let mut code = String::with_capacity(CODE_LENGTH);
        for round in 0_u32.. {
            let sum = self.mac(&["", "result", case, service, &round.to_string()]);
            let fitting = sum.iter().map(|byte| usize::from(*byte));
            let fitting = fitting.filter(|byte| *byte < fair);
            let characters = fitting.map(|byte| char::from(CODE_CHARACTERS[byte % count]));
            code.extend(characters.take(CODE_LENGTH - code.len()));
            if code.len() == CODE_LENGTH {
                break;
            }
        }
        code
    }

    /// Parts do not run into each other, and no person's id is empty: digests, invitations and codes never meet.
    fn mac(&self, parts: &[&str]) -> SubjectDigest {
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(any_length_fits) => unreachable!("{any_length_fits}"),
        };
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stays_and_one_that_was_cut_short_is_drawn_anew() {
        let folder = tempfile::tempdir().unwrap();
        let digest = |key: &SubjectKey| key.digest("lin", "social_card", "320000199503150015");
        let first = SubjectKey::open(folder.path()).unwrap();
        let again = SubjectKey::open(folder.path()).unwrap();
        assert_eq!(digest(&first), digest(&again));
        assert_eq!(first.fingerprint(), again.fingerprint());
        fs::write(folder.path().join(FILE), "short").unwrap();
        assert!(SubjectKey::read(&folder.path().join(FILE)).is_err());
        let other = SubjectKey::open(folder.path()).unwrap();
        assert_ne!(digest(&first), digest(&other));
        assert_ne!(first.fingerprint(), other.fingerprint());
    }

    #[test]
    fn a_code_stays_and_is_of_one_service_of_one_case_under_one_key() {
        let key = SubjectKey([7; LENGTH]);
        let code = key.result_code("39A4C7QKXW6T", "registration");
        assert_eq!(contract::document::read_code(&code).as_ref(), Some(&code));
        assert_eq!(code, key.result_code("39A4C7QKXW6T", "registration"));
        assert_ne!(code, key.result_code("39A4C7QKXW6T", "benefit"));
        assert_ne!(code, key.result_code("39A4C7QKXW6W", "registration"));
        let other = SubjectKey([8; LENGTH]);
        assert_ne!(code, other.result_code("39A4C7QKXW6T", "registration"));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_server_may_read_it() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        SubjectKey::open(folder.path()).unwrap();
        let mode = fs::metadata(folder.path().join(FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn the_same_number_is_another_digest_for_another_person_or_scenario() {
        let key = SubjectKey([7; LENGTH]);
        let digest = key.digest("lin", "social_card", "1");
        assert_ne!(digest, key.digest("zhou", "social_card", "1"));
        assert_ne!(digest, key.digest("lin", "retirement", "1"));
        let invited = key.invitation("39A4C7QKXW6T", "heirs-r1");
        assert_eq!(invited.len(), 32);
        assert_ne!(invited, key.invitation("39A4C7QKXW6T", "heirs-r2"));
        // Parts do not run into each other.
        assert_ne!(key.digest("a", "bc", "1"), key.digest("ab", "c", "1"));
    }
}
