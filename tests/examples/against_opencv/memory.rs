//! How much memory the pages of a browser ever had, as Linux counts it.

use std::fs;

/// The greatest `VmHWM` among the renderers of the browser with this process number, in bytes.
pub(crate) fn peak_of_pages(browser: u64) -> u64 {
    let processes: Vec<(u64, u64, bool)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let number: u64 = entry.file_name().to_str()?.parse().ok()?;
            let status = fs::read_to_string(entry.path().join("status")).ok()?;
            let line = fs::read(entry.path().join("cmdline")).ok()?;
            let is_page = String::from_utf8_lossy(&line).contains("--type=renderer");
            Some((number, field(&status, "PPid:")?, is_page))
        })
        .collect();
    let parent = |of: u64| {
        processes
            .iter()
            .find(|(number, ..)| *number == of)
            .map(|(_, parent, _)| *parent)
    };
    let belongs = |of: u64| {
        std::iter::successors(Some(of), |at| parent(*at))
            .take(8)
            .any(|at| at == browser)
    };
    processes
        .iter()
        .filter(|(number, _, is_page)| *is_page && belongs(*number))
        .filter_map(|(number, ..)| {
            field(
                &fs::read_to_string(format!("/proc/{number}/status")).ok()?,
                "VmHWM:",
            )
        })
        .max()
        .unwrap_or(0)
        * 1024
}

/// The number behind a name in a status file of Linux.
fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
