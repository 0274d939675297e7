//! The watermark 「仅用于办理…」 that is laid over a picture, so that a copy is of no use for anything else.

/// A tile of text that is repeated over a picture, slanting upwards. The browser draws it, because the browser has the
/// fonts; the gap between two tiles is part of the tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watermark {
    pub width: u32,
    pub height: u32,
    /// `width × height` levels: 0 lets the picture through, 255 is the strongest that a watermark ever is.
    pub cover: Vec<u8>,
}
