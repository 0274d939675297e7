//! What the camera's viewfinder shows about one frame while the document is still being aimed at.

use crate::Quad;
use serde::{Deserialize, Serialize};

/// What is seen in a frame. The default is that of a frame that cannot be read: nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameReport {
    /// The corners of the document; on the edge of the frame where it runs out.
    pub outline: Option<Quad>,
    /// Whether a part of the document lies outside.
    pub is_cut: bool,
    /// Whether its sides are those of the document expected, or of two pages of it where they may be together; true
    /// where none is expected.
    pub fits: bool,
    /// Its area in thousandths of the frame.
    pub filling: Option<u16>,
    /// How far it lies askew, in tenths of a degree, clockwise positive.
    pub tilt: Option<i16>,
    pub dark: bool,
    pub bright: bool,
    pub glare: bool,
    /// Sharpness of the strongest edges in thousandths; video is softer than photographs. Nothing without texture.
    pub sharpness: Option<u16>,
}
