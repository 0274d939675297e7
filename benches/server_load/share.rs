//! Part of a core for a server, by control groups of Linux (both versions of them). It is how several servers are
//! measured on a machine that has not a core for each: who has all there is, has nothing to gain from another one.

use std::path::PathBuf;

use crate::client::Result;

/// Of quota and period, in microseconds; that of the kernel by default.
const PERIOD: u32 = 100_000;

/// A control group with one process in it; dropped when that has ended.
pub(crate) struct Share(PathBuf);

impl Share {
    /// Holds a process to `percent` of one core from here on. It fails where groups cannot be made, as without root.
    pub(crate) fn hold(process: u32, percent: u32) -> Result<Self> {
        let name = format!("yijianshi-load-{process}");
        let quota = PERIOD / 100 * percent;
        let second = PathBuf::from("/sys/fs/cgroup").join(&name);
        let first = PathBuf::from("/sys/fs/cgroup/cpu").join(&name);
        let is_first = first.parent().is_some_and(|folder| folder.is_dir());
        let (folder, file, limit) = match is_first {
            true => (first, "cpu.cfs_quota_us", quota.to_string()),
            false => (second, "cpu.max", format!("{quota} {PERIOD}")),
        };
        std::fs::create_dir(&folder)?;
        let share = Self(folder);
        std::fs::write(share.0.join(file), limit)?;
        std::fs::write(share.0.join("cgroup.procs"), process.to_string())?;
        Ok(share)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        // Only an empty one goes; what is left of it holds nobody.
        let _ = std::fs::remove_dir(&self.0);
    }
}
