//! What was done to a picture before it was sent, for the resident to see.

use serde::{Deserialize, Serialize};

/// One thing that was done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The place where the photograph was taken was removed from the file.
    PositionRemoved,
    /// Camera data, thumbnails, comments or a film behind the picture were dropped.
    CameraDataRemoved,
    /// Turned as the camera was held (EXIF orientation).
    TurnedUpright,
    /// Turned by quarters, as asked.
    #[serde(rename = "turned")]
    Rotated,
    /// Rectified and cropped to its corners, as asked.
    Straightened,
    /// Light and shadow evened out, as asked.
    Flattened,
    /// The watermark 「仅用于办理…」 laid over it, as asked.
    #[serde(rename = "marked")]
    Watermarked,
    /// Cropped and scaled to a portrait for a card.
    MadePortrait,
    /// Fewer pixels than before.
    Reduced,
    /// Encoded again as JPEG.
    Compressed,
    /// A picture in a format that is not taken became a JPEG.
    Converted,
    /// The picture was animated; only its first image is sent.
    Stilled,
}
