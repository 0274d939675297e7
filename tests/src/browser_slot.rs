//! One browser at a time: two engines side by side on a small machine are slow enough to fail.

use std::fs::File;

/// A lock held while a browser is open, also across test programs.
pub(crate) struct BrowserSlot {
    _lock: File,
}

impl BrowserSlot {
    pub(crate) fn take() -> Self {
        let path = std::env::temp_dir().join("yijianshi-whole-product.lock");
        let lock = File::create(path).expect("a lock file in the temporary folder");
        lock.lock().expect("this file system can lock files");
        Self { _lock: lock }
    }
}
