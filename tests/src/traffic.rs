//! Records, within the page, the uploads it sends and the messages of its pre-check worker.

use precheck::{Change, Report};
use serde::Deserialize;

use crate::resident::Resident;

const LISTENER: &str = include_str!("traffic.js");

/// What was recorded of one picture between the file and the server.
#[derive(Debug, Deserialize)]
pub struct PageTraffic {
    sent: String,
    /// The stages that the worker reported, in order.
    pub stages: Vec<String>,
    /// The worker's reports.
    pub checked: Vec<Checked>,
    /// The server's reports on completed uploads.
    pub judged: Vec<Report>,
}

#[derive(Debug, Deserialize)]
pub struct Checked {
    pub report: Report,
    pub changes: Vec<Change>,
    /// The decoder that was used: the browser's, our own, or none.
    pub decoder: String,
    /// Bytes of WebAssembly memory afterwards.
    pub memory: u64,
}

impl PageTraffic {
    /// Starts recording; drops what was recorded before.
    pub async fn record(resident: &Resident) {
        let script = format!(
            "{LISTENER} for (const list of Object.values(window.recordedTraffic)) list.length = 0;"
        );
        resident.run(&script, vec![]).await;
    }

    /// Everything since [`Self::record`].
    pub async fn recorded(resident: &Resident) -> Self {
        let script = format!("{LISTENER} return recordedTraffic()");
        let recorded = resident.run(&script, vec![]).await;
        serde_json::from_value(recorded).expect("the recorded traffic has the known form")
    }

    /// The bytes that left the phone.
    #[must_use]
    pub fn sent(&self) -> Vec<u8> {
        from_base64(&self.sent)
    }
}

/// RFC 4648 §4, as the browser writes it.
#[must_use]
pub fn from_base64(letters: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in letters.bytes().filter(|letter| *letter != b'=') {
        let value = ALPHABET.iter().position(|known| *known == letter);
        held = held << 6 | value.expect("base64") as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
