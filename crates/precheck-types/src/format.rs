//! The formats that the pre-check recognises by their bytes.

use serde::{Deserialize, Serialize};

/// A format that can be recognised by the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    Gif,
    Bmp,
    Tiff,
    /// HEIC, HEIF and AVIF: what iPhones and newer Android phones store.
    Heif,
    /// JPEG XL (ISO/IEC 18181).
    Jxl,
    Pdf,
    /// 版式文档 GB/T 33190, the format of Chinese e-invoices and official papers.
    Ofd,
    /// Word, Excel, WPS, old or new.
    Office,
    /// An archive of anything else: zip, RAR, 7z.
    Zip,
    Empty,
    Unknown,
}

impl Format {
    /// Whether it holds a picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Webp | Self::Gif | Self::Bmp | Self::Tiff | Self::Heif
        )
    }

    /// Whether the pre-check itself decodes it into pixels.
    #[must_use]
    pub fn is_decodable(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// The media type for the file as it is sent; `application/octet-stream` where there is no better.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Heif => "image/heif",
            Self::Jxl => "image/jxl",
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Zip => "application/zip",
            Self::Office | Self::Empty | Self::Unknown => "application/octet-stream",
        }
    }
}
