//! How many browsers may be open at once: one for each core. More of them are slow enough to fail.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// Held as long as a browser is open; counts across test programs as well, by locked files.
pub(crate) struct BrowserSlot {
    _lock: File,
    taken: Instant,
}

impl BrowserSlot {
    /// Waits until one is free.
    pub(crate) fn take() -> Self {
        let slots: Vec<File> = (0..how_many()).map(open).collect();
        loop {
            for slot in &slots {
                if slot.try_lock().is_ok() {
                    let lock = slot.try_clone().expect("a file handle can be cloned");
                    return Self {
                        _lock: lock,
                        taken: Instant::now(),
                    };
                }
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for BrowserSlot {
    /// Leaves one line for the table of what takes how long: the test, a tab, and the seconds its browser was open.
    fn drop(&mut self) {
        let Some(times) = std::env::var_os("YIJIANSHI_TIMES").map(PathBuf::from) else {
            return;
        };
        let thread = thread::current();
        let test = thread.name().unwrap_or("main");
        let line = format!("{test}\t{:.1}\n", self.taken.elapsed().as_secs_f64());
        let file = File::options().create(true).append(true).open(times);
        if let Err(error) = file.and_then(|mut file| file.write_all(line.as_bytes())) {
            eprintln!("the time of this test is not kept: {error}");
        }
    }
}

fn how_many() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn open(slot: usize) -> File {
    let path = std::env::temp_dir().join(format!("yijianshi-browser-{slot}.lock"));
    File::create(path).expect("a lock file in the temporary folder")
}
