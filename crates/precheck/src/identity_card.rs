//! Reads the citizen identity number (公民身份号码) off the portrait side of an identity card: 18 glyphs of equal pitch
//! at the foot of a card of ID-1; and off the other side the days between which it is valid. What is not clear is not
//! said: every glyph must be well ahead of all others, and nothing may stand beside the number. The caller proves what
//! comes out: a number by check character and birth date (`civic::CitizenId`), which a misread glyph always fails (ISO
//! 7064, MOD 11-2), and the days by how far they are apart (`civic::CardValidity`).

mod cells;
mod glyph_network;
mod ink;
mod row;
mod strip;
mod validity;

use crate::raster::Raster;
use crate::sniff::sniff;
use crate::{container, decode};
use cells::Cells;
use glyph_network::Network;

/// What reads cards: the weights of its network (`identity_card.weights`).
pub struct CardReader {
    network: Network,
}

impl CardReader {
    /// Nothing when these are no weights that this code can use.
    #[must_use]
    pub fn new(weights: &[u8]) -> Option<Self> {
        let network = Network::read(weights)?;
        Some(Self { network })
    }

    /// What is on a picture that is a JPEG or PNG, not yet proved: the 18 characters of the number, digits and at the
    /// end perhaps an X, or of the other side the 16 digits of the two days of 有效期限; nothing where neither is
    /// there, or where any of them is not clear. A card without an end (长期) has no such days.
    #[must_use]
    pub fn read(&self, bytes: &[u8]) -> Option<String> {
        let picture = upright(bytes)?;
        for card in strip::cards(&picture) {
            let strip = |part| strip::of_card(&picture, &card, part);
            let number = strip(strip::NUMBER).and_then(|strip| self.number(&strip));
            let read = number.or_else(|| validity::read(&strip(strip::VALIDITY)?, &self.network));
            if read.is_some() {
                return read;
            }
        }
        strip::of_rows(&picture).find_map(|strip| self.number(&strip))
    }

    #[inline(never)]
    fn number(&self, strip: &Raster) -> Option<String> {
        Cells::of(strip)?.number(&self.network)
    }
}

/// The pixels in colours as they are seen, within the bounds of every check.
fn upright(bytes: &[u8]) -> Option<Raster> {
    let format = sniff(bytes);
    let outline = container::outline(format, bytes).filter(|it| it.is_complete)?;
    if !format.is_decodable() {
        return None;
    }
    let picture = decode::decode(format, bytes, &outline).ok()?;
    Some(picture.upright(outline.exif.orientation))
}
