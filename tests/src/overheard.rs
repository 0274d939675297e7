//! What leaves a phone, and what its pre-check says of it, overheard in the page itself.

use precheck::{Change, Report};
use serde::Deserialize;

use crate::resident::Resident;

const LISTENER: &str = include_str!("overheard.js");

/// One picture on its way from the file to the server.
#[derive(Debug, Deserialize)]
pub struct Overheard {
    sent: String,
    /// What the worker went through, in order.
    pub stages: Vec<String>,
    /// What the worker answered.
    pub checked: Vec<Checked>,
    /// What the server found when the upload was whole.
    pub judged: Vec<Report>,
}

#[derive(Debug, Deserialize)]
pub struct Checked {
    pub report: Report,
    pub changes: Vec<Change>,
    /// Who turned the file into pixels: the browser, our own decoders, or nobody.
    pub decoder: String,
    /// Bytes of WebAssembly memory afterwards.
    pub memory: u64,
}

impl Overheard {
    /// From now on, and anew.
    pub async fn begin(resident: &Resident) {
        let script = format!(
            "{LISTENER} for (const heard of Object.values(window.overheard)) heard.length = 0;"
        );
        resident.run(&script, vec![]).await;
    }

    /// Since it was begun.
    pub async fn so_far(resident: &Resident) -> Self {
        let script = format!("{LISTENER} return overheard()");
        let heard = resident.run(&script, vec![]).await;
        serde_json::from_value(heard).expect("what was overheard is understood")
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
