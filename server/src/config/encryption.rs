//! Where the master key is, by which what is kept of residents is encrypted.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::encryption::master_keys::FILE;

#[derive(Debug, Clone, Default, Args)]
pub struct EncryptionSettings {
    /// The file of master keys, outside the data: `ID KEY` on each line, the first encrypts (default: the credential
    /// master.key of a systemd unit, or else master.key under --data, drawn at the first start)
    #[arg(long = "master-key", env = "YIJIANSHI_MASTER_KEY", value_name = "FILE")]
    pub master_key: Option<PathBuf>,
    /// Keep what comes in clear, where database and files are encrypted by other means
    #[arg(long = "no-encryption", env = "YIJIANSHI_NO_ENCRYPTION")]
    pub no_encryption: bool,
}

impl EncryptionSettings {
    /// The file that is named, by a flag or by systemd (https://systemd.io/CREDENTIALS).
    pub(crate) fn named(&self) -> Option<PathBuf> {
        let credential = || {
            let folder = std::env::var_os("CREDENTIALS_DIRECTORY")?;
            Some(Path::new(&folder).join(FILE)).filter(|file| file.is_file())
        };
        self.master_key.clone().or_else(credential)
    }
}
