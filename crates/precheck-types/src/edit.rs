//! What a resident asks to be done to a picture: rotated, rectified, freed of shadow, watermarked for one use.

use crate::{Quad, Rotation};
use serde::{Deserialize, Serialize};

/// Everything asked for at once, always of the picture as it was taken in, so that every step can be undone.
/// The default changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// Applied first.
    #[serde(rename = "turn")]
    pub rotation: Rotation,
    /// The corners of the document in the rotated picture; what lies outside is cut off, and it is rectified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corners: Option<Quad>,
    /// Whether light and shadow are evened out.
    pub flatten: bool,
    /// Whether the watermark 「仅用于办理…」 is laid over it.
    #[serde(rename = "mark")]
    pub watermark: bool,
}
