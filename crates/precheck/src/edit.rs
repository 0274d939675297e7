//! What a resident asks to be done to a picture: turned, straightened, freed of shadow, marked for one use.
//! Always from the picture as it was taken in, so that every step can be taken back.

use crate::{Quad, Turn};
use serde::{Deserialize, Serialize};

/// Everything asked for at once. The default changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// Applied first.
    pub turn: Turn,
    /// The corners of the document in the turned picture; what lies outside is cut off, and it is pulled straight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corners: Option<Quad>,
    /// Whether light and shadow are evened out.
    pub flatten: bool,
    /// Whether the mark 「仅用于办理…」 is laid over it.
    pub mark: bool,
}

/// A tile of text that is repeated over a picture. Drawn by the browser, which has the fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub width: u32,
    pub height: u32,
    /// `width × height` levels: 0 lets the picture through, 255 covers it as far as a mark ever does.
    pub cover: Vec<u8>,
}
