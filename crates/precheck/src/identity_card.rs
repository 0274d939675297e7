//! Reads the citizen identity number (公民身份号码) off the portrait side of an identity card: 18 glyphs of equal pitch
//! at the foot of a card of ID-1, nothing else. What is not clear is not said: every glyph must be well ahead of all
//! others, and nothing may stand beside the number. The caller proves what comes out by check character and birth date
//! (`civic::CitizenId`), which a misread glyph always fails (ISO 7064, MOD 11-2).

mod cells;
mod glyph_network;
mod ink;
mod row;
mod strip;

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

    /// The 18 characters of the number on a picture that is a JPEG or PNG, digits and at the end perhaps an X, not yet
    /// proved; nothing where there is none, or where any of them is not clear.
    #[must_use]
    pub fn number(&self, bytes: &[u8]) -> Option<String> {
        let picture = upright(bytes)?;
        strip::of_cards(&picture).find_map(|strip| self.in_strip(&strip))
    }

    fn in_strip(&self, strip: &Raster) -> Option<String> {
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
